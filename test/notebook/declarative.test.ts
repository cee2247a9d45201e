import { expect } from "@open-wc/testing";
import { parse, type CallExpression, type Expression, type Program } from "acorn";
import * as fc from "fast-check";
import { sentence } from "../../src/base/problem.js";
import { readCell, type CellReading } from "../../src/notebook/declarative.js";
import { literalText } from "../../src/notebook/rewrite.js";

const components = ["dataset", "hyperparameters", "flow", "train", "lossPlot", "predict"];
const read = (source: string, type = "module"): CellReading => readCell({ type, source }, components);
const callOf = (source: string) => {
  const reading = read(source);
  if (reading.kind !== "call") throw new Error(`${source} is read as ${JSON.stringify(reading)}`);
  return reading.call;
};
const broken = (source: string): readonly string[] => {
  const reading = read(source);
  return reading.kind === "broken" ? reading.problems.flatMap((one) => [sentence(one, "en"), sentence(one, "pt-BR")]) : [`read as ${reading.kind}`];
};

describe("a declarative cell", () => {
  it("is a call with settings and names of other cells", () => {
    const { component, name, isView, params, inputs } = callOf('const run = view(train({epochs: 10, seed: 1}, {hp, data}));');
    expect({ component, name, isView, params, inputs }).to.deep.equal({ component: "train", name: "run", isView: true, params: { epochs: 10, seed: 1 }, inputs: { hp: "hp", data: "data" } });
    expect(read("lossPlot({}, {runs: [a, b], first: a})")).to.include.keys("call").and.to.deep.include({ kind: "call", defines: [], references: ["a", "b"] });
    expect(callOf("const plot = lossPlot()")).to.deep.include({ name: "plot", isView: false, params: {}, inputs: {} });
  });
  it("may hold comments, line breaks, semicolons and trailing commas", () => {
    const source = "// why\nconst run = /* here */ view(\n  train({\n    epochs: 10, // enough\n    seed: 1,\n  }, {hp, runs: [a,],},),\n)\n;\n// end";
    expect(callOf(source)).to.deep.include({ name: "run", params: { epochs: 10, seed: 1 }, inputs: { hp: "hp", runs: ["a"] } });
  });
  it("may hold numbers, texts in all three quotes, true, false, null, lists and objects", () => {
    const source = String.raw`predict({a: -0.5, b: 1e-3, c: 0x1F, d: 1_000, e: .5, f: "é\n\u{1F600}\x41", g: 'it\'s', h: ${"`two\nlines`"}, i: true, j: false, k: null, l: [1, [2]], m: {n: {}}, "o p": 1, 7: 8})`;
    expect(callOf(source).params).to.deep.equal({ a: -0.5, b: 0.001, c: 31, d: 1000, e: 0.5, f: "é\n😀A", g: "it's", h: "two\nlines", i: true, j: false, k: null, l: [1, [2]], m: { n: {} }, "o p": 1, 7: 8 });
  });
  it("knows the other kinds of cells", () => {
    expect(read(" // nothing\n")).to.deep.equal({ kind: "empty", defines: [], references: [] });
    expect(read("")).to.deep.include({ kind: "empty" });
    expect(read(" ", "text/markdown")).to.deep.include({ kind: "empty" });
    expect(read("# A ${hp.seed}", "text/markdown")).to.deep.include({ kind: "prose", references: ["hp"] });
    expect(read("a_t", "application/x-tex")).to.deep.include({ kind: "prose" });
    expect(read('import {a, b as c} from "./x.js";')).to.deep.equal({ kind: "import", specifier: "./x.js", defines: ["a", "c"], references: [] });
    expect(read("(a)", "text/x-lisp")).to.deep.equal({ kind: "unknown", type: "text/x-lisp", problems: [], defines: [], references: [] });
    expect(read("select 1", "application/sql")).to.deep.include({ kind: "code" });
    expect(read("const a = 1;\nfunction* b() {}\nclass C {}")).to.deep.equal({ kind: "code", defines: ["a", "b", "C"], references: [] });
  });
  it("with an unknown component says which is near, and keeps its names", () => {
    const reading = read("const run = view(trian({}, {hp}))");
    expect(reading).to.deep.include({ kind: "unknown", component: "trian", defines: ["run"], references: ["hp"] });
    const [problem] = reading.kind === "unknown" ? reading.problems : [];
    expect(problem!.message).to.deep.equal({
      en: 'line 1, column 18: expected the name of a component, received "trian". Did you mean train? The cell is kept as it is.',
      "pt-BR": 'linha 1, coluna 18: esperado: o nome de um componente; recebido: "trian". Você quis dizer train? A célula fica como está.',
    });
  });
});

