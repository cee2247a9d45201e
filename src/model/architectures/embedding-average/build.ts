import type { Random } from "../../../base/random.js";
import type { DataShape, Model, Tf } from "../../architecture.js";
import { positionMask } from "../../layers/mask.js";
import { parameterMaker } from "../../layers/parameters.js";
import { averagePool, poolEvenly } from "../../layers/pooling.js";
import { asItIs, makeClosing, makeOpening } from "../shared/outer-network.js";
import type { EmbeddingAverageValues } from "./hyperparameters.js";
import { isMasked } from "./stages.js";

/** With fresh parameters: kernels Glorot-uniform, embedding even in ±0.05, biases 0, as Keras starts them. */
export function buildEmbeddingAverage(tf: Tf, values: EmbeddingAverageValues, shape: DataShape, random: Random): Model {
  const maker = parameterMaker(tf, random);
  const opening = makeOpening(tf, maker, values, shape);
  const close = makeClosing(tf, maker, values, values.embeddingSize, shape);
  const receptiveField = { first: 0, last: 0 };
  return {
    parameters: maker.made,
    receptiveField,
    forward(input, options) {
      const { tap = asItIs } = options;
      const mask = isMasked(values, shape) ? positionMask(tf, input, receptiveField, values.sequenceLength) : undefined;
      const vectors = opening.read(input, tap);
      const pooled = tap("pooling", options.training && !options.tap ? poolEvenly(tf, vectors, mask, "average") : averagePool(tf, vectors, mask));
      const { logits, activations } = close(pooled, options);
      return { logits, activations: { text: input, ...(shape.vocabularySize > 0 ? { embedding: vectors } : {}), pooling: pooled, ...activations } };
    },
    dispose: () => { for (const { variable } of maker.made) variable.dispose(); },
  };
}
