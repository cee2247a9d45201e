/** A Lit element, seen from outside: what it calls to draw itself. */
interface Drawing extends HTMLElement { scheduleUpdate(): unknown }

/**
 * Lets an element fail alone: what it throws while drawing is told instead of being lost in the page, and the next drawing that works is told too.
 * Set on the element itself, because only there is every later drawing seen, whoever caused it.
 * @param tell what was thrown; undefined once it draws again
 */
export function guard(element: HTMLElement, tell: (failure: unknown) => void): void {
  if (!("scheduleUpdate" in element) || Object.hasOwn(element, "scheduleUpdate")) return;
  const draw = (element as Drawing).scheduleUpdate.bind(element);
  let failed = false;
  Object.defineProperty(element, "scheduleUpdate", {
    value(): unknown {
      try {
        const result = draw();
        if (failed) tell(undefined);
        failed = false;
        return result;
      } catch (error) {
        failed = true;
        tell(error ?? new Error("unknown"));
        return undefined;
      }
    },
  });
}
