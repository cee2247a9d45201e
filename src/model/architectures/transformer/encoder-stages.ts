import { textOf } from "../../../base/text.js";
import type { KerasRows } from "../../keras-layers.js";
import type { Axis, KerasLayer, Stage, StageParameter } from "../../stage.js";
import { batched, counted, tex, whole } from "../atnet/stage-parts.js";
import type { EncoderContext } from "./stages.js";

/** As in Keras's example of a Transformer block; Keras's own default is 1e-3. */
export const normalisationEpsilon = 1e-6;

/** "attention", then "attention-2", "attention-3" for the layers above. */
export const layerName = (part: "attention" | "feed-forward", layer: number): string => (layer === 0 ? part : `${part}-${layer + 1}`);

/**
 * Every position attends to every other, by several heads; what they bring is added to what was there.
 * Symbols are those of Vaswani et al. 2017, eq. 1 and §3.2.2; H holds one row for each position.
 */
export function attentionStage(context: EncoderContext, layer: number, input: KerasLayer, maskRows: readonly KerasLayer[], mask: KerasLayer | undefined): Stage {
  const { values, masked } = context;
  const { sequenceLength: length, embeddingSize: size, heads, layers, normalisation } = values;
  const axes = batched(length, size);
  const name = layerName("attention", layer);
  const each = size / heads;
  const pre = normalisation === "pre";
  const normalisers = gainAndBias(name, size);
  const projections = ["query", "key", "value", "output"].map((part) => ({ name: `${name}/${part}`, shape: [size, size] }));
  const around = residual(context, { name, axes, normalisers }, input, (read) => [multiHeadAttention(context, axes, projections, read, mask)]);
  return {
    name,
    kind: "attention",
    title: layers === 1 ? { en: "Self-attention", "pt-BR": "Autoatenção" } : { en: `Self-attention ${layer + 1}`, "pt-BR": `Autoatenção ${layer + 1}` },
    explanation: textOf((l) => l === "en"
      ? `Each of ${counted(length, l, "position", "positions")} asks all of them a question (query), compares it with what each offers (key), and takes a weighted mean of what they say (value). ${heads === 1 ? "One head does so" : `${whole(heads, l)} heads do so side by side`} with ${counted(each, l, "number", "numbers")} each; the answer is added to the vector that was there. ${masked ? "Padding is never looked at." : "Padding is looked at like any word."}`
      : `Cada uma das ${counted(length, l, "posição", "posições")} faz uma pergunta a todas (consulta), compara-a com o que cada uma oferece (chave) e tira uma média pesada do que elas dizem (valor). ${heads === 1 ? "Uma cabeça faz isso" : `${whole(heads, l)} cabeças fazem isso lado a lado`}, com ${counted(each, l, "número", "números")} cada; a resposta é somada ao vetor que estava ali. ${masked ? "O preenchimento nunca é olhado." : "O preenchimento é olhado como qualquer palavra."}`),
    formula: String.raw`A^{(i)} = \operatorname{softmax}\Bigl(\frac{Q^{(i)} {K^{(i)}}^{\top}}{\sqrt{${tex(each)}}}\Bigr) \in \mathbb{R}^{${tex(length)} \times ${tex(length)}},\ i = 1, \dots, ${heads},\quad ${sumFormula(pre, String.raw`\bigl[A^{(1)}V^{(1)}; \dots\bigr]\,W_O`, "Q, K, V")}`,
    inputShape: axes,
    outputShape: axes,
    parameters: [...normalisers, ...projections],
    multiplyAdds: 4 * length * size * size + 2 * length * length * size,
    layers: [...maskRows, ...around],
  };
}

/** Keras makes the layer's softmax and dropout beside it, unprinted, and they use up a name each. */
function multiHeadAttention({ values: { heads, embeddingSize: size }, rows }: EncoderContext, axes: readonly Axis[], parameters: readonly StageParameter[], read: KerasLayer, mask: KerasLayer | undefined): KerasLayer {
  rows.add("Softmax", axes, {});
  rows.add("Dropout", axes, {});
  return rows.add("MultiHeadAttention", axes, { config: { num_heads: heads, key_dim: size / heads, use_bias: false }, parameters }, read, read, ...(mask ? [mask] : []));
}

