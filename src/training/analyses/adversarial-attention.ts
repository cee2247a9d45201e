import type * as TF from "@tensorflow/tfjs-core";
import { seededRandom, seedFor } from "../../base/random.js";
import type { Tf } from "../../model/architecture.js";
import { jensenShannon } from "../explain/divergence.js";
import { answersWith, attendedText, totalVariation, wholeRow, type Attended } from "../explain/other-attention.js";
import { idsTensor } from "../explain/texts.js";
import { probabilitiesOf } from "../metrics.js";
import type { Network } from "../network.js";
import type { Analysis } from "./analysis.js";

export interface AdversarialAttention {
  /** Over the positions that see a word, as the network attends and as was found; each sums to the same. */
  readonly ownWeights: readonly number[];
  readonly weights: readonly number[];
  readonly own: readonly number[];
  readonly found: readonly number[];
  /** Jensen–Shannon divergence of the two, in nats, at most ln 2; 0 when nothing else was found. */
  readonly divergence: number;
  /** How far the answers are apart; at most epsilon. */
  readonly distance: number;
}

/** Ways tried side by side. */
const ways = 8;
const rounds = 200;
/** Weight of an answer that is too far off (500 in Jain & Wallace's published code). */
const penalty = 500;
const rate = 0.05;

/**
 * Another attention with the same answer: as far as can be from the network's own while the answer moves by at most epsilon
 * (Jain & Wallace 2019, arXiv:1902.10186, §4.2.2). Gradient ascent by Adam from several starts; the best that keeps to epsilon counts.
 */
export const adversarialAttention: Analysis<{ readonly text: string; readonly epsilon: number; readonly seed: number }, AdversarialAttention> = {
  wrong: ({ text, epsilon, seed }) => (typeof text !== "string" ? "text: a string"
    : typeof epsilon !== "number" || !(epsilon > 0 && epsilon <= 1) ? "epsilon: a number above 0, at most 1"
    : !Number.isInteger(seed) ? "seed: a whole number" : undefined),
  async run({ tf, network }, { text, epsilon, seed }, job) {
    const attended = await attendedText(tf, network, text);
    const ownWeights = Array.from(attended.own.subarray(0, attended.positions));
    let best = { weights: ownWeights, divergence: 0 };
    const consider = (row: readonly number[], answer: readonly number[]): void => {
      if (totalVariation(attended.probabilities, answer) > epsilon) return;
      const weights = Array.from(wholeRow(attended, row).subarray(0, attended.positions));
      const divergence = jensenShannon(ownWeights.map((weight) => weight / attended.kept), weights.map((weight) => weight / attended.kept));
      if (divergence > best.divergence) best = { weights, divergence };
    };
    await climb(tf, network, attended, epsilon, seed, consider, async (done) => { job.progress(done); await job.turn(); });
    const [found] = await answersWith(tf, network, attended, [best.weights]);
    return { ownWeights, weights: best.weights, own: attended.probabilities, found: found!, divergence: best.divergence, distance: totalVariation(attended.probabilities, found!) };
  },
};

/** Tries ways to spread the weights; each way that it comes by is told with its answer. */
async function climb(tf: Tf, network: Network, attended: Attended, epsilon: number, seed: number, tell: (row: readonly number[], answer: readonly number[]) => void, turn: (done: number) => Promise<void>): Promise<void> {
  const { positions, own, kept, probabilities, text } = attended;
  const random = seededRandom(seedFor(seed, "adversarial"));
  const scores = Float32Array.from({ length: ways * positions }, () => random.normal());
  const [mean, square] = [new Float32Array(scores.length), new Float32Array(scores.length)];
  const beyond = tf.tensor2d(own.subarray(positions), [1, own.length - positions]);
  const [goal, share] = [tf.tensor2d([...probabilities], [1, probabilities.length]), tf.tensor2d(Array.from(own.subarray(0, positions), (weight) => weight / kept), [1, positions])];
  const ids = idsTensor(tf, network, Array.from({ length: ways }, () => text.ids));
  try {
    for (let round = 1; round <= rounds; round++) {
      const step = tf.tidy(() => {
        const seen: TF.Tensor2D[] = [];
        const { value, grad } = tf.valueAndGrad((x) => {
          const spread = tf.softmax(x) as TF.Tensor2D;
          const attentionWeights = tf.concat([tf.mul(spread, kept), tf.tile(beyond, [ways, 1])], 1) as TF.Tensor2D;
          const { logits } = network.model.forward(ids, { training: false, dropoutSeed: 1, attentionWeights });
          seen.push(tf.keep(tf.clone(spread)), tf.keep(tf.clone(logits)));
          const answer = logits.shape[1] === 1 ? tf.concat([tf.sigmoid(tf.neg(logits)), tf.sigmoid(logits)], 1) : tf.softmax(logits);
          const off = tf.div(tf.sum(tf.abs(tf.sub(answer, goal)), 1), 2);
          return tf.sum(tf.sub(divergences(tf, spread, share), tf.mul(tf.relu(tf.sub(off, epsilon * 0.9)), penalty))) as TF.Scalar;
        })(tf.tensor2d(scores, [ways, positions]));
        value.dispose();
        return [grad, ...seen];
      }) as unknown as readonly [TF.Tensor, TF.Tensor2D, TF.Tensor2D];
      let numbers: readonly Float32Array[];
      try {
        numbers = await Promise.all(step.map((tensor) => tensor.data<"float32">()));
      } finally {
        tf.dispose([...step]);
      }
      const [slopes, spreads, logits] = numbers as [Float32Array, Float32Array, Float32Array];
      const width = logits.length / ways;
      for (let way = 0; way < ways; way++) tell(Array.from(spreads.subarray(way * positions, (way + 1) * positions)), probabilitiesOf(Array.from(logits.subarray(way * width, (way + 1) * width))));
      // Adam, upwards (Kingma & Ba 2015): plain numbers, as there are few.
      for (let i = 0; i < scores.length; i++) {
        mean[i] = 0.9 * mean[i]! + 0.1 * slopes[i]!;
        square[i] = 0.999 * square[i]! + 0.001 * slopes[i]! ** 2;
        scores[i]! += (rate * (mean[i]! / (1 - 0.9 ** round))) / (Math.sqrt(square[i]! / (1 - 0.999 ** round)) + 1e-8);
      }
      if (round % 10 === 0) await turn(round / rounds);
    }
  } finally {
    tf.dispose([beyond, goal, share, ids]);
  }
}

/** Jensen–Shannon divergence of each row from one list of shares. */
function divergences(tf: Tf, rows: TF.Tensor2D, share: TF.Tensor2D): TF.Tensor1D {
  const middle = tf.div(tf.add(rows, share), 2);
  const half = (of: TF.Tensor): TF.Tensor => tf.div(tf.sum(tf.mul(of, tf.log(tf.div(tf.add(of, 1e-12), tf.add(middle, 1e-12)))), 1), 2);
  return tf.add(half(rows), half(tf.add(tf.zerosLike(rows), share))) as TF.Tensor1D;
}
