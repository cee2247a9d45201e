import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtSweep } from "../../components/cells/sweep.js";
import "../../components/cells/sweep.js";
import { readChoice } from "../../components/hyperparameters/reading.js";
import { dataValue, environment, epochRecord, FakeEngine, frame, result } from "./fake-engine.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import type { ProblemError } from "../../src/base/problem.js";
import { comparableKey, planSweep } from "../../src/training/sweep/plan.js";
import { readSweep } from "../../src/training/sweep/settings.js";
import { architectures } from "../../src/model/architectures/index.js";

let engine: FakeEngine;
let seed = Date.now() % 1_000_000;
const hp = readChoice({ architecture: "atnet", sequenceLength: 24 }, undefined).choice;
const space = { filters: [4, 8, 16], kernelSize: { from: 3, to: 5 } };
/** A seed that no search has had: what is kept of one test is not found by the next. */
const fresh = (of: Readonly<Record<string, unknown>> = {}) => ({ space, method: "random", trials: 3, epochs: 2, seed: ++seed, ...of });

async function make(params: Readonly<Record<string, unknown>> = fresh(), inputs: Readonly<Record<string, unknown>> = { hp, data: dataValue() }): Promise<AtSweep> {
  const cell = await fixture<AtSweep>(html`<at-sweep .params=${params} .inputs=${inputs}></at-sweep>`);
  await settled(cell);
  return cell;
}
const settled = async (cell: AtSweep): Promise<void> => { for (let i = 0; i < 4; i++) { await frame(); await cell.updateComplete; } };
const words = (cell: AtSweep, selector = ":host"): string => ((selector === ":host" ? cell.shadowRoot! : cell.shadowRoot!.querySelector(selector))?.textContent ?? "").replace(/\s+/g, " ").trim();
const button = (cell: AtSweep, name: string): HTMLButtonElement => cell.shadowRoot!.querySelector<HTMLButtonElement>(`button.${name}`)!;
async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !condition(); i++) await frame();
  expect(condition(), "in time").to.equal(true);
}
/** Waits for the training of the trial with this index, and ends it with these accuracies. */
async function answer(index: number, ...accuracies: readonly number[]): Promise<void> {
  await until(() => engine.all("train").length > index);
  const call = engine.all("train")[index]!;
  call.report({ kind: "ready", environment, stepsPerEpoch: 5 });
  accuracies.forEach((accuracy, i) => call.report({ kind: "epoch", epoch: { ...epochRecord(i + 1), validationAccuracy: accuracy } }));
  await call.resolve(result);
}

