import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { ProblemError, type DataSettings, type PreparedData } from "../../src/data/dataset.js";
import { dataShapeOf } from "../../src/model/model-choice.js";
import { outcomeOf, type Outcome } from "../../src/training/comparison/outcome.js";
import type { ComparisonPlan, PlannedNetwork } from "../../src/training/comparison/plan.js";
import { predictionsOf } from "../../src/training/evaluation/predictions.js";
import { reportOf } from "../../src/training/evaluation/report.js";
import type { Run, TrainingSettings } from "../../src/training/run.js";
import { isBusy, newRun, reduceRun, type RunEvent } from "../../src/training/run-state.js";
import { analyse } from "../base/analyse.js";
import { pageEngine } from "../base/engine.js";
import { onceAFrame } from "./once-a-frame.js";

export type ComparisonState = "idle" | "running" | "paused" | "done" | "stopped" | "failed";

/** A comparison as the page holds it: plain data, replaced as news arrives. It stays whatever becomes of the cells that it read. */
export interface Comparison {
  readonly state: ComparisonState;
  /** What was compared, on what; undefined before the first. */
  readonly plan: ComparisonPlan | undefined;
  readonly data: DataSettings | undefined;
  readonly classes: PreparedData["classes"];
  readonly majority: number;
  /** Of every run so far, in the order in which they ran; the one under way is the last and has no report yet. */
  readonly outcomes: readonly Outcome[];
  /** The run under way. */
  readonly run: Run | undefined;
  /** Runs in all. */
  readonly total: number;
  readonly problems: readonly Problem[];
}

export const noComparison: Comparison = { state: "idle", plan: undefined, data: undefined, classes: [], majority: NaN, outcomes: [], run: undefined, total: 0, problems: [] };

let ids = 0;
const nextId = (): string => `comparison-${Math.floor(performance.timeOrigin).toString(36)}-${++ids}`;

/** With equal time, more epochs than anybody waits for: the clock ends the run. */
const endlessEpochs = 1000;

/**
 * Trains the networks of a plan one after another through the worker: all of them with the first seed, then with the next, so that there is
 * something to compare early. A network is judged and freed before the next begins; what is kept are its numbers.
 */
export class ComparisonController implements ReactiveController {
  readonly #tell: () => void;
  #comparison: Comparison = noComparison;
  #abort: AbortController | undefined;
  #isStopping = false;

