import { problem } from "../base/problem.js";
import { seedFor } from "../base/random.js";
import { formatNumber, textOf } from "../base/text.js";
import { batchOf, gatherRows, stepOrder, stepsPerEpoch } from "../data/batches.js";
import { ProblemError, type PreparedData } from "../data/dataset.js";
import type { Tf } from "../model/architecture.js";
import { Adam } from "./adam.js";
import type { RunControl } from "./control.js";
import { evaluate, type EncodedData } from "./evaluate.js";
import { inspect, toSnapshot } from "./inspect.js";
import { Tally } from "./metrics.js";
import { encodeFor, keepParameters, type Kept, type Network } from "./network.js";
import { nextTask, Stopwatch } from "./pace.js";
import type { TrainingProgress } from "./protocol.js";
import type { EpochRecord, Inspection, RunEnvironment, RunResult, StepRecord, TrainingSettings } from "./run.js";
import { trainStep } from "./step.js";

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
}

/** Milliseconds between two reports: ten a second. */
const reportEvery = 100;

/**
 * Trains a network. Its result depends on the settings, the data and the backend alone: order and dropout have seeds of their own
 * for every epoch and step, and neither pauses nor looking at the network change anything.
 * @throws ProblemError when the loss stops being a number (the parameters of the last whole epoch are put back), AbortError when the signal aborts
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
  readonly #training: Training;
  readonly #data: EncodedData;
  readonly #adam: Adam;
  readonly #watch: Stopwatch;
  readonly #batchSize: number;
  readonly #stepsPerEpoch: number;
  readonly #probe: string;
  /** The parameters of the epoch with the lowest validation loss, and those of the last whole epoch. */
  #best: { readonly epoch: number; readonly loss: number; readonly kept: Kept } | undefined;
  #last: Kept;
  #step = 0;
  #unreported: StepRecord[] = [];
  #reportedAt: number;

  constructor(training: Training) {
    const { tf, network, prepared, settings, now = () => performance.now() } = training;
    this.#training = { ...training, now };
    this.#data = { ids: encodeFor(network, prepared.tokens), labels: Int32Array.from(prepared.examples, ({ label }) => label) };
    this.#adam = new Adam(tf, network.model.parameters, Number(settings.hyperparameters["learningRate"]));
    this.#watch = new Stopwatch(now);
    this.#batchSize = Number(settings.hyperparameters["batchSize"]);
    this.#stepsPerEpoch = stepsPerEpoch(prepared.split.train.length, this.#batchSize);
    const { split, examples } = prepared;
    this.#probe = settings.probeText || examples[split.validation[0] ?? split.train[0] ?? 0]?.text || "";
    this.#last = keepParameters(tf, network.model);
    this.#reportedAt = now();
  }

  async run(): Promise<RunResult> {
    const { settings, environment, report } = this.#training;
    report({ kind: "ready", environment, stepsPerEpoch: this.#stepsPerEpoch });
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      const tally = await this.#epoch(epoch);
      // An epoch that was cut short is not measured: its numbers would stand beside those of whole ones.
      if (!tally) return this.#finish("stopped", epoch - 1);
      const record = await this.#measure(epoch, tally);
      report({ kind: "epoch", epoch: record });
      if (this.#isTimeToStop(epoch)) return this.#finish("early", epoch);
    }
    return this.#finish("done", settings.epochs);
  }

  /** All steps of one epoch; undefined when it was stopped before its end. */
  async #epoch(epoch: number): Promise<Tally | undefined> {
    const { settings, prepared, network, control } = this.#training;
    const order = stepOrder(settings.seed, epoch, prepared.split.train);
    const tally = new Tally(network.shape.classes > 2 ? network.shape.classes : 1);
    for (let index = 1; index <= this.#stepsPerEpoch; index++) {
      if (!(await this.#mayGoOn())) return undefined;
      await this.#oneStep(epoch, batchOf(order, index, this.#batchSize), tally);
      control.spend();
      await this.#reportSteps(control.paused);
      await nextTask();
    }
    return tally;
  }

  /** Waits while paused. @returns false when it is to stop @throws AbortError */
  async #mayGoOn(): Promise<boolean> {
    const { control, signal, report } = this.#training;
    signal.throwIfAborted();
    if (control.waits) {
      this.#watch.pause();
      await this.#reportSteps(true);
      report({ kind: "state", state: "paused" });
      while (control.waits) await control.changed();
      signal.throwIfAborted();
      this.#watch.resume();
      if (!control.paused && !control.stopped) report({ kind: "state", state: "running" });
    }
    return !control.stopped;
  }

  async #oneStep(epoch: number, rows: Int32Array, tally: Tally): Promise<void> {
    const { tf, network, settings, onStep } = this.#training;
    const step = this.#step + 1;
    const labels = Array.from(rows, (row) => this.#data.labels[row]!);
    const logits = tf.tidy(() => trainStep(tf, network.model, this.#adam, {
      input: tf.tensor2d(gatherRows(this.#data.ids, network.sequenceLength, rows), [rows.length, network.sequenceLength], "int32"),
      labels: tf.tensor1d(labels, "int32"),
    }, dropoutSeed(settings.seed, step)));
    const numbers = await logits.data<"float32">();
    logits.dispose();
    const { loss, accuracy } = tally.add(numbers, labels);
    if (!Number.isFinite(loss)) this.#giveUp(step);
    this.#step = step;
    this.#unreported.push({ step, epoch, loss, accuracy });
    this.#watch.mark(rows.length);
    onStep?.(step, epoch);
  }

  /** Puts the last good parameters back. @throws ProblemError that names the step and the way out */
  #giveUp(step: number): never {
    const { settings, report } = this.#training;
    (this.#best?.kept ?? this.#last).restore();
    if (this.#unreported.length) report({ kind: "steps", steps: this.#unreported, live: undefined, examplesPerSecond: 0, secondsLeft: NaN });
    this.#unreported = [];
    const rate = Number(settings.hyperparameters["learningRate"]);
    throw new ProblemError([problem("loss-not-a-number", "learningRate", {
      expected: textOf((l) => (l === "en" ? `a loss that is a number; at step ${step} it no longer was one` : `uma perda que seja um número; no passo ${step} ela deixou de ser`)),
      wayOut: textOf((l) => {
        const lower = formatNumber(Math.max(rate / 10, 0.00001), l, { significant: 2, decimals: 6 });
        return l === "en"
          ? `The steps were too large for this network. The parameters from before are back; try a learning rate of ${lower}.`
          : `Os passos foram grandes demais para esta rede. Os parâmetros de antes foram recuperados; experimente uma taxa de aprendizado de ${lower}.`;
      }),
    })]);
  }

  async #measure(epoch: number, tally: Tally): Promise<EpochRecord> {
    const { tf, network, prepared } = this.#training;
    const training = tally.evaluation;
    const validation = await evaluate(tf, network, this.#data, prepared.split.validation, nextTask);
    const live = await this.#live(epoch);
    this.#last.dispose();
    this.#last = keepParameters(tf, network.model);
    const validationLoss = validation?.loss ?? NaN;
    if (validationLoss < (this.#best?.loss ?? Infinity)) {
      this.#best?.kept.dispose();
      this.#best = { epoch, loss: validationLoss, kept: keepParameters(tf, network.model) };
    }
    await this.#reportSteps(true, live);
    return {
      epoch, step: this.#step,
      trainingLoss: training.loss, trainingAccuracy: training.accuracy,
      validationLoss, validationAccuracy: validation?.accuracy ?? NaN,
      seconds: this.#watch.seconds,
      snapshot: live && toSnapshot(live),
    };
  }

  #isTimeToStop(epoch: number): boolean {
    const { patience, epochs } = this.#training.settings;
    return patience > 0 && this.#best !== undefined && epoch < epochs && epoch - this.#best.epoch >= patience;
  }

  async #finish(reason: RunResult["reason"], lastEpoch: number): Promise<RunResult> {
    const { tf, network, prepared, settings } = this.#training;
    const best = settings.keepBest ? this.#best : undefined;
    best?.kept.restore();
    await this.#reportSteps(true);
    return {
      reason,
      keptEpoch: best?.epoch ?? lastEpoch,
      validation: await evaluate(tf, network, this.#data, prepared.split.validation, nextTask),
      test: await evaluate(tf, network, this.#data, prepared.split.test, nextTask),
    };
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
    if (this.#unreported.length === 0 || (!atOnce && now!() - this.#reportedAt < reportEvery)) return;
    const steps = this.#unreported;
    this.#unreported = [];
    this.#reportedAt = now!();
    const left = settings.epochs * this.#stepsPerEpoch - this.#step;
    report({
      kind: "steps", steps,
      live: live ?? (await this.#live(steps.at(-1)!.epoch)),
      examplesPerSecond: this.#watch.examplesPerSecond,
      secondsLeft: (this.#watch.seconds / this.#step) * left,
    });
  }

  dispose(): void {
    this.#adam.dispose();
    this.#last.dispose();
    this.#best?.kept.dispose();
  }
}

/** From 1 to 2³¹ − 1: tfjs takes 0 for no seed. */
const dropoutSeed = (seed: number, step: number): number => (seedFor(seed, "dropout", step) % 2_147_483_647) + 1;
