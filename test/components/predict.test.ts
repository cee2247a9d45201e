import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtPredict } from "../../components/cells/predict.js";
import "../../components/cells/predict.js";
import { ProblemError } from "../../src/data/dataset.js";
import type { Run } from "../../src/training/run.js";
import { newRun, reduceRun, type RunEvent } from "../../src/training/run-state.js";
import { environment, FakeEngine, frame, inspection, settings, steps, type Call } from "./fake-engine.js";

let engine: FakeEngine;
const untrained = (id = "a", earlier: readonly Run[] = []): Run => newRun({
  id, number: 1 + earlier.length, settings: { architecture: "atnet", hyperparameters: {}, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: "" }, data: settings,
  shape: { vocabularySize: 10, classes: 2 }, classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }], majorityBaseline: 0.5, earlier,
});
const learning = (of = untrained(), step = 5): Run => ([
  { kind: "asked", state: "preparing" },
  { kind: "progress", progress: { kind: "ready", environment, stepsPerEpoch: 5 } },
  { kind: "progress", progress: { kind: "steps", steps: steps(1, step), live: undefined, examplesPerSecond: 1, secondsLeft: 1 } },
] satisfies RunEvent[]).reduce<Run>(reduceRun, of);
const make = async (params: Record<string, unknown> = { text: "not bad at all" }, run: Run | undefined = learning()): Promise<{ cell: AtPredict; count: () => number }> => {
  let events = 0;
  const cell = await fixture<AtPredict>(html`<at-predict .params=${params} .inputs=${{ run }} @input=${() => events++}></at-predict>`);
  return { cell, count: () => events };
};
/** Waits, frame by frame, until the cell has asked so many times. */
async function asked(times: number): Promise<Call<"inspect">> {
  while (engine.all("inspect").length < times) await frame();
  return engine.all("inspect")[times - 1]!;
}
const words = (cell: AtPredict, selector: string): string => cell.shadowRoot!.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
const box = (cell: AtPredict): HTMLTextAreaElement => cell.shadowRoot!.querySelector("textarea")!;
function type(cell: AtPredict, text: string): void {
  box(cell).value = text;
  box(cell).dispatchEvent(new Event("input", { bubbles: true, composed: true }));
}
const leave = (cell: AtPredict): void => { box(cell).dispatchEvent(new Event("change", { bubbles: true })); };

