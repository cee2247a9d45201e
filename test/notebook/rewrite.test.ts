import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { addImports, literalText, rewriteSettings } from "../../src/notebook/rewrite.js";

describe("settings written back into the source", () => {
  const cases: Record<string, readonly [source: string, params: Record<string, unknown>, written: string]> = {
    "one number changes and nothing else": ["const hp = view(hyperparameters({filters: 64, /* nm */ kernelSize: 5 , dropoutRate:.1}));  // end", { filters: 64, kernelSize: 7, dropoutRate: 0.1 }, "const hp = view(hyperparameters({filters: 64, /* nm */ kernelSize: 7 , dropoutRate:.1}));  // end"],
    "a number written another way stays as it is": ["f({a: 1e-3, b: 0x10, c: 1_000})", { a: 0.001, b: 16, c: 1000 }, "f({a: 1e-3, b: 0x10, c: 1_000})"],
    "a text keeps its quotes": ["f({a: 'x', b: `y`, c: \"z\"})", { a: "it's", b: "`${1}`", c: 'say "hi"' }, "f({a: 'it\\'s', b: `\\`\\${1}\\``, c: \"say \\\"hi\\\"\"})"],
    "a new setting takes the manner of the line": ["f({a:1,b:2})", { a: 1, b: 2, c: 3 }, "f({a:1,b:2,c:3})"],
    "a new text takes the quotes of the cell": ["f({ a: 'x' })", { a: "x", b: "y" }, "f({ a: 'x', b: 'y' })"],
    "a new setting on lines of their own gets a line": ["f({\n  a: 1, // one\n  b: 2 // two\n}, {hp})", { a: 1, b: 2, c: 3 }, "f({\n  a: 1, // one\n  b: 2, // two\n  c: 3\n}, {hp})"],
    "a trailing comma stays": ["f({\n    a: 1,\n})", { a: 1, c: 3 }, "f({\n    a: 1,\n    c: 3,\n})"],
    "empty braces are filled": ["flow({}, {hp})", { a: 1, b: [1, "x"] }, 'flow({a: 1, b: [1, "x"]}, {hp})'],
    "missing settings are given": ["flow()", { a: 1 }, "flow({a: 1})"],
    "nothing to say leaves the call alone": ["flow()", {}, "flow()"],
    "a setting that is gone is taken out": ["f({a: 1, b: 2, c: 3})", { a: 1, c: 3 }, "f({a: 1, c: 3})"],
    "the last one may go": ["f({a: 1, b: 2})", { a: 1 }, "f({a: 1})"],
    "all may be exchanged": ["f({a: 1})", { b: 2 }, "f({b: 2})"],
    "an item of a list changes in its place": ["f({vary: {lr: [0.1, /* mid */ 0.2], k: 1}})", { vary: { lr: [0.1, 0.3], k: 1 } }, "f({vary: {lr: [0.1, /* mid */ 0.3], k: 1}})"],
    "a list of another length is written anew": ["f({a: [1, 2]})", { a: [1] }, "f({a: [1]})"],
    "a name that is no identifier is quoted": ["f({a: 1})", { a: 1, "two words": 2 }, 'f({a: 1, "two words": 2})'],
    "the last ones go and others come": ["f({\n  a: 1, // one\n  b: 2,\n  c: 3\n})", { a: 1, d: 4 }, "f({\n  a: 1, // one\n  d: 4\n})"],
    "undefined is absent": ["f({a: 1})", { a: 1, b: undefined }, "f({a: 1})"],
  };
  for (const [what, [source, params, written]] of Object.entries(cases)) it(what, () => expect(rewriteSettings(source, params)).to.equal(written));

  it("whatever plain data is written reads back as it was, and unchanged data changes no byte", () => {
    const data = fc.dictionary(fc.string({ maxLength: 4 }).filter((key) => key !== "__proto__"), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4, noNullPrototype: true }).filter((value) => !JSON.stringify(value).includes("__proto__"));
    const form = fc.constantFrom((text: string) => `f(${text})`, (text: string) => `const x = view(f( ${text}, {hp}));`, (text: string) => `f(${text.replace(/^\{(?=.)/, "{ // first\n").replace(/(?<=.)\}$/, " /* last */\n}")})`);
    fc.assert(fc.property(data, data, form, (before, after, write) => {
      const source = write(literalText(before));
      expect(rewriteSettings(source, before)).to.equal(source);
      // It throws when what it wrote does not read back.
      rewriteSettings(source, after);
      rewriteSettings(source, { ...before, ...after });
    }), { numRuns: 400, seed: 4 });
  });
  it("refuses what no literal says, and cells that are no calls", () => {
    expect(() => rewriteSettings("f({})", { a: NaN })).to.throw(RangeError, "a setting must be a finite number, text, true, false, null, a list or an object of these, received NaN");
    expect(() => rewriteSettings("1 + 1", {})).to.throw(Error, "rewriteSettings: the source is no call with literal settings");
  });
});

describe("imports added to the import cell", () => {
  it("keep the alphabet when there was one, and the order of the writer when there was none", () => {
    expect(addImports('import {flow, train} from "./x.js";', ["lossPlot", "flow"])).to.equal('import {flow, lossPlot, train} from "./x.js";');
    expect(addImports('import {train, flow} from "./x.js";', ["dataset"])).to.equal('import {train, flow, dataset} from "./x.js";');
    expect(addImports('import {train /* it learns */} from "./x.js";', ["flow"])).to.equal('import {flow, train /* it learns */} from "./x.js";');
  });
});
