// What is promised has a test that says so: every promise (P), bad input (B) and fault (F) that is tested stands with its number in the test's title.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { idsIn, idsOf, promisedIds } from "./titles.mjs";

const range = (letter, last, digits) => Array.from({ length: last }, (_, i) => `${letter}${String(i + 1).padStart(digits, "0")}`);
/** All numbers of a list, and how many of them a test must carry. */
const lists = [
  { what: "promises", all: range("P", 30, 1), least: 30 },
  { what: "bad inputs", all: range("B", 115, 3), least: 115 },
  { what: "faults", all: range("F", 40, 2), least: 40 },
];

const found = await promisedIds();

describe("promises", () => {
  for (const { what, all, least } of lists) {
    it(`at least ${least} of the ${all.length} ${what} have a test that carries their number`, (context) => {
      const missing = all.filter((one) => !found.has(one));
      context.diagnostic(`${what}: ${all.length - missing.length} of ${all.length}${missing.length > 0 ? `; none for ${missing.join(", ")}` : ""}`);
      assert.ok(all.length - missing.length >= least, `no test carries ${missing.join(", ")}`);
    });
  }
  it("no test carries a number that no list has", () => {
    const known = new Set(lists.flatMap(({ all }) => all));
    assert.deepEqual([...found.keys()].filter((one) => !known.has(one)), []);
  });
  it("are read from titles and from rows that become titles, never from comments, texts in between or what is skipped", () => {
    assert.deepEqual(idsOf("P4: F27, F29: two tabs"), ["P4", "F27", "F29"]);
    assert.deepEqual([idsOf("two tabs (P4)"), idsOf("P4 two tabs"), idsOf("P401: x"), idsOf("B067")], [[], [], [], ["B067"]]);
    assert.deepEqual([...idsIn('it("P1: x", () => {}); // P2: y\nit.skip("P3: z", () => {}); const a = "P5: w"; describe(`F01: ${1}`, () => { it("F02: u", () => {}); });')], ["P1", "F01", "F02", "P5"]);
    assert.deepEqual([...idsIn('const a = "P5: w"; it("P1: x", () => {});')], ["P1"]);
    assert.deepEqual([...idsIn('import { holdBadInputs } from "./bad-input.js"; holdBadInputs("x", [{ id: "B001" }]);')], ["B001"]);
  });
});
