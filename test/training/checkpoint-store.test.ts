import { expect } from "@open-wc/testing";
import { deleteDB, openDB } from "idb";
import type { Text } from "../../src/base/text.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import { sha256 } from "../../src/base/sha256.js";
import { CheckpointKeeper } from "../../src/training/checkpoint-keeper.js";
import { IndexedCheckpointStore, type CheckpointStore } from "../../src/training/checkpoint-store.js";
import { runsVersion } from "../../src/training/run-database.js";
import { settingsFor } from "./small-run.js";

const checkpointAt = (step: number, more: Partial<Checkpoint> = {}): Checkpoint => ({
  runId: "a", savedAt: Date.now(), state: "training", settings: settingsFor({}),
  data: { source: "tiny-reviews", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} },
  environment: { seed: 1, backend: "cpu", threads: 1, simd: false, precision: "equal", algorithms: [], tfjs: "4.22.0", app: "0.1.0", dataHash: "0f", parameterCount: 2 },
  epoch: 1, batch: step, step, stepsPerEpoch: 1000, seconds: 1, tally: { loss: 0, right: 0, count: 0, confusion: [] },
  losses: new Float64Array(step), accuracies: new Float64Array(step), epochs: [], rateChanges: [],
  parameters: [{ name: "kernel", shape: [2], data: Float32Array.of(step, 0.5) }],
  optimizer: { name: "sgd", config: {}, steps: step, slots: {} }, best: undefined, result: undefined, ...more,
});

describe("saved runs", () => {
  const name = "atnet-notebook-test-runs";
  let store: IndexedCheckpointStore;
  beforeEach(() => { store = new IndexedCheckpointStore(name); });
  afterEach(async () => { await store.close(); await deleteDB(name); });
  const stepOf = async (runId = "a"): Promise<number | undefined> => (await store.load(runId))?.checkpoint.step;
  const slots = async (): Promise<{ runId: string; slot: number; sequence: number; savedAt: number; bytes: ArrayBuffer }[]> => {
    const database = await openDB(name, runsVersion);
    const all = await database.getAll("slots");
    database.close();
    return all;
  };
  const damage = async (sequence: number): Promise<void> => {
    const found = (await slots()).find((one) => one.sequence === sequence)!;
    new Uint8Array(found.bytes)[100]! ^= 1;
    const database = await openDB(name, runsVersion);
    await database.put("slots", found);
    database.close();
  };

  it("come back, the newest first, also when the clock was set back meanwhile", async () => {
    for (const step of [1, 2, 3]) await store.save(checkpointAt(step, { savedAt: Date.now() - step * 1000 }));
    expect(await stepOf()).to.equal(3);
    expect((await slots()).map(({ slot, sequence }) => [slot, sequence])).to.deep.equal([[0, 2], [1, 3]]);
  });

  it("P17: with one slot damaged, the other one is used, and that is told", async () => {
    await store.save(checkpointAt(200));
    await store.save(checkpointAt(400));
    await damage(2);
    const found = await store.load("a");
    expect([found!.checkpoint.step, found!.isDamaged]).to.deep.equal([200, true]);
    // The next save takes the place of the damaged one, not of the good one.
    await store.save(checkpointAt(600));
    expect((await slots()).map(({ sequence }) => sequence).toSorted((a, b) => a - b)).to.deep.equal([1, 2]);
    expect(await stepOf()).to.equal(600);
    await damage(2);
    await damage(1);
    expect(await store.load("a")).to.equal(undefined);
    expect(await slots()).to.deep.equal([]);
  });

  it("are listed once for each run that is not finished, and deleted on their own", async () => {
    const now = Date.now();
    await store.save(checkpointAt(3, { runId: "c", savedAt: now }));
    await store.save(checkpointAt(9, { runId: "c", state: "finished", savedAt: now }));
    await store.save(checkpointAt(1, { savedAt: now - 5 }));
    await store.save(checkpointAt(2, { savedAt: now - 4 }));
    await store.save(checkpointAt(7, { runId: "b", savedAt: now }));
    expect((await store.unfinished()).map(({ runId, step }) => [runId, step])).to.deep.equal([["b", 7], ["a", 2]]);
    await store.delete("b");
    expect((await store.unfinished()).map(({ runId }) => runId)).to.deep.equal(["a"]);
  });

  it("are let go when nobody comes back to them", async () => {
    const hour = 3_600_000;
    await store.save(checkpointAt(1, { runId: "forgotten", savedAt: Date.now() - 31 * 24 * hour }));
    await store.save(checkpointAt(1, { runId: "finished", state: "finished", savedAt: Date.now() - 25 * hour }));
    await store.save(checkpointAt(1, { runId: "left", savedAt: Date.now() - 25 * hour }));
    for (let i = 0; i < 11; i++) await store.save(checkpointAt(1, { runId: `new ${i}`, savedAt: Date.now() }));
    await store.close();
    expect(await stepOf("forgotten")).to.equal(undefined);
    expect(await stepOf("finished")).to.equal(undefined);
    expect(await stepOf("left")).to.equal(1);
    await store.save(checkpointAt(1, { runId: "one more" }));
    await store.close();
    expect(await stepOf("left")).to.equal(undefined);
    expect(await stepOf("new 0")).to.equal(1);
  });

  it("gives way when a newer page opens the database, and a write that fails leaves the old one whole", async () => {
    await store.save(checkpointAt(1));
    const newer = await openDB(name, runsVersion + 1);
    let failure: unknown;
    await store.save(checkpointAt(2)).catch((error: unknown) => { failure = error; });
    expect((failure as DOMException).name).to.equal("VersionError");
    expect(await newer.count("slots")).to.equal(1);
    newer.close();
  });

  it("stay when the database grows: what the first version wrote is still there", async () => {
    await store.save(checkpointAt(5));
    const [{ bytes, sequence, savedAt }] = (await slots()) as [Awaited<ReturnType<typeof slots>>[number]];
    await store.close();
    await deleteDB(name);
    const old = await openDB(name, 1, { upgrade: (database) => { database.createObjectStore("slots", { keyPath: ["runId", "slot"] }); } });
    await old.put("slots", { runId: "a", slot: 1, sequence, savedAt, state: "training", bytes });
    old.close();
    expect(await stepOf()).to.equal(5);
    await store.save(checkpointAt(6));
    expect((await slots()).map((one) => one.sequence)).to.deep.equal([2, 1]);
  });

  it("are left alone where a newer page wrote them", async () => {
    await store.save(checkpointAt(1));
    const [found] = await slots() as [Awaited<ReturnType<typeof slots>>[number]];
    const bytes = new Uint8Array(found.bytes);
    new Uint32Array(found.bytes, 4, 1)[0]!++;
    bytes.set(await sha256(bytes.subarray(0, -32)), bytes.length - 32);
    const database = await openDB(name, runsVersion);
    await database.put("slots", found);
    database.close();
    expect([await store.load("a"), (await slots()).length]).to.deep.equal([undefined, 1]);
  });
});

