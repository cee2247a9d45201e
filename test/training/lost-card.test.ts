import { expect } from "@open-wc/testing";
import type { Requests } from "../../src/training/protocol.js";
import { bitsOf, data, disasters, done, FragileEngine, trainOn } from "./fragile-worker.js";
import { settingsFor } from "./small-run.js";

const settings = settingsFor({ sequenceLength: 12, batchSize: 128, dropoutRate: 0.2, maskPadding: true }, { epochs: 2 });
const inputOf = (runId: string): Requests["train"]["input"] => ({ runId, data, settings, backend: "webgl" });
const lose = disasters["loses its card"];

// A real WebGL context of this browser, which may be one that the processor plays, is taken away as a driver does it.
describe("a graphics card that is lost in the middle of a training", function () {
  this.timeout(300_000);
  let bits: object;
  before(async () => {
    const engine = new FragileEngine();
    const ended = await trainOn(engine, inputOf("whole card"));
    expect(ended.run.environment!.backend).to.equal("webgl");
    bits = await bitsOf(ended);
    await done(engine, "whole card");
  });

  for (const [fault, when, at] of [["F08", "before the first step", 0], ["F07", "between two steps", 5], ["F08", "while a checkpoint is written", -7]] as const) {
    it(`${fault}: P18: ${when}: another worker goes on, and the run ends with the same bits`, async () => {
      const engine = new FragileEngine();
      const runId = `card ${when}`;
      let isStruck = false;
      const ended = await trainOn(engine, inputOf(runId), (steps, news) => {
        if (isStruck || (news.kind !== "ready" && steps < Math.abs(at)) || (news.kind === "ready" && at !== 0)) return;
        isStruck = true;
        if (at < 0) void engine.request("save", {});
        lose(engine.worker);
      });
      expect(engine.workers).to.have.lengthOf(2);
      expect(ended.run.environment!.backend).to.equal("webgl");
      expect(await bitsOf(ended)).to.deep.equal(bits);
      await done(engine, runId);
    });
  }

  it("F09: P18: three times in ten minutes: the processor takes over, and that is said", async () => {
    const engine = new FragileEngine();
    let losses = 0;
    const ended = await trainOn(engine, inputOf("card thrice"), (_steps, news) => { if (losses < 3 && (news.kind === "ready" || losses > 0 && news.kind === "steps")) { losses++; lose(engine.worker); } });
    expect(engine.workers).to.have.lengthOf(4);
    expect(ended.run.environment!.backend).to.equal("wasm");
    expect(ended.notices).to.include("Computing with webgl broke off three times; the training goes on with wasm.");
    expect(ended.result.reason).to.equal("done");
    await done(engine, "card thrice");
  });
});
