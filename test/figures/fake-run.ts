import { seededRandom } from "../../src/base/random.js";
import { textOf } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { defaultsOf, type Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { ModelChoice } from "../../src/model/model-choice.js";
import { exampleRun, exampleSnapshot } from "../../src/plots/example-run.js";
import type { Activation, Inspection, Run } from "../../src/training/run.js";
import { optimizerSchema } from "../../src/training/schema.js";

/** A small AtNet: "same" convolution over a short sequence, so that every word has a position. */
export const smallValues: Values = {
  ...defaultsOf(architectures.get("atnet")!.hyperparameters), ...defaultsOf(optimizerSchema),
  sequenceLength: 24, vocabularySize: 2000, embeddingSize: 32, filters: 24, kernelSize: 5, convolutionPadding: "same", attention: "additive", pooling: "max", maskPadding: true, denseUnits: 10,
};
export const choice = (changes: Values = {}): ModelChoice => ({ architecture: "atnet", values: { ...smallValues, ...changes }, problems: [] });

export const classes = [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }];
export const loadingData: DataValue = { settings: { source: "tiny-reviews", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} }, title: { en: "Tiny reviews", "pt-BR": "Microrresenhas" }, state: "loading", prepared: undefined, problems: [] };

/** A text followed through the small network, with numbers from a seeded generator shaped as the stages say. */
export function fakeInspection(values: Values = smallValues, epoch = 8, tokens: readonly string[] = exampleSnapshot(1).tokens): Inspection {
  const random = seededRandom(7 + epoch);
  const stages = architectures.get("atnet")!.stages(values, { vocabularySize: Number(values["vocabularySize"]), classes: 2 });
  const field = Number(values["kernelSize"]);
  const before = values["convolutionPadding"] === "same" ? Math.floor((field - 1) / 2) : 0;
  const n = tokens.length;
  const scores = tokens.map((_, i) => (i === n - 2 ? 2 + epoch / 8 : random.normal() * 0.5));
  const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
  const attentionWeights = values["attention"] === "none" ? [] : scores.map((score) => Math.exp(score) / sum);
  const activations: Record<string, Activation> = {};
  for (const { name, kind, outputShape } of stages) {
    const last = outputShape.at(-1) as number;
    const shape = kind === "text" ? [n] : outputShape.length === 3 ? [n, last] : [last];
    const size = shape.reduce((a, b) => a * b, 1);
    activations[name] = { shape, data: Float32Array.from({ length: size }, (_, i) => {
      if (kind === "embedding") return random.normal() * 0.05;
      if (kind === "text") return 2 + i;
      if (kind === "output") return 0.91;
      const value = Math.max(0, random.normal());
      return kind === "attention" ? value * attentionWeights[Math.floor(i / last)]! : value;
    }) };
  }
  return {
    ...exampleSnapshot(epoch), text: tokens.join(" "), tokens, tokenIds: tokens.map((_, i) => (i === 4 ? 1 : i + 2)), activations, attentionWeights, scores,
    attentionKept: values["maskPadding"] ? 1 : 0.62,
    receptiveFields: tokens.map((_, i) => [Math.max(0, i - before), Math.min(n - 1, i - before + field - 1)] as const),
    poolWinners: values["pooling"] === "max" ? Array.from({ length: Number(values["filters"]) }, () => (random.next() < 0.6 ? n - 2 : random.integer(n))) : [],
    probabilities: [0.09, 0.91], logits: [2.31],
  };
}

/** A finished or live run of the small network, with curves that are formulas of their place. */
export function fakeRun(number = 1, changes: Partial<Run> & { readonly values?: Values; readonly learningRate?: number } = {}): Run {
  const { values = smallValues, learningRate = 0.001, ...rest } = changes;
  const { steps, epochs, stepsPerEpoch } = exampleRun(number);
  return {
    id: `run-${number}`, number, state: "done",
    settings: { architecture: "atnet", hyperparameters: { ...values, learningRate }, epochs: 10, seed: 1, patience: 0, keepBest: true, probeText: "slow start, but a wonderful ending" },
    shape: { vocabularySize: 2000, classes: 2 }, classes, steps, epochs, stepsPerEpoch,
    live: fakeInspection(values), environment: undefined, examplesPerSecond: 1900, secondsLeft: NaN, result: undefined, problems: [], majorityBaseline: 0.5, stale: [], earlier: [],
    ...rest,
  };
}

export const longText = textOf(() => "I was skeptical at first, but after a full month of daily use this little charger has not failed me a single time, and I would buy it again without thinking twice about the price");
