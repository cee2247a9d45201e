import { engineOf, type Team } from "./engine.js";
import { Handover } from "./handover.js";
import type { Memory } from "./memory.js";

/** What a thread is told when it starts. */
export interface Enlisted { readonly memory: WebAssembly.Memory; readonly handover: SharedArrayBuffer }

/** Milliseconds in which a thread must have loaded. */
const readyWithin = 15_000;

/**
 * A team of this thread and the given workers, each of which runs `thread.ts`.
 * @param memory shared
 * @throws Error when one of them does not start; all are ended then
 */
export async function openTeam(memory: Memory, workers: readonly Worker[]): Promise<Team & { end(): void }> {
  const handover = new Handover();
  const end = (): void => { for (const worker of workers) worker.terminate(); };
  try {
    await Promise.all(workers.map((worker) => enlist(worker, { memory: memory.memory, handover: handover.buffer })));
  } catch (error) {
    end();
    throw error;
  }
  return {
    size: workers.length + 1,
    rouse() { handover.rouse(); },
    run(body, numbers, parts, relaxed) {
      const engine = engineOf(memory, relaxed);
      handover.give({ body, numbers, parts, relaxed, pages: memory.memory.buffer.byteLength / 65536 });
      let [begun, left] = [0, 0];
      try {
        while ((left = handover.take()) > 0) {
          begun++;
          body.run(engine, numbers, { index: parts - left, count: parts });
        }
      } finally {
        // After an error here too: nobody may still be at it when the next turn begins.
        while (handover.take() > 0) begun++;
        handover.finish(begun);
        handover.join(parts);
      }
    },
    end,
  };
}

function enlist(worker: Worker, enlisted: Enlisted): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("kernels: a thread did not start in time")), readyWithin);
    worker.addEventListener("message", () => { clearTimeout(late); resolve(); }, { once: true });
    worker.addEventListener("error", (event) => { clearTimeout(late); event.preventDefault(); reject(new Error(`kernels: a thread did not start: ${event.message || "its script did not load"}`)); }, { once: true });
    worker.postMessage(enlisted, { transfer: [] });
  });
}
