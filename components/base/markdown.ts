import { Marked } from "marked";
import { sanitise } from "./sanitise.js";

/** Text, and nodes that stand between it: formulas, live values. */
export type Piece = string | Node;

/** Above these a text is shown as written: Markdown's own rules take quadratic time on hostile input. */
export const limits = { characters: 300_000, marksInParagraph: 4_000, quotes: 50, indent: 120 };

/** Whether a text can be set as Markdown within a fraction of a second. */
export function isTooComplex(markdown: string): boolean {
  return markdown.length > limits.characters
    || /^[ \t]*(?:>[ \t]?){51}/m.test(markdown)
    || /^(?:[ \t]|[-*+][ \t]){121}/m.test(markdown)
    || markdown.split(/\n[ \t]*\n/).some((paragraph) => (paragraph.match(/[*_~`[<&]/g)?.length ?? 0) > limits.marksInParagraph);
}

/** GitHub's Markdown, HTML let through to be sanitised; no automatic ids, so that a text cannot take a name. */
const marked = new Marked({ gfm: true, async: false });

/**
 * Sets Markdown as nodes that are safe to put on the page. The nodes among `pieces` are placed as they are, after everything else was sanitised.
 * @throws RangeError when the text is too complex to set
 */
export function renderMarkdown(pieces: readonly Piece[], blockedImage: (description: string) => string): DocumentFragment {
  const nodes = pieces.map((piece) => (typeof piece === "string" ? undefined : piece));
  // Private-use characters mark the places; those of the author are taken out, so that a text cannot ask for a node twice.
  const text = pieces.map((piece, index) => (typeof piece === "string" ? piece.replace(/[\uE000\uE001]/g, "\uFFFD") : `\uE000${index}\uE001`)).join("");
  if (isTooComplex(text)) throw new RangeError("too complex");
  const fragment = sanitise(marked.parse(text) as string, blockedImage);
  placeNodes(fragment, nodes);
  return fragment;
}

function placeNodes(fragment: DocumentFragment, nodes: readonly (Node | undefined)[]): void {
  for (const element of fragment.querySelectorAll("*")) {
    for (const { name, value } of Array.from(element.attributes)) if (/[\uE000\uE001]|%EE%80%8[01]/i.test(value)) element.removeAttribute(name);
  }
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (!text.data.includes("\uE000")) continue;
    const parts = text.data.split(/\uE000(\d+)\uE001/);
    text.replaceWith(...parts.map((part, i) => (i % 2 === 1 ? nodes[Number(part)] ?? "" : part)));
  }
}
