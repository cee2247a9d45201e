import { textOf } from "../../../base/text.js";
import type { DataShape } from "../../architecture.js";
import { kerasRows, type KerasRows } from "../../keras-layers.js";
import type { KerasLayer, Stage } from "../../stage.js";
import { batched, counted, tex } from "../atnet/stage-parts.js";
import { outerStages } from "../shared/outer-stages.js";
import { attentionStage, feedForwardStage, normalisationStage } from "./encoder-stages.js";
import type { TransformerValues } from "./hyperparameters.js";
import { transformerPoolingStage } from "./pooling-stage.js";

/** What each stage's description is written from. */
export interface EncoderContext {
  readonly values: TransformerValues;
  readonly rows: KerasRows;
  /** Whether padding is told apart: only ids have any. */
  readonly masked: boolean;
  /** The row of the token ids. */
  readonly ids: KerasLayer;
}

export const isMasked = ({ maskPadding }: TransformerValues, { vocabularySize }: DataShape): boolean => maskPadding && vocabularySize > 0;

/** text → embedding → positions → (attention → feed-forward) once a layer → normalisation, if it comes before the parts → pooling → dense → output */
export function transformerStages(values: TransformerValues, shape: DataShape): readonly Stage[] {
  const rows = kerasRows();
  const { opening, closing } = outerStages(values, values.embeddingSize, shape, rows);
  const context: EncoderContext = { values, rows, masked: isMasked(values, shape), ids: opening[0]!.layers[0]! };
  const stages: Stage[] = [...opening];
  const last = (): KerasLayer => stages.at(-1)!.layers.at(-1)!;
  if (values.positions !== "none") stages.push(positionsStage(context, last()));
  const mask = context.masked ? keyMaskRows(context) : [];
  for (let layer = 0; layer < values.layers; layer++) {
    stages.push(attentionStage(context, layer, last(), layer === 0 ? mask : [], mask.at(-1)));
    stages.push(feedForwardStage(context, layer, last()));
  }
  if (values.normalisation === "pre") stages.push(normalisationStage(context, last()));
  stages.push(transformerPoolingStage(context, last()));
  return [...stages, ...closing(last())];
}

/** Rows of the mask that every head of every layer shares. @returns the last is [batch, 1, positions] */
function keyMaskRows({ values: { sequenceLength: length }, rows, ids }: EncoderContext): readonly KerasLayer[] {
  const isToken = rows.add("NotEqual", batched(length), { config: { value: 0 } }, ids);
  return [isToken, rows.add("ExpandDims", batched(1, length), { config: { axis: 1 } }, isToken)];
}

function positionsStage({ values, rows }: EncoderContext, input: KerasLayer): Stage {
  const { sequenceLength: length, embeddingSize: size, positions, dropoutRate } = values;
  const learned = positions === "learned";
  const axes = batched(length, size);
  const scaled = learned ? [] : [rows.add("Rescaling", axes, { config: { scale: Math.sqrt(size) } }, input)];
  const words = scaled[0] ?? input;
  const encoding = learned ? rows.add("PositionEmbedding", axes, { parameters: [{ name: "positions/embeddings", shape: [length, size] }] }, words) : rows.add("SinePositionEncoding", axes, {}, words);
  const sum = rows.add("Add", axes, {}, words, encoding);
  return {
    name: "positions",
    kind: "embedding",
    title: { en: "Positions", "pt-BR": "Posições" },
    explanation: textOf((l) => learned
      ? l === "en"
        ? `A learned vector for each of ${counted(length, l, "position", "positions")} is added to the vector of the word that stands there. Without it the network could not tell “dog bites man” from “man bites dog”.`
        : `Um vetor aprendido para cada uma das ${counted(length, l, "posição", "posições")} é somado ao vetor da palavra que está ali. Sem isso a rede não distinguiria “o cão mordeu o homem” de “o homem mordeu o cão”.`
      : l === "en"
        ? `Each word's vector is multiplied by √${size}, and to its ${counted(size, l, "number", "numbers")} are added sines and cosines of its position, from fast waves to slow ones: a clock with many hands that needs no training.`
        : `O vetor de cada palavra é multiplicado por √${size}, e a seus ${counted(size, l, "número", "números")} somam-se senos e cossenos da posição, de ondas rápidas a lentas: um relógio de muitos ponteiros que não precisa de treino.`),
    formula: learned
      ? String.raw`\mathbf{h}_t = \mathbf{x}_t + \mathbf{p}_t,\qquad P \in \mathbb{R}^{${tex(length)} \times ${tex(size)}}`
      : String.raw`\mathbf{h}_t = \sqrt{${tex(size)}}\,\mathbf{x}_t + \mathbf{p}_t,\quad p_{t,2i} = \sin\frac{t}{10\,000^{2i/${tex(size)}}},\quad p_{t,2i+1} = \cos\frac{t}{10\,000^{2i/${tex(size)}}}`,
    inputShape: axes,
    outputShape: axes,
    parameters: learned ? [{ name: "positions/embeddings", shape: [length, size] }] : [],
    multiplyAdds: 0,
    layers: [...scaled, encoding, sum, ...(dropoutRate > 0 ? [rows.add("Dropout", axes, { config: { rate: dropoutRate }, mask: "positions" }, sum)] : [])],
  };
}
