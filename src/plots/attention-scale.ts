/**
 * The sequential scale of attention: blue to yellow as cividis (Nuñez et al. 2018, doi:10.1371/journal.pone.0199239), so that it reads alike
 * with and without red-green vision. Its low end fades into the page, so light grounds take it reversed.
 */
export type Rgb = readonly [number, number, number];
const light: readonly Rgb[] = [[253, 250, 238], [240, 228, 180], [206, 190, 112], [143, 138, 119], [79, 88, 112], [28, 55, 108], [0, 30, 74]];
const dark: readonly Rgb[] = [[30, 36, 50], [36, 56, 100], [76, 85, 110], [120, 117, 117], [165, 154, 108], [212, 191, 86], [254, 226, 62]];

/** The colour at `t` in [0, 1] of the way from the first stop to the last. */
export function at(stops: readonly Rgb[], t: number): Rgb {
  const place = Math.min(1, Math.max(0, Number.isFinite(t) ? t : 0)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const [a, b] = [stops[low]!, stops[low + 1]!];
  const mix = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * (place - low));
  return [mix(0), mix(1), mix(2)];
}
export const css = (colour: Rgb): string => `rgb(${colour.join(", ")})`;

/** Relative luminance as WCAG 2.2 defines it. */
export function luminance([r, g, b]: Rgb): number {
  const linear = (channel: number): number => (channel <= 10.31475 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
/** Black or white, whichever stands out more: at least 4.58:1 on any colour. */
export const inkOn = (ground: Rgb): Rgb => (luminance(ground) > 0.179 ? [0, 0, 0] : [255, 255, 255]);

/** How strongly something is attended to, as a ground and the ink that is read on it (at least 4.5:1), in light and dark. */
export interface Heat {
  /** CSS colours that follow `color-scheme`. */
  readonly ground: string;
  readonly ink: string;
}

/** @param share of the scale's top, in [0, 1]; taken to the nearer end outside, to 0 when NaN */
export function heat(share: number): Heat {
  const [day, night] = [at(light, share), at(dark, share)];
  return { ground: `light-dark(${css(day)}, ${css(night)})`, ink: `light-dark(${css(inkOn(day))}, ${css(inkOn(night))})` };
}

/** The scale as a CSS gradient, for a legend. */
export const heatGradient = (): string => `linear-gradient(to right, ${light.map((_, i) => heat(i / (light.length - 1)).ground).join(", ")})`;

/** The colour for a canvas, which knows no `light-dark()`. */
export const heatRgb = (t: number, isDark: boolean): Rgb => at(isDark ? dark : light, t);

/**
 * The weight at the top of the scale: the largest seen, but never less than three times an even spread,
 * so that a network that attends to nothing yet is drawn pale.
 */
export const attentionTop = (weights: Iterable<readonly number[]>): number => {
  let top = 0;
  for (const row of weights) {
    for (const weight of row) top = Math.max(top, weight);
    if (row.length > 0) top = Math.max(top, Math.min(1, 3 / row.length) * row.reduce((sum, weight) => sum + weight, 0));
  }
  return top || 1;
};

/** How many words an attention is spread over: e to the entropy of the weights rescaled to sum to 1. 1 when one word has it all. */
export function effectiveWords(weights: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0)) return NaN;
  return Math.exp(-weights.reduce((entropy, weight) => (weight > 0 ? entropy + (weight / sum) * Math.log(weight / sum) : entropy), 0));
}
