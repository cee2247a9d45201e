import type { Analysis } from "./analysis.js";
import { answers } from "./answers.js";
import { embeddings } from "./embeddings.js";
import { filters } from "./filters.js";
import { health } from "./health.js";
import { neighbours } from "./neighbours.js";
import { parameters } from "./parameters.js";
import { profile } from "./profile.js";
import { selfAttention } from "./self-attention.js";

/** Every question that a page may ask about a run: one file beside this one and one line here. Pages import the types alone. */
export const analyses = { answers, embeddings, filters, health, neighbours, parameters, profile, selfAttention } as const;

export type AnalysisName = keyof typeof analyses;
type Of<N extends AnalysisName> = (typeof analyses)[N] extends Analysis<infer I, infer O> ? { readonly input: I; readonly output: O } : never;
export type AnalysisInput<N extends AnalysisName> = Of<N>["input"];
export type AnalysisOutput<N extends AnalysisName> = Of<N>["output"];
