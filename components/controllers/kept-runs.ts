import type { CellPlace } from "../../src/base/cell-place.js";
import type { Text } from "../../src/base/text.js";
import { debounce } from "../../src/notebook/debounce.js";
import type { Run } from "../../src/training/run.js";
import type { RunHistory } from "../../src/training/history/run-history.js";
import type { RunRecords } from "../../src/training/run-records.js";
import { isBusy } from "../../src/training/run-state.js";

/** Fetched when there is a run to keep or to look for. */
const records = async (): Promise<RunRecords> => (await import("../../src/training/run-records.js")).runRecords;
const history = async (): Promise<{ readonly runHistory: Pick<RunHistory, "keep">; readonly historyWithCost: typeof import("../../src/training/history/history-cost.js").historyWithCost }> => {
  const [{ runHistory }, { historyWithCost }] = await Promise.all([import("../../src/training/history/run-history.js"), import("../../src/training/history/history-cost.js")]);
  return { runHistory, historyWithCost };
};

/** The runs of one cell as they are kept beside its notebook. Where the browser keeps nothing, there are none. */
export class KeptRuns {
  readonly place: CellPlace;
  readonly #refused: (notice: Text) => void;
  readonly #saveSoon = debounce(() => this.#save(), { quiet: 500, longest: 2000 });
  #latest: Run | undefined;
  readonly #startedAt = new Map<string, number>();
  #isTold = false;

  /** @param refused hears once why a run cannot be kept */
  constructor(place: CellPlace, refused: (notice: Text) => void) {
    this.place = place;
    this.#refused = refused;
  }

  /** Runs that have ended, oldest first. One that was cut off is offered from its checkpoint instead. */
  async ended(): Promise<readonly Run[]> {
    try {
      const kept = await (await records()).list(this.place);
      for (const { id, startedAt } of kept) this.#startedAt.set(id, startedAt);
      return kept.map(({ run }) => run).filter((run) => !isBusy(run));
    } catch {
      return [];
    }
  }

  /** Keeps what a run has become: soon while it goes on, at once when it has ended. */
  keep(run: Run): void {
    if (run.steps.length === 0 && !this.#startedAt.has(run.id)) return;
    if (!this.#startedAt.has(run.id)) this.#startedAt.set(run.id, Date.now());
    this.#latest = run;
    this.#saveSoon();
    if (!isBusy(run)) void this.#saveSoon.flush();
  }

  /** Keeps runs that a file brought, oldest first. */
  async take(runs: readonly Run[]): Promise<void> {
    const now = Date.now();
    try {
      for (const [i, run] of runs.entries()) {
        this.#startedAt.set(run.id, now + i);
        await this.#write(run, now + i);
      }
    } catch {
      this.refuse();
    }
  }

  /** Says, once, that the browser keeps nothing more. */
  refuse(): void {
    if (!this.#isTold) this.#refused(notKept);
    this.#isTold = true;
  }

  async forget(runId: string): Promise<void> { await (await records()).delete(runId).catch(() => undefined); }

  async #save(): Promise<void> {
    const run = this.#latest;
    this.#latest = undefined;
    if (!run) return;
    try {
      await this.#write(run, this.#startedAt.get(run.id)!);
    } catch {
      this.refuse();
    }
  }
  /** The run itself beside its notebook, and a light record of it in the history. */
  async #write(run: Run, startedAt: number): Promise<void> {
    const times = { startedAt, savedAt: Date.now() };
    const parent = run.earlier.at(-1);
    await (await records()).keep({ ...this.place, ...times, id: run.id, parent: parent?.id, run: { ...run, earlier: [] } });
    const { runHistory, historyWithCost } = await history();
    await runHistory.keep(historyWithCost(run, { ...this.place, ...times }, parent));
  }
}

const notKept: Text = {
  en: "This browser could not keep this run: it is here until the page is closed. Export what you need of it.",
  "pt-BR": "O navegador não conseguiu guardar esta execução: ela fica aqui até a página ser fechada. Exporte o que precisar dela.",
};
