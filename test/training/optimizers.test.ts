import { expect } from "@open-wc/testing";
import type * as TF from "@tensorflow/tfjs-core";
import type { Tf } from "../../src/model/architecture.js";
import { Adam } from "../../src/training/adam.js";
import { openBackend } from "../../src/training/backends.js";
import { crossEntropy } from "../../src/training/loss.js";
import { clipByGlobalNorm, decay, ruleOptimizer, slotCount } from "../../src/training/optimizers.js";
import { settingsFor, smallData, trainSmall } from "./small-run.js";

const gradients = [[0.5, -1, 0.25], [0.1, 2, -0.75], [-0.3, 0.4, 0], [1.5, -0.2, 0.05], [0.2, 0.3, -2]];
/** What Keras 3.15.1 makes of them from (1, −2) and (0.5): see optimizers.py. */
const keras = [
  { name: "sgd", values: [0.8000000715255737, -2.1499998569488525, 0.7450000047683716] },
  { name: "sgd", momentum: 0.9, values: [0.537155032157898, -2.378689765930176, 0.8460474610328674] },
  { name: "rmsprop", values: [0.45096689462661743, -2.046111822128296, 0.7627081274986267] },
  { name: "adagrad", values: [0.8401697874069214, -2.014890432357788, 0.6121879816055298] },
  { name: "adam", values: [0.6808558702468872, -2.032130241394043, 0.5744696855545044] },
  { name: "adamw", weightDecay: 0.05, values: [0.6598002910614014, -1.9835419654846191, 0.5628226399421692] },
  { name: "sgd", clipNorm: 1, values: [0.872769832611084, -2.0477960109710693, 0.6083634495735168] },
];

for (const backend of ["wasm", "cpu"] as const) {
  describe(`the optimizers (${backend})`, function () {
    this.timeout(120_000);
    let tf: Tf;
    before(async () => { ({ tf } = await openBackend(backend)); });

    for (const { name, values, momentum, weightDecay, clipNorm } of keras) {
      it(`${[name, momentum, weightDecay, clipNorm].filter((part) => part !== undefined).join(" ")} steps as Keras does`, () => {
        const before = tf.memory().numTensors;
        const variables = [tf.variable(tf.tensor1d([1, -2])), tf.variable(tf.tensor1d([0.5]))] as TF.Variable[];
        const parameters = variables.map((variable, i) => ({ name: `p${i}`, stage: "s", variable }));
        const optimizer = ruleOptimizer(tf, name, parameters, 0.1, momentum) ?? new Adam(tf, parameters, 0.1);
        for (const [a, b, c] of gradients) {
          tf.tidy(() => {
            const named = { [variables[0]!.name]: tf.tensor1d([a!, b!]), [variables[1]!.name]: tf.tensor1d([c!]) };
            if (weightDecay) decay(tf, parameters, { weightDecay, learningRate: 0.1 });
            optimizer.apply(clipNorm ? clipByGlobalNorm(tf, named, clipNorm) : named);
          });
        }
        // Keras takes the powers of β in float32, we in float64.
        variables.flatMap((variable) => Array.from(variable.dataSync())).forEach((value, i) => expect(value, `value ${i}`).to.be.closeTo(values[i]!, 5e-6));
        expect(Object.keys(optimizer.slots)).to.have.lengthOf(slotCount(name, momentum));
        expect(optimizer.steps).to.equal(5);
        optimizer.dispose();
        tf.dispose(variables);
        // The two tensors that made the variables are theirs no more.
        expect(tf.memory().numTensors - before).to.be.at.most(2);
      });
    }

    it("leave a gradient of length 0, and a short one, as they are", () => tf.tidy(() => {
      expect(Array.from(clipByGlobalNorm(tf, { a: tf.tensor1d([0, 0]) }, 1)["a"]!.dataSync())).to.deep.equal([0, 0]);
      expect(Array.from(clipByGlobalNorm(tf, { a: tf.tensor1d([0.5, 0.25]) }, 1)["a"]!.dataSync())).to.deep.equal([0.5, 0.25]);
      // 3, 4 and 12 make 13.
      const { a, b } = clipByGlobalNorm(tf, { a: tf.tensor1d([3, 4]), b: tf.tensor1d([12]) }, 6.5);
      expect([...a!.dataSync(), ...b!.dataSync()]).to.deep.equal([1.5, 2, 6]);
    }));

    it("smooth and weigh the loss as Keras does, and its gradient too", () => tf.tidy(() => {
      const check = (logits: TF.Tensor2D, labels: number[], expected: readonly [number, number]): void => {
        const classes = tf.tensor1d(labels, "int32");
        const options = [{ labelSmoothing: 0.1 }, { labelSmoothing: 0.1, weights: tf.tensor2d([2, 0.5], [2, 1]) }];
        options.forEach((one, i) => {
          const loss = (z: TF.Tensor): TF.Scalar => crossEntropy(tf, z as TF.Tensor2D, classes, one);
          expect(loss(logits).dataSync()[0]).to.be.closeTo(expected[i]!, 1e-6);
          const gradient = tf.grad(loss)(logits).dataSync();
          const at = logits.dataSync();
          for (let place = 0; place < at.length; place++) {
            const moved = (by: number): number => loss(tf.tensor(at.map((z, j) => (j === place ? z + by : z)), logits.shape)).dataSync()[0]!;
            expect(gradient[place]!).to.be.closeTo((moved(0.01) - moved(-0.01)) / 0.02, 1e-4);
          }
        });
      };
      check(tf.tensor2d([[1.2, -0.3, 0.4], [-2, 0.7, 0.1]]), [0, 2], [0.8604631423950195, 0.87345290184021]);
      check(tf.tensor2d([[1.2], [-0.3]]), [1, 0], [0.4463188648223877, 0.46562132239341736]);
    }));
  });
}

