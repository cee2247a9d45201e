import { outsideReader } from "../base/outside.js";
import { problem } from "../base/problem.js";
import type { Text } from "../base/text.js";
import { ProblemError } from "../data/dataset.js";
import type { AttentionSnapshot, EpochRecord, Evaluation, Run, RunEnvironment, RunResult } from "./run.js";
import { newRun } from "./run-state.js";

/** Raised whenever the meaning of a field changes. */
const formatVersion = 1;
/** Beyond these a file is not ours: no page could draw so much. */
const most = { runs: 200, steps: 1_000_000, epochs: 100_000, tokens: 20_000, classes: 1000, text: 20_000 } as const;

/** A run as plain JSON, to travel in a file: settings, curves, attention of every epoch, result and card, with the runs before it. What only lives on a page stays behind. */
export function recordOf(run: Run): unknown {
  return { format: formatVersion, ...withoutEarlier(run), earlier: run.earlier.map(withoutEarlier) };
}

const withoutEarlier = ({ number, state, settings, engine, data, shape, classes, steps, epochs, stepsPerEpoch, environment, result, majorityBaseline }: Run) => ({
  number, state: state === "done" ? "done" : "stopped", settings, engine, data, shape, classes, stepsPerEpoch,
  losses: steps.map(({ loss }) => loss), accuracies: steps.map(({ accuracy }) => accuracy), epochs, environment, result, majorityBaseline,
});

/**
 * Reads a run back. Every field is checked and copied, since it may come from a stranger's file.
 * @param freshId gives an id that no run of this page has
 * @throws ProblemError that says where it is not a run
 */
export function readRecord(value: unknown, freshId: () => string): Run {
  const record = object(value, "run");
  if (record["format"] !== formatVersion) throw damaged("run.format", { en: `the number ${formatVersion}`, "pt-BR": `o número ${formatVersion}` }, record["format"]);
  const earlier = list(record["earlier"] ?? [], "run.earlier", most.runs, (one, path) => runOf(one, path, freshId(), []));
  return runOf(record, "run", freshId(), earlier);
}

function runOf(value: unknown, path: string, id: string, earlier: readonly Run[]): Run {
  const of = object(value, path);
  const settings = object(of["settings"], `${path}.settings`);
  const shape = object(of["shape"], `${path}.shape`);
  const stepsPerEpoch = whole(of["stepsPerEpoch"], `${path}.stepsPerEpoch`);
  const accuracies = list(of["accuracies"], `${path}.accuracies`, most.steps, number);
  const losses = list(of["losses"], `${path}.losses`, accuracies.length, number);
  if (losses.length !== accuracies.length) throw damaged(`${path}.losses`, { en: `${accuracies.length} numbers`, "pt-BR": `${accuracies.length} números` }, losses.length);
  const { data, engine, environment, result } = of;
  return {
    ...newRun({
      id, number: whole(of["number"], `${path}.number`), earlier,
      settings: {
        architecture: text(settings["architecture"], `${path}.settings.architecture`), hyperparameters: values(settings["hyperparameters"], `${path}.settings.hyperparameters`),
        epochs: whole(settings["epochs"], `${path}.settings.epochs`), seed: whole(settings["seed"], `${path}.settings.seed`), patience: whole(settings["patience"], `${path}.settings.patience`),
        keepBest: settings["keepBest"] !== false, probeText: text(settings["probeText"], `${path}.settings.probeText`),
      },
      shape: { vocabularySize: whole(shape["vocabularySize"], `${path}.shape.vocabularySize`), classes: whole(shape["classes"], `${path}.shape.classes`) },
      classes: list(of["classes"], `${path}.classes`, most.classes, texts),
      majorityBaseline: number(of["majorityBaseline"], `${path}.majorityBaseline`),
      ...(data === undefined ? {} : { data: dataOf(data, `${path}.data`) }),
      ...(engine === undefined ? {} : { engine: engineOf(engine, `${path}.engine`) }),
    }),
    state: of["state"] === "done" ? "done" : "stopped",
    stepsPerEpoch,
    steps: losses.map((loss, i) => ({ step: i + 1, epoch: Math.ceil((i + 1) / Math.max(1, stepsPerEpoch)), loss, accuracy: accuracies[i]! })),
    epochs: list(of["epochs"], `${path}.epochs`, most.epochs, epochOf),
    environment: environment === undefined ? undefined : environmentOf(environment, `${path}.environment`),
    result: result === undefined ? undefined : resultOf(result, `${path}.result`),
    secondsLeft: 0,
  };
}

