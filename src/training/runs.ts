import { nextTask } from "../base/next-task.js";
import { problem, type Problem } from "../base/problem.js";
import { formatNumber, textOf, type Text } from "../base/text.js";
import { ProblemError, type DataSettings, type PreparedData } from "../data/dataset.js";
import { keptNetwork, networkProblems, withoutExamples, type BroughtNetwork } from "./adoption.js";
import type { Analysis } from "./analyses/analysis.js";
import { analyses } from "./analyses/index.js";
import { openBackend, type OpenBackend } from "./backends.js";
import { chooseBackend } from "./calibration.js";
import { rememberedCalibrations } from "./calibration-memory.js";
import type { Checkpoint } from "./checkpoint.js";
import { CheckpointKeeper } from "./checkpoint-keeper.js";
import { RunControl } from "./control.js";
import { computesAlike, environmentOf } from "./environment.js";
import { checkFits } from "./fits.js";
import { CardLost } from "./graphics-card.js";
import { attendTo, inspect, wordsOf, type Moment } from "./inspect.js";
import { measureEpoch } from "./measure-epoch.js";
import type { ToTrain } from "./measure-steps.js";
import { openNetwork, writeParameters, type Network } from "./network.js";
import type { NextStep } from "./next-step.js";
import type { Forecast, Job, Requests } from "./protocol.js";
import type { AttentionSnapshot, BackendName, EpochRecord, Inspection, Precision, RunEnvironment, RunResult, TrainingSettings } from "./run.js";
import { holdRun } from "./run-locks.js";
import { basisChanges, basisOf } from "./run-state.js";
import { paceKey, paceOf } from "./run-pace.js";
import { savedRuns } from "./saved-runs.js";
import { checkSettings } from "./settings.js";
import { train } from "./trainer.js";

/** What a run holds in the worker. */
interface LiveRun {
  readonly backend: OpenBackend;
  readonly network: Network;
  readonly prepared: PreparedData;
  readonly settings: TrainingSettings;
  readonly control: RunControl;
  readonly keeper: CheckpointKeeper | undefined;
  /** When the network was last changed. */
  moment: Moment;
  /** The step to come, while it trains. */
  next?: (() => NextStep) | undefined;
  isTraining: boolean;
  isReleased: boolean;
}
type Prepare = (data: DataSettings) => Promise<PreparedData>;
const runs = new Map<string, LiveRun>();
/** Runs on their way from the store. */
const coming = new Map<string, Promise<LiveRun>>();