  /** @param changed told once a frame while news arrives */
  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#tell = onceAFrame(() => { host.requestUpdate(); changed(); });
    host.addController(this);
  }
  hostConnected(): void { /* A comparison belongs to the element and goes on while it is moved. */ }

  get comparison(): Comparison { return this.#comparison; }
  get isBusy(): boolean { return this.#comparison.state === "running" || this.#comparison.state === "paused"; }

  /** Trains every network of the plan with every seed. What was there before is replaced when the first of them begins. */
  async begin(plan: ComparisonPlan, settings: DataSettings, prepared: PreparedData): Promise<void> {
    if (this.isBusy) return;
    const queue = plan.seeds.flatMap((seed) => plan.networks.map((network) => ({ network, seed })));
    const abort = (this.#abort = new AbortController());
    this.#isStopping = false;
    this.#set({ ...noComparison, state: "running", plan, data: settings, classes: prepared.classes, majority: prepared.statistics.majorityBaseline, total: queue.length });
    for (const { network, seed } of queue) {
      if (!(await this.#train(network, seed, plan, settings, prepared, abort.signal))) break;
    }
    const { state } = this.#comparison;
    if (state === "running" || state === "paused") this.#set({ state: this.#isStopping || abort.signal.aborted ? "stopped" : "done", run: undefined });
  }

  pause(): void { this.#control("pause"); }
  resume(): void { this.#control("resume"); }
  /** The run under way ends as it is, and is judged; the others do not begin. */
  stop(): void {
    if (!this.isBusy) return;
    this.#isStopping = true;
    if (this.#comparison.run && isBusy(this.#comparison.run) && this.#comparison.run.state !== "preparing") this.#control("stop");
    else this.#abort?.abort();
  }

  dispose(): void {
    this.#isStopping = true;
    this.#abort?.abort();
    const id = this.#comparison.run?.id;
    if (id !== undefined && this.isBusy) void pageEngine().request("release", { runId: id }).catch(() => undefined);
  }

  /** @returns false when nothing more is to be trained */
  async #train(network: PlannedNetwork, seed: number, plan: ComparisonPlan, data: DataSettings, prepared: PreparedData, signal: AbortSignal): Promise<boolean> {
    const runId = nextId();
    const isTimed = plan.values.budget === "time" && !network.isLine;
    const settings: TrainingSettings = { architecture: network.architecture, hyperparameters: network.values, epochs: isTimed ? endlessEpochs : plan.values.epochs, seed, patience: 0, keepBest: true, probeText: "" };
    const before = this.#comparison.outcomes;
    const start = { id: runId, number: before.length + 1, settings, data, shape: dataShapeOf(network.values, prepared), classes: prepared.classes, majorityBaseline: this.#comparison.majority, earlier: [] };
    let run = reduceRun(newRun(start), { kind: "asked", state: "preparing" });
    const take = (event: RunEvent, more: Partial<Outcome> = {}): void => {
      run = reduceRun(run, event);
      // Steps and probe texts of many runs are much to hold, and nothing here shows them.
      run = { ...run, steps: run.steps.slice(-1), live: undefined };
      this.#set({ run, outcomes: [...before, { ...outcomeOf(run, network.key), ...more }] });
    };
    const clock = new Clock(isTimed ? plan.values.seconds : Infinity, () => void pageEngine().request("control", { runId, action: "stop" }).catch(() => undefined));
    try {
      const result = await pageEngine().request("train", { runId, data, settings, backend: "auto" }, {
        signal,
        onProgress: (progress) => {
          if (progress.kind === "ready" && this.#comparison.state === "paused") this.#control("pause");
          take({ kind: "progress", progress });
          // A loss that is no number would wait for a person: here the run ends with what it has.
          if (progress.kind === "diverged") void pageEngine().request("control", { runId, action: "stop" }).catch(() => undefined);
          clock.run(run.state === "running");
        },
      });
      clock.run(false);
      take({ kind: "finished", result });
      const on = result.test ? "test" : result.validation ? "validation" : undefined;
      const answers = on && (await analyse("answers", runId, { split: on }, { signal }));
      if (answers) take({ kind: "finished", result }, { on, report: reportOf(predictionsOf(answers, prepared), prepared.examples) });
      return !this.#isStopping;
    } catch (error) {
      clock.run(false);
      if (signal.aborted) this.#set({ state: "stopped", run: undefined, outcomes: before });
      else this.#set({ state: "failed", run: undefined, problems: problemsOf(error) });
      return false;
    } finally {
      void pageEngine().request("release", { runId }).catch(() => undefined);
    }
  }

  #control(action: "pause" | "resume" | "stop"): void {
    const { run } = this.#comparison;
    if (!this.isBusy) return;
    if (action !== "stop") this.#set({ state: action === "pause" ? "paused" : "running" });
    if (run) void pageEngine().request("control", { runId: run.id, action }).catch(() => undefined);
  }

  #set(changes: Partial<Comparison>): void {
    this.#comparison = { ...this.#comparison, ...changes };
    this.#tell();
  }
}

/** Ends a run after so many seconds of work; pauses are left out. */
class Clock {
  #left: number;
  readonly #end: () => void;
  #since: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(seconds: number, end: () => void) {
    this.#left = seconds * 1000;
    this.#end = end;
  }
  run(isRunning: boolean): void {
    if (!Number.isFinite(this.#left) || isRunning === (this.#since !== undefined)) return;
    if (isRunning) {
      this.#since = performance.now();
      this.#timer = setTimeout(this.#end, this.#left);
    } else {
      clearTimeout(this.#timer);
      this.#left -= performance.now() - this.#since!;
      this.#since = undefined;
    }
  }
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError && error.problems.length > 0) return error.problems;
  console.error(error);
  const why = error instanceof Error ? error.message : String(error);
  return [{
    code: "comparison-failed", path: "",
    message: {
      en: `The comparison broke off (${why}). This is a fault of the page, not of your settings; what was measured so far is kept. Compare again, or reload the page first.`,
      "pt-BR": `A comparação foi interrompida (${why}). A falha é da página, não das suas configurações; o que já foi medido continua aqui. Compare de novo ou, antes, recarregue a página.`,
    },
  }];
}
