import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { CellPlace } from "../../src/base/cell-place.js";
import type { Problem } from "../../src/base/problem.js";
import { ProblemError, type DataSettings } from "../../src/data/dataset.js";
import type { BroughtNetwork } from "../../src/training/adoption.js";
import type { Requests, SavedRun } from "../../src/training/protocol.js";
import type { EngineChoice, Run } from "../../src/training/run.js";
import { asEarlier, basisChanges, basisOf, engineChanges, isBusy, newRun, reduceRun, type RunEvent, type RunStart } from "../../src/training/run-state.js";
import { pageEngine } from "../base/engine.js";
import { KeptRuns } from "./kept-runs.js";
import { onceAFrame } from "./once-a-frame.js";

export type RunOrder = Omit<RunStart, "id" | "number" | "earlier" | "data"> & { readonly data: DataSettings };
export type RunAction = Requests["control"]["input"]["action"];

/** Earlier runs whose networks stay in the worker, so that their predictions can still be asked for. */
const keptInWorker = 3;

/** Two cells with the same settings are offered the same run; only one of them can have it. */
const forget = (runId: string): void => { for (const one of onPage) one.forget(runId); };

/** Trainers on the page: runs are numbered over all of them, so that a colour stands for one run. */
const onPage = new Set<RunController>();
let ids = 0;

/**
 * Holds one cell's run and the ones before it, and speaks with the worker. It belongs to the element, not to its place in the document:
 * training goes on while the element is moved.
 * The host hears of news at most once a frame.
 */
