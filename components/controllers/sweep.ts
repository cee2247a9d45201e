import type { ReactiveController, ReactiveControllerHost } from "lit";
import { problem, type Problem } from "../../src/base/problem.js";
import type { Text } from "../../src/base/text.js";
import { ProblemError, type DataSettings, type Fold, type PreparedData } from "../../src/data/dataset.js";
import { architectures } from "../../src/model/architectures/index.js";
import { costOf } from "../../src/model/budget.js";
import { dataShapeOf } from "../../src/model/model-choice.js";
import type { Point } from "../../src/search/space.js";
import type { EpochPoint } from "../../src/training/comparison/outcome.js";
import { readBroughtTrials } from "../../src/training/sweep/brought-trials.js";
import { comparableKey, endsEarly, hyperparametersOf, nextPoint, sweepKey, trainingsOf, type SweepPlan } from "../../src/training/sweep/plan.js";
import { savedSweeps, sweepFormat, type SweepStore } from "../../src/training/sweep/sweep-store.js";
import type { Trial, TrialRun } from "../../src/training/sweep/trial.js";
import { pageEngine } from "../base/engine.js";
import { onceAFrame } from "./once-a-frame.js";

export type SweepState = "idle" | "running" | "paused" | "done" | "stopped" | "failed";

/** A sweep as the page holds it: plain data, replaced as news arrives. It stays whatever becomes of the cells that it read. */
export interface Sweep {
  readonly state: SweepState;
  /** What is searched; undefined before the first. */
  readonly plan: SweepPlan | undefined;
  readonly data: DataSettings | undefined;
  readonly majority: number;
  readonly trials: readonly Trial[];
  /** Trials of this search that were trained elsewhere and opened here; they decide nothing of what is tried here. */
  readonly brought: readonly Trial[];
  /** The training under way, of the trial after the last. */
  readonly current: { readonly point: Point; readonly run: TrialRun; readonly share: number } | undefined;
  readonly problems: readonly Problem[];
}

export const noSweep: Sweep = { state: "idle", plan: undefined, data: undefined, majority: NaN, trials: [], brought: [], current: undefined, problems: [] };

/** Crashes one after another that mean that no trial will work. */
const mostCrashes = 3;

/**
 * Trains the points of a sweep one after another through the worker. After each trial all of them are saved, so that a sweep that was cut off goes on
 * with the trial under way, which it trains again: the same trials come out.
 */
export class SweepController implements ReactiveController {
  readonly #tell: () => void;
  readonly #store: SweepStore;
  #sweep: Sweep = noSweep;
  #abort: AbortController | undefined;
  #wants: "run" | "pause" | "stop" = "run";
  #wake: (() => void) | undefined;
  #runId: string | undefined;
  #asked = "";

  /** @param changed told once a frame while news arrives */
  constructor(host: ReactiveControllerHost, changed: () => void, store = savedSweeps) {
    this.#tell = onceAFrame(() => { host.requestUpdate(); changed(); });
    this.#store = store;
    host.addController(this);
  }
  hostConnected(): void { /* A sweep belongs to the element and goes on while it is moved. */ }

