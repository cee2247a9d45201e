const events = ["keydown", "keyup"] as const;

/**
 * What is typed while something is fetched that will take the keyboard: nobody else hears it, so that a space does not press the button that has the focus.
 * Keys with Ctrl, Alt or Meta are the browser's and go their way, and Tab leaves as ever.
 * @returns ends it, and gives what was typed meanwhile as text
 */
export function holdKeys(): () => string {
  let typed = "";
  const hold = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.key === "Tab") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type !== "keydown") return;
    if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if ([...event.key].length === 1) typed += event.key;
  };
  for (const name of events) addEventListener(name, hold, { capture: true });
  return () => {
    for (const name of events) removeEventListener(name, hold, { capture: true });
    return typed;
  };
}

/** Writes text where the focus is, as if it were typed there; nowhere if that is no field. */
export function typeAtFocus(text: string): void {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (text === "" || !(focused instanceof HTMLInputElement)) return;
  focused.value += text;
  focused.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, data: text, inputType: "insertText" }));
}
