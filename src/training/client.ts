import { problem } from "../base/problem.js";
import { ProblemError } from "../data/dataset.js";
import type { Engine, FromPage, FromWorker, RequestName, RequestOptions, Requests, TrainingProgress } from "./protocol.js";
import type { RunEnvironment } from "./run.js";
import { cardLost } from "./graphics-card.js";
import { workerAddress } from "./worker-address.js";
import { fallbackNotice, isTooSmall, Losses, restartedNotice, tooSmallNotice, Watchdog } from "./watchdog.js";
import { loadsWithin } from "./watchdog-pulse.js";

/** A request that waits for its answer. The protocol's map has already tied each output and progress to its request. */
interface Pending {
  readonly message: Exclude<FromPage, { readonly type: "abort" }>;
  readonly resolve: (output: never) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((progress: never) => void) | undefined;
  readonly detach: () => void;
  /** Of a training: what it has told, so that it can go on in another worker. */
  environment?: RunEnvironment;
  isPaused?: boolean;
}
type PendingTraining = Pending & { readonly message: { readonly type: "train" } };

/** Milliseconds in which a worker hears that it is to pause, stop or go on. */
const heardWithin = 5000;

/**
 * The page's side of the worker, which is started at the first request and again after it has failed.
 * While something trains, a worker that crashes or falls silent is replaced: the training goes on from its last checkpoint,
 * and every request that had no answer is asked again.
 */
export class WorkerEngine implements Engine {
  readonly #startWorker: () => Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #watchdog: Watchdog;
  readonly #losses: Losses;
  #worker: Worker | undefined;
  #nextId = 1;

  /** @param startWorker another worker: tests, or a page that keeps its own @param patience by which the watchdog's times are multiplied, asked at every look @param losses counts what was lost */
  constructor(startWorker: () => Worker = startOwnWorker, { losses = new Losses(), ...options }: { readonly patience?: () => number; readonly losses?: Losses } = {}) {
    this.#startWorker = startWorker;
    this.#losses = losses;
    this.#watchdog = new Watchdog(() => this.#lose(new Error("The training worker stopped answering.")), options);
  }

  begin(): void {
    // Where none starts, whoever asks first is told why.
    try { this.#worker ??= this.#start(); } catch { /* as said */ }
  }

  request<K extends RequestName>(name: K, input: Requests[K]["input"], { signal, onProgress }: RequestOptions<K> = {}): Promise<Requests[K]["output"]> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const id = this.#nextId++;
    return new Promise<Requests[K]["output"]>((resolve, reject) => {
      const abort = (): void => {
        this.#send({ type: "abort", id });
        this.#take(id)?.reject(signal!.reason);
      };
      const message = { type: name, id, input } as Pending["message"];
      this.#pending.set(id, { message, resolve, reject, onProgress, detach: () => signal?.removeEventListener("abort", abort) });
      signal?.addEventListener("abort", abort, { once: true });
      try {
        this.#send(message);
      } catch (error) {
        this.#take(id)?.reject(error);
      }
      if (message.type === "control") this.#noteControl(message);
    });
  }

