import { expect, fixture, html } from "@open-wc/testing";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtTrain } from "../../components/cells/train.js";
import "../../components/cells/train.js";
import { readChoice } from "../../components/hyperparameters/reading.js";
import type { Run } from "../../src/training/run.js";
import type { HistoryRecord } from "../../src/training/history/history-record.js";
import { runHistory } from "../../src/training/history/run-history.js";
import { runRecords } from "../../src/training/run-records.js";
import { newRun } from "../../src/training/run-state.js";
import { dataValue, environment, epochRecord, FakeEngine, frame, inspection, result, steps } from "./fake-engine.js";

const hp = (params: Record<string, unknown> = {}) => readChoice({ architecture: "atnet", ...params }, undefined).choice;
let engine: FakeEngine;
let notebook = "";
const inputs = (params: Record<string, unknown> = {}) => ({ hp: hp(params), data: dataValue() });
/** The cell of a page that has just been opened. */
async function visit({ given = inputs(), cell = 4 } = {}): Promise<AtTrain> {
  const element = await fixture<AtTrain>(html`<at-train .params=${{ epochs: 2, seed: 1 }} .inputs=${given}></at-train>`);
  element.place = { notebook, cell };
  return element;
}
const soon = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 300 && !(await isSo()); i++) await frame();
  expect(await isSo()).to.equal(true);
};
const kept = async (): Promise<readonly Run[]> => (await runRecords.list({ notebook })).map(({ run }) => run);
/** Trains to the end, or leaves it in the middle. */
async function train(cell: AtTrain, ends = true): Promise<void> {
  cell.shadowRoot!.querySelector<HTMLElement>(".main")!.click();
  await frame();
  const call = engine.last("train");
  call.report({ kind: "ready", environment, stepsPerEpoch: 5 });
  for (const epoch of [1, 2]) {
    call.report({ kind: "steps", steps: steps(5 * epoch - 4, 5 * epoch), live: undefined, examplesPerSecond: 1900, secondsLeft: 1 });
    call.report({ kind: "epoch", epoch: epochRecord(epoch) });
  }
  if (ends) await call.resolve(result);
  await frame();
}

