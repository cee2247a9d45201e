import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import type { Run, TrainingSettings } from "../../src/training/run.js";
import { asEarlier, basisChanges, basisOf, isBusy, newRun, reduceRun, type RunEvent } from "../../src/training/run-state.js";
import { environment, epochRecord, result, settings as data, steps } from "../components/fake-engine.js";

const settings: TrainingSettings = { architecture: "atnet", hyperparameters: { kernelSize: 5, learningRate: 0.01 }, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: "" };
const start = (): Run => newRun({ id: "a", number: 1, settings, data, shape: { vocabularySize: 100, classes: 2 }, classes: [], majorityBaseline: 0.5, earlier: [] });
const after = (...events: RunEvent[]): Run => events.reduce(reduceRun, start());
const asked: RunEvent = { kind: "asked", state: "preparing" };
const ready: RunEvent = { kind: "progress", progress: { kind: "ready", environment, stepsPerEpoch: 5 } };
const some = (from: number, to: number, loss?: (step: number) => number): RunEvent => ({ kind: "progress", progress: { kind: "steps", steps: steps(from, to, 5, loss), live: undefined, examplesPerSecond: 100, secondsLeft: 3 } });

describe("a run", () => {
  it("goes from idle over preparing, running and paused to done, and keeps every step and epoch", () => {
    expect(start().state).to.equal("idle");
    expect(after(asked).state).to.equal("preparing");
    const run = after(asked, ready, some(1, 5), { kind: "progress", progress: { kind: "epoch", epoch: epochRecord(1) } }, { kind: "progress", progress: { kind: "state", state: "paused" } });
    expect([run.state, run.stepsPerEpoch, run.steps.length, run.epochs.length, run.examplesPerSecond, run.secondsLeft]).to.deep.equal(["paused", 5, 5, 1, 100, 3]);
    const done = reduceRun(run, { kind: "finished", result });
    expect([done.state, done.result, done.steps.length, done.secondsLeft]).to.deep.equal(["done", result, 5, 0]);
  });
  it("is stopped, not done, when a person stopped it", () => {
    expect(after(asked, ready, some(1, 3), { kind: "finished", result: { ...result, reason: "stopped" } }).state).to.equal("stopped");
    expect(after(asked, ready, some(1, 3), { kind: "finished", result: { ...result, reason: "early" } }).state).to.equal("done");
  });
  it("loses nothing when it fails, whatever came before", () => {
    fc.assert(fc.property(fc.array(fc.constantFrom<RunEvent>(ready, some(1, 2), some(3, 9), { kind: "progress", progress: { kind: "epoch", epoch: epochRecord(1) } })), (events) => {
      const before = after(asked, ...events);
      const failed = reduceRun(before, { kind: "failed", problems: [{ code: "x", path: "", message: { en: "x", "pt-BR": "x" } }] });
      return failed.state === "failed" && failed.steps === before.steps && failed.epochs === before.epochs && failed.problems.length === before.problems.length + 1;
    }), { seed: 1 });
  });
  it("F33: is the same whether news comes once, twice, or again from an earlier step; what is lost on the way leaves a gap and nothing else", () => {
    const chunks = Array.from({ length: 8 }, (_, i) => some(i * 5 + 1, i * 5 + 5));
    const epochs = Array.from({ length: 8 }, (_, i): RunEvent => ({ kind: "progress", progress: { kind: "epoch", epoch: epochRecord(i + 1) } }));
    const plain = after(asked, ready, ...chunks.flatMap((chunk, i) => [chunk, epochs[i]!]));
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat({ max: 7 }), fc.boolean()), { minLength: 8, maxLength: 8 }), (faults) => {
      const told = faults.flatMap(([times, back, goesBack], i) => {
        const from = goesBack ? Math.max(0, i - back) : i;
        return Array.from({ length: i - from + 1 }, (_, k) => from + k).flatMap((at) => Array.from({ length: times }, () => [chunks[at]!, epochs[at]!]).flat());
      });
      const run = after(asked, ready, ...told);
      expect([run.steps, run.epochs]).to.deep.equal([plain.steps, plain.epochs]);
    }), { seed: 33 });
    fc.assert(fc.property(fc.subarray(chunks), (kept) => {
      const all = after(asked, ready, ...kept).steps.map(({ step }) => step);
      expect(all.every((step, i) => i === 0 || step > all[i - 1]!)).to.equal(true);
      expect(all.length).to.equal(kept.length * 5);
    }), { seed: 34 });
  });
  it("drops news that arrive after its end", () => {
    const done = after(asked, ready, some(1, 5), { kind: "finished", result });
    expect(reduceRun(done, some(6, 9))).to.equal(done);
  });
  it("says once, with a way out, that the loss is no number any more", () => {
    const run = after(asked, ready, some(1, 4), some(5, 6, () => NaN), some(7, 9, () => NaN));
    expect(run.problems.map(({ code, message }) => [code, message])).to.deep.equal([["loss-not-a-number", {
      en: "At step 5 the loss stopped being a number: the steps were too large. Try a learning rate of 0.001.",
      "pt-BR": "No passo 5 a perda deixou de ser um número: os passos eram grandes demais. Experimente uma taxa de aprendizado de 0,001.",
    }]]);
    expect(run.steps).to.have.length(9);
  });
  it("goes back to idle when it is withdrawn before its first step", () => {
    expect(after(asked, { kind: "withdrawn" }).state).to.equal("idle");
    expect(after(asked, ready, some(1, 1), { kind: "withdrawn" }).state).to.equal("stopped");
  });
  it("is busy from the order to the end", () => {
    expect([start(), after(asked), after(asked, ready), after(asked, ready, { kind: "finished", result })].map(isBusy)).to.deep.equal([false, true, true, false]);
  });
  it("names what changed between two bases, the data's settings apart from its own", () => {
    const before = basisOf(settings, data);
    const now = basisOf({ ...settings, hyperparameters: { kernelSize: 3, learningRate: 0.01 }, probeText: "hello" }, { ...data, seed: 8 });
    expect(basisChanges(before, now)).to.deep.equal([{ name: "kernelSize", from: 5, to: 3 }, { name: "data.seed", from: 7, to: 8 }]);
    expect(basisChanges(before, before)).to.deep.equal([]);
  });
  it("keeps its curves as an earlier run, without runs of its own", () => {
    const run = after(asked, ready, some(1, 5), { kind: "finished", result });
    const kept = asEarlier({ ...run, earlier: [start()] });
    expect([kept.earlier, kept.steps, kept.result]).to.deep.equal([[], run.steps, result]);
  });
});
