import { ProblemError, type Problem } from "../../src/base/problem.js";
import type { BroughtNetwork } from "../../src/training/adoption.js";
import { workerMissing } from "../../src/training/client.js";
import { workerAddress } from "../../src/training/worker-address.js";

export interface ReaderRequest { readonly bytes: Uint8Array; readonly fileName: string }
export type ReaderReply =
  | { readonly network: BroughtNetwork }
  | { readonly problems: readonly Problem[] }
  /** Something only we can fix. */
  | { readonly message: string };

/** Reads a trained network from a file, in a worker of its own. The bytes go there and are gone here. @throws ProblemError when the file holds none of ours, or the worker does not load */
export async function readNetworkAside(bytes: Uint8Array, fileName: string): Promise<BroughtNetwork> {
  const worker = startReader();
  try {
    const reply = await new Promise<ReaderReply>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<ReaderReply>) => resolve(data));
      worker.addEventListener("error", (event) => { event.preventDefault(); reject(workerMissing("model-reader.js")); });
      worker.postMessage({ bytes, fileName } satisfies ReaderRequest, [bytes.buffer]);
    });
    if ("problems" in reply) throw new ProblemError(reply.problems);
    if ("message" in reply) throw new Error(reply.message);
    return reply.network;
  } finally {
    worker.terminate();
  }
}

function startReader(): Worker {
  // The build points this expression at the reader's own bundle.
  const url = new URL("./model-reader.ts", import.meta.url);
  return new Worker(workerAddress(url.href, (address) => address === url.href), { type: "module", name: "model-reader" });
}
