import { problem, type Problem } from "../../../base/problem.js";
import { textOf } from "../../../base/text.js";
import { defaultsOf } from "../../../hyperparameters/schema.js";
import type { DataShape } from "../../architecture.js";
import { kerasRows, type KerasRows } from "../../keras-layers.js";
import type { KerasLayer, Stage } from "../../stage.js";
import { atnetSchema } from "../atnet/hyperparameters.js";
import { batched, counted, tex, whole } from "../atnet/stage-parts.js";
import { outerStages } from "../shared/outer-stages.js";
import type { BagOfWordsValues } from "./hyperparameters.js";

/** text → weighted counts → output */
export function bagOfWordsStages(values: BagOfWordsValues, shape: DataShape): readonly Stage[] {
  const rows = kerasRows();
  const { opening, closing } = outerStages({ ...defaultsOf(atnetSchema), sequenceLength: values.sequenceLength, denseUnits: 0, dropoutRate: 0 }, shape.vocabularySize, shape, rows);
  const text = opening.find(({ name }) => name === "text")!;
  const bag = bagStage(values, shape, rows, text.layers.at(-1)!);
  return [text, bag, ...closing(bag.layers.at(-1)!)];
}

function bagStage({ sequenceLength: length, sublinear, rareWordsCountMore }: BagOfWordsValues, { vocabularySize: size }: DataShape, rows: KerasRows, ids: KerasLayer): Stage {
  const parameters = [{ name: "pooling/inverse-frequency", shape: [size] }];
  const count = rows.add("CategoryEncoding", batched(size), { config: { num_tokens: size, output_mode: "count" } }, ids);
  return {
    name: "pooling",
    kind: "pooling",
    title: { en: "Weighted counts of words", "pt-BR": "Contagem ponderada das palavras" },
    explanation: textOf((l) => l === "en"
      ? [
          `Up to ${counted(length, l, "token becomes", "tokens become")} one vector with a place for each of ${whole(size, l)} words of the vocabulary.`,
          sublinear ? "A word that stands n times counts 1 + ln n." : "A word counts as often as it stands.",
          ...(rareWordsCountMore ? ["Each is multiplied by how rare the word is among the training texts."] : []),
          "Then the vector is brought to length 1, so that long texts do not shout. Order is gone.",
        ].join(" ")
      : [
          `Até ${counted(length, l, "token vira", "tokens viram")} um só vetor, com um lugar para cada uma das ${whole(size, l)} palavras do vocabulário.`,
          sublinear ? "Uma palavra que aparece n vezes conta 1 + ln n." : "Uma palavra conta quantas vezes aparece.",
          ...(rareWordsCountMore ? ["Cada uma é multiplicada por quão rara ela é nos textos de treino."] : []),
          "Depois o vetor passa a ter comprimento 1, para textos longos não gritarem. A ordem se perde.",
        ].join(" ")),
    formula: String.raw`x_w = ${sublinear ? String.raw`(1 + \ln n_w)` : "n_w"}${rareWordsCountMore ? String.raw`\Bigl(1 + \ln \frac{1 + N}{1 + N_w}\Bigr)` : ""},\qquad \mathbf{p} = \frac{\mathbf{x}}{\lVert \mathbf{x} \rVert} \in \mathbb{R}^{${tex(size)}}`,
    inputShape: batched(length),
    outputShape: batched(size),
    parameters,
    multiplyAdds: 0,
    layers: [count, rows.add("TfIdf", batched(size), { config: { sublinear }, parameters }, count)],
  };
}

/** Vectors have no words to count. */
export const bagOfWordsProblems = (_values: BagOfWordsValues, { vocabularySize }: DataShape): readonly Problem[] => (vocabularySize > 0 ? [] : [problem("no-words-to-count", "", {
  expected: { en: "texts as words, not as vectors", "pt-BR": "textos em palavras, e não em vetores" },
  wayOut: { en: "Choose another architecture for this data.", "pt-BR": "Escolha outra arquitetura para estes dados." },
})]);
