/** Milliseconds between two beats, and the shortest silence that a page takes for a fault. */
const beatEvery = 500;
const patience = 5000;
/** Until the pace is known: a first step may compile kernels, and on a slow machine it takes long. */
const firstPatience = 60_000;

/** The worker's side of the watchdog: says that all is well, and within which time it will say so again, by the pace of the last steps. */
export class Pulse {
  readonly #tell: (within: number) => void;
  readonly #now: () => number;
  #recent: number[] = [];
  #beatAt = -Infinity;

  /** @param tell hears milliseconds; Infinity when nothing is under way @param now milliseconds */
  constructor(tell: (within: number) => void, now: () => number) {
    this.#tell = tell;
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
    return median === undefined ? firstPatience : Math.max(patience, 10 * median);
  }
}
