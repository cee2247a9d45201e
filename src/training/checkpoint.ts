import { problem, type Problem } from "../base/problem.js";
import { ProblemError, type DataSettings } from "../data/dataset.js";
import { sha256 } from "../base/sha256.js";
import type { Text } from "../base/text.js";
import type { TokenLevel } from "../data/tokenizer.js";
import type { TallyState } from "./metrics.js";
import type { EpochRecord, RunEnvironment, RunResult, TrainingSettings } from "./run.js";

/** Numbers of one parameter, or of an optimizer's slot for it; row-major. */
export interface NamedArray {
  /** The parameter's name. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** From a step on, another learning rate than the settings say: a person went on with smaller steps. */
export interface RateChange {
  /** The first step with it, from 1. */
  readonly step: number;
  readonly learningRate: number;
}

/** Everything that a run needs to go on with the same bits, wherever in an epoch it was. */
export interface Checkpoint {
  readonly runId: string;
  /** Milliseconds since 1970, by the worker's clock. */
  readonly savedAt: number;
  /** A finished run is kept for its network alone. */
  readonly state: "training" | "finished";
  readonly settings: TrainingSettings;
  readonly data: DataSettings;
  readonly environment: RunEnvironment;
  /** The epoch under way, from 1, and its steps that are done; all of them where it is not yet measured. */
  readonly epoch: number;
  readonly batch: number;
  /** Steps done since the start. Order of examples and dropout follow from it and the seed. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Work so far, pauses left out. */
  readonly seconds: number;
  /** The sums of the epoch under way. */
  readonly tally: TallyState;
  /** Of every step done, first to last. */
  readonly losses: Float64Array;
  readonly accuracies: Float64Array;
  readonly epochs: readonly EpochRecord[];
  readonly rateChanges: readonly RateChange[];
  readonly parameters: readonly NamedArray[];
  readonly optimizer: {
    readonly name: string;
    /** Its constants, epsilon among them, so that no default is ever guessed. */
    readonly config: Readonly<Record<string, number>>;
    readonly steps: number;
    /** By the slot's name, each in the order of the parameters. */
    readonly slots: Readonly<Record<string, readonly NamedArray[]>>;
  };
  /** The epoch with the lowest validation loss so far. */
  readonly best: { readonly epoch: number; readonly loss: number; readonly parameters: readonly NamedArray[] } | undefined;
  readonly result: RunResult | undefined;
  /** Of a network that a file brought: what it answers with where its data is not here, and what it had behind it. */
  readonly brought?: { readonly classes: readonly Text[]; readonly vocabulary: readonly string[]; readonly level: TokenLevel; readonly step: number; readonly epoch: number } | undefined;
}

/** Raised whenever the meaning of a field changes, the order of examples and the seeds of dropout included. */
const formatVersion = 1;
const magic = 0x4b435441;
const digestSize = 32;
/** Length of magic, version, header's length and a spare word. */
const prefixSize = 16;

interface Header extends Omit<Checkpoint, "losses" | "accuracies" | "parameters" | "optimizer" | "best"> {
  readonly optimizer: Omit<Checkpoint["optimizer"], "slots">;
  readonly best: { readonly epoch: number; readonly loss: number } | undefined;
  /** What follows the history, in this order. */
  readonly arrays: readonly { readonly group: string; readonly name: string; readonly shape: readonly number[] }[];
}

/**
 * A checkpoint as bytes: prefix, JSON header, loss and accuracy of every step (float64), the arrays (float32), SHA-256 of all that.
 * @throws ProblemError when a number of the network is not finite: such a state must never replace a good one
 */
export async function encodeCheckpoint(checkpoint: Checkpoint): Promise<ArrayBuffer> {
  const { losses, accuracies, parameters, optimizer, best, ...rest } = checkpoint;
  const arrays = [
    ...parameters.map((array) => ({ group: "parameters", ...array })),
    ...Object.entries(optimizer.slots).flatMap(([slot, own]) => own.map((array) => ({ group: `slot ${slot}`, ...array }))),
    ...(best?.parameters ?? []).map((array) => ({ group: "best", ...array })),
  ];
  const broken = arrays.find(({ data, shape }) => data.length !== sizeOf(shape) || !allFinite(data));
  if (broken) throw new ProblemError([notFinite(`${broken.group} ${broken.name}`)]);
  const { name: optimizerName, config, steps } = optimizer;
  const header: Header = { ...rest, optimizer: { name: optimizerName, config, steps }, best: best && { epoch: best.epoch, loss: best.loss }, arrays: arrays.map(({ group, name, shape }) => ({ group, name, shape })) };
  const text = new TextEncoder().encode(JSON.stringify(header, writeNumber));
  const headerSize = Math.ceil(text.length / 8) * 8;
  const historyAt = prefixSize + headerSize;
  const arraysAt = historyAt + losses.length * 16;
  const size = arraysAt + arrays.reduce((sum, { data }) => sum + data.length * 4, 0);
  const buffer = new ArrayBuffer(size + digestSize);
  new Uint32Array(buffer, 0, 4).set([magic, formatVersion, headerSize, losses.length]);
  const bytes = new Uint8Array(buffer);
  bytes.fill(0x20, prefixSize, historyAt);
  bytes.set(text, prefixSize);
  new Float64Array(buffer, historyAt, losses.length).set(losses);
  new Float64Array(buffer, historyAt + losses.length * 8, accuracies.length).set(accuracies);
  let at = arraysAt;
  for (const { data } of arrays) {
    new Float32Array(buffer, at, data.length).set(data);
    at += data.byteLength;
  }
  bytes.set(await sha256(bytes.subarray(0, size)), size);
  return buffer;
}

/** Reads a checkpoint back; every array is a copy of its own. @throws ProblemError when a single bit is not as it was written, or another version wrote it */
export async function decodeCheckpoint(buffer: ArrayBuffer): Promise<Checkpoint> {
  if (buffer.byteLength < prefixSize + digestSize) throw new ProblemError([damaged("length", buffer.byteLength)]);
  const bytes = new Uint8Array(buffer);
  const size = buffer.byteLength - digestSize;
  const digest = await sha256(bytes.subarray(0, size));
  if (digest.some((byte, i) => byte !== bytes[size + i])) throw new ProblemError([damaged("checksum")]);
  const [found, version, headerSize, steps] = new Uint32Array(buffer, 0, 4) as unknown as [number, number, number, number];
  if (found !== magic) throw new ProblemError([damaged("magic")]);
  if (version !== formatVersion) throw new ProblemError([wrongVersion(version)]);
  const historyAt = prefixSize + headerSize;
  const arraysAt = historyAt + steps * 16;
  if (headerSize % 8 !== 0 || arraysAt > size) throw new ProblemError([damaged("length", buffer.byteLength)]);
  const { arrays, optimizer, best, ...rest } = readHeader(bytes.subarray(prefixSize, historyAt));
  if (rest.step !== steps) throw new ProblemError([damaged("steps", steps)]);
  if (arraysAt + arrays.reduce((sum, { shape }) => sum + sizeOf(shape) * 4, 0) !== size) throw new ProblemError([damaged("length", buffer.byteLength)]);
  const groups = new Map<string, NamedArray[]>();
  let at = arraysAt;
  for (const { group, name, shape } of arrays) {
    const data = new Float32Array(buffer.slice(at, at + sizeOf(shape) * 4));
    if (!allFinite(data)) throw new ProblemError([notFinite(`${group} ${name}`)]);
    at += data.byteLength;
    groups.set(group, [...(groups.get(group) ?? []), { name, shape, data }]);
  }
  const slots = [...groups].flatMap(([group, own]) => (group.startsWith("slot ") ? [[group.slice(5), own] as const] : []));
  return {
    ...rest,
    losses: new Float64Array(buffer.slice(historyAt, historyAt + steps * 8)),
    accuracies: new Float64Array(buffer.slice(historyAt + steps * 8, arraysAt)),
    parameters: groups.get("parameters") ?? [],
    optimizer: { ...optimizer, slots: Object.fromEntries(slots) },
    best: best && { ...best, parameters: groups.get("best") ?? [] },
  };
}

/** Why a checkpoint cannot be put into a network with these parameters; undefined when it fits. */
export function misfit({ parameters, optimizer, best }: Checkpoint, wanted: readonly { readonly name: string; readonly shape: readonly number[] }[]): Problem | undefined {
  for (const group of [parameters, ...Object.values(optimizer.slots), ...(best ? [best.parameters] : [])]) {
    const wrong = wanted.find(({ name, shape }, i) => group[i]?.name !== name || String(group[i].shape) !== String(shape));
    if (wrong || group.length !== wanted.length) {
      return problem("checkpoint-does-not-fit", wrong?.name ?? "", {
        expected: { en: "the parameters of this network in what was saved of the run", "pt-BR": "os parâmetros desta rede no que foi salvo do treino" },
        wayOut: { en: "Train from the start: with the same seed it becomes the same network.", "pt-BR": "Treine desde o início: com a mesma semente, ela volta a ser a mesma rede." },
      });
    }
  }
  return undefined;
}

function readHeader(text: Uint8Array): Header {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text), readNumber);
  } catch {
    throw new ProblemError([damaged("header")]);
  }
  // The checksum has already said that this is what we wrote; what is left is a writer with other ideas of the fields.
  const { runId, settings, data, environment, epochs, tally, optimizer, arrays, rateChanges, ...numbers } = header as Partial<Header>;
  const whole = [numbers.epoch, numbers.batch, numbers.step, numbers.stepsPerEpoch, optimizer?.steps];
  const isRight = typeof runId === "string" && [settings, data, environment, tally].every((one) => typeof one === "object" && one !== null)
    && [epochs, arrays, rateChanges].every(Array.isArray) && whole.every((number) => Number.isSafeInteger(number) && number! >= 0)
    && arrays!.every(({ group, name, shape }) => typeof group === "string" && typeof name === "string" && Array.isArray(shape) && shape.every((side) => Number.isSafeInteger(side) && side >= 0));
  if (!isRight) throw new ProblemError([damaged("header")]);
  return header as Header;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);
