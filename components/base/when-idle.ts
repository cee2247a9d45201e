/** Milliseconds after which a browser that does not tell when it is idle is taken to be. */
const soon = 300;

/** Runs something once the page's thread has nothing else to do. */
export function whenIdle(run: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(run);
  else setTimeout(run, soon);
}
