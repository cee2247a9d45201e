import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtCompare } from "../../components/cells/compare.js";
import "../../components/cells/compare.js";
import { fakeRun } from "../figures/fake-run.js";
import type { Run } from "../../src/training/run.js";
import { dataValue, environment, epochRecord, FakeEngine, frame, prepared, result, settings } from "./fake-engine.js";

let engine: FakeEngine;
const data = dataValue();
const two = { architectures: ["cnn", "embedding-average"], seeds: [1, 2], epochs: 2 };
async function make(params: Readonly<Record<string, unknown>> = two, inputs: Readonly<Record<string, unknown>> = { data }): Promise<{ readonly cell: AtCompare; readonly count: () => number }> {
  const cell = await fixture<AtCompare>(html`<at-compare .params=${params} .inputs=${inputs}></at-compare>`);
  let events = 0;
  cell.addEventListener("input", () => { events++; });
  return { cell, count: () => events };
}
const settled = async (cell: AtCompare): Promise<void> => { for (let i = 0; i < 4; i++) { await frame(); await cell.updateComplete; } };
const words = (cell: AtCompare, selector = ":host"): string => ((selector === ":host" ? cell.shadowRoot! : cell.shadowRoot!.querySelector(selector))?.textContent ?? "").replace(/\s+/g, " ").trim();
const button = (cell: AtCompare, name: string): HTMLButtonElement => cell.shadowRoot!.querySelector<HTMLButtonElement>(`button.${name}`)!;
const table = (cell: AtCompare): readonly (readonly string[])[] => [...cell.shadowRoot!.querySelectorAll("table tr")].map((row) => [...row.querySelectorAll("th, td")].map(({ textContent }) => textContent!.replace(/\s+/g, " ").trim()));

/** Answers the run under way: two epochs, then so many of its ten test texts right. */
async function answer(cell: AtCompare, right: number): Promise<void> {
  const call = engine.last("train");
  call.report({ kind: "ready", environment, stepsPerEpoch: 5 });
  for (const epoch of [1, 2]) call.report({ kind: "epoch", epoch: epochRecord(epoch) });
  await call.resolve(result);
  const { split: { test }, examples } = data.prepared!;
  const probabilities = Float32Array.from(test.flatMap((index, i) => {
    const said = i < right ? examples[index]!.label : 1 - examples[index]!.label;
    return said === 1 ? [0.25, 0.75] : [0.75, 0.25];
  }));
  await engine.last("analyse").resolve({ split: "test", examples: test, probabilities, classes: 2 });
  await settled(cell);
}