export function allFinite(data: Float32Array): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}

/** JSON knows neither NaN nor infinity nor −0; the validation loss of a run without validation rows is NaN. */
const writeNumber = (_name: string, value: unknown): unknown =>
  typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)) ? { $number: Object.is(value, -0) ? "-0" : String(value) } : value;
const readNumber = (_name: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, "$number") ? Number((value as { readonly $number: string }).$number) : value;

const damaged = (what: string, received?: number): Problem => problem("checkpoint-damaged", what, {
  expected: { en: "the saved training as it was written", "pt-BR": "o treino salvo como foi gravado" },
  ...(received === undefined ? {} : { received }),
  wayOut: { en: "Train from the start: with the same seed it becomes the same network.", "pt-BR": "Treine desde o início: com a mesma semente, ela volta a ser a mesma rede." },
});
/** The code of the problem that another version of the page wrote a checkpoint. */
export const otherVersion = "checkpoint-other-version";
const wrongVersion = (received: number): Problem => problem(otherVersion, "", {
  expected: { en: `a training saved by this version of the page (format ${formatVersion})`, "pt-BR": `um treino salvo por esta versão da página (formato ${formatVersion})` },
  received,
  wayOut: { en: "Open the page again in its newest version, or train from the start.", "pt-BR": "Abra de novo a versão mais recente da página ou treine desde o início." },
});
const notFinite = (where: string): Problem => problem("checkpoint-not-finite", where, {
  expected: { en: "finite numbers; what was saved before stays", "pt-BR": "números finitos; o que foi salvo antes continua" },
});
