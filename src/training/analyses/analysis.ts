import type { PreparedData } from "../../data/dataset.js";
import type { Tf } from "../../model/architecture.js";
import type { Moment } from "../inspect.js";
import type { Network } from "../network.js";
import type { NextStep } from "../next-step.js";
import type { TrainingSettings } from "../run.js";

/** What an analysis looks at: a run's network as it is now, and all that it was made from. It reads and changes nothing. */
export interface Subject {
  readonly tf: Tf;
  readonly network: Network;
  readonly prepared: PreparedData;
  readonly settings: TrainingSettings;
  readonly moment: Moment;
  /** The step that its training would do next; absent once it is over. */
  readonly next?: () => NextStep;
}

export interface AnalysisJob {
  readonly signal: AbortSignal;
  /** @param done share of the work, in [0, 1] */
  progress(done: number): void;
  /** Lets training and messages have their turn; to be awaited between batches. @throws AbortError */
  turn(): Promise<void>;
}

/** A question about a trained network that the worker answers with plain data: one file here, one line in the index. */
export interface Analysis<I, O> {
  /** What is wrong with an input that came as a message; undefined when it can be used. Never throws. */
  wrong(input: Readonly<Record<string, unknown>>): string | undefined;
  /** Leaves no tensor behind, also when it throws. @throws ProblemError what a person can fix, AbortError */
  run(subject: Subject, input: I, job: AnalysisJob): Promise<O>;
}
