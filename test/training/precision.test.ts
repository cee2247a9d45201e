import { expect } from "@open-wc/testing";
import type { DataSettings } from "../../src/data/dataset.js";
import { IndexedCheckpointStore } from "../../src/training/checkpoint-store.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { Requests, TrainingProgress } from "../../src/training/protocol.js";
import { settingsFor } from "./small-run.js";

const data: DataSettings = { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} };
const settings = settingsFor({ sequenceLength: 24, batchSize: 64 }, { epochs: 2, probeText: "a good phone" });
const input = (runId: string, more: Partial<Requests["train"]["input"]> = {}): Requests["train"]["input"] => ({ runId, data, settings, backend: "wasm", precision: "fast", ...more });
const lossesOf = (progress: readonly TrainingProgress[]): number[] => progress.flatMap((news) => (news.kind === "steps" ? news.steps.map(({ loss }) => loss) : []));
const environmentOf = (progress: readonly TrainingProgress[]) => progress.flatMap((news) => (news.kind === "ready" ? [news.environment] : []))[0]!;
async function train(engine: WorkerEngine, asked: Requests["train"]["input"]): Promise<readonly TrainingProgress[]> {
  const progress: TrainingProgress[] = [];
  await engine.request("train", asked, { onProgress: (news) => progress.push(news) });
  return progress;
}

describe("the precision of a run", function () {
  this.timeout(120_000);
  let engine: WorkerEngine;
  beforeEach(() => { engine = new WorkerEngine(); });
  afterEach(() => engine.terminate());

  it("is what was asked for, run by run, and stands on its card", async () => {
    const seen: (readonly TrainingProgress[])[] = [];
    for (const precision of ["equal", "fast", "equal"] as const) seen.push(await train(engine, input(`one-${seen.length}`, { precision })));
    expect(seen.map((progress) => environmentOf(progress).precision)).to.deep.equal(["equal", "fast", "equal"]);
    expect(lossesOf(seen[2]!)).to.deep.equal(lossesOf(seen[0]!));
    lossesOf(seen[1]!).forEach((loss, i) => expect(loss).to.be.closeTo(lossesOf(seen[0]!)[i]!, 1e-4));
    // Plain JavaScript has no fused multiply-adds: what is asked and what is done are two things.
    expect(environmentOf(await train(engine, input("no-simd", { backend: "cpu", settings: { ...settings, epochs: 1, hyperparameters: { ...settings.hyperparameters, batchSize: 512 } } }))).precision).to.equal("equal");
  });

  it("is kept by a run that goes on in another worker, whatever is asked for then: it ends with the bits of an undisturbed one", async () => {
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
    while (!(await store.load("cut")));
    await store.close();
    engine.terminate();
    const resumed = await train((engine = new WorkerEngine()), input("cut", { precision: "equal", resume: true }));
    expect(environmentOf(resumed).precision).to.equal("fast");
    expect(lossesOf(resumed)).to.deep.equal(lossesOf(undisturbed));
    for (const runId of ["cut", "undisturbed"]) await engine.request("release", { runId });
  });

  it("cannot change under a run that trains: whoever comes then is computed as that one is, and its card says so", async () => {
    let second: Promise<readonly TrainingProgress[]> | undefined;
    await engine.request("train", input("first"), { onProgress: (news) => { if (news.kind === "steps") second ??= train(engine, input("second", { precision: "equal" })); } });
    expect(environmentOf(await second!).precision).to.equal("fast");
  });
});
