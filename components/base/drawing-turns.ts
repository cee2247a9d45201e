/**
 * Lets cells that only show take turns: one drawing a frame, and none for what is off the screen. A training tells its news to five cells at once;
 * drawn together they would hold the page for longer than a person can miss.
 */
export interface Turn {
  /** Settles when the element may draw. */
  readonly granted: Promise<void>;
  /** Grants it at once: a person touched something. */
  now(): void;
}

interface Waiting { readonly element: Element; readonly grant: () => void }

const waiting = new Set<Waiting>();
const unseen = new WeakSet<Element>();
let frame: number | undefined;

const seeing = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) unseen.delete(target);
    else unseen.add(target);
  }
  ask();
}, { rootMargin: "200px 0px" });

export const watchDrawing = (element: Element): void => seeing.observe(element);
export function forgetDrawing(element: Element): void {
  seeing.unobserve(element);
  unseen.delete(element);
}

export function takeTurn(element: Element): Turn {
  let now = (): void => undefined;
  const granted = new Promise<void>((resolve) => {
    const one: Waiting = { element, grant: resolve };
    now = () => { waiting.delete(one); resolve(); };
    waiting.add(one);
  });
  ask();
  return { granted, now };
}

function ask(): void {
  if (frame === undefined && waiting.size > 0) frame = requestAnimationFrame(grantOne);
}
function grantOne(): void {
  frame = undefined;
  // In the order in which they asked, so that none waits for ever.
  const next = [...waiting].find(({ element }) => !unseen.has(element));
  if (!next) return;
  waiting.delete(next);
  next.grant();
  ask();
}
