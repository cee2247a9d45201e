import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  text: {
    kind: "text", stage: "output", invalidates: "nothing", default: "", maxLength: 2000,
    label: { en: "Sentence", "pt-BR": "Frase" },
    doc: { en: "The sentence to explain; left empty, one of the held-out ones.", "pt-BR": "A frase a explicar; vazio, uma das que ficaram fora do treino." },
  },
  example: {
    kind: "integer", stage: "output", invalidates: "nothing", default: 1, min: 1, max: 1_000_000,
    label: { en: "Held-out sentence", "pt-BR": "Frase fora do treino" },
    doc: { en: "Which of the sentences that training never saw, counted from 1.", "pt-BR": "Qual das frases que o treino nunca viu, contando a partir de 1." },
  },
  place: {
    kind: "choice", stage: "attention", invalidates: "nothing", default: "window",
    choices: { window: { en: "in equal parts to every word that the position sees", "pt-BR": "em partes iguais a todas as palavras que a posição vê" }, middle: { en: "to the word in the middle", "pt-BR": "à palavra do meio" } },
    label: { en: "A position's weight belongs", "pt-BR": "O peso de uma posição vai" },
    doc: { en: "Attention lies on positions, and a position sees several words.", "pt-BR": "A atenção fica em posições, e cada posição vê várias palavras." },
  },
  through: {
    kind: "choice", stage: "attention", invalidates: "nothing", default: "rollout",
    choices: { rollout: { en: "back through all layers (rollout)", "pt-BR": "de volta por todas as camadas (rollout)" }, last: { en: "the last layer alone", "pt-BR": "só a última camada" } },
    label: { en: "A Transformer's attention", "pt-BR": "Atenção de um Transformer" },
    doc: { en: "How attention between words becomes attention on words; heads are averaged. No effect on other networks.", "pt-BR": "Como a atenção entre palavras vira atenção sobre palavras; tira-se a média das cabeças. Sem efeito em outras redes." },
    source: { en: "Rollout: Abnar & Zuidema 2020 (arXiv:2005.00928)", "pt-BR": "Rollout: Abnar e Zuidema 2020 (arXiv:2005.00928)" },
  },
  steps: {
    kind: "integer", stage: "embedding", invalidates: "nothing", default: 64, min: 4, max: 512, scale: "log",
    unit: { en: "steps", "pt-BR": "passos" },
    label: { en: "Steps of integrated gradients", "pt-BR": "Passos dos gradientes integrados" },
    doc: { en: "Points on the way from no words to the sentence: more makes the sum more exact and takes longer.", "pt-BR": "Pontos no caminho de nenhuma palavra até a frase: mais deixa a soma mais exata e demora mais." },
    source: { en: "Sundararajan, Taly & Yan 2017 (arXiv:1703.01365): 20 to 300", "pt-BR": "Sundararajan, Taly e Yan 2017 (arXiv:1703.01365): de 20 a 300" },
  },
  without: {
    kind: "choice", stage: "text", invalidates: "nothing", default: "drop",
    choices: { drop: { en: "taken out", "pt-BR": "sai da frase" }, unknown: { en: "made unknown", "pt-BR": "vira desconhecida" }, padding: { en: "made padding", "pt-BR": "vira preenchimento" } },
    label: { en: "The word left out is", "pt-BR": "A palavra retirada" },
    doc: { en: "Taking it out moves the others closer; the other two keep them where they are.", "pt-BR": "Se ela sai, as outras se aproximam; nos outros dois casos, ficam onde estão." },
  },
  shuffles: {
    kind: "integer", stage: "attention", invalidates: "nothing", default: 100, min: 10, max: 1000, scale: "log",
    label: { en: "Shuffles", "pt-BR": "Embaralhadas" },
    doc: { en: "Times that the attention is dealt out anew.", "pt-BR": "Quantas vezes a atenção é redistribuída ao acaso." },
    source: { en: "Jain & Wallace 2019 (arXiv:1902.10186): 100", "pt-BR": "Jain e Wallace 2019 (arXiv:1902.10186): 100" },
  },
  epsilon: {
    kind: "real", stage: "attention", invalidates: "nothing", default: 0.01, min: 0.001, max: 0.5, scale: "log",
    label: { en: "The answer may move by", "pt-BR": "A resposta pode mudar até" },
    doc: { en: "How far probabilities may shift and still count as the same answer.", "pt-BR": "Quanto as probabilidades podem variar e ainda contar como a mesma resposta." },
    source: { en: "Jain & Wallace 2019 (arXiv:1902.10186): 0.01", "pt-BR": "Jain e Wallace 2019 (arXiv:1902.10186): 0,01" },
  },
  seed: {
    kind: "integer", stage: "attention", invalidates: "nothing", default: 1, min: 0, max: 4294967295,
    label: { en: "Seed", "pt-BR": "Semente" },
    doc: { en: "Fixes the shuffles and where the search begins.", "pt-BR": "Fixa as embaralhadas e onde a busca começa." },
  },
});

export const kind: CellKind = {
  name: "explain",
  tag: "at-explain",
  title: { en: "Is attention an explanation?", "pt-BR": "Atenção é explicação?" },
  summary: { en: "Attention beside three other ways to say which words count, and ways to put it to the test.", "pt-BR": "A atenção ao lado de outros três modos de dizer quais palavras contam, e modos de testá-la." },
  schema: () => schema,
  inputs: { run: "run", data: "data" },
  requires: ["run"],
  yields: false,
  element: () => import("./explain.js"),
};
