import { expect } from "@open-wc/testing";
import type { Tf } from "../../src/model/architecture.js";
import { openBackend } from "../../src/training/backends.js";
import { RunControl, type ControlAction } from "../../src/training/control.js";
import type { TrainingProgress } from "../../src/training/protocol.js";
import type { EpochRecord, StepRecord } from "../../src/training/run.js";
import { settingsFor, smallData, trainSmall, type Trained } from "./small-run.js";

const stepsOf = (progress: readonly TrainingProgress[]): StepRecord[] => progress.flatMap((news) => (news.kind === "steps" ? [...news.steps] : []));
const epochsOf = (progress: readonly TrainingProgress[]): EpochRecord[] => progress.flatMap((news) => (news.kind === "epoch" ? [news.epoch] : []));
const statesOf = (progress: readonly TrainingProgress[]): string[] => progress.flatMap((news) => (news.kind === "state" ? [news.state] : []));

describe("the training loop", function () {
  this.timeout(120_000);
  let tf: Tf;
  let undisturbed: Trained;
  // 60 examples: 48 to train on, 6 held out twice; batches of 8 make 6 steps an epoch.
  const settings = settingsFor({ dropoutRate: 0.2 });
  before(async () => {
    ({ tf } = await openBackend("wasm"));
    undisturbed = await trainSmall(tf, settings);
  });

  it("tells of every step once and in order, and of every epoch", () => {
    expect(stepsOf(undisturbed.progress).map(({ step, epoch }) => [step, epoch])).to.deep.equal(Array.from({ length: 18 }, (_, i) => [i + 1, Math.floor(i / 6) + 1]));
    expect(epochsOf(undisturbed.progress).map(({ epoch, step }) => [epoch, step])).to.deep.equal([[1, 6], [2, 12], [3, 18]]);
    expect(undisturbed.progress[0]).to.deep.include({ kind: "ready", stepsPerEpoch: 6 });
    expect(undisturbed.result.reason).to.equal("done");
    expect(undisturbed.result.validation?.count).to.equal(6);
    expect(undisturbed.result.test?.count).to.equal(6);
  });

  it("reports as an epoch's training loss the mean of its steps", () => {
    const [first] = epochsOf(undisturbed.progress);
    const losses = stepsOf(undisturbed.progress).slice(0, 6).map(({ loss }) => loss);
    expect(first!.trainingLoss).to.be.closeTo(losses.reduce((a, b) => a + b, 0) / 6, 1e-9);
  });

  it("snapshots the probe text at every epoch, with weights that sum to what is kept", () => {
    for (const { snapshot } of epochsOf(undisturbed.progress)) {
      expect(snapshot!.tokens).to.deep.equal(["the", "phone", "is", "good"]);
      expect(snapshot!.attentionWeights.reduce((a, b) => a + b, 0)).to.be.closeTo(snapshot!.attentionKept, 1e-6);
      expect(snapshot!.receptiveFields).to.deep.equal([[0, 2], [1, 3], [2, 3], [3, 3]]);
    }
  });

  it("P16: gives the same bits when it is paused, stepped and resumed", async () => {
    const asked: ControlAction[] = ["step", "step", "resume", "resume"];
    const disturbed = await trainSmall(tf, settings, smallData(), (step, control) => { if (step === 2 || step === 9) control.act("pause"); }, { onPaused: (control) => control.act(asked.shift()!) });
    expect(asked).to.deep.equal([]);
    expect(statesOf(disturbed.progress)).to.deep.equal(["paused", "paused", "paused", "running", "paused", "running"]);
    expect(disturbed.parameters).to.deep.equal(undisturbed.parameters);
    expect(stepsOf(disturbed.progress)).to.deep.equal(stepsOf(undisturbed.progress));
  });

  it("P21: pauses within one batch; while paused, one step asks for one update", async () => {
    const control = new RunControl();
    const seen: number[] = [];
    const running = trainSmall(tf, settings, smallData(), (step) => {
      seen.push(step);
      if (step === 1) control.act("pause");
    }, { control });
    const until = async (condition: () => boolean): Promise<void> => { while (!condition()) await new Promise((resolve) => { setTimeout(resolve, 1); }); };
    await until(() => control.waits);
    expect(seen).to.deep.equal([1]);
    control.act("step");
    await until(() => seen.length === 2 && control.waits);
    control.act("step");
    control.act("step");
    await until(() => seen.length === 4 && control.waits);
    control.act("stop");
    expect((await running).result.reason).to.equal("stopped");
    expect(seen).to.deep.equal([1, 2, 3, 4]);
  });

  it("P21: stops within one batch, also while paused, and still says how it did", async () => {
    const stopped = await trainSmall(tf, settings, smallData(), (step, control) => { if (step === 8) control.act("pause"); }, { onPaused: (control) => control.act("stop") });
    expect(stepsOf(stopped.progress)).to.have.lengthOf(8);
    expect(epochsOf(stopped.progress)).to.have.lengthOf(1);
    expect(stopped.result).to.include({ reason: "stopped", keptEpoch: 1 });
    expect(stopped.result.test?.count).to.equal(6);
  });

  it("stops early when the validation loss has not fallen for as long as patience lasts, and keeps the best epoch", async () => {
    // With steps this large the loss soon rises.
    const early = await trainSmall(tf, settingsFor({ learningRate: 1 }, { epochs: 60, patience: 2 }));
    const epochs = epochsOf(early.progress);
    const losses = epochs.map(({ validationLoss }) => validationLoss);
    const best = losses.indexOf(Math.min(...losses)) + 1;
    expect(early.result.reason).to.equal("early");
    expect(early.result.keptEpoch).to.equal(best);
    expect(epochs).to.have.lengthOf(best + 2);
    expect(early.result.validation?.loss).to.equal(Math.min(...losses));
  });

  it("shows at its end the network of the epoch that it keeps", async () => {
    // With steps this large the loss soon rises.
    const { result, progress } = await trainSmall(tf, settingsFor({ learningRate: 1 }, { epochs: 60, patience: 2 }));
    const kept = epochsOf(progress).find(({ epoch }) => epoch === result.keptEpoch)!;
    expect(result.reason).to.equal("early");
    const live = progress.flatMap((news) => (news.kind === "steps" && news.live ? [news.live] : [])).at(-1)!;
    expect([live.epoch, live.probabilities, live.attentionWeights]).to.deep.equal([result.keptEpoch, kept.snapshot!.probabilities, kept.snapshot!.attentionWeights]);
  });

  it("keeps the last epoch where that is asked for, or where nothing is held out", async () => {
    const last = await trainSmall(tf, settingsFor({ learningRate: 0.3 }, { keepBest: false, epochs: 6 }));
    expect(last.result.keptEpoch).to.equal(6);
    expect(last.result.validation?.loss).to.equal(epochsOf(last.progress).at(-1)!.validationLoss);
    const data = smallData();
    const everything = { ...data, split: { train: data.examples.map((_, i) => i), validation: [], test: [] } };
    const all = await trainSmall(tf, settingsFor({}, { patience: 1 }), everything);
    expect(all.result).to.deep.equal({ reason: "done", keptEpoch: 3, validation: undefined, test: undefined });
    expect(epochsOf(all.progress).map(({ validationLoss }) => validationLoss)).to.deep.equal([NaN, NaN, NaN]);
  });

  it("P19: gives the same bits with the same seed, and seed 0, which tfjs takes for none, is a seed like any other", async () => {
    const zero = settingsFor({ dropoutRate: 0.5 }, { seed: 0 });
    const first = await trainSmall(tf, zero);
    const again = await trainSmall(tf, zero);
    expect(again.parameters).to.deep.equal(first.parameters);
    expect(stepsOf(again.progress)).to.deep.equal(stepsOf(first.progress));
    expect(stepsOf((await trainSmall(tf, { ...zero, seed: 1 })).progress)).not.to.deep.equal(stepsOf(first.progress));
  });

  it("P22: tells the page of its first step at once, and then ten times a second at most, however fast they are", async () => {
    const reports = async (millisecondsAStep: number): Promise<number[]> => {
      let now = 0;
      const { progress } = await trainSmall(tf, settings, smallData(), () => { now += millisecondsAStep; }, { now: () => now });
      return progress.flatMap((news) => (news.kind === "steps" ? [news.steps.length] : []));
    };
    // Six steps an epoch, told at its end at the latest.
    expect(await reports(1)).to.deep.equal([1, 5, 6, 6]);
    expect(await reports(50)).to.deep.equal([1, 2, 2, 1, 2, 2, 2, 2, 2, 2]);
    expect(await reports(100)).to.deep.equal(Array.from({ length: 18 }, () => 1));
  });

  it("P15: F16: pauses where the loss stops being a number, puts the last good parameters back, says why, and goes on with a lower rate", async () => {
    const rates = [0.1, 0.002];
    const seen: unknown[] = [];
    const wild = await trainSmall(tf, settingsFor({ dropoutRate: 0.2, learningRate: 1 }, { epochs: 1 }), smallData(), (step, control) => {
      seen.push(step);
      // A hand on the rate while it runs: the next update is far too large.
      if (step === 2 && seen.length === 2) control.act("resume", 1e30);
    }, { onPaused: (control) => control.act("resume", rates.shift()) });
    const [told] = wild.progress.flatMap((news) => (news.kind === "diverged" ? [news] : []));
    expect(told!.problem.code).to.equal("loss-not-a-number");
    expect(told!.problem.message.en).to.match(/^learningRate: expected a loss that is a number; at step \d it no longer was one\. With a learning rate of 1 × 10\^30 the steps were too large for this network: at step 1 the gradient was [\d.]+ long, most of it in “[^”]+” \([\d.]+\)\. The parameters from after step 0 are back\. Continue, and training goes on from there with a learning rate of 1 × 10\^29; or stop and choose another\.$/);
    expect(told!.problem.message["pt-BR"]).to.match(/no passo \d ela deixou de ser\. Com taxa de aprendizado de 1 × 10\^30, .* Os parâmetros de depois do passo 0 foram recuperados\. Continue, e o treino segue dali com taxa de aprendizado de 1 × 10\^29; ou pare e escolha outra\.$/);
    // How many updates such numbers survive is the backend's: a ReLU turns some NaN into 0.
    const lost = seen.length - 6;
    expect(lost).to.be.within(2, 5);
    expect(seen).to.deep.equal([...Array.from({ length: lost }, (_step, i) => i + 1), 1, 2, 3, 4, 5, 6]);
    // What came after the good step is as if it had never been: the same as a run with that rate from the start.
    const calm = await trainSmall(tf, settingsFor({ dropoutRate: 0.2, learningRate: 0.1 }, { epochs: 1 }));
    expect(wild.parameters).to.deep.equal(calm.parameters);
    expect(stepsOf(wild.progress).slice(lost)).to.deep.equal(stepsOf(calm.progress));
    expect(wild.progress.flatMap((news) => (news.kind === "notice" ? [news.text.en] : []))).to.deep.equal(["From step 3 on, the learning rate is 1 × 10^30.", "From step 1 on, the learning rate is 0.1."]);
  });

  it("P15: goes on with a tenth of the rate where the person only says go on, as often as it takes", async () => {
    const settled = await trainSmall(tf, { ...settings, hyperparameters: { ...settings.hyperparameters, learningRate: 1e30 } }, smallData(), () => undefined, { onPaused: (control) => control.act("resume") });
    const lower = settled.progress.flatMap((news) => (news.kind === "diverged" ? [news.learningRate] : []));
    expect(lower[0]).to.equal(1e30 / 10);
    expect(lower.length).to.be.above(1);
    expect(settled.result.reason).to.equal("done");
    expect(Object.values(settled.parameters).every((numbers) => numbers.every(Number.isFinite))).to.equal(true);
    expect(stepsOf(settled.progress).every(({ loss }) => Number.isFinite(loss))).to.equal(true);
  });

  it("P15: keeps the parameters of before when it is stopped there", async () => {
    const stopped = await trainSmall(tf, { ...settings, hyperparameters: { ...settings.hyperparameters, learningRate: 1e30 } }, smallData(), () => undefined, { onPaused: (control) => control.act("stop") });
    expect(stopped.result).to.include({ reason: "stopped", keptEpoch: 0 });
    expect(Object.values(stopped.parameters).every((numbers) => numbers.every((number) => Math.abs(number) < 10))).to.equal(true);
  });

  it("ends with an AbortError when it is aborted, also while paused", async () => {
    const abort = new AbortController();
    let failure: unknown;
    try {
      await trainSmall(tf, settings, smallData(), (step, control) => { if (step === 3) control.act("pause"); }, { signal: abort.signal, onPaused: () => abort.abort() });
    } catch (error) {
      failure = error;
    }
    expect((failure as DOMException).name).to.equal("AbortError");
  });

  it("leaves no tensor behind, however it ends", async () => {
    const before = tf.memory().numTensors;
    await trainSmall(tf, settings);
    await trainSmall(tf, settings, smallData(), (step, control) => { if (step === 4) control.act("stop"); });
    await trainSmall(tf, { ...settings, hyperparameters: { ...settings.hyperparameters, learningRate: 1e30 } }, smallData(), () => undefined, { onPaused: (control) => control.act("stop") });
    expect(tf.memory().numTensors).to.equal(before);
  });

  it("learns three classes too", async () => {
    const three = await trainSmall(tf, settingsFor({ maskPadding: true }, { epochs: 12 }), smallData(90, 3));
    expect(three.result.validation!.confusion).to.have.lengthOf(3);
    expect(epochsOf(three.progress).at(-1)!.trainingAccuracy).to.be.above(0.95);
  });
});
