import { textOf } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import type { Axis, KerasLayer, Stage } from "../../stage.js";
import { attentionStage } from "./attention-stage.js";
import { zerosBefore } from "./dimensions.js";
import type { AtnetValues } from "./hyperparameters.js";
import { poolingStage } from "./pooling-stage.js";
import { batched, counted, stageContext, tex, whole, type StageContext } from "./stage-parts.js";

/** The pipeline of AtNet with these values: text → embedding → convolution → attention → pooling → dense → output. */
export function atnetStages(values: AtnetValues, shape: DataShape): readonly Stage[] {
  const context = stageContext(values, shape);
  const text = textStage(context);
  const stages: Stage[] = [text];
  const lastRow = (): KerasLayer => stages.at(-1)!.layers.at(-1)!;
  const ids = context.sizes.embedded ? lastRow() : undefined;
  if (context.sizes.embedded) stages.push(embeddingStage(context, lastRow()));
  for (let layer = 0; layer < values.convolutionLayers; layer++) stages.push(convolutionStage(context, layer, lastRow()));
  if (values.attention !== "none") stages.push(attentionStage(context, lastRow(), ids));
  const mask = stages.flatMap(({ layers }) => layers).findLast(({ className }) => className === "MaxPooling1D");
  stages.push(poolingStage(context, lastRow(), ids, mask));
  if (values.denseUnits > 0) stages.push(denseStage(context, lastRow()));
  stages.push(outputStage(context, lastRow()));
  return stages;
}

function textStage({ values, sizes, shape, rows }: StageContext): Stage {
  const { sequenceLength: length, embeddingSize } = values;
  const axes: readonly Axis[] = sizes.embedded ? batched(length) : batched(length, embeddingSize);
  return {
    name: "text",
    kind: "text",
    title: { en: "Text", "pt-BR": "Texto" },
    explanation: textOf((l) => sizes.embedded
      ? l === "en"
        ? `Each text becomes ${counted(length, l, "token id", "token ids")} from a vocabulary of ${whole(shape.vocabularySize, l)}: longer texts are cut, shorter ones are filled with padding (id 0), and words out of the vocabulary get id 1.`
        : `Cada texto vira ${counted(length, l, "id de token", "ids de tokens")} de um vocabulário de ${whole(shape.vocabularySize, l)}: textos mais longos são cortados, os mais curtos são completados com preenchimento (id 0), e palavras fora do vocabulário recebem o id 1.`
      : l === "en"
        ? `Each text comes as ${counted(length, l, "vector", "vectors")} of ${counted(embeddingSize, l, "number", "numbers")}, already embedded.`
        : `Cada texto chega como ${counted(length, l, "vetor", "vetores")} de ${counted(embeddingSize, l, "número", "números")}, já com embedding.`),
    formula: sizes.embedded
      ? String.raw`w_1, \dots, w_{${tex(length)}} \in \{0, \dots, ${tex(shape.vocabularySize - 1)}\}`
      : String.raw`\mathbf{x}_1, \dots, \mathbf{x}_{${tex(length)}} \in \mathbb{R}^{${tex(embeddingSize)}}`,
    inputShape: axes,
    outputShape: axes,
    parameters: [],
    multiplyAdds: 0,
    layers: [rows.add("InputLayer", axes, { config: { dtype: sizes.embedded ? "int32" : "float32" } })],
  };
}

function embeddingStage({ values, shape, rows }: StageContext, input: KerasLayer): Stage {
  const { sequenceLength: length, embeddingSize: size } = values;
  const rowsOfTable = shape.vocabularySize;
  const parameters = [{ name: "embedding/embeddings", shape: [rowsOfTable, size] }];
  return {
    name: "embedding",
    kind: "embedding",
    title: { en: "Embedding", "pt-BR": "Embedding" },
    explanation: textOf((l) => l === "en"
      ? `Each token id picks its row of a table: ${counted(size, l, "number", "numbers")} that stand for the word and are learned. The same word gets the same vector wherever it stands.`
      : `Cada id de token escolhe sua linha em uma tabela: ${counted(size, l, "número", "números")} que representam a palavra e são aprendidos. A mesma palavra recebe o mesmo vetor onde quer que esteja.`),
    formula: String.raw`\mathbf{x}_t = E_{w_t},\qquad E \in \mathbb{R}^{${tex(rowsOfTable)} \times ${tex(size)}}`,
    inputShape: batched(length),
    outputShape: batched(length, size),
    parameters,
    multiplyAdds: 0,
    layers: [rows.add("Embedding", batched(length, size), { config: { input_dim: rowsOfTable, output_dim: size }, parameters }, input)],
  };
}

