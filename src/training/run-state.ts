import type { Problem } from "../base/problem.js";
import { formatNumber, textOf } from "../base/text.js";
import type { DataSettings } from "../data/dataset.js";
import type { Change, Values } from "../hyperparameters/schema.js";
import type { TrainingProgress } from "./protocol.js";
import type { EngineChoice, Run, RunResult, RunState, StepRecord, TrainingSettings } from "./run.js";

/** Everything that can happen to a run. */
export type RunEvent =
  /** Asked to train; waits for the data, or for the worker to begin. */
  | { readonly kind: "asked"; readonly state: "waiting" | "preparing" }
  | { readonly kind: "progress"; readonly progress: TrainingProgress }
  | { readonly kind: "finished"; readonly result: RunResult }
  | { readonly kind: "failed"; readonly problems: readonly Problem[] }
  /** Given up before anything was learned. */
  | { readonly kind: "withdrawn" }
  | { readonly kind: "compared"; readonly stale: readonly Change[] };

export type RunStart = Pick<Run, "id" | "number" | "settings" | "shape" | "classes" | "majorityBaseline" | "earlier"> & { readonly data?: DataSettings; readonly engine?: EngineChoice };

/** A run before its first news. */
export const newRun = (start: RunStart): Run => ({
  ...start, state: "idle", steps: [], epochs: [], stepsPerEpoch: 0, live: undefined, environment: undefined,
  examplesPerSecond: 0, secondsLeft: NaN, result: undefined, problems: [], stale: [],
});

const busy: readonly RunState[] = ["waiting", "preparing", "running", "paused"];
/** Whether a run is under way, so that another cannot begin. */
export const isBusy = ({ state }: Pick<Run, "state">): boolean => busy.includes(state);

/** The run after an event. Nothing that was measured is taken back, unless a run goes on from an earlier step; news after the end is dropped. */
export function reduceRun(run: Run, event: RunEvent): Run {
  switch (event.kind) {
    case "asked": return { ...run, state: event.state };
    case "compared": return { ...run, stale: event.stale };
    case "finished": return { ...run, state: event.result.reason === "stopped" ? "stopped" : "done", result: event.result, secondsLeft: 0 };
    case "failed": return { ...run, state: "failed", problems: [...run.problems, ...event.problems], secondsLeft: NaN };
    case "withdrawn": return { ...run, state: run.steps.length > 0 ? "stopped" : "idle", secondsLeft: NaN };
    case "progress": return isBusy(run) ? withProgress(run, event.progress) : run;
  }
}

function withProgress(run: Run, progress: TrainingProgress): Run {
  switch (progress.kind) {
    case "ready": return { ...run, state: "running", environment: progress.environment, stepsPerEpoch: progress.stepsPerEpoch, calibration: progress.calibration };
    case "state": return progress.state === "running" ? { ...run, state: "running", lowerRate: undefined, problems: run.problems.filter(({ code }) => code !== notANumber) } : { ...run, state: progress.state };
    // A run that goes on from a checkpoint tells its story again.
    case "epoch": return { ...run, epochs: [...run.epochs.filter(({ epoch }) => epoch < progress.epoch.epoch), progress.epoch] };
    case "diverged": return { ...run, lowerRate: progress.learningRate, problems: [...run.problems.filter(({ code }) => code !== notANumber), progress.problem] };
    case "notice": return { ...run, notices: [...(run.notices ?? []), progress.text] };
    case "steps": {
      const { steps, live, examplesPerSecond, secondsLeft } = progress;
      const lost = run.problems.length === 0 ? steps.find(({ loss }) => !Number.isFinite(loss)) : undefined;
      return {
        ...run, steps: goingOn(run.steps, steps), live: live ?? run.live, examplesPerSecond, secondsLeft,
        problems: lost ? [...run.problems, lossGone(lost, run.settings)] : run.problems,
      };
    }
  }
}

const notANumber = "loss-not-a-number";

/** The steps so far and the new ones; those that were done again stand in for the first time and for what came after it. */
function goingOn(before: readonly StepRecord[], news: readonly StepRecord[]): readonly StepRecord[] {
  const first = news[0]?.step ?? Infinity;
  return [...((before.at(-1)?.step ?? 0) < first ? before : before.filter(({ step }) => step < first)), ...news];
}

function lossGone({ step }: StepRecord, { hyperparameters }: TrainingSettings): Problem {
  const rate = hyperparameters["learningRate"];
  return {
    code: notANumber,
    path: "learningRate",
    message: textOf((l) => {
      const lower = formatNumber(typeof rate === "number" ? rate / 10 : 0.001, l, { significant: 2 });
      return l === "en" ? `At step ${step} the loss stopped being a number: the steps were too large. Try a learning rate of ${lower}.` : `No passo ${step} a perda deixou de ser um número: os passos eram grandes demais. Experimente uma taxa de aprendizado de ${lower}.`;
    }),
  };
}

/** What fixes a run's result, as flat values: hyperparameters and training settings by name, the data's with "data." before it. */
export function basisOf(settings: TrainingSettings, data: DataSettings | undefined): Values {
  const { architecture, hyperparameters, epochs, seed, patience, keepBest } = settings;
  const { options = {}, ...shared } = data ?? {};
  const ofData = Object.entries({ ...shared, ...options }).map(([name, value]) => [`data.${name}`, value]);
  return { architecture, ...hyperparameters, epochs, seed, patience, keepBest, ...Object.fromEntries(ofData) };
}

/** What differs between two bases, in the order in which they name it. */
export const basisChanges = (from: Values, to: Values): readonly Change[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((name) => from[name] !== to[name]).map((name) => ({ name, from: from[name], to: to[name] }));

/** How another choice of what computes would change a run's bits: one that leaves the backend open, or changes the rounding of one that has only one, does not. */
export function engineChanges({ environment, engine }: Pick<Run, "environment" | "engine">, { backend, precision }: Pick<EngineChoice, "backend" | "precision">): readonly Change[] {
  if (!environment) return [];
  const isOther = backend !== "auto" && backend !== environment.backend;
  const asked = engine?.precision ?? "equal";
  return [
    ...(isOther ? [{ name: "backend", from: environment.backend, to: backend }] : []),
    ...(asked !== precision && environment.backend === "wasm" && !isOther ? [{ name: "precision", from: asked, to: precision }] : []),
  ];
}

/** A run as it is kept beside a newer one: without the runs before it, which the newer one lists itself. */
export const asEarlier = (run: Run): Run => ({ ...run, earlier: [], live: undefined });
