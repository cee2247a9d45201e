import type { Text } from "../base/text.js";
import { textOf } from "../base/text.js";
import type { Checkpoint } from "./checkpoint.js";
import type { CheckpointStore } from "./checkpoint-store.js";

/** Steps and seconds after which a run is saved again. */
export const saveEvery = { steps: 200, seconds: 10, atLeastSeconds: 1 } as const;

/**
 * Saves one run while it trains: one writing at a time, off the training's path, and what cannot be written is told once and stops nothing.
 * A state that comes while another is being written replaces the one that waits.
 */
export class CheckpointKeeper {
  readonly #store: CheckpointStore;
  readonly #tell: (notice: Text) => void;
  readonly #now: () => number;
  #savedAt: number;
  #savedStep: number;
  #waiting: (() => Promise<Checkpoint>) | undefined;
  #writing: Promise<void> | undefined;
  #isTold = false;
  #isOver = false;

  /** @param tell hears once why the run cannot be saved @param now milliseconds, as performance.now() */
  constructor(store: CheckpointStore, tell: (notice: Text) => void, { step = 0, now = () => performance.now() }: { readonly step?: number; readonly now?: () => number } = {}) {
    this.#store = store;
    this.#tell = tell;
    this.#now = now;
    this.#savedAt = now();
    this.#savedStep = step;
  }

  /** The last step that was handed over. */
  get savedStep(): number { return this.#savedStep; }

  /**
   * Whether the run has gone far enough since the last save. Fast steps are not written more than once a second; the first epoch is, however
   * short: from then on there is something to come back to. @param endsEpoch whether an epoch ended with this step
   */
  isDue(step: number, endsEpoch = false): boolean {
    if (this.#isOver || step <= this.#savedStep || this.#writing !== undefined) return false;
    if (endsEpoch && this.#savedStep === 0) return true;
    const seconds = (this.#now() - this.#savedAt) / 1000;
    return seconds >= saveEvery.seconds || (step - this.#savedStep >= saveEvery.steps && seconds >= saveEvery.atLeastSeconds);
  }

  /** Saves in the background. @param read makes the checkpoint when its turn comes; it must hold on to the state by itself */
  save(step: number, read: () => Promise<Checkpoint>): void {
    this.#savedAt = this.#now();
    this.#savedStep = step;
    this.#waiting = read;
    this.#writing ??= this.#write().finally(() => { this.#writing = undefined; });
  }

  /** Settles when everything asked so far is on the disk or was refused. */
  async settled(): Promise<void> { await this.#writing; }

  /** Writes nothing more; what was saved stays. */
  end(): void {
    this.#isOver = true;
    this.#waiting = undefined;
  }

  /** Deletes what was saved; nothing is written after it. */
  async forget(runId: string): Promise<void> {
    this.end();
    await this.#writing;
    await this.#store.delete(runId).catch(() => undefined);
  }

  async #write(): Promise<void> {
    for (let read = this.#waiting; read && !this.#isOver; read = this.#waiting) {
      this.#waiting = undefined;
      try {
        await this.#store.save(await read());
      } catch (error) {
        this.#refused(error);
      }
    }
  }

  #refused(error: unknown): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const why = error instanceof DOMException && error.name === "QuotaExceededError"
      ? { en: "there is no space left", "pt-BR": "não há mais espaço" }
      : { en: error instanceof Error ? error.message : String(error), "pt-BR": error instanceof Error ? error.message : String(error) };
    this.#tell(textOf((l) => (l === "en"
      ? `This browser could not save the training (${why.en}). It goes on; leave this page open until it is done.`
      : `O navegador não conseguiu salvar o treino (${why["pt-BR"]}). Ele continua; deixe esta página aberta até o fim.`)));
  }
}
