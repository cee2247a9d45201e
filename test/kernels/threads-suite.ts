import { expect } from "@open-wc/testing";
import { seededRandom, type Random } from "../../src/base/random.js";
import { bodies } from "../../src/kernels/bodies.js";
import { defineBody, type Body } from "../../src/kernels/body.js";
import { heapOf } from "../../src/kernels/heap.js";
import { attentionPooling } from "../../src/kernels/ops/attention-pooling.js";
import { convolution1d } from "../../src/kernels/ops/convolution1d.js";
import { dotAttention } from "../../src/kernels/ops/dot-attention.js";
import { embeddingConvolution } from "../../src/kernels/ops/embedding-convolution.js";
import { adamStep } from "../../src/kernels/ops/fused-adam.js";
import { layerNormalization } from "../../src/kernels/ops/layer-normalization.js";
import { scoredAttention } from "../../src/kernels/ops/scored-attention.js";
import { partialSum } from "../../src/kernels/partials.js";
import { openTeam } from "../../src/kernels/team.js";
import { bothPrecisions, expectClose, randomIds, randomTensor, take, tf, useKernels } from "./backends.js";
import { engineNow, useTeamOf } from "./teams.js";

/** A piece of work with random sizes; the same seed gives the same numbers. */
type Work = (random: Random) => readonly tf.Tensor[];
const from = (random: Random, ...choices: readonly number[]): number => choices[random.integer(choices.length)]!;
/** Value and gradients of everything that is learned. */
function withGradients(random: Random, compute: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: readonly tf.Tensor[]): readonly tf.Tensor[] {
  const y = compute(...inputs);
  return [y, ...tf.grads(compute)([...inputs], randomTensor(random, y.shape))];
}

