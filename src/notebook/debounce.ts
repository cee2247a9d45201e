export interface Debounced {
  /** Asks for a run soon. */
  (): void;
  /** Runs now what was asked for and has not run; resolves when no run is under way. */
  flush(): Promise<void>;
  /** Forgets what was asked for. */
  cancel(): void;
}
interface Clock {
  readonly setTimeout: (run: () => void, milliseconds: number) => number;
  readonly clearTimeout: (timer: number) => void;
}

/** Runs `action` when nothing was asked for `quiet` ms, and at least every `longest` ms while asking goes on. Runs never overlap. */
export function debounce(action: () => void | Promise<void>, { quiet = 300, longest = 1000 } = {}, clock: Clock = { setTimeout: (run, wait) => globalThis.setTimeout(run, wait) as unknown as number, clearTimeout: (timer) => globalThis.clearTimeout(timer) }): Debounced {
  let soon: number | undefined;
  let latest: number | undefined;
  let running: Promise<void> = Promise.resolve();
  const cancel = (): void => {
    if (soon !== undefined) clock.clearTimeout(soon);
    if (latest !== undefined) clock.clearTimeout(latest);
    soon = latest = undefined;
  };
  const run = (): Promise<void> => {
    cancel();
    running = running.then(action);
    return running;
  };
  const ask = (): void => {
    if (soon !== undefined) clock.clearTimeout(soon);
    soon = clock.setTimeout(() => { void run(); }, quiet);
    latest ??= clock.setTimeout(() => { void run(); }, longest);
  };
  return Object.assign(ask, { cancel, flush: () => (soon === undefined ? running : run()) });
}
