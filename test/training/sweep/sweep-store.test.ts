import { expect } from "@open-wc/testing";
import { openDB } from "idb";
import { sweepFormat, SweepStore, type StoredSweep } from "../../../src/training/sweep/sweep-store.js";

const name = "test-sweeps";
const sweep: StoredSweep = {
  format: sweepFormat, key: "k", dataHash: "h", isDone: false, savedAt: 1,
  trials: [{ index: 0, point: { filters: 8 }, state: "done", parameters: 10, multiplyAdds: 20, runs: [{ seed: 1, epochs: [{ epoch: 1, seconds: 1, trainingLoss: 0.5, validationLoss: NaN, validationAccuracy: 0.75 }], steps: 5, seconds: 1 }] }],
};

describe("what is kept of a sweep", () => {
  let store: SweepStore;
  beforeEach(() => { store = new SweepStore(name); });
  afterEach(async () => {
    await store.delete("k");
    await store.close();
  });

  it("comes back as it was, losses that are no number too", async () => {
    await store.save(sweep);
    expect(await new SweepStore(name).load("k")).to.deep.equal(sweep);
    expect(await store.load("other")).to.equal(undefined);
  });
  it("says when only another version of the page could read it, and leaves that where it is", async () => {
    await store.save(sweep);
    await store.delete("k");
    const newer = { format: sweepFormat + 1, key: "k", somethingElse: true };
    const database = await openDB(name, 1);
    await database.put("sweeps", newer);
    expect(await store.load("k")).to.equal("other-version");
    await store.save(sweep);
    expect(await store.load("k")).to.deep.equal(sweep);
    expect(await database.get("sweeps", ["k", sweepFormat + 1])).to.deep.equal(newer);
    await database.delete("sweeps", ["k", sweepFormat + 1]);
    database.close();
  });
  it("is nothing when it is no sweep", async () => {
    for (const trials of ["none", [{ ...sweep.trials[0]!, index: 3 }], [{ ...sweep.trials[0]!, state: "great" }], [null]]) {
      await store.save({ ...sweep, trials: trials as never });
      expect(await store.load("k")).to.equal(undefined);
    }
  });
});
