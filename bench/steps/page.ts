// The page that holds the workers; run.mjs drives it. Its own thread does nothing while they train.
import type { Request } from "./worker.js";

const workers = new Map<string, Worker>();

/** Asks the worker of that name, which is started when there is none. */
function ask(name: string, request: Request): Promise<unknown> {
  const worker = workers.get(name) ?? new Worker("worker.js", { type: "module", name });
  workers.set(name, worker);
  return new Promise((resolve, reject) => {
    const answered = new AbortController();
    const { signal } = answered;
    worker.addEventListener("message", ({ data }: MessageEvent<{ readonly result?: unknown; readonly error?: string }>) => {
      answered.abort();
      if (data.error === undefined) resolve(data.result); else reject(new Error(data.error));
    }, { signal });
    worker.addEventListener("error", (event) => { answered.abort(); reject(new Error(event.message || "the worker died")); }, { signal });
    worker.postMessage(request, { transfer: [] });
  });
}
function end(name: string): void {
  workers.get(name)?.terminate();
  workers.delete(name);
}
Object.assign(globalThis, { bench: { ask, end } });