describe("at-train and the runs that are kept beside its notebook", () => {
  beforeEach(() => {
    pageLocale.set("en");
    useEngine((engine = new FakeEngine()));
    notebook = `test ${Math.random()}`;
  });
  afterEach(async () => { await runRecords.deleteOf(notebook); });

  it("shows them again on the next visit, with their curves and what came of them, and numbers go on", async () => {
    const first = await visit();
    await train(first);
    await train(first);
    await soon(async () => (await kept()).length === 2);
    const { stale: _stale, ...before } = first.value;
    first.dispose();
    first.remove();

    const again = await visit();
    await soon(() => again.value.state === "done");
    expect([again.value.number, again.value.steps, again.value.epochs, again.value.result, again.value.environment]).to.deep.equal([before.number, before.steps, before.epochs, before.result, before.environment]);
    expect(again.value.earlier.map(({ id }) => id)).to.deep.equal(before.earlier.map(({ id }) => id));
    expect(again.value.stale).to.deep.equal([]);
    expect(again.shadowRoot!.querySelector(".spoken")!.textContent, "nothing has just happened").to.equal("");
    await expect(again).to.be.accessible();
    await train(again);
    expect([again.value.number, again.value.earlier.length]).to.deep.equal([before.number + 1, 2]);
    again.dispose();
  });

  it("knows which run came before", async () => {
    const cell = await visit();
    await train(cell);
    await train(cell);
    await soon(async () => (await kept()).length === 2);
    const records = await runRecords.list({ notebook });
    expect([records[0]!.parent, records[1]!.parent]).to.deep.equal([undefined, records[0]!.id]);
    cell.dispose();
  });

  it("notes each in the history, with what changed, what it cost and how it went", async () => {
    const cell = await visit();
    await train(cell);
    cell.inputs = inputs({ dropoutRate: 0.3 });
    await cell.updateComplete;
    await train(cell);
    const noted: HistoryRecord[] = [];
    await soon(async () => {
      noted.length = 0;
      for await (const { records } of runHistory.read()) noted.push(...records.filter((one) => one.notebook === notebook));
      return noted.length === 2 && noted[0]!.state === "done";
    });
    const [second, first] = noted;
    expect([first!.parent, second!.parent, second!.changes]).to.deep.equal([undefined, first!.id, [{ name: "dropoutRate", from: 0, to: 0.3 }]]);
    expect([second!.epochs, second!.best!.epoch, second!.parameters, second!.test!.count]).to.deep.equal([2, 2, environment.parameterCount, result.test!.count]);
    expect(second!.multiplyAdds).to.be.above(1000);
    cell.dispose();
  });

  it("marks one as changed where the settings are others now", async () => {
    const first = await visit();
    await train(first);
    await soon(async () => (await kept()).length === 1);
    first.dispose();
    const again = await visit({ given: inputs({ filters: 32 }) });
    await soon(() => again.value.stale.length > 0);
    expect(again.value.stale.map(({ name }) => name)).to.deep.equal(["filters"]);
  });

  it("keeps each cell's runs apart", async () => {
    const first = await visit();
    await train(first);
    await soon(async () => (await kept()).length === 1);
    const other = await visit({ cell: 5 });
    for (let i = 0; i < 20; i++) await frame();
    expect(other.value.state).to.equal("idle");
    first.dispose();
  });

  it("leaves a training that was cut off to its checkpoint: it is not shown as one that ended", async () => {
    const first = await visit();
    await train(first, false);
    await soon(async () => (await kept()).length === 1);
    first.dispose();
    expect(engine.last("release").input).to.deep.include({ keeps: true });
    await frame();
    expect((await kept())[0]!.state).to.equal("running");
    const again = await visit();
    for (let i = 0; i < 20; i++) await frame();
    expect(again.value.state).to.equal("idle");
  });

  it("keeps a run that a file brought, with those before it and its network, and brings it once", async () => {
    const settings = { architecture: "atnet", hyperparameters: {}, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: "good" };
    const of = { settings, shape: { vocabularySize: 5, classes: 2 }, classes: [], majorityBaseline: 0.5 };
    const before = { ...newRun({ ...of, id: `${notebook} 1`, number: 1, earlier: [] }), state: "stopped" as const };
    const run = { ...newRun({ ...of, id: `${notebook} 2`, number: 2, earlier: [before] }), state: "done" as const };
    const network = { settings, classes: [], vocabulary: ["good"], level: "words" as const, parameters: [], step: 0, epoch: 0 };
    const first = await visit();
    const restored = first.restore({ run, network });
    await soon(() => engine.all("adopt").length === 1);
    expect(engine.last("adopt").input).to.deep.equal({ runId: run.id, network, keeps: true });
    await engine.last("adopt").resolve({ isKept: true });
    await soon(() => engine.all("inspect").length === 1);
    await engine.last("inspect").resolve(inspection("good"));
    await restored;
    expect(first.value.notices ?? []).to.deep.equal([]);
    await soon(async () => (await kept()).at(-1)?.live !== undefined);
    first.dispose();
    first.remove();

    const again = await visit();
    await again.restore({ run: { ...run, id: `${notebook} 3` }, network });
    expect([again.value.id, again.value.state, again.value.live!.tokens, again.value.earlier.map(({ id }) => id)]).to.deep.equal([run.id, "done", inspection("good").tokens, [before.id]]);
    expect([(await kept()).length, engine.all("adopt").length]).to.deep.equal([2, 1]);
    again.dispose();
  });

  it("says that a network from a file stays only until the page is closed, where the browser has no room for it", async () => {
    const cell = await visit();
    const settings = { architecture: "atnet", hyperparameters: {}, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: "" };
    const run = { ...newRun({ id: `${notebook} 1`, number: 1, settings, shape: { vocabularySize: 5, classes: 2 }, classes: [], majorityBaseline: 0.5, earlier: [] }), state: "done" as const };
    const restored = cell.restore({ run, network: { settings, classes: [], vocabulary: [], level: "words", parameters: [], step: 0, epoch: 0 } });
    await soon(() => engine.all("adopt").length === 1);
    await engine.last("adopt").resolve({ isKept: false });
    await restored;
    expect(cell.value.notices!.map(({ en }) => en)).to.deep.equal(["This browser could not keep this run: it is here until the page is closed. Export what you need of it."]);
    cell.dispose();
  });

  it("says once that the browser has no room for a run, and goes on", async () => {
    const cell = await visit();
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };
    try {
      await train(cell);
      await soon(() => (cell.value.notices?.length ?? 0) === 1);
    } finally { IDBObjectStore.prototype.put = put; }
    expect(cell.value.notices![0]!.en).to.equal("This browser could not keep this run: it is here until the page is closed. Export what you need of it.");
    expect(cell.value.state).to.equal("done");
    cell.dispose();
  });
});
