import { at, css, inkOn, type Heat, type Rgb } from "./attention-scale.js";

/** Orange for against, blue for for, told apart with and without red-green vision; the middle is the page's own ground, so that 0 is no colour. */
const light: readonly Rgb[] = [[140, 52, 4], [219, 140, 82], [251, 249, 246], [118, 176, 209], [6, 80, 118]];
const dark: readonly Rgb[] = [[247, 172, 118], [139, 86, 51], [31, 33, 37], [52, 101, 130], [120, 199, 238]];

/** @param share of the scale's top, in [−1, 1]; taken to the nearer end outside, to 0 when NaN */
export function signed(share: number): Heat {
  const t = Number.isNaN(share) ? 0.5 : (share + 1) / 2;
  const [day, night] = [at(light, t), at(dark, t)];
  return { ground: `light-dark(${css(day)}, ${css(night)})`, ink: `light-dark(${css(inkOn(day))}, ${css(inkOn(night))})` };
}

/** The scale as a CSS gradient, for a legend. */
export const signedGradient = (): string => `linear-gradient(to right, ${light.map((_, i) => signed((2 * i) / (light.length - 1) - 1).ground).join(", ")})`;
