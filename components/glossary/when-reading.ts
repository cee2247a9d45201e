const signs = ["pointermove", "pointerdown", "keydown", "scroll", "wheel", "touchstart"] as const;

/** Settles when somebody first moves on the page: what only helps reading is fetched then, and the first load stays small. */
export const whenReading = new Promise<void>((resolve) => {
  const begin = (): void => {
    for (const sign of signs) removeEventListener(sign, begin, { capture: true });
    resolve();
  };
  for (const sign of signs) addEventListener(sign, begin, { capture: true, passive: true });
});
