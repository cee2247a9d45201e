/** Pixels between a card and the edge of the window. */
const edge = 8;

/** Puts a card that stands in the top layer under a word, or above it where there is more room; always inside the window. */
export function placeBeside(card: HTMLElement, word: HTMLElement): void {
  const [line = word.getBoundingClientRect()] = word.getClientRects();
  const { width, height } = card.getBoundingClientRect();
  const isBelow = line.bottom + height + edge < innerHeight || line.top < innerHeight - line.bottom;
  card.style.left = `${Math.max(edge, Math.min(line.left, innerWidth - width - edge))}px`;
  card.style.top = `${isBelow ? line.bottom + 4 : Math.max(edge, line.top - height - 4)}px`;
}
