import { expect } from "@open-wc/testing";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import { datasets } from "../../src/data/datasets/index.js";
import { checkDataSettings, readDataSettings, settingsSchema } from "../../src/data/settings.js";

describe("settings of a dataset cell", () => {
  it("have the same defaults for every source", () => {
    for (const { name } of datasets) {
      const { seed, validationSplit, testSplit } = defaultsOf(settingsSchema(name));
      expect({ seed, validationSplit, testSplit }).to.deep.equal({ seed: 1, validationSplit: 0.1, testSplit: 0.1 });
    }
  });
  it("are complete when nothing is given", () => {
    expect(readDataSettings({})).to.deep.equal({ settings: { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} }, problems: [] });
    expect(readDataSettings(undefined)).to.deep.equal(readDataSettings({}));
  });
  it("say what is read only where it is not words, and take it from the dataset unless told otherwise", () => {
    expect(readDataSettings({ source: "amazon-sentences", level: "words" }).settings).to.deep.equal(readDataSettings({}).settings);
    expect(readDataSettings({ source: "amazon-sentences", level: "tokens" }).settings.level).to.equal("tokens");
    expect(readDataSettings({ source: "names" }).settings.level).to.equal("characters");
    expect(readDataSettings({ source: "names", level: "words" }).settings).not.to.have.property("level");
    // As a message: what says nothing means words, whatever the dataset.
    expect(checkDataSettings({ ...readDataSettings({ source: "names", level: "words" }).settings }).values).not.to.have.property("level");
    expect(checkDataSettings(readDataSettings({ source: "names" }).settings).values.level).to.equal("characters");
  });
  it("never throw, whatever a literal holds", () => {
    for (const source of [null, 3, "__proto__", "constructor", {}, []]) expect(Object.keys(settingsSchema(source))).to.deep.equal(["source", "seed", "validationSplit", "testSplit", "level"]);
    for (const params of [null, 3, "x", [1], { source: null }, { __proto__: { source: "x" } }]) expect(readDataSettings(params).settings.source).to.equal("amazon-sentences");
  });
  it("keep the name of an unknown source, so that no other data stands in for it", () => {
    const { settings, problems } = readDataSettings({ source: "amazon-sentence", language: "pt-BR", seed: 7 });
    expect(settings).to.deep.equal({ source: "amazon-sentence", seed: 7, validationSplit: 0.1, testSplit: 0.1, options: {} });
    const names = datasets.names.join(", ");
    expect(problems.map(({ message }) => message)).to.deep.equal([{
      en: `source: expected one of ${names}, received "amazon-sentence". Did you mean "amazon-sentences"?`,
      "pt-BR": `source: esperado: um destes: ${names}; recebido: "amazon-sentence". Você quis dizer "amazon-sentences"?`,
    }]);
  });
  it("put the default in the place of a value that does not fit, and say so", () => {
    const { settings, problems } = readDataSettings({ validationSplit: 0.7, testSplit: "0.1" });
    expect(settings).to.deep.equal(readDataSettings({}).settings);
    expect(problems.map(({ message }) => message["pt-BR"])).to.deep.equal([
      "validationSplit: esperado: um número de 0 a 0,5; recebido: 0.7. Use 0,5 ou menos.",
      "testSplit: esperado: um número de 0 a 0,5; recebido: \"0.1\". Use 0,1, o valor padrão.",
    ]);
  });
});
