import { mostParts, useTeam } from "../kernels/engine.js";
import type { Memory } from "../kernels/memory.js";
import { openTeam } from "../kernels/team.js";
import { workerAddress } from "./worker-address.js";

/** Threads for a training where nobody asks for another number. */
export const defaultThreads = (): number => Math.max(1, Math.min(navigator.hardwareConcurrency || 1, mostParts));

/** Whether memory can be shared between threads: only on a page that its host has isolated from other origins (the headers COOP and COEP). */
export function canShareMemory(): boolean {
  if (!globalThis.crossOriginIsolated) return false;
  try {
    // As large as the wasm backend's may become; some phones have no room for it.
    return new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}

/** Threads on their way that nobody has work for yet. */
let called: readonly Worker[] = [];

/** Starts so many threads less this one, so that their script loads while their memory is made. */
export function callThreads(threads: number): void {
  if (open) return;
  while (called.length < Math.min(threads, mostParts) - 1) {
    const worker = startThread();
    called = [...called, worker];
    // Whoever wants it starts another, and hears why that one does not.
    worker.addEventListener("error", (event) => { event.preventDefault(); called = called.filter((one) => one !== worker); }, { once: true });
  }
}
function takeThread(): Worker {
  const [first, ...rest] = called;
  called = rest;
  return first ?? startThread();
}

let open: { readonly memory: Memory; readonly team: Awaited<ReturnType<typeof openTeam>> } | undefined;

/** Shares the work on this memory out among so many threads from now on. @returns how many there are: 1 where memory is not shared or the others do not start */
export async function useThreads(memory: Memory, threads: number): Promise<number> {
  const wanted = memory.isShared ? Math.min(threads, mostParts) : 1;
  if (open && open.memory === memory && open.team.size === wanted) return wanted;
  if (open) {
    useTeam(open.memory, undefined);
    open.team.end();
    open = undefined;
  }
  if (wanted === 1) return 1;
  try {
    open = { memory, team: await openTeam(memory, Array.from({ length: wanted - 1 }, takeThread)) };
  } catch (error) {
    console.warn(error);
    return 1;
  }
  useTeam(memory, open.team);
  return wanted;
}

function startThread(): Worker {
  // The build points this expression at the thread's own bundle.
  const url = new URL("../kernels/thread.ts", import.meta.url);
  return new Worker(workerAddress(url.href, (address) => address === url.href), { type: "module", name: "thread" });
}
