import { problem, type Problem } from "../../../base/problem.js";
import { textOf } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import { whole } from "../atnet/stage-parts.js";
import { sizeProblems } from "../shared/size-problems.js";
import { transformerSchema, type TransformerValues } from "./hyperparameters.js";

/** What no single field can see: heads that do not share the model size evenly, and sizes that are too much together. */
export function transformerProblems(values: TransformerValues, shape: DataShape): readonly Problem[] {
  const { sequenceLength: length, embeddingSize: size, feedForwardSize, heads } = values;
  return [
    ...headProblems(heads, size),
    ...sizeProblems(size, shape,
      {
        numbers: heads * length * length,
        factors: { en: "heads × sequence length²", "pt-BR": "cabeças × comprimento da sequência²" },
        wayOut: { en: "Make the sequence shorter or use fewer heads.", "pt-BR": "Encurte a sequência ou use menos cabeças." },
      },
      {
        numbers: length * Math.max(size, feedForwardSize),
        factors: { en: "sequence length × model size or feed-forward size", "pt-BR": "comprimento da sequência × dimensão do modelo ou tamanho da feed-forward" },
        wayOut: { en: "Make the sequence shorter, or the model and its feed-forward smaller.", "pt-BR": "Encurte a sequência ou diminua o modelo e sua feed-forward." },
      }),
  ];
}

function headProblems(heads: number, size: number): readonly Problem[] {
  if (size % heads === 0) return [];
  const { heads: { min: fewest, max: most }, embeddingSize: { min: smallest, max: largest } } = transformerSchema;
  const headsThatFit = around(heads, fewest, most, (count) => size % count === 0);
  const sizesThatFit = around(size, smallest, largest, (other) => other % heads === 0);
  return [problem("heads-do-not-divide", "heads", {
    expected: textOf((l) => (l === "en" ? `a number that divides the model size, ${whole(size, l)}` : `um número que divida a dimensão do modelo, ${whole(size, l)}`)),
    received: heads,
    wayOut: textOf((l) => {
      const either = (numbers: readonly number[]): string => new Intl.ListFormat(l, { type: "disjunction" }).format(numbers.map((number) => whole(number, l)));
      return l === "en"
        ? `Use ${either(headsThatFit)} ${headsThatFit.length === 1 && headsThatFit[0] === 1 ? "head" : "heads"}, or a model size of ${either(sizesThatFit)}.`
        : `Use ${either(headsThatFit)} ${headsThatFit.length === 1 && headsThatFit[0] === 1 ? "cabeça" : "cabeças"}, ou uma dimensão do modelo de ${either(sizesThatFit)}.`;
    }),
  })];
}

/** The nearest numbers that fit below and above `number`, within the range. */
function around(number: number, min: number, max: number, fits: (candidate: number) => boolean): readonly number[] {
  let [below, above] = [number - 1, number + 1];
  while (below >= min && !fits(below)) below--;
  while (above <= max && !fits(above)) above++;
  return [...(below >= min ? [below] : []), ...(above <= max ? [above] : [])];
}
