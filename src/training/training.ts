import type { DataSettings, PreparedData } from "../data/dataset.js";
import type { Tf } from "../model/architecture.js";
import type { Checkpoint } from "./checkpoint.js";
import type { CheckpointKeeper } from "./checkpoint-keeper.js";
import type { RunControl } from "./control.js";
import type { GraphicsCard } from "./graphics-card.js";
import type { Network } from "./network.js";
import type { NextStep } from "./next-step.js";
import type { TrainingProgress } from "./protocol.js";
import type { RunEnvironment, TrainingSettings } from "./run.js";

/** What a training works with, and whom it tells. */
export interface Training {
  readonly tf: Tf;
  readonly network: Network;
  readonly prepared: PreparedData;
  /** Validated. */
  readonly settings: TrainingSettings;
  readonly environment: RunEnvironment;
  readonly control: RunControl;
  readonly signal: AbortSignal;
  readonly report: (progress: TrainingProgress) => void;
  /** Told after every update, so that others can say when they looked. */
  readonly onStep?: (step: number, epoch: number) => void;
  /** Told at the start how to ask for the step to come; it can be asked until the training ends. */
  readonly onOpen?: (next: () => NextStep) => void;
  /** Milliseconds; performance.now() unless told. */
  readonly now?: () => number;
  /** Saves the run while it trains, with what was asked for. */
  readonly saving?: { readonly runId: string; readonly data: DataSettings; readonly keeper: CheckpointKeeper };
  /** Where to go on; from the start unless given. */
  readonly resume?: Checkpoint;
  /** What it computes on, where that can be lost. */
  readonly card?: Pick<GraphicsCard, "isLost">;
  /** Told that all is well, and within how many milliseconds that will be said again; Infinity while nothing is under way. */
  readonly onAlive?: (within: number) => void;
}