describe("the keeper of a run", () => {
  const fakeStore = (save: CheckpointStore["save"]): CheckpointStore => ({ save, load: async () => undefined, unfinished: async () => [], delete: async () => undefined });

  it("P17: saves after 200 steps or ten seconds, and never twice a second", () => {
    let now = 0;
    const keeper = new CheckpointKeeper(fakeStore(async () => undefined), () => undefined, { now: () => now });
    const due = (milliseconds: number, step: number): boolean => { now = milliseconds; return keeper.isDue(step); };
    expect([due(999, 5000), due(1000, 199), due(1000, 200), due(9999, 1), due(10_000, 1), due(10_000, 0)]).to.deep.equal([false, false, true, false, true, false]);
  });

  it("saves after the first epoch, however short, and after a later one no sooner than otherwise", () => {
    const fresh = new CheckpointKeeper(fakeStore(async () => undefined), () => undefined, { now: () => 0 });
    expect([fresh.isDue(9), fresh.isDue(9, true)]).to.deep.equal([false, true]);
    const saved = new CheckpointKeeper(fakeStore(async () => undefined), () => undefined, { step: 9, now: () => 0 });
    expect(saved.isDue(18, true)).to.equal(false);
  });

  it("writes one at a time; the newest that waits wins", async () => {
    const written: number[] = [];
    const finish: (() => void)[] = [];
    const keeper = new CheckpointKeeper(fakeStore((checkpoint) => new Promise((resolve) => { finish.push(() => { written.push(checkpoint.step); resolve(); }); })), () => undefined);
    const turn = async (): Promise<void> => { for (let i = 0; i < 20; i++) await Promise.resolve(); };
    for (const step of [1, 2, 3]) { keeper.save(step, async () => checkpointAt(step)); await turn(); }
    expect([finish.length, keeper.isDue(100_000)]).to.deep.equal([1, false]);
    finish.shift()!();
    await turn();
    finish.shift()!();
    await keeper.settled();
    expect(written).to.deep.equal([1, 3]);
  });

  it("tells once, in both languages, that the browser refuses, and goes on", async () => {
    const notices: Text[] = [];
    const keeper = new CheckpointKeeper(fakeStore(async () => { throw new DOMException("full", "QuotaExceededError"); }), (notice) => notices.push(notice));
    for (const step of [1, 2]) {
      keeper.save(step, async () => checkpointAt(step));
      await keeper.settled();
    }
    expect(notices).to.deep.equal([{
      en: "This browser could not save the training (there is no space left). It goes on; leave this page open until it is done.",
      "pt-BR": "O navegador não conseguiu salvar o treino (não há mais espaço). Ele continua; deixe esta página aberta até o fim.",
    }]);
  });

  it("writes nothing more of a run that was forgotten", async () => {
    const events: string[] = [];
    let finish = (): void => undefined;
    const keeper = new CheckpointKeeper({ ...fakeStore(() => new Promise((resolve) => { finish = () => { events.push("saved"); resolve(); }; })), delete: async () => { events.push("deleted"); } }, () => undefined);
    keeper.save(1, async () => checkpointAt(1));
    keeper.save(2, async () => checkpointAt(2));
    for (let i = 0; i < 20; i++) await Promise.resolve();
    const forgotten = keeper.forget("a");
    finish();
    await forgotten;
    keeper.save(3, async () => checkpointAt(3));
    await keeper.settled();
    expect(events).to.deep.equal(["saved", "deleted"]);
  });
});