describe("<at-compare>", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  it("is accessible before it trains, with its settings open", async () => {
    const { cell } = await make({ ...two, architectures: ["embedding-average"] });
    for (const details of cell.shadowRoot!.querySelectorAll("details")) details.open = true;
    await settled(cell);
    await expect(cell).to.be.accessible();
  });
  it("is accessible while it trains, with numbers and figures", async () => {
    const { cell } = await make({ ...two, seeds: [1] });
    button(cell, "main").click();
    await settled(cell);
    await answer(cell, 4);
    await expect(cell).to.be.accessible();
  });

  it("takes guesses, networks and seeds by keyboard, one input event each, and writes them as literals", async () => {
    const { cell, count } = await make({ architectures: ["cnn"] });
    cell.shadowRoot!.querySelector<HTMLInputElement>(".guess input")!.focus();
    await sendKeys({ type: "85" });
    await sendKeys({ press: "Tab" });
    expect(cell.params).to.deep.equal({ architectures: ["cnn"], guesses: { cnn: 0.85 } });
    button(cell, "add").focus();
    await sendKeys({ press: "Enter" });
    await settled(cell);
    expect(cell.params).to.deep.equal({ architectures: ["cnn", { architecture: "atnet", preset: "first-notebook" }], guesses: { cnn: 0.85 } });
    cell.shadowRoot!.querySelectorAll<HTMLButtonElement>(".entrant button")[0]!.focus();
    await sendKeys({ press: "Space" });
    await settled(cell);
    expect(cell.params).to.deep.equal({ architectures: [{ architecture: "atnet", preset: "first-notebook" }] });
    cell.shadowRoot!.querySelectorAll<HTMLDetailsElement>("details")[1]!.open = true;
    const seeds = cell.shadowRoot!.querySelector<HTMLInputElement>(".seeds input")!;
    seeds.focus();
    seeds.select();
    await sendKeys({ type: "4 5" });
    await sendKeys({ press: "Enter" });
    expect(cell.params["seeds"]).to.deep.equal([4, 5]);
    expect(count()).to.equal(4);
  });

  it("never starts by itself, and trains every network with every seed, one after another, when a person says so", async () => {
    const { cell } = await make();
    await settled(cell);
    expect(engine.calls).to.deep.equal([]);
    button(cell, "main").click();
    const order: unknown[] = [];
    for (const right of [4, 5, 3, 5]) {
      await settled(cell);
      const { settings: { architecture, seed, epochs }, data: of } = engine.last("train").input;
      order.push([architecture, seed, epochs, of === settings]);
      expect(engine.all("train").length).to.equal(order.length);
      await answer(cell, right);
    }
    expect(order).to.deep.equal([["cnn", 1, 2, true], ["embedding-average", 1, 2, true], ["cnn", 2, 2, true], ["embedding-average", 2, 2, true]]);
    // Each network is freed as soon as it has been judged.
    expect(engine.all("release").map(({ input }) => input.runId)).to.deep.equal(engine.all("train").map(({ input }) => input.runId));
    const { state, outcomes, plan } = cell.value;
    expect([state, outcomes.map(({ key, seed }) => [key, seed])]).to.deep.equal(["done", [["cnn", 1], ["embedding-average", 1], ["cnn", 2], ["embedding-average", 2]]]);
    // The test split of the fifty sentences has three of each class.
    expect(outcomes.map(({ report }) => report!.accuracy)).to.deep.equal([4, 5, 3, 5].map((right) => right / outcomes[0]!.report!.count));
    expect(plan!.networks.map(({ key }) => key)).to.deep.equal(["cnn", "embedding-average"]);
    expect(JSON.parse(JSON.stringify(cell.value))).to.be.an("object");
  });

  it("gives the second network as many parameters as the first, and says what it changed", async () => {
    const { cell } = await make();
    await settled(cell);
    const [first, second] = [...cell.shadowRoot!.querySelectorAll(".entrant")].map((one) => one.textContent!.replace(/\s+/g, " "));
    expect(first).to.not.contain("to meet the budget");
    expect(second).to.match(/Embedding size 64 → \d+ to meet the budget/);
    button(cell, "main").click();
    await settled(cell);
    await answer(cell, 5);
    expect(engine.last("train").input.settings.hyperparameters["embeddingSize"]).to.equal(cell.value.plan!.networks[1]!.values["embeddingSize"]);
    expect(cell.value.plan!.networks[1]!.values["embeddingSize"]).to.not.equal(64);
  });

  it("shows the numbers in a table with means and spread, and reads them out in both languages", async () => {
    const { cell } = await make({ ...two, guesses: { cnn: 0.9 } });
    button(cell, "main").click();
    await settled(cell);
    for (const right of [3, 6, 3, 6]) await answer(cell, right);
    const rows = Object.fromEntries(table(cell).map(([name, ...values]) => [name, values]));
    expect(rows["Measure"]).to.deep.equal(["CNN", "Embedding average", "Always the largest class"]);
    expect(rows["Accuracy"]).to.deep.equal(["50.0% ± 0.0", "100.0% ± 0.0", "50.0%"]);
    expect(rows["Your guess"]).to.deep.equal(["90%", "—", ""]);
    // All answers are 75% sure: half of them right is 25 points off, all of them right 25 points the other way.
    expect(rows["Expected calibration error"]!.slice(0, 2)).to.deep.equal(["0.250 ± 0.000", "0.250 ± 0.000"]);
    expect(rows["Seeds measured"]!.slice(0, 2)).to.deep.equal(["2", "2"]);
    expect(Object.keys(rows)).to.include.members(["Parameters", "Multiply-adds for one text", "Steps per second", "Loss", "Macro F1", "Right of “negative”", "Right of “positive”"]);
    expect(words(cell, ".reading")).to.contain("CNN cannot tell order beyond 3 tokens: its accuracy stays at chance, 50%");
    expect(words(cell, ".reading")).to.contain("You said 90% for CNN; it is 50%");
    pageLocale.set("pt-BR");
    await settled(cell);
    expect(words(cell, ".reading")).to.contain("CNN não enxerga a ordem além de 3 tokens");
    expect(table(cell)[0]).to.deep.equal(["Medida", "CNN", "Média de embeddings", "Sempre a maior classe"]);
  });

  it("keeps what was measured when the data or the settings change, and says so", async () => {
    const { cell } = await make({ ...two, seeds: [1] });
    button(cell, "main").click();
    await settled(cell);
    for (const right of [3, 6]) await answer(cell, right);
    const before = table(cell);
    const other = { ...settings, seed: 8 };
    cell.inputs = { data: dataValue({ settings: other, prepared: prepared(other) }) };
    await settled(cell);
    expect(words(cell, ".stale")).to.contain("What was measured stays");
    cell.params = { ...two, seeds: [1], epochs: 9 };
    cell.inputs = {};
    await settled(cell);
    expect(table(cell)).to.deep.equal(before);
    expect(words(cell, "#obstacle")).to.equal("This cell needs data: give it some, as in compare({}, {data}).");
    cell.params = { ...two, seeds: [1] };
    cell.inputs = { data };
    await settled(cell);
    expect(cell.shadowRoot!.querySelector(".stale")).to.equal(null);
  });

  it("pauses, goes on, and stops with what it has", async () => {
    const { cell } = await make();
    button(cell, "main").click();
    await settled(cell);
    engine.last("train").report({ kind: "ready", environment, stepsPerEpoch: 5 });
    await settled(cell);
    button(cell, "main").click();
    await settled(cell);
    button(cell, "main").click();
    await settled(cell);
    expect(engine.all("control").map(({ input }) => input.action)).to.deep.equal(["pause", "resume"]);
    button(cell, "stop").click();
    expect(engine.last("control").input.action).to.equal("stop");
    await answer(cell, 5);
    expect([cell.value.state, cell.value.outcomes.length, engine.all("train").length]).to.deep.equal(["stopped", 1, 1]);
    expect(words(cell, ".main")).to.equal("Compare again");
  });

  it("keeps what it has when a training fails, and says what to do", async () => {
    const { cell } = await make();
    button(cell, "main").click();
    await settled(cell);
    await answer(cell, 5);
    await engine.last("train").reject(new Error("out of memory"));
    await settled(cell);
    expect(words(cell, ".problem")).to.equal("The comparison broke off (out of memory). This is a fault of the page, not of your settings; what was measured so far is kept. Compare again, or reload the page first.");
    expect([cell.value.state, cell.value.outcomes.filter(({ report }) => report).length]).to.deep.equal(["failed", 1]);
  });

  it("says in one sentence when no network can meet the budget, and trains nothing", async () => {
    const { cell } = await make({ architectures: ["cnn"], budgetSize: 3 });
    await settled(cell);
    expect(words(cell, "#obstacle")).to.match(/^budgetSize: expected a number of parameters that “CNN: convolution without attention” can come within 5% of by changing one of its sizes, received 3\. The nearest that it can be is [\d,]+: choose a budget near that, or leave this network out\.$/);
    button(cell, "main").click();
    await settled(cell);
    expect(engine.calls).to.deep.equal([]);
  });

  it("says why it cannot compare: without data, with data on its way, with data that failed, without networks", async () => {
    const { cell } = await make(two, {});
    for (const [inputs, sentence] of [
      [{ data: dataValue({ state: "loading", prepared: undefined }) }, "The data is on its way."],
      [{ data: dataValue({ state: "failed", prepared: undefined }) }, "The data could not be read; its cell says why."],
    ] as const) {
      cell.inputs = inputs;
      await settled(cell);
      expect(words(cell, "#obstacle")).to.equal(sentence);
    }
    cell.inputs = { data };
    cell.params = { architectures: [] };
    await settled(cell);
    expect(words(cell, "#obstacle")).to.equal("No network takes part yet: add one below.");
  });

  it("sets runs that were trained elsewhere beside the networks, and leaves out those of other data", async () => {
    const own = fakeRun(3, { result, environment: { ...environment, dataHash: data.prepared!.hash } }) as Run;
    const other = fakeRun(4, { result, environment }) as Run;
    const { cell } = await make({ architectures: [] }, { data, runs: [own, other] });
    await settled(cell);
    expect(engine.all("analyse").map(({ input }) => [input.runId, input.analysis, input.input])).to.deep.equal([["run-3", "answers", { split: "test" }]]);
    const { split: { test }, examples } = data.prepared!;
    await engine.last("analyse").resolve({ split: "test", examples: test, probabilities: Float32Array.from(test.flatMap((index) => (examples[index]!.label === 1 ? [0.1, 0.9] : [0.9, 0.1]))), classes: 2 });
    await settled(cell);
    expect(table(cell)[0]!.slice(0, 2)).to.deep.equal(["Measure", "Run 3: AtNet"]);
    expect(words(cell, ".problem")).to.equal("Run 4: AtNet was trained on other data than this cell reads, so it is left out. Train it on the same data.");
    expect(cell.value.given.map(({ key, report }) => [key, report?.accuracy])).to.deep.equal([["run 3", 1]]);
  });

  it("fits a phone", async () => {
    const { cell } = await make();
    cell.style.width = "320px";
    button(cell, "main").click();
    await settled(cell);
    for (const right of [4, 5, 3, 5]) await answer(cell, right);
    await settled(cell);
    expect(cell.scrollWidth).to.be.at.most(320);
  });

  it("frees the network under way when it is disposed of", async () => {
    const { cell } = await make();
    button(cell, "main").click();
    await settled(cell);
    const { runId } = engine.last("train").input;
    cell.dispose();
    expect(engine.last("train").signal!.aborted).to.equal(true);
    await settled(cell);
    expect(engine.all("release").some(({ input }) => input.runId === runId)).to.equal(true);
  });
});
