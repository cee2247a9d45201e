import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { convolutionAlgorithm } from "../../src/kernels/cost-model.js";
import { bothPrecisions, expectClose, randomTensor, take, tf, useKernels } from "./backends.js";

describe("convolutions of five taps by Winograd's algorithm", () => {
  for (const options of bothPrecisions) it(`forward, input and filter gradients are float64's within 1e-5, ${options.relaxedSimd ? "relaxed" : "plain"} SIMD`, async () => {
    await useKernels(options);
    // The lengths leave 0 to 5 positions in the last tile of six; "same" begins and ends within a tile.
    const drawn = seededRandom(41);
    const random = seededRandom(3);
    const shapes = Array.from({ length: 16 }, (_, i) => [64 + i, 24 + 4 * drawn.integer(27), 24 + 4 * drawn.integer(11), i % 2 ? "same" : "valid"] as const);
    for (const [length, channels, filters, pad] of [...shapes, [41, 128, 64, "same"], [300, 32, 20, "valid"]] as const) {
      const positions = pad === "same" ? length : length - 4;
      expect(convolutionAlgorithm({ positions, channels, filters, taps: 5, stride: 1, batch: 2 }), `${length} ${channels} ${filters}`).to.equal("winograd");
      const [x, filter] = [randomTensor(random, [2, length, channels]) as tf.Tensor3D, randomTensor(random, [5, channels, filters]) as tf.Tensor3D];
      const dy = randomTensor(random, [2, positions, filters]);
      const [xs, ws, ds] = [x, filter, dy].map((tensor) => tensor.dataSync()) as [Float32Array, Float32Array, Float32Array];
      const [y, dx, dw] = [new Float64Array(ds.length), new Float64Array(xs.length), new Float64Array(ws.length)];
      const before = pad === "same" ? 2 : 0;
      for (let b = 0; b < 2; b++) for (let t = 0; t < positions; t++) for (let j = 0; j < 5; j++) {
        const at = t + j - before;
        if (at < 0 || at >= length) continue;
        for (let c = 0; c < channels; c++) for (let f = 0; f < filters; f++) {
          const [o, i, k] = [(b * positions + t) * filters + f, (b * length + at) * channels + c, (j * channels + c) * filters + f];
          y[o]! += xs[i]! * ws[k]!;
          dx[i]! += ds[o]! * ws[k]!;
          dw[k]! += ds[o]! * xs[i]!;
        }
      }
      const value = tf.conv1d(x, filter, 1, pad);
      const [gx, gw] = tf.grads((x: tf.Tensor, w: tf.Tensor) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, pad))([x, filter], dy);
      expectClose(take(value), y, `forward ${length}`);
      expectClose(take(gx!), dx, `input gradient ${length}`);
      expectClose(take(gw!), dw, `filter gradient ${length}`);
    }
  });

  it("are left to the direct product where they do not fit or do not pay", () => {
    const base = { positions: 496, channels: 128, filters: 64, taps: 5, stride: 1, batch: 32 };
    expect(convolutionAlgorithm(base)).to.equal("winograd");
    for (const change of [{ taps: 3 }, { stride: 2 }, { channels: 6 }, { filters: 4 }, { positions: 9 }]) expect(convolutionAlgorithm({ ...base, ...change })).to.equal("direct");
  });
});
