import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { adamRate, adamStep, adamStepReference, type AdamSlot } from "../../src/kernels/ops/fused-adam.js";
import { expectClose, randomTensor, tf, useKernels } from "./backends.js";

const constants = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const slot = (seed: number, size: number): AdamSlot => {
  const random = seededRandom(seed);
  return { variable: tf.variable(randomTensor(random, [size])), mean: tf.variable(tf.zeros([size])), square: tf.variable(tf.zeros([size])), gradient: randomTensor(random, [size], 0.1) };
};

describe("fused Adam", () => {
  it("gives the bits of the tfjs ops that it replaces, and allocates nothing", async () => {
    await useKernels({ relaxedSimd: true });
    for (const size of [1, 3, 4, 17, 256]) {
      const [ours, theirs] = [slot(size, size), slot(size, size)];
      for (let step = 1; step <= 5; step++) {
        const rate = adamRate(0.01, { ...constants, step });
        const before = tf.memory().numTensors;
        adamStep(tf, ours, { ...constants, rate });
        expect(tf.memory().numTensors).to.equal(before);
        adamStepReference(tf, theirs, { ...constants, rate });
      }
      for (const key of ["variable", "mean", "square"] as const) expect([...ours[key].dataSync()], `${key} of ${size}`).to.deep.equal([...theirs[key].dataSync()]);
    }
  });
  it("follows the paper's formula in float64", async () => {
    await useKernels();
    const ours = slot(9, 50);
    const [theta, gradient] = [Float64Array.from(ours.variable.dataSync()), ours.gradient.dataSync()];
    const [m, v] = [new Float64Array(50), new Float64Array(50)];
    for (let step = 1; step <= 4; step++) {
      adamStep(tf, ours, { ...constants, rate: adamRate(0.01, { ...constants, step }) });
      for (let i = 0; i < 50; i++) {
        m[i] = 0.9 * m[i]! + 0.1 * gradient[i]!;
        v[i] = 0.999 * v[i]! + 0.001 * gradient[i]! ** 2;
        theta[i]! -= 0.01 * Math.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step) * m[i]! / (Math.sqrt(v[i]!) + 1e-7);
      }
    }
    expectClose(ours.variable.dataSync(), theta, "parameters");
  });
  it("leaves alone what someone else still reads", async () => {
    await useKernels();
    const ours = slot(2, 8);
    const view = tf.reshape(ours.variable, [2, 4]);
    const before = [...view.dataSync()];
    adamStep(tf, ours, { ...constants, rate: 0.1 });
    expect([...view.dataSync()]).to.deep.equal(before);
    expect([...ours.variable.dataSync()]).not.to.deep.equal(before);
  });
});
