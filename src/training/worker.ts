import { readBytes } from "../base/read-bytes.js";
import { ownAsset } from "../base/embedded.js";
import { embeddedAssets, fetchAsset } from "../data/assets.js";
import { ProblemError, type DataSettings, type PreparedData } from "../data/dataset.js";
import type { OwnFiles } from "../data/import/own-files.js";
import { prepareData } from "../data/prepare.js";
import { readMessage } from "./messages.js";
import type { FromPage, FromWorker, Handlers, Job, RequestName, Requests } from "./protocol.js";
import { beatWhileLoading } from "./watchdog-pulse.js";

/** The worker's side of the protocol. tfjs and the networks come with the first training, so that data is there at once. */
const withRuns = (): Promise<typeof import("./runs.js")> => import("./runs.js");

/** Files that people brought; reading them comes with the first one. */
const ownFiles = async (): Promise<OwnFiles> => (own ??= new (await import("../data/import/own-files.js")).OwnFiles(undefined, (hash) => embedded?.(ownAsset(hash))));
let own: OwnFiles | undefined;

const embedded = embeddedAssets();
const asset = embedded ?? fetchAsset(new URL("./data/", import.meta.url));
/** The last few datasets, by their settings: a training finds what the dataset cell has just prepared. */
const prepared = new Map<string, Promise<PreparedData>>();
function prepare(settings: DataSettings): Promise<PreparedData> {
  const key = JSON.stringify(settings);
  const found = prepared.get(key) ?? prepareData(settings, { asset, own: async (hash) => (await ownFiles()).read(hash) });
  prepared.delete(key);
  prepared.set(key, found);
  found.catch(() => prepared.delete(key));
  for (const oldest of [...prepared.keys()].slice(0, -4)) prepared.delete(oldest);
  return found;
}

const handlers: Handlers = {
  prepare: (settings) => prepare(settings),
  look: async ({ brought, options }) => (await import("../data/import/look.js")).lookAt(brought, options),
  keep: async ({ name, file }) => (await ownFiles()).keep({ name, bytes: await readBytes(file, name) }),
  kept: async ({ hash }) => {
    const found = await (await ownFiles()).read(hash);
    return found ? { name: found.name, file: new Blob([found.bytes]) } : null;
  },
  train: async (input, job) => {
    // Until the training has a pulse of its own.
    const loaded = beatWhileLoading(job.alive);
    try {
      return await (await withRuns()).startTraining(input, { ...job, alive: (within) => { loaded(); job.alive(within); } }, prepare);
    } finally {
      loaded();
    }
  },
  adopt: async (input) => (await withRuns()).adoptRun(input, prepare),
  control: async (input) => { (await withRuns()).controlRun(input); return null; },
  inspect: async (input) => (await withRuns()).inspectRun(input, prepare),
  attend: async (input) => (await withRuns()).attendRun(input, prepare),
  analyse: async (input, job) => (await withRuns()).analyseRun(input, job, prepare),
  forecast: async (input) => (await withRuns()).forecast(input, prepare),
  warm: async () => { await (await withRuns()).warm(); return null; },
  save: async () => { (await withRuns()).saveRuns(); return null; },
  checkpoints: async () => (await import("./saved-runs.js")).listSavedRuns(),
  release: async ({ runId, keeps }) => { await (await withRuns()).release(runId, keeps); return null; },
};

const post = (message: FromWorker): void => { self.postMessage(message, { transfer: [] }); };
const aborts = new Map<number, AbortController>();

self.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  try {
    const message = readMessage(data);
    if (message?.type === "abort") aborts.get(message.id)?.abort();
    else if (message) void answer(message);
  } catch (error) {
    post(failure((data as { readonly id: number }).id, error));
  }
});

async function answer(message: Exclude<FromPage, { type: "abort" }>): Promise<void> {
  const { type, id, input } = message;
  const abort = new AbortController();
  aborts.set(id, abort);
  try {
    // The map of requests ties name, input and output together; TypeScript cannot follow a union through it.
    const handler = handlers[type] as (input: Requests[RequestName]["input"], job: Job<RequestName>) => Promise<Requests[RequestName]["output"]>;
    const output = await handler(input, {
      signal: abort.signal,
      report: (progress) => post({ type: "progress", id, of: type, progress } as FromWorker),
      alive: (within) => post({ type: "alive", id, within }),
    });
    post({ type: "done", id, of: type, output } as FromWorker);
  } catch (error) {
    post(error instanceof ProblemError ? { type: "refused", id, problems: error.problems } : failure(id, error));
  } finally {
    aborts.delete(id);
  }
}

function failure(id: number, error: unknown): FromWorker {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: "failed", id, name, message, stack: stack ?? "" };
}

// A browser tells a page of a worker's errors, and not of its rejected promises. The id −1 stands for everything under way.
self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  post(failure(-1, event.reason));
});
