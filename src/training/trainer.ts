import type * as TF from "@tensorflow/tfjs-core";
import { seedFor } from "../base/random.js";
import { sameText } from "../base/text.js";
import { batchOf, gatherRows, stepOrder, stepsPerEpoch } from "../data/batches.js";
import { ProblemError, type DataSettings, type PreparedData } from "../data/dataset.js";
import type { Learner, Tf } from "../model/architecture.js";
import { allFinite, misfit, type Checkpoint, type RateChange } from "./checkpoint.js";
import type { CheckpointKeeper } from "./checkpoint-keeper.js";
import { assignArrays, Kept, namedSlots } from "./checkpoint-state.js";
import type { RunControl } from "./control.js";
import { divergence, gradientNorms, rateNotice } from "./diverged.js";
import { evaluate, type EncodedData } from "./evaluate.js";
import { inspect, toSnapshot } from "./inspect.js";
import { crossEntropy } from "./loss.js";
import { Tally, type TallyState } from "./metrics.js";
import { encodeFor, type Network } from "./network.js";
import type { Optimizer } from "./optimizers.js";
import { nextTask, Stopwatch } from "./pace.js";
import type { TrainingProgress } from "./protocol.js";
import type { EpochRecord, Inspection, RunEnvironment, RunResult, StepRecord, TrainingSettings } from "./run.js";
import { balancedWeights, rateFactor, type Schedule } from "./schedule.js";
import { gradientsOf, trainStep, type Batch, type StepOptions } from "./step.js";
import { optimizerFor, stepOptionsFor } from "./step-setup.js";
import { firstStepWithin, Pulse } from "./watchdog-pulse.js";

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
  /** Milliseconds; performance.now() unless told. */
  readonly now?: () => number;
  /** Saves the run while it trains, with what was asked for. */
  readonly saving?: { readonly runId: string; readonly data: DataSettings; readonly keeper: CheckpointKeeper };
  /** Where to go on; from the start unless given. */
  readonly resume?: Checkpoint;
  /** Told that all is well, and within how many milliseconds that will be said again; Infinity while nothing is under way. */
  readonly onAlive?: (within: number) => void;
}

/** Milliseconds between two reports: ten a second. */
const reportEvery = 100;

/**
 * Trains a network. Its result depends on the settings, the data and the backend alone: order and dropout have seeds of their own
 * for every epoch and step, and neither pauses, nor looking at the network, nor going on from a checkpoint change anything.
 * Where the loss stops being a number, the last good parameters are put back and the run pauses.
 * @throws ProblemError when the checkpoint does not fit the network, AbortError when the signal aborts
 */
export async function train(training: Training): Promise<RunResult> {
  const run = new TrainingRun(training);
  // An abort ends a pause too.
  const wake = (): void => training.control.act("stop");
  training.signal.addEventListener("abort", wake, { once: true });
  try {
    return await run.run();
  } finally {
    training.signal.removeEventListener("abort", wake);
    run.dispose();
  }
}

/** A moment of the run that it can be put back to. */
interface GoodState {
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
  readonly seconds: number;
  readonly tally: TallyState;
  readonly parameters: Kept;
  readonly optimizerSteps: number;
  readonly slots: readonly (readonly [slot: string, kept: Kept])[];
}

class TrainingRun {
  readonly #training: Training & { readonly now: () => number };
  readonly #data: EncodedData;
  readonly #optimizer: Optimizer;
  /** Of an architecture that learns from all examples at once: each of its steps is an epoch. */
  readonly #learner: Learner | undefined;
  #isConverged = false;
  readonly #options: StepOptions;
  readonly #schedule: Schedule;
  readonly #classWeights: readonly number[] | undefined;
  readonly #watch: Stopwatch;
  readonly #pulse: Pulse;
  readonly #batchSize: number;
  readonly #stepsPerEpoch: number;
  readonly #probe: string;
  /** The parameters of the epoch with the lowest validation loss. */
  #best: { readonly epoch: number; readonly loss: number; readonly kept: Kept } | undefined;
  /** The last moment at which the network was seen to work. */
  #good: GoodState;
  /** Epoch under way, from 1, its steps that are done, and their sums. */
  #epoch = 1;
  #batch = 0;
  #tally: Tally;
  #step = 0;
  #order: { readonly epoch: number; readonly rows: Int32Array } | undefined;
  readonly #losses: number[] = [];
  readonly #accuracies: number[] = [];
  readonly #epochs: EpochRecord[] = [];
  readonly #rateChanges: RateChange[] = [];
  /** The learning rate before the schedule. */
  #rate: number;
  /** With which to go on after the loss stopped being a number. */
  #lowerRate: number | undefined;
  #unreported: StepRecord[] = [];
  #reportedAt: number;

