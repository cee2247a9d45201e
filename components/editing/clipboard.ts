import type { Cell } from "../../src/notebook/document.js";
import { readClipping, writeClipping, type Clipping } from "../../src/notebook/edits/clipping.js";
import { newCell } from "../../src/notebook/edits/insert.js";
import { normaliseMath } from "../../src/notebook/normalise-math.js";
import { readPreference, writePreference } from "../base/preferences.js";

/** What was copied last in this browser: a page that asks for the clipboard gets HTML without its scripts, and knows its own cells by their text. */
const lastCopied = "copied-cells";
let copiedHere: Clipping | undefined;

/** Puts cells on the clipboard, in an event in which that is allowed. */
export function writeClipboard(data: DataTransfer, cells: readonly Cell[]): void {
  copiedHere = writeClipping(cells);
  data.setData("text/html", copiedHere.html);
  data.setData("text/plain", copiedHere.text);
  writePreference(lastCopied, copiedHere.html.length < 200_000 ? JSON.stringify(copiedHere) : undefined);
}

/** The same when a button or a letter asks for it: the browser answers with the event in which that is allowed, or takes the text alone. */
export async function copyCells(cells: readonly Cell[]): Promise<void> {
  let isDone = false;
  const listeners = new AbortController();
  const options = { capture: true, signal: listeners.signal };
  // Without marked text a browser copies only where somebody wants to hear of it.
  addEventListener("beforecopy", (event) => event.preventDefault(), options);
  addEventListener("copy", (event) => {
    if (!event.clipboardData) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    writeClipboard(event.clipboardData, cells);
    isDone = true;
  }, options);
  document.execCommand("copy");
  listeners.abort();
  if (isDone) return;
  const data = new DataTransfer();
  writeClipboard(data, cells);
  await navigator.clipboard.writeText(data.getData("text/plain"));
}

/** The clipboard where the page may ask for it; undefined where only the browser's own paste gives it. */
export async function readSystemClipboard(): Promise<Clipping | undefined> {
  try {
    return { html: "", text: await navigator.clipboard.readText() };
  } catch {
    return keptClipping();
  }
}

/** The cells that a clipboard holds: its own HTML, the text of cells copied in this browser, or any text as one cell. */
export function clippedCells(html: string, text: string): readonly Cell[] {
  const cells = readClipping(html);
  if (cells) return cells;
  const kept = keptClipping();
  if (kept && sameWords(kept.text, text)) return readClipping(kept.html) ?? [];
  return text.trim() === "" ? [] : [newCell(1, "text/markdown", normaliseMath(text.replace(/\r\n?/g, "\n").trimEnd()))];
}

/** What another tab copied counts too; without storage, what this one did. */
function keptClipping(): Clipping | undefined {
  try {
    const kept: unknown = JSON.parse(readPreference(lastCopied) ?? "null");
    return typeof kept === "object" && kept !== null && "html" in kept && "text" in kept && typeof kept.html === "string" && typeof kept.text === "string" ? { html: kept.html, text: kept.text } : copiedHere;
  } catch {
    return copiedHere;
  }
}

/** A clipboard may change how lines end. */
const sameWords = (a: string, b: string): boolean => a.replace(/\s+/g, " ").trim() === b.replace(/\s+/g, " ").trim();
