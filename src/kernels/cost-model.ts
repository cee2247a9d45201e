/**
 * Which algorithm computes a convolution along one axis.
 * Costs are estimates in cycles of one core for one sample; only their order matters. Constants were fitted to measurements on a 3 GHz Zen 4 core (bench/kernels).
 */
export interface ConvolutionCost { readonly positions: number; readonly channels: number; readonly filters: number; readonly taps: number; readonly stride: number; readonly batch: number }
export type ConvolutionAlgorithm = "direct" | "winograd";

/** Eight multiply-adds in a cycle: two 128-bit units. */
const multipliesPerCycle = 8;

/** 30 multiplications for 6 outputs. */
export const directCycles = ({ positions, channels, filters, taps }: ConvolutionCost): number => (positions * taps * channels * filters) / multipliesPerCycle;

/** 10 multiplications for 6 outputs, and the transforms to and fro. Products on few channels run at a lower rate. */
export function winogradCycles({ positions, channels, filters, batch }: ConvolutionCost): number {
  const tiles = Math.ceil(positions / 6);
  const products = (10 * tiles * channels * filters) / multipliesPerCycle;
  const transforms = 8 * tiles * (channels + filters);
  const kernel = (20 * channels * filters) / batch;
  return 1.1 * products + transforms + kernel;
}

/** Winograd is for 5 taps, stride 1 and whole vectors of channels and filters; below 16 of either, rounding and transforms outweigh it. */
export function convolutionAlgorithm(cost: ConvolutionCost): ConvolutionAlgorithm {
  const fits = cost.taps === 5 && cost.stride === 1 && cost.channels % 4 === 0 && cost.filters % 4 === 0 && Math.min(cost.channels, cost.filters) >= 16 && cost.channels <= 640 && cost.positions >= 16 && cost.positions <= 2560;
  return fits && winogradCycles(cost) < directCycles(cost) ? "winograd" : "direct";
}

/** A convolution of embedded tokens: `channels` is the size of their vectors. @param length tokens of one sample @param distinct different tokens of the whole batch @param counted its tokens; of a text's tail one */
export interface TokenCost extends ConvolutionCost { readonly length: number; readonly distinct: number; readonly counted: number }

/** Of a batch, forward and backward: three products for each distinct token, and their sums at each position. */
export function distinctTokenCycles({ distinct, counted, channels, filters, taps }: TokenCost): number {
  const products = (3 * distinct * taps * channels * filters) / multipliesPerCycle;
  const sums = 1.4 * counted * taps * filters;
  return 1.2 * products + sums;
}

/** The same with a vector for every token: lookup, convolution, the gradients of its filter and of its input, and their sums by token. */
export function embeddedTokenCycles(cost: TokenCost): number {
  const { batch, length, positions, channels, filters } = cost;
  const backward = winogradCycles({ ...cost, positions: length, channels: filters, filters: channels });
  return batch * (2 * winogradCycles(cost) + backward + 5 * length * channels + 2 * positions * filters);
}

/** Where nearly every token is another, Winograd's algorithm takes fewer multiplications than one product for each; without it, the distinct tokens never take more. */
export const tokenAlgorithm = (cost: TokenCost): "distinct" | "embedded" =>
  (convolutionAlgorithm(cost) === "winograd" && embeddedTokenCycles(cost) < distinctTokenCycles(cost) ? "embedded" : "distinct");
