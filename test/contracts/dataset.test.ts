import { expect } from "@open-wc/testing";
import { locales, type Text } from "../../src/base/text.js";
import { fetchAsset } from "../../src/data/assets.js";
import type { DatasetContext } from "../../src/data/dataset.js";
import { datasets } from "../../src/data/datasets/index.js";
import type { Expectation } from "../../src/data/expectation.js";
import { prepareData } from "../../src/data/prepare.js";
import { readDataSettings, settingsSchema } from "../../src/data/settings.js";
import { tokensOf } from "../../src/data/tokenizer.js";
import { problemWith } from "../../src/hyperparameters/field.js";
import { defaultsOf, defineSchema, type Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";

const context: DatasetContext = { asset: fetchAsset(new URL("data/", import.meta.url)) };
const isWritten = (text: Text): void => { for (const locale of locales) expect(text[locale], JSON.stringify(text)).to.match(/^\S(.*\S)?$/); };

for (const dataset of datasets) {
  describe(`dataset ${dataset.name}`, () => {
    // What a person brings is theirs to bring: here, four sentences.
    const brought = dataset.origin === "own" ? { rows: "pos\tgood phone\nneg\tbad phone\npos\tgreat case\nneg\tawful case" } : {};
    const defaults: Values = { ...defaultsOf(dataset.options), ...brought };
    /** The defaults, and every choice of every option by itself. */
    const variants: readonly Values[] = [defaults, ...Object.entries(dataset.options).flatMap(([name, field]) =>
      field.kind === "choice" ? Object.keys(field.choices).filter((choice) => choice !== field.default).map((choice) => ({ ...defaults, [name]: choice })) : [])];
    const load = (seed: number, options = defaults) => dataset.load(options, seed, context);

    it("says what it is, in both languages, and whose it is", () => {
      [dataset.title, dataset.summary, dataset.attribution].forEach(isWritten);
      expect(dataset.licence).to.match(dataset.origin === "own" ? /^$/ : /^(CC0|CC BY|CC-BY|MIT|Apache)/);
      expect(dataset.languages.length).to.be.above(0);
      for (const language of dataset.languages) expect(locales).to.include(language);
      expect(dataset.name).to.match(/^[a-z]+(-[a-z]+)*$/);
    });
    it("has options with defaults that fit, names of their own, and words in both languages", () => {
      expect(() => defineSchema(dataset.options)).not.to.throw();
      const shared = Object.keys(settingsSchema(null));
      for (const [name, field] of Object.entries(dataset.options)) {
        expect(shared).not.to.include(name);
        [field.label, field.doc, ...(field.kind === "choice" ? Object.values(field.choices) : [])].forEach(isWritten);
        expect(field).to.include({ stage: "text", invalidates: "data" });
      }
    });
    it("gives the same examples for the same seed, and others for another where it writes them itself", async () => {
      const texts = async (seed: number): Promise<readonly string[]> => (await load(seed)).examples.map(({ text, label }) => `${label} ${text}`);
      expect(await texts(7)).to.deep.equal(await texts(7));
      if (dataset.origin === "generated") expect(await texts(8)).not.to.deep.equal(await texts(7));
      else expect(await texts(8)).to.deep.equal(await texts(7));
    });
    for (const options of variants) {
      it(`holds what it promises with ${JSON.stringify(options)}`, async () => {
        const { classes, examples } = await load(3, options);
        classes.forEach(isWritten);
        for (const { text, label, why, kind } of examples) {
          expect(Number.isInteger(label) && label >= 0 && label < classes.length, `${label} is a class`).to.equal(true);
          if (dataset.origin === "generated") expect(why, text).to.not.be.oneOf([undefined]);
          if (kind !== undefined) expect([...Object.keys(dataset.kinds ?? {}), ...Object.values(dataset.options).flatMap((field) => (field.kind === "choice" ? Object.keys(field.choices) : []))], "a kind with a name").to.include(kind);
          if (!why) continue;
          const count = tokensOf(text).length;
          expect(why.length > 0 && why.every((index, i) => Number.isInteger(index) && index > (why[i - 1] ?? -1) && index < count), `${JSON.stringify(why)} in "${text}"`).to.equal(true);
        }
        expect(new Set(examples.map(({ label }) => label)).size).to.equal(classes.length);
        if (dataset.origin === "generated") expect(new Set(examples.map(({ text }) => text)).size).to.equal(examples.length);
      });
    }
    if (dataset.expectations) {
      it("says what is expected of every architecture: bounds, a reason, and variants that can be chosen", async () => {
        for (const options of [...variants, ...("labelNoise" in defaults ? [{ ...defaults, labelNoise: 0.3, imbalance: 0.6 }] : [])]) {
          const expectations = await dataset.expectations!(options);
          expect(new Set(expectations.map(({ architecture }) => architecture))).to.deep.equal(new Set(architectures.names));
          for (const expectation of expectations) holdsTogether(expectation);
        }
      });
    }
    it("is prepared without a duplicate, from the flat literal of a cell", async () => {
      const { settings, problems } = readDataSettings({ source: dataset.name, seed: 5, ...brought });
      expect(problems).to.deep.equal([]);
      const prepared = await prepareData(settings, context);
      expect(new Set(prepared.examples.map(({ text }) => text)).size).to.equal(prepared.examples.length);
      expect(prepared.split.train.length + prepared.split.validation.length + prepared.split.test.length).to.equal(prepared.examples.length);
      expect(prepared.hash).to.match(/^[0-9a-f]{8}$/);
      expect(prepared.settings).to.deep.equal(settings);
    });
  });
}

function holdsTogether({ architecture, variant, when, accuracy: [low, high], why }: Expectation): void {
  isWritten(why);
  expect(low >= 0 && low < high && high <= 1, `${low} to ${high}`).to.equal(true);
  expect(variant === undefined || isWritten(variant) === undefined).to.equal(true);
  const { hyperparameters = {} } = architectures.get(architecture) ?? {};
  for (const [name, values] of Object.entries(when ?? {})) {
    expect(hyperparameters, `${architecture}.${name}`).to.have.property(name);
    for (const value of values) expect(problemWith(name, hyperparameters[name]!, value)).to.equal(undefined);
  }
}
