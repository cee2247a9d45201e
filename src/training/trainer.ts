import type * as TF from "@tensorflow/tfjs-core";
import { nextTask } from "../base/next-task.js";
import { sameText } from "../base/text.js";
import type { Learner } from "../model/architecture.js";
import { divergence, gradientNorms, rateNotice } from "./diverged.js";
import { evaluate } from "./evaluate.js";
import { CardLost } from "./graphics-card.js";
import { toSnapshot } from "./inspect.js";
import { crossEntropy } from "./loss.js";
import { nextStepAfter } from "./next-step.js";
import { Stopwatch } from "./pace.js";
import type { EpochRecord, RunResult } from "./run.js";
import { rateFactor, type Schedule } from "./schedule.js";
import { gradientsOf, trainStep, type StepOptions } from "./step.js";
import { stepOptionsFor } from "./step-setup.js";
import type { Training } from "./training.js";
import { TrainingBatches } from "./training-batches.js";
import { TrainingReport } from "./training-report.js";
import { TrainingState } from "./training-state.js";
import { firstStepWithin, Pulse } from "./watchdog-pulse.js";

/** Milliseconds that a pause waits for its save. */
const longestSave = 1000;

/**
 * Trains a network. Its result depends on the settings, the data and the backend alone: order and dropout have seeds of their own
 * for every epoch and step, and neither pauses, nor looking at the network, nor going on from a checkpoint change anything.
 * Where the loss stops being a number, the last good parameters are put back and the run pauses.
 * @throws ProblemError when the checkpoint does not fit the network, AbortError when the signal aborts, CardLost when what was computed cannot be trusted
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

class TrainingRun {
  readonly #training: Training & { readonly now: () => number };
  readonly #batches: TrainingBatches;
  readonly #options: StepOptions;
  readonly #schedule: Schedule;
  readonly #watch: Stopwatch;
  readonly #pulse: Pulse;
  readonly #state: TrainingState;
  readonly #report: TrainingReport;
  #isConverged = false;
  /** With which to go on after the loss stopped being a number. */
  #lowerRate: number | undefined;

  constructor(training: Training) {
    const { tf, network, prepared, settings, environment, resume, report, now = () => performance.now(), onAlive = () => {} } = training;
    this.#training = { ...training, now };
    this.#batches = new TrainingBatches(tf, network, prepared, settings);
    const { batchSize, stepsPerEpoch } = this.#batches;
    const { schedule = "constant", warmupSteps = 0 } = settings.hyperparameters;
    const { split, examples } = prepared;
    this.#options = stepOptionsFor(settings.hyperparameters);
    this.#watch = new Stopwatch(now);
    const work = network.architecture.stages(network.values, network.shape).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
    this.#pulse = new Pulse(onAlive, firstStepWithin(environment.backend, work * batchSize), now);
    this.#schedule = { schedule: String(schedule), warmupSteps: Number(warmupSteps), steps: settings.epochs * stepsPerEpoch };
    this.#state = new TrainingState(tf, network, settings.hyperparameters, this.#watch, resume);
    this.#report = new TrainingReport({
      tf, network, state: this.#state, watch: this.#watch, stepsPerEpoch, epochs: settings.epochs,
      probe: settings.probeText || examples[split.validation[0] ?? split.train[0] ?? 0]?.text || "", report, now,
    });
  }

  async run(): Promise<RunResult> {
    const { settings, environment, report } = this.#training;
    const state = this.#state;
    report({ kind: "ready", environment, stepsPerEpoch: this.#batches.stepsPerEpoch });
    this.#training.onOpen?.(() => ({ ...nextStepAfter(settings, this.#training.prepared, state.step, state.rate), optimizer: state.optimizer }));
    this.#pulse.begin();
    await this.#report.replay();
    while (state.epoch <= settings.epochs && !this.#isConverged) {
      if (this.#isTimeToStop(state.epoch - 1)) return this.#finish("early");
      // An epoch that was cut short is not measured: its numbers would stand beside those of whole ones.
      if (!(await this.#restOfEpoch())) return this.#finish("stopped");
      const record = await this.#measure();
      if (record) report({ kind: "epoch", epoch: record });
    }
    return this.#finish("done");
  }

  /** All steps that the epoch still has; false when it was stopped before its end. */
  async #restOfEpoch(): Promise<boolean> {
    const { control, saving } = this.#training;
    const state = this.#state;
    while (state.batch < this.#batches.stepsPerEpoch) {
      if (!(await this.#mayGoOn())) return false;
      const worked = await this.#oneStep(this.#rows());
      control.spend();
      if (!worked) await this.#rollBack();
      else if (saving && (saving.keeper.isDue(state.step) || control.takeSave())) await this.#remember();
      await this.#report.steps(control.paused);
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
      await this.#report.steps(true);
      if (this.#state.step !== (saving ? saving.keeper.savedStep : this.#state.goodStep)) await this.#remember();
      // Who pauses may close the page next: it is told when the moment is on the disk, or when that takes too long to wait for.
      if (saving) await Promise.race([saving.keeper.settled(), new Promise((resolve) => { setTimeout(resolve, longestSave); })]);
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
    if (learningRate === undefined || learningRate === this.#state.rate) return;
    this.#state.changeRate(learningRate);
    this.#training.report({ kind: "notice", text: rateNotice(this.#state.step + 1, learningRate) });
  }

  /** The examples of the next step. */
  #rows(): Int32Array { return this.#batches.rows(this.#state.epoch, this.#state.batch + 1); }

  /** @returns false when the loss before the update or a parameter after it is not a number: then nothing of the step is counted */
  async #oneStep(rows: Int32Array): Promise<boolean> {
    const { onStep, now } = this.#training;
    const state = this.#state;
    const began = now();
    const step = state.step + 1;
    const { learner } = this.#batches;
    const { numbers, sum } = await (learner ? this.#learn(learner) : this.#update(rows, step));
    this.#trustCard();
    const { loss, accuracy } = state.tally.add(numbers, this.#batches.labels(rows));
    this.#pulse.took(now() - began);
    if (!Number.isFinite(loss) || !Number.isFinite(sum)) return false;
    state.count(loss, accuracy);
    this.#report.note({ step, epoch: state.epoch, loss, accuracy });
    this.#watch.mark(rows.length);
    onStep?.(step, state.epoch);
    return true;
  }

  /** One update by gradients. @returns the logits before it, and one number that is finite while all parameters are: a ReLU can hide a NaN from the loss */
  async #update(rows: Int32Array, step: number): Promise<{ readonly numbers: Float32Array; readonly sum: number }> {
    const { tf, network } = this.#training;
    const { optimizer, rate } = this.#state;
    optimizer.learningRate = rate * rateFactor(step, this.#schedule);
    const [logits, health] = tf.tidy(() => {
      const before = trainStep(tf, network.model, optimizer, this.#batches.batch(rows), this.#batches.dropoutSeed(step), this.#options);
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

  /** A lost card gives zeros, which look like numbers. @throws CardLost */
  #trustCard(): void { if (this.#training.card?.isLost) throw new CardLost(); }

  /** Puts the last good moment back, says what happened, and pauses. */
  async #rollBack(): Promise<void> {
    const { tf, network, control, report } = this.#training;
    const state = this.#state;
    const [failed, learningRate] = [state.step + 1, state.rate];
    state.restoreGood();
    await this.#report.steps(true);
    const { loss, logits, gradients } = tf.tidy(() => gradientsOf(tf, network.model, this.#batches.batch(this.#rows()), this.#batches.dropoutSeed(state.step + 1), this.#options));
    const norms = await gradientNorms(tf, network.model.parameters, gradients);
    tf.dispose([loss, logits, ...Object.values(gradients)]);
    const lowerRate = (this.#lowerRate = learningRate / 10);
    const stageTitle = network.architecture.stages(network.values, network.shape).find(({ name }) => name === norms.stage)?.title ?? sameText(norms.stage);
    report({ kind: "diverged", problem: divergence({ step: failed, goodStep: state.step, learningRate, lowerRate, norms, stageTitle }), learningRate: lowerRate });
    control.act("pause");
  }

  /** Ends the epoch; undefined when the network no longer works, and is put back. */
  async #measure(): Promise<EpochRecord | undefined> {
    const { tf, network, prepared, saving } = this.#training;
    const state = this.#state;
    const training = state.tally.evaluation;
    const validation = await evaluate(tf, network, this.#batches.data, prepared.split.validation, this.#turn);
    if (!(validation ? Number.isFinite(validation.loss) && (await state.isFinite()) : await this.#isSound(this.#batches.rows(state.epoch, 1)))) {
      await this.#rollBack();
      return undefined;
    }
    const live = await this.#report.live(state.epoch);
    this.#trustCard();
    // What learns at once has one end, wherever it passes on the way: its last step is the one to keep.
    if (!this.#batches.learner) state.noteBest(validation?.loss ?? NaN);
    await this.#report.steps(true, live);
    const record = {
      epoch: state.epoch, step: state.step,
      trainingLoss: training.loss, trainingAccuracy: training.accuracy,
      validationLoss: validation?.loss ?? NaN, validationAccuracy: validation?.accuracy ?? NaN,
      seconds: this.#watch.seconds,
      snapshot: live && toSnapshot(live),
    };
    state.endEpoch(record);
    if (saving?.keeper.isDue(state.step, true)) this.#save();
    return record;
  }

  /** Whether the network works as it is: its numbers, and the loss of some examples. */
  async #isSound(rows: Int32Array): Promise<boolean> {
    if (!(await this.#state.isFinite())) return false;
    const { tf, network } = this.#training;
    const loss = tf.tidy(() => {
      const { input, labels } = this.#batches.batch(rows);
      return crossEntropy(tf, network.model.forward(input, { training: true, dropoutSeed: this.#batches.dropoutSeed(this.#state.step + 1) }).logits, labels);
    });
    const [value] = await loss.data();
    loss.dispose();
    return Number.isFinite(value);
  }

  /** Takes this moment as a good one, and saves it. One that the next step would fail at is neither. */
  async #remember(): Promise<void> {
    if (this.#state.batch < this.#batches.stepsPerEpoch && !(await this.#isSound(this.#rows()))) return;
    this.#state.keepGood();
    this.#save();
  }
  /** Saves the good moment, or with a result the network as it is. */
  #save(result?: RunResult): void {
    const { saving, settings, environment } = this.#training;
    if (!saving) return;
    const { runId, data, keeper } = saving;
    const read = this.#state.checkpoint({ runId, data, settings, environment, stepsPerEpoch: this.#batches.stepsPerEpoch }, result);
    keeper.save(this.#state.step, async () => {
      const checkpoint = await read();
      this.#trustCard();
      return checkpoint;
    });
  }

  #isTimeToStop(epoch: number): boolean {
    const { patience } = this.#training.settings;
    const { bestEpoch } = this.#state;
    return patience > 0 && bestEpoch !== undefined && epoch - bestEpoch >= patience;
  }

  async #finish(reason: RunResult["reason"]): Promise<RunResult> {
    const { tf, network, prepared, settings } = this.#training;
    const best = settings.keepBest ? this.#state.restoreBest() : undefined;
    await this.#report.steps(true);
    if (best !== undefined && best * this.#batches.stepsPerEpoch !== this.#state.step) await this.#report.kept(best);
    const result = {
      reason,
      keptEpoch: best ?? this.#state.epoch - 1,
      validation: await evaluate(tf, network, this.#batches.data, prepared.split.validation, this.#turn),
      test: await evaluate(tf, network, this.#batches.data, prepared.split.test, this.#turn),
    };
    this.#trustCard();
    this.#pulse.rest();
    this.#save(result);
    return result;
  }

  dispose(): void {
    this.#pulse.rest();
    this.#state.dispose();
  }
}
