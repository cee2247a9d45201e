import { expect } from "@open-wc/testing";
import type { ProblemError } from "../../../src/data/dataset.js";
import type { Tf } from "../../../src/model/architecture.js";
import { numbersOf, step, type OneStep } from "../../../src/training/analyses/step.js";
import { openBackend } from "../../../src/training/backends.js";
import { RunControl } from "../../../src/training/control.js";
import { openNetwork, readParameters } from "../../../src/training/network.js";
import type { NextStep } from "../../../src/training/next-step.js";
import { train } from "../../../src/training/trainer.js";
import { settingsFor, smallData } from "../small-run.js";
import { quietJob, withSubject } from "./subject.js";

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

describe("a training step taken apart", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  // Loss and change of the parameters are compared with what the real loop then does.
  for (const hyperparameters of [{ dropoutRate: 0.3 }, { optimizer: "sgd", momentum: 0.9, schedule: "linear", clipNorm: 0.1, classWeights: "balanced" }]) {
    it(`is the step that the run does next, and leaves the run as it was, with ${JSON.stringify(hyperparameters)}`, async () => {
      const [settings, prepared] = [settingsFor(hyperparameters, { epochs: 2 }), smallData()];
      const network = openNetwork(tf, "atnet", settings.hyperparameters, prepared, settings.seed);
      const control = new RunControl();
      let next: (() => NextStep) | undefined;
      const seen: { foretold: OneStep; before: Readonly<Record<string, Float32Array>>; after: Readonly<Record<string, Float32Array>>; loss: number }[] = [];
      const losses: number[] = [];
      let last: { foretold: OneStep; before: Readonly<Record<string, Float32Array>> } | undefined;
      try {
        control.act("pause");
        const look = async (): Promise<void> => {
          const now = await readParameters(network.model);
          if (last) seen.push({ ...last, after: now, loss: losses.at(-1)! });
          const tensors = tf.memory().numTensors;
          const foretold = await step.run({ tf, network, prepared, settings, moment: { step: losses.length, epoch: 1 }, next: next! }, {}, quietJob());
          expect(tf.memory().numTensors).to.equal(tensors);
          expect(await readParameters(network.model)).to.deep.equal(now);
          last = { foretold, before: now };
          control.act(losses.length < 3 ? "step" : "stop");
        };
        await train({
          tf, network, prepared, settings, control, signal: new AbortController().signal,
          environment: { seed: 1, backend: "wasm", threads: 1, simd: true, precision: "equal", algorithms: [], tfjs: tf.version_core, app: "0.1.0", dataHash: prepared.hash, parameterCount: 0 },
          onOpen: (ask) => { next = ask; },
          report: (news) => {
            if (news.kind === "steps") losses.push(...news.steps.map(({ loss }) => loss));
            if (news.kind === "state" && news.state === "paused") void look();
          },
        });
        expect(seen.map(({ foretold }) => [foretold.step, foretold.isFresh])).to.deep.equal([[1, false], [2, false], [3, false]]);
        for (const { foretold, before, after, loss } of seen) {
          if (!("classWeights" in hyperparameters)) expect(foretold.loss).to.be.closeTo(loss, 1e-6);
          for (const { name, change, value } of foretold.stages.flatMap(({ parameters }) => parameters)) {
            expect(value.norm, name).to.be.closeTo(norm(before[name]!), 1e-5);
            const real = after[name]!.map((number, i) => number - before[name]![i]!);
            expect(change.norm, name).to.be.closeTo(norm(real), 1e-7 + 1e-5 * norm(real));
            expect([...change.few], name).to.deep.equal([...real.subarray(0, 6)]);
          }
        }
      } finally {
        network.model.dispose();
      }
    });
  }

  it("has the output of every stage and the slope of the loss in it; that in the logits is (p − y) / n", () => withSubject(tf, { dropoutRate: 0 }, async (subject) => {
    const { stages, examples, isFresh, loss, lossAfter, optimizer } = await step.run(subject, {}, quietJob());
    expect(stages.map(({ name, output, gradient }) => [name, output?.shape, gradient?.shape])).to.deep.equal([
      ["text", undefined, undefined], ["embedding", [8, 12, 8], [8, 12, 8]], ["convolution", [8, 10, 8], [8, 10, 8]], ["attention", [8, 10, 8], [8, 10, 8]], ["pooling", [8, 8], [8, 8]], ["dense", [8, 10], [8, 10]], ["output", [8, 1], [8, 1]],
    ]);
    const wanted = examples.map(({ label, probabilities }) => (probabilities[1]! - label) / 8);
    stages.at(-1)!.gradient!.few.forEach((slope, i) => expect(slope).to.be.closeTo(wanted[i]!, 1e-6));
    expect(loss).to.be.closeTo(examples.reduce((sum, { label, probabilities }) => sum - Math.log(probabilities[label]!), 0) / 8, 1e-5);
    expect(lossAfter).to.be.below(loss);
    expect([isFresh, optimizer]).to.deep.equal([true, "adam"]);
  }));

  it("works for every family, with several classes", async () => {
    for (const architecture of ["cnn", "embedding-average", "transformer"]) {
      await withSubject(tf, {}, async (subject) => {
        const { stages } = await step.run(subject, {}, quietJob());
        for (const { name, output, gradient, parameters } of stages.slice(1)) {
          expect(output?.norm, `${architecture} ${name}`).to.be.above(0);
          expect(gradient?.norm, `${architecture} ${name}`).to.be.above(0);
          for (const { change } of parameters) expect(Number.isFinite(change.norm)).to.equal(true);
        }
      }, { architecture, prepared: smallData(60, 3) });
    }
  });

  it("is refused, with what to do, for a network that does not learn by steps of gradients", () => withSubject(tf, {}, async (subject) => {
    await step.run(subject, {}, quietJob()).then(() => { throw new Error("expected a problem"); }, (error: unknown) => {
      expect((error as ProblemError).problems.map(({ code }) => code)).to.deep.equal(["no-gradient-steps"]);
    });
  }, { architecture: "bag-of-words" }));

  // √(9 + 16 + 144) = 13, mean (3 − 4 + 12) / 3.
  it("tells many numbers by a few", () => {
    expect(numbersOf(Float32Array.of(3, -4, 12), [3])).to.deep.equal({ shape: [3], norm: 13, mean: 11 / 3, min: -4, max: 12, few: [3, -4, 12] });
  });
});