  constructor(training: Training) {
    const { tf, network, prepared, settings, environment, resume, now = () => performance.now(), onAlive = () => {} } = training;
    this.#training = { ...training, now };
    this.#data = { ids: encodeFor(network, prepared.tokens), labels: Int32Array.from(prepared.examples, ({ label }) => label) };
    const { learningRate, schedule = "constant", warmupSteps = 0, classWeights } = settings.hyperparameters;
    this.#rate = Number(learningRate);
    this.#optimizer = optimizerFor(tf, settings.hyperparameters, network.model.parameters);
    this.#options = stepOptionsFor(settings.hyperparameters);
    this.#watch = new Stopwatch(now);
    const { train } = prepared.split;
    this.#learner = network.model.learner?.({ ids: gatherRows(this.#data.ids, network.sequenceLength, train), labels: Int32Array.from(train, (row) => this.#data.labels[row]!) });
    this.#batchSize = this.#learner ? train.length : Number(settings.hyperparameters["batchSize"]);
    const work = network.architecture.stages(network.values, network.shape).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
    this.#pulse = new Pulse(onAlive, firstStepWithin(environment.backend, work * this.#batchSize), now);
    this.#stepsPerEpoch = stepsPerEpoch(prepared.split.train.length, this.#batchSize);
    this.#schedule = { schedule: String(schedule), warmupSteps: Number(warmupSteps), steps: settings.epochs * this.#stepsPerEpoch };
    this.#classWeights = classWeights === "balanced" ? balancedWeights(prepared.statistics.classCounts.train) : undefined;
    const { split, examples } = prepared;
    this.#probe = settings.probeText || examples[split.validation[0] ?? split.train[0] ?? 0]?.text || "";
    this.#tally = this.#newTally();
    this.#reportedAt = now();
    if (resume) this.#goOnFrom(resume);
    this.#good = this.#capture();
  }

