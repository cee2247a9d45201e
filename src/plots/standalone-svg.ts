const painted = ["fill", "stroke", "color", "stop-color"] as const;

/**
 * A figure as a file that stands alone: colours of the page written in, its ground behind, title and description inside.
 * @param svg as drawn and attached to the page: what custom properties mean is read where it stands
 */
export function standaloneSvg(svg: SVGSVGElement, title: string, caption: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    const target = copies[i]!;
    for (const name of painted) {
      if (original.hasAttribute(name) || original.style.getPropertyValue(name) !== "") {
        target.setAttribute(name, style.getPropertyValue(name));
        target.style.removeProperty(name);
      }
    }
  });
  const whole = getComputedStyle(svg);
  const [width, height] = [Number(svg.getAttribute("width")), Number(svg.getAttribute("height"))];
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("fill", whole.fill);
  copy.setAttribute("color", whole.color);
  copy.setAttribute("font-family", whole.fontFamily);
  copy.setAttribute("font-size", whole.fontSize);
  copy.removeAttribute("style");
  const ground = copy.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: groundOf(svg) })) ground.setAttribute(name, value);
  const [name, description] = [["title", title], ["desc", caption]].map(([tag, words]) => {
    const element = copy.ownerDocument.createElementNS("http://www.w3.org/2000/svg", tag!);
    element.textContent = words!;
    return element;
  });
  copy.prepend(name!, description!, ground);
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** The colour that the figure stands on: the nearest ground behind it that is not transparent. */
function groundOf(element: Element): string {
  for (let at: Node | null = element; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)) {
    if (!(at instanceof Element)) continue;
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== "" && colour !== "transparent" && !/,\s*0\)$|\/\s*0\)$/.test(colour)) return colour;
  }
  return "white";
}

/** The same drawing as a PNG with `scale` pixels to a CSS pixel. */
export async function pngOf(svgText: string, width: number, height: number, scale = 2): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svgText], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("this browser could not draw the picture as PNG"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
