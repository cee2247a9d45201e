import type { CommandName } from "./commands.js";
import { KeyReader } from "./keymap.js";

const keys = new KeyReader("page");

/** Whether a press goes into a text that somebody is writing. */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && /^(?:text|search|number|url|email)$/.test(target.type)) || (target instanceof HTMLElement && target.isContentEditable);
}

/** The command of a press anywhere on the page; in a text field Ctrl Z belongs to its typing. */
export function pageCommand(event: KeyboardEvent): CommandName | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const command = keys.read(event);
  if (command === undefined || command === "waiting") return undefined;
  return (command === "undo" || command === "redo") && isTyping(event) ? undefined : command;
}
