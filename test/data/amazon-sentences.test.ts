import { expect } from "@open-wc/testing";
import { damagedAsset, fetchAsset } from "../../src/data/assets.js";
import { ProblemError, type DatasetContext } from "../../src/data/dataset.js";
import { amazonSentences } from "../../src/data/datasets/amazon-sentences.js";
import { prepareData } from "../../src/data/prepare.js";
import { readDataSettings } from "../../src/data/settings.js";

const asset = fetchAsset(new URL("data/", import.meta.url));
const context: DatasetContext = { asset };

describe("Amazon sentences", () => {
  it("are a thousand, half of each class, of which 990 are different", async () => {
    const { examples } = await amazonSentences.load({}, 1, context);
    expect([0, 1].map((label) => examples.filter((example) => example.label === label).length)).to.deep.equal([500, 500]);
    const prepared = await prepareData(readDataSettings({}).settings, context);
    // Counted with Python: len({" ".join(text.split()) for text, label in rows}) is 990; 497 of them negative.
    expect(prepared.examples.length).to.equal(990);
    expect(prepared.dropped.map(({ count }) => count)).to.deep.equal([10]);
    expect(prepared.statistics.classCounts).to.deep.equal({ train: [397, 395], validation: [50, 49], test: [50, 49] });
    expect(prepared.statistics.majorityBaseline).to.equal(100 / 198);
  });
  it("keep the order and the labels of their source", async () => {
    const { examples } = await amazonSentences.load({}, 1, context);
    expect(examples.slice(0, 2)).to.deep.equal([{ text: "I would recommend this.", label: 1 }, { text: "This item worked great, but it broke after 6 months of use.", label: 0 }]);
  });
  it("say so when the file is not what the build wrote", async () => {
    const bytes = await asset("amazon-sentences.tsv.gz");
    const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
    const text = new TextDecoder().decode(bytes);
    const wrong = [
      encode(text.slice(0, text.length / 2)), // cut short
      encode("<!doctype html><title>Not found</title>"), // a server that answers everything with its start page
      encode(text.replace("positive", "great")),
      encode(text.replace("label\ttext", "text\tlabel")),
      bytes.map((byte, i) => (i === 5000 ? 0xff : byte)), // no UTF-8
      new Uint8Array(),
    ];
    for (const given of wrong) {
      const error: unknown = await amazonSentences.load({}, 1, { asset: async () => given }).catch((thrown: unknown) => thrown);
      if (!(error instanceof ProblemError)) throw error;
      expect(error.problems).to.deep.equal(damagedAsset("amazon-sentences.tsv.gz").problems);
    }
  });
});

describe("the shelf of built-in sets", () => {
  it("says where every asset comes from and under which licence", async () => {
    const shelf: unknown = JSON.parse(new TextDecoder().decode(await asset("shelf.json")));
    const bytes = await asset("amazon-sentences.tsv.gz");
    const digest = Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice())), (byte) => byte.toString(16).padStart(2, "0")).join("");
    expect(shelf).to.deep.include.members([{
      name: "amazon-sentences",
      title: { ...amazonSentences.title },
      task: "classification",
      languages: ["en"],
      counts: { negative: 500, positive: 500 },
      licence: amazonSentences.licence,
      attribution: amazonSentences.attribution.en,
      source: { package: "wink-naive-bayes-text-classifier", version: "2.2.1", licence: "MIT" },
      sha256: digest,
      baseline: { method: "TF-IDF + logistic regression", accuracy: 0.826, majority: 0.505 },
      file: "amazon-sentences.tsv.gz",
      bytes: bytes.length,
    }]);
  });
});
