import { textOf, type Text } from "../../../base/text.js";
import type { KerasLayer, Stage, StageParameter } from "../../stage.js";
import { maskRows } from "../shared/mask-rows.js";
import { batched, counted, tex, whole, type StageContext } from "./stage-parts.js";

/**
 * Scores every position, turns the scores into weights that sum to 1, and weighs each position's features by them.
 *
 * Symbols beside those of Yang et al. 2016 (Hierarchical Attention Networks, naacl.org/N16-1174), eq. 5–7:
 * our h_t is their h_it (theirs comes from a GRU, ours from a convolution); our W, b, v are their W_w, b_w, u_w;
 * our score s_t is their u_itᵀu_w; our weight a_t is their α_it; our context Σ a_t h_t is their s_i.
 * "additive" is theirs; "dot" leaves out their hidden layer (v is the query); "tanh" has one hidden unit and no v.
 */
export function attentionStage(context: StageContext, features: KerasLayer, ids: KerasLayer | undefined): Stage {
  const { values, sizes } = context;
  const { positions } = sizes;
  const { filters } = values;
  return {
    name: "attention",
    kind: "attention",
    title: { en: "Attention", "pt-BR": "Atenção" },
    explanation: explanation(context),
    formula: formula(context),
    inputShape: batched(positions, filters),
    outputShape: batched(positions, filters),
    parameters: attentionParameters(context),
    multiplyAdds: scoreMultiplyAdds(context) + positions * filters,
    layers: attentionRows(context, features, ids),
  };
}

function attentionParameters({ values }: StageContext): readonly StageParameter[] {
  const { filters, attentionUnits: units } = values;
  switch (values.attention) {
    case "tanh": return [{ name: "attention/kernel", shape: [filters, 1] }, { name: "attention/bias", shape: [1] }];
    case "additive": return [{ name: "attention/kernel", shape: [filters, units] }, { name: "attention/bias", shape: [units] }, { name: "attention/query", shape: [units, 1] }];
    case "dot": return [{ name: "attention/query", shape: [filters, 1] }];
    case "uniform":
    case "none": return [];
  }
}

function scoreMultiplyAdds({ values, sizes }: StageContext): number {
  const { filters, attentionUnits: units } = values;
  switch (values.attention) {
    case "tanh":
    case "dot": return sizes.positions * filters;
    case "additive": return sizes.positions * (filters * units + units);
    case "uniform":
    case "none": return 0;
  }
}

/** What Keras prints for the same computation (`test/parity/` builds it and compares). */
function attentionRows(context: StageContext, features: KerasLayer, ids: KerasLayer | undefined): readonly KerasLayer[] {
  const { values, sizes, rows } = context;
  const { positions } = sizes;
  const { filters, attentionUnits: units } = values;
  const parameters = attentionParameters(context);
  const masks = sizes.masked && ids ? maskRows(context, ids) : [];
  const mask = masks.at(-1);
  const made: KerasLayer[] = [...masks];
  const add = (...parts: Parameters<typeof rows.add>): KerasLayer => { const row = rows.add(...parts); made.push(row); return row; };
  const weighted = batched(positions, filters);
  const scaled = values.attentionScaling === "positions";
  const count = mask && scaled !== (values.attention === "uniform") ? add("Sum", batched(1, 1), { config: { axis: 1, keepdims: true } }, mask) : undefined;
  if (values.attention === "uniform") {
    const weights = mask && !scaled ? add("Divide", batched(positions, 1), {}, mask, count!) : mask;
    if (weights) add("Multiply", weighted, {}, features, weights);
    else add("Rescaling", weighted, { config: { scale: scaled ? 1 : 1 / positions } }, features);
    return made;
  }
  const scores = values.attention === "additive"
    ? add("Dense", batched(positions, 1), { config: { units: 1, use_bias: false }, parameters: parameters.slice(2) }, add("Dense", batched(positions, units), { config: { units, activation: "tanh" }, parameters: parameters.slice(0, 2) }, features))
    : add("Dense", batched(positions, 1), { config: values.attention === "tanh" ? { units: 1, activation: "tanh" } : { units: 1, use_bias: false }, parameters }, features);
  const kept = mask ? [add("Cast", batched(positions, 1), { config: { dtype: "bool" } }, mask)] : [];
  let weights = add("Softmax", batched(positions, 1), { config: { axis: 1 } }, scores, ...kept);
  if (scaled) weights = count ? add("Multiply", batched(positions, 1), {}, weights, count) : add("Rescaling", batched(positions, 1), { config: { scale: positions } }, weights);
  add("Multiply", weighted, {}, features, weights);
  return made;
}

