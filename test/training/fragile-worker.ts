import type { DataSettings } from "../../src/data/dataset.js";
import { IndexedCheckpointStore } from "../../src/training/checkpoint-store.js";
import { WorkerEngine } from "../../src/training/client.js";
import type { Requests, TrainingProgress } from "../../src/training/protocol.js";
import type { Run } from "../../src/training/run.js";
import { newRun, reduceRun } from "../../src/training/run-state.js";
import { Losses } from "../../src/training/watchdog.js";

export const data: DataSettings = { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} };

/** What can happen to a worker. */
export const disasters = {
  "is ended": (worker: Worker) => worker.terminate(),
  "hangs": (worker: Worker) => worker.postMessage("hang", { transfer: [] }),
  "throws": (worker: Worker) => worker.postMessage("throw", { transfer: [] }),
  "forgets a rejected promise": (worker: Worker) => worker.postMessage("reject", { transfer: [] }),
  /** What the worker says when it happens, on any backend. */
  "says that its card is lost": (worker: Worker) => worker.postMessage("say lost", { transfer: [] }),
  /** For real: every WebGL context that the worker has. */
  "loses its card": (worker: Worker) => worker.postMessage("lose", { transfer: [] }),
} as const;

/** The product's worker, which also does what a bad day does to it when it is told to. @param before runs in it before anything of the product does */
export function fragileWorker(before = ""): Worker {
  const module = (source: string): string => URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  // Before anything else runs: it has to see every context that is made.
  const watch = module(`${before}; globalThis.contexts = [];
    const { prototype } = globalThis.OffscreenCanvas ?? { prototype: {} };
    const { getContext } = prototype;
    if (getContext) prototype.getContext = function (...args) { const made = getContext.apply(this, args); if (made) contexts.push(made); return made; };`);
  return new Worker(module(`import ${JSON.stringify(watch)};
    import ${JSON.stringify(new URL("worker.js", import.meta.url).href)};
    addEventListener("message", ({ data }) => {
      if (data === "hang") { postMessage("hangs"); for (;;) {} }
      if (data === "throw") setTimeout(() => { throw new Error("out of luck"); });
      if (data === "reject") Promise.reject(new Error("out of luck"));
      if (data === "say lost") Promise.reject(Object.assign(new Error("The graphics card was taken away."), { name: "CardLost" }));
      if (data === "lose") for (const context of contexts) if (!context.isContextLost()) context.getExtension("WEBGL_lose_context").loseContext();
    });`), { type: "module" });
}

/** An engine whose workers are fragile. Its watchdog waits for ever, however slow the machine, until a worker is known to be lost. */
export class FragileEngine extends WorkerEngine {
  readonly workers: Worker[];

  /** @param losses how many are forgiven: three in ten minutes unless told @param before runs in every worker before the product does */
  constructor(losses = new Losses(), before = "") {
    const workers: Worker[] = [];
    let patience = Infinity;
    const start = (): Worker => {
      patience = Infinity;
      const worker = fragileWorker(before);
      worker.addEventListener("message", ({ data: said }: MessageEvent<unknown>) => { if (said === "hangs") patience = 0; });
      const end = worker.terminate.bind(worker);
      worker.terminate = () => { end(); patience = 0; };
      workers.push(worker);
      return worker;
    };
    super(start, { patience: () => patience, losses });
    this.workers = workers;
  }
  get worker(): Worker { return this.workers.at(-1)!; }
}

export interface Ended {
  readonly result: Requests["train"]["output"];
  readonly run: Run;
  readonly progress: readonly TrainingProgress[];
  readonly notices: readonly string[];
}
/** Trains as a page does. @param disturb told after every report, with the steps so far */
export async function trainOn(engine: FragileEngine, input: Omit<Requests["train"]["input"], "data"> & { readonly data?: DataSettings }, disturb: (steps: number, news: TrainingProgress) => void = () => undefined): Promise<Ended> {
  let run: Run = reduceRun(newRun({ id: input.runId, number: 1, settings: input.settings, shape: { vocabularySize: 10, classes: 2 }, classes: [], majorityBaseline: 0.5, earlier: [] }), { kind: "asked", state: "preparing" });
  const progress: TrainingProgress[] = [];
  const result = await engine.request("train", { data, ...input }, {
    onProgress: (news) => {
      progress.push(news);
      run = reduceRun(run, { kind: "progress", progress: news });
      disturb(run.steps.length, news);
    },
  });
  return { result, run, progress, notices: progress.flatMap((news) => (news.kind === "notice" ? [news.text.en] : [])) };
}

/** What two runs must have in common, to the last bit: kept parameters and the whole history, without the seconds, which are a clock's. */
export async function bitsOf({ run, result }: Ended): Promise<object> {
  const store = new IndexedCheckpointStore();
  for (;;) {
    const found = await store.load(run.id);
    if (found?.checkpoint.state !== "finished") continue;
    await store.close();
    const { parameters, losses, accuracies } = found.checkpoint;
    return {
      parameters: parameters.map(({ name, data: numbers }) => [name, new Uint32Array(numbers.buffer)]), losses, accuracies, result,
      steps: run.steps, epochs: run.epochs.map(({ seconds: _seconds, ...record }) => record),
    };
  }
}

/** Forgets a run, and ends the engine where it is the last one. */
export async function done(engine: FragileEngine, ...runIds: readonly string[]): Promise<void> {
  for (const runId of runIds) await engine.request("release", { runId });
  engine.terminate();
}