/** The name of a convolution's stage: "convolution", then "convolution-2", "convolution-3" … */
export const convolutionName = (layer: number): string => (layer === 0 ? "convolution" : `convolution-${layer + 1}`);

function convolutionStage({ values, sizes, rows }: StageContext, layer: number, input: KerasLayer): Stage {
  const { sequenceLength, embeddingSize, filters, kernelSize, convolutionPadding, convolutionLayers } = values;
  const [before, channels] = layer === 0 ? [sequenceLength, embeddingSize] : [sizes.positionsAfter[layer - 1]!, filters];
  const positions = sizes.positionsAfter[layer]!;
  const name = convolutionName(layer);
  const same = convolutionPadding === "same";
  const parameters = [{ name: `${name}/kernel`, shape: [kernelSize, channels, filters] }, { name: `${name}/bias`, shape: [filters] }];
  const [first, last] = same ? [-zerosBefore(kernelSize), kernelSize - 1 - zerosBefore(kernelSize)] : [0, kernelSize - 1];
  const seen = (layer + 1) * (kernelSize - 1) + 1;
  const read = layer === 0 ? String.raw`\mathbf{x}` : String.raw`\mathbf{h}^{(${layer})}`;
  const made = convolutionLayers === 1 ? String.raw`\mathbf{h}` : String.raw`\mathbf{h}^{(${layer + 1})}`;
  return {
    name,
    kind: "convolution",
    title: convolutionLayers === 1 ? { en: "Convolution", "pt-BR": "Convolução" } : { en: `Convolution ${layer + 1}`, "pt-BR": `Convolução ${layer + 1}` },
    explanation: textOf((l) => l === "en"
      ? `${counted(filters, l, "filter slides", "filters slide")} over the text${layer > 0 ? " as the layer before sees it" : ""}; at each of ${counted(positions, l, "position", "positions")} a filter sees ${counted(seen, l, "token", "tokens")} and answers with one number, 0 where its pattern is absent. ${same ? "Zeros are added at both ends, so no position is lost." : `Only whole windows count, so ${whole(before, l)} become ${whole(positions, l)}.`}`
      : `${counted(filters, l, "filtro desliza", "filtros deslizam")} sobre o texto${layer > 0 ? " como a camada anterior o vê" : ""}; em cada uma das ${counted(positions, l, "posição", "posições")}, um filtro vê ${counted(seen, l, "token", "tokens")} e responde com um número, que é 0 onde seu padrão não aparece. ${same ? "As pontas são completadas com zeros, e nenhuma posição se perde." : `Só valem janelas inteiras; por isso, de ${whole(before, l)} passam a ${whole(positions, l)}.`}`),
    formula: String.raw`${made}_t = \operatorname{relu}\Bigl(\mathbf{b} + \sum_{i=${first}}^{${last}} ${read}_{t+i}\, W_i\Bigr),\qquad W \in \mathbb{R}^{${kernelSize} \times ${tex(channels)} \times ${tex(filters)}}`,
    inputShape: batched(before, channels),
    outputShape: batched(positions, filters),
    parameters,
    multiplyAdds: positions * kernelSize * channels * filters,
    layers: [rows.add("Conv1D", batched(positions, filters), { config: { filters, kernel_size: kernelSize, activation: "relu", padding: convolutionPadding }, parameters }, input)],
  };
}

/** Dropout stands before the first layer that reads the pooled vector. */
const dropoutRows = ({ values, rows }: StageContext, input: KerasLayer): readonly KerasLayer[] =>
  values.dropoutRate > 0 ? [rows.add("Dropout", batched(values.filters), { config: { rate: values.dropoutRate } }, input)] : [];