describe("<at-sweep>", () => {
  beforeEach(() => { pageLocale.set("en"); engine = new FakeEngine(); useEngine(engine); });
  after(() => pageLocale.set("en"));

  it("is accessible before, while and after it searches, in both languages", async () => {
    const cell = await make();
    await expect(cell).to.be.accessible();
    button(cell, "main").click();
    await answer(0, 0.6, 0.7);
    await until(() => engine.all("train").length === 2);
    await settled(cell);
    pageLocale.set("pt-BR");
    await settled(cell);
    await expect(cell).to.be.accessible();
    expect(words(cell, ".where")).to.match(/^Tentativa 2 de 3: Filtros \d+/);
    await answer(1, 0.8, 0.9);
    await answer(2, 0.5, 0.5);
    await until(() => cell.value.state === "done");
    await settled(cell);
    await expect(cell).to.be.accessible();
    expect(words(cell, "p.best")).to.contain("Entre 3 tentativas, a melhor é a número 2");
  });
  it("is worked by keyboard: search, pause, resume, stop", async () => {
    const cell = await make();
    button(cell, "main").focus();
    await sendKeys({ press: "Enter" });
    await answer(0, 0.6, 0.7);
    await until(() => engine.all("train").length === 2);
    await settled(cell);
    expect(words(cell, "button.main")).to.equal("Pause");
    await sendKeys({ press: "Enter" });
    await settled(cell);
    expect([cell.value.state, engine.last("control").input.action, words(cell, "button.main")]).to.deep.equal(["paused", "pause", "Resume"]);
    await sendKeys({ press: "Enter" });
    await settled(cell);
    expect([cell.value.state, engine.last("control").input.action]).to.deep.equal(["running", "resume"]);
    button(cell, "stop").focus();
    await sendKeys({ press: "Enter" });
    await until(() => cell.value.state === "stopped");
    expect(cell.value.trials.length, "the trial under way is given up").to.equal(1);
  });
  it("trains each trial with the settings of its point, and keeps what came", async () => {
    const cell = await make();
    button(cell, "main").click();
    for (const [i, accuracy] of [0.6, 0.9, 0.7].entries()) await answer(i, accuracy, 0.5);
    await until(() => cell.value.state === "done");
    const { trials, best } = cell.value;
    expect(trials.map(({ state, runs }) => [state, runs[0]!.epochs.length, runs[0]!.steps])).to.deep.equal([["done", 2, 10], ["done", 2, 10], ["done", 2, 10]]);
    expect(best?.index).to.equal(1);
    engine.all("train").forEach(({ input: { settings } }, i) => {
      expect({ filters: settings.hyperparameters["filters"], kernelSize: settings.hyperparameters["kernelSize"] }).to.deep.equal(trials[i]!.point);
      expect([settings.hyperparameters["sequenceLength"], settings.epochs]).to.deep.equal([24, 2]);
    });
    expect(engine.all("release").length).to.equal(3);
  });
  it("goes on after the page was closed, with the same trials that it would have had", async () => {
    const params = fresh();
    const whole = await make(params);
    button(whole, "main").click();
    for (const i of [0, 1, 2]) await answer(i, 0.6 + i / 10);
    await until(() => whole.value.state === "done");

    const again = { ...fresh(), seed: params.seed, space: { ...space, dropoutRate: [0, 0.1] } };
    const first = await make(again);
    button(first, "main").click();
    await answer(3, 0.6);
    await until(() => engine.all("train").length === 5);
    first.remove();
    engine = new FakeEngine();
    useEngine(engine);
    const second = await make(again);
    await until(() => second.value.trials.length === 1);
    await settled(second);
    expect([second.value.state, words(second, "button.main")]).to.deep.equal(["stopped", "Resume"]);
    expect(words(second)).to.contain("A search was saved here.");
    button(second, "main").click();
    await answer(0, 0.7);
    await answer(1, 0.8);
    await until(() => second.value.state === "done");
    expect(second.value.trials.map(({ index }) => index)).to.deep.equal([0, 1, 2]);
    // What it has now is found at once, and there is nothing left to resume.
    const third = await make(again);
    await until(() => third.value.state === "done");
    await settled(third);
    expect([third.value.trials, words(third, "button.main")]).to.deep.equal([second.value.trials, "Search again"]);
    // With a larger budget it is the same search, and goes on.
    const larger = await make({ ...again, trials: 5 });
    await until(() => larger.value.trials.length === 3);
    await settled(larger);
    expect(words(larger, "button.main")).to.equal("Go on searching");
  });
  it("records a trial that crashes, loses its loss or cannot be built, and goes on", async () => {
    const long = { kernelSize: [3, 15], sequenceLength: [8, 9] };
    const cell = await make(fresh({ trials: 2 }));
    button(cell, "main").click();
    await until(() => engine.all("train").length === 1);
    const error = console.error;
    console.error = () => undefined;
    await engine.all("train")[0]!.reject(new Error("out of memory"));
    await until(() => engine.all("train").length === 2);
    console.error = error;
    engine.all("train")[1]!.report({ kind: "diverged", learningRate: 0.1, problem: { code: "diverged", path: "", message: { en: "At step 3 the loss stopped being a number.", "pt-BR": "No passo 3 a perda deixou de ser um número." } } });
    expect(engine.last("control").input.action).to.equal("stop");
    await engine.all("train")[1]!.resolve(result);
    await until(() => cell.value.state === "done");
    expect(cell.value.trials.map(({ state, why }) => [state, why?.en])).to.deep.equal([["crashed", "The training broke off: out of memory"], ["lost", "At step 3 the loss stopped being a number."]]);

    const impossible = await make(fresh({ method: "grid", trials: 4, space: long }));
    button(impossible, "main").click();
    await until(() => engine.all("train").length === 3);
    await answer(2, 0.5);
    await until(() => engine.all("train").length === 4);
    await answer(3, 0.5);
    await until(() => impossible.value.state === "done");
    expect(impossible.value.trials.filter(({ state }) => state === "impossible").map(({ point }) => point["kernelSize"])).to.deep.equal([15, 15]);
  });
  it("stops by itself when nothing can be trained", async () => {
    const cell = await make(fresh({ trials: 10 }));
    const error = console.error;
    console.error = () => undefined;
    button(cell, "main").click();
    for (const i of [0, 1, 2]) {
      await until(() => engine.all("train").length > i);
      await engine.all("train")[i]!.reject(new Error("no worker"));
    }
    await until(() => cell.value.state === "failed");
    console.error = error;
    await settled(cell);
    expect(words(cell, "p.problem")).to.contain("The search broke off: 3 trials in a row could not be trained (The training broke off: no worker)");
    expect(cell.value.trials.length).to.equal(3);
  });
  it("cuts a trial short that falls behind, and takes nothing that came after", async () => {
    const cell = await make(fresh({ trials: 2, pruning: "halving", epochs: 9 }));
    button(cell, "main").click();
    await answer(0, 0.9, 0.9);
    await answer(1, 0.5, 0.99);
    await until(() => cell.value.state === "done");
    expect(cell.value.trials.map(({ state, runs }) => [state, runs[0]!.epochs.length])).to.deep.equal([["done", 2], ["cut", 1]]);
    expect(engine.last("control").input).to.deep.include({ action: "stop" });
  });
  it("shows what is wrong where it is, and searches nothing then", async () => {
    const cell = await make({ space: {}, trials: 0 });
    expect(words(cell, "p.problem")).to.contain("space: expected at least one setting to vary");
    button(cell, "main").click();
    await settled(cell);
    expect(engine.all("train").length).to.equal(0);
    const gone = await make(fresh(), { hp, data: { ...dataValue(), state: "failed", prepared: undefined } });
    expect(words(gone, "#obstacle")).to.equal("The data could not be read; its cell says why. What was measured stays here.");
    expect(words(await make(fresh(), {}), "#obstacle")).to.contain("This cell needs data and hyperparameters");
  });
  it("writes what is varied into its settings: ends, options, another setting, one less", async () => {
    const cell = await make({ space: { filters: { from: 8, to: 64 } } });
    const input = cell.shadowRoot!.querySelector<HTMLInputElement>('input[aria-label="Filters, to"]')!;
    input.value = "32";
    input.dispatchEvent(new Event("change"));
    expect(cell.params["space"]).to.deep.equal({ filters: { from: 8, to: 32 } });
    await settled(cell);
    const select = cell.shadowRoot!.querySelector<HTMLSelectElement>("select")!;
    select.value = "pooling";
    select.dispatchEvent(new Event("change"));
    await settled(cell);
    button(cell, "add").click();
    expect(cell.params["space"]).to.deep.equal({ filters: { from: 8, to: 32 }, pooling: ["max", "sum", "average"] });
    await settled(cell);
    cell.shadowRoot!.querySelector<HTMLInputElement>(".options input")!.click();
    expect(cell.params["space"]).to.deep.equal({ filters: { from: 8, to: 32 }, pooling: ["sum", "average"] });
    await settled(cell);
    cell.shadowRoot!.querySelector<HTMLButtonElement>('button[aria-label="Remove: Filters"]')!.click();
    expect(cell.params["space"]).to.deep.equal({ pooling: ["sum", "average"] });
  });
  it("says before it begins what all of it costs", async () => {
    const cell = await make(fresh({ trials: 3, epochs: 2, pruning: "halving" }));
    const perEpoch = Math.ceil(dataValue().prepared!.split.train.length / 32);
    expect(words(cell, ".cost")).to.equal(`All of it: 3 trials of 2 epochs, ${3 * 2 * perEpoch} steps at most, as those that fall behind end early.`);
  });
  it("takes in trials that were trained elsewhere, keeps them, and says in one sentence why it does not", async () => {
    const params = fresh();
    const cell = await make(params);
    const details = [...cell.shadowRoot!.querySelectorAll("details")].at(-1)!;
    details.open = true;
    await until(() => cell.shadowRoot!.querySelector("at-sweep-elsewhere")?.shadowRoot !== null && cell.shadowRoot!.querySelector("at-sweep-elsewhere") !== null);
    await settled(cell);
    await expect(cell).to.be.accessible();
    const elsewhere = cell.shadowRoot!.querySelector("at-sweep-elsewhere")!;
    const { choice } = readChoice({ architecture: "atnet", sequenceLength: 24 }, undefined);
    const plan = planSweep(readSweep(params, "atnet"), choice);
    const data = dataValue().settings;
    const line = { point: { filters: 8, kernelSize: 3 }, state: "done", runs: [{ seed: 1, epochs: [{ epoch: 1, trainingLoss: 0.5, validationLoss: 0.5, validationAccuracy: 0.75 }] }], parameters: 1 };
    const file = (search: string): string => [{ format: "atnet-trials", version: 1, search, program: "Ray 2.58.0" }, line].map((one) => JSON.stringify(one)).join("\n");
    expect(await elsewhere.bring!(file(comparableKey(plan, data)))).to.equal(1);
    await settled(cell);
    expect(cell.value.brought.map(({ from, point }) => [from, point["filters"]])).to.deep.equal([["Ray 2.58.0", 8]]);
    expect(cell.value.trials).to.deep.equal([]);
    const again = await make(params);
    await until(() => again.value.brought.length === 1);
    const refused = await elsewhere.bring!(file("another")).then(() => undefined, (error: unknown) => error);
    expect((refused as ProblemError).problems[0]!.code).to.equal("results-of-another-search");
    expect(cell.value.brought.length, "what was there stays").to.equal(1);
  });
  it("marks an end that is no number, and writes nothing", async () => {
    const cell = await make({ space: { filters: { from: 8, to: 64 } } });
    const input = cell.shadowRoot!.querySelector<HTMLInputElement>('input[aria-label="Filters, to"]')!;
    input.value = "many";
    input.dispatchEvent(new Event("change"));
    await settled(cell);
    expect([input.getAttribute("aria-invalid"), cell.params["space"]]).to.deep.equal(["true", { filters: { from: 8, to: 64 } }]);
  });
  it("proposes the best: as a cell of its own with all that differs from the defaults, or in the cell that it reads", async () => {
    const cell = await make(fresh({ trials: 1 }));
    const asked: unknown[] = [];
    cell.addEventListener("at-cell-action", (event) => asked.push(event.detail));
    button(cell, "main").click();
    await answer(0, 0.6);
    await until(() => cell.value.state === "done");
    await settled(cell);
    button(cell, "open").click();
    button(cell, "use").click();
    const { point } = cell.value.best!;
    // A value that was drawn can be the default by chance.
    const defaults = defaultsOf(architectures.get("atnet")!.hyperparameters);
    const changed = Object.fromEntries(Object.entries(point).filter(([name, value]) => value !== defaults[name]));
    expect(asked).to.deep.equal([{ do: "open-settings", params: { architecture: "atnet", sequenceLength: 24, ...changed } }, { do: "use-settings", params: point }]);
  });
});
