/** The way of a line through a small picture, as an SVG path; gaps where a number is missing. @param range smallest and largest number of all lines in the picture */
export function sparkPath(values: readonly number[], { width, height, range: [low, high] }: { readonly width: number; readonly height: number; readonly range: readonly [number, number] }): string {
  const x = (i: number): number => (values.length < 2 ? width / 2 : 1 + (i * (width - 2)) / (values.length - 1));
  const y = (value: number): number => (high > low ? height - 1 - ((value - low) / (high - low)) * (height - 2) : height / 2);
  let isDown = false;
  return values.map((value, i) => {
    if (!Number.isFinite(value)) { isDown = false; return ""; }
    const step = `${isDown ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}${isDown ? "" : "h0"}`;
    isDown = true;
    return step;
  }).join("");
}