  get sweep(): Sweep { return this.#sweep; }
  get isBusy(): boolean { return this.#sweep.state === "running" || this.#sweep.state === "paused"; }

  /** Shows what is kept of a sweep with this plan, if nothing was searched here yet. @param prepared undefined while the data is not there */
  async lookForSaved(plan: SweepPlan, data: DataSettings, prepared: PreparedData | undefined): Promise<void> {
    const key = `${sweepKey(plan, data)} ${prepared?.hash ?? ""}`;
    if (key === this.#asked || this.isBusy) return;
    this.#asked = key;
    const found = await this.#store.load(sweepKey(plan, data)).catch(() => undefined);
    if (found === undefined || this.isBusy || key !== this.#asked) return;
    if (found === "other-version") return this.#set({ problems: [otherVersion] });
    const isOther = prepared !== undefined && found.dataHash !== prepared.hash;
    this.#set({ state: found.isDone ? "done" : "stopped", plan, data, majority: prepared?.statistics.majorityBaseline ?? NaN, trials: found.trials, brought: found.brought ?? [], problems: isOther ? [otherData] : [] });
  }

  /** Searches until the budget is spent. @param trials those that are there already */
  async begin(plan: SweepPlan, data: DataSettings, prepared: PreparedData, trials: readonly Trial[] = []): Promise<void> {
    if (this.isBusy) return;
    const abort = (this.#abort = new AbortController());
    this.#wants = "run";
    const key = sweepKey(plan, data);
    this.#asked = `${key} ${prepared.hash}`;
    const brought = this.#broughtTo(plan, data);
    this.#set({ ...noSweep, state: "running", plan, data, majority: prepared.statistics.majorityBaseline, trials, brought });
    let crashes = 0;
    for (let point = nextPoint(plan, trials); point; point = nextPoint(plan, this.#sweep.trials)) {
      await this.#whileRunning();
      if (this.#isOver) break;
      const trial = await this.#try(point, plan, data, prepared, key, abort.signal);
      if (!trial) break;
      this.#set({ trials: [...this.#sweep.trials, trial], current: undefined });
      await this.#save(key, prepared.hash, false);
      crashes = trial.state === "crashed" ? crashes + 1 : 0;
      if (crashes >= mostCrashes) return this.#set({ state: "failed", problems: [keepsCrashing(trial.why)] });
    }
    if (!this.#isOver) await this.#save(key, prepared.hash, true);
    this.#set({ state: this.#isOver ? "stopped" : "done", current: undefined });
  }
  /** Those that are here already, where they still stand beside this search. */
  #broughtTo(plan: SweepPlan, data: DataSettings): readonly Trial[] {
    const { plan: then, data: thenData, brought } = this.#sweep;
    return then && thenData && comparableKey(then, thenData) === comparableKey(plan, data) ? brought : [];
  }

  /** Takes in trials that were trained elsewhere, beside those of this search; what was brought before gives way. @throws ProblemError when the text is not the results of this search */
  async bring(text: string, plan: SweepPlan, data: DataSettings, prepared: PreparedData): Promise<number> {
    const architecture = architectures.get(plan.architecture)!;
    const brought = readBroughtTrials(text, plan, data).map((trial): Trial => {
      const hyperparameters = hyperparametersOf(plan, trial.point);
      const shape = dataShapeOf(hyperparameters, prepared);
      return architecture.problems(hyperparameters, shape).length > 0 ? trial : { ...trial, ...costOf(architecture, hyperparameters, shape) };
    });
    const { plan: then, data: thenData, state } = this.#sweep;
    const isSame = then && thenData && sweepKey(then, thenData) === sweepKey(plan, data);
    this.#set(isSame ? { brought } : { ...noSweep, state: "stopped", plan, data, majority: prepared.statistics.majorityBaseline, brought });
    await this.#save(sweepKey(plan, data), prepared.hash, isSame === true && state === "done");
    return brought.length;
  }
  get #isOver(): boolean { return this.#wants === "stop"; }

  pause(): void { this.#steer("pause", "paused"); }
  resume(): void { this.#steer("run", "running"); }
  /** The trial under way is given up; those before it stay. */
  stop(): void {
    if (!this.isBusy) return;
    this.#wants = "stop";
    this.#wake?.();
    this.#abort?.abort();
  }
  dispose(): void { this.stop(); }

  #steer(wants: "run" | "pause", state: SweepState): void {
    if (!this.isBusy) return;
    this.#wants = wants;
    this.#set({ state });
    if (this.#runId !== undefined) this.#control(this.#runId, wants === "pause" ? "pause" : "resume");
    if (wants === "run") this.#wake?.();
  }
  #whileRunning(): Promise<void> | undefined {
    return this.#wants === "pause" ? new Promise((resolve) => { this.#wake = resolve; }) : undefined;
  }
  #control(runId: string, action: "pause" | "resume" | "stop"): void { void pageEngine().request("control", { runId, action }).catch(() => undefined); }

  /** @returns undefined when it was given up */
  async #try(point: Point, plan: SweepPlan, data: DataSettings, prepared: PreparedData, key: string, signal: AbortSignal): Promise<Trial | undefined> {
    const architecture = architectures.get(plan.architecture)!;
    const hyperparameters = hyperparametersOf(plan, point);
    const shape = dataShapeOf(hyperparameters, prepared);
    const index = this.#sweep.trials.length;
    const [impossible] = architecture.problems(hyperparameters, shape);
    const trial = { index, point, runs: [] as readonly TrialRun[], parameters: NaN, multiplyAdds: NaN };
    if (impossible) return { ...trial, state: "impossible", why: impossible.message };
    const costed = { ...trial, ...costOf(architecture, hyperparameters, shape) };
    const runs: TrialRun[] = [];
    for (const { seed, fold } of trainingsOf(plan)) {
      const end = await this.#train({ runId: `sweep-${key}-${index}-${seed}${fold ? `-${fold.index}` : ""}`, hyperparameters, seed, fold, index, point, isFirst: runs.length === 0 }, plan, data, signal);
      if (!end) return undefined;
      runs.push(end.run);
      if (end.state !== "done") return { ...costed, runs, state: end.state, ...(end.why ? { why: end.why } : {}) };
    }
    return { ...costed, runs, state: "done" };
  }

  async #train(order: { readonly runId: string; readonly hyperparameters: Point; readonly seed: number; readonly fold: Fold | undefined; readonly index: number; readonly point: Point; readonly isFirst: boolean }, plan: SweepPlan, data: DataSettings, signal: AbortSignal): Promise<{ readonly run: TrialRun; readonly state: "done" | "cut" | "lost" | "crashed"; readonly why?: Text } | undefined> {
    const { runId, hyperparameters, seed, fold, index, point, isFirst } = order;
    const { epochs } = plan.values;
    let run: TrialRun = { seed, ...(fold ? { fold: fold.index } : {}), epochs: [], steps: 0, seconds: 0 };
    let ended: { readonly state: "cut" | "lost"; readonly why?: Text } | undefined;
    this.#runId = runId;
    this.#set({ current: { point, run, share: 0 } });
    try {
      await pageEngine().request("train", { runId, data: fold ? { ...data, fold } : data, settings: { architecture: plan.architecture, hyperparameters, epochs, seed, patience: 0, keepBest: false, probeText: "" }, backend: "auto" }, {
        signal,
        onProgress: (progress) => {
          // What comes after the end belongs to no trial: how far the worker still ran depends on the clock.
          if (ended) return;
          if (progress.kind === "ready" && this.#wants === "pause") this.#control(runId, "pause");
          if (progress.kind === "diverged") ended = { state: "lost", why: progress.problem.message };
          if (progress.kind === "epoch") {
            const { epoch, step, seconds, trainingLoss, validationLoss, validationAccuracy } = progress.epoch;
            const record: EpochPoint = { epoch, seconds, trainingLoss, validationLoss, validationAccuracy };
            run = { ...run, epochs: [...run.epochs, record], steps: step, seconds };
            if (isFirst && endsEarly(plan, index, run, this.#sweep.trials)) ended = { state: "cut" };
            this.#set({ current: { point, run, share: epoch / epochs } });
          }
          if (ended) this.#control(runId, "stop");
        },
      });
      return { run, state: "done", ...ended };
    } catch (error) {
      if (signal.aborted) return undefined;
      return { run, state: "crashed", why: reasonOf(error) };
    } finally {
      this.#runId = undefined;
      void pageEngine().request("release", { runId }).catch(() => undefined);
    }
  }

  async #save(key: string, dataHash: string, isDone: boolean): Promise<void> {
    try {
      await this.#store.save({ format: sweepFormat, key, dataHash, trials: this.#sweep.trials, brought: this.#sweep.brought, isDone, savedAt: Date.now() });
    } catch {
      this.#set({ problems: [notSaved] });
    }
  }

  #set(changes: Partial<Sweep>): void {
    this.#sweep = { ...this.#sweep, ...changes };
    this.#tell();
  }
}

function reasonOf(error: unknown): Text {
  if (error instanceof ProblemError && error.problems[0]) return error.problems[0].message;
  console.error(error);
  const why = error instanceof Error ? error.message : String(error);
  return { en: `The training broke off: ${why}`, "pt-BR": `O treino foi interrompido: ${why}` };
}

const otherVersion = problem("sweep-of-another-version", "", {
  expected: { en: "a saved search of this version of the page, but another version saved this one", "pt-BR": "uma busca salva por esta versão da página, mas outra versão salvou esta" },
  wayOut: { en: "It stays as it is; a search begun here is kept beside it.", "pt-BR": "Ela fica como está; uma busca começada aqui é guardada ao lado." },
});
const otherData = problem("sweep-of-other-data", "", {
  expected: { en: "the texts that the saved search had trained on, but they have changed since", "pt-BR": "os textos com que a busca salva treinou, mas eles mudaram" },
  wayOut: { en: "What was measured stays in sight; search again to measure on the new ones.", "pt-BR": "O que foi medido continua à vista; busque de novo para medir nos novos." },
});
const notSaved = problem("sweep-not-saved", "", {
  expected: { en: "room to save the search, but this browser refused", "pt-BR": "espaço para salvar a busca, mas este navegador recusou" },
  wayOut: { en: "The search goes on and is lost when the page closes.", "pt-BR": "A busca continua e se perde quando a página fechar." },
});
const keepsCrashing = (why: Text | undefined): Problem => ({
  code: "sweep-keeps-crashing", path: "",
  message: {
    en: `The search broke off: ${mostCrashes} trials in a row could not be trained (${why?.en ?? ""}). What was measured is kept. Reload the page, then resume.`,
    "pt-BR": `A busca foi interrompida: ${mostCrashes} tentativas seguidas não puderam ser treinadas (${why?.["pt-BR"] ?? ""}). O que foi medido está guardado. Recarregue a página e continue.`,
  },
});
