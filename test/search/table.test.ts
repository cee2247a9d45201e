import { expect } from "@open-wc/testing";
import recorded from "../../bench/results/atnet-trials.json";
import { median } from "../../bench/search/search.js";
import { epochsUntil, leastLoss, searchTable, type TrialTable } from "../../bench/search/table.js";

/** Trainings of AtNet on Amazon sentences by the product itself: bench/search/record.mjs. */
const table = recorded as TrialTable;
const seeds = Array.from({ length: 10 }, (_, i) => i + 1);
const trials = 40;
const drawn = seeds.map((seed) => leastLoss(searchTable(table, { method: "random", seed }, { trials })));

describe("searches of recorded trainings of AtNet", () => {
  it("have at least 200 trainings to find, each with what every epoch measured", () => {
    expect(table.trials.length).to.be.at.least(200);
    for (const { loss, accuracy } of table.trials) expect([loss.length, accuracy.length]).to.deep.equal([table.about.epochs, table.about.epochs]);
  });
  it("find a better median with TPE than with random search, over ten repetitions", () => {
    expect(median(seeds.map((seed) => leastLoss(searchTable(table, { method: "tpe", seed }, { trials }))))).to.be.below(median(drawn));
  });
  for (const pruning of ["halving", "hyperband"]) {
    it(`are as good as random search with at most half of its steps when they cut short by ${pruning}, in the median of thirty repetitions`, () => {
      const most = trials * table.about.epochs;
      const steps = Array.from({ length: 30 }, (_, i) => {
        const goal = drawn[i] ?? leastLoss(searchTable(table, { method: "random", seed: i + 1 }, { trials }));
        return epochsUntil(searchTable(table, { method: "random", pruning, seed: i + 1 }, { epochs: most }), goal);
      });
      expect(median(steps)).to.be.at.most(most / 2);
    });
  }
});
