import { expect } from "@open-wc/testing";
import { parseTemplate } from "@observablehq/notebook-kit";
import * as fc from "fast-check";
import { normaliseMath } from "../../src/notebook/normalise-math.js";
import { readProse, valueAt } from "../../src/notebook/template.js";

describe("prose with formulas and values", () => {
  it("is read into markdown, formulas and paths into the values of cells", () => {
    const { parts, references, problems } = readProse("A ${tex`a_t = \\frac{1}{2}`} b ${ hp . learningRate }\n${tex.block`\\alpha`}${data}");
    expect(parts).to.deep.equal([
      { kind: "markdown", text: "A " }, { kind: "tex", source: "a_t = \\frac{1}{2}", isBlock: false }, { kind: "markdown", text: " b " },
      { kind: "value", name: "hp", path: ["learningRate"] }, { kind: "markdown", text: "\n" }, { kind: "tex", source: "\\alpha", isBlock: true }, { kind: "value", name: "data", path: [] },
    ]);
    expect([references, problems]).to.deep.equal([["hp", "data"], []]);
  });
  it("keeps anything else as text, and says so with its place", () => {
    const source = "one\nb ${alert(1)} ${a[0]} ${tex`${x}`} ${this.x} ${open";
    const { parts, references, problems } = readProse(source);
    expect(parts).to.deep.equal([{ kind: "markdown", text: source }]);
    expect(references).to.deep.equal([]);
    expect(problems.map(({ message }) => message.en)).to.deep.equal([
      'line 2, column 3: expected ${name}, ${name.part} or ${tex`…`}, received "${alert(1)}". It is shown as text.',
      'line 2, column 15: expected ${name}, ${name.part} or ${tex`…`}, received "${a[0]}". It is shown as text.',
      'line 2, column 23: expected ${name}, ${name.part} or ${tex`…`}, received "${tex`${x}`}". It is shown as text.',
      'line 2, column 36: expected ${name}, ${name.part} or ${tex`…`}, received "${this.x}". It is shown as text.',
      'line 2, column 46: expected } after ${, received "${open". It is shown as text.',
    ]);
    expect(problems[0]!.message["pt-BR"]).to.equal('linha 2, coluna 3: esperado: ${nome}, ${nome.parte} ou ${tex`…`}; recebido: "${alert(1)}". Isto aparece como texto.');
  });
  it("takes \\${ for the characters ${", () => {
    expect(readProse("a \\${hp} $\\{hp} \\$5 \\*").parts).to.deep.equal([{ kind: "markdown", text: "a ${hp} ${hp} \\$5 \\*" }]);
  });
  it("finds as many formulas and values as notebook-kit's own reader, where that reads it", () => {
    const piece = fc.constantFrom("a ", "`", "\\", "$", "{", "}", "${hp}", "${a.b}", "${tex`x_1`}", "\n", "\\${hp}", "${tex.block`\\alpha`}", "é");
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")), (source) => {
      let theirs: number;
      try { theirs = (parseTemplate(source) as unknown as { expressions: readonly unknown[] }).expressions.length; } catch { return; }
      const { parts, problems } = readProse(source);
      expect(parts.filter(({ kind }) => kind !== "markdown").length + problems.length, source).to.equal(theirs);
    }), { numRuns: 800, seed: 6 });
  });
  it("follows paths into own properties only", () => {
    expect(valueAt({ a: { b: 0 } }, ["a", "b"])).to.equal(0);
    expect([valueAt({ a: 1 }, ["constructor"]), valueAt({}, ["__proto__", "x"]), valueAt("text", ["length"]), valueAt(undefined, ["a"])]).to.deep.equal([undefined, undefined, undefined, undefined]);
    expect(valueAt(5, [])).to.equal(5);
  });
});

describe("formulas as people type them", () => {
  const cases: Record<string, readonly [string, string]> = {
    "dollars become tex": ["a $x_1$ and $\\alpha + 1$.", "a ${tex`x_1`} and ${tex`\\alpha + 1`}."],
    "two dollars become a block": ["$$\n\\sum_i x_i\n$$", "${tex.block`\\sum_i x_i`}"],
    "money stays": ["R$ 50, R$50 e R$60, US$5 and US$6, $5 and $6, 5 $", "R$ 50, R$50 e R$60, US$5 and US$6, $5 and $6, 5 $"],
    "code stays": ["`$x$` ``$a` $b$`` \n```js\n$x$\n```\n$y$", "`$x$` ``$a` $b$`` \n```js\n$x$\n```\n${tex`y`}"],
    "what is a formula or a value already stays": ["${tex`a $x$ b`} ${hp.n} $z$", "${tex`a $x$ b`} ${hp.n} ${tex`z`}"],
    "an escaped dollar stays": ["\\$x\\$ and $a\\$b$", "\\$x\\$ and ${tex`a\\$b`}"],
    "spaces inside keep it text": ["$ x $ and $ y$", "$ x $ and $ y$"],
  };
  for (const [what, [typed, kept]] of Object.entries(cases)) it(`pitfall 12: ${what}`, () => expect(normaliseMath(typed)).to.equal(kept));
  it("normalising twice changes nothing more", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom("$", "x", " ", "`", "\\", "${hp}", "$$", "\n", "5", "R", "{", "}"), { maxLength: 12 }).map((parts) => parts.join("")), (text) => {
      const once = normaliseMath(text);
      expect(normaliseMath(once)).to.equal(once);
    }), { numRuns: 1000, seed: 7 });
  });
});
