/** Measures work: seconds since the start with pauses left out, and the pace of the last seconds. */
export class Stopwatch {
  readonly #now: () => number;
  #worked = 0;
  #since: number;
  #marks: { readonly seconds: number; readonly examples: number }[] = [];

  /** @param now milliseconds, as performance.now() */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }
  get seconds(): number { return this.#worked + (Number.isFinite(this.#since) ? (this.#now() - this.#since) / 1000 : 0); }
  pause(): void {
    this.#worked = this.seconds;
    this.#since = NaN;
  }
  /** Counts from where an earlier part of the work had come to. */
  goOnFrom(seconds: number): void {
    this.#worked = seconds;
    this.#since = this.#now();
  }
  resume(): void { if (Number.isNaN(this.#since)) this.#since = this.#now(); }

  /** Notes that `examples` more were done by now. */
  mark(examples: number): void {
    const seconds = this.seconds;
    this.#marks.push({ seconds, examples });
    while (this.#marks.length > 2 && this.#marks[0]!.seconds < seconds - 3) this.#marks.shift();
  }
  /** Over the last three seconds of work; 0 until two marks are there. */
  get examplesPerSecond(): number {
    const [first, ...rest] = this.#marks;
    if (!first || rest.length === 0) return 0;
    const time = rest.at(-1)!.seconds - first.seconds;
    return time > 0 ? rest.reduce((sum, { examples }) => sum + examples, 0) / time : 0;
  }
}
