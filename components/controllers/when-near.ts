/** How far below or above the screen something is already near: a screen, so that whoever scrolls finds it drawn. */
const margin = "100% 0px";

const waiting = new Map<Element, () => Promise<unknown>>();
const observer = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) load(target);
}, { rootMargin: margin });

/** Loads what an element needs when it comes near the screen, or at once for those who travel by Tab or print: their way does not pass the screen's edge. */
export function whenNear(element: Element, needs: () => Promise<unknown>): void {
  if (!element.matches(":defined")) onceNear(element, needs);
}

/** The same for what is no matter of the element's own code: told once that it came near. */
export function onceNear(element: Element, needs: () => Promise<unknown>): void {
  if (waiting.size === 0) {
    addEventListener("keydown", loadForTab);
    addEventListener("beforeprint", loadAll);
  }
  waiting.set(element, needs);
  observer.observe(element);
}

function load(element: Element): void {
  const needs = waiting.get(element);
  observer.unobserve(element);
  waiting.delete(element);
  if (waiting.size === 0) {
    removeEventListener("keydown", loadForTab);
    removeEventListener("beforeprint", loadAll);
  }
  // Offline for a moment: the next time it comes near, it is asked for again.
  needs?.().catch(() => { if (element.isConnected) whenNear(element, needs); });
}
function loadAll(): void { for (const element of waiting.keys()) load(element); }
function loadForTab({ key }: KeyboardEvent): void { if (key === "Tab") loadAll(); }
