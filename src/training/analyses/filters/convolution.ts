import type { Parameter } from "../../../model/architecture.js";
import { zerosBefore } from "../../../model/architectures/atnet/dimensions.js";
import type { Network } from "../../network.js";
import type { SlotValues } from "./ngrams.js";

interface Field { readonly first: number; readonly last: number }

/** The convolution whose filters pooling reads. */
export interface Convolution {
  /** Name of its stage. */
  readonly stage: string;
  /** What each filter sees of the text, through all convolutions. */
  readonly fields: readonly Field[];
  /** Its kernels, side by side, each [size, channels, filters]. */
  readonly kernels: readonly Parameter[];
  /** Whether it reads the embedding itself. */
  readonly isFirst: boolean;
}

/** The last convolution of a network; undefined where it has none. */
export function convolutionOf({ architecture, values, shape, model }: Network): Convolution | undefined {
  const stages = architecture.stages(values, shape).filter(({ kind }) => kind === "convolution");
  const stage = stages.at(-1)?.name;
  if (stage === undefined) return undefined;
  const kernels = model.parameters.filter(({ name }) => name.startsWith(`${stage}/kernel`));
  const fields = kernels.flatMap(({ variable: { shape: [size, , filters] } }) => {
    // Side by side every kernel is centred; one alone sees what its positions see.
    const field = kernels.length === 1 ? model.receptiveField : { first: -zerosBefore(size!), last: size! - 1 - zerosBefore(size!) };
    return Array.from({ length: filters! }, () => field);
  });
  return { stage, fields, kernels, isFirst: stages.length === 1 };
}

/**
 * What each token of a window adds to a filter: the product of its vector with its own row of the kernel. With the filter's bias they sum to its
 * activation before relu. Undefined where another convolution lies before.
 */
export async function slotsOf({ model, shape }: Network, { kernels, isFirst }: Convolution): Promise<((filter: number) => SlotValues) | undefined> {
  const table = model.parameters.find(({ name }) => name === "embedding/embeddings");
  if (!isFirst || !table || shape.vocabularySize === 0) return undefined;
  const vectors = await table.variable.data<"float32">();
  const numbers = await Promise.all(kernels.map(({ variable }) => variable.data<"float32">()));
  return (filter) => {
    let kernel = 0;
    let own = filter;
    while (own >= kernels[kernel]!.variable.shape[2]!) own -= kernels[kernel++]!.variable.shape[2]!;
    const [, channels, filters] = kernels[kernel]!.variable.shape as [number, number, number];
    const weights = numbers[kernel]!;
    return (ids) => ids.map((id, slot) => {
      let sum = 0;
      for (let c = 0; c < channels; c++) sum += vectors[id * channels + c]! * weights[(slot * channels + c) * filters + own]!;
      return sum;
    });
  };
}