export class RunController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #tell: () => void;
  #run: Run = newRun({ id: "", number: 0, settings: emptySettings, shape: { vocabularySize: 0, classes: 2 }, classes: [], majorityBaseline: NaN, earlier: [] });
  #held: readonly string[] = [];
  #abort: AbortController | undefined;
  #steps = false;
  #saved: readonly SavedRun[] = [];
  #hasLooked = false;
  #kept: KeptRuns | undefined;
  /** Settles when the runs of earlier visits are here. */
  #standing: Promise<void> = Promise.resolve();
  /** Whether its run is one of an earlier visit. */
  #isRestored = false;

  /** @param changed told once a frame while news arrives */
  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#host = host;
    this.#tell = onceAFrame(() => { host.requestUpdate(); changed(); });
    host.addController(this);
  }
  hostConnected(): void { onPage.add(this); }
  hostDisconnected(): void { if (!isBusy(this.#run)) onPage.delete(this); }

  get run(): Run { return this.#run; }
  /** Whether nothing has begun here in this visit. */
  get isFresh(): boolean { return this.#run.state === "idle" || this.#isRestored; }

  /** Tells which cell it works for: runs are kept there from now on, and those of earlier visits come back. Settles when they have. */
  stand(place: CellPlace): Promise<void> {
    if (this.#kept) return this.#standing;
    this.#kept = new KeptRuns(place, (notice) => {
      this.#run = { ...this.#run, notices: [...(this.#run.notices ?? []), notice] };
      this.#tell();
    });
    return (this.#standing = this.#bringBack(this.#kept));
  }
  async #bringBack(kept: KeptRuns): Promise<void> {
    const ended = await kept.ended();
    const last = ended.at(-1);
    if (!last) return;
    const earlier = ended.map(asEarlier);
    if (this.#run.state === "idle") {
      this.#isRestored = true;
      this.#run = { ...last, earlier: earlier.slice(0, -1) };
    } else {
      // A training that began meanwhile is kept too, and is here already.
      const here = new Set([this.#run, ...this.#run.earlier].map(({ id }) => id));
      this.#run = { ...this.#run, earlier: [...earlier.filter(({ id }) => !here.has(id)), ...this.#run.earlier] };
    }
    onPage.add(this);
    this.#tell();
  }

  /** Asked to train before the data has arrived: the picture of a run that waits, while the worker gets ready. */
  wait(order: RunOrder): void {
    this.warm();
    this.#begin(order, "waiting");
  }

  /** Somebody may train next, reaches for the button, or waits: the worker gets ready, once. What goes wrong is said when it trains. */
  warm(): void {
    if (this.#isWarm) return;
    this.#isWarm = true;
    void pageEngine().request("warm", {}).catch(() => undefined);
  }
  #isWarm = false;

  /** Asks once which runs were cut off. Where nothing can be saved, there is none. */
  async lookForSaved(): Promise<void> {
    if (this.#hasLooked) return;
    this.#hasLooked = true;
    try {
      this.#saved = await pageEngine().request("checkpoints", {});
    } catch {
      return;
    }
    if (this.#saved.length > 0) this.#host.requestUpdate();
  }

  /** The newest run that was cut off and that these settings would repeat; undefined once a run has begun here. */
  savedFor({ settings, data }: Pick<RunOrder, "settings" | "data">): SavedRun | undefined {
    if (!this.isFresh) return undefined;
    const now = basisOf(settings, data);
    return this.#saved.find((saved) => basisChanges(basisOf(saved.settings, saved.data), now).length === 0);
  }

  /** Forgets a saved run for good. */
  discard(runId: string): void {
    forget(runId);
    void pageEngine().request("release", { runId }).catch(() => undefined);
    void this.#kept?.forget(runId);
  }

  /** Goes on with a run that was cut off, in the precision that it began with. */
  async resume(order: RunOrder, { runId, environment: { precision } }: SavedRun): Promise<void> {
    forget(runId);
    await this.train({ ...order, engine: { ...(order.engine ?? anyEngine), precision } }, { resume: runId });
  }

  /** Trains; the run so far joins the earlier ones. @param paused stops after one step @param resume a saved run to go on with */
  async train(order: RunOrder, { paused = false, resume }: { readonly paused?: boolean; readonly resume?: string } = {}): Promise<void> {
    if (isBusy(this.#run) && this.#run.state !== "waiting") return;
    this.#begin(order, "preparing", resume);
    this.#steps = paused;
    const { id, settings } = this.#run;
    const abort = (this.#abort = new AbortController());
    this.#held = [...this.#held, id];
    this.#releaseOldest();
    try {
      const result = await pageEngine().request("train", { runId: id, data: order.data, settings, ...(order.engine ?? anyEngine), ...(resume === undefined ? {} : { resume: true }) }, {
        signal: abort.signal,
        onProgress: (progress) => {
          if (this.#run.id !== id) return;
          this.#take({ kind: "progress", progress });
          if (progress.kind === "ready" && this.#steps) void this.control("step");
        },
      });
      this.#takeFor(id, { kind: "finished", result });
    } catch (error) {
      this.#takeFor(id, abort.signal.aborted ? { kind: "withdrawn" } : { kind: "failed", problems: problemsOf(error) });
    }
  }

  /** Acts within one batch; a run that has not begun is given up. @param learningRate of the updates to come; as before unless given */
  async control(action: RunAction, learningRate?: number): Promise<void> {
    const { id, state } = this.#run;
    if (!isBusy(this.#run)) return;
    if (action === "stop" && (state === "waiting" || state === "preparing")) {
      this.#abort?.abort();
      return this.#take({ kind: "withdrawn" });
    }
    try {
      await pageEngine().request("control", { runId: id, action, ...(learningRate === undefined ? {} : { learningRate }) });
    } catch (error) {
      // A run that ended in the meantime has nothing to control.
      if (isBusy(this.#run) && this.#run.id === id) this.#take({ kind: "failed", problems: problemsOf(error) });
    }
  }

  /**
   * Takes up a run that was kept in a file, with the runs before it, and where its numbers came with it, its network.
   * A training under way, one that was begun here, or one that was kept before, is not pushed aside. From now on it is kept as if it had been trained here.
   */
  async restore(run: Run, network: BroughtNetwork | undefined): Promise<void> {
    await this.#standing;
    if (this.#run.state !== "idle") return;
    this.#run = run;
    this.#isRestored = true;
    onPage.add(this);
    this.#tell();
    const taken = this.#kept?.take([...run.earlier, run]);
    if (!network) return;
    this.#held = [...this.#held, run.id];
    try {
      const { isKept } = await pageEngine().request("adopt", { runId: run.id, network, keeps: this.#kept !== undefined });
      if (!isKept) this.#kept?.refuse();
      // What it was watched with is read again, so that the diagram has something to show.
      const probe = run.settings.probeText || run.epochs.at(-1)?.snapshot?.tokens.join(" ");
      const live = probe ? await pageEngine().request("inspect", { runId: run.id, text: probe }) : undefined;
      await taken;
      if (this.#run.id === run.id) {
        this.#run = { ...this.#run, live };
        this.#kept?.keep(this.#run);
      }
    } catch (error) {
      if (this.#run.id === run.id) this.#run = { ...this.#run, problems: [...this.#run.problems, ...problemsOf(error)] };
    }
    this.#tell();
  }

  /** Marks what changed since the run was trained; the run itself stays. @param quiet where the caller tells of it itself */
  compare(settings: Run["settings"], data: DataSettings | undefined, { engine = anyEngine, quiet = false }: { readonly engine?: EngineChoice; readonly quiet?: boolean } = {}): void {
    if (this.#run.state === "idle" || this.#run.data === undefined) return;
    const stale = [...basisChanges(basisOf(this.#run.settings, this.#run.data), basisOf(settings, data ?? this.#run.data)), ...engineChanges(this.#run, engine)];
    if (JSON.stringify(stale) === JSON.stringify(this.#run.stale)) return;
    this.#run = reduceRun(this.#run, { kind: "compared", stale });
    if (!quiet) this.#tell();
  }

  /** Ends training and frees what the worker holds. */
  dispose(): void {
    onPage.delete(this);
    this.#abort?.abort();
    for (const runId of this.#held) this.#release(runId);
    this.#held = [];
    // A training that is left is cut off, not ended: it can go on from its last save.
    this.#kept = undefined;
  }

  /** Drops a run from what is offered, without touching it. */
  forget(runId: string): void {
    if (!this.#saved.some((saved) => saved.runId === runId)) return;
    this.#saved = this.#saved.filter((saved) => saved.runId !== runId);
    this.#host.requestUpdate();
  }

  #begin(order: RunOrder, state: "waiting" | "preparing", id = nextId()): void {
    const { data, settings, engine = anyEngine, shape, classes, majorityBaseline } = order;
    const before = this.#run;
    this.#isRestored = false;
    const goesOn = before.state === "waiting";
    const earlier = goesOn || before.steps.length === 0 ? before.earlier : [...before.earlier, asEarlier(before)];
    const start = { settings, data, engine, shape, classes, majorityBaseline, earlier };
    this.#run = reduceRun(newRun(goesOn ? { ...start, id: before.id, number: before.number } : { ...start, id, number: this.#nextNumber() }), { kind: "asked", state });
    this.#tell();
  }
  #nextNumber(): number {
    onPage.add(this);
    return 1 + Math.max(0, ...[...onPage].flatMap(({ run }) => [run, ...run.earlier].filter(({ state }) => state !== "idle").map(({ number }) => number)));
  }
  #releaseOldest(): void {
    while (this.#held.length > keptInWorker + 1) {
      const [runId, ...rest] = this.#held;
      this.#held = rest;
      this.#release(runId!);
    }
  }
  /** Frees what the worker holds; what is kept beside a notebook stays. */
  #release(runId: string): void { void pageEngine().request("release", { runId, ...(this.#kept ? { keeps: true } : {}) }).catch(() => undefined); }
  #takeFor(id: string, event: RunEvent): void { if (this.#run.id === id) this.#take(event); }
  #take(event: RunEvent): void {
    this.#run = reduceRun(this.#run, event);
    // A run is worth keeping from its first epoch on; what it does between two epochs is in its checkpoints.
    if (event.kind !== "progress" || event.progress.kind === "epoch" || event.progress.kind === "diverged") this.#kept?.keep(this.#run);
    this.#tell();
  }
}

const anyEngine: EngineChoice = { backend: "auto", precision: "equal", threads: 0 };
const emptySettings: Run["settings"] = { architecture: "", hyperparameters: {}, epochs: 0, seed: 0, patience: 0, keepBest: true, probeText: "" };

/** Unique over reloads too: what is stored for a run must never meet another's. */
export const nextId = (): string => `run-${Math.floor(performance.timeOrigin).toString(36)}-${++ids}`;

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof ProblemError && error.problems.length > 0) return error.problems;
  const message = error instanceof Error ? error.message : String(error);
  console.error(error);
  return [{
    code: "training-failed",
    path: "",
    message: {
      en: `The training broke off (${message}). This is a fault of the page, not of your settings. Train again, or reload the page first.`,
      "pt-BR": `O treino foi interrompido (${message}). A falha é da página, não das suas configurações. Treine de novo ou, antes, recarregue a página.`,
    },
  }];
}
