import type { BackendName } from "./run.js";

/** Milliseconds between two beats, and the shortest silence that a page takes for a fault. */
const beatEvery = 500;
const patience = 5000;
/** Milliseconds within which a worker is heard of while it loads and prepares. */
export const loadsWithin = 20_000;
/** Longest wait for a first step. */
const longestFirst = 600_000;

/** Multiply-adds a second that even a slow machine does, kernels that are still to be compiled included; a graphics card may be an emulated one. */
const slowest: Readonly<Record<BackendName, number>> = { webgpu: 2e7, webgl: 2e7, wasm: 5e7, cpu: 5e6 };
/** Milliseconds to wait for a first step, whose pace nobody knows yet. @param multiplyAdds of the forward pass; the way back takes twice as many */
export const firstStepWithin = (backend: BackendName, multiplyAdds: number): number => Math.min(longestFirst, Math.max(loadsWithin, (3000 * multiplyAdds) / slowest[backend]));

/** Says twice a second that all is well while something loads that has no steps. @returns ends it */
export function beatWhileLoading(tell: (within: number) => void): () => void {
  tell(loadsWithin);
  const timer = setInterval(() => tell(loadsWithin), beatEvery);
  return () => clearInterval(timer);
}

/** The worker's side of the watchdog: says that all is well, and within which time it will say so again, by the pace of the last steps. */
export class Pulse {
  readonly #tell: (within: number) => void;
  readonly #firstWithin: number;
  readonly #now: () => number;
  #recent: number[] = [];
  #beatAt = -Infinity;

  /** @param tell hears milliseconds; Infinity when nothing is under way @param firstWithin milliseconds to wait for the first step @param now milliseconds */
  constructor(tell: (within: number) => void, firstWithin: number, now: () => number) {
    this.#tell = tell;
    this.#firstWithin = firstWithin;
    this.#now = now;
  }

  begin(): void {
    this.#beatAt = this.#now();
    this.#tell(this.#within);
  }
  beat(): void { if (this.#now() - this.#beatAt >= beatEvery || this.#recent.length === 1) this.begin(); }
  rest(): void { this.#tell(Infinity); }
  /** Notes how long a step took, in milliseconds. */
  took(milliseconds: number): void { this.#recent = [...this.#recent.slice(-20), milliseconds]; }

  /** Ten times the median step. */
  get #within(): number {
    const sorted = this.#recent.toSorted((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    return median === undefined ? this.#firstWithin : Math.max(patience, 10 * median);
  }
}