/** The networks of all runs, and the backend they are on. This is the part of the worker that needs tfjs, loaded at the first training. */
export async function startTraining({ runId, data, settings: given, backend: wanted, precision = "equal", threads = 0, resume = false, paused = false }: Requests["train"]["input"], job: Job<"train">, prepare: Prepare): Promise<RunResult> {
  const { settings, problems } = checkSettings(given);
  if (problems.length) throw new ProblemError(problems);
  const notices: Text[] = [];
  const saved = resume ? await savedState(runId, settings, data, notices) : undefined;
  beginning++;
  // On another backend or in another precision the bits would differ from those of the run that was cut off.
  const [prepared, backend] = await Promise.all([prepare(data), backendFor(wanted === "auto" && saved ? saved.environment.backend : wanted, { precision: saved?.environment.precision ?? precision, threads }, async () => checkFits({ settings, prepared: await prepare(data) }))]).finally(() => { beginning--; });
  job.signal.throwIfAborted();
  const { tf } = backend;
  if (saved && saved.environment.dataHash !== prepared.hash) throw new ProblemError([otherData()]);
  checkFits({ settings, prepared });
  free(runId);
  const network = openNetwork(tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  const environment = environmentOf(backend, network, prepared, settings);
  if (saved && !computesAlike(saved.environment, environment)) notices.push(otherwise(saved.environment, environment));
  const keeper = new CheckpointKeeper(savedRuns, (text) => job.report({ kind: "notice", text }), { step: saved?.step ?? 0 });
  const run: LiveRun = { backend, network, prepared, settings, control: new RunControl(), keeper, moment: { step: saved?.step ?? 0, epoch: saved?.epoch ?? 0 }, isTraining: true, isReleased: false };
  runs.set(runId, run);
  if (paused) run.control.act("pause");
  const letGo = holdRun(runId);
  const epochs: EpochRecord[] = [];
  try {
    const result = await train({
      tf, network, prepared, settings,
      environment,
      control: run.control,
      signal: job.signal,
      report: (progress) => {
        job.report(progress.kind === "ready" && wanted === "auto" ? { ...progress, calibration: backend.calibration } : progress);
        if (progress.kind === "epoch") epochs.push(progress.epoch);
        if (progress.kind === "ready") for (const text of notices.splice(0)) job.report({ kind: "notice", text });
      },
      onStep: (step, epoch) => { run.moment = { step, epoch }; },
      onOpen: (next) => { run.next = next; },
      onAlive: (within) => job.alive(within),
      saving: { runId, data, keeper },
      card: backend.card,
      ...(saved ? { resume: saved } : {}),
    });
    run.moment = { ...run.moment, epoch: result.keptEpoch };
    const pace = paceOf(epochs, { settings, prepared });
    if (pace) for (const by of new Set([wanted, backend.name])) void rememberedCalibrations.keepPace(paceKey({ settings, prepared }, by), pace);
    return result;
  } finally {
    letGo();
    run.isTraining = false;
    run.next = undefined;
    if (run.isReleased) network.model.dispose();
  }
}

/** How long a training would take, found out by training for a moment. @throws ProblemError when the settings do not fit each other, the data or the memory */
export async function forecast({ data, settings: given, backend: wanted, precision, compares }: Requests["forecast"]["input"], prepare: Prepare): Promise<Forecast> {
  const { settings, problems } = checkSettings(given);
  if (problems.length) throw new ProblemError(problems);
  const subject = checkFits({ settings, prepared: await prepare(data) });
  const backend = await backendFor(wanted, precision === undefined ? undefined : { precision, threads: 0 }, async () => subject, { compares });
  const { step, epoch } = await measureEpoch(backend, subject, forecastBudget);
  return { stepMilliseconds: step, epochMilliseconds: epoch, backend: backend.name, calibration: wanted === "auto" ? backend.calibration : undefined };
}
/** Milliseconds of steps. */
const forecastBudget = 600;

/** The checkpoint to go on from; undefined, with a notice, where none can be read. @throws ProblemError when it is of another training */
async function savedState(runId: string, settings: TrainingSettings, data: DataSettings, notices: Text[]): Promise<Checkpoint | undefined> {
  const found = await savedRuns.load(runId).catch(() => undefined);
  if (!found || found.checkpoint.state === "finished") {
    notices.push(fromTheStart);
    return undefined;
  }
  const { checkpoint, isDamaged } = found;
  const changes = basisChanges(basisOf(checkpoint.settings, checkpoint.data), basisOf(settings, data));
  if (changes.length) throw new ProblemError([otherSettings(changes.map(({ name }) => name).join(", "))]);
  if (isDamaged) notices.push(olderSave);
  notices.push(resumed(checkpoint.step));
  return checkpoint;
}

/** Trainings that wait for data and backend. */
let beginning = 0;
let opened: { readonly wanted: BackendName | "auto"; readonly backend: Promise<OpenBackend> } & BackendOptions | undefined;
interface BackendOptions { readonly precision: Precision; readonly threads: number }
/**
 * One backend in one precision at a time computes for all runs: another is opened only when it is asked for and nothing trains.
 * @param options any unless told @param subject what is to be trained, which "auto" chooses for @param compares whether "auto" tries every card
 */
async function backendFor(wanted: BackendName | "auto", options?: BackendOptions, subject?: () => Promise<ToTrain>, { compares = false } = {}): Promise<OpenBackend> {
  const current = opened;
  if (current) {
    const { name, threads, calibration }: Partial<OpenBackend> = await current.backend.catch(() => ({}));
    const isBusy = beginning > 1 || [...runs.values()].some(({ isTraining }) => isTraining);
    const isAlike = options === undefined || name !== "wasm" || (current.precision === options.precision && [threads, current.threads].includes(options.threads));
    const fits = (name === wanted || (current.wanted === wanted && (!subject || (calibration?.reason === "only" && !compares)))) && isAlike;
    if (name !== undefined && (isBusy || fits)) return current.backend;
  }
  const { precision = "equal", threads = 0 } = options ?? {};
  const backend = wanted === "auto" ? chooseBackend({ ...(options ? { precision, threads } : {}), subject, isWanted: compares }) : openBackend(wanted, { precision, threads });
  opened = { wanted, precision, threads, backend };
  // Nobody catches this: the page hears of it, and starts another worker.
  void backend.then(({ card }) => card.lost.then(() => { throw new CardLost(); }), () => undefined);
  return backend;
}

/** Opens what would compute a training, unless something is open. Which card is fastest is found out when there is something to train. */
export async function warm(): Promise<void> { if (!opened) await backendFor("auto"); }

/** A run that is not here (any more) has nothing to control. */
export function controlRun({ runId, action, learningRate }: Requests["control"]["input"]): void { runs.get(runId)?.control.act(action, learningRate); }

export async function inspectRun({ runId, text }: Requests["inspect"]["input"], prepare: Prepare): Promise<Inspection> {
  const { backend, network, moment } = await runNamed(runId, prepare);
  return trusted(backend, inspect(backend.tf, network, text, moment));
}

export async function attendRun({ runId, texts }: Requests["attend"]["input"], prepare: Prepare): Promise<readonly AttentionSnapshot[]> {
  const { backend, network, moment } = await runNamed(runId, prepare);
  return trusted(backend, attendTo(backend.tf, network, texts.map((text) => wordsOf(network, text)), moment));
}

/** Answers one of the analyses. @throws TypeError when there is none of that name or its input is of another form */
export async function analyseRun({ runId, analysis: name, input }: Requests["analyse"]["input"], { signal, report }: Job<"analyse">, prepare: Prepare): Promise<unknown> {
  if (!Object.hasOwn(analyses, name)) throw new TypeError(`worker: analyse expects analysis: one of ${Object.keys(analyses).join(", ")}; received ${name}`);
  // The map ties name, input and output together; TypeScript cannot follow a name through it.
  const analysis = analyses[name] as Analysis<unknown, unknown>;
  const wrong = analysis.wrong(input);
  if (wrong) throw new TypeError(`worker: the analysis ${name} expects ${wrong}`);
  const { backend, network, prepared, settings, moment, next } = await runNamed(runId, prepare);
  let told = -Infinity;
  return trusted(backend, analysis.run({ tf: backend.tf, network, prepared, settings, moment, ...(next ? { next } : {}) }, input, {
    signal,
    progress(done) {
      const now = performance.now();
      if (now - told < tellEvery) return;
      told = now;
      report(done);
    },
    async turn() {
      await nextTask();
      signal.throwIfAborted();
    },
  }));
}
/** An answer, unless the card was lost while it was computed. @throws CardLost: the page asks again */
async function trusted<T>({ card }: OpenBackend, answer: Promise<T>): Promise<T> {
  const given = await answer;
  if (card.isLost) throw new CardLost();
  return given;
}
/** Milliseconds between two reports of an analysis. */
const tellEvery = 100;

/** Asks every run that trains to save itself after its next step. */
export function saveRuns(): void { for (const { control, isTraining } of runs.values()) if (isTraining) control.askToSave(); }

/** Stops a run, frees its network and forgets what was saved of it; one that is still training frees it when it has stopped. @param keeps what was saved stays, to go on from */
export async function release(runId: string, keeps = false): Promise<void> {
  const run = runs.get(runId);
  // It was left and not ended: its last save is of a training.
  if (keeps && run?.isTraining) run.keeper?.end();
  free(runId);
  if (keeps) return;
  await (run?.keeper?.forget(runId) ?? savedRuns.delete(runId).catch(() => undefined));
}

function free(runId: string): void {
  const run = runs.get(runId);
  if (!run) return;
  runs.delete(runId);
  run.isReleased = true;
  run.control.act("stop");
  if (!run.isTraining) run.network.model.dispose();
}

/** A run of this worker, or of one before it whose network was kept. @throws ProblemError when there is none */
async function runNamed(runId: string, prepare: Prepare): Promise<LiveRun> {
  const here = runs.get(runId);
  if (here) return here;
  const bringing = coming.get(runId) ?? bringBack(runId, prepare).finally(() => coming.delete(runId));
  coming.set(runId, bringing);
  return bringing;
}

/** Takes in a network from a file; whoever asks about it meanwhile waits. @throws ProblemError when its numbers are not those of such a network */
export async function adoptRun({ runId, network, keeps }: Requests["adopt"]["input"], prepare: Prepare): Promise<Requests["adopt"]["output"]> {
  const taking = adopt(runId, network, prepare).finally(() => coming.delete(runId));
  coming.set(runId, taking);
  const { backend: { tf, name, threads, simd, precision } } = await taking;
  if (!keeps) return { isKept: false };
  const kept = keptNetwork(runId, network, { backend: name, threads, simd, precision, tfjs: tf.version_core, app: APP_VERSION });
  return { isKept: await savedRuns.save(kept).then(() => true, () => false) };
}
async function adopt(runId: string, brought: BroughtNetwork, prepare: Prepare): Promise<LiveRun> {
  const problems = networkProblems(brought);
  if (problems.length) throw new ProblemError(problems);
  const { settings } = checkSettings(brought.settings);
  const { data, dataHash, parameters, step, epoch } = brought;
  const [found, backend] = await Promise.all([data && prepare(data).catch(() => undefined), backendFor("wasm").catch(() => backendFor("auto"))]);
  const prepared = found?.hash === dataHash && found ? found : withoutExamples(brought);
  const network = openNetwork(backend.tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  writeParameters(backend.tf, network.model, Object.fromEntries(parameters.map(({ name, data: numbers }) => [name, numbers])));
  free(runId);
  const run: LiveRun = { backend, network, prepared, settings, control: new RunControl(), keeper: undefined, moment: { step, epoch }, isTraining: false, isReleased: false };
  runs.set(runId, run);
  return run;
}

async function bringBack(runId: string, prepare: Prepare): Promise<LiveRun> {
  const found = await savedRuns.load(runId).catch(() => undefined);
  if (!found) throw new ProblemError([notHere]);
  const { settings, data, environment, parameters, step, epoch, result, brought } = found.checkpoint;
  const [same, backend] = await Promise.all([brought ? prepare(data).catch(() => undefined) : prepare(data), backendFor(environment.backend).catch(() => backendFor("auto"))]);
  const prepared = same?.hash === environment.dataHash ? same : brought && withoutExamples(brought);
  if (!prepared) throw new ProblemError([notHere]);
  // A training of the same run may have begun meanwhile.
  const begun = runs.get(runId);
  if (begun) return begun;
  const network = openNetwork(backend.tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  writeParameters(backend.tf, network.model, Object.fromEntries(parameters.map(({ name, data: numbers }) => [name, numbers])));
  const run: LiveRun = { backend, network, prepared, settings, control: new RunControl(), keeper: undefined, moment: brought ?? { step, epoch: result?.keptEpoch ?? epoch }, isTraining: false, isReleased: false };
  runs.set(runId, run);
  return run;
}

const notHere = problem("run-not-here", "", {
  expected: { en: "a trained network, but this page no longer holds this one", "pt-BR": "uma rede treinada, mas esta página não tem mais essa" },
  wayOut: { en: "Train it again: with the same seed it becomes the same network.", "pt-BR": "Treine de novo: com a mesma semente, ela volta a ser a mesma rede." },
});
const otherData = (): Problem => problem("checkpoint-other-data", "", {
  expected: { en: "the data that the saved training had seen, but it has changed since", "pt-BR": "os dados que o treino salvo tinha visto, mas eles mudaram" },
  wayOut: { en: "Train from the start.", "pt-BR": "Treine desde o início." },
});
const otherSettings = (names: string): Problem => problem("checkpoint-other-settings", names, {
  expected: { en: "the settings of the saved training", "pt-BR": "as configurações do treino salvo" },
  wayOut: { en: "Go on with the settings that it had, or train from the start.", "pt-BR": "Continue com as configurações que ele tinha ou treine desde o início." },
});
const fromTheStart: Text = {
  en: "Nothing was saved of this training yet: it began again from the start, and with the same seed it takes the same way.",
  "pt-BR": "Ainda não havia nada salvo deste treino: ele recomeçou do início e, com a mesma semente, segue o mesmo caminho.",
};
const olderSave: Text = {
  en: "The newest save of this training was damaged; the one before it was used.",
  "pt-BR": "O salvamento mais recente deste treino estava danificado; foi usado o anterior.",
};
const resumed = (step: number): Text => textOf((l) => {
  const number = formatNumber(step, l, { decimals: 0 });
  return l === "en" ? `Training went on from step ${number}, as if it had never been interrupted.` : `O treino continuou do passo ${number}, como se nunca tivesse sido interrompido.`;
});
/** Said where a run goes on with something that can change its last digits. */
function otherwise(before: RunEnvironment, now: RunEnvironment): Text {
  if (before.backend !== now.backend) return otherBackend(now.backend);
  return before.precision === now.precision ? otherArithmetic : otherPrecision;
}
const otherBackend = (name: string): Text => ({
  en: `The training goes on with another way to compute (${name}); its last digits may differ.`,
  "pt-BR": `O treino continua com outra forma de calcular (${name}); os últimos dígitos podem diferir.`,
});
const otherPrecision: Text = {
  en: "The training goes on with another rounding than it began with; its last digits may differ.",
  "pt-BR": "O treino continua com um arredondamento diferente do que tinha no início; os últimos dígitos podem diferir.",
};
const otherArithmetic: Text = {
  en: "The training goes on with other kernels or another version of TensorFlow.js than it began with; its last digits may differ.",
  "pt-BR": "O treino continua com outros kernels ou outra versão do TensorFlow.js do que no início; os últimos dígitos podem diferir.",
};
