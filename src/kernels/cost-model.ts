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
