import { ProblemError, type DataSettings } from "../data/dataset.js";
import type { Values } from "../hyperparameters/schema.js";
import type { Tf } from "../model/architecture.js";
import { allFinite, misfit, type Checkpoint, type RateChange } from "./checkpoint.js";
import { assignArrays, Kept, namedSlots } from "./checkpoint-state.js";
import { Tally, type TallyState } from "./metrics.js";
import type { Network } from "./network.js";
import type { Optimizer } from "./optimizers.js";
import type { Stopwatch } from "./pace.js";
import type { EpochRecord, RunEnvironment, RunResult, TrainingSettings } from "./run.js";
import { optimizerFor } from "./step-setup.js";

/** A moment of the run that it can be put back to. */
interface GoodMoment {
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
  readonly seconds: number;
  readonly tally: TallyState;
  readonly parameters: Kept;
  readonly optimizerSteps: number;
  readonly slots: readonly (readonly [slot: string, kept: Kept])[];
}

/** What a checkpoint says of its run beside the state. */
export interface RunIdentity {
  readonly runId: string;
  readonly settings: TrainingSettings;
  readonly data: DataSettings;
  readonly environment: RunEnvironment;
  readonly stepsPerEpoch: number;
}

/** Everything of a run that changes while it trains: where it stands, what it has behind it, and the last moment at which the network was seen to work. */
export class TrainingState {
  readonly optimizer: Optimizer;
  /** Epoch under way, from 1, its steps that are done, and their sums. */
  epoch = 1;
  batch = 0;
  step = 0;
  tally: Tally;
  /** The learning rate before the schedule. */
  rate: number;
  readonly losses: number[] = [];
  readonly accuracies: number[] = [];
  readonly epochs: EpochRecord[] = [];
  readonly rateChanges: RateChange[] = [];
  readonly #tf: Tf;
  readonly #network: Network;
  readonly #watch: Stopwatch;
  #best: { readonly epoch: number; readonly loss: number; readonly kept: Kept } | undefined;
  #good: GoodMoment;

  /** @throws ProblemError when the checkpoint does not fit the network */
  constructor(tf: Tf, network: Network, hyperparameters: Values, watch: Stopwatch, resume?: Checkpoint) {
    this.#tf = tf;
    this.#network = network;
    this.#watch = watch;
    this.rate = Number(hyperparameters["learningRate"]);
    this.optimizer = optimizerFor(tf, hyperparameters, network.model.parameters);
    this.tally = this.#newTally();
    if (resume) this.#goOnFrom(resume);
    this.#good = this.#capture();
  }

