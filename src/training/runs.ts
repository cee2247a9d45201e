import { problem } from "../base/problem.js";
import { ProblemError, type DataSettings, type PreparedData } from "../data/dataset.js";
import { openBackend, type OpenBackend } from "./backends.js";
import { RunControl } from "./control.js";
import { attendTo, inspect, wordsOf, type Moment } from "./inspect.js";
import { openNetwork, type Network } from "./network.js";
import type { Job, Requests } from "./protocol.js";
import type { AttentionSnapshot, BackendName, Inspection, RunResult } from "./run.js";
import { checkSettings } from "./settings.js";
import { train } from "./trainer.js";

/** What a run holds in the worker. */
interface LiveRun {
  readonly backend: OpenBackend;
  readonly network: Network;
  readonly control: RunControl;
  /** When the network was last changed. */
  moment: Moment;
  isTraining: boolean;
  isReleased: boolean;
}
const runs = new Map<string, LiveRun>();

/** The networks of all runs, and the backend they are on. This is the part of the worker that needs tfjs, loaded at the first training. */
export async function startTraining({ runId, data, settings: given, backend: wanted }: Requests["train"]["input"], job: Job<"train">, prepare: (data: DataSettings) => Promise<PreparedData>): Promise<RunResult> {
  const { settings, problems } = checkSettings(given);
  if (problems.length) throw new ProblemError(problems);
  const [prepared, backend] = await Promise.all([prepare(data), backendFor(wanted)]);
  job.signal.throwIfAborted();
  const { tf } = backend;
  release(runId);
  const network = openNetwork(tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  const run: LiveRun = { backend, network, control: new RunControl(), moment: { step: 0, epoch: 0 }, isTraining: true, isReleased: false };
  runs.set(runId, run);
  try {
    const result = await train({
      tf, network, prepared, settings,
      environment: {
        backend: backend.name, threads: backend.threads, simd: backend.simd, tfjs: tf.version_core, dataHash: prepared.hash,
        parameterCount: network.model.parameters.reduce((sum, { variable }) => sum + variable.size, 0),
      },
      control: run.control,
      signal: job.signal,
      report: (progress) => job.report(progress),
      onStep: (step, epoch) => { run.moment = { step, epoch }; },
    });
    run.moment = { ...run.moment, epoch: result.keptEpoch };
    return result;
  } finally {
    run.isTraining = false;
    if (run.isReleased) network.model.dispose();
  }
}

let opened: { readonly wanted: BackendName | "auto"; readonly backend: Promise<OpenBackend> } | undefined;
/** One backend at a time computes for all runs: another is opened only when it is asked for and nothing trains. */
async function backendFor(wanted: BackendName | "auto"): Promise<OpenBackend> {
  const current = opened;
  if (current) {
    const { name } = await current.backend.catch(() => ({ name: undefined }));
    const isBusy = [...runs.values()].some(({ isTraining }) => isTraining);
    if (name !== undefined && (isBusy || name === wanted || current.wanted === wanted)) return current.backend;
  }
  opened = { wanted, backend: openBackend(wanted) };
  return opened.backend;
}

/** A run that is not here (any more) has nothing to control. */
export function controlRun({ runId, action }: Requests["control"]["input"]): void { runs.get(runId)?.control.act(action); }

export async function inspectRun({ runId, text }: Requests["inspect"]["input"]): Promise<Inspection> {
  const { backend, network, moment } = runNamed(runId);
  return inspect(backend.tf, network, text, moment);
}

export async function attendRun({ runId, texts }: Requests["attend"]["input"]): Promise<readonly AttentionSnapshot[]> {
  const { backend, network, moment } = runNamed(runId);
  return attendTo(backend.tf, network, texts.map(wordsOf), moment);
}

/** Stops a run and frees its network; one that is still training frees it when it has stopped. */
export function release(runId: string): void {
  const run = runs.get(runId);
  if (!run) return;
  runs.delete(runId);
  run.isReleased = true;
  run.control.act("stop");
  if (!run.isTraining) run.network.model.dispose();
}

function runNamed(runId: string): LiveRun {
  const run = runs.get(runId);
  if (run) return run;
  throw new ProblemError([problem("run-not-here", "", {
    expected: { en: "a trained network, but this page no longer holds this one", "pt-BR": "uma rede treinada, mas esta página não tem mais essa" },
    wayOut: { en: "Train it again: with the same seed it becomes the same network.", "pt-BR": "Treine de novo: com a mesma semente, ela volta a ser a mesma rede." },
  })]);
}
