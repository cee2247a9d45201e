import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * Draws soon, but no sooner than `every` milliseconds after the last drawing: news may come faster than anybody can look.
 * Where a drawing takes long it draws more seldom, so that at most a tenth of the time goes into it.
 */
export class Pace implements ReactiveController {
  readonly #draw: () => void;
  readonly #every: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = -Infinity;
  #cost = 0;
  #connected = false;

  constructor(host: ReactiveControllerHost, draw: () => void, every: number) {
    this.#draw = draw;
    this.#every = every;
    host.addController(this);
  }

  hostConnected(): void { this.#connected = true; }
  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Asks for a drawing in a task of its own. @param waits whether the pace is to be kept; otherwise at once */
  request(waits: boolean): void {
    if (this.#timer !== undefined || !this.#connected) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#last = performance.now();
      this.#draw();
      // What the drawing changed is rendered in microtasks, so the next task comes after it.
      setTimeout(() => { this.#cost = performance.now() - this.#last; });
    }, waits ? Math.max(0, this.#last + Math.max(this.#every, 10 * this.#cost) - performance.now()) : 0);
  }
}
