import { expect } from "@open-wc/testing";
import { sameText } from "../../../src/base/text.js";
import { measured, standingOf, type Outcome } from "../../../src/training/comparison/outcome.js";
import { readingOf, type ReadingInput } from "../../../src/training/comparison/reading.js";
import type { Report } from "../../../src/training/evaluation/report.js";

const outcome = (key: string, seed: number, accuracy: number, more: Partial<Report> = {}, stepsPerSecond = 10): Outcome => ({
  key, seed, epochs: [], reason: "done", keptEpoch: 1, seconds: 1, stepsPerSecond, on: "test",
  report: { count: 400, accuracy, loss: 0.5, macroF1: accuracy, calibrationError: 0.1, perClass: [], perKind: [], confusion: [], ...more },
});
const network = (architecture: string, title: string, values: Readonly<Record<string, number | string>> = {}): ReadingInput["networks"][number] => ({ key: architecture, title: sameText(title), architecture, values, cost: { parameters: 1, multiplyAdds: 1 } });
const cnn = network("cnn", "CNN", { kernelSize: 5, parallelKernels: 1 });
const transformer = network("transformer", "Transformer", { positions: "learned" });
function read(networks: ReadingInput["networks"], outcomes: readonly Outcome[], more: Partial<ReadingInput> = {}, locale: "en" | "pt-BR" = "en"): readonly string[] {
  const standings = networks.map(({ key }) => standingOf(key, outcomes));
  return readingOf({ networks, standings, majority: 0.5, guesses: {}, expectations: {}, kinds: {}, ...more }).map((text) => text[locale]);
}

describe("numbers over several seeds", () => {
  it("have a mean and the standard deviation of a sample", () => {
    // numpy.std([1, 2, 4], ddof=1)
    const { mean, deviation } = measured([1, 2, 4]);
    expect(mean).to.be.closeTo(7 / 3, 1e-12);
    expect(deviation).to.be.closeTo(1.5275252316519468, 1e-12);
    expect(measured([3]).deviation).to.deep.equal(NaN);
    expect(measured([])).to.deep.equal({ mean: NaN, deviation: NaN, values: [] });
  });
  it("leave out what was not measured", () => {
    expect(measured([NaN, 2, 4])).to.deep.include({ mean: 3, values: [2, 4] });
  });
});

describe("the reading of a comparison", () => {
  it("says who is right most often, and who cannot tell order and stays at chance", () => {
    const outcomes = [1, 2, 3].flatMap((seed) => [outcome("cnn", seed, 0.5 + seed / 200), outcome("transformer", seed, 0.99)]);
    expect(read([cnn, transformer], outcomes)).to.deep.equal([
      "Transformer is right most often, in 99% of the texts; CNN in 51%.",
      "CNN cannot tell order beyond 5 tokens: its accuracy stays at chance, 51% where always answering the largest class gives 50%.",
    ]);
    expect(read([cnn, transformer], outcomes, {}, "pt-BR")).to.deep.equal([
      "Transformer acerta mais, 99% dos textos; CNN acerta 51%.",
      "CNN não enxerga a ordem além de 5 tokens: sua acurácia fica no acaso, 51%, quando responder sempre a maior classe dá 50%.",
    ]);
  });
  it("gives the task's own reason only where the task expected chance", () => {
    const why = { en: "No window holds both words.", "pt-BR": "Nenhuma janela tem as duas palavras." };
    const outcomes = [outcome("cnn", 1, 0.51), outcome("transformer", 1, 0.99)];
    expect(read([cnn, transformer], outcomes, { expectations: { cnn: { architecture: "cnn", accuracy: [0.43, 0.57], why } } })[1]).to.match(/gives 50%\. No window holds both words\.$/);
    expect(read([cnn, transformer], outcomes, { expectations: { cnn: { architecture: "cnn", accuracy: [0.97, 1], why } } })[1]).to.match(/gives 50%\.$/);
  });
  it("does not call it a limit where nobody has learned, unless the task said so", () => {
    const outcomes = [outcome("cnn", 1, 0.51), outcome("transformer", 1, 0.52)];
    expect(read([cnn, transformer], outcomes)[1]).to.equal("CNN and Transformer have not learned the task: all answer about as well as chance, 50%. More epochs, more texts or a larger learning rate may show what they can do.");
    const why = { en: "It cannot.", "pt-BR": "Não dá." };
    expect(read([cnn], outcomes, { expectations: { cnn: { architecture: "cnn", accuracy: [0.43, 0.57], why } } })).to.deep.equal(["CNN cannot tell order beyond 5 tokens: its accuracy stays at chance, 51% where always answering the largest class gives 50%. It cannot."]);
  });
  it("says nothing of kinds that chance could have made differ", () => {
    const perKind = [{ kind: "plain", accuracy: 0.8, count: 10 }, { kind: "negation", accuracy: 0.6, count: 10 }];
    expect(read([cnn], [outcome("cnn", 1, 0.7, { perKind })])).to.deep.equal([]);
  });
  it("does not call a difference one that chance could make", () => {
    expect(read([cnn, transformer], [outcome("cnn", 1, 0.8), outcome("transformer", 1, 0.83)])).to.deep.equal([
      "No difference that chance could not make: on 400 texts, CNN and Transformer lie between 80% and 83%.",
    ]);
  });
  it("names the kind of example that a network gets wrong", () => {
    const perKind = [{ kind: "plain", accuracy: 1, count: 200 }, { kind: "negation", accuracy: 0.52, count: 200 }];
    expect(read([cnn], [outcome("cnn", 1, 0.76, { perKind })], { kinds: { negation: { en: "with a negation", "pt-BR": "com negação" } } })).to.deep.equal([
      "CNN gets 100% of the kind “plain” right, but only 52% of “with a negation”.",
    ]);
  });
  it("holds every network against counting words", () => {
    const words = network("bag-of-words", "Bag of words");
    expect(read([words, cnn], [outcome("bag-of-words", 1, 0.87), outcome("cnn", 1, 0.86)])).to.include("No network does better than counting words (87%): on this data, order adds nothing that so few texts could teach.");
    expect(read([words, cnn], [outcome("bag-of-words", 1, 0.6), outcome("cnn", 1, 0.86)])).to.include("CNN does better than counting words (60%).");
  });
  it("says what luck and time do", () => {
    const outcomes = [outcome("cnn", 1, 0.7, {}, 100), outcome("cnn", 2, 0.8, {}, 100), outcome("transformer", 1, 0.76, {}, 20), outcome("transformer", 2, 0.76, {}, 20)];
    expect(read([cnn, transformer], outcomes).slice(1)).to.deep.equal([
      "Luck matters: from one seed to another, CNN differs by 10 points.",
      "Here a step of Transformer takes 5 times as long as one of CNN.",
    ]);
  });
  it("puts the reader's guess, and the task's, beside the outcome", () => {
    const expectations = { cnn: { architecture: "cnn", accuracy: [0.97, 1] as const, why: sameText("") } };
    expect(read([cnn], [outcome("cnn", 1, 0.8)], { guesses: { cnn: 0.95 }, expectations })).to.deep.equal([
      "You said 95% for CNN; it is 80%: it does worse than you thought.",
      "The task expects 97% to 100% of CNN, and it is 80%: more epochs or more texts may be missing.",
    ]);
  });
  it("says nothing before anything was measured", () => {
    expect(read([cnn, transformer], [])).to.deep.equal([]);
  });
});
