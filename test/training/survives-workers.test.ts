import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { reduceRun, newRun } from "../../src/training/run-state.js";
import { ProblemError, type DataSettings } from "../../src/data/dataset.js";
import { IndexedCheckpointStore } from "../../src/training/checkpoint-store.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { Requests, TrainingProgress } from "../../src/training/protocol.js";
import type { Run } from "../../src/training/run.js";
import { settingsFor } from "./small-run.js";

const data: DataSettings = { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} };
const settings = settingsFor({ sequenceLength: 24, batchSize: 32, dropoutRate: 0.2, maskPadding: true }, { epochs: 24, probeText: "a good phone" });
const trainInput = (runId: string, more: Partial<Requests["train"]["input"]> = {}): Requests["train"]["input"] => ({ runId, data, settings, backend: "wasm", ...more });

/** The product's worker, which also does what a bad day does to it when it is told to. */
const fragileWorker = (): Worker => {
  const source = `import ${JSON.stringify(new URL("worker.js", import.meta.url).href)};
    addEventListener("message", ({ data }) => {
      if (data === "hang") { postMessage("hangs"); for (;;) {} }
      if (data === "throw") setTimeout(() => { throw new Error("out of luck"); });
      if (data === "reject") Promise.reject(new Error("out of luck"));
    });`;
  return new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), { type: "module" });
};

/**
 * Trains in a worker that something happens to. The watchdog waits for ever, however slow the machine, until a worker is known to be lost.
 * @param disturb told after every report, with the steps so far
 */
async function trainWith(runId: string, disturb: (steps: number, worker: Worker, engine: WorkerEngine) => void, more: Partial<Requests["train"]["input"]> = {}) {
  const workers: Worker[] = [];
  let patience = Infinity;
  const startWorker = (): Worker => {
    patience = Infinity;
    const worker = fragileWorker();
    worker.addEventListener("message", ({ data: said }: MessageEvent<unknown>) => { if (said === "hangs") patience = 0; });
    const end = worker.terminate.bind(worker);
    worker.terminate = () => { end(); patience = 0; };
    workers.push(worker);
    return worker;
  };
  const engine = new WorkerEngine(startWorker, { patience: () => patience });
  let run: Run = reduceRun(newRun({ id: runId, number: 1, settings, shape: { vocabularySize: 10, classes: 2 }, classes: [], majorityBaseline: 0.5, earlier: [] }), { kind: "asked", state: "preparing" });
  const progress: TrainingProgress[] = [];
  const result = await engine.request("train", trainInput(runId, more), {
    onProgress: (news) => {
      progress.push(news);
      run = reduceRun(run, { kind: "progress", progress: news });
      disturb(run.steps.length, workers.at(-1)!, engine);
    },
  });
  return { result, run, progress, engine, workers: workers.length };
}
const kept = async (runId: string) => {
  const store = new IndexedCheckpointStore();
  for (;;) {
    const found = await store.load(runId);
    if (found?.checkpoint.state === "finished") {
      await store.close();
      return { parameters: found.checkpoint.parameters.map(({ name, data: numbers }) => [name, new Uint32Array(numbers.buffer)]), losses: found.checkpoint.losses, accuracies: found.checkpoint.accuracies };
    }
  }
};
const noticesOf = (progress: readonly TrainingProgress[]): string[] => progress.flatMap((news) => (news.kind === "notice" ? [news.text.en] : []));

