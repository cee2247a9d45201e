import type * as TF from "@tensorflow/tfjs-core";
import { convolutionAlgorithm, type ConvolutionAlgorithm } from "./cost-model.js";

export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: number | "valid" | "same" | TF.backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dilations?: number | [number, number];
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Sizes of one convolution, channels last. A conv1d is a conv2d of height 1. */
export interface ConvolutionShape {
  readonly batch: number;
  readonly height: number; readonly width: number; readonly channels: number;
  readonly outHeight: number; readonly outWidth: number; readonly filters: number;
  readonly kernelHeight: number; readonly kernelWidth: number;
  readonly strideHeight: number; readonly strideWidth: number;
  readonly dilationHeight: number; readonly dilationWidth: number;
  readonly padTop: number; readonly padLeft: number;
}

/** @returns undefined for channels first, which tfjs's wasm backend refuses too */
export function convolutionShape(tf: Pick<typeof TF, "backend_util">, x: readonly number[], filter: readonly number[], attributes: ConvolutionAttributes): ConvolutionShape | undefined {
  if (attributes.dataFormat === "NCHW") return undefined;
  const info = tf.backend_util.computeConv2DInfo(x as [number, number, number, number], filter as [number, number, number, number], attributes.strides, attributes.dilations ?? 1, attributes.pad, attributes.dimRoundingMode);
  return {
    batch: info.batchSize,
    height: info.inHeight, width: info.inWidth, channels: info.inChannels,
    outHeight: info.outHeight, outWidth: info.outWidth, filters: info.outChannels,
    kernelHeight: info.filterHeight, kernelWidth: info.filterWidth,
    strideHeight: info.strideHeight, strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight, dilationWidth: info.dilationWidth,
    padTop: info.padInfo.top, padLeft: info.padInfo.left,
  };
}

/** Whether our kernels cover it: one row of height 1, neighbouring taps. */
export const isAlongOneAxis = (s: ConvolutionShape): boolean =>
  s.height === 1 && s.kernelHeight === 1 && s.outHeight === 1 && s.padTop === 0 && s.dilationWidth === 1 && s.padLeft < s.kernelWidth && s.batch * s.outWidth * s.filters * s.channels > 0;

/** Width of a sample with the zeros that its windows reach into. */
export const paddedWidth = (s: Pick<ConvolutionShape, "outWidth" | "strideWidth" | "kernelWidth">): number => (s.outWidth - 1) * s.strideWidth + s.kernelWidth;

/** Multiplications of the convolution as the textbook has it. */
export const productsIn = (s: ConvolutionShape): number => s.batch * s.outWidth * s.kernelWidth * s.channels * s.filters;

export const algorithmOf = (s: ConvolutionShape): ConvolutionAlgorithm =>
  convolutionAlgorithm({ positions: s.outWidth, channels: s.channels, filters: s.filters, taps: s.kernelWidth, stride: s.strideWidth, batch: s.batch });
