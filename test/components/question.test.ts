import { expect } from "@open-wc/testing";
import type { ReactiveControllerHost } from "lit";
import { useEngine } from "../../components/base/engine.js";
import { Question } from "../../components/controllers/question.js";
import type { Run } from "../../src/training/run.js";
import { fakeRun } from "../figures/fake-run.js";
import { epochRecord, FakeEngine } from "./fake-engine.js";

const host = (): ReactiveControllerHost => ({ addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined, updateComplete: Promise.resolve(true) });
const run = (epochs: number): Run => fakeRun(1, { state: "running", epochs: Array.from({ length: epochs }, (_, i) => epochRecord(i + 1)) });
const answer = { word: "good", known: true, nearest: [] };

describe("a question to a run", () => {
  let engine: FakeEngine;
  let question: Question<"neighbours">;
  beforeEach(() => {
    useEngine((engine = new FakeEngine()));
    question = new Question(host(), "neighbours");
    question.hostConnected();
  });

  it("is asked once for the same run, epoch and input", () => {
    for (let i = 0; i < 3; i++) question.ask(run(1), { word: "good", count: 1 });
    expect(engine.calls.length).to.equal(1);
  });
  it("drops what is under way for a newer epoch, unless that is to wait", async () => {
    question.ask(run(1), { word: "good", count: 1 });
    question.ask(run(2), { word: "good", count: 1 });
    expect(engine.calls.map(({ signal }) => signal!.aborted)).to.deep.equal([true, false]);
    question.ask(run(3), { word: "good", count: 1 }, { waits: true });
    expect(engine.calls.length, "it waits").to.equal(2);
    await engine.last("analyse").resolve(answer);
    expect(question.answer).to.equal(answer);
    question.ask(run(3), { word: "good", count: 1 }, { waits: true });
    expect(engine.calls.length, "and is asked when there is an answer").to.equal(3);
  });
  it("never waits for the answer to another question", () => {
    question.ask(run(1), { word: "good", count: 1 }, { waits: true });
    question.ask(run(1), { word: "bad", count: 1 }, { waits: true });
    expect(engine.calls.map(({ signal }) => signal!.aborted)).to.deep.equal([true, false]);
  });
  it("is not asked by a cell that has left the page, and asked again when it is back", () => {
    question.ask(run(1), { word: "good", count: 1 });
    question.hostDisconnected();
    question.ask(run(1), { word: "good", count: 1 });
    expect(engine.calls.length).to.equal(1);
    question.hostConnected();
    question.ask(run(1), { word: "good", count: 1 });
    expect(engine.calls.length).to.equal(2);
  });
});
