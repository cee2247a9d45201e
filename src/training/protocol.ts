import type { Problem } from "../base/problem.js";
import type { Text } from "../base/text.js";
import type { DataSettings, PreparedData } from "../data/dataset.js";
import type { BroughtNetwork } from "./adoption.js";
import type { Brought, Look, LookOptions } from "../data/import/look.js";
import type { AnalysisName } from "./analyses/index.js";
import type { AttentionSnapshot, BackendName, Calibration, EpochRecord, Inspection, Precision, RunEnvironment, RunResult, StepRecord, TrainingSettings } from "./run.js";

export type TrainingProgress =
  | { readonly kind: "ready"; readonly environment: RunEnvironment; readonly stepsPerEpoch: number; readonly calibration?: Calibration | undefined }
  | { readonly kind: "state"; readonly state: "running" | "paused" }
  /** At most ten a second; every step is in one of them, in order. A step that was told before replaces it and all after it. */
  | { readonly kind: "steps"; readonly steps: readonly StepRecord[]; readonly live: Inspection | undefined; readonly examplesPerSecond: number; readonly secondsLeft: number }
  | { readonly kind: "epoch"; readonly epoch: EpochRecord }
  /** The loss stopped being a number: the last good parameters are back, and the run pauses. Resumed, it goes on with this rate unless another is given. */
  | { readonly kind: "diverged"; readonly problem: Problem; readonly learningRate: number }
  /** Something worth knowing that stops nothing: training was resumed elsewhere, or cannot be saved. */
  | { readonly kind: "notice"; readonly text: Text };

