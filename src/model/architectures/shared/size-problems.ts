import { problem, type Problem } from "../../../base/problem.js";
import { textOf, type Text } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import { activationLimit, parameterLimit } from "../atnet/problems.js";
import { whole } from "../atnet/stage-parts.js";

/** What one text would take, with the words that say what makes it large and how to make it smaller. */
export interface TextSize { readonly numbers: number; readonly factors: Text; readonly wayOut: Text }

/** Sizes that each are allowed and together are too much for a page: of the embedding, and of one text on its way through. */
export function sizeProblems(embeddingSize: number, shape: DataShape, ...texts: readonly TextSize[]): readonly Problem[] {
  const problems: Problem[] = [];
  const embedding = shape.vocabularySize * embeddingSize;
  if (embedding > parameterLimit) {
    problems.push(problem("network-too-large", "embeddingSize", {
      expected: textOf((l) => l === "en"
        ? `at most ${whole(parameterLimit, l)} numbers in the embedding (vocabulary size × embedding size)`
        : `no máximo ${whole(parameterLimit, l)} números no embedding (tamanho do vocabulário × dimensão do embedding)`),
      received: embedding,
      wayOut: { en: "Make the vocabulary or the embedding smaller.", "pt-BR": "Diminua o vocabulário ou a dimensão do embedding." },
    }));
  }
  const largest = texts.reduce<TextSize | undefined>((most, text) => (most && most.numbers >= text.numbers ? most : text), undefined);
  if (largest && largest.numbers > activationLimit) {
    problems.push(problem("text-too-large", "sequenceLength", {
      expected: textOf((l) => l === "en"
        ? `at most ${whole(activationLimit, l)} numbers for one text (${largest.factors.en})`
        : `no máximo ${whole(activationLimit, l)} números por texto (${largest.factors["pt-BR"]})`),
      received: largest.numbers,
      wayOut: largest.wayOut,
    }));
  }
  return problems;
}
