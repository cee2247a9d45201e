import { sentence } from "../../src/base/problem.js";
import { plural, sameText, textOf, type Text } from "../../src/base/text.js";
import { convertCells, type ConvertedType } from "../../src/notebook/edits/convert.js";
import { mergeCells } from "../../src/notebook/edits/merge.js";
import { duplicateCells, pasteCells } from "../../src/notebook/edits/paste.js";
import { splitCell } from "../../src/notebook/edits/split.js";
import { applyTransaction, cellOf, indexOf, type Transaction } from "../../src/notebook/transaction.js";
import { pageLocale } from "../base/locale.js";
import { clippedCells, copyCells, readSystemClipboard } from "./clipboard.js";
import type { CommandName } from "./commands.js";
import type { Editor } from "./editor.js";

const types: Readonly<Record<"to-text" | "to-code" | "to-formula", ConvertedType>> = { "to-text": "text/markdown", "to-code": "module", "to-formula": "application/x-tex" };

/** The commands that change how the notebook is cut into cells. */
export function run(editor: Editor, command: Extract<CommandName, "duplicate" | "split" | "merge" | "to-text" | "to-code" | "to-formula" | "cut" | "copy" | "paste">): void {
  const { ids, host, session } = editor;
  if (ids.length === 0) return;
  switch (command) {
    case "duplicate": return editor.do(duplicateCells(session.document, ids, host.kinds, editor.freshId));
    case "split": return split(editor);
    case "merge": return merge(editor);
    case "to-text": case "to-code": case "to-formula": {
      const converted = convertCells(session.document, ids, types[command]);
      return converted.steps.length > 0 ? editor.do(converted) : undefined;
    }
    case "cut": case "copy": return void copyCells(ids.map((id) => cellOf(session.document, id))).then(
      () => (command === "cut" ? editor.cut(ids) : editor.copied(ids.length)),
      () => host.say({ en: "Press Ctrl and C, or Ctrl and X: this browser writes to the clipboard only then.", "pt-BR": "Aperte Ctrl e C, ou Ctrl e X: este navegador só escreve na área de transferência assim." }),
    );
    case "paste": return void readSystemClipboard().then((clip) => {
      if (clip) paste(editor, clip.html, clip.text);
      else host.say({ en: "Press Ctrl and V: this browser reads the clipboard only then.", "pt-BR": "Aperte Ctrl e V: este navegador só lê a área de transferência assim." });
    });
  }
}

/** Puts what a clipboard holds below the chosen cells: cells as cells, any other text as one text. */
export function paste(editor: Editor, html: string, text: string): void {
  const { session: { document }, host, ids } = editor;
  const last = ids.at(-1);
  const cells = clippedCells(html, text);
  const index = last === undefined ? document.cells.length : indexOf(document, last) + 1;
  const pasted = pasteCells(document, cells, index, host.kinds, editor.freshId);
  if (pasted.steps.length === 0) return host.say({ en: "There is nothing to paste.", "pt-BR": "Não há o que colar." });
  editor.do(pasted);
  if (editor.session.document === document) return undefined;
  const count = pasted.steps.filter(({ kind }) => kind === "insert").length;
  return host.say(textOf((locale) => (locale === "en" ? `${plural(count, locale, "cell", "cells")} pasted.` : `${plural(count, locale, "célula colada", "células coladas")}.`)), true);
}

function split(editor: Editor): void {
  const id = editor.selection.head!;
  const frame = editor.frame(id);
  const caret = frame?.caret;
  if (!frame || caret === undefined) {
    void frame?.edit();
    return editor.host.say({ en: "Put the cursor where the cell should be split, then split again.", "pt-BR": "Ponha o cursor onde a célula deve ser dividida e divida de novo." });
  }
  // What is typed is what is split.
  if (frame.hasUnapplied) frame.apply("apply");
  const { document } = editor.session;
  rewrite(editor, [id], splitCell(document, id, caret, editor.freshId()));
  frame.closeSource();
  return undefined;
}

function merge(editor: Editor): void {
  const { session: { document }, ids, host } = editor;
  const next = document.cells[indexOf(document, ids.at(-1)!) + 1];
  const all = ids.length > 1 || !next ? ids : [...ids, next.id];
  const merged = mergeCells(document, all, host.kinds.names);
  if ("steps" in merged) return rewrite(editor, all, merged);
  return host.say(cannot(sentence(merged, pageLocale.current)));
}
/** Does a step that makes other cells of these, out of what stands in them. */
function rewrite(editor: Editor, ids: readonly number[], transaction: Transaction): void {
  const { document } = editor.session;
  const known = new Set(document.cells.map(({ source }) => source));
  const after = applyTransaction(document, transaction).cells.map(({ source }) => source).filter((source) => !known.has(source));
  editor.host.rewrote(ids.map((id) => cellOf(document, id).source), after);
  editor.do(transaction);
}
const cannot = (why: string): Text => sameText(why);
