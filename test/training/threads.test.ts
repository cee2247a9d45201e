import { expect } from "@open-wc/testing";
import type { DataSettings } from "../../src/data/dataset.js";
import { IndexedCheckpointStore } from "../../src/training/checkpoint-store.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { Requests, TrainingProgress } from "../../src/training/protocol.js";
import { settingsFor } from "./small-run.js";

const data: DataSettings = { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} };
const settings = settingsFor({ sequenceLength: 24, batchSize: 64 }, { epochs: 2, probeText: "a good phone" });
const input = (runId: string, more: Partial<Requests["train"]["input"]> = {}): Requests["train"]["input"] => ({ runId, data, settings, backend: "wasm", threads: 2, ...more });
const lossesOf = (progress: readonly TrainingProgress[]): number[] => progress.flatMap((news) => (news.kind === "steps" ? news.steps.map(({ loss }) => loss) : []));
const environmentOf = (progress: readonly TrainingProgress[]) => progress.flatMap((news) => (news.kind === "ready" ? [news.environment] : []))[0]!;
async function train(engine: WorkerEngine, asked: Requests["train"]["input"]): Promise<readonly TrainingProgress[]> {
  const progress: TrainingProgress[] = [];
  await engine.request("train", asked, { onProgress: (news) => progress.push(news) });
  return progress;
}

describe("the threads of a run", function () {
  this.timeout(120_000);
  let engine: WorkerEngine;
  beforeEach(() => { engine = new WorkerEngine(); });
  afterEach(() => engine.terminate());

  it("are as many as were asked for, stand on its card, and change no bit", async () => {
    expect(globalThis.crossOriginIsolated, "without isolation nothing here would be tested").to.equal(true);
    const seen: (readonly TrainingProgress[])[] = [];
    for (const threads of [2, 1, 3]) seen.push(await train(engine, input(`one-${seen.length}`, { threads })));
    expect(seen.map((progress) => environmentOf(progress).threads)).to.deep.equal([2, 1, 3]);
    for (const progress of seen) expect(lossesOf(progress)).to.deep.equal(lossesOf(seen[0]!));
  });

  it("are as many as the processor has cores, up to four, unless a number is asked for", async () => {
    const abort = new AbortController();
    const seen: number[] = [];
    await engine.request("train", { ...input("default"), threads: 0 }, { signal: abort.signal, onProgress: (news) => { if (news.kind === "ready") { seen.push(news.environment.threads); abort.abort(); } } }).catch(() => undefined);
    expect(seen).to.deep.equal([Math.min(navigator.hardwareConcurrency, 4)]);
  });

  it("may be others when a run goes on in another worker: it ends with the bits of an undisturbed one", async () => {
    const undisturbed = await train(engine, input("undisturbed"));
    const abort = new AbortController();
    await engine.request("train", input("cut"), {
      signal: abort.signal,
      onProgress: (news) => {
        if (news.kind === "steps" && news.steps.at(-1)!.step >= 5) void engine.request("control", { runId: "cut", action: "pause" });
        if (news.kind === "state" && news.state === "paused") abort.abort();
      },
    }).catch(() => undefined);
    const store = new IndexedCheckpointStore();
    while (!(await store.load("cut"))) await new Promise((resolve) => setTimeout(resolve, 20));
    await store.close();
    engine.terminate();
    const resumed = await train((engine = new WorkerEngine()), input("cut", { threads: 1, resume: true }));
    expect(environmentOf(resumed).threads).to.equal(1);
    expect(lossesOf(resumed)).to.deep.equal(lossesOf(undisturbed));
    for (const runId of ["cut", "undisturbed"]) await engine.request("release", { runId });
  });

  it("end with their worker: the one that takes its place begins with threads of its own", async () => {
    const workers: Worker[] = [];
    engine.terminate();
    engine = new WorkerEngine(() => {
      const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      workers.push(worker);
      return worker;
    });
    const undisturbed = await train(engine, input("undisturbed"));
    let crashed = false;
    const progress: TrainingProgress[] = [];
    await engine.request("train", input("crashed"), {
      onProgress: (news) => {
        progress.push(news);
        if (crashed || news.kind !== "steps" || news.steps.at(-1)!.step < 5) return;
        crashed = true;
        workers.at(-1)!.dispatchEvent(new ErrorEvent("error", { message: "made to crash by a test" }));
      },
    });
    expect(workers).to.have.length(2);
    expect(progress.filter(({ kind }) => kind === "notice")).to.not.have.length(0);
    expect(environmentOf(progress).threads).to.equal(2);
    expect(lossesOf(progress).at(-1)).to.equal(lossesOf(undisturbed).at(-1));
  });
});
