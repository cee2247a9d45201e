import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { describeValue, problemWith } from "../../src/hyperparameters/field.js";
import { changesBetween, defaultsOf, defineSchema, invalidatedBy, nonDefaults, readValues, type ValuesOf } from "../../src/hyperparameters/schema.js";

const words = { en: "Word", "pt-BR": "Palavra" };
const about = { label: words, doc: words, stage: "dense", invalidates: "model" } as const;
const schema = defineSchema({
  kernelSize: { ...about, kind: "integer", default: 5, min: 1, max: 15, aliases: ["kernel"] },
  learningRate: { ...about, kind: "real", default: 0.001, min: 0.00001, max: 1, scale: "log", invalidates: "training" },
  pooling: { ...about, kind: "choice", default: "max", choices: { max: words, sum: { en: "Sum", "pt-BR": "Soma" } } },
  maskPadding: { ...about, kind: "boolean", default: false, invalidates: "data" },
  probeText: { ...about, kind: "text", default: "", maxLength: 10 },
});
const defaults: ValuesOf<typeof schema> = defaultsOf(schema);
// @ts-expect-error "mean" is not a choice
void ({ ...defaults, pooling: "mean" } satisfies ValuesOf<typeof schema>);
// @ts-expect-error a label without Portuguese does not compile
void defineSchema({ a: { kind: "boolean", default: true, label: { en: "A" }, doc: words, stage: "dense", invalidates: "model" } });

const sentences = (input: unknown) => readValues(schema, input).problems.map(({ message }) => message.en);

describe("reading untrusted settings", () => {
  it("takes what fits and gives defaults for the rest", () => {
    const { values, problems } = readValues(schema, { kernelSize: 3, pooling: "sum" });
    expect(problems).to.deep.equal([]);
    expect(values).to.deep.equal({ ...defaults, kernelSize: 3, pooling: "sum" });
  });
  it("says in one sentence what is wrong with each, and how to mend it", () => {
    expect(sentences({ kernelSize: 99 })).to.deep.equal(["kernelSize: expected a whole number from 1 to 15, received 99. Set it to 15 or less."]);
    expect(sentences({ kernelSize: 0 })).to.deep.equal(["kernelSize: expected a whole number from 1 to 15, received 0. Set it to 1 or more."]);
    expect(sentences({ kernelSize: 5.5 })).to.deep.equal(["kernelSize: expected a whole number from 1 to 15, received 5.5. Set it to 6."]);
    expect(sentences({ learningRate: "0.01" })).to.deep.equal(['learningRate: expected a number from 0.00001 to 1, received "0.01". Set it to 0.001, its default.']);
    expect(sentences({ pooling: "sun" })).to.deep.equal(['pooling: expected one of max, sum, received "sun". Did you mean "sum"?']);
    expect(sentences({ maskPadding: 1 })).to.deep.equal(["maskPadding: expected true or false, received 1."]);
    expect(sentences({ probeText: "far too long" })).to.deep.equal(['probeText: expected a text of at most 10 characters, received 12.']);
    expect(sentences([])).to.deep.equal(["expected settings between { and }, received []."]);
  });
  it("writes large whole limits in full", () => {
    const seed = defineSchema({ seed: { ...about, kind: "integer", default: 0, min: 0, max: 4294967295 } });
    expect(readValues(seed, { seed: -1 }).problems[0]!.message.en).to.equal("seed: expected a whole number from 0 to 4,294,967,295, received -1. Set it to 0 or more.");
  });
  it("says the same in Portuguese, with the language's numbers", () => {
    expect(readValues(schema, { learningRate: 2 }).problems[0]!.message["pt-BR"]).to.equal("learningRate: esperado: um número de 0,00001 a 1; recebido: 2. Use 1 ou menos.");
  });
  it("keeps an unknown setting and suggests the nearest name", () => {
    const { unknown, problems } = readValues(schema, { kernelsize: 4 });
    expect(unknown).to.deep.equal(Object.assign(Object.create(null) as object, { kernelsize: 4 }));
    expect(problems[0]!.message.en).to.equal('kernelsize: expected the name of a setting, received "kernelsize". Did you mean "kernelSize"? It is kept as written and has no effect.');
  });
  it("never reaches a prototype", () => {
    const { values, problems } = readValues(schema, JSON.parse('{"__proto__": {"probe": 1}, "constructor": 2}'));
    expect(({} as Record<string, unknown>)["probe"]).to.equal(undefined);
    expect(values).to.deep.equal(defaults);
    expect(problems.map(({ path }) => path)).to.have.members(["__proto__", "constructor"]);
  });
  it("opens a setting by an older name", () => {
    expect(readValues(schema, { kernel: 7 }).values.kernelSize).to.equal(7);
  });
  it("refuses NaN, infinities and text that looks like a number, for every number field", () => {
    for (const value of [NaN, Infinity, -Infinity, "5", null, undefined, [5], {}]) expect(problemWith("kernelSize", schema.kernelSize, value), String(value)).not.to.equal(undefined);
  });
  it("reads back what it calls different from the defaults", () => {
    const random = seededRandom(11);
    for (let i = 0; i < 200; i++) {
      const values = { ...defaults, kernelSize: 1 + random.integer(15), learningRate: random.uniform(0.00001, 1), maskPadding: random.next() < 0.5, pooling: random.pick(["max", "sum"] as const) };
      const reading = readValues(schema, nonDefaults(schema, values));
      expect(reading.problems).to.deep.equal([]);
      expect(reading.values).to.deep.equal(values);
    }
  });
});

describe("a schema", () => {
  it("refuses a default outside its own range", () => {
    expect(() => defineSchema({ a: { ...about, kind: "integer", default: 0, min: 1, max: 2 } })).to.throw(RangeError, "a.default: expected a whole number from 1 to 2, received 0. Set it to 1 or more.");
  });
  it("knows what changed between two sets of values and what that makes stale", () => {
    const changes = changesBetween(schema, defaults, { ...defaults, learningRate: 0.01, kernelSize: 3 });
    expect(changes).to.deep.equal([{ name: "kernelSize", from: 5, to: 3 }, { name: "learningRate", from: 0.001, to: 0.01 }]);
    expect(invalidatedBy(schema, changes)).to.equal("model");
    expect(invalidatedBy(schema, [])).to.equal("nothing");
  });
  it("shows values as readers see them", () => {
    expect(describeValue(schema.learningRate, 0.001, "pt-BR")).to.equal("0,001");
    expect(describeValue(schema.pooling, "sum", "pt-BR")).to.equal("Soma");
    expect(describeValue(schema.maskPadding, false, "pt-BR")).to.equal("não");
    expect(describeValue(schema.kernelSize, "?", "en")).to.equal('"?"');
  });
});
