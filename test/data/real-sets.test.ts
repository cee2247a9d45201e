import { expect } from "@open-wc/testing";
import { fetchAsset } from "../../src/data/assets.js";
import { ProblemError, type PreparedData } from "../../src/data/dataset.js";
import { names } from "../../src/data/datasets/names.js";
import { prepareData } from "../../src/data/prepare.js";
import { readDataSettings } from "../../src/data/settings.js";

const asset = fetchAsset(new URL("data/", import.meta.url));
const prepare = (literal: Readonly<Record<string, unknown>>): Promise<PreparedData> => prepareData(readDataSettings(literal).settings, { asset });
interface Shelved { readonly name: string; readonly counts: Readonly<Record<string, number>>; readonly licence: string; readonly attribution: string; readonly sha256: string; readonly baseline: { readonly accuracy: number; readonly majority: number } }

describe("the real sets from packages", () => {
  it("stand on the shelf with licence, attribution, checksum and a measured baseline above the largest class", async () => {
    const shelf = JSON.parse(new TextDecoder().decode(await asset("shelf.json"))) as readonly Shelved[];
    expect(shelf.map(({ name }) => name)).to.deep.equal(["amazon-sentences", "names", "which-language", "emoji-topics", "when-was-it-said"]);
    for (const { name, licence, attribution, sha256, baseline } of shelf) {
      expect([licence, attribution].every((text) => text.length > 2), name).to.equal(true);
      expect(sha256).to.match(/^[0-9a-f]{64}$/);
      expect(baseline.accuracy, name).to.be.within(baseline.majority + 0.05, 1);
    }
  });
  it("read names letter by letter, each once, in two classes", async () => {
    const { examples, tokens, vocabulary, classes } = await prepare({ source: "names" });
    expect([examples.length, classes.length]).to.deep.equal([8003, 2]);
    expect(tokens[0]!.join("")).to.equal(examples[0]!.text.toLowerCase());
    expect(vocabulary.tokens.length).to.be.within(26, 40);
  });
  it("name ten languages, Portuguese, Spanish, Galician and Catalan among them", async () => {
    const { classes, statistics } = await prepare({ source: "which-language" });
    expect(classes.map(({ en }) => en)).to.deep.equal(["Portuguese", "Spanish", "Galician", "Catalan", "French", "Italian", "Romanian", "English", "German", "Dutch"]);
    expect(classes.slice(0, 3).map((name) => name["pt-BR"])).to.deep.equal(["português", "espanhol", "galego"]);
    expect(statistics.majorityBaseline).to.be.below(0.15);
  });
  it("call emoji by their names in English and in Portuguese", async () => {
    const [english, portuguese] = [await prepare({ source: "emoji-topics" }), await prepare({ source: "emoji-topics", language: "pt-BR" })];
    const find = ({ examples, classes }: PreparedData, text: string): string | undefined => { const found = examples.find((example) => example.text.startsWith(text)); return found && classes[found.label]!.en; };
    expect([find(english, "pineapple"), find(portuguese, "abacaxi")]).to.deep.equal(["food and drink", "food and drink"]);
  });
  it("hold out whole speeches, in each of four eras", async () => {
    const { examples, split, classes } = await prepare({ source: "when-was-it-said" });
    expect(classes.length).to.equal(4);
    const speeches = (indexes: readonly number[]): Set<string> => new Set(indexes.map((index) => examples[index]!.group!));
    const [train, validation, test] = [speeches(split.train), speeches(split.validation), speeches(split.test)];
    expect([[...train].some((one) => validation.has(one) || test.has(one)), [...validation].some((one) => test.has(one))]).to.deep.equal([false, false]);
    expect(Math.min(train.size, validation.size, test.size)).to.be.above(15);
  });
  it("say that what arrived is damaged", async () => {
    const error: unknown = await names.load({}, 1, { asset: async () => new TextEncoder().encode("label\ttext\nfemale\tAda\n") }).catch((thrown: unknown) => thrown);
    expect(error instanceof ProblemError && error.problems[0]!.code).to.equal("asset-damaged");
  });
});

describe("what a network reads", () => {
  it("moves the words that decide to the characters or tokens that they are made of", async () => {
    const literal = { source: "negation-scope", size: 80 };
    const words = await prepare(literal);
    const characters = await prepare({ ...literal, level: "characters" });
    words.examples.forEach(({ why }, index) => {
      const deciding = why!.map((at) => words.tokens[index]![at]!).join("");
      expect(characters.examples[index]!.why!.map((at) => characters.tokens[index]![at]!).join("")).to.equal(deciding);
    });
    expect(characters.hash).not.to.equal(words.hash);
  });
});
