import { findTerms } from "../../src/glossary/find.js";
import "../term.js";

/** Where a word is not explained: it is code, a formula, a value, a way to somewhere, a heading, or explained already. */
const left = "a, code, pre, kbd, samp, math, h1, h2, h3, h4, h5, h6, summary, button, at-term, .tex, .value, .blocked-image";
/** A text longer than this is no prose. */
const most = 60_000;

/** Gives every term its explanation where it first stands in the text. The words stay as they are. */
export function markTerms(paper: HTMLElement): void {
  if ((paper.textContent?.length ?? 0) > most) return;
  const seen = new Set([...paper.querySelectorAll("at-term")].map((term) => term.getAttribute("name")));
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT, (node) => (node.parentElement?.closest(left) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    const text = node.data;
    let end = 0;
    const pieces: (string | Node)[] = [];
    for (const found of findTerms(text)) {
      if (seen.has(found.name)) continue;
      seen.add(found.name);
      const term = Object.assign(document.createElement("at-term"), { name: found.name, textContent: text.slice(found.start, found.end) });
      // Reflected at once, so that a text marked twice knows it.
      term.setAttribute("name", found.name);
      pieces.push(text.slice(end, found.start), term);
      end = found.end;
    }
    if (pieces.length > 0) node.replaceWith(...pieces, text.slice(end));
  }
}
