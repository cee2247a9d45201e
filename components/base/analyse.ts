import type { AnalysisInput, AnalysisName, AnalysisOutput } from "../../src/training/analyses/index.js";
import { pageEngine } from "./engine.js";

/** Asks the worker about a run's network. @throws ProblemError when the worker refuses, Error when it fails, AbortError when the signal aborts */
export const analyse = <N extends AnalysisName>(analysis: N, runId: string, input: AnalysisInput<N>, options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void } = {}): Promise<AnalysisOutput<N>> =>
  pageEngine().request("analyse", { runId, analysis, input: input as Readonly<Record<string, unknown>> }, options) as Promise<AnalysisOutput<N>>;
