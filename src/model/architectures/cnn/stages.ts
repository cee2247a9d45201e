import type { Problem } from "../../../base/problem.js";
import { textOf } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import type { KerasLayer, Stage, StageParameter } from "../../stage.js";
import { zerosBefore } from "../atnet/dimensions.js";
import { poolingStage } from "../atnet/pooling-stage.js";
import { batched, counted, stageContext, tex, whole, type StageContext } from "../atnet/stage-parts.js";
import { outerStages } from "../shared/outer-stages.js";
import { sizeProblems } from "../shared/size-problems.js";
import { asAtnet, kernelSizesOf } from "./dimensions.js";
import type { CnnValues } from "./hyperparameters.js";

/** text → embedding → convolution → pooling → dense → output */
export function cnnStages(values: CnnValues, shape: DataShape): readonly Stage[] {
  const context = stageContext(asAtnet(values), shape);
  const { opening, closing } = outerStages(values, context.values.filters, shape, context.rows);
  const convolution = convolutionStage(values, context, opening.at(-1)!.layers.at(-1)!);
  const pooling = poolingStage(context, convolution.layers.at(-1)!, opening[0]!.layers[0], undefined);
  return [...opening, convolution, pooling, ...closing(pooling.layers.at(-1)!)];
}

function convolutionStage(values: CnnValues, { rows, values: { filters: all } }: StageContext, input: KerasLayer): Stage {
  const { sequenceLength: positions, embeddingSize: channels, filters } = values;
  const sizes = kernelSizesOf(values);
  const several = sizes.length > 1;
  const parametersOf = (size: number, i: number): readonly StageParameter[] => [{ name: `convolution/${kernelName(i)}`, shape: [size, channels, filters] }, { name: `convolution/${biasName(i)}`, shape: [filters] }];
  const convolutions = sizes.map((size, i) => rows.add("Conv1D", batched(positions, filters), { config: { filters, kernel_size: size, activation: "relu", padding: "same" }, parameters: parametersOf(size, i) }, input));
  return {
    name: "convolution",
    kind: "convolution",
    title: several ? { en: "Parallel convolutions", "pt-BR": "Convoluções paralelas" } : { en: "Convolution", "pt-BR": "Convolução" },
    explanation: textOf((l) => {
      const one = filters === 1 && !several;
      const seen = several ? `${new Intl.ListFormat(l, { type: "disjunction" }).format(sizes.map((size) => whole(size, l)))} tokens` : counted(sizes[0]!, l, "token", "tokens");
      return l === "en"
        ? `${counted(filters, l, "filter", "filters")}${several ? " of each size" : ""} ${one ? "slides" : "slide"} over the text; at each of ${counted(positions, l, "position", "positions")} a filter sees ${seen} and answers with one number, 0 where its pattern is absent. Zeros are added at both ends, so no position is lost.`
        : `${counted(filters, l, "filtro", "filtros")}${several ? " de cada tamanho" : ""} ${one ? "desliza" : "deslizam"} sobre o texto; em cada uma das ${counted(positions, l, "posição", "posições")}, um filtro vê ${seen} e responde com um número, que é 0 onde seu padrão não aparece. As pontas são completadas com zeros, e nenhuma posição se perde.`;
    }),
    formula: formula(sizes, channels, filters, all),
    inputShape: batched(positions, channels),
    outputShape: batched(positions, all),
    parameters: sizes.flatMap(parametersOf),
    multiplyAdds: sizes.reduce((sum, size) => sum + positions * size * channels * filters, 0),
    layers: several ? [...convolutions, rows.add("Concatenate", batched(positions, all), {}, ...convolutions)] : convolutions,
  };
}

/** "kernel", then "kernel-2", "kernel-3" for the longer ones beside it. */
export const kernelName = (index: number): string => (index === 0 ? "kernel" : `kernel-${index + 1}`);
export const biasName = (index: number): string => (index === 0 ? "bias" : `bias-${index + 1}`);

function formula(sizes: readonly number[], channels: number, filters: number, all: number): string {
  if (sizes.length === 1) {
    const [first, last] = fieldOf(sizes[0]!);
    return String.raw`\mathbf{h}_t = \operatorname{relu}\Bigl(\mathbf{b} + \sum_{i=${first}}^{${last}} \mathbf{x}_{t+i}\, W_i\Bigr),\qquad W \in \mathbb{R}^{${sizes[0]!} \times ${tex(channels)} \times ${tex(filters)}}`;
  }
  const parts = sizes.map((size) => {
    const [first, last] = fieldOf(size);
    return String.raw`\mathbf{b}^{(${size})} + \sum_{i=${first}}^{${last}} \mathbf{x}_{t+i}\, W^{(${size})}_i`;
  });
  return String.raw`\mathbf{h}_t = \operatorname{relu}\Bigl[${parts.join(String.raw`;\ `)}\Bigr] \in \mathbb{R}^{${tex(all)}},\qquad W^{(k)} \in \mathbb{R}^{k \times ${tex(channels)} \times ${tex(filters)}}`;
}
const fieldOf = (size: number): readonly [first: number, last: number] => [-zerosBefore(size), size - 1 - zerosBefore(size)];

export const cnnProblems = (values: CnnValues, shape: DataShape): readonly Problem[] =>
  sizeProblems(values.embeddingSize, shape, {
    numbers: values.sequenceLength * Math.max(values.embeddingSize, values.filters * values.parallelKernels),
    factors: { en: "sequence length × embedding size or all filters", "pt-BR": "comprimento da sequência × dimensão do embedding ou todos os filtros" },
    wayOut: { en: "Make the sequence shorter, or the embedding and the filters smaller.", "pt-BR": "Encurte a sequência ou diminua o embedding e os filtros." },
  });
