import type { Engine } from "../../src/training/protocol.js";
import { WorkerEngine } from "../../src/training/client.js";

let current: Engine | undefined;

/** The worker that every cell of the page shares; started when it is told to begin, or at the first request. */
export const pageEngine = (): Engine => (current ??= new WorkerEngine());

/** A worker by itself for one task: whatever it is given, nothing that trains can come to harm. End it when the task is done. */
export function engineAside(): { readonly engine: Engine; end(): void } {
  if (isReplaced) return { engine: pageEngine(), end: () => undefined };
  const engine = new WorkerEngine();
  return { engine, end: () => engine.terminate() };
}

/** Puts another engine in its place: tests, or a page that brings its own. */
export function useEngine(engine: Engine): void {
  current = engine;
  isReplaced = true;
}
let isReplaced = false;
