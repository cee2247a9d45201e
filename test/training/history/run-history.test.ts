import { expect } from "@open-wc/testing";
import { deleteDB, openDB } from "idb";
import type { EpochRecord, Run } from "../../../src/training/run.js";
import { curveOf, mostPoints, pointsOf } from "../../../src/training/history/history-curve.js";
import { historyWithCost } from "../../../src/training/history/history-cost.js";
import { historyFormat, historyOf, readHistory, type HistoryRecord } from "../../../src/training/history/history-record.js";
import { RunHistory, type HistoryNews } from "../../../src/training/history/run-history.js";
import { RunDatabase, runsVersion } from "../../../src/training/run-database.js";
import { storeRun, type RunRecord } from "../../../src/training/run-record.js";
import { RunRecords } from "../../../src/training/run-records.js";
import { newRun } from "../../../src/training/run-state.js";
import { settingsFor } from "../small-run.js";
import { historyRecord } from "./make-history.js";

const name = "atnet-notebook-test-history";
const epochOf = (epoch: number, validationLoss: number): EpochRecord => ({ epoch, step: epoch * 2, trainingLoss: 1 / epoch, trainingAccuracy: 0.5, validationLoss, validationAccuracy: 1 - validationLoss, seconds: epoch / 4, snapshot: undefined });
const runOf = (id: string, of: Partial<Run> = {}): Run => ({
  ...newRun({ id, number: 1, settings: settingsFor({}), data: { source: "tiny-reviews", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} }, shape: { vocabularySize: 9, classes: 2 }, classes: [], majorityBaseline: 0.5, earlier: [] }),
  state: "done", steps: [{ step: 6, epoch: 3, loss: 0.3, accuracy: 1 }], stepsPerEpoch: 2, epochs: [epochOf(1, 0.5), epochOf(2, 0.25), epochOf(3, 0.75)],
  environment: { seed: 1, backend: "cpu", threads: 1, simd: false, precision: "equal", algorithms: [], tfjs: "4.22.0", app: "0.1.0", dataHash: "0f", parameterCount: 24 },
  result: { reason: "done", keptEpoch: 2, validation: undefined, test: { loss: 0.5, accuracy: 0.875, count: 8, confusion: [] } }, ...of,
});
const place = { notebook: "mine", cell: 4, startedAt: 1000, savedAt: 2000 };
const recordOf = (id: string, of: Partial<RunRecord> = {}): RunRecord => ({ id, ...place, parent: undefined, run: runOf(id), ...of });

describe("a run in the history", () => {
  it("says what it reached at its best epoch and at its last, what it took and what it cost", () => {
    const { best, last, epochs, steps, seconds, test, parameters, environment } = historyOf(runOf("a"), place, undefined);
    expect([best?.epoch, best?.validationLoss, last?.epoch, last?.validationLoss, epochs, steps, seconds, parameters]).to.deep.equal([2, 0.25, 3, 0.75, 3, 6, 0.75, 24]);
    expect(test).to.deep.equal({ accuracy: 0.875, loss: 0.5, count: 8 });
    expect(environment).to.deep.equal({ backend: "cpu", threads: 1, precision: "equal" });
    expect(historyWithCost(runOf("a"), place, undefined).multiplyAdds).to.be.above(0);
    expect(historyWithCost(runOf("a", { settings: { ...settingsFor({}), architecture: "of-another-page" } }), place, undefined).multiplyAdds).to.deep.equal(NaN);
  });
  it("says what was changed since the run before it in its cell", () => {
    const settings = settingsFor({});
    const after = runOf("b", { settings: { ...settings, hyperparameters: { ...settings.hyperparameters, learningRate: 0.003 } } });
    const { parent, changes } = historyOf(after, place, runOf("a"));
    expect([parent, changes.map(({ name: setting, to }) => [setting, to])]).to.deep.equal(["a", [["learningRate", 0.003]]]);
  });
  it("is of one group with those that differ in the seed alone", () => {
    const settings = settingsFor({});
    const groupOf = (of: Partial<Run["settings"]>): string => historyOf(runOf("a", { settings: { ...settings, ...of } }), place, undefined).group;
    expect(groupOf({ seed: 9 })).to.equal(groupOf({}));
    expect(groupOf({ epochs: 99 })).to.not.equal(groupOf({}));
  });
  it("takes a few kilobytes however long it was and whatever its data holds", () => {
    const settings = settingsFor({});
    const texts = "a sentence of one's own ".repeat(10_000);
    const long = historyOf(runOf("a", {
      epochs: Array.from({ length: 5000 }, (_, i) => epochOf(i + 1, 1 / (i + 1))), data: { source: "own-texts", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: { rows: texts } }, settings: { ...settings, probeText: texts },
    }), place, undefined);
    expect(JSON.stringify({ ...long, curve: undefined }).length + long.curve.byteLength).to.be.below(4096);
    expect(long.data!.options["rows"]).to.not.equal(historyOf(runOf("a", { data: { ...long.data!, options: { rows: `${texts}.` } } }), place, undefined).data!.options["rows"], "two long texts that differ still do");
  });
  it("keeps of a long curve its ends and its lowest validation loss", () => {
    const epochs = Array.from({ length: 1000 }, (_, i) => epochOf(i + 1, i === 333 ? 0.125 : 0.5));
    const points = pointsOf(curveOf(epochs));
    expect(points.length).to.be.at.most(mostPoints);
    expect([points[0]!.epoch, points.at(-1)!.epoch, points.find(({ validationLoss }) => validationLoss === 0.125)?.epoch]).to.deep.equal([1, 1000, 334]);
    expect(pointsOf(curveOf([epochOf(1, 0.5)]))).to.deep.equal([{ epoch: 1, trainingLoss: 1, trainingAccuracy: 0.5, validationLoss: 0.5, validationAccuracy: 0.5 }]);
  });
});

