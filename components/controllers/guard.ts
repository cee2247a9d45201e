/** A Lit element, seen from outside: what it calls to draw itself. */
interface Drawing extends HTMLElement { scheduleUpdate(): unknown }

/**
 * Lets an element fail alone: what it throws while drawing is told instead of being lost in the page, and the next drawing that works is told too.
 * Set on the element itself, because only there is every later drawing seen, whoever caused it.
 * @param tell what was thrown; undefined once it draws again
 */
export function guard(element: HTMLElement, tell: (failure: unknown) => void): void {
  const isAwaited = element.localName.includes("-") && !element.matches(":defined");
  if ((!("scheduleUpdate" in element) && !isAwaited) || Object.hasOwn(element, "scheduleUpdate")) return;
  // Looked up at each drawing: an element whose module is still on its way gets its method later, its first drawing already guarded.
  const draw = (): unknown => (Object.getPrototypeOf(element) as Drawing).scheduleUpdate.call(element);
  let failed = false;
  Object.defineProperty(element, "scheduleUpdate", {
    value(): unknown {
      const succeed = (): void => {
        if (failed) tell(undefined);
        failed = false;
      };
      const fail = (error: unknown): void => {
        failed = true;
        tell(error ?? new Error("unknown"));
      };
      try {
        const result = draw();
        // A drawing that waits for its turn comes, or fails, later.
        if (result instanceof Promise) return result.then(succeed, fail);
        succeed();
        return result;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
  });
}
