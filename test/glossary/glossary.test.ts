import { expect } from "@open-wc/testing";
import { locales } from "../../src/base/text.js";
import { settingsSchema } from "../../src/data/settings.js";
import { findTerms } from "../../src/glossary/find.js";
import { alphabetical, answersTo, glossary } from "../../src/glossary/index.js";
import { termForSetting, termOfStage } from "../../src/glossary/of-settings.js";
import { stageKinds } from "../../src/hyperparameters/field.js";
import { architectures } from "../../src/model/architectures/index.js";
import { optimizerSchema, trainSchema } from "../../src/training/schema.js";

const foundIn = (text: string): readonly string[] => findTerms(text).map(({ start, end, name }) => `${text.slice(start, end)} → ${name}`);

describe("the glossary", () => {
  it("says every term in both languages: a meaning of one sentence, and more", () => {
    for (const { name, term, meaning, explanation } of glossary) {
      for (const locale of locales) {
        expect(term[locale].length, name).to.be.above(0);
        expect(meaning[locale], name).to.match(/^[^a-z].*[.?]$/su);
        expect(meaning[locale].length, `${name}: a meaning fits a glance`).to.be.below(200);
        expect(explanation[locale].length, name).to.be.above(meaning[locale].length / 3);
      }
    }
  });
  it("points only to terms that exist, and never to the term itself", () => {
    const wrong = [...glossary].flatMap(({ name, seeAlso }) => seeAlso.filter((other) => other === name || !glossary.get(other)).map((other) => `${name} → ${other}`));
    expect(wrong).to.deep.equal([]);
    for (const { name, seeAlso } of glossary) expect(seeAlso.length, name).to.be.above(0);
  });
  it("marks no form with two terms", () => {
    for (const locale of locales) {
      const owners = new Map<string, string>();
      for (const { name, marks } of glossary) for (const form of marks[locale]) {
        expect(owners.get(form.toLowerCase()) ?? name, form).to.equal(name);
        owners.set(form.toLowerCase(), name);
      }
    }
  });
  it("has an entry for every kind of stage", () => {
    for (const stage of stageKinds) expect(glossary.get(termOfStage[stage])?.name, stage).to.equal(termOfStage[stage]);
  });
  it("has an entry behind the label of every hyperparameter", () => {
    const names = [...[...architectures].flatMap(({ hyperparameters }) => Object.keys(hyperparameters)), ...Object.keys(optimizerSchema), ...Object.keys(trainSchema), "validationSplit", "testSplit"];
    expect(names.filter((name) => !glossary.get(termForSetting(name) ?? ""))).to.deep.equal([]);
    expect(Object.keys(settingsSchema({}))).to.include.members(["validationSplit", "testSplit"]);
  });
  it("has none for a name that no setting bears", () => {
    for (const name of ["constructor", "__proto__", "smoothing"]) expect(termForSetting(name)).to.equal(undefined);
  });
  it("finds terms as whole words, the longest first, in both languages, whatever their capitals", () => {
    expect(foundIn("The Kernel size is not the kernel.")).to.deep.equal(["Kernel size → kernel-size", "kernel → kernel-size"]);
    expect(foundIn("a taxa de aprendizado e a perda, época por época")).to.deep.equal(["taxa de aprendizado → learning-rate", "perda → loss", "época → epoch", "época → epoch"]);
    expect(foundIn("self-attention is attention of a text to itself")).to.deep.equal(["self-attention → self-attention", "attention → attention"]);
  });
  it("finds no term inside a longer word", () => {
    expect(foundIn("tokenize, batched, perdas, Convolutional, unpooling, attention-based")).to.deep.equal([]);
  });
  it("is read in the alphabet of the language", () => {
    const names = alphabetical(glossary, "pt-BR").map(({ term }) => term["pt-BR"]);
    expect(names.indexOf("época")).to.be.below(names.indexOf("escore de atenção"));
    expect(names.length).to.equal(glossary.names.length);
  });
  it("answers to a name or a meaning without its accents", () => {
    const found = (typed: string): readonly string[] => [...glossary].filter((term) => answersTo(term, typed, "pt-BR")).map(({ name }) => name);
    expect(found("epoca")).to.include("epoch");
    expect(found("CONVOLUCAO")).to.include("convolution");
    expect(found("xyzzy")).to.deep.equal([]);
  });
});