describe("at-predict", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  it("is accessible before training, empty and with an answer", async () => {
    await expect((await make({ text: "" }, untrained())).cell).to.be.accessible();
    await expect((await make({ text: "" })).cell).to.be.accessible();
    const { cell } = await make();
    await (await asked(1)).resolve(inspection("not bad at all", { tokenIds: [2, 3, 1, 5] }));
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
  });
  it("is asked with the keyboard alone and commits when it is left, once", async () => {
    const { cell, count } = await make({ text: "" });
    box(cell).focus();
    await sendKeys({ type: "good" });
    expect([count(), cell.params]).to.deep.equal([0, { text: "" }]);
    await sendKeys({ press: "Tab" });
    expect([count(), cell.params]).to.deep.equal([1, { text: "good" }]);
    while (engine.all("inspect").at(-1)?.input.text !== "good") await frame();
    expect(engine.last("inspect").input).to.deep.equal({ runId: "a", text: "good" });
  });
  it("says what to do before any training, and asks for nothing", async () => {
    const { cell } = await make({ text: "good" }, untrained());
    await frame();
    expect(words(cell, ".state")).to.equal("There is no network to ask yet: press Train, and the answer appears here while it learns.");
    expect(engine.calls).to.deep.equal([]);
    cell.inputs = {};
    await cell.updateComplete;
    expect(words(cell, ".state")).to.contain("press Train");
  });
  it("asks for a sentence when the box is empty", async () => {
    const { cell } = await make({ text: "   " });
    expect(words(cell, ".state")).to.equal("Write a sentence above and the network answers.");
    expect(engine.calls).to.deep.equal([]);
  });
  it("shows the answer, every class's share and the attention", async () => {
    const { cell } = await make();
    await (await asked(1)).resolve(inspection("not bad at all"));
    await cell.updateComplete;
    expect(words(cell, ".answer")).to.equal("Run 1, epoch 2 answers: positive.");
    expect(words(cell, ".probabilities")).to.equal("negative 20.0% positive 80.0%");
    expect(cell.shadowRoot!.querySelector("at-attended-words")!.snapshot!.tokens).to.deep.equal(["not", "bad", "at", "all"]);
    expect(words(cell, "[role=status]")).to.equal("Run 1, epoch 2 answers: positive.");
  });
  it("marks and explains words that the network does not know", async () => {
    const { cell } = await make();
    await (await asked(1)).resolve(inspection("not bad at all", { tokenIds: [2, 1, 4, 5] }));
    await cell.updateComplete;
    expect(words(cell, ".unknowns")).to.equal("“bad”: not in the network's vocabulary, because training never showed it or too rarely. To the network all unknown words are one and the same word.");
    const attended = cell.shadowRoot!.querySelector("at-attended-words")!;
    await attended.updateComplete;
    expect([...attended.shadowRoot!.querySelectorAll(".unknown")].map((word) => [word.textContent, word.getAttribute("aria-label")])).to.deep.equal([["bad", "bad: 60.0%, unknown to the network"]]);
  });
  it("says that it answers from nothing when it knows no word", async () => {
    const { cell } = await make({ text: "xyzzy plugh" });
    await (await asked(1)).resolve(inspection("xyzzy plugh", { tokenIds: [1, 1] }));
    await cell.updateComplete;
    expect(words(cell, ".unknowns")).to.equal("The network's vocabulary holds none of these words, so it answers from nothing: any text of unknown words of this length gets the same answer.");
  });
  it("lists the words of a network without attention", async () => {
    const { cell } = await make();
    await (await asked(1)).resolve(inspection("not bad at all", { attentionWeights: [], tokenIds: [2, 3, 4, 1] }));
    await cell.updateComplete;
    expect(words(cell, ".plain")).to.equal("notbadatall");
    expect(words(cell, ".plain .unknown")).to.equal("all");
  });
  it("waits for a pause in the typing and drops what is overtaken", async () => {
    const { cell } = await make({ text: "first" });
    const first = await asked(1);
    type(cell, "sec");
    await cell.updateComplete;
    expect(first.signal!.aborted).to.equal(true);
    type(cell, "second");
    await cell.updateComplete;
    const second = await asked(2);
    expect(second.input.text).to.equal("second");
    await first.resolve(inspection("first"));
    await second.resolve(inspection("second", { probabilities: [0.9, 0.1] }));
    await cell.updateComplete;
    expect(words(cell, ".answer")).to.equal("Run 1, epoch 2 answers: negative.");
  });
  it("reads again as the network learns, one request at a time, and says it only once", async () => {
    const { cell } = await make();
    const call = await asked(1);
    for (const step of [6, 7, 8]) {
      cell.inputs = { run: learning(untrained(), step) };
      await cell.updateComplete;
    }
    await call.resolve(inspection("not bad at all"));
    const next = await asked(2);
    expect(engine.all("inspect")).to.have.length(2);
    await next.resolve(inspection("not bad at all", { probabilities: [0.7, 0.3] }));
    await cell.updateComplete;
    expect(words(cell, ".answer")).to.equal("Run 1, epoch 2 answers: negative.");
    expect(words(cell, "[role=status]")).to.equal("Run 1, epoch 2 answers: positive.");
  });
  it("asks the run before while a new one has not begun", async () => {
    await make({ text: "good" }, untrained("b", [learning()]));
    expect((await asked(1)).input.runId).to.equal("a");
  });
  it("shows what the worker refuses and keeps the text", async () => {
    const { cell } = await make({ text: "!!!" });
    await (await asked(1)).reject(new ProblemError([{ code: "no-words", path: "text", message: { en: "text: expected a word.", "pt-BR": "text: esperado: uma palavra." } }]));
    await cell.updateComplete;
    expect([words(cell, ".problem"), box(cell).value]).to.deep.equal(["text: expected a word.", "!!!"]);
  });
  it("keeps a text that is too long in the box, says so and commits nothing", async () => {
    const { cell, count } = await make({ text: "" });
    type(cell, "a".repeat(2001));
    leave(cell);
    await cell.updateComplete;
    expect(words(cell, ".problem")).to.equal("expected a text of at most 2,000 characters, received 2001.");
    expect([count(), box(cell).value.length]).to.deep.equal([0, 2001]);
  });
});