describe("a mistake in a declarative cell", () => {
  const cases: Record<string, readonly [source: string, en: string, pt: string]> = {
    "a decimal comma": ["hyperparameters({dropoutRate: 0,5})", 'line 1, column 33: expected the name of a setting, received "5". Decimals are written with a point here: 0.5.', 'linha 1, coluna 33: esperado: o nome de uma configuração; recebido: "5". Aqui, os decimais são escritos com ponto: 0.5.'],
    "a decimal comma before zeros": ["hyperparameters({learningRate: 0,001})", 'line 1, column 34: expected the name of a setting, received "001". Decimals are written with a point here: 0.5.', 'linha 1, coluna 34: esperado: o nome de uma configuração; recebido: "001". Aqui, os decimais são escritos com ponto: 0.5.'],
    "text without quotes": ["dataset({source: amazon})", 'line 1, column 18: expected a value (a number, text in quotes, true, false, null, a list or an object), received "amazon". Put text between quotes.', 'linha 1, coluna 18: esperado: um valor (número, texto entre aspas, true, false, null, lista ou objeto); recebido: "amazon". Ponha o texto entre aspas.'],
    "curly quotes": ["predict({text: “good”})", 'line 1, column 16: expected a value (a number, text in quotes, true, false, null, a list or an object), received "“". Use straight quotes: ".', 'linha 1, coluna 16: esperado: um valor (número, texto entre aspas, true, false, null, lista ou objeto); recebido: "“". Use aspas retas: ".'],
    "a missing comma": ["train({epochs: 3\n  seed: 1})", 'line 2, column 3: expected "," or "}", received "seed". Put a comma between two settings.', 'linha 2, coluna 3: esperado: "," ou "}"; recebido: "seed". Ponha uma vírgula entre duas configurações.'],
    "a missing value": ["train({epochs: })", 'line 1, column 16: expected a value (a number, text in quotes, true, false, null, a list or an object), received "}".', 'linha 1, coluna 16: esperado: um valor (número, texto entre aspas, true, false, null, lista ou objeto); recebido: "}".'],
    "a missing colon": ["train({epochs 3})", 'line 1, column 15: expected ":" and a value after epochs, received "3".', 'linha 1, coluna 15: esperado: ":" e um valor depois de epochs; recebido: "3".'],
    "a text that is not closed": ['predict({text: "good})', 'line 1, column 16: expected a closing quote, received "\\"good})".', 'linha 1, coluna 16: esperado: aspas que fecham o texto; recebido: "\\"good})".'],
    "a bracket that is not closed": ["const run = view(train({epochs: 3}", 'line 1, column 35: expected ")" before the end of the cell.', 'linha 1, coluna 35: esperado: ")" antes do fim da célula.'],
    "one bracket too many": ["flow({}, {hp}))", 'line 1, column 15: expected the end of the cell, received ")".', 'linha 1, coluna 15: esperado: o fim da célula; recebido: ")".'],
    "a setting written twice": ["train({seed: 1, seed: 2})", 'line 1, column 17: expected every setting once, received "seed".', 'linha 1, coluna 17: esperado: cada configuração uma só vez; recebido: "seed".'],
    "settings without braces": ['predict("good")', 'line 1, column 9: expected settings between { and }, received "good".', 'linha 1, coluna 9: esperado: configurações entre { e }; recebido: "good".'],
    "an input that is no name": ["flow({}, {hp: 3})", 'line 1, column 15: expected the name of another cell, received "3".', 'linha 1, coluna 15: esperado: o nome de outra célula; recebido: "3".'],
    "a name without const": ["hp = view(hyperparameters({}))", 'line 1, column 1: expected const before the name hp, received "hp".', 'linha 1, coluna 1: esperado: const antes do nome hp; recebido: "hp".'],
    "a name that JavaScript has taken": ["const class = view(train({}))", "read as code", ""],
    "a call without its bracket": ["train {}", 'line 1, column 7: expected "(", received "{".', 'linha 1, coluna 7: esperado: "("; recebido: "{".'],
    "an import without from": ["import {train}", "line 1, column 15: expected from before the end of the cell.", "linha 1, coluna 15: esperado: from antes do fim da célula."],
    "columns count characters, not UTF-16 units": ['/* 😀 */ train({epochs: })', 'line 1, column 24: expected a value (a number, text in quotes, true, false, null, a list or an object), received "}".', 'linha 1, coluna 24: esperado: um valor (número, texto entre aspas, true, false, null, lista ou objeto); recebido: "}".'],
  };
  for (const [what, [source, en, pt]] of Object.entries(cases)) {
    it(`${what} is said with its place`, () => expect(broken(source)).to.deep.equal(pt ? [en, pt] : [en]));
  }
  it("knows its place in the text, and the name that the cell would have given", () => {
    const reading = read("const hp = view(hyperparameters({filters: }))");
    expect(reading).to.deep.include({ kind: "broken", component: "hyperparameters", defines: ["hp"], place: { line: 1, column: 43, start: 42, end: 43 } });
  });
});

