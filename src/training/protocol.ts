import type { Problem } from "../base/problem.js";
import type { DataSettings, PreparedData } from "../data/dataset.js";
import type { AttentionSnapshot, BackendName, EpochRecord, Inspection, RunEnvironment, RunResult, StepRecord, TrainingSettings } from "./run.js";

export type TrainingProgress =
  | { readonly kind: "ready"; readonly environment: RunEnvironment; readonly stepsPerEpoch: number }
  | { readonly kind: "state"; readonly state: "running" | "paused" }
  /** At most ten a second; every step is in one of them, in order. */
  | { readonly kind: "steps"; readonly steps: readonly StepRecord[]; readonly live: Inspection | undefined; readonly examplesPerSecond: number; readonly secondsLeft: number }
  | { readonly kind: "epoch"; readonly epoch: EpochRecord };

/** Every request of the page to the worker: what goes in, what is told meanwhile, what comes back. Both sides' types derive from this map. */
export interface Requests {
  readonly prepare: { readonly input: DataSettings; readonly progress: never; readonly output: PreparedData };
  readonly train: {
    readonly input: { readonly runId: string; readonly data: DataSettings; readonly settings: TrainingSettings; readonly backend: BackendName | "auto" };
    readonly progress: TrainingProgress;
    readonly output: RunResult;
  };
  /** Acts within one batch. "step" does one update and pauses. */
  readonly control: { readonly input: { readonly runId: string; readonly action: "pause" | "resume" | "step" | "stop" }; readonly progress: never; readonly output: null };
  /** Follows a text through a run's network; works while it trains and after. */
  readonly inspect: { readonly input: { readonly runId: string; readonly text: string }; readonly progress: never; readonly output: Inspection };
  /** Attention and probabilities of many texts at once. */
  readonly attend: { readonly input: { readonly runId: string; readonly texts: readonly string[] }; readonly progress: never; readonly output: readonly AttentionSnapshot[] };
  /** Frees what a run holds in the worker. */
  readonly release: { readonly input: { readonly runId: string }; readonly progress: never; readonly output: null };
}
export type RequestName = keyof Requests;

export interface Job<K extends RequestName> {
  readonly signal: AbortSignal;
  report(progress: Requests[K]["progress"]): void;
}
/** The worker's side: one handler for each request; one left out does not compile. */
export type Handlers = { readonly [K in RequestName]: (input: Requests[K]["input"], job: Job<K>) => Promise<Requests[K]["output"]> };

export type FromPage =
  | { readonly [K in RequestName]: { readonly type: K; readonly id: number; readonly input: Requests[K]["input"] } }[RequestName]
  | { readonly type: "abort"; readonly id: number };

export type FromWorker =
  | { readonly [K in RequestName]: { readonly type: "progress"; readonly id: number; readonly of: K; readonly progress: Requests[K]["progress"] } }[RequestName]
  | { readonly [K in RequestName]: { readonly type: "done"; readonly id: number; readonly of: K; readonly output: Requests[K]["output"] } }[RequestName]
  /** Something a person can fix. */
  | { readonly type: "refused"; readonly id: number; readonly problems: readonly Problem[] }
  /** Something only we can fix. */
  | { readonly type: "failed"; readonly id: number; readonly name: string; readonly message: string; readonly stack: string };

export interface RequestOptions<K extends RequestName> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Requests[K]["progress"]) => void;
}

/** The page's side: what components ask of the worker, or of a stand-in under test. */
export interface Engine {
  /** @throws ProblemError when the worker refuses, Error when it fails, AbortError when the signal aborts */
  request<K extends RequestName>(name: K, input: Requests[K]["input"], options?: RequestOptions<K>): Promise<Requests[K]["output"]>;
}
