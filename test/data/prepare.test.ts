import { expect } from "@open-wc/testing";
import { sameText } from "../../src/base/text.js";
import { fetchAsset } from "../../src/data/assets.js";
import { ProblemError, type DatasetContext, type DataSettings, type Example } from "../../src/data/dataset.js";
import { prepareContent, prepareData } from "../../src/data/prepare.js";
import { readDataSettings } from "../../src/data/settings.js";

const context: DatasetContext = { asset: fetchAsset(new URL("data/", import.meta.url)) };
const defaults: DataSettings = { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} };
const problemsOf = async (work: Promise<unknown>): Promise<ProblemError["problems"]> => {
  const error: unknown = await work.then(() => new Error("it was prepared"), (thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw error;
  return error.problems;
};

describe("prepared data", () => {
  const five: readonly Example[] = [
    { text: "good good phone", label: 1 },
    { text: "a good day", label: 1 },
    { text: "good", label: 1 },
    { text: "bad phone", label: 0 },
    { text: "a bad bad bad day", label: 0 },
  ];
  const content = { classes: ["no", "yes"].map(sameText), examples: five, dropped: [] };
  // Of three, round(3 × 0.3) = 1 is held out; of two, round(2 × 0.3) = 1.
  const prepared = prepareContent(content, { ...defaults, validationSplit: 0.3, testSplit: 0 });

  it("counts five rows as one does by hand", () => {
    const { statistics, split, vocabulary } = prepared;
    expect(statistics.classCounts).to.deep.equal({ train: [1, 2], validation: [1, 1], test: [0, 0] });
    // Lengths 3 3 1 2 5: sorted 1 2 3 3 5, mean 14 / 5; rank ⌈0.95 × 5⌉ = 5.
    expect(statistics.lengths).to.deep.equal({ shortest: 1, median: 3, mean: 2.8, longest: 5, percentile95: 5 });
    // The largest class of the training rows is "yes": it is right for one of the two rows held out.
    expect(statistics.majorityBaseline).to.equal(0.5);
    const known = new Set(split.train.flatMap((index) => five[index]!.text.split(" ")));
    const asked = split.validation.flatMap((index) => five[index]!.text.split(" "));
    expect(statistics.coverage).to.equal(asked.filter((word) => known.has(word)).length / asked.length);
    expect(new Set(vocabulary.tokens)).to.deep.equal(known);
  });
  it("has neither coverage nor a majority line without rows held out", () => {
    const { statistics, vocabulary } = prepareContent(content, { ...defaults, validationSplit: 0, testSplit: 0 });
    expect(Number.isNaN(statistics.coverage)).to.equal(true);
    expect(Number.isNaN(statistics.majorityBaseline)).to.equal(true);
    // good 4, bad 4, a 2, day 2, phone 2
    expect(vocabulary).to.deep.equal({ tokens: ["bad", "good", "a", "day", "phone"], counts: [4, 4, 2, 2, 2] });
  });
  it("takes the mean of the two in the middle as the median of an even number of rows", () => {
    expect(prepareContent({ ...content, examples: five.slice(1) }, { ...defaults, validationSplit: 0, testSplit: 0 }).statistics.lengths.median).to.equal(2.5);
  });
  it("drops repeated and wordless rows and says how many, after what the source dropped", () => {
    const examples = [...five, { text: " bad\n phone ", label: 0 }, { text: "bad phone", label: 1 }, { text: "?!", label: 1 }];
    const { examples: kept, dropped } = prepareContent({ ...content, examples, dropped: [{ reason: sameText("empty"), count: 3 }] }, defaults);
    expect(kept).to.deep.equal(five);
    expect(dropped).to.deep.equal([
      { reason: sameText("empty"), count: 3 },
      { reason: { en: "the same text as an earlier row", "pt-BR": "texto igual ao de uma linha anterior" }, count: 2 },
      { reason: { en: "no word in it", "pt-BR": "nenhuma palavra no texto" }, count: 1 },
    ]);
  });
  it("has a hash that follows from settings, texts and labels", () => {
    const hash = (examples: readonly Example[], settings: Partial<DataSettings> = {}): string => prepareContent({ ...content, examples }, { ...defaults, ...settings }).hash;
    // Python: fnv1a-32 of json.dumps([{"source": "amazon-sentences", "seed": 1, "validationSplit": 0.1, "testSplit": 0.1, "options": {}}, [["good good phone", 1], …]], separators=(",", ":"))
    expect(hash(five)).to.equal("719de585");
    expect(new Set([hash(five), hash(five, { seed: 2 }), hash(five.toSpliced(0, 1)), hash([{ ...five[0]!, label: 0 }, ...five.slice(1)])]).size).to.equal(4);
  });
  it("is the same however often it is prepared", async () => {
    const [first, second] = [await prepareData(defaults, context), await prepareData({ ...defaults }, context)];
    expect(first).to.deep.equal(second);
    expect(structuredClone(first)).to.deep.equal(first);
  });
  it("refuses a source that it does not know, with the one that was meant", async () => {
    expect(await problemsOf(prepareData({ ...defaults, source: "amazon-sentence" }, context))).to.deep.equal(readDataSettings({ source: "amazon-sentence" }).problems);
  });
  it("refuses a fraction out of range", async () => {
    const problems = await problemsOf(prepareData({ ...defaults, testSplit: 0.9 }, context));
    expect(problems.map(({ message }) => message)).to.deep.equal([{
      en: "testSplit: expected a number from 0 to 0.5, received 0.9. Set it to 0.5 or less.",
      "pt-BR": "testSplit: esperado: um número de 0 a 0,5; recebido: 0.9. Use 0,5 ou menos.",
    }]);
  });
  it("stops when the person stops it", async () => {
    const signal = AbortSignal.abort();
    const error: unknown = await prepareData(defaults, { ...context, signal }).catch((thrown: unknown) => thrown);
    expect(error).to.equal(signal.reason);
  });
});
