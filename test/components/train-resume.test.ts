import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtTrain } from "../../components/cells/train.js";
import "../../components/cells/train.js";
import type { AtField } from "../../components/field.js";
import { readChoice } from "../../components/hyperparameters/reading.js";
import { savedSentence } from "../../components/train/sentences.js";
import type { SavedRun } from "../../src/training/protocol.js";
import type { ModelChoice } from "../../src/model/model-choice.js";
import { dataValue, environment, epochRecord, FakeEngine, frame, result, settings, steps } from "./fake-engine.js";

const hp = (params: Record<string, unknown> = {}): ModelChoice => readChoice({ architecture: "atnet", ...params }, undefined).choice;
const today = (hour: number, minute: number): number => new Date().setHours(hour, minute, 0, 0);
const saved = (of: Partial<SavedRun> = {}): SavedRun => ({
  runId: "run-cut-off", data: settings, environment, epoch: 7, step: 1240, stepsPerEpoch: 200, savedAt: today(14, 2),
  settings: { architecture: "atnet", hyperparameters: hp().values, epochs: 10, seed: 1, patience: 0, keepBest: true, probeText: "" }, ...of,
});
let engine: FakeEngine;
const make = (inputs = { hp: hp(), data: dataValue() }): Promise<AtTrain> => fixture<AtTrain>(html`<at-train .params=${{ epochs: 10, seed: 1 }} .inputs=${inputs}></at-train>`);
const part = <E extends HTMLElement = HTMLElement>(cell: AtTrain, selector: string): E | null => cell.shadowRoot!.querySelector<E>(selector);
const words = (cell: AtTrain, selector: string): string => part(cell, selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
const settled = async (cell: AtTrain): Promise<void> => { await frame(); await frame(); await cell.updateComplete; };
async function offered(runs: readonly SavedRun[] = [saved()]): Promise<AtTrain> {
  const cell = await make();
  await engine.last("checkpoints").resolve(runs);
  await settled(cell);
  return cell;
}
const lost = { code: "loss-not-a-number", path: "learningRate", message: { en: "At step 6 the loss was lost.", "pt-BR": "No passo 6 a perda se perdeu." } };
async function diverged(): Promise<AtTrain> {
  const cell = await make();
  part(cell, ".main")!.click();
  await settled(cell);
  const call = engine.last("train");
  call.report({ kind: "ready", environment, stepsPerEpoch: 5 });
  call.report({ kind: "steps", steps: steps(1, 5), live: undefined, examplesPerSecond: 1900, secondsLeft: 4 });
  call.report({ kind: "diverged", problem: lost, learningRate: 0.0001 });
  call.report({ kind: "state", state: "paused" });
  await settled(cell);
  return cell;
}

describe("at-train and a run that was cut off", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  it("is accessible with an offer, with notices and with a lost loss, in both languages", async () => {
    for (const locale of ["en", "pt-BR"] as const) {
      pageLocale.set(locale);
      await expect(await offered()).to.be.accessible();
      const cell = await diverged();
      engine.last("train").report({ kind: "notice", text: { en: "Saved no longer.", "pt-BR": "Já não se salva." } });
      await settled(cell);
      await expect(cell).to.be.accessible();
    }
  });
  it("resumes with the keyboard alone, before the Train button, and keeps the keyboard in the cell", async () => {
    const cell = await offered();
    part(cell, ".resume-saved")!.focus();
    await sendKeys({ press: "Enter" });
    await settled(cell);
    const { input } = engine.last("train");
    expect(input).to.deep.equal({ runId: "run-cut-off", data: settings, settings: saved().settings, backend: "auto", precision: "equal", threads: 0, resume: true });
    expect(part(cell, ".saved")).to.equal(null);
    expect(cell.shadowRoot!.activeElement).to.equal(part(cell, ".main"));
  });
  it("says step, epoch and time in one sentence, in both languages", async () => {
    const cell = await offered();
    expect(words(cell, ".saved")).to.equal("A training was saved at step 1,240 (epoch 7, 14:02). Resume Discard");
    pageLocale.set("pt-BR");
    await settled(cell);
    expect(words(cell, ".saved")).to.equal("Um treinamento foi salvo no passo 1.240 (época 7, 14:02). Continuar Descartar");
  });
  it("names the day of a run that was not saved today", () => {
    const sentence = savedSentence(saved({ savedAt: new Date(2026, 2, 5, 9, 7).getTime() }), new Date(2026, 2, 6));
    expect(sentence.en).to.equal("A training was saved at step 1,240 (epoch 7, March 5 at 09:07).");
    expect(sentence["pt-BR"]).to.equal("Um treinamento foi salvo no passo 1.240 (época 7, 5 de março às 09:07).");
  });
  it("shows what the run has behind it when it goes on, and ends as any run", async () => {
    const cell = await offered();
    part(cell, ".resume-saved")!.click();
    await settled(cell);
    const call = engine.last("train");
    call.report({ kind: "ready", environment, stepsPerEpoch: 5 });
    call.report({ kind: "epoch", epoch: epochRecord(1) });
    call.report({ kind: "steps", steps: steps(1, 7), live: undefined, examplesPerSecond: 0, secondsLeft: NaN });
    call.report({ kind: "notice", text: { en: "Training went on from step 7.", "pt-BR": "O treino continuou do passo 7." } });
    await settled(cell);
    expect([cell.value.state, cell.value.epochs.length, cell.value.steps.length]).to.deep.equal(["running", 1, 7]);
    expect(words(cell, ".notice")).to.equal("Training went on from step 7.");
    await call.resolve(result);
    await settled(cell);
    expect(cell.value.state).to.equal("done");
  });
  it("discards for good, and offers the next older one", async () => {
    const cell = await offered([saved(), saved({ runId: "older", step: 40, epoch: 1 })]);
    part(cell, ".discard")!.click();
    await settled(cell);
    expect(engine.all("release").map(({ input }) => input)).to.deep.equal([{ runId: "run-cut-off" }]);
    expect(words(cell, "#saved")).to.equal("A training was saved at step 40 (epoch 1, 14:02).");
    part(cell, ".discard")!.click();
    await settled(cell);
    expect(part(cell, ".saved")).to.equal(null);
    expect(engine.all("train")).to.deep.equal([]);
  });
  it("offers only what the cells as they are now would repeat", async () => {
    const of = saved().settings;
    const others = [
      saved({ data: { ...settings, seed: 8 } }), saved({ settings: { ...of, architecture: "other" } }), saved({ settings: { ...of, epochs: 11 } }),
      saved({ settings: { ...of, hyperparameters: hp({ kernelSize: 3 }).values } }),
    ];
    for (const one of others) expect(part(await offered([one]), ".saved"), JSON.stringify(one)).to.equal(null);
    const cell = await offered([others[3]!]);
    cell.inputs = { hp: hp({ kernelSize: 3 }), data: dataValue() };
    await settled(cell);
    expect(words(cell, "#saved")).to.equal("A training was saved at step 1,240 (epoch 7, 14:02).");
  });
  it("asks only once its inputs are there, once, and offers nothing while something runs here or when nothing can be saved", async () => {
    const cell = await make({ hp: hp(), data: dataValue({ state: "loading", prepared: undefined }) });
    expect(engine.calls).to.deep.equal([]);
    cell.inputs = { hp: hp(), data: dataValue() };
    await settled(cell);
    cell.inputs = { hp: hp(), data: dataValue() };
    await settled(cell);
    expect(engine.all("checkpoints")).to.have.length(1);
    part(cell, ".main")!.click();
    await engine.last("checkpoints").resolve([saved()]);
    await settled(cell);
    expect(part(cell, ".saved")).to.equal(null);
    const other = await make();
    await engine.last("checkpoints").reject(new Error("no IndexedDB"));
    await settled(other);
    expect([part(other, ".saved"), part(other, ".problem"), words(other, ".main")]).to.deep.equal([null, null, "Train"]);
  });
  it("gives a run to one cell only", async () => {
    const [one, two] = [await offered(), await offered()];
    part(one, ".resume-saved")!.click();
    await settled(two);
    expect(part(two, ".saved")).to.equal(null);
  });
  it("says why the loss was lost, and goes on with the lower rate or with the one that is typed", async () => {
    const cell = await diverged();
    expect(words(cell, ".problem")).to.equal("At step 6 the loss was lost.");
    expect(words(cell, "[role=status]")).to.contain("At step 6 the loss was lost.");
    const field = part<AtField>(cell, "at-field.rate")!;
    await field.updateComplete;
    expect(field.shadowRoot!.querySelector<HTMLInputElement>("#control")!.value).to.equal("0.0001");
    part(cell, ".main")!.click();
    expect(engine.last("control").input).to.deep.equal({ runId: cell.value.id, action: "resume", learningRate: 0.0001 });
    field.focus();
    field.shadowRoot!.querySelector<HTMLInputElement>("#control")!.select();
    await sendKeys({ type: "0.0005" });
    await sendKeys({ press: "Tab" });
    await settled(cell);
    part(cell, ".main")!.click();
    expect(engine.last("control").input).to.deep.equal({ runId: cell.value.id, action: "resume", learningRate: 0.0005 });
    engine.last("train").report({ kind: "state", state: "running" });
    await settled(cell);
    expect([part(cell, "at-field.rate"), part(cell, ".problem")]).to.deep.equal([null, null]);
  });
});
