import { expect } from "@open-wc/testing";
import { samplers } from "../../../src/search/samplers/index.js";
import { readModelChoice } from "../../../src/training/schema.js";
import { endsEarly, nextPoint, plannedSteps, planSweep, secondsLeft, shareDone, sweepKey, trainingSeeds, trainingsOf, type SweepPlan } from "../../../src/training/sweep/plan.js";
import { sweepSchema } from "../../../src/training/sweep/schema.js";
import { readSweep, usualSpace } from "../../../src/training/sweep/settings.js";
import { bestEpoch, observationOf, ranked, scoreOf, type Trial, type TrialRun } from "../../../src/training/sweep/trial.js";

const data = { source: "amazon-sentences", seed: 7, validationSplit: 0.1, testSplit: 0.1, options: {} };
const space = { learningRate: { from: 0.0003, to: 0.03 }, kernelSize: [3, 5] };
const planOf = (params: Readonly<Record<string, unknown>>): SweepPlan => planSweep(readSweep({ space, ...params }, "atnet"), readModelChoice({ architecture: "atnet" }));
const codes = (params: Readonly<Record<string, unknown>>): readonly string[] => readSweep(params, "atnet").problems.map(({ code }) => code);

/** A training whose validation accuracy after each epoch is given; its loss is what is missing to 1. */
const run = (...accuracies: readonly number[]): TrialRun => ({
  seed: 1, steps: accuracies.length * 10, seconds: accuracies.length * 2,
  epochs: accuracies.map((accuracy, i) => ({ epoch: i + 1, seconds: 2 * (i + 1), trainingLoss: 0.5, validationLoss: 1 - accuracy, validationAccuracy: accuracy })),
});
const trial = (index: number, runs: readonly TrialRun[], of: Partial<Trial> = {}): Trial => ({ index, point: { learningRate: 0.001 * (index + 1), kernelSize: 3 }, state: "done", runs, parameters: 100, multiplyAdds: 1000, ...of });

describe("the settings of a sweep", () => {
  it("vary what usually matters where nothing is written, of what the network has", () => {
    expect(readSweep({}, "atnet").space.dimensions.map(({ name }) => name)).to.deep.equal(["learningRate", "filters", "kernelSize", "dropoutRate"]);
    expect(Object.keys(usualSpace({}))).to.deep.equal([]);
    expect(readSweep({}, undefined).problems).to.deep.equal([]);
  });
  it("offer every way to search that there is", () => {
    expect(Object.keys(sweepSchema.method.choices)).to.deep.equal(samplers.names);
  });
  it("say in one sentence each: an empty space, a budget of zero, a grid of a million points", () => {
    expect(codes({ space: {} })).to.deep.equal(["empty-space"]);
    expect(codes({ space, trials: 0 })).to.deep.equal(["budget-of-zero"]);
    expect(codes({ space, trials: 0, minutes: 5 })).to.deep.equal([]);
    const many = Object.fromEntries(["learningRate", "batchSize", "filters", "kernelSize", "dropoutRate", "denseUnits", "embeddingSize", "weightDecay", "momentum", "clipNorm", "labelSmoothing", "warmupSteps", "sequenceLength"].map((name) => [name, {}]));
    const { problems } = readSweep({ space: many, method: "grid", trials: 0, steps: 1000 }, "atnet");
    expect(problems.map(({ message }) => message.en)).to.deep.equal(["space: expected a grid of at most 10,000 points, as many as the budget has trials, received 1594323. Vary fewer settings, list fewer values, allow more trials, or search with Sobol, random or TPE, which need no grid."]);
    expect(codes({ space, method: "grid", trials: 5 }), "2 × 3 points").to.deep.equal(["grid-too-large"]);
    expect(codes({ space, method: "grid", trials: 6 })).to.deep.equal([]);
  });
});

describe("a trial", () => {
  it("is judged by its best epoch, the first of equals, or by its last when that is asked for", () => {
    const own = run(0.5, 0.8, 0.8, 0.6);
    expect(bestEpoch(own, "accuracy")?.epoch).to.equal(2);
    expect(scoreOf(trial(0, [own]), "accuracy")).to.deep.equal({ accuracy: 0.8, loss: 1 - 0.8 });
    expect(scoreOf(trial(0, [own]), "accuracy", "last").accuracy).to.equal(0.6);
  });
  it("is the mean over its seeds", () => {
    expect(scoreOf(trial(0, [run(0.5, 0.75), run(0.25)]), "accuracy").accuracy).to.equal(0.5);
  });
  it("has no value when its loss was lost, it crashed, or it cannot be built", () => {
    for (const state of ["lost", "crashed", "impossible"] as const) expect(observationOf(trial(0, [run(0.9)], { state }), { objective: "accuracy", epochs: 4 }).value).to.deep.equal(NaN);
    expect(observationOf(trial(0, [run(0.9)], { state: "cut" }), { objective: "accuracy", epochs: 4 }).share).to.equal(0.25);
  });
  it("stands before a worse one; equals by their loss, then by their turn; cut ones behind; none without a result", () => {
    const trials = [trial(0, [run(0.7)]), trial(1, [run(0.8)]), trial(2, [run(0.8)]), trial(3, [run(0.99)], { state: "cut" }), trial(4, [], { state: "impossible" })];
    expect(ranked(trials, "accuracy").map(({ index }) => index)).to.deep.equal([1, 2, 0, 3]);
  });
});