/** A run that was cut off: what to say of it, and what to ask for to go on with it. */
export interface SavedRun {
  readonly runId: string;
  readonly settings: TrainingSettings;
  readonly data: DataSettings;
  readonly environment: RunEnvironment;
  /** Epoch under way and steps done. */
  readonly epoch: number;
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

export interface Forecast {
  readonly stepMilliseconds: number;
  /** Its steps and the look at the validation texts. */
  readonly epochMilliseconds: number;
  readonly backend: BackendName;
  /** Where the backend was left open. */
  readonly calibration: Calibration | undefined;
}

/** Every request of the page to the worker: what goes in, what is told meanwhile, what comes back. Both sides' types derive from this map. */
export interface Requests {
  readonly prepare: { readonly input: DataSettings; readonly progress: never; readonly output: PreparedData };
  /** Reads what a person brought and says what it holds; keeps nothing. */
  readonly look: { readonly input: { readonly brought: Brought; readonly options: LookOptions }; readonly progress: never; readonly output: Look };
  /** Keeps a file that a person brought, by its content. `isKept` is false where the browser refuses: then it is there until the page closes. */
  readonly keep: { readonly input: { readonly name: string; readonly file: Blob }; readonly progress: never; readonly output: { readonly hash: string; readonly isKept: boolean } };
  /** A file that was kept, for another look or to pass it on; null where this browser does not have it. */
  readonly kept: { readonly input: { readonly hash: string }; readonly progress: never; readonly output: { readonly name: string; readonly file: Blob } | null };
  readonly train: {
    readonly input: {
      readonly runId: string; readonly data: DataSettings; readonly settings: TrainingSettings; readonly backend: BackendName | "auto";
      /** "equal" unless told. A run that goes on keeps the precision it began with. */
      readonly precision?: Precision;
      /** As many as suit this computer unless told, or where it is 0. */
      readonly threads?: number;
      /** Goes on where the run was last saved, with the bits that it would have had; from the start where nothing was. Tells the steps so far again. */
      readonly resume?: boolean;
      /** Waits before the first update. */
      readonly paused?: boolean;
    };
    readonly progress: TrainingProgress;
    readonly output: RunResult;
  };
  /**
   * Takes in a network that was trained elsewhere, to answer questions as one that was trained here. Without its data it reads texts alone.
   * With `keeps`, later visits find it under the same id; `isKept` is false where the browser refuses.
   */
  readonly adopt: { readonly input: { readonly runId: string; readonly network: BroughtNetwork; readonly keeps: boolean }; readonly progress: never; readonly output: { readonly isKept: boolean } };
  /** Acts within one batch. "step" does one update and pauses. */
  readonly control: {
    /** @property learningRate of the updates to come; as before unless given */
    readonly input: { readonly runId: string; readonly action: "pause" | "resume" | "step" | "stop"; readonly learningRate?: number };
    readonly progress: never;
    readonly output: null;
  };
  /** Follows a text through a run's network; works while it trains and after. */
  readonly inspect: { readonly input: { readonly runId: string; readonly text: string }; readonly progress: never; readonly output: Inspection };
  /** Attention and probabilities of many texts at once. */
  readonly attend: { readonly input: { readonly runId: string; readonly texts: readonly string[] }; readonly progress: never; readonly output: readonly AttentionSnapshot[] };
  /** Asks one of `analyses` about a run's network as it is now; works while it trains and after. Pages ask through `analyse`, which knows the types of each. */
  readonly analyse: {
    readonly input: { readonly runId: string; readonly analysis: AnalysisName; readonly input: Readonly<Record<string, unknown>> };
    /** Share done, in [0, 1]; at most ten a second. */
    readonly progress: number;
    readonly output: unknown;
  };
  /**
   * How long a step of a training would take: a fresh network of these settings is trained for a moment on what would compute it.
   * With `compares`, every graphics card is tried beside the processor first, and the best is remembered.
   */
  readonly forecast: {
    readonly input: { readonly data: DataSettings; readonly settings: TrainingSettings; readonly backend: BackendName | "auto"; readonly precision: Precision; readonly compares: boolean };
    readonly progress: never;
    readonly output: Forecast;
  };
  /** Gets ready to train: loads tfjs and starts what would compute. Asked when somebody reaches for the button, so that the first step is near. */
  readonly warm: { readonly input: Readonly<Record<string, never>>; readonly progress: never; readonly output: null };
  /** Saves every run that trains, now: the page may be about to go. */
  readonly save: { readonly input: Readonly<Record<string, never>>; readonly progress: never; readonly output: null };
  /** Runs that were cut off and can go on, newest first; those that train on another page are not among them. */
  readonly checkpoints: { readonly input: Readonly<Record<string, never>>; readonly progress: never; readonly output: readonly SavedRun[] };
  /** Frees what a run holds in the worker, and forgets what was saved of it unless it is kept beside a notebook. */
  readonly release: { readonly input: { readonly runId: string; readonly keeps?: boolean }; readonly progress: never; readonly output: null };
}
export type RequestName = keyof Requests;

export interface Job<K extends RequestName> {
  readonly signal: AbortSignal;
  report(progress: Requests[K]["progress"]): void;
  /** Says that all is well, and within how many milliseconds it will say so again. */
  alive(within: number): void;
}
/** The worker's side: one handler for each request; one left out does not compile. */
export type Handlers = { readonly [K in RequestName]: (input: Requests[K]["input"], job: Job<K>) => Promise<Requests[K]["output"]> };

export type FromPage =
  | { readonly [K in RequestName]: { readonly type: K; readonly id: number; readonly input: Requests[K]["input"] } }[RequestName]
  | { readonly type: "abort"; readonly id: number };

export type FromWorker =
  | { readonly [K in RequestName]: { readonly type: "progress"; readonly id: number; readonly of: K; readonly progress: Requests[K]["progress"] } }[RequestName]
  | { readonly [K in RequestName]: { readonly type: "done"; readonly id: number; readonly of: K; readonly output: Requests[K]["output"] } }[RequestName]
  | { readonly type: "alive"; readonly id: number; readonly within: number }
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
  /** Gets the worker on its way for whoever will ask; the first request does so too. */
  begin?(): void;
  /** @throws ProblemError when the worker refuses, Error when it fails, AbortError when the signal aborts */
  request<K extends RequestName>(name: K, input: Requests[K]["input"], options?: RequestOptions<K>): Promise<Requests[K]["output"]>;
}
