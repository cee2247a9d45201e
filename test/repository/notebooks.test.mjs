// The shipped notebooks come as twins: the same cells in both languages, told apart only by their prose and their texts.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../notebooks");
const index = JSON.parse(await readFile(path.join(folder, "index.json"), "utf8"));
const cellsOf = (text) => [...text.matchAll(/<script id="(\d+)" type="([^"]+)"[^>]*>([\s\S]*?)<\/script>/g)].map(([, id, type, source]) => ({ id, type, source }));
/** The call without what differs by language: quoted sentences and the language option. */
const withoutTexts = (source) => source.replace(/"((?:[^"\\]|\\.)*)"/g, (literal, text) => (/\s|\\[nt]/.test(text) ? '"…"' : /^(?:en|pt-BR)$/.test(text) ? '"language"' : literal));

describe("shipped notebooks", () => {
  it("are all listed, and everything listed exists", async () => {
    const listed = index.flatMap(({ files }) => Object.values(files)).sort();
    assert.deepEqual(listed, (await readdir(folder)).filter((name) => name.endsWith(".html")).sort());
  });
  for (const { name, files } of index) {
    it(`${name} has the same cells in both languages`, async () => {
      const [en, pt] = await Promise.all([files.en, files["pt-BR"]].map(async (file) => cellsOf(await readFile(path.join(folder, file), "utf8"))));
      assert.ok(en.length > 3);
      assert.deepEqual(pt.map(({ id, type }) => [id, type]), en.map(({ id, type }) => [id, type]));
      for (const [i, cell] of en.entries()) {
        if (cell.type === "module") assert.equal(withoutTexts(pt[i].source), withoutTexts(cell.source), `cell ${cell.id}`);
        else assert.notEqual(pt[i].source, cell.source, `cell ${cell.id} is not translated`);
      }
    });
  }
});
