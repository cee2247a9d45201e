import { plot, type PlotOptions } from "@observablehq/plot";
import { formatNumber, type Locale, type NumberStyle } from "../base/text.js";

/**
 * Observable Plot as every figure uses it: one image with one name for screen readers, type and colours of the page, no style sheet of its own.
 * @param label what the figure shows, in a sentence
 */
export function drawPlot(label: string, options: PlotOptions & { readonly width: number }): SVGSVGElement {
  const svg = plot({
    ...options,
    style: { background: "none", color: "currentColor", fontFamily: "inherit", fontSize: "12px", overflow: "visible", fontVariantNumeric: "tabular-nums" } as Partial<CSSStyleDeclaration>,
  }) as SVGSVGElement;
  // Plot names inner groups without giving them a role, which assistive technology (and axe) rejects; the image's own name says it all.
  for (const inner of svg.querySelectorAll("[aria-label], [aria-description]")) {
    inner.removeAttribute("aria-label");
    inner.removeAttribute("aria-description");
  }
  svg.querySelector("style")?.remove();
  svg.removeAttribute("class");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  Object.assign(svg.style, { display: "block", maxWidth: "100%", height: "auto" });
  return svg;
}

/** Colours of a run everywhere: six that repeat. @param number as `Run.number`, from 1 */
export const runColour = (number: number): string => `var(--at-run-${((Math.max(1, Math.round(number) || 1) - 1) % 6) + 1})`;
/** Colours of a class everywhere. @param index from 0 */
export const classColour = (index: number): string => `var(--at-class-${index % 4})`;

/** Tick labels as the reader's language writes numbers. */
export const ticks = (locale: Locale, style?: NumberStyle) => (value: unknown): string => formatNumber(Number(value), locale, style);

/** At most `most` points of a line that keep its shape: the least and the greatest of every stretch. */
export function thin<P extends { readonly y: number }>(points: readonly P[], most: number): readonly P[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil(points.length / Math.floor(most / 2));
  const kept: P[] = [];
  for (let start = 0; start < points.length; start += stretch) {
    let [least, greatest] = [start, start];
    for (let i = start; i < Math.min(points.length, start + stretch); i++) {
      if (points[i]!.y < points[least]!.y) least = i;
      if (points[i]!.y > points[greatest]!.y) greatest = i;
    }
    for (const i of least === greatest ? [least] : [Math.min(least, greatest), Math.max(least, greatest)]) kept.push(points[i]!);
  }
  return kept;
}

/**
 * Exponential moving average with the bias of its start taken out, as TensorBoard smooths.
 * @param smoothing weight of the past, in [0, 0.99]; values that are not finite are passed over
 */
export function smooth(values: readonly number[], smoothing: number): readonly number[] {
  let [last, seen] = [0, 0];
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = last * smoothing + (1 - smoothing) * value;
    seen++;
    return last / (1 - smoothing ** seen);
  });
}

/** Vertical places for labels that would overlap: as near to where they belong as `apart` pixels between them allow. Keeps order. */
export function spreadLabels(places: readonly number[], apart: number, [top, bottom]: readonly [number, number]): readonly number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  const spread: number[] = Array.from({ length: places.length }, () => 0);
  let previous = -Infinity;
  for (const { place, index } of order) {
    previous = Math.max(place, previous + apart, top);
    spread[index] = previous;
  }
  let next = bottom;
  for (const { index } of order.toReversed()) {
    spread[index] = Math.min(spread[index]!, next);
    next = spread[index]! - apart;
  }
  return spread;
}