describe("a worker that is lost", function () {
  this.timeout(300_000);
  let undisturbed: Awaited<ReturnType<typeof trainWith>>;
  let bits: Awaited<ReturnType<typeof kept>>;
  before(async () => {
    undisturbed = await trainWith("undisturbed", () => undefined);
    bits = await kept("undisturbed");
  });
  after(async () => {
    await undisturbed.engine.request("release", { runId: "undisturbed" });
    undisturbed.engine.terminate();
  });

  const disasters = {
    "is ended": (worker: Worker) => worker.terminate(),
    "hangs": (worker: Worker) => worker.postMessage("hang", { transfer: [] }),
    "throws": (worker: Worker) => worker.postMessage("throw", { transfer: [] }),
    "forgets a rejected promise": (worker: Worker) => worker.postMessage("reject", { transfer: [] }),
  };
  Object.entries(disasters).forEach(([what, strike], number) => {
    it(`P18: is replaced when it ${what}, and the run ends with the same bits`, async () => {
      const random = seededRandom(30 + number);
      for (let round = 0; round < 3; round++) {
        const runId = `${what} ${round}`;
        // Struck at a random step; in every third round before anything was saved.
        const [saveAt, strikeAt] = round === 0 ? [Infinity, 1 + random.integer(40)] : [random.integer(150), 200 + random.integer(200)];
        let [isSaved, isStruck] = [false, false];
        const ended = await trainWith(runId, (steps, worker, engine) => {
          if (!isSaved && steps >= saveAt) { isSaved = true; void engine.request("save", {}); }
          if (!isStruck && steps >= strikeAt) { isStruck = true; strike(worker); }
        });
        expect(isStruck, "struck").to.equal(true);
        expect(ended.workers).to.equal(2);
        expect(await kept(runId)).to.deep.equal(bits);
        expect(ended.run.steps).to.deep.equal(undisturbed.run.steps);
        expect(ended.run.epochs.map(({ seconds: _seconds, ...record }) => record)).to.deep.equal(undisturbed.run.epochs.map(({ seconds: _seconds, ...record }) => record));
        expect(ended.result).to.deep.equal(undisturbed.result);
        expect(noticesOf(ended.progress)[0]).to.equal("The part of this page that computes stopped answering and was started anew; the training goes on.");
        expect(noticesOf(ended.progress)[1]).to.match(round === 0 ? /^Nothing was saved of this training yet|^Training went on/ : /^Training went on from step \d+, as if it had never been interrupted\.$/);
        await ended.engine.request("release", { runId });
        ended.engine.terminate();
      }
    });
  });

  it("P16: a run that was paused and whose page was reloaded goes on with the same bits", async () => {
    const first = new WorkerEngine();
    const paused = new Promise<void>((resolve) => {
      first.request("train", trainInput("reloaded"), {
        onProgress: (news) => {
          if (news.kind === "steps" && news.steps.at(-1)!.step > 100) void first.request("control", { runId: "reloaded", action: "pause" });
          if (news.kind === "state") resolve();
        },
      }).catch(() => undefined);
    });
    await paused;
    const second = new WorkerEngine();
    const saved = async () => (await second.request("checkpoints", {})).find(({ runId }) => runId === "reloaded");
    expect(await saved(), "it still trains on the other page").to.equal(undefined);
    first.terminate();
    let found = await saved();
    while (!found) found = await saved();
    expect(found).to.deep.include({ settings, data, stepsPerEpoch: 25 });
    expect(found.step).to.be.above(100);
    expect(found.environment.backend).to.equal("wasm");
    second.terminate();
    const ended = await trainWith("reloaded", () => undefined, { data: found.data, settings: found.settings, backend: "auto", resume: true });
    expect(ended.progress.find((news) => news.kind === "steps")!.steps[0]!.step).to.equal(1);
    expect(ended.run.steps).to.deep.equal(undisturbed.run.steps);
    expect(await kept("reloaded")).to.deep.equal(bits);
    await ended.engine.request("release", { runId: "reloaded" });
    expect((await ended.engine.request("checkpoints", {})).map(({ runId }) => runId)).not.to.include("reloaded");
    ended.engine.terminate();
  });

  it("does not go on with other settings than those that were saved", async () => {
    const abort = new AbortController();
    const engine = new WorkerEngine();
    const onProgress = (news: TrainingProgress): void => {
      if (news.kind === "ready") void engine.request("control", { runId: "other", action: "step" });
      if (news.kind === "state") abort.abort();
    };
    await engine.request("train", trainInput("other"), { signal: abort.signal, onProgress }).catch(() => undefined);
    while (!(await engine.request("checkpoints", {})).some(({ runId }) => runId === "other"));
    let failure: unknown;
    await engine.request("train", trainInput("other", { resume: true, settings: { ...settings, seed: 2 } })).catch((error: unknown) => { failure = error; });
    expect((failure as ProblemError).message).to.equal("seed: expected the settings of the saved training. Go on with the settings that it had, or train from the start.");
    await engine.request("release", { runId: "other" });
    engine.terminate();
  });

  it("keeps the networks of finished runs: predictions go on in another worker", async () => {
    const before = await undisturbed.engine.request("inspect", { runId: "undisturbed", text: "works great" });
    const other = new WorkerEngine();
    expect(await other.request("inspect", { runId: "undisturbed", text: "works great" })).to.deep.equal({ ...before, step: undisturbed.run.steps.length });
    other.terminate();
  });

  it("asks again what had no answer when the worker was lost", async () => {
    let asked: Promise<Requests["inspect"]["output"]> | undefined;
    const ended = await trainWith("asked", (steps, worker, engine) => {
      if (asked || steps < 50) return;
      worker.terminate();
      asked = engine.request("inspect", { runId: "undisturbed", text: "works great" });
    });
    expect((await asked!).tokens).to.deep.equal(["works", "great"]);
    await ended.engine.request("release", { runId: "asked" });
    ended.engine.terminate();
  });

  it("P18: is replaced when it ends before it has said anything", async () => {
    let ends = 0;
    const ended = await trainWith("silent", (steps, worker) => {
      // The second time the news is that another worker was started: that one has not even loaded.
      if (ends < 2 && steps >= 10) { ends++; worker.terminate(); }
    });
    expect(ended.workers).to.equal(3);
    expect(await kept("silent")).to.deep.equal(bits);
    await ended.engine.request("release", { runId: "silent" });
    ended.engine.terminate();
  });

  it("P18: gives way to the next way to compute after three losses, and that is said", async () => {
    let losses = 0;
    const ended = await trainWith("often", (steps, worker) => { if (losses < 3 && steps >= 5) { losses++; worker.terminate(); } }, { settings: { ...settings, epochs: 2 } });
    expect(ended.workers).to.equal(4);
    expect(ended.run.environment!.backend).to.equal("cpu");
    expect(noticesOf(ended.progress)).to.include("Computing with wasm broke off three times; the training goes on with cpu.");
    expect(ended.result.reason).to.equal("done");
    expect(ended.run.steps.map(({ step }) => step)).to.deep.equal(Array.from({ length: 50 }, (_, i) => i + 1));
    await ended.engine.request("release", { runId: "often" });
    ended.engine.terminate();
  });
});
