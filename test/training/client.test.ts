import { expect } from "@open-wc/testing";
import { ProblemError, type DataSettings } from "../../src/data/dataset.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { RequestName, Requests, TrainingProgress } from "../../src/training/protocol.js";
import { settingsFor } from "./small-run.js";

const data: DataSettings = { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} };
const settings = settingsFor({ sequenceLength: 24, batchSize: 64 }, { probeText: "a good phone" });
const trainInput = (runId: string, more: Partial<Requests["train"]["input"]> = {}): Requests["train"]["input"] => ({ runId, data, settings, backend: "wasm", ...more });

const rejection = async (promise: Promise<unknown>): Promise<Error> => {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("expected a rejection");
};
const codeOf = (error: Error): string | undefined => (error instanceof ProblemError ? error.problems[0]!.code : undefined);

describe("the worker", function () {
  this.timeout(120_000);
  const engine = new WorkerEngine();
  after(() => engine.terminate());

  it("prepares data, trains on it, and follows texts through the network afterwards", async () => {
    const prepared = await engine.request("prepare", data);
    const progress: TrainingProgress[] = [];
    const result = await engine.request("train", trainInput("first"), { onProgress: (news) => progress.push(news) });
    const algorithms = ["AtNetTokenConvolution", "AtNetTokenConvolutionGradient"].map((kernel) => ({ stage: "embedding+convolution", kernel, algorithm: "unique-tokens" }));
    expect(progress[0], "P19: the run's card").to.deep.include({ kind: "ready", environment: { seed: 1, backend: "wasm", threads: Math.min(navigator.hardwareConcurrency, 4), simd: true, precision: "equal", algorithms, tfjs: "4.22.0", app: "0.1.0", dataHash: prepared.hash, parameterCount: (prepared.vocabulary.tokens.length + 2) * 8 + 200 + 9 + 90 + 11 } });
    expect(result.reason).to.equal("done");
    const inspection = await engine.request("inspect", { runId: "first", text: "Not a good phone!" });
    expect(inspection.tokens).to.deep.equal(["not", "a", "good", "phone"]);
    expect(inspection.probabilities.reduce((a, b) => a + b, 0)).to.be.closeTo(1, 1e-9);
    expect(Object.entries(inspection.activations).map(([name, { shape }]) => [name, shape])).to.deep.equal(
      [["text", [4]], ["embedding", [4, 8]], ["convolution", [4, 8]], ["attention", [4, 8]], ["pooling", [8]], ["dense", [10]], ["output", [1]]]);
    expect(inspection.poolWinners).to.have.lengthOf(8);
    const [same, other] = await engine.request("attend", { runId: "first", texts: ["not a good phone", "broken"] });
    expect(same!.attentionWeights).to.deep.equal(inspection.attentionWeights);
    expect(other!.tokens).to.deep.equal(["broken"]);
  });

  it("trains the same network again, on the bit", async () => {
    await engine.request("train", trainInput("again"));
    const [first, again] = await Promise.all(["first", "again"].map((runId) => engine.request("inspect", { runId, text: "works great" })));
    expect(again).to.deep.equal(first);
  });

  it("gets ready when it is asked to, and then trains to the same bits", async () => {
    const warm = new WorkerEngine();
    expect(await warm.request("warm", {})).to.equal(null);
    await warm.request("train", trainInput("warm", { backend: "auto" }));
    const [first, other] = await Promise.all([engine.request("inspect", { runId: "first", text: "works great" }), warm.request("inspect", { runId: "warm", text: "works great" })]);
    expect(other).to.deep.equal(first);
    warm.terminate();
  });

  it("stops when it is told to", async () => {
    const result = await engine.request("train", trainInput("stopped", { settings: { ...settings, epochs: 1000 } }), {
      onProgress: (news) => { if (news.kind === "steps") void engine.request("control", { runId: "stopped", action: "stop" }); },
    });
    expect(result.reason).to.equal("stopped");
  });

  it("says how long a step would take before anything trains, and what would compute it; an impossible training is refused", async () => {
    const fresh = new WorkerEngine();
    const input = { data, settings, backend: "auto", precision: "equal", compares: false } as const;
    const { backend, stepMilliseconds, calibration } = await fresh.request("forecast", input);
    expect(stepMilliseconds).to.be.above(0);
    expect([backend, calibration?.chosen]).to.deep.equal(["wasm", "wasm"]);
    expect(calibration!.trials.map((trial) => trial.backend)).to.deep.equal(["webgpu", "webgl", "wasm", "cpu"]);
    const huge = { ...settings, hyperparameters: { ...settings.hyperparameters, batchSize: 1024, sequenceLength: 2000, filters: 256 } };
    expect(codeOf(await rejection(fresh.request("forecast", { ...input, settings: huge })))).to.equal("out-of-memory");
    fresh.terminate();
  });

  it("answers while it trains", async () => {
    let asked: Promise<Requests["inspect"]["output"]> | undefined;
    await engine.request("train", trainInput("busy"), { onProgress: (news) => { if (news.kind === "epoch") asked ??= engine.request("inspect", { runId: "busy", text: "good" }); } });
    expect((await asked!).tokens).to.deep.equal(["good"]);
  });

  it("refuses what a person can fix", async () => {
    const wrong = { ...settings, epochs: Infinity, hyperparameters: { ...settings.hyperparameters, learningRate: NaN } };
    const error = await rejection(engine.request("train", trainInput("wrong", { settings: wrong })));
    expect((error as ProblemError).problems.map(({ code, path }) => [code, path])).to.deep.equal([["out-of-range", "learningRate"], ["out-of-range", "epochs"]]);
    expect(codeOf(await rejection(engine.request("inspect", { runId: "never", text: "good" })))).to.equal("run-not-here");
    expect(codeOf(await rejection(engine.request("inspect", { runId: "first", text: " … " })))).to.equal("no-words");
    expect(codeOf(await rejection(engine.request("prepare", { ...data, source: "nothing" })))).not.to.equal(undefined);
  });

  it("fails loudly at what only we can fix", async () => {
    const error = await rejection(engine.request("control", { runId: "first", action: "dance" as "stop" }));
    expect(error.name).to.equal("TypeError");
    expect(error.message).to.equal("worker: control expects action: one of pause, resume, step, stop");
    expect((await rejection(engine.request("sing" as RequestName, {} as never))).message).to.contain("received sing");
  });

  it("forgets a run that was released", async () => {
    await engine.request("release", { runId: "first" });
    expect(codeOf(await rejection(engine.request("inspect", { runId: "first", text: "good" })))).to.equal("run-not-here");
    await engine.request("control", { runId: "first", action: "pause" });
  });

  it("aborts", async () => {
    const abort = new AbortController();
    const training = engine.request("train", trainInput("aborted", { settings: { ...settings, epochs: 1000 } }), { signal: abort.signal, onProgress: (news) => { if (news.kind === "steps") abort.abort(); } });
    expect((await rejection(training)).name).to.equal("AbortError");
    // It has let go of the processor: the next request is answered.
    expect(await engine.request("release", { runId: "aborted" })).to.equal(null);
    expect((await rejection(engine.request("prepare", data, { signal: abort.signal }))).name).to.equal("AbortError");
  });
});