describe("a sweep", () => {
  it("ends when its trials, its steps or its minutes are spent, whichever is first", () => {
    const trials = [trial(0, [run(0.5, 0.6)]), trial(1, [run(0.5, 0.6)])];
    expect(nextPoint(planOf({ trials: 3 }), trials)).to.not.equal(undefined);
    expect(nextPoint(planOf({ trials: 2 }), trials)).to.equal(undefined);
    expect(nextPoint(planOf({ trials: 0, steps: 40 }), trials), "40 steps were made").to.equal(undefined);
    expect(nextPoint(planOf({ trials: 10, steps: 41 }), trials)).to.not.equal(undefined);
    // 8 seconds of work are 2/15 of a minute.
    expect(shareDone(planOf({ trials: 0, minutes: 1 }).values, trials)).to.be.closeTo(8 / 60, 1e-12);
    expect(secondsLeft(planOf({ trials: 8 }).values, trials), "a quarter took 8 seconds").to.be.closeTo(24, 1e-9);
    expect(secondsLeft(planOf({ trials: 8 }).values, [])).to.deep.equal(NaN);
  });
  it("says beforehand what it costs: trials × epochs × seeds × steps of an epoch, between the batch sizes that are searched", () => {
    // 792 texts in batches of 32 are 25 steps.
    const split = { train: 792, validation: 99 };
    expect(plannedSteps(planOf({ trials: 4, epochs: 6, seedsPerPoint: 2 }), split)).to.deep.equal({ trials: 4, least: 1200, most: 1200 });
    expect(plannedSteps(planOf({ method: "grid", trials: 0, steps: 100, epochs: 6 }), split), "2 × 3 points, cut off by the steps").to.deep.equal({ trials: 6, least: 100, most: 100 });
    expect(plannedSteps(planOf({ trials: 1, epochs: 1, space: { batchSize: { from: 16, to: 64 } } }), split)).to.deep.equal({ trials: 1, least: 13, most: 50 });
    expect(plannedSteps(planOf({ trials: 0, minutes: 5 }), split)).to.deep.equal({ trials: Infinity, least: Infinity, most: Infinity });
  });
  it("holds back one part after another where it is told to, as another sweep, and costs as many trainings", () => {
    const plan = planOf({ folds: 3, seedsPerPoint: 2, trials: 1, epochs: 1 });
    expect(trainingsOf(plan).map(({ fold }) => fold)).to.deep.equal([0, 1, 2, 0, 1, 2].map((index) => ({ index, of: 3 })));
    expect(trainingsOf(planOf({}))).to.deep.equal([{ seed: 1 }]);
    // 891 texts, a third held back: 594 in batches of 32 are 19 steps.
    expect(plannedSteps(plan, { train: 792, validation: 99 }).most).to.equal(6 * 19);
    expect(sweepKey(plan, data)).to.not.equal(sweepKey(planOf({ seedsPerPoint: 2, epochs: 1 }), data));
  });
  it("ends when a grid has been tried", () => {
    const plan = planOf({ method: "grid", trials: 6 });
    const trials: Trial[] = [];
    for (let point = nextPoint(plan, trials); point; point = nextPoint(plan, trials)) trials.push({ ...trial(trials.length, [run(0.5)]), point });
    expect(new Set(trials.map(({ point }) => JSON.stringify(point))).size).to.equal(6);
  });
  it("is the same sweep under other limits, and another one with another space, seed, network or data", () => {
    const key = sweepKey(planOf({}), data);
    expect(sweepKey(planOf({ trials: 99, minutes: 3 }), { ...data })).to.equal(key);
    const others = [
      sweepKey(planOf({ seed: 2 }), data), sweepKey(planOf({ space: { kernelSize: [3, 7] } }), data), sweepKey(planOf({}), { ...data, seed: 8 }),
      sweepKey(planSweep(readSweep({ space }, "atnet"), readModelChoice({ architecture: "atnet", filters: 8 })), data),
    ];
    expect(new Set([key, ...others]).size).to.equal(5);
    const varied = planSweep(readSweep({ space }, "atnet"), readModelChoice({ architecture: "atnet", kernelSize: 7 }));
    expect(sweepKey(varied, data), "what is varied may stand anywhere before").to.equal(key);
  });
  it("gives every trial the same seeds", () => {
    const plan = planOf({ seed: 5, seedsPerPoint: 3 });
    expect(trainingSeeds(plan)[0]).to.equal(5);
    expect(new Set(trainingSeeds(plan)).size).to.equal(3);
    expect(trainingSeeds(plan)).to.deep.equal(trainingSeeds(planOf({ seed: 5, seedsPerPoint: 3 })));
  });
  it("cuts a trial that falls behind after its first epoch, and not the one that leads", () => {
    const plan = planOf({ pruning: "halving", epochs: 9 });
    const trials = [0.9, 0.8, 0.7].map((accuracy, index) => trial(index, [run(accuracy)]));
    expect(endsEarly(plan, 3, run(0.6), trials)).to.equal(true);
    expect(endsEarly(plan, 3, run(0.95), trials)).to.equal(false);
    expect(endsEarly(planOf({ epochs: 9 }), 3, run(0.1), trials)).to.equal(false);
  });
});
