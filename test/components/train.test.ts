import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtTrain } from "../../components/cells/train.js";
import "../../components/cells/train.js";
import { readChoice } from "../../components/hyperparameters/reading.js";
import type { DataValue } from "../../src/data/dataset.js";
import type { ModelChoice } from "../../src/model/model-choice.js";
import { dataValue, environment, epochRecord, FakeEngine, frame, result, settings, steps, type Call } from "./fake-engine.js";

const hp = (params: Record<string, unknown> = {}): ModelChoice => readChoice({ architecture: "atnet", ...params }, undefined).choice;
let engine: FakeEngine;
const make = async (inputs: { hp?: ModelChoice; data?: DataValue } = { hp: hp(), data: dataValue() }): Promise<{ cell: AtTrain; count: () => number }> => {
  let events = 0;
  const cell = await fixture<AtTrain>(html`<at-train .params=${{ epochs: 2, seed: 1 }} .inputs=${inputs} @input=${() => events++}></at-train>`);
  return { cell, count: () => events };
};
const button = (cell: AtTrain, name: string): HTMLButtonElement => cell.shadowRoot!.querySelector(`.${name}`)!;
const words = (cell: AtTrain, selector = ":host"): string => (selector === ":host" ? cell.shadowRoot! : cell.shadowRoot!.querySelector(selector))?.textContent?.replace(/\s+/g, " ").trim() ?? "";
const settled = async (cell: AtTrain): Promise<void> => { await frame(); await frame(); await cell.updateComplete; };
/** Until the browser has told where the cell is, and has then been idle. */
async function seenAndIdle(cell: AtTrain): Promise<void> {
  await settled(cell);
  await new Promise<void>((resolve) => {
    const observer = new IntersectionObserver(() => { observer.disconnect(); resolve(); });
    observer.observe(cell);
  });
  await new Promise((resolve) => { requestIdleCallback(resolve); });
}
async function begin(cell: AtTrain): Promise<Call<"train">> {
  button(cell, "main").click();
  await settled(cell);
  const call = engine.last("train");
  call.report({ kind: "ready", environment, stepsPerEpoch: 5 });
  return call;
}
const learn = (call: Call<"train">, epochs: number): void => {
  for (let epoch = 1; epoch <= epochs; epoch++) {
    call.report({ kind: "steps", steps: steps((epoch - 1) * 5 + 1, epoch * 5), live: undefined, examplesPerSecond: 1900, secondsLeft: 4 });
    call.report({ kind: "epoch", epoch: epochRecord(epoch) });
  }
};
async function trained(cell: AtTrain): Promise<void> {
  const call = await begin(cell);
  learn(call, 2);
  await call.resolve(result);
  await settled(cell);
}

