import type { Engine } from "../../src/training/protocol.js";
import { WorkerEngine } from "../../src/training/client.js";

let current: Engine | undefined;

/** The worker that every cell of the page shares; started at the first request. */
export const pageEngine = (): Engine => (current ??= new WorkerEngine());

/** Puts another engine in its place: tests, or a page that brings its own. */
export function useEngine(engine: Engine): void { current = engine; }
