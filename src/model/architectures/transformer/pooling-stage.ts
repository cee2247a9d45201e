import { textOf } from "../../../base/text.js";
import type { KerasLayer, Stage } from "../../stage.js";
import { batched, counted, tex } from "../atnet/stage-parts.js";
import { averageFormula, averageRows } from "../shared/average-rows.js";
import { tokenMaskRows } from "../shared/mask-rows.js";
import type { EncoderContext } from "./stages.js";

/** The vectors of all positions become one. */
export function transformerPoolingStage(context: EncoderContext, input: KerasLayer): Stage {
  const { values, masked } = context;
  const { sequenceLength: length, embeddingSize: size, pooling } = values;
  return {
    name: "pooling",
    kind: "pooling",
    title: {
      average: { en: "Average pooling", "pt-BR": "Pooling de média" },
      first: { en: "First token", "pt-BR": "Primeiro token" },
      attention: { en: "Attention pooling", "pt-BR": "Pooling por atenção" },
    }[pooling],
    explanation: textOf((l) => {
      const vector = l === "en" ? `${counted(length, l, "position becomes", "positions become")} one vector of ${counted(size, l, "number", "numbers")}` : `${counted(length, l, "posição vira", "posições viram")} um vetor de ${counted(size, l, "número", "números")}`;
      const how = l === "en"
        ? { average: "their mean", first: "that of the first token, which has read the others through attention", attention: "a mean weighed by how much each resembles a learned query" }
        : { average: "a média delas", first: "o do primeiro token, que já leu os outros pela atenção", attention: "uma média pesada pelo quanto cada uma se parece com uma consulta aprendida" };
      const mask = masked && pooling !== "first" ? (l === "en" ? " Padding stays out." : " O preenchimento fica de fora.") : "";
      return `${vector}: ${how[pooling]}.${mask}`;
    }),
    formula: formula(context),
    inputShape: batched(length, size),
    outputShape: batched(size),
    parameters: pooling === "attention" ? [{ name: "pooling/query", shape: [size, 1] }] : [],
    multiplyAdds: { average: masked ? length * size : 0, first: 0, attention: 2 * length * size }[pooling],
    layers: poolingRows(context, input),
  };
}

function formula({ values, masked }: EncoderContext): string {
  const [length, size] = [tex(values.sequenceLength), tex(values.embeddingSize)];
  const sum = masked ? String.raw`\sum_{j \in \mathcal{M}}` : String.raw`\sum_{j=1}^{${length}}`;
  switch (values.pooling) {
    case "average": return averageFormula("h", length, size, masked);
    case "first": return String.raw`\mathbf{p} = \mathbf{h}_1 \in \mathbb{R}^{${size}}`;
    case "attention": return String.raw`s_t = \mathbf{v}^\top \mathbf{h}_t,\quad a_t = \frac{e^{s_t}}{${sum} e^{s_j}},\quad \mathbf{p} = ${sum.replaceAll("j", "t")} a_t\,\mathbf{h}_t,\qquad \mathbf{v} \in \mathbb{R}^{${size}}`;
  }
}

function poolingRows({ values, rows, masked, ids }: EncoderContext, input: KerasLayer): readonly KerasLayer[] {
  const { sequenceLength: length, embeddingSize: size, pooling } = values;
  if (pooling === "first") return [rows.add("GetItem", batched(size), { config: { position: 0 } }, input)];
  if (pooling === "average") {
    const mask = masked ? tokenMaskRows(rows, length, ids) : [];
    return [...mask, ...averageRows(rows, [length, size], input, mask.at(-1))];
  }
  const scores = rows.add("Dense", batched(length, 1), { config: { units: 1, use_bias: false }, parameters: [{ name: "pooling/query", shape: [size, 1] }] }, input);
  const isToken = masked ? [rows.add("NotEqual", batched(length), { config: { value: 0 } }, ids)] : [];
  const mask = isToken.map((row) => rows.add("ExpandDims", batched(length, 1), { config: { axis: -1 } }, row));
  const weights = rows.add("Softmax", batched(length, 1), { config: { axis: 1 } }, scores, ...mask);
  const weighed = rows.add("Multiply", batched(length, size), {}, input, weights);
  return [scores, ...isToken, ...mask, weights, weighed, rows.add("Sum", batched(size), { config: { axis: 1 } }, weighed)];
}
