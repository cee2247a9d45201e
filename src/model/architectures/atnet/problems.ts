import { problem, type Problem } from "../../../base/problem.js";
import { formatNumber, textOf, type Locale } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import { dimensionsOf } from "./dimensions.js";
import type { AtnetValues } from "./hyperparameters.js";

/** Most parameters that a page trains without running out of memory: Adam keeps three copies, the gradients a fourth. */
export const parameterLimit = 20_000_000;
/** Most numbers that one activation of one example may hold (tokens × embedding size, positions × filters). */
export const activationLimit = 1_000_000;

/** What no single field can see: hyperparameters that fit their ranges and not each other. */
export function atnetProblems(values: AtnetValues, shape: DataShape): readonly Problem[] {
  return [...kernelProblems(values, shape), ...sizeProblems(values, shape)];
}

/** Without padding every convolution needs at least one whole window. */
function kernelProblems(values: AtnetValues, shape: DataShape): readonly Problem[] {
  const { kernelSize, convolutionLayers, sequenceLength } = values;
  if (dimensionsOf(values, shape).positions >= 1) return [];
  const longest = Math.floor((sequenceLength - 1) / convolutionLayers) + 1;
  const several = convolutionLayers > 1;
  return [problem("kernel-longer-than-sequence", "kernelSize", {
    expected: textOf((l) => l === "en"
      ? `at most ${count(longest, l)} ${longest === 1 ? "token" : "tokens"}, so that ${several ? `${convolutionLayers} convolutions fit` : "the kernel fits"} in a sequence of ${count(sequenceLength, l)}`
      : `no máximo ${count(longest, l)} ${longest === 1 ? "token" : "tokens"}, para que ${several ? `${convolutionLayers} convoluções caibam` : "o kernel caiba"} em uma sequência de ${count(sequenceLength, l)}`),
    received: kernelSize,
    wayOut: {
      en: "Make the kernel shorter, the sequence longer, or set the border of the convolution to “same”.",
      "pt-BR": "Diminua o kernel, aumente a sequência ou mude a borda da convolução para “same”.",
    },
  })];
}

/** Sizes that each are allowed and together are too much for a page. */
function sizeProblems(values: AtnetValues, shape: DataShape): readonly Problem[] {
  const { embeddingSize, sequenceLength, filters } = values;
  const problems: Problem[] = [];
  const embedding = shape.vocabularySize * embeddingSize;
  if (embedding > parameterLimit) {
    problems.push(problem("network-too-large", "embeddingSize", {
      expected: textOf((l) => l === "en"
        ? `at most ${count(parameterLimit, l)} numbers in the embedding (vocabulary size × embedding size)`
        : `no máximo ${count(parameterLimit, l)} números no embedding (tamanho do vocabulário × dimensão do embedding)`),
      received: embedding,
      wayOut: { en: "Make the vocabulary or the embedding smaller.", "pt-BR": "Diminua o vocabulário ou a dimensão do embedding." },
    }));
  }
  const activation = sequenceLength * Math.max(embeddingSize, filters);
  if (activation > activationLimit) {
    problems.push(problem("text-too-large", "sequenceLength", {
      expected: textOf((l) => l === "en"
        ? `at most ${count(activationLimit, l)} numbers for one text (sequence length × embedding size or filters)`
        : `no máximo ${count(activationLimit, l)} números por texto (comprimento da sequência × dimensão do embedding ou filtros)`),
      received: activation,
      wayOut: { en: "Make the sequence shorter, or the embedding and the filters smaller.", "pt-BR": "Encurte a sequência ou diminua o embedding e os filtros." },
    }));
  }
  return problems;
}

const count = (value: number, locale: Locale): string => formatNumber(value, locale, { decimals: 0 });
