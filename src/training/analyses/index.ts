import { adversarialAttention } from "./adversarial-attention.js";
import { agreement } from "./agreement.js";
import type { Analysis } from "./analysis.js";
import { answers } from "./answers.js";
import { attentionHeads } from "./attention-heads.js";
import { attentionSurvey } from "./attention-survey.js";
import { embeddings } from "./embeddings.js";
import { explain } from "./explain.js";
import { filters } from "./filters.js";
import { health } from "./health.js";
import { neighbours } from "./neighbours.js";
import { parameters } from "./parameters.js";
import { permuteAttention } from "./permute-attention.js";
import { profile } from "./profile.js";
import { selfAttention } from "./self-attention.js";
import { setAttention } from "./set-attention.js";
import { step } from "./step.js";

/** Every question that a page may ask about a run: one file beside this one and one line here. Pages import the types alone. */
export const analyses = {
  adversarialAttention, agreement, answers, attentionHeads, attentionSurvey, embeddings, explain, filters, health, neighbours, parameters, permuteAttention, profile, selfAttention, setAttention, step,
} as const;

export type AnalysisName = keyof typeof analyses;
type Of<N extends AnalysisName> = (typeof analyses)[N] extends Analysis<infer I, infer O> ? { readonly input: I; readonly output: O } : never;
export type AnalysisInput<N extends AnalysisName> = Of<N>["input"];
export type AnalysisOutput<N extends AnalysisName> = Of<N>["output"];