describe("at-train", () => {
  /** Whether the browser is told to spare data: then nothing is asked of the worker before somebody reaches for it. */
  let sparing = true;
  before(() => { Object.defineProperty(navigator, "connection", { configurable: true, get: () => ({ saveData: sparing }) }); });
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); sparing = true; });
  after(() => { pageLocale.set("en"); Reflect.deleteProperty(navigator, "connection"); });

  it("gets ready to train when somebody has come to it, its data is here and the page is idle, once", async () => {
    sparing = false;
    const below = await fixture<HTMLElement>(html`<div><div style="height: 9000px"></div><at-train .params=${{ epochs: 2, seed: 1 }} .inputs=${{ hp: hp(), data: dataValue({ state: "loading", prepared: undefined }) }}></at-train></div>`);
    const cell = below.querySelector<AtTrain>("at-train")!;
    await seenAndIdle(cell);
    cell.inputs = { hp: hp(), data: dataValue() };
    await seenAndIdle(cell);
    expect(engine.all("warm"), "far below").to.have.lengthOf(0);
    cell.scrollIntoView();
    await seenAndIdle(cell);
    cell.params = { ...cell.params, epochs: 3 };
    await seenAndIdle(cell);
    expect(engine.all("warm")).to.have.lengthOf(1);
    const { cell: waiting } = await make({ hp: hp(), data: dataValue({ state: "loading", prepared: undefined }) });
    await seenAndIdle(waiting);
    expect(engine.all("warm"), "without data").to.have.lengthOf(1);
    waiting.inputs = { hp: hp(), data: dataValue() };
    await seenAndIdle(waiting);
    expect(engine.all("warm")).to.have.lengthOf(2);
  });
  it("where data is to be spared, gets ready when somebody reaches for the button, once, and not while it cannot train", async () => {
    const { cell } = await make({});
    const reach = (): boolean => cell.shadowRoot!.querySelector(".controls")!.dispatchEvent(new PointerEvent("pointerenter"));
    reach();
    expect(engine.all("warm")).to.have.lengthOf(0);
    cell.inputs = { hp: hp(), data: dataValue() };
    await seenAndIdle(cell);
    expect(engine.all("warm")).to.have.lengthOf(0);
    reach();
    reach();
    expect(engine.all("warm")).to.have.lengthOf(1);
  });

  it("is accessible when idle, running, finished, stale and failed", async () => {
    const { cell } = await make();
    await expect(cell).to.be.accessible();
    const call = await begin(cell);
    learn(call, 1);
    await settled(cell);
    await expect(cell).to.be.accessible();
    await call.resolve(result);
    cell.inputs = { hp: hp({ kernelSize: 3 }), data: dataValue() };
    await settled(cell);
    await expect(cell).to.be.accessible();
    const next = await begin(cell);
    await next.reject(new Error("the worker broke"));
    await settled(cell);
    await expect(cell).to.be.accessible();
  });
  it("trains, pauses and resumes by one button under the keyboard", async () => {
    const { cell } = await make();
    button(cell, "main").focus();
    await sendKeys({ press: "Enter" });
    await settled(cell);
    expect(words(cell, ".main")).to.equal("Starting…");
    engine.last("train").report({ kind: "ready", environment, stepsPerEpoch: 5 });
    await settled(cell);
    expect(cell.shadowRoot!.activeElement).to.equal(button(cell, "main"));
    await sendKeys({ press: "Space" });
    expect(engine.last("control").input).to.deep.equal({ runId: cell.value.id, action: "pause" });
    engine.last("train").report({ kind: "state", state: "paused" });
    await settled(cell);
    expect(words(cell, ".main")).to.equal("Resume");
    await sendKeys({ press: "Enter" });
    expect(engine.last("control").input.action).to.equal("resume");
  });
  it("asks for exactly what the cells say", async () => {
    const { cell } = await make();
    button(cell, "main").click();
    await settled(cell);
    const { input } = engine.last("train");
    expect(input).to.deep.equal({
      runId: cell.value.id, backend: "auto", precision: "equal", threads: 0, data: settings,
      settings: { architecture: "atnet", hyperparameters: hp().values, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: "" },
    });
  });
  it("never trains by itself, whatever its inputs do", async () => {
    const { cell } = await make();
    cell.inputs = { hp: hp({ kernelSize: 3 }), data: dataValue() };
    await settled(cell);
    expect(engine.calls.map(({ name }) => name)).to.deep.equal(["checkpoints"]);
  });
  it("P22: shows epoch, step, time left, speed and backend while it learns, and pushes one value a frame", async () => {
    const { cell, count } = await make();
    const call = await begin(cell);
    await settled(cell);
    const before = count();
    learn(call, 1);
    await settled(cell);
    expect(count() - before).to.equal(1);
    expect(words(cell, ".where")).to.equal("Epoch 1 of 2step 5 of 104 s left1,900 examples/sWebAssembly, 1 thread");
    expect(cell.shadowRoot!.querySelector("[role=progressbar]")!.getAttribute("aria-valuenow")).to.equal("50");
    // The mean of 0.68, 0.66, 0.64, 0.62, 0.60
    expect(words(cell, ".loss")).to.equal("Loss training0.640 validation0.650");
    expect(words(cell)).to.contain("always the larger class: 50%");
  });
  it("says in plain words how it did, which epoch was kept, and shows the confusions", async () => {
    const { cell } = await make();
    await trained(cell);
    expect(words(cell, ".result")).to.equal("Right in 82% of 99 test texts it never saw; always answering the larger class gives 50%.");
    expect(words(cell, ".ended")).to.equal("Trained for 2 epochs. Kept: epoch 2, the one with the lowest validation loss.");
    expect([...cell.shadowRoot!.querySelectorAll(".confusion td:not(.corner)")].map(({ textContent }) => textContent)).to.deep.equal(["42", "8", "10", "39"]);
    pageLocale.set("pt-BR");
    await settled(cell);
    expect(words(cell, ".result")).to.equal("A rede acertou 82% dos 99 textos de teste, que ela nunca tinha visto; responder sempre a classe maior daria 50%.");
  });
  it("marks a finished run stale when a hyperparameter, the data or its own settings change, and erases nothing", async () => {
    const { cell, count } = await make();
    await trained(cell);
    cell.inputs = { hp: hp({ kernelSize: 3 }), data: dataValue({ settings: { ...settings, seed: 8 } }) };
    await settled(cell);
    expect(words(cell, ".stale")).to.equal("Changed since this run: Kernel size 5 → 3, Seed of the data 7 → 8. Train again to see the difference.");
    expect([cell.value.state, cell.value.steps.length, cell.value.result]).to.deep.equal(["done", 10, result]);
    const before = count();
    cell.inputs = { hp: hp(), data: dataValue() };
    await settled(cell);
    expect(cell.value.stale).to.deep.equal([]);
    expect(count() - before).to.equal(1);
  });
  it("marks a finished run stale for another way of computing only where its bits would change", async () => {
    const { cell } = await make();
    await trained(cell);
    const stale = async (params: Record<string, unknown>): Promise<string> => {
      cell.params = { epochs: 2, seed: 1, ...params };
      await settled(cell);
      return words(cell, ".stale");
    };
    expect(await stale({ backend: "wasm" })).to.equal("");
    expect(await stale({ backend: "cpu" })).to.equal("Changed since this run: Computes with WebAssembly → plain JavaScript. Train again to see the difference.");
    expect(await stale({ precision: "fast" })).to.equal("Changed since this run: Rounding equal on every machine → faster, last digits vary. Train again to see the difference.");
    expect(await stale({ backend: "auto", precision: "equal" })).to.equal("");
    button(cell, "main").click();
    await settled(cell);
    expect(engine.last("train").input).to.deep.include({ backend: "auto", precision: "equal" });
  });
  it("commits its own settings with one event, and marks the run stale in the same breath", async () => {
    const { cell, count } = await make();
    await trained(cell);
    const before = count();
    cell.shadowRoot!.querySelector("at-form")!.dispatchEvent(new CustomEvent("at-change", { detail: { name: "epochs", value: 20 } }));
    await settled(cell);
    expect(cell.params).to.deep.equal({ epochs: 20, seed: 1 });
    expect(cell.value.stale).to.deep.equal([{ name: "epochs", from: 2, to: 20 }]);
    expect(count() - before).to.equal(1);
  });
  it("keeps earlier runs with what was changed and what came of it", async () => {
    const { cell } = await make();
    await trained(cell);
    cell.inputs = { hp: hp({ kernelSize: 3 }), data: dataValue() };
    await trained(cell);
    expect(cell.value.earlier.map(({ number, state, earlier }) => [number, state, earlier])).to.deep.equal([[cell.value.number - 1, "done", []]]);
    const rows = [...cell.shadowRoot!.querySelectorAll(".runs tbody tr")].map((row) => [...row.querySelectorAll("td")].map(({ textContent }) => textContent));
    expect(rows).to.deep.equal([["Kernel size 5 → 3", "2", "82% (test)"], ["first run", "2", "82% (test)"]]);
  });
  it("goes on when it is moved in the document", async () => {
    const { cell } = await make();
    const call = await begin(cell);
    const elsewhere = await fixture<HTMLElement>(html`<div></div>`);
    elsewhere.append(cell);
    learn(call, 2);
    await call.resolve(result);
    await settled(cell);
    expect([cell.value.state, cell.value.steps.length]).to.deep.equal(["done", 10]);
    expect(call.signal!.aborted).to.equal(false);
  });
  it("keeps the curve of a run that fails and says what to do", async () => {
    const { cell } = await make();
    const call = await begin(cell);
    learn(call, 1);
    await call.reject(new Error("out of memory"));
    await settled(cell);
    expect(words(cell, ".problem")).to.equal("The training broke off (out of memory). This is a fault of the page, not of your settings. Train again, or reload the page first.");
    expect([cell.value.state, cell.value.steps.length]).to.deep.equal(["failed", 5]);
    expect(words(cell)).to.contain("Nothing was lost: the curve up to here is kept.");
    expect(words(cell, ".main")).to.equal("Train again");
  });
  it("waits for data that is still arriving while the worker gets ready, and begins when it is there", async () => {
    const loading = dataValue({ state: "loading", prepared: undefined });
    const { cell } = await make({ hp: hp(), data: loading });
    button(cell, "main").click();
    await settled(cell);
    expect(cell.value.state).to.equal("waiting");
    expect(engine.calls.map(({ name }) => name)).to.deep.equal(["warm"]);
    cell.inputs = { hp: hp(), data: dataValue() };
    await settled(cell);
    expect(engine.all("train")).to.have.length(1);
    expect(cell.value.majorityBaseline).to.equal(0.5);
  });
  it("says why it cannot train, instead of being silent", async () => {
    const { cell } = await make({});
    expect(words(cell, "#obstacle")).to.equal("This cell needs a network and data: give it both, as in train({epochs: 10}, {hp, data}).");
    cell.inputs = { hp: hp({ kernelSize: 9, sequenceLength: 4 }), data: dataValue() };
    await settled(cell);
    expect(words(cell, "#obstacle")).to.contain("Make the kernel shorter");
    button(cell, "main").click();
    button(cell, "step").click();
    await settled(cell);
    expect(engine.calls).to.deep.equal([]);
    cell.inputs = { hp: hp(), data: dataValue({ state: "failed", prepared: undefined }) };
    await settled(cell);
    expect(words(cell, "#obstacle")).to.equal("The data could not be read; its cell says why.");
  });
  it("takes one step from standing still, and stays paused", async () => {
    const { cell } = await make();
    button(cell, "step").click();
    await settled(cell);
    engine.last("train").report({ kind: "ready", environment, stepsPerEpoch: 5 });
    expect(engine.last("control").input).to.deep.equal({ runId: cell.value.id, action: "step" });
  });
  it("speaks at every change of state and not with every batch", async () => {
    const { cell } = await make();
    const said: string[] = [];
    const status = cell.shadowRoot!.querySelector("[role=status]")!;
    new MutationObserver(() => said.push(status.textContent!)).observe(status, { childList: true, characterData: true, subtree: true });
    const call = await begin(cell);
    await settled(cell);
    for (let step = 1; step <= 10; step++) {
      call.report({ kind: "steps", steps: steps(step, step), live: undefined, examplesPerSecond: 1900, secondsLeft: 4 });
      await settled(cell);
    }
    await call.resolve(result);
    await settled(cell);
    expect(said.at(-1)).to.equal("Training ended. Right in 82% of 99 test texts it never saw; always answering the larger class gives 50%.");
    expect(said).to.deep.equal(["Training is starting.", "Training.", said.at(-1)]);
  });
  it("has a snapshot that says how it went", async () => {
    const { cell } = await make();
    expect((await cell.snapshot()).alt).to.equal("Press Train and watch the network learn. Nothing leaves this page.");
    await trained(cell);
    expect((await cell.snapshot()).alt).to.equal("Training ended. Right in 82% of 99 test texts it never saw; always answering the larger class gives 50%. Trained for 2 epochs. Kept: epoch 2, the one with the lowest validation loss.");
  });
  it("frees what the worker holds when it is disposed of", async () => {
    const { cell } = await make();
    const call = await begin(cell);
    const { id } = cell.value;
    cell.dispose();
    expect(call.signal!.aborted).to.equal(true);
    expect(engine.all("release").map(({ input }) => input.runId)).to.deep.equal([id]);
  });
});