describe("code", () => {
  const left = [
    "train({epochs: 5 * 2})", "train({...defaults})", "train({['epochs']: 1})", "train({get epochs() { return 1 }})", "train({epochs() {}})", "train({async epochs() {}})",
    "train({seed: Math.random()})", "train({seed: fetch('x')})", "train({__proto__: {}})", 'train({"__proto__": null})', "train({a: {__proto__: 1}})", "flow({}, {__proto__: a})", "flow({}, {hp: a.b})", "flow({}, {hp: f()})",
    "train({text: `${document.cookie}`})", "train({a: (1, 2)})", "train({a: /x/})", "train({a: +1})", "train({a: x => x})", "train({a: new Date()})", "train({a: function () {}})", "train(...args)", "train({}).then(x)", "train({}); alert(1)", "train({})`x`",
    "let run = view(train({}))", "alert(1)", "view(Inputs.range())", "const a = 1", "1", "await train({})", "(train({}))", "import x from 'y'", "import('x')", "import {a} from 'x'; alert(1)", "const [a] = train({})", "train?.({})", "train = 1", "\\u0074rain({})", "for (;;) {}", "export const a = train({})", "train({a: 1n})",
  ];
  it("is whatever goes beyond literals and names; it is left alone", () => {
    const kinds = Object.fromEntries(left.map((source) => [source, read(source).kind]));
    expect(Object.entries(kinds).filter(([source, kind]) => kind !== "code" && source !== "train({a: 1n})")).to.deep.equal([]);
  });
  it("that begins as a call of a known component says what keeps it from being live", () => {
    const reading = read("train({epochs: 5 * 2})");
    expect(reading.kind === "code" && reading.reason?.message.en).to.equal('line 1, column 18: expected "," or "}", received "*".');
    expect(read("alert(1)")).not.to.have.property("reason");
  });
});

/** What acorn's tree says, worked out apart from our reader. */
function evaluate(node: Expression): unknown {
  switch (node.type) {
    case "Literal": return node.value;
    case "UnaryExpression": return -(evaluate(node.argument) as number);
    case "TemplateLiteral": return node.quasis[0]!.value.cooked;
    case "ArrayExpression": return node.elements.map((item) => evaluate(item as Expression));
    case "ObjectExpression": return Object.fromEntries(node.properties.map((one) => {
      if (one.type !== "Property" || one.kind !== "init" || one.computed || one.method) throw new Error("should not have been accepted");
      return [keyOf(one.key), evaluate(one.value)];
    }));
    case "Identifier": return `name ${node.name}`;
    default: throw new Error(`${node.type} should not have been accepted`);
  }
}
const keyOf = (key: Expression | { type: "PrivateIdentifier" }): string => (key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : "?");
function expressionOf(program: Program): CallExpression {
  const [statement] = program.body;
  const expression = statement?.type === "ExpressionStatement" ? statement.expression : statement?.type === "VariableDeclaration" ? statement.declarations[0]!.init : undefined;
  if (program.body.some(({ type }, i) => i > 0 && type !== "EmptyStatement") || expression?.type !== "CallExpression") throw new Error("should not have been accepted");
  return expression;
}

