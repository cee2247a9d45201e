import { cellOf } from "../../src/notebook/transaction.js";
import { writeClipboard } from "./clipboard.js";
import type { Editor } from "./editor.js";
import { isTyping } from "./page-keys.js";

/**
 * Answers the browser's copy, cut and paste for the chosen cells, while the focus is on the frame of a cell and no text is marked.
 * @param signal ends it
 */
export function answerClipboard(editor: Editor, signal: AbortSignal): void {
  const isMeant = (event: ClipboardEvent): boolean => !event.defaultPrevented && !isTyping(event) && event.clipboardData !== null && editor.host.frames.some((frame) => frame.isFocused) && editor.ids.length > 0;
  const take = (event: ClipboardEvent): void => {
    if (!isMeant(event) || String(getSelection()) !== "") return;
    event.preventDefault();
    const { ids, session: { document } } = editor;
    writeClipboard(event.clipboardData!, ids.map((id) => cellOf(document, id)));
    if (event.type === "cut") editor.cut(ids);
    else editor.copied(ids.length);
  };
  addEventListener("copy", take, { signal });
  addEventListener("cut", take, { signal });
  addEventListener("paste", (event) => {
    if (!isMeant(event)) return;
    event.preventDefault();
    const [html, text] = [event.clipboardData!.getData("text/html"), event.clipboardData!.getData("text/plain")];
    void import("./structure.js").then((structure) => structure.paste(editor, html, text));
  }, { signal });
}
