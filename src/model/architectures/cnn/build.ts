import type * as TF from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import { convolution1d, convolution1dReference } from "../../../kernels/ops/convolution1d.js";
import { embeddingConvolution } from "../../../kernels/ops/embedding-convolution.js";
import { sharedMaximum } from "../../../kernels/ops/shared-maximum.js";
import type { DataShape, Model, Tf } from "../../architecture.js";
import { maskPositions, positionMask } from "../../layers/mask.js";
import { parameterMaker } from "../../layers/parameters.js";
import { averagePool, poolEvenly } from "../../layers/pooling.js";
import { dimensionsOf } from "../atnet/dimensions.js";
import { asItIs, makeClosing, makeOpening } from "../shared/outer-network.js";
import { asAtnet, kernelSizesOf } from "./dimensions.js";
import type { CnnValues } from "./hyperparameters.js";
import { biasName, kernelName } from "./stages.js";

/** With fresh parameters: kernels Glorot-uniform, embedding even in ±0.05, biases 0, as Keras starts them. */
export function buildCnn(tf: Tf, values: CnnValues, shape: DataShape, random: Random): Model {
  const { embeddingSize, filters, pooling } = values;
  const { masked, receptiveField, positions } = dimensionsOf(asAtnet(values), shape);
  const maker = parameterMaker(tf, random);
  const opening = makeOpening(tf, maker, values, shape);
  const convolutions = kernelSizesOf(values).map((size, i) => ({
    kernel: maker.make("convolution", kernelName(i), [size, embeddingSize, filters], "glorot-uniform") as TF.Tensor3D,
    bias: maker.make("convolution", biasName(i), [filters], "zeros"),
  }));
  const close = makeClosing(tf, maker, values, filters * convolutions.length, shape);

  return {
    parameters: maker.made,
    receptiveField,
    forward(input, options) {
      const { tap = asItIs, training } = options;
      // Training skips the embedding itself: it is multiplied once for each distinct token of the batch.
      const isFused = training && !options.tap;
      const mask = masked ? positionMask(tf, input, receptiveField, positions) : undefined;
      const { table } = opening;
      const vectors = isFused && table ? undefined : opening.read(input, tap);
      const found = convolutions.map(({ kernel, bias }) => {
        const parts = { kernel, bias, padding: "same", activation: "relu" } as const;
        return vectors ? (isFused ? convolution1d : convolution1dReference)(tf, { x: vectors, ...parts }) : embeddingConvolution(tf, { ids: input, table: table!, ...parts });
      });
      const features = tap("convolution", found.length === 1 ? found[0]! : tf.concat(found, 2));
      // After relu nothing is below 0: a position set to 0 wins only where every position has 0.
      const kept = pooling === "max" && !isFused ? maskPositions(tf, features, mask) : features;
      const pooled = tap("pooling", isFused ? poolEvenly(tf, features, mask, pooling) : pooling === "max" ? sharedMaximum(tf, kept) : averagePool(tf, features, mask));
      const { logits, activations } = close(pooled, options);
      return {
        logits,
        activations: { text: input, ...(table && vectors ? { embedding: vectors } : {}), convolution: features, pooling: pooled, ...activations },
        ...(pooling === "max" && !training ? { poolWinners: tf.argMax(kept, 1) as TF.Tensor2D } : {}),
      };
    },
    dispose: () => { for (const { variable } of maker.made) variable.dispose(); },
  };
}
