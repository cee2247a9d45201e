import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { ProblemError } from "../../src/data/dataset.js";
import type { Inspection } from "../../src/training/run.js";
import { pageEngine } from "../base/engine.js";

/** Milliseconds without a keystroke before a text is read. */
const pause = 150;
/** Milliseconds between two readings of the same text while the network learns. */
const freshEvery = 300;

/** What is to be read: a text, by a run's network, as it is after so many steps. */
export interface Reading { readonly runId: string; readonly text: string; readonly step: number }

/** Reads texts through a run's network: waits for a pause in the typing, drops what is overtaken, keeps the last answer until there is a newer one. */
export class Reader implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #wanted: Reading | undefined;
  #underWay: Reading | undefined;
  #done: Reading | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | undefined;
  inspection: Inspection | undefined;
  problems: readonly Problem[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }
  hostConnected(): void { if (this.#wanted) this.#schedule(0); }
  hostDisconnected(): void { clearTimeout(this.#timer); this.#timer = undefined; }

  /** Whether the answer shown is of another text than the one asked for. */
  get isBehind(): boolean { return this.#wanted !== undefined && !(this.#done && sameText(this.#done, this.#wanted)); }

  want(reading: Reading | undefined): void {
    const before = this.#wanted;
    this.#wanted = reading;
    if (!reading) return this.stop();
    if (before && sameText(before, reading)) {
      if (before.step !== reading.step && this.#timer === undefined && !this.#underWay) this.#schedule(freshEvery);
      return;
    }
    this.#abort?.abort();
    this.#underWay = undefined;
    clearTimeout(this.#timer);
    this.#schedule(before && before.runId !== reading.runId ? 0 : pause);
  }

  /** Nothing is to be read: what is under way is dropped. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#abort?.abort();
    this.#underWay = undefined;
    this.#done = undefined;
    this.inspection = undefined;
    this.problems = [];
  }

  #schedule(wait: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#read();
    }, wait);
  }

  async #read(): Promise<void> {
    const reading = this.#wanted;
    if (!reading || this.#underWay) return;
    this.#underWay = reading;
    const abort = (this.#abort = new AbortController());
    try {
      const inspection = await pageEngine().request("inspect", { runId: reading.runId, text: reading.text }, { signal: abort.signal });
      if (abort.signal.aborted) return;
      [this.inspection, this.problems] = [inspection, []];
    } catch (error) {
      if (abort.signal.aborted) return;
      [this.inspection, this.problems] = [undefined, problemsOf(error)];
    }
    this.#underWay = undefined;
    this.#done = reading;
    this.#host.requestUpdate();
    // The network has learned on meanwhile.
    if (this.#wanted && this.#wanted.step !== reading.step) this.#schedule(freshEvery);
  }
}

const sameText = (a: Reading, b: Reading): boolean => a.text === b.text && a.runId === b.runId;

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError && error.problems.length > 0) return error.problems;
  console.error(error);
  const why = error instanceof Error ? error.message : String(error);
  return [{ code: "reading-failed", path: "", message: {
    en: `The network could not read this text (${why}). Your text is as you left it; train again to ask once more.`,
    "pt-BR": `A rede não conseguiu ler este texto (${why}). Seu texto continua como você deixou; treine de novo para perguntar outra vez.`,
  } }];
}
