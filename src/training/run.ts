import type { Problem } from "../base/problem.js";
import type { Text } from "../base/text.js";
import type { DataSettings } from "../data/dataset.js";
import type { Change, Values } from "../hyperparameters/schema.js";
import type { DataShape } from "../model/architecture.js";

/** What a training is asked to do: everything that fixes its result is here. */
export interface TrainingSettings {
  readonly architecture: string;
  /** Of the architecture and of the optimizer (learningRate, batchSize …), validated. */
  readonly hyperparameters: Values;
  readonly epochs: number;
  /** uint32; fixes initial parameters, order of examples and dropout. */
  readonly seed: number;
  /** Epochs without a better validation loss after which training stops; 0 means never. */
  readonly patience: number;
  /** Whether the parameters of the best epoch are the ones kept for prediction. */
  readonly keepBest: boolean;
  /** Text watched while training. */
  readonly probeText: string;
}

export type BackendName = "webgpu" | "webgl" | "wasm" | "cpu";

/** "equal": the same bits on every machine. "fast": fused multiply-adds where the browser has them, whose last bits depend on the processor. */
export type Precision = "equal" | "fast";

/** What became of one way to compute when the fastest was looked for. */
export interface Trial {
  readonly backend: BackendName;
  /** "wrong": it computed other numbers than the processor; "untried": another was sure to do. */
  readonly outcome: "measured" | "absent" | "emulated" | "untried" | "wrong" | "failed";
  readonly stepMilliseconds?: number;
  /** The error of one that failed. */
  readonly why?: string;
}
export interface Calibration {
  readonly chosen: BackendName;
  /** Nothing else could win; the run is over before a search would be; or it was the fastest. */
  readonly reason: "only" | "quick" | "fastest";
  readonly trials: readonly Trial[];
}

/** What a person wants a training to be computed with. It changes the time that it takes and at most the last digits of what comes out. */
export interface EngineChoice {
  readonly backend: BackendName | "auto";
  readonly precision: Precision;
  /** How many threads share the work of a step; 0 for as many as suit this computer. Their number changes no digit of what comes out. */
  readonly threads: number;
}

/** idle → preparing → running ⇄ paused → done | stopped | failed */
export type RunState = "idle" | "waiting" | "preparing" | "running" | "paused" | "done" | "stopped" | "failed";

/** One optimizer update. */
export interface StepRecord {
  /** Counted from 1 over the whole run. */
  readonly step: number;
  readonly epoch: number;
  /** Mean over the batch, in nats, before the update. */
  readonly loss: number;
  /** Fraction right in the batch, in [0, 1]. */
  readonly accuracy: number;
}

/** One pass over the training examples, measured at its end. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps done by then. */
  readonly step: number;
  readonly trainingLoss: number;
  readonly trainingAccuracy: number;
  /** NaN without validation rows. */
  readonly validationLoss: number;
  readonly validationAccuracy: number;
  /** Seconds of work since the start, pauses left out. */
  readonly seconds: number;
  /** The probe text after this epoch. */
  readonly snapshot: AttentionSnapshot | undefined;
}

/** What the network does with one text at one moment. Positions beyond the text's own tokens are left out. */
export interface AttentionSnapshot {
  readonly step: number;
  readonly epoch: number;
  readonly tokens: readonly string[];
  /** Over the positions kept; they sum to `attentionKept`, the rest lies on padding. Empty without attention. */
  readonly attentionWeights: readonly number[];
  /** First and last token that each position sees, clipped to the text. */
  readonly receptiveFields: readonly (readonly [first: number, last: number])[];
  /** Whether every position has read the whole text before it is attended to; its field is then only where it stands. */
  readonly isContextual?: boolean;
  /** Share of the attention on the positions kept, in [0, 1]. */
  readonly attentionKept: number;
  /** Per class; they sum to 1. */
  readonly probabilities: readonly number[];
}

export interface Activation {
  /** Positions × features, or features; padding positions left out. */
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A text followed through the network, stage by stage. */
export interface Inspection extends AttentionSnapshot {
  readonly text: string;
  /** 1 where the vocabulary does not know the token. */
  readonly tokenIds: readonly number[];
  /** Output of every stage by its name. */
  readonly activations: Readonly<Record<string, Activation>>;
  readonly scores: readonly number[];
  /** Position that won each filter's max-pool, −1 when it lies on padding; empty for other poolings. */
  readonly poolWinners: readonly number[];
  /** Before sigmoid or softmax. */
  readonly logits: readonly number[];
}

export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
  readonly count: number;
  /** confusion[label][predicted], counts. */
  readonly confusion: readonly (readonly number[])[];
}

/** How a finished run did. */
export interface RunResult {
  readonly reason: "done" | "early" | "stopped";
  /** Epoch whose parameters are kept, from 1. */
  readonly keptEpoch: number;
  readonly validation: Evaluation | undefined;
  readonly test: Evaluation | undefined;
}

/** How one of our kernels went about its work in a run. */
export interface KernelAlgorithm {
  /** Name of the stage; "loss" or "optimizer" outside of all; several are joined by "+". */
  readonly stage: string;
  /** As tfjs names it. */
  readonly kernel: string;
  readonly algorithm: "direct" | "winograd" | "unique-tokens";
}

/** What the run ran on: its card. */
export interface RunEnvironment {
  readonly seed: number;
  readonly backend: BackendName;
  readonly threads: number;
  readonly simd: boolean;
  /** What it was really computed with: "equal" also where "fast" was asked for and is not to be had. */
  readonly precision: Precision;
  /** What our kernels chose for this network and batch; empty on backends that have nothing to choose. */
  readonly algorithms: readonly KernelAlgorithm[];
  /** Versions of tfjs and of this page. */
  readonly tfjs: string;
  readonly app: string;
  readonly dataHash: string;
  readonly parameterCount: number;
}

/** One training as the page holds it: an immutable picture, replaced as news arrives (lists grow by sharing their start). */
export interface Run {
  readonly id: string;
  /** "Run 3", counted from 1 in a notebook. */
  readonly number: number;
  readonly state: RunState;
  readonly settings: TrainingSettings;
  /** What it was asked to compute with; "auto" and "equal" unless told. */
  readonly engine?: EngineChoice;
  /** What it was trained on; absent before the first training. */
  readonly data?: DataSettings;
  readonly shape: DataShape;
  readonly classes: readonly Text[];
  readonly steps: readonly StepRecord[];
  readonly epochs: readonly EpochRecord[];
  /** Steps in an epoch; 0 until known. */
  readonly stepsPerEpoch: number;
  /** The probe text as the network reads it now. */
  readonly live: Inspection | undefined;
  readonly environment: RunEnvironment | undefined;
  /** How the backend was chosen, where it was left open. */
  readonly calibration?: Calibration | undefined;
  /** Examples per second over the last seconds; 0 until known. */
  readonly examplesPerSecond: number;
  /** Estimate of the time left, in seconds; NaN until known. */
  readonly secondsLeft: number;
  readonly result: RunResult | undefined;
  readonly problems: readonly Problem[];
  /** What happened on the way that stopped nothing, oldest first. */
  readonly notices?: readonly Text[];
  /** After the loss stopped being a number: the rate with which it would go on. */
  readonly lowerRate?: number | undefined;
  /** Accuracy of always answering the largest class, on held-out rows. */
  readonly majorityBaseline: number;
  /** What changed since it was trained; empty while it still matches the cells that it reads. */
  readonly stale: readonly Change[];
  /** Earlier runs of the same cell, oldest first, without their own `earlier`. */
  readonly earlier: readonly Run[];
}
