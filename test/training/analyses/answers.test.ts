import { expect } from "@open-wc/testing";
import type { Tf } from "../../../src/model/architecture.js";
import { answers } from "../../../src/training/analyses/answers.js";
import { openBackend } from "../../../src/training/backends.js";
import { attendTo } from "../../../src/training/inspect.js";
import { smallData } from "../small-run.js";
import { quietJob, withSubject } from "./subject.js";

describe("the network's answers to a split", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  for (const classes of [2, 3]) {
    it(`are those that it gives each text alone, with ${classes} classes`, () => withSubject(tf, {}, async (subject) => {
      const { split, examples, probabilities, classes: width } = await answers.run(subject, { split: "train" }, quietJob());
      expect([split, width]).to.deep.equal(["train", classes]);
      expect(examples).to.deep.equal(subject.prepared.split.train);
      const alone = await attendTo(tf, subject.network, examples.map((index) => subject.prepared.tokens[index]!), subject.moment);
      alone.forEach((one, row) => one.probabilities.forEach((probability, label) => expect(probabilities[row * width + label]).to.be.closeTo(probability, 1e-6)));
    }, { prepared: smallData(150, classes) }));
  }

  it("leave no tensor behind, say how far they are, and stop when nobody waits for them", () => withSubject(tf, {}, async (subject) => {
    const before = tf.memory().numTensors;
    const told: number[] = [];
    await answers.run(subject, { split: "train" }, quietJob(told));
    // 118 of 150 examples (8 of each 75 validate, 8 test), 64 at a time.
    expect(told).to.deep.equal([64 / 118, 1]);
    const abort = AbortSignal.abort();
    await answers.run(subject, { split: "train" }, quietJob([], abort)).then(() => { throw new Error("expected an abort"); }, (error: Error) => expect(error.name).to.equal("AbortError"));
    expect(tf.memory().numTensors).to.equal(before);
  }, { prepared: smallData(150) }));

  it("are refused for a split that does not exist", () => {
    expect(answers.wrong({ split: "dev" })).to.equal("split: one of train, validation, test");
    expect(answers.wrong({ split: "test" })).to.equal(undefined);
  });
});