describe("what our reader accepts", () => {
  const space = fc.constantFrom("", " ", "\n", "/* c */", "// c\n", "\t");
  const text = fc.tuple(fc.constantFrom('"', "'", "`"), fc.string({ unit: fc.constantFrom("a", "é", "😀", '"', "'", "`", "$", "{", "\\", "\n", "\u2028", "}", "\0") })).map(([quote, value]) => literalText(value, quote));
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => literalText(value)), fc.constantFrom("0x1f", "1_000", ".5", "5.", "1e3", "0b11", "0O17", "-0", "- 1"));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, number, text, fc.constantFrom("true", "false", "null"), tie("list"), tie("object")),
    list: fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    object: fc.uniqueArray(fc.tuple(fc.oneof(fc.constantFrom("a", "class", "$é", "7", "0x10", "1e3"), text.filter((key) => key[0] !== "`")), space, tie("value")), { maxLength: 3, selector: ([key]) => evaluateKey(key) }).map((entries) => `{${entries.map(([key, gap, item]) => `${key}${gap}: ${item as string}`).join(",")}}`),
  }));
  function evaluateKey(key: string): string {
    const [statement] = parse(`({${key}: 1})`, { ecmaVersion: "latest" }).body;
    const object = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
    const property = object?.type === "ObjectExpression" ? object.properties[0] : undefined;
    return property?.type === "Property" ? keyOf(property.key) : "?";
  }
  const sources = fc.tuple(fc.constantFrom("", "const x = ", "const x = view("), space, fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), value as fc.Arbitrary<string>, space), { maxLength: 3 }), fc.constantFrom("", ", {hp}", ", {hp, runs: [a, b], },"), fc.constantFrom("", ";"))
    .map(([head, gap, entries, inputs, end]) => `${head}${gap}train({${entries.map(([key, item, after], i) => `${key}${i}${after}:${gap}${item}${after}`).join(",")}}${inputs})${head.endsWith("(") ? ")" : ""}${end}`);
  const same = (source: string): boolean => {
    const reading = read(source);
    if (reading.kind !== "call") return false;
    let call = expressionOf(parse(source, { ecmaVersion: "latest", sourceType: "module" }));
    if (call.callee.type === "Identifier" && call.callee.name === "view") call = call.arguments[0] as CallExpression;
    const [params, inputs] = call.arguments.map((argument) => evaluate(argument as Expression));
    expect(reading.call.params, source).to.deep.equal(params ?? {});
    expect(Object.fromEntries(Object.entries(reading.call.inputs).map(([key, names]) => [key, typeof names === "string" ? `name ${names}` : names.map((name) => `name ${name}`)])), source).to.deep.equal(inputs ?? {});
    return true;
  };
  it("acorn reads as the same literal, and nothing of the subset is refused", () => {
    fc.assert(fc.property(sources, (source) => { expect(same(source), source).to.equal(true); }), { numRuns: 500, seed: 2 });
  });
  it("acorn reads as the same literal after any characters were put in, taken out or changed", () => {
    let accepted = 0;
    const noise = fc.constantFrom("", "(", ")", "{", "}", "[", "]", ",", ":", ";", "'", '"', "`", "\\", "/", "*", "-", ".", "0", "1", "e", "_", "n", "\n", "x", "$", "=", "...", "//", "/*", "get ", "__proto__", "\\u0061", "<!--", "-->", "\u2028", "#");
    fc.assert(fc.property(sources, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 }), noise), { minLength: 1, maxLength: 3 }), (source, changes) => {
      const changed = changes.reduce((text, [at, gone, by]) => { const start = at % (text.length + 1); return text.slice(0, start) + by + text.slice(start + gone); }, source);
      if (same(changed)) accepted++;
    }), { numRuns: 4000, seed: 3 });
    expect(accepted).to.be.above(300);
  });
});