function dataOf(value: unknown, path: string): NonNullable<Run["data"]> {
  const { source, seed, validationSplit, testSplit, level, options } = object(value, path);
  return {
    source: text(source, `${path}.source`), seed: whole(seed, `${path}.seed`), validationSplit: number(validationSplit, `${path}.validationSplit`), testSplit: number(testSplit, `${path}.testSplit`),
    ...(level === undefined ? {} : { level: one(level, `${path}.level`, ["words", "tokens", "characters"]) }), options: values(options, `${path}.options`),
  };
}

function engineOf(value: unknown, path: string): NonNullable<Run["engine"]> {
  const { backend, precision, threads } = object(value, path);
  return { threads: whole(threads ?? 0, `${path}.threads`), backend: one(backend, `${path}.backend`, ["auto", "webgpu", "webgl", "wasm", "cpu"]), precision: one(precision, `${path}.precision`, ["equal", "fast"]) };
}

function epochOf(value: unknown, path: string): EpochRecord {
  const of = object(value, path);
  const numbers = ["trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy", "seconds"] as const;
  return {
    epoch: whole(of["epoch"], `${path}.epoch`), step: whole(of["step"], `${path}.step`),
    ...(Object.fromEntries(numbers.map((name) => [name, number(of[name], `${path}.${name}`)])) as Pick<EpochRecord, (typeof numbers)[number]>),
    snapshot: of["snapshot"] === undefined ? undefined : snapshotOf(of["snapshot"], `${path}.snapshot`),
  };
}

function snapshotOf(value: unknown, path: string): AttentionSnapshot {
  const of = object(value, path);
  return {
    step: whole(of["step"], `${path}.step`), epoch: whole(of["epoch"], `${path}.epoch`),
    tokens: list(of["tokens"], `${path}.tokens`, most.tokens, (token, at) => text(token, at)), attentionWeights: list(of["attentionWeights"], `${path}.attentionWeights`, most.tokens, number),
    receptiveFields: list(of["receptiveFields"], `${path}.receptiveFields`, most.tokens, (pair, at) => {
      const [first, last] = list(pair, at, 2, whole);
      return [first ?? 0, last ?? 0] as const;
    }),
    attentionKept: number(of["attentionKept"], `${path}.attentionKept`), probabilities: list(of["probabilities"], `${path}.probabilities`, most.classes, number),
  };
}

function resultOf(value: unknown, path: string): RunResult {
  const { reason, keptEpoch, validation, test } = object(value, path);
  const measured = (evaluation: unknown, at: string): Evaluation | undefined => {
    if (evaluation === undefined) return undefined;
    const of = object(evaluation, at);
    return {
      loss: number(of["loss"], `${at}.loss`), accuracy: number(of["accuracy"], `${at}.accuracy`), count: whole(of["count"], `${at}.count`),
      confusion: list(of["confusion"], `${at}.confusion`, most.classes, (row, place) => list(row, place, most.classes, whole)),
    };
  };
  return {
    reason: one(reason, `${path}.reason`, ["done", "early", "stopped"]), keptEpoch: whole(keptEpoch, `${path}.keptEpoch`),
    validation: measured(validation, `${path}.validation`), test: measured(test, `${path}.test`),
  };
}

function environmentOf(value: unknown, path: string): RunEnvironment {
  const of = object(value, path);
  return {
    seed: whole(of["seed"], `${path}.seed`), backend: one(of["backend"], `${path}.backend`, ["webgpu", "webgl", "wasm", "cpu"]), threads: whole(of["threads"], `${path}.threads`),
    simd: of["simd"] === true, precision: one(of["precision"], `${path}.precision`, ["equal", "fast"]),
    algorithms: list(of["algorithms"], `${path}.algorithms`, 1000, (each, at) => {
      const { stage, kernel, algorithm } = object(each, at);
      return { stage: text(stage, `${at}.stage`), kernel: text(kernel, `${at}.kernel`), algorithm: one(algorithm, `${at}.algorithm`, ["direct", "winograd", "unique-tokens"]) };
    }),
    tfjs: text(of["tfjs"], `${path}.tfjs`), app: text(of["app"], `${path}.app`), dataHash: text(of["dataHash"], `${path}.dataHash`), parameterCount: whole(of["parameterCount"], `${path}.parameterCount`),
  };
}

const damaged = (path: string, expected: Text, received: unknown): ProblemError => new ProblemError([problem("run-damaged", path, {
  expected, received, wayOut: { en: "The notebook is opened without this run; train it again.", "pt-BR": "O notebook é aberto sem esta execução; treine de novo." },
})]);
const { object, list, number, whole, text, texts, one, values } = outsideReader(damaged, most.text);