function formula({ values, sizes }: StageContext): string {
  const { filters, attentionUnits: units } = values;
  const last = tex(sizes.positions);
  const range = sizes.masked ? String.raw`j \in \mathcal{M}` : `j=1`;
  const sum = sizes.masked ? String.raw`\sum_{${range}}` : String.raw`\sum_{${range}}^{${last}}`;
  const number = sizes.masked ? String.raw`|\mathcal{M}|` : last;
  const scaled = values.attentionScaling === "positions";
  const weighing = String.raw`\mathbf{c}_t = ${scaled ? String.raw`${number}\,` : ""}a_t\,\mathbf{h}_t`;
  const softmax = String.raw`a_t = \frac{e^{s_t}}{${sum} e^{s_j}}`;
  switch (values.attention) {
    case "tanh": return String.raw`s_t = \tanh\bigl(\mathbf{w}^\top \mathbf{h}_t + b\bigr),\quad ${softmax},\quad ${weighing},\qquad \mathbf{w} \in \mathbb{R}^{${tex(filters)}}`;
    case "additive": return String.raw`s_t = \mathbf{v}^\top \tanh\bigl(W^\top \mathbf{h}_t + \mathbf{b}\bigr),\quad ${softmax},\quad ${weighing},\qquad W \in \mathbb{R}^{${tex(filters)} \times ${tex(units)}},\ \mathbf{v} \in \mathbb{R}^{${tex(units)}}`;
    case "dot": return String.raw`s_t = \mathbf{v}^\top \mathbf{h}_t,\quad ${softmax},\quad ${weighing},\qquad \mathbf{v} \in \mathbb{R}^{${tex(filters)}}`;
    case "uniform":
    case "none": return String.raw`a_t = \frac{1}{${number}},\quad ${weighing}`;
  }
}

const how: Readonly<Record<StageContext["values"]["attention"], (units: number) => Text>> = {
  tanh: () => ({
    en: "A tanh unit gives each position a score between −1 and 1, and softmax turns the scores into weights that sum to 1; no weight can be more than e² ≈ 7.4 times another.",
    "pt-BR": "Uma unidade tanh dá a cada posição um escore entre −1 e 1, e o softmax transforma os escores em pesos que somam 1; nenhum peso pode passar de e² ≈ 7,4 vezes outro.",
  }),
  additive: (units) => textOf((l) => l === "en"
    ? `A small network with ${counted(units, l, "hidden unit", "hidden units")} scores each position, and softmax turns the scores into weights that sum to 1; the scores are free to grow, so one position can take nearly all.`
    : `Uma pequena rede com ${counted(units, l, "unidade oculta", "unidades ocultas")} dá um escore a cada posição, e o softmax transforma os escores em pesos que somam 1; como os escores podem crescer, uma só posição pode ficar com quase tudo.`),
  dot: () => ({
    en: "A position scores as much as it resembles a learned query, and softmax turns the scores into weights that sum to 1.",
    "pt-BR": "O escore de uma posição é o quanto ela se parece com uma consulta aprendida, e o softmax transforma os escores em pesos que somam 1.",
  }),
  uniform: () => ({ en: "Every position gets the same weight: nothing is learned here, which shows what attention adds.", "pt-BR": "Todas as posições recebem o mesmo peso: nada é aprendido aqui, o que mostra o que a atenção acrescenta." }),
  none: () => ({ en: "", "pt-BR": "" }),
};

function explanation({ values, sizes }: StageContext): Text {
  const { positions, masked } = sizes;
  const text = how[values.attention](values.attentionUnits);
  const even = 1 / positions;
  return textOf((l) => {
    const sentences = [text[l]];
    if (masked) sentences.push(l === "en" ? "Positions that see only padding get weight 0." : "Posições que só veem preenchimento recebem peso 0.");
    else if (positions > 1) sentences.push(l === "en"
      ? `Spread evenly over ${whole(positions, l)} positions, each would weigh ${even.toPrecision(2)}.`
      : `Repartido por igual entre ${whole(positions, l)} posições, cada peso seria ${even.toPrecision(2).replace(".", ",")}.`);
    if (values.attentionScaling === "positions") sentences.push(l === "en"
      ? "The weights are then multiplied by the number of attended positions, so that features keep their size."
      : "Depois os pesos são multiplicados pelo número de posições atendidas, para que as características mantenham o tamanho.");
    return sentences.join(" ");
  });
}
