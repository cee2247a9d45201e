/** An SVG as a text that changes only when the drawing does: a line an element, numbers to one decimal, own names for Plot's running ids. */
export function structureOf(svg: SVGSVGElement): string {
  const ids = new Map<string, string>();
  return new XMLSerializer().serializeToString(svg)
    .replace(/plot-clip-\d+/g, (id) => ids.get(id) ?? (ids.set(id, `clip-${ids.size + 1}`), ids.get(id)!))
    .replace(/-?\d+\.\d+/g, (digits) => String(Math.round(Number(digits) * 10) / 10))
    .replaceAll("><", ">\n<")
    .concat("\n");
}
