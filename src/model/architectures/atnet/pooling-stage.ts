import { textOf, type Text } from "../../../base/text.js";
import type { KerasLayer, Stage } from "../../stage.js";
import { maskRows } from "../shared/mask-rows.js";
import { batched, counted, tex, type StageContext } from "./stage-parts.js";

/** Positions become one vector. With the mask on, positions that see only padding stay out, with attention or without. */
export function poolingStage(context: StageContext, input: KerasLayer, ids: KerasLayer | undefined, maskOfAttention: KerasLayer | undefined): Stage {
  const { values, sizes } = context;
  const { filters } = values;
  const { positions } = sizes;
  return {
    name: "pooling",
    kind: "pooling",
    title: titles[values.pooling],
    explanation: explanation(context),
    formula: formula(context),
    inputShape: batched(positions, filters),
    outputShape: batched(filters),
    parameters: [],
    // Attention has already set what the mask hides to 0; without attention the mask is multiplied in here.
    multiplyAdds: values.attention === "none" && sizes.masked ? positions * filters : 0,
    layers: poolingRows(context, input, ids, maskOfAttention),
  };
}

const titles: Readonly<Record<StageContext["values"]["pooling"], Text>> = {
  max: { en: "Max pooling", "pt-BR": "Pooling de máximo" },
  sum: { en: "Sum pooling", "pt-BR": "Pooling de soma" },
  average: { en: "Average pooling", "pt-BR": "Pooling de média" },
};

function explanation({ values, sizes }: StageContext): Text {
  const { filters, pooling, attention } = values;
  const { positions, masked } = sizes;
  return textOf((l) => {
    const vector = l === "en" ? `${counted(positions, l, "position becomes", "positions become")} one vector of ${counted(filters, l, "number", "numbers")}` : `${counted(positions, l, "posição vira", "posições viram")} um vetor de ${counted(filters, l, "número", "números")}`;
    const how = l === "en"
      ? { max: "each filter keeps the value of its strongest position and forgets where it was", sum: attention === "none" ? "each filter adds up all its positions" : "each filter adds up its positions by their weights; this sum is the context vector", average: "each filter keeps the mean of its positions" }
      : { max: "cada filtro guarda o valor da sua posição mais forte e esquece onde ela estava", sum: attention === "none" ? "cada filtro soma todas as suas posições" : "cada filtro soma suas posições conforme os pesos; essa soma é o vetor de contexto", average: "cada filtro guarda a média das suas posições" };
    const mask = masked ? (l === "en" ? " Positions that see only padding stay out." : " Posições que só veem preenchimento ficam de fora.") : "";
    return `${vector}: ${how[pooling]}.${mask}`;
  });
}

function formula({ values, sizes }: StageContext): string {
  const read = values.attention === "none" ? "h" : "c";
  const last = tex(sizes.positions);
  const [low, sum, number] = sizes.masked
    ? [String.raw`t \in \mathcal{M}`, String.raw`\sum_{t \in \mathcal{M}}`, String.raw`|\mathcal{M}|`]
    : [String.raw`1 \le t \le ${last}`, String.raw`\sum_{t=1}^{${last}}`, last];
  switch (values.pooling) {
    case "max": return String.raw`p_f = \max_{${low}} ${read}_{t,f},\qquad f = 1, \dots, ${tex(values.filters)}`;
    case "sum": return String.raw`\mathbf{p} = ${sum} \mathbf{${read}}_t \in \mathbb{R}^{${tex(values.filters)}}`;
    case "average": return String.raw`\mathbf{p} = \frac{1}{${number}} ${sum} \mathbf{${read}}_t \in \mathbb{R}^{${tex(values.filters)}}`;
  }
}

function poolingRows(context: StageContext, input: KerasLayer, ids: KerasLayer | undefined, maskOfAttention: KerasLayer | undefined): readonly KerasLayer[] {
  const { values, sizes, rows } = context;
  const { filters } = values;
  const made: KerasLayer[] = [];
  const add = (...parts: Parameters<typeof rows.add>): KerasLayer => { const row = rows.add(...parts); made.push(row); return row; };
  let features = input;
  let mask = maskOfAttention;
  if (values.attention === "none" && sizes.masked && ids) {
    made.push(...maskRows(context, ids));
    mask = made.at(-1)!;
    features = add("Multiply", batched(sizes.positions, filters), {}, features, mask);
  }
  if (values.pooling === "max") add("GlobalMaxPooling1D", batched(filters), {}, features);
  else if (values.pooling === "sum") add("Sum", batched(filters), { config: { axis: 1 } }, features);
  else if (!mask || !sizes.masked) add("GlobalAveragePooling1D", batched(filters), {}, features);
  else add("Divide", batched(filters), {}, add("Sum", batched(filters), { config: { axis: 1 } }, features), add("Sum", batched(1), { config: { axis: 1 } }, mask));
  return made;
}
