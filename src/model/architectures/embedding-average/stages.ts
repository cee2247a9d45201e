import type { Problem } from "../../../base/problem.js";
import { textOf } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import { kerasRows, type KerasRows } from "../../keras-layers.js";
import type { KerasLayer, Stage } from "../../stage.js";
import { batched, counted, tex } from "../atnet/stage-parts.js";
import { averageFormula, averageRows } from "../shared/average-rows.js";
import { tokenMaskRows } from "../shared/mask-rows.js";
import { outerStages } from "../shared/outer-stages.js";
import { sizeProblems } from "../shared/size-problems.js";
import type { EmbeddingAverageValues } from "./hyperparameters.js";

/** Only ids tell padding apart. */
export const isMasked = ({ maskPadding }: EmbeddingAverageValues, { vocabularySize }: DataShape): boolean => maskPadding && vocabularySize > 0;

/** text → embedding → pooling → dense → output */
export function embeddingAverageStages(values: EmbeddingAverageValues, shape: DataShape): readonly Stage[] {
  const rows = kerasRows();
  const { opening, closing } = outerStages(values, values.embeddingSize, shape, rows);
  const pooling = poolingStage(values, shape, rows, opening.at(-1)!.layers.at(-1)!, opening[0]!.layers[0]!);
  return [...opening, pooling, ...closing(pooling.layers.at(-1)!)];
}

function poolingStage(values: EmbeddingAverageValues, shape: DataShape, rows: KerasRows, input: KerasLayer, ids: KerasLayer): Stage {
  const { sequenceLength: length, embeddingSize: size } = values;
  const masked = isMasked(values, shape);
  const mask = masked ? tokenMaskRows(rows, length, ids) : [];
  return {
    name: "pooling",
    kind: "pooling",
    title: { en: "Average of the tokens", "pt-BR": "Média dos tokens" },
    explanation: textOf((l) => l === "en"
      ? `${counted(length, l, "vector becomes", "vectors become")} one of ${counted(size, l, "number", "numbers")}: the mean of ${masked ? "the text's own tokens, without its padding" : "all positions, padding among them"}. Every order of the same words gives the same mean.`
      : `${counted(length, l, "vetor vira", "vetores viram")} um só, de ${counted(size, l, "número", "números")}: a média ${masked ? "dos tokens do próprio texto, sem o preenchimento" : "de todas as posições, com o preenchimento"}. Qualquer ordem das mesmas palavras dá a mesma média.`),
    formula: averageFormula("x", tex(length), tex(size), masked),
    inputShape: batched(length, size),
    outputShape: batched(size),
    parameters: [],
    multiplyAdds: masked ? length * size : 0,
    layers: [...mask, ...averageRows(rows, [length, size], input, mask.at(-1))],
  };
}

export const embeddingAverageProblems = ({ sequenceLength, embeddingSize }: EmbeddingAverageValues, shape: DataShape): readonly Problem[] =>
  sizeProblems(embeddingSize, shape, {
    numbers: sequenceLength * embeddingSize,
    factors: { en: "sequence length × embedding size", "pt-BR": "comprimento da sequência × dimensão do embedding" },
    wayOut: { en: "Make the sequence shorter or the embedding smaller.", "pt-BR": "Encurte a sequência ou diminua o embedding." },
  });
