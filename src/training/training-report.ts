import { ProblemError } from "../data/dataset.js";
import type { Tf } from "../model/architecture.js";
import { rateNotice } from "./diverged.js";
import { inspect } from "./inspect.js";
import type { Network } from "./network.js";
import type { Stopwatch } from "./pace.js";
import type { TrainingProgress } from "./protocol.js";
import type { Inspection, StepRecord } from "./run.js";
import type { TrainingState } from "./training-state.js";

/** Milliseconds between two reports: ten a second. */
const reportEvery = 100;

/** What a report is made of. */
interface Source {
  readonly tf: Tf;
  readonly network: Network;
  readonly state: TrainingState;
  readonly watch: Stopwatch;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  /** Watched while training. */
  readonly probe: string;
  readonly report: (progress: TrainingProgress) => void;
  readonly now: () => number;
}

/** Tells how a training goes: every step once and in order, the first at once and then ten times a second, with the probe text as the network reads it then. */
export class TrainingReport {
  readonly #source: Source;
  #untold: StepRecord[] = [];
  #toldAt = -Infinity;

  constructor(source: Source) { this.#source = source; }

  note(record: StepRecord): void { this.#untold.push(record); }

  /** Tells of the steps since the last report, when it is time or at once. @param live where the probe text was just looked at */
  async steps(atOnce: boolean, live?: Inspection): Promise<void> {
    const { now } = this.#source;
    if (this.#untold.length === 0 || (!atOnce && now() - this.#toldAt < reportEvery)) return;
    const steps = this.#untold;
    this.#untold = [];
    this.#toldAt = now();
    this.#tell(steps, live ?? (await this.live(steps.at(-1)!.epoch)));
  }

  /** Shows the network that a finished run keeps, where that is not the one of its last step. @param epoch after which it stood so, from 1 */
  async kept(epoch: number): Promise<void> { this.#tell([], await this.live(epoch)); }

  #tell(steps: readonly StepRecord[], live: Inspection | undefined): void {
    const { state, watch, stepsPerEpoch, epochs, report } = this.#source;
    const left = epochs * stepsPerEpoch - state.step;
    report({ kind: "steps", steps, live, examplesPerSecond: watch.examplesPerSecond, secondsLeft: (watch.seconds / state.step) * left });
  }

  /** Tells what a resumed run has behind it. */
  async replay(): Promise<void> {
    const { state, stepsPerEpoch, report } = this.#source;
    if (state.step === 0) return;
    this.#untold = state.losses.map((loss, i) => ({ step: i + 1, epoch: Math.floor(i / stepsPerEpoch) + 1, loss, accuracy: state.accuracies[i]! }));
    await this.steps(true);
    for (const epoch of state.epochs) report({ kind: "epoch", epoch });
    const change = state.rateChanges.at(-1);
    if (change) report({ kind: "notice", text: rateNotice(change.step, change.learningRate) });
  }

  /** The probe text as the network reads it now; undefined when it holds no word. */
  async live(epoch: number): Promise<Inspection | undefined> {
    const { tf, network, state, probe } = this.#source;
    try {
      return await inspect(tf, network, probe, { step: state.step, epoch });
    } catch (error) {
      if (error instanceof ProblemError) return undefined;
      throw error;
    }
  }
}