function denseStage(context: StageContext, input: KerasLayer): Stage {
  const { values, rows } = context;
  const { filters, denseUnits: units, dropoutRate } = values;
  const dropout = dropoutRows(context, input);
  const parameters = [{ name: "dense/kernel", shape: [filters, units] }, { name: "dense/bias", shape: [units] }];
  return {
    name: "dense",
    kind: "dense",
    title: { en: "Dense layer", "pt-BR": "Camada densa" },
    explanation: textOf((l) => {
      const hidden = dropoutRate > 0
        ? l === "en" ? ` While training, ${Math.round(dropoutRate * 100)}% of the features are hidden at random in each step.` : ` Durante o treino, ${Math.round(dropoutRate * 100)}% das características são escondidas ao acaso em cada passo.`
        : "";
      return l === "en"
        ? `${counted(units, l, "unit combines", "units combine")} the ${counted(filters, l, "pooled feature", "pooled features")}; each answers with 0 or more.${hidden}`
        : `${counted(units, l, "unidade combina", "unidades combinam")} ${filters === 1 ? "a única característica" : `as ${whole(filters, l)} características`} do pooling; cada uma responde com 0 ou mais.${hidden}`;
    }),
    formula: String.raw`\mathbf{d} = \operatorname{relu}\bigl(D^\top \mathbf{p} + \mathbf{b}\bigr),\qquad D \in \mathbb{R}^{${tex(filters)} \times ${tex(units)}}`,
    inputShape: batched(filters),
    outputShape: batched(units),
    parameters,
    multiplyAdds: filters * units,
    layers: [...dropout, rows.add("Dense", batched(units), { config: { units, activation: "relu" }, parameters }, dropout[0] ?? input)],
  };
}

function outputStage(context: StageContext, input: KerasLayer): Stage {
  const { values, sizes, shape, rows } = context;
  const { outputs, headSize } = sizes;
  const dropout = values.denseUnits > 0 ? [] : dropoutRows(context, input);
  const parameters = [{ name: "output/kernel", shape: [headSize, outputs] }, { name: "output/bias", shape: [outputs] }];
  const read = values.denseUnits > 0 ? String.raw`\mathbf{d}` : String.raw`\mathbf{p}`;
  return {
    name: "output",
    kind: "output",
    title: { en: "Output", "pt-BR": "Saída" },
    explanation: outputs === 1
      ? {
          en: "One unit adds up the clues, and the sigmoid turns the sum into the probability of the second class; the first class has the rest.",
          "pt-BR": "Uma unidade soma as pistas, e a sigmoide transforma a soma na probabilidade da segunda classe; a primeira fica com o resto.",
        }
      : textOf((l) => l === "en"
        ? `One unit for each of ${whole(shape.classes, l)} classes adds up the clues, and softmax turns the sums into probabilities that sum to 1.`
        : `Uma unidade para cada uma das ${whole(shape.classes, l)} classes soma as pistas, e o softmax transforma as somas em probabilidades que somam 1.`),
    formula: outputs === 1
      ? String.raw`\hat{y} = \sigma\bigl(\mathbf{o}^\top ${read} + b\bigr) = \frac{1}{1 + e^{-(\mathbf{o}^\top ${read} + b)}},\qquad \mathbf{o} \in \mathbb{R}^{${tex(headSize)}}`
      : String.raw`\hat{\mathbf{y}} = \operatorname{softmax}\bigl(O^\top ${read} + \mathbf{b}\bigr),\qquad O \in \mathbb{R}^{${tex(headSize)} \times ${tex(outputs)}}`,
    inputShape: batched(headSize),
    outputShape: batched(outputs),
    parameters,
    multiplyAdds: headSize * outputs,
    layers: [...dropout, rows.add("Dense", batched(outputs), { config: { units: outputs, activation: outputs === 1 ? "sigmoid" : "softmax" }, parameters }, dropout[0] ?? input)],
  };
}