  /** The step of the last good moment. */
  get goodStep(): number { return this.#good.step; }
  /** The epoch with the lowest validation loss so far. */
  get bestEpoch(): number | undefined { return this.#best?.epoch; }

  /** One update was done. */
  count(loss: number, accuracy: number): void {
    this.step++;
    this.batch++;
    this.losses.push(loss);
    this.accuracies.push(accuracy);
  }

  /** Another rate for the updates to come. */
  changeRate(learningRate: number): void {
    this.rate = learningRate;
    this.rateChanges.push({ step: this.step + 1, learningRate });
  }

  /** Keeps the network of this epoch where its validation loss is the lowest so far. */
  noteBest(loss: number): void {
    if (!(loss < (this.#best?.loss ?? Infinity))) return;
    this.#best?.kept.dispose();
    this.#best = { epoch: this.epoch, loss, kept: new Kept(this.#tf, this.#network.model.parameters) };
  }
  /** Puts the parameters of the best epoch back. @returns which that was */
  restoreBest(): number | undefined {
    this.#best?.kept.restore();
    return this.#best?.epoch;
  }

  /** The epoch is measured: the next one begins. */
  endEpoch(record: EpochRecord): void {
    this.epochs.push(record);
    this.epoch++;
    this.batch = 0;
    this.tally = this.#newTally();
    this.keepGood();
  }

  /** Takes this moment as a good one. */
  keepGood(): void {
    const before = this.#good;
    this.#good = this.#capture();
    disposeMoment(before);
  }

  /** Puts the last good moment back, and forgets what came after it. */
  restoreGood(): void {
    const { epoch, batch, step, tally, parameters, optimizerSteps, slots } = this.#good;
    parameters.restore();
    for (const [, kept] of slots) kept.restore();
    this.optimizer.steps = optimizerSteps;
    [this.epoch, this.batch, this.step] = [epoch, batch, step];
    this.tally = this.#newTally(tally);
    this.losses.length = this.accuracies.length = step;
    while ((this.rateChanges.at(-1)?.step ?? 0) > step + 1) this.rateChanges.pop();
  }

  /** Whether every number of the network and of the optimizer is one: a NaN can hide behind a ReLU. */
  async isFinite(): Promise<boolean> {
    for (const variable of [...this.#network.model.parameters.map((one) => one.variable), ...Object.values(this.optimizer.slots).flat()]) {
      if (!allFinite(await variable.data<"float32">())) return false;
    }
    return true;
  }

  /** The good moment as a record; with a result, the network as it is. Everything is read now, so that training may go on; the promise only collects it. */
  checkpoint({ runId, settings, data, environment, stepsPerEpoch }: RunIdentity, result?: RunResult): () => Promise<Checkpoint> {
    const { epoch, batch, step, seconds, tally, optimizerSteps } = this.#good;
    const isOver = result !== undefined;
    const last = isOver ? new Kept(this.#tf, this.#network.model.parameters) : this.#good.parameters;
    const arrays = Promise.all([last.read(), isOver ? undefined : this.#best?.kept.read(), Promise.all(isOver ? [] : this.#good.slots.map(async ([slot, kept]) => [slot, await kept.read()] as const))]);
    // One who never collects must not make a rejection that nobody hears.
    arrays.catch(() => undefined);
    if (isOver) last.dispose();
    const { name, config } = this.optimizer;
    const best = this.#best && { epoch: this.#best.epoch, loss: this.#best.loss };
    const history = { losses: Float64Array.from(this.losses), accuracies: Float64Array.from(this.accuracies), epochs: [...this.epochs], rateChanges: [...this.rateChanges] };
    return async () => {
      const [parameters, bestParameters, slots] = await arrays;
      return {
        runId, savedAt: Date.now(), state: isOver ? "finished" : "training", settings, data, environment,
        epoch, batch, step: isOver ? history.losses.length : step, stepsPerEpoch, seconds, tally, ...history, parameters,
        optimizer: { name, config: { ...config }, steps: optimizerSteps, slots: Object.fromEntries(slots) },
        best: best && bestParameters && { ...best, parameters: bestParameters }, result,
      };
    };
  }

  dispose(): void {
    this.optimizer.dispose();
    disposeMoment(this.#good);
    this.#best?.kept.dispose();
  }

  #capture(): GoodMoment {
    const { parameters } = this.#network.model;
    return {
      epoch: this.epoch, batch: this.batch, step: this.step, seconds: this.#watch.seconds, tally: this.tally.state,
      parameters: new Kept(this.#tf, parameters), optimizerSteps: this.optimizer.steps,
      slots: namedSlots(this.optimizer, parameters).map(([slot, named]) => [slot, new Kept(this.#tf, named)] as const),
    };
  }

  #goOnFrom(checkpoint: Checkpoint): void {
    const { parameters } = this.#network.model;
    const variables = parameters.map(({ variable }) => variable);
    const wrong = misfit(checkpoint, parameters.map(({ name, variable }) => ({ name, shape: variable.shape })));
    if (wrong) throw new ProblemError([wrong]);
    const { best, optimizer } = checkpoint;
    if (best) {
      assignArrays(this.#tf, variables, best.parameters);
      this.#best = { epoch: best.epoch, loss: best.loss, kept: new Kept(this.#tf, parameters) };
    }
    assignArrays(this.#tf, variables, checkpoint.parameters);
    for (const [slot, own] of Object.entries(this.optimizer.slots)) assignArrays(this.#tf, own, optimizer.slots[slot]!);
    this.optimizer.steps = optimizer.steps;
    [this.epoch, this.batch, this.step] = [checkpoint.epoch, checkpoint.batch, checkpoint.step];
    this.tally = this.#newTally(checkpoint.tally);
    for (const loss of checkpoint.losses) this.losses.push(loss);
    for (const accuracy of checkpoint.accuracies) this.accuracies.push(accuracy);
    this.epochs.push(...checkpoint.epochs);
    this.rateChanges.push(...checkpoint.rateChanges);
    this.rate = checkpoint.rateChanges.at(-1)?.learningRate ?? this.rate;
    this.#watch.goOnFrom(checkpoint.seconds);
  }

  #newTally(state?: TallyState): Tally {
    const { classes } = this.#network.shape;
    const tally = new Tally(classes > 2 ? classes : 1);
    if (state) tally.restore(state);
    return tally;
  }
}

function disposeMoment({ parameters, slots }: GoodMoment): void {
  parameters.dispose();
  for (const [, kept] of slots) kept.dispose();
}
