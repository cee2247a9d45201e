const pressable = "button, a[href], summary, label, input:is([type=checkbox], [type=radio])";
/** How far a hand trembles between pressing and letting go, in CSS pixels. */
const trembling = 4;

interface Press { readonly control: HTMLElement; readonly top: number; readonly x: number; readonly y: number }

/**
 * A press counts for what was pressed, also where the page moved under the pointer before it was let go, as it does when a figure above is drawn.
 * The browser would give the click to what lies there now, or to nobody.
 */
export function keepPresses(signal: AbortSignal): void {
  let press: Press | undefined;
  addEventListener("pointerdown", (event) => {
    const control = event.composedPath().find((node): node is HTMLElement => node instanceof HTMLElement && node.matches(pressable));
    press = control && event.button === 0 ? { control, top: topOf(control), x: event.clientX, y: event.clientY } : undefined;
  }, { capture: true, signal });
  addEventListener("click", (event) => {
    const was = press;
    press = undefined;
    // Enter and the space bar click too, and have no pointer to be moved away from.
    if (!was || event.detail === 0 || event.composedPath().includes(was.control)) return;
    const isThere = Math.hypot(event.clientX - was.x, event.clientY - was.y) <= trembling;
    if (!isThere || !was.control.isConnected || topOf(was.control) === was.top) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    was.control.click();
  }, { capture: true, signal });
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;