  /** Ends the worker and all that it holds; requests under way are aborted. */
  terminate(): void { this.#end(new DOMException("The worker was ended.", "AbortError")); }

  #send(message: FromPage): void {
    (this.#worker ??= this.#start()).postMessage(message, { transfer: [] });
    // From the first moment on: a worker can be lost before it has said a word.
    if (message.type === "train") this.#watchdog.expect(message.id, loadsWithin);
  }

  #start(): Worker {
    const worker = this.#startWorker();
    // A worker that was given up may still have something on its way.
    const ifOurs = <E extends Event>(act: (event: E) => void) => (event: E): void => { if (this.#worker === worker) act(event); };
    worker.addEventListener("message", ifOurs(({ data }: MessageEvent<FromWorker>) => this.#receive(data)));
    // A script that does not load gives an event without a message; an error in a loaded one has it.
    worker.addEventListener("error", ifOurs((event: ErrorEvent) => {
      event.preventDefault();
      if (event.message) this.#lose(new Error(`The training worker failed: ${event.message}`));
      else this.#end(workerMissing());
    }));
    worker.addEventListener("messageerror", ifOurs(() => this.#lose(new Error("The training worker sent something that could not be read."))));
    document.addEventListener("visibilitychange", this.#putAway);
    addEventListener("pagehide", this.#putAway);
    return worker;
  }

  /** The page may not come back: what trains is saved now. Nobody waits for the answer. */
  readonly #putAway = (event: Event): void => {
    if ((event.type === "pagehide" || document.visibilityState === "hidden") && this.#trainings.length > 0) this.#send({ type: "save", id: this.#nextId++, input: {} });
  };

  get #trainings(): PendingTraining[] { return [...this.#pending.values()].filter((one): one is PendingTraining => one.message.type === "train"); }

  #noteControl({ id, input }: Pending["message"] & { readonly type: "control" }): void {
    if (!this.#pending.has(id)) return;
    const training = this.#trainings.find((one) => one.message.input.runId === input.runId);
    if (!training) return;
    if (input.action === "pause" || input.action === "resume") training.isPaused = input.action === "pause";
    // Whoever is busy preparing hears it later.
    if (training.environment) this.#watchdog.expect(id, heardWithin);
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "alive": if (this.#pending.has(message.id)) this.#watchdog.expect(message.id, message.within); break;
      case "progress": this.#progress(message); break;
      case "done": this.#take(message.id)?.resolve(message.output as never); break;
      case "refused": this.#take(message.id)?.reject(new ProblemError(message.problems)); break;
      case "failed": this.#failed(message); break;
    }
  }

  #progress({ id, of, progress }: FromWorker & { readonly type: "progress" }): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#watchdog.heard(id);
    if (of === "train") {
      const news = progress as TrainingProgress;
      if (news.kind === "state") pending.isPaused = news.state === "paused";
      if (news.kind === "ready") {
        // Known already where a training goes on as it was.
        const isKnown = JSON.stringify(pending.environment) === JSON.stringify(news.environment);
        pending.environment = news.environment;
        if (isKnown) return;
      }
    }
    pending.onProgress?.(progress as never);
  }

  #failed({ id, name, message, stack }: FromWorker & { readonly type: "failed" }): void {
    const error = name === "AbortError" ? new DOMException(message, name) : Object.assign(new Error(message), { name, stack });
    const { environment } = this.#pending.get(id) ?? {};
    // A graphics card that was taken away shows itself as some other error too; elsewhere the same error would come again.
    const mayBeCard = name !== "AbortError" && (environment?.backend === "webgl" || environment?.backend === "webgpu");
    const isLost = name === cardLost || (id < 0 ? this.#trainings.length > 0 : mayBeCard);
    if (isLost) this.#lose(error);
    else if (id >= 0) this.#take(id)?.reject(error);
    else for (const each of this.#pending.keys()) this.#take(each)?.reject(error);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    this.#watchdog.forget(id);
    pending?.detach();
    return pending;
  }

  /**
   * The worker is of no use any more: with a training under way another takes over; otherwise whoever asks next starts one.
   * Where its graphics card was lost, what waits for an answer is asked again too.
   */
  #lose(reason: Error): void {
    const trainings = this.#trainings;
    const from = trainings[0]?.environment?.backend ?? trainings[0]?.message.input.backend ?? (reason.name === cardLost ? "webgl" : undefined);
    const tooSmall = isTooSmall(reason);
    const to = from && (tooSmall ? this.#losses.giveUp(from) : this.#losses.add(from));
    if (from === undefined || to === undefined) return this.#end(reason);
    this.#letGo();
    const others = [...this.#pending.values()].filter((one) => one.message.type !== "train");
    for (const one of trainings) this.#resend(one, { ...one.message.input, backend: to, resume: true, paused: one.isPaused ?? false });
    for (const one of others) this.#send(one.message);
    const text = to === from ? restartedNotice : (tooSmall ? tooSmallNotice : fallbackNotice)(from, to);
    for (const { onProgress } of trainings) (onProgress as ((progress: TrainingProgress) => void) | undefined)?.({ kind: "notice", text });
  }
  #resend(pending: PendingTraining, input: Requests["train"]["input"]): void {
    const message = { ...pending.message, input };
    this.#pending.set(message.id, { ...pending, message });
    this.#send(message);
  }

  #letGo(): void {
    this.#watchdog.clear();
    this.#worker?.terminate();
    this.#worker = undefined;
    document.removeEventListener("visibilitychange", this.#putAway);
    removeEventListener("pagehide", this.#putAway);
  }

  #end(reason: unknown): void {
    this.#letGo();
    for (const id of this.#pending.keys()) this.#take(id)?.reject(reason);
  }
}

/** @param file of the page's own, that is to be started as a worker */
export const workerMissing = (file = "worker.js"): ProblemError => new ProblemError([problem("worker-missing", "", {
  expected: { en: `the part of this page that computes (${file}), but it did not load`, "pt-BR": `a parte desta página que faz os cálculos (${file}), mas ela não carregou` },
  wayOut: { en: "Reload the page; your notebook is as it was.", "pt-BR": "Recarregue a página; seu notebook continua como estava." },
})]);

const noWorkers = (): ProblemError => new ProblemError([problem("no-workers", "", {
  expected: { en: "a browser in which a page may compute beside itself (Worker)", "pt-BR": "um navegador em que a página possa calcular em paralelo (Worker)" },
  wayOut: { en: "Use a current version of Chrome, Edge, Firefox or Safari; your notebook is as it was.", "pt-BR": "Use uma versão atual do Chrome, Edge, Firefox ou Safari; seu notebook continua como estava." },
})]);

function startOwnWorker(): Worker {
  if (typeof Worker === "undefined") throw noWorkers();
  // The build points this expression at the worker's own bundle.
  const url = new URL("./worker.ts", import.meta.url);
  return new Worker(workerAddress(url.href, (address) => address === url.href), { type: "module" });
}