describe("a worker that is not well", () => {
  const workerOf = (source: string): Worker => new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));

  it("F04: says so when it does not load", async () => {
    const engine = new WorkerEngine(() => new Worker(new URL("missing-worker.js", import.meta.url), { type: "module" }));
    const error = await rejection(engine.request("prepare", data));
    expect(codeOf(error)).to.equal("worker-missing");
    expect(error.message).to.equal("expected the part of this page that computes (worker.js), but it did not load. Reload the page; your notebook is as it was.");
  });
  it("passes on what it threw, and is started anew at the next request", async () => {
    let started = 0;
    const engine = new WorkerEngine(() => { started++; return workerOf("addEventListener('message', () => { throw new Error('out of luck') })"); });
    expect((await rejection(engine.request("prepare", data))).message).to.contain("out of luck");
    await rejection(engine.request("prepare", data));
    expect(started).to.equal(2);
  });
  it("fails everything under way when it reports a failure of no one request", async () => {
    const engine = new WorkerEngine(() => workerOf("addEventListener('message', () => postMessage({type: 'failed', id: -1, name: 'RangeError', message: 'no memory', stack: ''}))"));
    const errors = await Promise.all([rejection(engine.request("prepare", data)), rejection(engine.request("release", { runId: "a" }))]);
    expect(errors.map(({ name, message }) => [name, message])).to.deep.equal([["RangeError", "no memory"], ["RangeError", "no memory"]]);
    engine.terminate();
  });
  it("is on its way as soon as it is told to begin, and is the one that is asked then", async () => {
    let started = 0;
    const engine = new WorkerEngine(() => { started++; return workerOf("addEventListener('message', ({ data: { id } }) => postMessage({type: 'done', id, output: null}))"); });
    engine.begin();
    engine.begin();
    expect(started).to.equal(1);
    expect(await engine.request("warm", {})).to.equal(null);
    expect(started).to.equal(1);
    engine.terminate();
  });
  it("that does not load is no matter until somebody asks, who is told", async () => {
    const engine = new WorkerEngine(() => new Worker(new URL("missing-worker.js", import.meta.url), { type: "module" }));
    engine.begin();
    expect(codeOf(await rejection(engine.request("prepare", data)))).to.equal("worker-missing");
    const none = new WorkerEngine(() => { throw new RangeError("no more workers"); });
    none.begin();
    expect((await rejection(none.request("prepare", data))).message).to.equal("no more workers");
  });
  it("F06: rejects at once what cannot be sent", async () => {
    const engine = new WorkerEngine(() => workerOf(""));
    expect((await rejection(engine.request("prepare", { ...data, options: { f: (() => 1) as never } }))).name).to.equal("DataCloneError");
    engine.terminate();
  });
});
