import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import { defaultsOf } from "../../../hyperparameters/schema.js";
import type { DataShape, Model, Tf } from "../../architecture.js";
import { parameterMaker } from "../../layers/parameters.js";
import { atnetSchema } from "../atnet/hyperparameters.js";
import { asItIs, makeClosing } from "../shared/outer-network.js";
import type { BagOfWordsValues } from "./hyperparameters.js";
import { weighWords } from "./weighted-counts.js";
import { newtonLearner } from "./newton-learner.js";

/** With the weights of the words still to be found; until the texts are counted, all words are as rare. The learner counts them. */
export function buildBagOfWords(tf: Tf, values: BagOfWordsValues, shape: DataShape, random: Random): Model {
  const { vocabularySize } = shape;
  const maker = parameterMaker(tf, random);
  const rarity = maker.make("pooling", "inverse-frequency", [vocabularySize], "ones");
  rarity.trainable = false;
  // Padding and unknown words count nothing.
  tf.tidy(() => rarity.assign(tf.mul(rarity, tf.tensor1d(Float32Array.from({ length: vocabularySize }, (_, id) => (id > 1 ? 1 : 0))))));
  const close = makeClosing(tf, maker, { ...defaultsOf(atnetSchema), denseUnits: 0, dropoutRate: 0 }, vocabularySize, shape);
  const [, kernel, bias] = maker.made.map(({ variable }) => variable);

  function weigh(ids: TF.Tensor): TF.Tensor2D {
    const counts = tf.denseBincount(ids as TF.Tensor2D, [], vocabularySize) as TF.Tensor2D;
    const damped = values.sublinear ? tf.mul(tf.add(1, tf.log(tf.maximum(counts, 1))), tf.minimum(counts, 1)) : counts;
    const weighted = tf.mul(damped, rarity);
    // A text without a known word stays 0.
    return tf.div(weighted, tf.maximum(tf.norm(weighted, "euclidean", 1, true), 1e-12));
  }

  return {
    parameters: maker.made,
    receptiveField: { first: 0, last: 0 },
    forward(input, options) {
      const { tap = asItIs } = options;
      const pooled = tap("pooling", weigh(input));
      const { logits, activations } = close(pooled, options);
      return { logits, activations: { text: input, pooling: pooled, ...activations } };
    },
    learner({ ids, labels }) {
      const words = weighWords(ids, labels.length, vocabularySize, values);
      tf.tidy(() => rarity.assign(tf.tensor1d(words.rarity)));
      return newtonLearner(words, labels, shape.classes, values.penalty, {
        async read() {
          const [weights, biases] = await Promise.all([kernel!.data<"float32">(), bias!.data<"float32">()]);
          return { weights, biases };
        },
        write(weights, biases) { tf.tidy(() => { kernel!.assign(tf.tensor(weights, kernel!.shape)); bias!.assign(tf.tensor(biases, bias!.shape)); }); },
      });
    },
    dispose: () => { for (const { variable } of maker.made) variable.dispose(); },
  };
}