describe("the history of runs", () => {
  let history: RunHistory;
  beforeEach(() => { history = new RunHistory(name); });
  afterEach(async () => { await history.close(); await deleteDB(name); });
  const all = async (of = history): Promise<{ readonly ids: readonly string[]; readonly newer: number; readonly damaged: number }> => {
    let [ids, newer, damaged]: [string[], number, number] = [[], 0, 0];
    for await (const part of of.read()) {
      ids = [...ids, ...part.records.map(({ id }) => id)];
      newer += part.newer;
      damaged += part.damaged;
    }
    return { ids, newer, damaged };
  };
  const get = async (id: string): Promise<HistoryRecord | undefined> => { for await (const { records } of history.read()) { const found = records.find((one) => one.id === id); if (found) return found; } return undefined; };
  const raw = async <T>(use: (database: Awaited<ReturnType<RunDatabase["open"]>>) => Promise<T>): Promise<T> => {
    const database = new RunDatabase(name);
    const given = await use(await database.open());
    await database.close();
    return given;
  };

  it("comes back whole on another page, the newest first, in parts", async () => {
    for (let i = 0; i < 450; i++) await history.keep(historyRecord(`run ${i}`, { startedAt: i }));
    await history.close();
    const parts: number[] = [];
    const ids: string[] = [];
    for await (const { records } of new RunHistory(name).read()) { parts.push(records.length); ids.push(...records.map(({ id }) => id)); }
    expect(parts).to.deep.equal([200, 200, 50]);
    expect(ids).to.deep.equal(Array.from({ length: 450 }, (_, i) => `run ${449 - i}`));
    expect(await get("run 7")).to.deep.equal(historyRecord("run 7", { startedAt: 7 }));
  });
  it("holds a run once, however often it is kept and whenever it is said to have begun; a person's note and star stay", async () => {
    await history.keep(historyRecord("a"));
    await history.remark("a", { note: "my best", isStarred: true });
    await history.keep(historyRecord("a", { startedAt: 5000, epochs: 3 }));
    expect((await all()).ids).to.deep.equal(["a"]);
    expect(await get("a")).to.deep.equal(historyRecord("a", { epochs: 3, note: "my best", isStarred: true }));
    expect(await history.remark("gone", { note: "x" })).to.equal(undefined);
  });
  it("lets the oldest without a star go when it is full, and says which", async () => {
    history = new RunHistory(name, 3);
    const news: HistoryNews[] = [];
    for (let i = 0; i < 3; i++) await history.keep(historyRecord(`run ${i}`, { startedAt: i }));
    await history.remark("run 0", { isStarred: true });
    history.onChange((one) => news.push(one));
    await history.keep(historyRecord("run 3", { startedAt: 3 }));
    expect((await all()).ids).to.deep.equal(["run 3", "run 2", "run 0"]);
    expect(news).to.deep.equal([{ put: [historyRecord("run 3", { startedAt: 3 })], gone: ["run 1"] }]);
  });
  it("gives back, to the bit, what was removed: the record, the run and its network", async () => {
    const records = new RunRecords(name);
    await records.keep(recordOf("a"));
    const slot = { runId: "a", slot: 0 as const, sequence: 2, savedAt: 1, state: "finished" as const, bytes: Uint8Array.of(1, 2, 3).buffer };
    await raw((database) => database.put("slots", slot));
    await history.keep(historyRecord("a"));
    await history.keep(historyRecord("b", { startedAt: 2000 }));
    const removed = await history.remove(["a"]);
    expect([(await all()).ids, await records.get("a"), await raw((database) => database.count("slots"))]).to.deep.equal([["b"], undefined, 0]);
    await history.putBack(removed);
    expect((await all()).ids).to.deep.equal(["b", "a"]);
    expect(await records.get("a")).to.deep.equal(recordOf("a"));
    expect(await raw((database) => database.getAll("slots"))).to.deep.equal([slot]);
    await records.close();
  });
  it("forgets a notebook with its runs, and leaves the others", async () => {
    const records = new RunRecords(name);
    await history.keep(historyRecord("a"));
    await history.keep(historyRecord("b", { notebook: "yours" }));
    await records.deleteOf("mine");
    expect((await all()).ids).to.deep.equal(["b"]);
    await records.close();
  });
  it("counts records of a newer page and damaged ones, leaves them where they are, and shows the rest", async () => {
    await history.keep(historyRecord("good"));
    const good = historyRecord("good");
    const strange: readonly object[] = [
      { ...good, id: "1", format: historyFormat + 1, startedAt: 1 }, { id: "2", startedAt: 2 }, { ...good, id: "3", startedAt: 3, curve: [1] }, { ...good, id: "4", startedAt: 4, settings: { architecture: "atnet" } },
      { ...good, id: "5", startedAt: 5, changes: [null] }, { ...good, id: "6", startedAt: 6, parameters: "many" },
    ];
    await raw(async (database) => { for (const one of strange) await database.put("history", one as never); });
    expect(await all()).to.deep.equal({ ids: ["good"], newer: 1, damaged: 5 });
    await history.keep(historyRecord("1", { startedAt: 1 }));
    expect(await all(), "what a newer page wrote is not overwritten").to.deep.equal({ ids: ["good"], newer: 1, damaged: 5 });
    expect(await raw((database) => database.count("history"))).to.equal(7);
  });
  it("reads what it wrote, and nothing else", () => {
    expect(readHistory(historyOf(runOf("a"), place, undefined))).to.be.an("object");
    for (const stored of [undefined, null, 7, "run", [], {}]) expect(readHistory(stored)).to.equal("damaged");
  });

  for (const from of [1, 2, 3]) {
    it(`P8: begins with the runs that version ${from} of the database had kept, each with what changed since the one before`, async () => {
      const settings = settingsFor({});
      const kept = [recordOf("a"), recordOf("b", { startedAt: 2000, run: runOf("b", { settings: { ...settings, seed: 5 } }) }), recordOf("c", { startedAt: 3000, cell: 5, run: runOf("c") })];
      const old = await openDB(name, from, { upgrade: (database) => {
        const slots = database.createObjectStore("slots", { keyPath: ["runId", "slot"] });
        if (from > 1) slots.createIndex("heads", ["runId", "sequence", "state", "savedAt"]);
        if (from > 2) database.createObjectStore("records", { keyPath: "id" }).createIndex("byCell", ["notebook", "cell", "startedAt"]);
      } });
      await old.put("slots", { runId: "a", slot: 1, sequence: 1, savedAt: 5, state: "training", bytes: new ArrayBuffer(3) });
      if (from > 2) for (const one of [...kept.map(storeRun), { id: "broken", notebook: "mine", cell: 4, startedAt: 1500 }]) await old.put("records", one);
      old.close();
      expect((await all()).ids).to.deep.equal(from > 2 ? ["c", "b", "a"] : []);
      if (from > 2) expect([(await get("b"))!.parent, (await get("b"))!.changes, (await get("c"))!.parent]).to.deep.equal(["a", [{ name: "seed", from: settings.seed, to: 5 }], undefined]);
      expect(await raw(async (database) => [database.version, await database.count("slots"), await database.count("records")])).to.deep.equal([runsVersion, 1, from > 2 ? 4 : 0]);
    });
  }
});
