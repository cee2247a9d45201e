import type { DataValue, DataSettings, PreparedData } from "../../src/data/dataset.js";
import { prepareContent } from "../../src/data/prepare.js";
import type { Engine, RequestName, RequestOptions, Requests } from "../../src/training/protocol.js";
import type { Inspection, RunEnvironment, RunResult, StepRecord } from "../../src/training/run.js";

/** A request that a test answers by hand. */
export interface Call<K extends RequestName = RequestName> {
  readonly name: K;
  readonly input: Requests[K]["input"];
  readonly signal: AbortSignal | undefined;
  report(progress: Requests[K]["progress"]): void;
  resolve(output: Requests[K]["output"]): Promise<void>;
  reject(error: unknown): Promise<void>;
}

/** Stands in for the worker: every request waits until the test answers it; an aborted one ends as the real one does. */
export class FakeEngine implements Engine {
  readonly calls: Call[] = [];

  request<K extends RequestName>(name: K, input: Requests[K]["input"], { signal, onProgress }: RequestOptions<K> = {}): Promise<Requests[K]["output"]> {
    return new Promise((resolve, reject) => {
      const settled = async (): Promise<void> => { for (let i = 0; i < 5; i++) await Promise.resolve(); };
      const call: Call<K> = {
        name, input, signal,
        report: (progress) => onProgress?.(progress),
        resolve: (output) => { resolve(output); return settled(); },
        reject: (error) => { reject(error instanceof Error ? error : new Error(String(error))); return settled(); },
      };
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      this.calls.push(call as unknown as Call);
      // Control and release always succeed at once.
      if (name === "control" || name === "release") resolve(null as Requests[K]["output"]);
    });
  }

  all<K extends RequestName>(name: K): Call<K>[] { return this.calls.filter((call) => call.name === name) as unknown as Call<K>[]; }
  last<K extends RequestName>(name: K): Call<K> {
    const call = this.all(name).at(-1);
    if (!call) throw new Error(`no ${name} was asked for; asked were: ${this.calls.map((one) => one.name).join(", ") || "none"}`);
    return call;
  }
}

/** A drawn frame: what is pushed once a frame has arrived after it. */
export const frame = (): Promise<unknown> => new Promise((resolve) => { requestAnimationFrame(() => resolve(undefined)); });

export const settings: DataSettings = { source: "amazon-sentences", seed: 7, validationSplit: 0.1, testSplit: 0.1, options: {} };
const good = ["a wonderful phone", "great sound and a good screen", "works very well", "I love this case", "the battery lasts long"];
const bad = ["a terrible phone", "poor sound and a bad screen", "broke after a day", "I hate this case", "the battery died"];

/** Fifty short sentences in two classes, prepared as the worker does. */
export const prepared = (of: Partial<DataSettings> = {}): PreparedData => prepareContent({
  classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }],
  examples: Array.from({ length: 50 }, (_, i) => ({ text: `${(i % 2 ? good : bad)[Math.floor(i / 2) % 5]} n${i}`, label: i % 2 })),
  dropped: [],
}, { ...settings, ...of });

export const dataValue = (of: Partial<DataValue> = {}): DataValue =>
  ({ settings, title: { en: "Amazon sentences", "pt-BR": "Frases da Amazon" }, state: "ready", prepared: prepared(), problems: [], ...of });

export const environment: RunEnvironment = { seed: 1, backend: "wasm", threads: 1, simd: true, precision: "equal", algorithms: [], tfjs: "4.22.0", app: "0.1.0", dataHash: "00000000", parameterCount: 41_750 };
export const steps = (from: number, to: number, perEpoch = 5, loss = (step: number): number => 0.7 - step * 0.02): StepRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ step: from + i, epoch: Math.ceil((from + i) / perEpoch), loss: loss(from + i), accuracy: Math.min(1, 0.5 + (from + i) * 0.02) }));
export const epochRecord = (epoch: number, perEpoch = 5) =>
  ({ epoch, step: epoch * perEpoch, trainingLoss: 0.7 - epoch * 0.1, trainingAccuracy: 0.5 + epoch * 0.05, validationLoss: 0.72 - epoch * 0.07, validationAccuracy: 0.5 + epoch * 0.04, seconds: epoch, snapshot: undefined });
export const result: RunResult = {
  reason: "done", keptEpoch: 2, validation: { loss: 0.5, accuracy: 0.8, count: 95, confusion: [[40, 8], [11, 36]] },
  test: { loss: 0.48, accuracy: 0.8181818181818182, count: 99, confusion: [[42, 8], [10, 39]] },
};
export const inspection = (text: string, of: Partial<Inspection> = {}): Inspection => {
  const tokens = text.toLowerCase().split(/\W+/).filter(Boolean);
  return {
    text, tokens, step: 10, epoch: 2, tokenIds: tokens.map((_, i) => i + 2), attentionWeights: tokens.map((_, i) => (i === 1 ? 0.6 : 0.4 / Math.max(1, tokens.length - 1))),
    receptiveFields: tokens.map((_, i) => [i, Math.min(tokens.length - 1, i + 4)] as const), attentionKept: 1, probabilities: [0.2, 0.8], activations: {}, scores: tokens.map(() => 0), poolWinners: [], logits: [1.386], ...of,
  };
};
