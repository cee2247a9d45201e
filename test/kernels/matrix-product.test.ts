import { seededRandom } from "../../src/base/random.js";
import { bothPrecisions, expectClose, onCpuAndWasm, randomTensor, take, tf, useKernels } from "./backends.js";

describe("matrix products in tfjs", () => {
  const random = seededRandom(8);
  const cases = [[1, 1, 1, 1], [1, 130, 3, 9], [2, 7, 1, 700], [1, 3, 2, 1500], ...Array.from({ length: 10 }, () => [1 + random.integer(3), 1 + random.integer(40), 1 + random.integer(30), 1 + random.integer(50)])] as const;
  for (const options of bothPrecisions) it(`are tfjs's own for every transposition and broadcast, ${options.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    await useKernels(options);
    for (const [index, [batch, m, n, k]] of cases.entries()) for (const transposeA of [false, true]) for (const transposeB of [false, true]) for (const shared of ["neither", "a", "b"] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(index);
        const a = randomTensor(random, [shared === "a" ? 1 : batch!, ...(transposeA ? [k!, m!] : [m!, k!])]);
        const b = randomTensor(random, [shared === "b" ? 1 : batch!, ...(transposeB ? [n!, k!] : [k!, n!])]);
        const result = take(tf.matMul(a, b, transposeA, transposeB));
        tf.dispose([a, b]);
        return [result];
      });
      expectClose(wasm[0]!, cpu[0]!, JSON.stringify({ batch, m, n, k, transposeA, transposeB, shared }));
    }
  });

  it("with bias and activation are tfjs's own", async () => {
    await useKernels();
    for (const activation of ["linear", "relu", "elu"] as const) {
      const { cpu, wasm } = await onCpuAndWasm(() => {
        const random = seededRandom(4);
        const a = randomTensor(random, [9, 700]) as tf.Tensor2D;
        const b = randomTensor(random, [700, 11]) as tf.Tensor2D;
        const bias = randomTensor(random, [11]);
        const result = take(tf.fused.matMul({ a, b, bias, activation }));
        tf.dispose([a, b, bias]);
        return [result];
      });
      expectClose(wasm[0]!, cpu[0]!, activation);
    }
  });
});
