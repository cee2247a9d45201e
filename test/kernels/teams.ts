import { engineOf, useTeam, type Engine } from "../../src/kernels/engine.js";
import { heapOf } from "../../src/kernels/heap.js";
import { openTeam } from "../../src/kernels/team.js";
import { tf } from "./backends.js";

/** The engine that kernels have now. */
export const engineNow = (): Engine => engineOf(heapOf(tf.backend()));

/** Lets so many threads share out work. @returns ends them */
export async function useTeamOf(size: number): Promise<() => void> {
  const heap = heapOf(tf.backend());
  const url = new URL("./thread.js", import.meta.url);
  const team = await openTeam(heap, Array.from({ length: size - 1 }, () => new Worker(url, { type: "module" })));
  useTeam(heap, team);
  return () => {
    useTeam(heap, undefined);
    team.end();
  };
}
