/** Keeps what changes: writes soon after a change, and at once when the page is put away. One writing at a time; the newest wins. */
export class Autosave<T> {
  readonly #write: (value: T) => Promise<void>;
  readonly #tell: (state: "saving" | "saved" | Error) => void;
  /** Milliseconds after the last change; a second is promised, half of it is for the writing. */
  readonly #delay: number;
  #waiting: { readonly value: T } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;

  constructor(write: (value: T) => Promise<void>, tell: (state: "saving" | "saved" | Error) => void, delay = 500) {
    this.#write = write;
    this.#tell = tell;
    this.#delay = delay;
  }

  connect(): void {
    document.addEventListener("visibilitychange", this.#putAway);
    addEventListener("pagehide", this.#putAway);
  }

  disconnect(): void {
    document.removeEventListener("visibilitychange", this.#putAway);
    removeEventListener("pagehide", this.#putAway);
    void this.flush();
  }

  /** Says that there is something newer to keep. The clock starts at the first change, so that a long gesture is kept too. */
  changed(value: T): void {
    this.#waiting = { value };
    this.#tell("saving");
    this.#timer ??= setTimeout(() => void this.flush(), this.#delay);
  }

  /** Forgets what waits: there is nothing to keep any more. */
  drop(): void {
    this.#waiting = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Writes what waits, now; settles when everything told so far is kept or was refused. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = undefined;
    this.#writing = this.#write(waiting.value).then(
      () => { if (!this.#waiting) this.#tell("saved"); },
      (reason: unknown) => {
        this.#waiting ??= waiting;
        this.#tell(reason instanceof Error ? reason : new Error(String(reason)));
      },
    ).finally(() => { this.#writing = undefined; });
    await this.#writing;
  }

  readonly #putAway = (event: Event): void => {
    if (event.type === "pagehide" || document.visibilityState === "hidden") void this.flush();
  };
}
