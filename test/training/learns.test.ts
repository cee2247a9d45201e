import { expect } from "@open-wc/testing";
import type { DataSettings, PreparedData } from "../../src/data/dataset.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { AttentionSnapshot, RunResult } from "../../src/training/run.js";
import { readModelChoice } from "../../src/training/schema.js";

/** Accuracy over validation and test rows together: one of them alone has about 99 rows, and an error of ± 4 points. */
function heldOutAccuracy({ validation, test }: RunResult): number {
  const [a, b] = [validation!, test!];
  return (a.accuracy * a.count + b.accuracy * b.count) / (a.count + b.count);
}

/** Whether attention looks at the words that decide: how often its peak lies within one token of one, and how much of its mass does. A position stands where its window has its middle. */
function looksAt(snapshots: readonly AttentionSnapshot[], why: readonly (readonly number[])[]): { readonly peak: number; readonly mass: number } {
  let [peak, mass] = [0, 0];
  snapshots.forEach(({ attentionWeights: weights, receptiveFields: fields }, text) => {
    const isNear = (position: number): boolean => why[text]!.some((token) => Math.abs((fields[position]![0] + fields[position]![1]) / 2 - token) <= 1);
    if (isNear(weights.indexOf(Math.max(...weights)))) peak++;
    mass += weights.reduce((sum, weight, position) => sum + (isNear(position) ? weight : 0), 0);
  });
  return { peak: peak / snapshots.length, mass: mass / snapshots.length };
}

describe("AtNet learns, in the worker, with the settings of the shipped notebooks", function () {
  this.timeout(600_000);
  const engine = new WorkerEngine();
  after(() => engine.terminate());
  const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

  async function trainPreset(preset: string, data: DataSettings, training: { readonly epochs: number; readonly seed: number; readonly patience: number }): Promise<{ readonly prepared: PreparedData; readonly result: RunResult }> {
    const { architecture, values, problems } = readModelChoice({ architecture: "atnet", preset });
    expect(problems).to.deep.equal([]);
    const prepared = await engine.request("prepare", data);
    const result = await engine.request("train", { runId: "run", data, backend: "wasm", settings: { architecture, hyperparameters: values, keepBest: true, probeText: "", ...training } });
    return { prepared, result };
  }
  const held = (source: string, options: DataSettings["options"]): DataSettings => ({ source, seed: 1, validationSplit: 0.1, testSplit: 0.1, options });

  // Measured: 0.884, 0.854, 0.874; on the splits of the data seeds 2, 3 and 7, means of 0.855, 0.813 and 0.790.
  // TF-IDF with logistic regression reaches 0.869 on this split, and 0.874, 0.808 and 0.803 on those.
  it("reads real Amazon sentences: mean held-out accuracy over three seeds at least 0.79", async () => {
    const accuracies: number[] = [];
    for (const seed of [1, 2, 3]) {
      const { prepared, result } = await trainPreset("first-notebook", held("amazon-sentences", {}), { epochs: 12, seed, patience: 4 });
      expect(prepared.split.validation.length + prepared.split.test.length).to.equal(198);
      accuracies.push(heldOutAccuracy(result));
    }
    expect(mean(accuracies), accuracies.join(", ")).to.be.at.least(0.79);
  });

  // Measured: accuracy 1, peak 1, mass 0.994.
  for (const language of ["en", "pt-BR"]) {
    it(`finds the planted keyword (${language}): accuracy at least 0.99, attention on it`, async () => {
      const { prepared, result } = await trainPreset("planted-keyword", held("planted-keyword", { language }), { epochs: 8, seed: 1, patience: 0 });
      expect(prepared.classes).to.have.lengthOf(4);
      expect(heldOutAccuracy(result)).to.be.at.least(0.99);
      const rows = [...prepared.split.validation, ...prepared.split.test].map((row) => prepared.examples[row]!);
      const { peak, mass } = looksAt(await engine.request("attend", { runId: "run", texts: rows.map(({ text }) => text) }), rows.map(({ why }) => why!));
      expect(peak, "share of peaks within one token").to.be.at.least(0.95);
      expect(mass, "mass within one token").to.be.at.least(0.9);
    });

    // Measured with windows of five: 0.985 in English, 0.993 in Portuguese; with windows of one token 0.56 and 0.83.
    it(`reads negation in tiny reviews (${language})`, async () => {
      const { result } = await trainPreset("tiny-reviews", held("tiny-reviews", { language }), { epochs: 8, seed: 1, patience: 0 });
      expect(heldOutAccuracy(result)).to.be.at.least(0.9);
    });
  }
});
