import type { Editor } from "./editor.js";

/** How near the edge of the screen the page begins to scroll, and how far a frame, in pixels. */
const edge = 70;
const speed = 14;

/** Follows a handle until it is let go, shows where the cells would stand, and moves them there. Escape leaves everything as it was. */
export function drag(editor: Editor, id: number, event: PointerEvent, mark: HTMLElement): void {
  if (!editor.ids.includes(id)) editor.only(id);
  const { ids } = editor;
  const { document } = editor.session;
  const frames = editor.host.frames.filter(({ cell }) => document.cells.some((one) => one.id === cell.id));
  const others = frames.filter(({ cell }) => !ids.includes(cell.id));
  const listeners = new AbortController();
  const { signal } = listeners;
  let y = event.clientY;
  let hasMoved = false;
  let timer = 0;
  for (const frame of frames) frame.toggleAttribute("dragged", ids.includes(frame.cell.id));

  const place = (): number => {
    const at = others.findIndex((frame) => { const { top, height } = frame.getBoundingClientRect(); return y < top + height / 2; });
    return at < 0 ? others.length : at;
  };
  const show = (): void => {
    const to = place();
    const next = others[to]?.getBoundingClientRect();
    const before = others[to - 1]?.getBoundingClientRect();
    mark.hidden = !hasMoved;
    const own = mark.offsetParent?.getBoundingClientRect().top ?? 0;
    mark.style.insetBlockStart = `${(next && before ? (before.bottom + next.top) / 2 : next?.top ?? before?.bottom ?? 0) - own}px`;
  };
  const follow = (): void => {
    const step = y < edge + 50 ? -speed : y > innerHeight - edge ? speed : 0;
    if (hasMoved && step !== 0) { scrollBy(0, step); show(); }
    timer = requestAnimationFrame(follow);
  };
  const end = (isDone: boolean): void => {
    listeners.abort();
    cancelAnimationFrame(timer);
    mark.hidden = true;
    for (const frame of frames) frame.removeAttribute("dragged");
    if (isDone && hasMoved) editor.moveTo(ids, place());
  };
  addEventListener("pointermove", (move) => {
    hasMoved ||= Math.abs(move.clientY - event.clientY) > 4;
    y = move.clientY;
    show();
  }, { signal });
  addEventListener("pointerup", () => end(true), { signal });
  addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", (press) => { if (press.key === "Escape") { press.stopPropagation(); end(false); } }, { signal, capture: true });
  follow();
}