/** A small network works on every position by itself. */
export function feedForwardStage(context: EncoderContext, layer: number, input: KerasLayer): Stage {
  const { values, rows } = context;
  const { sequenceLength: length, embeddingSize: size, feedForwardSize: units, layers, normalisation } = values;
  const axes = batched(length, size);
  const name = layerName("feed-forward", layer);
  const normalisers = gainAndBias(name, size);
  const hiddenParameters = [{ name: `${name}/hidden-kernel`, shape: [size, units] }, { name: `${name}/hidden-bias`, shape: [units] }];
  const outputParameters = [{ name: `${name}/output-kernel`, shape: [units, size] }, { name: `${name}/output-bias`, shape: [size] }];
  return {
    name,
    kind: "dense",
    title: layers === 1 ? { en: "Feed-forward", "pt-BR": "Feed-forward" } : { en: `Feed-forward ${layer + 1}`, "pt-BR": `Feed-forward ${layer + 1}` },
    explanation: textOf((l) => l === "en"
      ? `The same small network works on every position by itself: ${counted(size, l, "number becomes", "numbers become")} ${whole(units, l)}, those below 0 are set to 0, and they become ${whole(size, l)} again, which are added to what was there.`
      : `A mesma pequena rede trabalha em cada posição por si: ${counted(size, l, "número vira", "números viram")} ${whole(units, l)}, os negativos passam a 0, e eles voltam a ser ${whole(size, l)}, que se somam ao que estava ali.`),
    formula: String.raw`${sumFormula(normalisation === "pre", String.raw`\operatorname{relu}(\,\cdot\, W_1 + \mathbf{b}_1)\,W_2 + \mathbf{b}_2`)},\qquad W_1 \in \mathbb{R}^{${tex(size)} \times ${tex(units)}},\ W_2 \in \mathbb{R}^{${tex(units)} \times ${tex(size)}}`,
    inputShape: axes,
    outputShape: axes,
    parameters: [...normalisers, ...hiddenParameters, ...outputParameters],
    multiplyAdds: 2 * length * size * units,
    layers: residual(context, { name, axes, normalisers }, input, (read) => {
      const hidden = rows.add("Dense", batched(length, units), { config: { units, activation: "relu" }, parameters: hiddenParameters }, read);
      return [hidden, rows.add("Dense", axes, { config: { units: size }, parameters: outputParameters }, hidden)];
    }),
  };
}

/** Where normalisation comes before the parts, what the last of them adds has had none yet. */
export function normalisationStage({ values, rows }: EncoderContext, input: KerasLayer): Stage {
  const { sequenceLength: length, embeddingSize: size } = values;
  const axes = batched(length, size);
  const parameters = gainAndBias("normalisation", size);
  return {
    name: "normalisation",
    kind: "dense",
    title: { en: "Normalisation", "pt-BR": "Normalização" },
    explanation: textOf((l) => l === "en"
      ? `Each position's ${counted(size, l, "number is", "numbers are")} brought to mean 0 and spread 1, then stretched and shifted by learned amounts.`
      : `${size === 1 ? "O número" : `Os ${whole(size, l)} números`} de cada posição ${size === 1 ? "passa" : "passam"} a ter média 0 e desvio 1; depois são esticados e deslocados por valores aprendidos.`),
    formula: String.raw`\mathbf{h}'_t = \mathbf{g} \odot \frac{\mathbf{h}_t - \mu_t}{\sqrt{\sigma_t^2 + 10^{-6}}} + \mathbf{b},\qquad \mathbf{g}, \mathbf{b} \in \mathbb{R}^{${tex(size)}}`,
    inputShape: axes,
    outputShape: axes,
    parameters,
    multiplyAdds: 0,
    layers: [normalised(rows, axes, parameters, input)],
  };
}

const gainAndBias = (stage: string, size: number) => [{ name: `${stage}/gain`, shape: [size] }, { name: `${stage}/bias`, shape: [size] }];

/** The part's sum with what it read, normalised before or after. */
function sumFormula(pre: boolean, part: string, reads?: string): string {
  const from = reads ? String.raw`\ (${reads} \text{ of } ${pre ? String.raw`\operatorname{LN}(H)` : "H"})` : "";
  return pre ? String.raw`H' = H + ${part.replace(String.raw`\,\cdot\,`, String.raw`\operatorname{LN}(H)`)}${from}` : String.raw`H' = \operatorname{LN}\bigl(H + ${part.replace(String.raw`\,\cdot\,`, "H")}\bigr)${from}`;
}

/** As in Keras's example of a Transformer block; Keras's own default is 1e-3. */
const normalised = (rows: KerasRows, axes: readonly Axis[], parameters: readonly StageParameter[], read: KerasLayer): KerasLayer =>
  rows.add("LayerNormalization", axes, { config: { epsilon: normalisationEpsilon }, parameters }, read);

/** Rows of normalisation, `part`, dropout and sum, in the order of the values. */
function residual({ values, rows }: EncoderContext, { name, axes, normalisers }: { readonly name: string; readonly axes: readonly Axis[]; readonly normalisers: readonly StageParameter[] }, input: KerasLayer, part: (read: KerasLayer) => readonly KerasLayer[]): readonly KerasLayer[] {
  const { normalisation, dropoutRate } = values;
  const made: KerasLayer[] = [];
  if (normalisation === "pre") made.push(normalised(rows, axes, normalisers, input));
  made.push(...part(made[0] ?? input));
  if (dropoutRate > 0) made.push(rows.add("Dropout", axes, { config: { rate: dropoutRate }, mask: name }, made.at(-1)!));
  made.push(rows.add("Add", axes, {}, input, made.at(-1)!));
  if (normalisation === "post") made.push(normalised(rows, axes, normalisers, made.at(-1)!));
  return made;
}
