// What holds the page's own thread for 50 ms or more: collected in `globalThis.longTasks`, the length of each in milliseconds.

/** Call before the page is opened. */
export const watchLongTasks = (page) => page.addInitScript(() => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask", buffered: true });
});
