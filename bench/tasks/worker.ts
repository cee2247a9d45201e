import { fetchAsset } from "../../src/data/assets.js";
import type { PreparedData } from "../../src/data/dataset.js";
import { prepareData, readDataSettings } from "../../src/data/prepare.js";
import type { Problem } from "../../src/base/problem.js";
import { openBackend } from "../../src/training/backends.js";
import { RunControl } from "../../src/training/control.js";
import { attendTo } from "../../src/training/inspect.js";
import { openNetwork } from "../../src/training/network.js";
import type { AttentionSnapshot } from "../../src/training/run.js";
import { readModelChoice } from "../../src/training/schema.js";
import { train } from "../../src/training/trainer.js";
import { prepareStaged } from "./staged.js";

/** One training of one network on one task. */
export interface Trial {
  /** The literal of a dataset cell, or the name of a staged set. */
  readonly data: Readonly<Record<string, unknown>> | string;
  /** The literal of a hyperparameters cell. */
  readonly network: Readonly<Record<string, unknown>>;
  readonly epochs: number;
  readonly patience: number;
  readonly seed: number;
}

/** How it did on the test rows. */
export interface Outcome {
  readonly accuracy: number;
  readonly validationAccuracy: number;
  readonly majority: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Where the words that decide are known and there is attention: share of texts whose peak lies within one token of one of them, and the share of the attention that does. */
  readonly attention: { readonly peakWithinOne: number; readonly massWithinOne: number } | undefined;
  readonly parameters: number;
  readonly keptEpoch: number;
  readonly steps: number;
  readonly rows: readonly number[];
}

/** Only to the page that started it. */
const own = { transfer: [] };

async function run({ data, network: literal, epochs, patience, seed }: Trial): Promise<Outcome> {
  const [{ tf }, prepared] = await Promise.all([openBackend("wasm"), prepare(data)]);
  const choice = readModelChoice(literal);
  refuse(choice.problems);
  const network = openNetwork(tf, choice.architecture, choice.values, prepared, seed);
  const parameters = network.model.parameters.reduce((sum, { variable }) => sum + variable.size, 0);
  let steps = 0;
  const result = await train({
    tf, network, prepared, control: new RunControl(), signal: new AbortController().signal,
    settings: { architecture: choice.architecture, hyperparameters: choice.values, epochs, patience, seed, keepBest: true, probeText: "" },
    environment: { seed, backend: "wasm", threads: 1, simd: true, precision: "equal", algorithms: [], tfjs: tf.version_core, app: APP_VERSION, dataHash: prepared.hash, parameterCount: parameters },
    report: (progress) => { if (progress.kind === "epoch") self.postMessage({ epoch: progress.epoch.epoch, validationAccuracy: progress.epoch.validationAccuracy, trainingAccuracy: progress.epoch.trainingAccuracy }, own); },
    onStep: (step) => { steps = step; },
  });
  const { test } = prepared.split;
  const snapshots = await attendTo(tf, network, test.map((index) => prepared.tokens[index]!), { step: steps, epoch: result.keptEpoch });
  return {
    accuracy: result.test!.accuracy, validationAccuracy: result.validation?.accuracy ?? NaN, majority: prepared.statistics.majorityBaseline,
    byKind: byKind(prepared, snapshots), attention: attentionOf(prepared, snapshots), parameters, keptEpoch: result.keptEpoch, steps,
    rows: [prepared.split.train.length, prepared.split.validation.length, test.length],
  };
}

async function prepare(data: Trial["data"]): Promise<PreparedData> {
  if (typeof data === "string") return prepareStaged(data, await (await fetch(`./staged-${data}.tsv`)).text());
  const { settings, problems } = readDataSettings(data);
  refuse(problems);
  return prepareData(settings, { asset: fetchAsset(new URL("./data/", import.meta.url)) });
}
function refuse(problems: readonly Problem[]): void { if (problems.length) throw new Error(problems.map(({ message }) => message.en).join(" ")); }

function byKind({ examples, split }: PreparedData, snapshots: readonly AttentionSnapshot[]): Outcome["byKind"] {
  const counts: Record<string, { all: number; right: number }> = {};
  split.test.forEach((index, i) => {
    const { kind, label } = examples[index]!;
    if (kind === undefined) return;
    const { probabilities } = snapshots[i]!;
    const own = (counts[kind] ??= { all: 0, right: 0 });
    own.all++;
    if (probabilities.indexOf(Math.max(...probabilities)) === label) own.right++;
  });
  return Object.fromEntries(Object.entries(counts).map(([kind, { all, right }]) => [kind, right / all]));
}

function attentionOf({ examples, split }: PreparedData, snapshots: readonly AttentionSnapshot[]): Outcome["attention"] {
  let [peak, mass, count] = [0, 0, 0];
  split.test.forEach((index, i) => {
    const { why } = examples[index]!;
    const { attentionWeights: weights, receptiveFields: fields } = snapshots[i]!;
    if (!why || weights.length === 0) return;
    // A position stands where its window has its middle.
    const isNear = (position: number): boolean => why.some((token) => Math.abs((fields[position]![0] + fields[position]![1]) / 2 - token) <= 1);
    count++;
    if (isNear(weights.indexOf(Math.max(...weights)))) peak++;
    mass += weights.reduce((sum, weight, position) => sum + (isNear(position) ? weight : 0), 0);
  });
  return count === 0 ? undefined : { peakWithinOne: peak / count, massWithinOne: mass / count };
}

self.addEventListener("message", ({ data }: MessageEvent<Trial>) => {
  run(data).then((outcome) => self.postMessage({ outcome }, own), (error: unknown) => self.postMessage({ error: error instanceof Error ? error.stack ?? error.message : String(error) }, own));
});
