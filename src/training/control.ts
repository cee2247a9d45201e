export type ControlAction = "pause" | "resume" | "step" | "stop";

/** What people ask of a running training, read by the loop before every batch. */
export class RunControl {
  #stopped = false;
  #paused = false;
  /** Updates allowed although paused. */
  #allowed = 0;
  #learningRate: number | undefined;
  #isSaveAsked = false;
  #wake: (() => void) | undefined;

  /** @param learningRate of the updates to come; as before unless given */
  act(action: ControlAction, learningRate?: number): void {
    this.#learningRate = learningRate ?? this.#learningRate;
    switch (action) {
      case "pause": this.#paused = true; this.#allowed = 0; break;
      case "resume": this.#paused = false; this.#allowed = 0; break;
      // Every press counts, also those that come faster than the updates.
      case "step": this.#allowed += 1; this.#paused = true; break;
      case "stop": this.#stopped = true; break;
    }
    this.#wake?.();
  }

  get stopped(): boolean { return this.#stopped; }
  /** Whether the next update has to wait for a person. */
  get waits(): boolean { return this.#paused && this.#allowed === 0 && !this.#stopped; }
  /** Whether it runs step by step. */
  get paused(): boolean { return this.#paused; }

  /** Asks for a checkpoint: the page may be about to go. */
  askToSave(): void { this.#isSaveAsked = true; }
  /** Whether a checkpoint was asked for since the last look. */
  takeSave(): boolean {
    const asked = this.#isSaveAsked;
    this.#isSaveAsked = false;
    return asked;
  }
  /** The learning rate that was asked for since the last look. */
  takeRate(): number | undefined {
    const rate = this.#learningRate;
    this.#learningRate = undefined;
    return rate;
  }

  /** Resolves when something was asked. */
  async changed(): Promise<void> {
    await new Promise<void>((resolve) => { this.#wake = resolve; });
    this.#wake = undefined;
  }
  /** Counts one update. */
  spend(): void { if (this.#allowed > 0) this.#allowed--; }
}
