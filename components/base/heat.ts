/** How strongly something is attended to, as a colour ground with ink that reads on it (≥ 4.5:1), in light and dark. */
export interface Heat {
  /** CSS colours that follow `color-scheme`. */
  readonly ground: string;
  readonly ink: string;
}

type Rgb = readonly [number, number, number];

// Cividis (Nuñez, Anderton & Renslow 2018, doi:10.1371/journal.pone.0199239), its far end eased into the page's ground,
// so that a word without attention looks like any other word. Read towards more ink in light and towards more light in dark.
const light = ["#fbf8ee", "#f6e9b0", "#dcc96f", "#a59c74", "#707173", "#3b496c", "#00224e"].map(rgb);
const dark = ["#1c2029", "#24365c", "#3b496c", "#707173", "#a59c74", "#d6c25f", "#fee838"].map(rgb);

/** @param share in [0, 1], usually a weight over the largest weight; taken to the nearer end outside, to 0 when NaN */
export function heat(share: number): Heat {
  const [day, night] = [between(light, share), between(dark, share)];
  return { ground: `light-dark(${hex(day)}, ${hex(night)})`, ink: `light-dark(${inkOn(day)}, ${inkOn(night)})` };
}

/** Every weight as a share of the largest; zeros when there is nothing to compare. */
export function sharesOf(weights: readonly number[]): readonly number[] {
  const largest = Math.max(0, ...weights.filter(Number.isFinite));
  return weights.map((weight) => (largest > 0 && Number.isFinite(weight) ? Math.max(0, weight) / largest : 0));
}

/** The scale as a CSS gradient, for a legend. */
export const heatGradient = (): string => {
  const stops = light.map((_, i) => heat(i / (light.length - 1)).ground);
  return `linear-gradient(to right, ${stops.join(", ")})`;
};

function between(stops: readonly Rgb[], share: number): Rgb {
  const at = Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(at));
  const [a, b] = [stops[low]!, stops[low + 1]!];
  const mixed = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * (at - low));
  return [mixed(0), mixed(1), mixed(2)];
}

/** Black or white, whichever stands out more; the worse case is 4.58:1. */
const inkOn = (ground: Rgb): string => (luminance(ground) > 0.179 ? "#000000" : "#ffffff");

/** Relative luminance as WCAG 2.2 defines it, in [0, 1]. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function rgb(colour: string): Rgb { return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb; }
const hex = (colour: Rgb): string => `#${colour.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