describe("a training with other rules", function () {
  this.timeout(120_000);
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });
  const losses = async (more: Parameters<typeof settingsFor>[0]): Promise<readonly number[]> => {
    const before = tf.memory().numTensors;
    const trained = await trainSmall(tf, settingsFor(more, { epochs: 8 }), smallData());
    expect(tf.memory().numTensors).to.equal(before);
    return trained.progress.flatMap((news) => (news.kind === "epoch" ? [news.epoch.trainingLoss] : []));
  };

  it("learns with each of them, and every setting changes the way", async () => {
    const seen = new Set<string>();
    for (const more of [
      {}, { optimizer: "sgd", learningRate: 1 }, { optimizer: "sgd", learningRate: 0.5, momentum: 0.5 }, { optimizer: "rmsprop" }, { optimizer: "adagrad", learningRate: 0.3 },
      { optimizer: "adamw", weightDecay: 0.1 }, { clipNorm: 0.05, optimizer: "sgd", learningRate: 1 }, { schedule: "linear" }, { schedule: "cosine" }, { warmupSteps: 10 }, { labelSmoothing: 0.1 },
    ]) {
      const [first, ...rest] = await losses(more);
      // So few plain steps get nowhere on so few examples; that they are Keras's is shown above.
      if (!("optimizer" in more) || more.optimizer !== "sgd") expect(rest.at(-1)!, JSON.stringify(more)).to.be.below(first!);
      seen.add(String([first, ...rest]));
    }
    expect(seen.size).to.equal(11);
  });

  it("counts classes the same where that is asked for, which changes nothing where they are of one size", async () => {
    expect(await losses({ classWeights: "balanced" })).to.deep.equal(await losses({}));
  });

  it("is Adam's way on the bit where nothing else is chosen", async () => {
    expect(await losses({ optimizer: "adamw", weightDecay: 0, clipNorm: 0, schedule: "constant", labelSmoothing: 0, momentum: 0.5 })).to.deep.equal(await losses({}));
  });
});
