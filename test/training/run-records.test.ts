import { expect } from "@open-wc/testing";
import { deleteDB, openDB } from "idb";
import type { Run, StepRecord } from "../../src/training/run.js";
import { RunDatabase, runsVersion } from "../../src/training/run-database.js";
import type { RunRecord } from "../../src/training/run-record.js";
import { RunRecords, runsKeptOfNotebook } from "../../src/training/run-records.js";
import { newRun } from "../../src/training/run-state.js";
import { settingsFor } from "./small-run.js";

const name = "atnet-notebook-test-records";
const steps: readonly StepRecord[] = [{ step: 1, epoch: 1, loss: 0.7, accuracy: 0.5 }, { step: 2, epoch: 1, loss: 1e-45, accuracy: 1 }, { step: 3, epoch: 2, loss: NaN, accuracy: 0 }];
const runOf = (id: string, of: Partial<Run> = {}): Run => ({
  ...newRun({ id, number: 1, settings: settingsFor({}), data: { source: "tiny-reviews", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} }, shape: { vocabularySize: 9, classes: 2 }, classes: [{ en: "bad", "pt-BR": "ruim" }], majorityBaseline: 0.5, earlier: [] }),
  state: "done", steps, stepsPerEpoch: 2,
  epochs: [{ epoch: 1, step: 2, trainingLoss: 0.4, trainingAccuracy: 0.75, validationLoss: NaN, validationAccuracy: NaN, seconds: 1, snapshot: { step: 2, epoch: 1, tokens: ["good"], attentionWeights: [1], receptiveFields: [[0, 0]], attentionKept: 1, probabilities: [0.1, 0.9] } }],
  environment: { seed: 1, backend: "cpu", threads: 1, simd: false, precision: "equal", algorithms: [], tfjs: "4.22.0", app: "0.1.0", dataHash: "0f", parameterCount: 2 },
  result: { reason: "done", keptEpoch: 1, validation: undefined, test: undefined }, ...of,
});
const recordOf = (id: string, of: Partial<RunRecord> = {}): RunRecord => ({ id, notebook: "mine", cell: 4, parent: undefined, startedAt: 1000, savedAt: 2000, run: runOf(id), ...of });

describe("runs kept beside a notebook", () => {
  let records: RunRecords;
  beforeEach(() => { records = new RunRecords(name); });
  afterEach(async () => { await records.close(); await deleteDB(name); });
  const ids = async (of?: Parameters<RunRecords["list"]>[0]): Promise<readonly string[]> => (await records.list(of)).map(({ id }) => id);
  const raw = async <T>(use: (database: Awaited<ReturnType<RunDatabase["open"]>>) => Promise<T>): Promise<T> => {
    const database = new RunDatabase(name);
    const given = await use(await database.open());
    await database.close();
    return given;
  };

  it("come back whole on another page: settings, every step, attention, environment, result and parent", async () => {
    const live = { text: "good", tokens: ["good"], activations: { embedding: { shape: [1, 2], data: Float32Array.of(1e-45, -0) } } } as unknown as NonNullable<Run["live"]>;
    const record = recordOf("a", { parent: "sweep-1", run: runOf("a", { live }) });
    await records.keep(record);
    await records.close();
    expect(await new RunRecords(name).get("a")).to.deep.equal(record);
    expect(await records.get("b")).to.equal(undefined);
  });

  it("leave on the page what only the page holds", async () => {
    await records.keep(recordOf("a", { run: runOf("a", { earlier: [runOf("z")], stale: [{ name: "filters", from: 1, to: 2 }] }) }));
    expect((await records.get("a"))!.run).to.deep.equal(runOf("a"));
  });

  it("are listed by cell, by notebook and all, in the order in which they began, and each once however often it is kept", async () => {
    for (const [id, startedAt, cell, notebook] of [["late", 3000, 4, "mine"], ["other cell", 2000, 2, "mine"], ["early", 1000, 4, "mine"], ["elsewhere", 1500, 4, "yours"]] as const) await records.keep(recordOf(id, { startedAt, cell, notebook }));
    await records.keep(recordOf("early", { savedAt: 9000 }));
    expect([await ids({ notebook: "mine", cell: 4 }), await ids({ notebook: "mine" }), await ids()]).to.deep.equal([["early", "late"], ["early", "other cell", "late"], ["early", "elsewhere", "other cell", "late"]]);
    await records.delete("early");
    expect(await ids({ notebook: "mine" })).to.deep.equal(["other cell", "late"]);
    await records.deleteOf("mine");
    expect(await ids()).to.deep.equal(["elsewhere"]);
  });

  it("give way, the oldest first and with its network, when a notebook has too many; another notebook's stay", async () => {
    await records.keep(recordOf("yours", { notebook: "yours", startedAt: 0 }));
    await raw(async (database) => database.put("slots", { runId: "run 0", slot: 0, sequence: 2, savedAt: 1, state: "finished", bytes: new ArrayBuffer(8) }));
    for (let i = 0; i <= runsKeptOfNotebook; i++) await records.keep(recordOf(`run ${i}`, { startedAt: i }));
    const left = await ids({ notebook: "mine" });
    expect([left.length, left[0], left.at(-1)]).to.deep.equal([runsKeptOfNotebook, "run 1", `run ${runsKeptOfNotebook}`]);
    expect(await ids({ notebook: "yours" })).to.deep.equal(["yours"]);
    expect(await raw((database) => database.count("slots"))).to.equal(0);
  });

  it("that another hand wrote are passed over", async () => {
    await records.keep(recordOf("good"));
    const good = (await raw((database) => database.get("records", "good")))!;
    const strange: readonly object[] = [{ id: "1" }, { ...good, id: "2", run: undefined }, { ...good, id: "3" }, { ...good, id: "4", run: { ...good.run, id: "4" }, steps: { ...good.steps, loss: new Float64Array(1) } }, { ...good, id: "5", run: { ...good.run, id: "5", epochs: "none" } }];
    await raw(async (database) => { for (const one of strange) await database.put("records", one as never); });
    expect(await ids()).to.deep.equal(["good"]);
    expect(await records.get("4")).to.equal(undefined);
  });

  for (const from of [1, 2]) {
    it(`P8: stand beside the checkpoints that version ${from} of the database had kept`, async () => {
      const old = await openDB(name, from, { upgrade: (database) => {
        const slots = database.createObjectStore("slots", { keyPath: ["runId", "slot"] });
        if (from > 1) slots.createIndex("heads", ["runId", "sequence", "state", "savedAt"]);
      } });
      await old.put("slots", { runId: "a", slot: 1, sequence: 1, savedAt: 5, state: "training", bytes: new ArrayBuffer(3) });
      old.close();
      await records.keep(recordOf("a"));
      expect(await raw(async (database) => [database.version, await database.count("slots"), await database.countFromIndex("slots", "heads"), await database.count("records")])).to.deep.equal([runsVersion, 1, 1, 1]);
    });
  }

  it("are refused where there is no room, and those before stay", async () => {
    await records.keep(recordOf("a"));
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function () { this.transaction.abort(); throw new DOMException("full", "QuotaExceededError"); };
    let failure: unknown;
    try { await records.keep(recordOf("b")).catch((error: unknown) => { failure = error; }); } finally { IDBObjectStore.prototype.put = put; }
    expect((failure as DOMException).name).to.equal("QuotaExceededError");
    expect(await ids()).to.deep.equal(["a"]);
  });
});