/** By what is computed: odd lengths, one sample, fewer samples and rows than threads, one filter. */
const works: Readonly<Record<string, Work>> = {
  convolution: (random) => {
    const [batch, length, channels, filters, taps] = [from(random, 1, 2, 5, 9), from(random, 7, 20, 61), from(random, 1, 3, 16), from(random, 1, 6, 20), from(random, 1, 3, 5)];
    const padding = from(random, 0, 1) ? "same" : "valid";
    return withGradients(random, (x, kernel, bias) => convolution1d(tf, { x: x as tf.Tensor3D, kernel: kernel as tf.Tensor3D, bias: bias!, padding, activation: "relu" }), [randomTensor(random, [batch, length, channels]), randomTensor(random, [taps, channels, filters]), randomTensor(random, [filters])]);
  },
  "convolution by Winograd": (random) => {
    const [batch, length] = [from(random, 1, 2, 7), from(random, 36, 61)];
    return withGradients(random, (x, kernel, bias) => convolution1d(tf, { x: x as tf.Tensor3D, kernel: kernel as tf.Tensor3D, bias: bias!, padding: from(random, 0, 0) ? "same" : "valid", activation: "relu" }), [randomTensor(random, [batch, length, 32]), randomTensor(random, [5, 32, 24]), randomTensor(random, [24])]);
  },
  "embedding and convolution": (random) => {
    const [batch, length, vocabulary, size, filters, taps] = [from(random, 1, 2, 9), from(random, 5, 48), from(random, 1, 40, 700), from(random, 1, 8, 17), from(random, 1, 6, 16), from(random, 1, 3, 5)];
    // Some texts end in padding.
    const [words, tail] = [randomIds(random, [batch, length], vocabulary), from(random, 3, 20, length)];
    const ids = tf.mul(words, tf.cast(tf.less(tf.range(0, length), tail), "int32"));
    const padding = from(random, 0, 1) ? "same" : "valid";
    return withGradients(random, (table, kernel, bias) => embeddingConvolution(tf, { ids, table: table!, kernel: kernel!, bias: bias!, padding, activation: "relu" }), [randomTensor(random, [vocabulary, size]), randomTensor(random, [taps, size, filters]), randomTensor(random, [filters])]);
  },
  "attention pooling": (random) => {
    const [batch, positions, filters] = [from(random, 1, 2, 9), from(random, 1, 31), from(random, 1, 7, 32)];
    const pooling = from(random, 0, 1) ? "max" : "sum";
    return withGradients(random, (h, scores) => attentionPooling(tf, { h: h as tf.Tensor3D, scores: scores as tf.Tensor2D, pooling }).pooled, [randomTensor(random, [batch, positions, filters]), randomTensor(random, [batch, positions])]);
  },
  "attention pooling with its scores": (random) => {
    const [batch, positions, filters] = [from(random, 1, 2, 9), from(random, 1, 31), from(random, 1, 7, 32)];
    const pooling = from(random, 0, 1) ? "max" : "sum";
    return withGradients(random, (h, kernel, bias) => scoredAttention(tf, { h: h as tf.Tensor3D, kernel: kernel!, bias, activation: "tanh", pooling }).pooled, [randomTensor(random, [batch, positions, filters]), randomTensor(random, [filters, 1]), randomTensor(random, [1])]);
  },
  "matrix products": (random) => {
    const [batch, m, k, n] = [from(random, 1, 3), from(random, 1, 7, 260), from(random, 1, 33, 300), from(random, 1, 10, 40)];
    return withGradients(random, (a, b) => tf.matMul(a!, b!), [randomTensor(random, [batch, m, k]), randomTensor(random, [from(random, 1, batch), k, n])]);
  },
  "dot attention": (random) => {
    const [batch, length, heads, each] = [from(random, 1, 3), from(random, 1, 5, 33), from(random, 1, 3), from(random, 4, 8)];
    const shape = [batch, length, heads * each];
    return withGradients(random, (q, k, v) => dotAttention(tf, { q: q as tf.Tensor3D, k: k as tf.Tensor3D, v: v as tf.Tensor3D, heads }), [randomTensor(random, shape), randomTensor(random, shape), randomTensor(random, shape)]);
  },
  "layer normalization": (random) => {
    const [rows, size] = [from(random, 1, 2, 50), from(random, 4, 64)];
    return withGradients(random, (x, gain, bias) => layerNormalization(tf, { x: x!, gain: gain!, bias: bias!, epsilon: 1e-3 }), [randomTensor(random, [rows, size]), randomTensor(random, [size]), randomTensor(random, [size])]);
  },
  softmax: (random) => withGradients(random, (x) => tf.softmax(x!), [randomTensor(random, [from(random, 1, 2, 40), from(random, 1, 5, 64)])]),
  Adam: (random) => {
    const shape = [from(random, 1, 15, 1000)];
    const [variable, mean, square] = [randomTensor(random, shape), randomTensor(random, shape), randomTensor(random, shape)].map((tensor, i) => tf.variable(i === 2 ? tf.abs(tensor) : tensor, false)) as [tf.Variable, tf.Variable, tf.Variable];
    adamStep(tf, { variable, mean, square, gradient: randomTensor(random, shape) }, { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
    const after = [variable, mean, square].map((one) => tf.clone(one));
    for (const one of [variable, mean, square]) one.dispose();
    return after;
  },
};

/** Runs on the wasm backend that is active. @param binary in words */
export function threadsSuite(binary: string): void {
  const seeds = [1, 2, 3, 4, 5, 6];
  const results = (work: Work, seed: number): readonly Float32Array[] => tf.tidy(() => [...work(seededRandom(seed))]).map(take);
  for (const precision of bothPrecisions) {
    describe(`work in parts on ${binary}, ${precision.relaxedSimd ? "relaxed" : "plain"} SIMD`, () => {
      let leastWork = 0;
      /** By one thread, everything in parts. */
      const alone = new Map<string, readonly Float32Array[]>();
      before(async () => {
        expect((await useKernels(precision)).sharedMemory, "shared memory").to.equal(true);
        leastWork = engineNow().leastWork;
        engineNow().leastWork = 0;
      });
      after(() => { engineNow().leastWork = leastWork; });
      for (const [name, work] of Object.entries(works)) {
        it(`computes what work in one piece computes, but for the last digits: ${name}`, () => {
          for (const seed of seeds) {
            const inParts = results(work, seed);
            alone.set(`${name} ${seed}`, inParts);
            engineNow().leastWork = Infinity;
            const inOne = results(work, seed);
            engineNow().leastWork = 0;
            // Winograd's way back makes a difference in the last digit of the sums a larger one.
            inParts.forEach((numbers, i) => expectClose(numbers, inOne[i]!, `seed ${seed}, output ${i}`, { tolerance: name.includes("Winograd") ? 5e-6 : 2e-6, magnitude: 1 }));
          }
        });
      }
      for (const size of [2, 3]) {
        it(`has the same bits when ${size} threads share it, every time`, async () => {
          const end = await useTeamOf(size);
          for (let time = 0; time < 3; time++) {
            for (const [name, work] of Object.entries(works)) for (const seed of seeds) expect(results(work, seed), `${name}, seed ${seed}`).to.deep.equal(alone.get(`${name} ${seed}`));
          }
          end();
        });
      }
    });
  }

  describe(`a team on ${binary}`, () => {
    before(() => useKernels());
    const body = (name: string): Body => bodies.find((one) => one.name === name)!;

    it("shares work out: this thread does not do all of it", async () => {
      const end = await useTeamOf(2);
      const floats = 4_000_000;
      const { result } = heapOf(tf.backend()).scratch({ result: floats * 2 });
      const place = bodies.indexOf(partialSum as Body);
      let own = 0;
      const counted: Body = { ...partialSum as Body, run: (...given) => { own++; (partialSum as Body).run(...given); } };
      (bodies as Body[])[place] = counted;
      for (let turn = 0; turn < 50; turn++) engineNow().run(counted, { result, partials: result + floats * 4, floats, count: 1 }, 4);
      (bodies as Body[])[place] = partialSum as Body;
      expect(own, "of 200 parts").to.be.within(1, 199);
      end();
    });
    it("goes on working after the memory has grown in the first thread", async () => {
      const end = await useTeamOf(2);
      engineNow().leastWork = 0;
      const before = results(works["convolution"]!, 7);
      const large = tf.zeros([40_000_000]);
      expect(results(works["convolution"]!, 7)).to.deep.equal(before);
      large.dispose();
      end();
    });
    it("says what went wrong in another thread, and can be asked again", async () => {
      const end = await useTeamOf(2);
      // The last part lies beyond the memory.
      const beyond = { at: heapOf(tf.backend()).memory.buffer.byteLength - 192, m: 0, v: 0, g: 0, size: 64, rate: 0, beta1: 0, beta2: 0, epsilon: 1 };
      for (let time = 0; time < 20; time++) expect(() => engineNow().run(body("adam"), beyond, 4)).to.throw(/out of bounds/);
      expect(() => engineNow().run(defineBody("unknown", [], () => {}), {}, 2)).to.throw("threads cannot take the body unknown in 2 parts");
      const first = results(works["softmax"]!, 3);
      expect(results(works["softmax"]!, 3)).to.deep.equal(first);
      end();
    });
    it("cannot be made of threads that do not start", async () => {
      let message = "";
      await openTeam(heapOf(tf.backend()), [new Worker(new URL("./no-such-thread.js", import.meta.url), { type: "module" })]).catch((error: unknown) => { message = String(error); });
      expect(message).to.contain("a thread did not start: its script did not load");
    });
  });
}
