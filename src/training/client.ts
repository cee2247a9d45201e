import { problem } from "../base/problem.js";
import { ProblemError } from "../data/dataset.js";
import type { Engine, FromPage, FromWorker, RequestName, RequestOptions, Requests } from "./protocol.js";

/** A request that waits for its answer. The protocol's map has already tied each output and progress to its request. */
interface Pending {
  readonly resolve: (output: never) => void;
  readonly reject: (reason: unknown) => void;
  readonly onProgress: ((progress: never) => void) | undefined;
  readonly detach: () => void;
}

/** The page's side of the worker, which is started at the first request and again after it has failed. */
export class WorkerEngine implements Engine {
  readonly #startWorker: () => Worker;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #nextId = 1;

  /** @param startWorker another worker: tests, or a page that keeps its own */
  constructor(startWorker: () => Worker = startOwnWorker) { this.#startWorker = startWorker; }

  request<K extends RequestName>(name: K, input: Requests[K]["input"], { signal, onProgress }: RequestOptions<K> = {}): Promise<Requests[K]["output"]> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const id = this.#nextId++;
    return new Promise<Requests[K]["output"]>((resolve, reject) => {
      const abort = (): void => {
        this.#send({ type: "abort", id });
        this.#take(id)?.reject(signal!.reason);
      };
      this.#pending.set(id, { resolve, reject, onProgress, detach: () => signal?.removeEventListener("abort", abort) });
      signal?.addEventListener("abort", abort, { once: true });
      try {
        this.#send({ type: name, id, input } as FromPage);
      } catch (error) {
        this.#take(id)?.reject(error);
      }
    });
  }

  /** Ends the worker and all that it holds; requests under way are aborted. */
  terminate(): void { this.#end(new DOMException("The worker was ended.", "AbortError")); }

  #send(message: FromPage): void { (this.#worker ??= this.#start()).postMessage(message, { transfer: [] }); }

  #start(): Worker {
    const worker = this.#startWorker();
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    // A script that does not load gives an event without a message; an error in a loaded one has it.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#end(event.message ? new Error(`The training worker failed: ${event.message}`) : workerMissing());
    });
    worker.addEventListener("messageerror", () => this.#end(new Error("The training worker sent something that could not be read.")));
    return worker;
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "progress": this.#pending.get(message.id)?.onProgress?.(message.progress as never); break;
      case "done": this.#take(message.id)?.resolve(message.output as never); break;
      case "refused": this.#take(message.id)?.reject(new ProblemError(message.problems)); break;
      case "failed": {
        const { id, name, message: text, stack } = message;
        const error = name === "AbortError" ? new DOMException(text, name) : Object.assign(new Error(text), { name, stack });
        if (id >= 0) this.#take(id)?.reject(error);
        else for (const each of this.#pending.keys()) this.#take(each)?.reject(error);
        break;
      }
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.detach();
    return pending;
  }

  #end(reason: unknown): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const id of this.#pending.keys()) this.#take(id)?.reject(reason);
  }
}

const workerMissing = (): ProblemError => new ProblemError([problem("worker-missing", "", {
  expected: { en: "the part of this page that computes (worker.js), but it did not load", "pt-BR": "a parte desta página que faz os cálculos (worker.js), mas ela não carregou" },
  wayOut: { en: "Reload the page; your notebook is as it was.", "pt-BR": "Recarregue a página; seu caderno continua como estava." },
})]);

function startOwnWorker(): Worker {
  // The build points this expression at the worker's own bundle.
  const url = new URL("./worker.ts", import.meta.url);
  return new Worker(trusted(url.href) as string, { type: "module" });
}

let policy: { createScriptURL(url: string): unknown } | undefined;
/** A worker's address as pages with Trusted Types want it: only this one may be started. */
function trusted(url: string): unknown {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): typeof policy } };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("at-worker-url", {
    createScriptURL(address) {
      if (address !== url) throw new TypeError(`at-worker-url: expected ${url}, received ${address}`);
      return address;
    },
  });
  return policy!.createScriptURL(url);
}
