import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { ProblemError } from "../../src/data/dataset.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { Requests, TrainingProgress } from "../../src/training/protocol.js";
import { bitsOf, data, disasters, done, FragileEngine, trainOn, type Ended } from "./fragile-worker.js";
import { settingsFor } from "./small-run.js";

const settings = settingsFor({ sequenceLength: 24, batchSize: 32, dropoutRate: 0.2, maskPadding: true }, { epochs: 24, probeText: "a good phone" });
const inputOf = (runId: string, more: Partial<Requests["train"]["input"]> = {}): Requests["train"]["input"] => ({ runId, data, settings, backend: "wasm", ...more });

describe("a worker that is lost", function () {
  this.timeout(590_000);
  const engine = new FragileEngine();
  let undisturbed: Ended;
  let bits: object;
  before(async () => {
    undisturbed = await trainOn(engine, inputOf("undisturbed"));
    bits = await bitsOf(undisturbed);
  });
  after(() => done(engine, "undisturbed"));

  const faults = [["F05", "is ended"], ["F01", "hangs"], ["F02", "throws"], ["F03", "forgets a rejected promise"], ["F07", "says that its card is lost"]] as const;
  faults.forEach(([fault, what], number) => {
    const strike = disasters[what];
    it(`${fault}: P18: is replaced when it ${what}, and the run ends with the same bits`, async () => {
      const random = seededRandom(30 + number);
      // Struck at a random step: once before anything was saved on purpose, once after.
      for (const [round, saveAt, strikeAt] of [[0, Infinity, 1 + random.integer(40)], [1, random.integer(150), 200 + random.integer(200)]] as const) {
        const runId = `${what} ${round}`;
        const own = new FragileEngine();
        let [isSaved, isStruck] = [false, false];
        const ended = await trainOn(own, inputOf(runId), (steps) => {
          if (!isSaved && steps >= saveAt) { isSaved = true; void own.request("save", {}); }
          if (!isStruck && steps >= strikeAt) { isStruck = true; strike(own.worker); }
        });
        expect(isStruck, "struck").to.equal(true);
        expect(own.workers).to.have.lengthOf(2);
        expect(await bitsOf(ended)).to.deep.equal(bits);
        expect(ended.notices[0]).to.equal("The part of this page that computes stopped answering and was started anew; the training goes on.");
        expect(ended.notices[1]).to.match(round === 0 ? /^Nothing was saved of this training yet|^Training went on/ : /^Training went on from step \d+, as if it had never been interrupted\.$/);
        await done(own, runId);
      }
    });
  });

  it("F05: P18: is replaced when it ends before it has said anything", async () => {
    const own = new FragileEngine();
    let ends = 0;
    const ended = await trainOn(own, inputOf("silent"), (steps) => {
      // The second time the news is that another worker was started: that one has not even loaded.
      if (ends < 2 && steps >= 10) { ends++; own.worker.terminate(); }
    });
    expect(own.workers).to.have.lengthOf(3);
    expect(await bitsOf(ended)).to.deep.equal(bits);
    await done(own, "silent");
  });

  it("F05: P18: gives way to the next way to compute after three losses, and that is said", async () => {
    const own = new FragileEngine();
    let losses = 0;
    const ended = await trainOn(own, inputOf("often", { settings: { ...settings, epochs: 2 } }), (steps) => { if (losses < 3 && steps >= 5) { losses++; own.worker.terminate(); } });
    expect(own.workers).to.have.lengthOf(4);
    expect(ended.run.environment!.backend).to.equal("cpu");
    expect(ended.notices).to.include("Computing with wasm broke off three times; the training goes on with cpu.");
    expect(ended.result.reason).to.equal("done");
    expect(ended.run.steps.map(({ step }) => step)).to.deep.equal(Array.from({ length: 50 }, (_, i) => i + 1));
    await done(own, "often");
  });

  it("P16: a run that was paused and whose page was reloaded goes on with the same bits", async () => {
    const first = new WorkerEngine();
    const paused = new Promise<void>((resolve) => {
      first.request("train", inputOf("reloaded"), {
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
    const third = new FragileEngine();
    const ended = await trainOn(third, inputOf("reloaded", { data: found.data, settings: found.settings, backend: "auto", resume: true }));
    expect(ended.progress.find((news) => news.kind === "steps")!.steps[0]!.step).to.equal(1);
    expect(await bitsOf(ended)).to.deep.equal(bits);
    await third.request("release", { runId: "reloaded" });
    expect((await third.request("checkpoints", {})).map(({ runId }) => runId)).not.to.include("reloaded");
    third.terminate();
  });

  it("does not go on with other settings than those that were saved", async () => {
    const abort = new AbortController();
    const own = new WorkerEngine();
    const onProgress = (news: TrainingProgress): void => {
      if (news.kind === "ready") void own.request("control", { runId: "other", action: "step" });
      if (news.kind === "state") abort.abort();
    };
    await own.request("train", inputOf("other"), { signal: abort.signal, onProgress }).catch(() => undefined);
    while (!(await own.request("checkpoints", {})).some(({ runId }) => runId === "other"));
    let failure: unknown;
    await own.request("train", inputOf("other", { resume: true, settings: { ...settings, seed: 2 } })).catch((error: unknown) => { failure = error; });
    expect((failure as ProblemError).message).to.equal("seed: expected the settings of the saved training. Go on with the settings that it had, or train from the start.");
    await own.request("release", { runId: "other" });
    own.terminate();
  });

  it("keeps the networks of finished runs: predictions go on in another worker", async () => {
    const before = await engine.request("inspect", { runId: "undisturbed", text: "works great" });
    const other = new WorkerEngine();
    expect(await other.request("inspect", { runId: "undisturbed", text: "works great" })).to.deep.equal({ ...before, step: undisturbed.run.steps.length });
    other.terminate();
  });

  it("asks again what had no answer when the worker was lost", async () => {
    const own = new FragileEngine();
    let asked: Promise<Requests["inspect"]["output"]> | undefined;
    await trainOn(own, inputOf("asked"), (steps) => {
      if (asked || steps < 50) return;
      own.worker.terminate();
      asked = own.request("inspect", { runId: "undisturbed", text: "works great" });
    });
    expect((await asked!).tokens).to.deep.equal(["works", "great"]);
    await done(own, "asked");
  });
});
