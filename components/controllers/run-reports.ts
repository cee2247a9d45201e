import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PreparedData } from "../../src/data/dataset.js";
import { predictionsOf } from "../../src/training/evaluation/predictions.js";
import { reportOf, type Report } from "../../src/training/evaluation/report.js";
import type { Run } from "../../src/training/run.js";
import { analyse } from "../base/analyse.js";

/** How finished runs do on the data, asked of the worker one after another and once each; a run whose network is gone has no report. */
export class RunReports implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #reports = new Map<string, Report | undefined>();
  readonly #changed: () => void;
  #isAsking = false;
  #version = 0;
  #wanted: readonly Run[] = [];
  #prepared: PreparedData | undefined;

  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }
  hostConnected(): void { void this.#ask(); }

  /** Call on every update. @param prepared the data that the runs were trained on */
  want(runs: readonly Run[], prepared: PreparedData | undefined): void {
    this.#wanted = runs.filter(({ result }) => result !== undefined);
    if (this.#prepared !== prepared) this.#reports.clear();
    this.#prepared = prepared;
    void this.#ask();
  }
  /** Changes with every new report. */
  get version(): number { return this.#version; }
  /** Undefined until it is known, and where it cannot be. */
  of({ id }: Run): Report | undefined { return this.#reports.get(id); }

  async #ask(): Promise<void> {
    if (this.#isAsking || !this.#prepared) return;
    this.#isAsking = true;
    for (let run: Run | undefined = this.#next(); run; run = this.#next()) {
      const prepared: PreparedData = this.#prepared!;
      const split = run.result!.test ? "test" : "validation";
      const answers = await analyse("answers", run.id, { split }).catch(() => undefined);
      if (this.#prepared !== prepared) continue;
      this.#reports.set(run.id, answers && reportOf(predictionsOf(answers, prepared), prepared.examples));
      this.#version++;
      this.#host.requestUpdate();
      this.#changed();
    }
    this.#isAsking = false;
  }
  #next(): Run | undefined { return this.#prepared && this.#wanted.find(({ id }) => !this.#reports.has(id)); }
}
