import type { WatchedKernel } from "../../src/training/kernel-watch.js";

/** What every contender reads before it trains: written once by run.mjs, the same bytes for all. */
export interface Workload {
  readonly name: string;
  /** Folder that holds input.bin, labels.bin and parameters.bin, relative to the site. */
  readonly folder: string;
  /** Name of the architecture. */
  readonly network: "atnet" | "transformer";
  /** Hyperparameters of the architecture. */
  readonly values: Readonly<Record<string, number | string | boolean>>;
  readonly vocabularySize: number;
  readonly learningRate: number;
  readonly input: { readonly kind: "ids" | "vectors"; readonly shape: readonly number[] };
  /** float32 in this order, row-major, one after the other in parameters.bin. */
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** A workload with its numbers. */
export interface LoadedWorkload extends Workload {
  /** Int32Array of ids, or Float32Array of vectors. */
  readonly data: Int32Array | Float32Array;
  readonly labels: Int32Array;
  readonly initial: Readonly<Record<string, Float32Array>>;
}

/** A contender that is ready to train. */
export interface Contender {
  /** Trains on the batch `count` times. @returns the loss before each update and the milliseconds of each, or their mean where steps cannot be told apart */
  steps(count: number): Promise<{ readonly losses: readonly number[]; readonly milliseconds: readonly number[] }>;
  /** Where the time of a step goes: its kernels, as a mean of `count` steps. */
  where?(count: number): Promise<readonly WatchedKernel[]>;
  /** How it runs: "relaxed SIMD, zero-copy …". */
  readonly about: string;
}

const size = (shape: readonly number[]): number => shape.reduce((product, axis) => product * axis, 1);

export async function loadWorkload(workload: Workload): Promise<LoadedWorkload> {
  const read = async (file: string): Promise<ArrayBuffer> => {
    const response = await fetch(`${workload.folder}/${file}`);
    if (!response.ok) throw new Error(`${workload.folder}/${file}: ${response.status}`);
    return response.arrayBuffer();
  };
  const [input, labels, parameters] = await Promise.all([read("input.bin"), read("labels.bin"), read("parameters.bin")]);
  let at = 0;
  const initial = Object.fromEntries(workload.parameters.map(({ name, shape }) => {
    const values = new Float32Array(parameters, at, size(shape));
    at += values.byteLength;
    return [name, values];
  }));
  return { ...workload, data: workload.input.kind === "ids" ? new Int32Array(input) : new Float32Array(input), labels: new Int32Array(labels), initial };
}
