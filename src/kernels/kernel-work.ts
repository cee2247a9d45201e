import type * as TF from "@tensorflow/tfjs-core";
import { convolutionShape, isAlongOneAxis, type ConvolutionAttributes, type ConvolutionShape } from "./convolution-shape.js";
import { convolutionAlgorithm, directCycles, winogradCycles, type ConvolutionCost } from "./cost-model.js";
import { dotAttentionGradientName, dotAttentionName } from "./dot-attention.js";
import { biasedConvolutionName } from "./biased-convolution.js";
import { tokenConvolutionGradientName } from "./token-convolution-gradient.js";
import { tokenConvolutionName, tokensOf } from "./token-convolution.js";

/** How a kernel goes about its work, with the numbers that decided it. */
export type AlgorithmChoice =
  /** Estimates in cycles of one core for one sample; Winograd's is absent where it does not apply. */
  | { readonly algorithm: "direct" | "winograd"; readonly taps: number; readonly stride: number; readonly channels: number; readonly filters: number; readonly positions: number; readonly directCycles: number; readonly winogradCycles: number }
  /** One product for each distinct token of the batch. */
  | { readonly algorithm: "unique-tokens"; readonly tokens: number; readonly distinct: number };

export interface KernelWork {
  /** As the definition counts them, whatever the algorithm saves; absent where a kernel moves numbers rather than multiplies. */
  readonly multiplyAdds?: number;
  /** Of our kernels that can choose. */
  readonly choice?: AlgorithmChoice;
}

interface Call {
  readonly name: string;
  readonly inputs: Readonly<Record<string, TF.Tensor>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What one call of a kernel has to do: from its shapes, and from the ids where distinct tokens matter. @param ours whether our kernels run, which choose */
export function workOf(tf: Pick<typeof TF, "backend_util">, { name, inputs, attributes }: Call, ours: boolean): KernelWork {
  const shapeOf = (input: string): readonly number[] => inputs[input]?.shape ?? [];
  switch (name) {
    case "Conv2D":
    case "FusedConv2D":
    case biasedConvolutionName: return convolutionWork(convolutionShape(tf, shapeOf("x"), shapeOf("filter"), attributes as unknown as ConvolutionAttributes), ours);
    case "Conv2DBackpropFilter": return convolutionWork(convolutionShape(tf, shapeOf("x"), attributes["filterShape"] as readonly number[], attributes as unknown as ConvolutionAttributes), ours);
    case "Conv2DBackpropInput": return convolutionWork(convolutionShape(tf, attributes["inputShape"] as readonly number[], shapeOf("filter"), attributes as unknown as ConvolutionAttributes), ours, true);
    case "BatchMatMul":
    case "_FusedMatMul": return productWork(shapeOf("a"), shapeOf("b"), attributes as { readonly transposeA: boolean; readonly transposeB: boolean });
    case tokenConvolutionName: return tokenWork(inputs, attributes, 1);
    // Two products: one for the table, one for the kernel.
    case tokenConvolutionGradientName: return tokenWork(inputs, attributes, 2);
    case dotAttentionName: return attentionWork(shapeOf("q"), 2);
    // Of values, weights, queries and keys.
    case dotAttentionGradientName: return attentionWork(shapeOf("q"), 4);
    default: return {};
  }
}

function convolutionWork(shape: ConvolutionShape | undefined, ours: boolean, turnedRound = false): KernelWork {
  if (!shape) return {};
  const { batch, outHeight, outWidth, kernelHeight, kernelWidth, channels, filters, strideWidth, width } = shape;
  const multiplyAdds = batch * outHeight * outWidth * kernelHeight * kernelWidth * channels * filters;
  if (!ours || !isAlongOneAxis(shape)) return { multiplyAdds };
  // The input's gradient is a convolution of dy with the kernel mirrored: what were filters are channels.
  const sizes = turnedRound ? { positions: width, channels: filters, filters: channels } : { positions: outWidth, channels, filters };
  const cost: ConvolutionCost = { ...sizes, taps: kernelWidth, stride: strideWidth, batch };
  return {
    multiplyAdds,
    choice: { algorithm: convolutionAlgorithm(cost), ...sizes, taps: kernelWidth, stride: strideWidth, directCycles: directCycles(cost), winogradCycles: winogradCycles(cost) },
  };
}

function productWork(a: readonly number[], b: readonly number[], { transposeA, transposeB }: { readonly transposeA: boolean; readonly transposeB: boolean }): KernelWork {
  const [m, k] = transposeA ? [a.at(-1)!, a.at(-2)!] : [a.at(-2)!, a.at(-1)!];
  const n = transposeB ? b.at(-2)! : b.at(-1)!;
  const batch = Math.max(...[a, b].map((shape) => shape.slice(0, -2).reduce((product, size) => product * size, 1)));
  return { multiplyAdds: batch * m * n * k };
}

function tokenWork({ ids, table, kernel }: Readonly<Record<string, TF.Tensor>>, attributes: Readonly<Record<string, unknown>>, products: number): KernelWork {
  const [taps, size, filters] = kernel!.shape as [number, number, number];
  return {
    multiplyAdds: products * ids!.shape[0]! * Number(attributes["positions"]) * taps * size * filters,
    choice: { algorithm: "unique-tokens", tokens: ids!.size, distinct: tokensOf(ids!, () => ids!.dataSync<"int32">(), table!.shape[0]!, taps).ids.length },
  };
}

function attentionWork([batch, length, width]: readonly number[], products: number): KernelWork {
  return { multiplyAdds: products * batch! * length! * length! * width! };
}
