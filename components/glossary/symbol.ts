/** Sets a term's symbol as a formula, once; as written where that fails. */
export async function fillSymbol(place: HTMLElement, symbol: string): Promise<void> {
  if (place.dataset["of"] === symbol) return;
  place.dataset["of"] = symbol;
  try {
    const { renderTex } = await import("../base/tex.js");
    const math = await renderTex(symbol, false);
    if (place.dataset["of"] === symbol) place.replaceChildren(math);
  } catch {
    place.textContent = symbol;
  }
}