  async run(): Promise<RunResult> {
    const { settings, environment, report } = this.#training;
    report({ kind: "ready", environment, stepsPerEpoch: this.#stepsPerEpoch });
    this.#pulse.begin();
    await this.#replay();
    while (this.#epoch <= settings.epochs && !this.#isConverged) {
      if (this.#isTimeToStop(this.#epoch - 1)) return this.#finish("early");
      // An epoch that was cut short is not measured: its numbers would stand beside those of whole ones.
      if (!(await this.#restOfEpoch())) return this.#finish("stopped");
      const record = await this.#measure();
      if (record) report({ kind: "epoch", epoch: record });
    }
    return this.#finish("done");
  }

  /** Tells what a resumed run has behind it. */
  async #replay(): Promise<void> {
    const { report } = this.#training;
    if (this.#step === 0) return;
    this.#unreported = this.#losses.map((loss, i) => ({ step: i + 1, epoch: Math.floor(i / this.#stepsPerEpoch) + 1, loss, accuracy: this.#accuracies[i]! }));
    await this.#reportSteps(true);
    for (const epoch of this.#epochs) report({ kind: "epoch", epoch });
    const change = this.#rateChanges.at(-1);
    if (change) report({ kind: "notice", text: rateNotice(change.step, change.learningRate) });
  }

  /** All steps that the epoch still has; false when it was stopped before its end. */
  async #restOfEpoch(): Promise<boolean> {
    const { control, saving } = this.#training;
    while (this.#batch < this.#stepsPerEpoch) {
      if (!(await this.#mayGoOn())) return false;
      const worked = await this.#oneStep(this.#rows());
      control.spend();
      if (!worked) await this.#rollBack();
      else if (saving && (saving.keeper.isDue(this.#step) || control.takeSave())) await this.#remember();
      await this.#reportSteps(control.paused);
      await this.#turn();
    }
    return true;
  }

  /** Lets others have their turn, and says that all is well. */
  readonly #turn = async (): Promise<void> => {
    this.#pulse.beat();
    await nextTask();
  };

  /** Waits while paused. @returns false when it is to stop @throws AbortError */
  async #mayGoOn(): Promise<boolean> {
    const { control, signal, report, saving } = this.#training;
    signal.throwIfAborted();
    if (control.waits) {
      this.#watch.pause();
      await this.#reportSteps(true);
      if (this.#step !== (saving ? saving.keeper.savedStep : this.#good.step)) await this.#remember();
      report({ kind: "state", state: "paused" });
      this.#pulse.rest();
      while (control.waits) await control.changed();
      signal.throwIfAborted();
      this.#pulse.begin();
      this.#watch.resume();
      if (!control.paused && !control.stopped) report({ kind: "state", state: "running" });
    }
    if (!control.stopped) this.#takeRate();
    return !control.stopped;
  }

  #takeRate(): void {
    const learningRate = this.#training.control.takeRate() ?? this.#lowerRate;
    this.#lowerRate = undefined;
    if (learningRate === undefined || learningRate === this.#rate) return;
    this.#rate = learningRate;
    this.#rateChanges.push({ step: this.#step + 1, learningRate });
    this.#training.report({ kind: "notice", text: rateNotice(this.#step + 1, learningRate) });
  }

  /** The examples of a step of this epoch; of the next one unless told. @param index from 1 */
  #rows(index = this.#batch + 1): Int32Array {
    const { settings, prepared } = this.#training;
    if (this.#learner) return Int32Array.from(prepared.split.train);
    if (this.#order?.epoch !== this.#epoch) this.#order = { epoch: this.#epoch, rows: stepOrder(settings.seed, this.#epoch, prepared.split.train) };
    return batchOf(this.#order.rows, index, this.#batchSize);
  }
  /** Rows that one pass of tfjs can hold: all examples at once are a learner's alone. */
  #passable(rows: Int32Array): Int32Array { return this.#learner ? rows.subarray(0, 64) : rows; }
  /** The caller owns the tensors. */
  #batchFrom(rows: Int32Array): Batch {
    const { tf, network } = this.#training;
    const labels = Array.from(rows, (row) => this.#data.labels[row]!);
    const weights = this.#classWeights;
    return {
      input: tf.tensor2d(gatherRows(this.#data.ids, network.sequenceLength, rows), [rows.length, network.sequenceLength], "int32"),
      labels: tf.tensor1d(labels, "int32"),
      ...(weights ? { weights: tf.tensor2d(labels.map((label) => weights[label]!), [rows.length, 1]) } : {}),
    };
  }

  /** @returns false when the loss before the update or a parameter after it is not a number: then nothing of the step is counted */
  async #oneStep(rows: Int32Array): Promise<boolean> {
    const { onStep, now } = this.#training;
    const began = now();
    const step = this.#step + 1;
    const { numbers, sum } = await (this.#learner ? this.#learn(this.#learner) : this.#update(rows, step));
    const { loss, accuracy } = this.#tally.add(numbers, Array.from(rows, (row) => this.#data.labels[row]!));
    this.#pulse.took(now() - began);
    if (!Number.isFinite(loss) || !Number.isFinite(sum)) return false;
    this.#step = step;
    this.#batch++;
    this.#losses.push(loss);
    this.#accuracies.push(accuracy);
    this.#unreported.push({ step, epoch: this.#epoch, loss, accuracy });
    this.#watch.mark(rows.length);
    onStep?.(step, this.#epoch);
    return true;
  }

  /** One update by gradients. @returns the logits before it, and one number that is finite while all parameters are: a ReLU can hide a NaN from the loss */
  async #update(rows: Int32Array, step: number): Promise<{ readonly numbers: Float32Array; readonly sum: number }> {
    const { tf, network, settings } = this.#training;
    this.#optimizer.learningRate = this.#rate * rateFactor(step, this.#schedule);
    const [logits, health] = tf.tidy(() => {
      const before = trainStep(tf, network.model, this.#optimizer, this.#batchFrom(rows), dropoutSeed(settings.seed, step), this.#options);
      return [before, this.#sumOfParameters()] as const;
    }) as unknown as readonly [TF.Tensor2D, TF.Scalar];
    const [numbers, [sum]] = await Promise.all([logits.data<"float32">(), health.data<"float32">()]);
    tf.dispose([logits, health]);
    return { numbers, sum: sum! };
  }
  /** One step of an architecture that learns at once. */
  async #learn(learner: Learner): Promise<{ readonly numbers: Float32Array; readonly sum: number }> {
    const { logits, isConverged } = await learner.step();
    this.#isConverged = isConverged;
    const health = this.#sumOfParameters();
    const [sum] = await health.data<"float32">();
    health.dispose();
    return { numbers: logits, sum: sum! };
  }
  #sumOfParameters(): TF.Scalar {
    const { tf, network } = this.#training;
    return tf.tidy(() => tf.addN(network.model.parameters.map(({ variable }) => tf.sum(variable)))) as TF.Scalar;
  }

  /** Puts the last good moment back, says what happened, and pauses. */
  async #rollBack(): Promise<void> {
    const { tf, network, settings, control, report } = this.#training;
    const failed = this.#step + 1;
    const good = this.#good;
    good.parameters.restore();
    for (const [, kept] of good.slots) kept.restore();
    this.#optimizer.steps = good.optimizerSteps;
    [this.#epoch, this.#batch, this.#step] = [good.epoch, good.batch, good.step];
    this.#tally = this.#newTally(good.tally);
    this.#losses.length = this.#accuracies.length = good.step;
    while ((this.#rateChanges.at(-1)?.step ?? 0) > good.step + 1) this.#rateChanges.pop();
    await this.#reportSteps(true);
    const { loss, logits, gradients } = tf.tidy(() => gradientsOf(tf, network.model, this.#batchFrom(this.#passable(this.#rows())), dropoutSeed(settings.seed, good.step + 1), this.#options));
    const norms = await gradientNorms(tf, network.model.parameters, gradients);
    tf.dispose([loss, logits, ...Object.values(gradients)]);
    const learningRate = this.#rate;
    this.#lowerRate = learningRate / 10;
    const stageTitle = network.architecture.stages(network.values, network.shape).find(({ name }) => name === norms.stage)?.title ?? sameText(norms.stage);
    report({ kind: "diverged", problem: divergence({ step: failed, goodStep: good.step, learningRate, lowerRate: this.#lowerRate, norms, stageTitle }), learningRate: this.#lowerRate });
    control.act("pause");
  }

  /** Ends the epoch; undefined when the network no longer works, and is put back. */
  async #measure(): Promise<EpochRecord | undefined> {
    const { tf, network, prepared, saving } = this.#training;
    const epoch = this.#epoch;
    const training = this.#tally.evaluation;
    const validation = await evaluate(tf, network, this.#data, prepared.split.validation, this.#turn);
    if (!(validation ? Number.isFinite(validation.loss) && (await this.#isFinite()) : await this.#isSound(this.#rows(1)))) {
      await this.#rollBack();
      return undefined;
    }
    const live = await this.#live(epoch);
    const validationLoss = validation?.loss ?? NaN;
    // What learns at once has one end, wherever it passes on the way: its last step is the one to keep.
    if (!this.#learner && validationLoss < (this.#best?.loss ?? Infinity)) {
      this.#best?.kept.dispose();
      this.#best = { epoch, loss: validationLoss, kept: new Kept(tf, network.model.parameters) };
    }
    await this.#reportSteps(true, live);
    const record = {
      epoch, step: this.#step,
      trainingLoss: training.loss, trainingAccuracy: training.accuracy,
      validationLoss, validationAccuracy: validation?.accuracy ?? NaN,
      seconds: this.#watch.seconds,
      snapshot: live && toSnapshot(live),
    };
    this.#epochs.push(record);
    this.#epoch++;
    this.#batch = 0;
    this.#tally = this.#newTally();
    this.#keepGood();
    if (saving?.keeper.isDue(this.#step, true)) saving.keeper.save(this.#step, this.#checkpoint());
    return record;
  }

  /** Whether every number of the network and of the optimizer is one: a NaN can hide behind a ReLU. */
  async #isFinite(): Promise<boolean> {
    const { parameters } = this.#training.network.model;
    for (const variable of [...parameters.map((one) => one.variable), ...Object.values(this.#optimizer.slots).flat()]) {
      if (!allFinite(await variable.data<"float32">())) return false;
    }
    return true;
  }

  /** Whether the network works as it is: its numbers, and the loss of some examples. */
  async #isSound(rows: Int32Array): Promise<boolean> {
    if (!(await this.#isFinite())) return false;
    const { tf, network, settings } = this.#training;
    const loss = tf.tidy(() => {
      const { input, labels } = this.#batchFrom(this.#passable(rows));
      return crossEntropy(tf, network.model.forward(input, { training: true, dropoutSeed: dropoutSeed(settings.seed, this.#step + 1) }).logits, labels);
    });
    const [value] = await loss.data();
    loss.dispose();
    return Number.isFinite(value);
  }

  /** Takes this moment as a good one, and saves it. One that the next step would fail at is neither. */
  async #remember(): Promise<void> {
    const { saving } = this.#training;
    if (this.#batch < this.#stepsPerEpoch && !(await this.#isSound(this.#rows()))) return;
    this.#keepGood();
    saving?.keeper.save(this.#step, this.#checkpoint());
  }
  #keepGood(): void {
    const before = this.#good;
    this.#good = this.#capture();
    disposeState(before);
  }
  #capture(): GoodState {
    const { tf, network } = this.#training;
    const { parameters } = network.model;
    return {
      epoch: this.#epoch, batch: this.#batch, step: this.#step, seconds: this.#watch.seconds, tally: this.#tally.state,
      parameters: new Kept(tf, parameters), optimizerSteps: this.#optimizer.steps,
      slots: namedSlots(this.#optimizer, parameters).map(([slot, named]) => [slot, new Kept(tf, named)] as const),
    };
  }

  /** The good moment as a record. Everything is read now, so that training may go on; the promise only collects it. */
  #checkpoint(result?: RunResult): () => Promise<Checkpoint> {
    const { saving, settings, environment, tf, network } = this.#training;
    const { epoch, batch, step, seconds, tally, optimizerSteps } = this.#good;
    const isOver = result !== undefined;
    const last = isOver ? new Kept(tf, network.model.parameters) : this.#good.parameters;
    const arrays = Promise.all([last.read(), isOver ? undefined : this.#best?.kept.read(), Promise.all(isOver ? [] : this.#good.slots.map(async ([slot, kept]) => [slot, await kept.read()] as const))]);
    // One who never collects must not make a rejection that nobody hears.
    arrays.catch(() => undefined);
    if (isOver) last.dispose();
    const { name, config } = this.#optimizer;
    const best = this.#best && { epoch: this.#best.epoch, loss: this.#best.loss };
    const history = { losses: Float64Array.from(this.#losses), accuracies: Float64Array.from(this.#accuracies), epochs: [...this.#epochs], rateChanges: [...this.#rateChanges] };
    return async () => {
      const [parameters, bestParameters, slots] = await arrays;
      return {
        runId: saving!.runId, savedAt: Date.now(), state: isOver ? "finished" : "training", settings, data: saving!.data, environment,
        epoch, batch, step: isOver ? history.losses.length : step, stepsPerEpoch: this.#stepsPerEpoch, seconds, tally, ...history, parameters,
        optimizer: { name, config: { ...config }, steps: optimizerSteps, slots: Object.fromEntries(slots) },
        best: best && bestParameters && { ...best, parameters: bestParameters }, result,
      };
    };
  }

  /** @throws ProblemError when it does not fit */
  #goOnFrom(checkpoint: Checkpoint): void {
    const { tf, network } = this.#training;
    const { parameters } = network.model;
    const variables = parameters.map(({ variable }) => variable);
    const wrong = misfit(checkpoint, parameters.map(({ name, variable }) => ({ name, shape: variable.shape })));
    if (wrong) throw new ProblemError([wrong]);
    const { best, optimizer } = checkpoint;
    if (best) {
      assignArrays(tf, variables, best.parameters);
      this.#best = { epoch: best.epoch, loss: best.loss, kept: new Kept(tf, parameters) };
    }
    assignArrays(tf, variables, checkpoint.parameters);
    for (const [slot, own] of Object.entries(this.#optimizer.slots)) assignArrays(tf, own, optimizer.slots[slot]!);
    this.#optimizer.steps = optimizer.steps;
    [this.#epoch, this.#batch, this.#step] = [checkpoint.epoch, checkpoint.batch, checkpoint.step];
    this.#tally = this.#newTally(checkpoint.tally);
    for (const loss of checkpoint.losses) this.#losses.push(loss);
    for (const accuracy of checkpoint.accuracies) this.#accuracies.push(accuracy);
    this.#epochs.push(...checkpoint.epochs);
    this.#rateChanges.push(...checkpoint.rateChanges);
    this.#rate = checkpoint.rateChanges.at(-1)?.learningRate ?? this.#rate;
    this.#watch.goOnFrom(checkpoint.seconds);
  }
  #newTally(state?: TallyState): Tally {
    const { classes } = this.#training.network.shape;
    const tally = new Tally(classes > 2 ? classes : 1);
    if (state) tally.restore(state);
    return tally;
  }

  #isTimeToStop(epoch: number): boolean {
    const { patience } = this.#training.settings;
    return patience > 0 && this.#best !== undefined && epoch - this.#best.epoch >= patience;
  }

  async #finish(reason: RunResult["reason"]): Promise<RunResult> {
    const { tf, network, prepared, settings, saving } = this.#training;
    const best = settings.keepBest ? this.#best : undefined;
    best?.kept.restore();
    await this.#reportSteps(true);
    const result = {
      reason,
      keptEpoch: best?.epoch ?? this.#epoch - 1,
      validation: await evaluate(tf, network, this.#data, prepared.split.validation, this.#turn),
      test: await evaluate(tf, network, this.#data, prepared.split.test, this.#turn),
    };
    this.#pulse.rest();
    saving?.keeper.save(this.#step, this.#checkpoint(result));
    return result;
  }

  /** The probe text as the network reads it now; undefined when it holds no word. */
  async #live(epoch: number): Promise<Inspection | undefined> {
    const { tf, network } = this.#training;
    try {
      return await inspect(tf, network, this.#probe, { step: this.#step, epoch });
    } catch (error) {
      if (error instanceof ProblemError) return undefined;
      throw error;
    }
  }

  /** Tells of the steps since the last report: ten times a second, or at once. */
  async #reportSteps(atOnce: boolean, live?: Inspection): Promise<void> {
    const { report, settings, now } = this.#training;
    if (this.#unreported.length === 0 || (!atOnce && now() - this.#reportedAt < reportEvery)) return;
    const steps = this.#unreported;
    this.#unreported = [];
    this.#reportedAt = now();
    const left = settings.epochs * this.#stepsPerEpoch - this.#step;
    report({
      kind: "steps", steps,
      live: live ?? (await this.#live(steps.at(-1)!.epoch)),
      examplesPerSecond: this.#watch.examplesPerSecond,
      secondsLeft: (this.#watch.seconds / this.#step) * left,
    });
  }

  dispose(): void {
    this.#pulse.rest();
    this.#optimizer.dispose();
    disposeState(this.#good);
    this.#best?.kept.dispose();
  }
}

function disposeState({ parameters, slots }: GoodState): void {
  parameters.dispose();
  for (const [, kept] of slots) kept.dispose();
}

/** From 1 to 2³¹ − 1: tfjs takes 0 for no seed. */
const dropoutSeed = (seed: number, step: number): number => (seedFor(seed, "dropout", step) % 2_147_483_647) + 1;
