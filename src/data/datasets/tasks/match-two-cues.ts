import type { Random } from "../../../base/random.js";
import type { Locale } from "../../../base/text.js";
import type { Example } from "../../dataset.js";
import { wholeNumbers, type Expectation } from "../../expectation.js";
import { expected, reachable } from "./expected.js";
import type { TaskValues } from "./options.js";
import { fillers } from "./words.js";
import { lengthsBetween, writeExamples } from "./write-examples.js";

interface Values extends TaskValues { readonly language: Locale; readonly minimumLength: number; readonly maximumLength: number; readonly cues: number }

/** An animal and its sound, pair by pair. */
export const soundPairs: Readonly<Record<Locale, readonly (readonly [animal: string, sound: string])[]>> = {
  en: [["cat", "meows"], ["dog", "barks"], ["horse", "neighs"], ["lion", "roars"], ["duck", "quacks"], ["bee", "buzzes"]],
  "pt-BR": [["gato", "mia"], ["cachorro", "late"], ["cavalo", "relincha"], ["leão", "ruge"], ["pato", "grasna"], ["abelha", "zumbe"]],
};

/** One of the first words in the first half and one of the second words in the second, two or more from both ends; whether they are a pair is the label. In both classes every word is as likely, so that none says anything by itself. */
export function matchTwoCuesExamples(random: Random, values: Values): Example[] {
  const { language, cues } = values;
  const length = lengthsBetween(values);
  return writeExamples(random, 2, values, (label, index) => {
    const animal = index % cues;
    // The sounds of the others in turn, so that each has its share.
    const sound = label === 1 ? animal : (animal + 1 + (Math.floor(index / cues) % (cues - 1))) % cues;
    const count = length(random);
    const half = Math.floor(count / 2);
    const [first, second] = [2 + random.integer(half - 2), half + random.integer(count - 2 - half)];
    const words = Array.from({ length: count }, () => random.pick(fillers[language]));
    words[first] = soundPairs[language][animal]![0];
    words[second] = soundPairs[language][sound]![1];
    return { text: words.join(" "), why: [first, second] };
  });
}

export function matchTwoCuesExpectations(values: Values): readonly Expectation[] {
  const { solved, guessed, partly } = reachable(2, values);
  const noDense = { en: "without a dense layer", "pt-BR": "sem camada densa" };
  const dense = { en: "with a dense layer", "pt-BR": "com camada densa" };
  const some = { denseUnits: wholeNumbers(4, 512) };
  const few = { denseUnits: wholeNumbers(1, 3) };
  const fewUnits = { en: "with one to three dense units", "pt-BR": "com uma a três unidades densas" };
  const alone = { en: "Each word stands in both classes as often; it adds up words, and “both of a pair” is no sum.", "pt-BR": "Cada palavra aparece tanto numa classe quanto na outra; ela soma palavras, e “as duas do mesmo par” não é uma soma." };
  const additive = {
    en: "What each cue adds to the answer does not depend on the other, and no such sum gets more than three of four texts right.",
    "pt-BR": "O que cada pista soma à resposta não depende da outra, e nenhuma soma assim acerta mais que três de cada quatro textos.",
  };
  const attentive = {
    en: "Attention finds both words and cannot combine them: what each adds to the answer does not depend on the other, and no such sum gets more than three of four texts right.",
    "pt-BR": "A atenção acha as duas palavras, mas não consegue combiná-las: o que cada uma soma à resposta não depende da outra, e nenhuma soma assim acerta mais que três de cada quatro textos.",
  };
  const combines = { en: "The units of a dense layer answer to one pair each: that is what it is for.", "pt-BR": "As unidades da camada densa respondem cada uma a um par: é para isso que ela serve." };
  const between = { en: "So few units can hold only some of the pairs.", "pt-BR": "Com tão poucas unidades, só cabem alguns dos pares." };
  return [
    expected("bag-of-words", guessed, alone),
    expected("embedding-average", partly(0.45, 0.75), additive, noDense, { denseUnits: [0] }),
    expected("embedding-average", partly(0.5, 1), { en: "The dense layer could combine the two, but in a mean of some twenty words they are faint.", "pt-BR": "A camada densa poderia combinar as duas, mas numa média de umas vinte palavras elas quase somem." }, dense),
    expected("cnn", partly(0.45, 0.75), additive, { en: "average pooling, no dense layer", "pt-BR": "pooling pela média, sem camada densa" }, { pooling: ["average"], denseUnits: [0] }),
    expected("cnn", partly(0.5, 1), { en: "A dense layer can combine the two, if the mean leaves enough of them.", "pt-BR": "Uma camada densa combina as duas, se a média deixar o bastante delas." }, { en: "average pooling, dense layer", "pt-BR": "pooling pela média, camada densa" }, { pooling: ["average"] }),
    expected("cnn", solved, { en: "A maximum over filters that answer to either of two words is an “or”, and “or” can tell pairs apart even without a dense layer.", "pt-BR": "O máximo de um filtro que responde a qualquer uma de duas palavras é um “ou”, e com “ou” dá para reconhecer pares até sem camada densa." }, { en: "maximum pooling", "pt-BR": "pooling pelo máximo" }, { pooling: ["max"] }),
    expected("atnet", partly(0.45, 0.75), attentive, { en: "sum pooling, no dense layer", "pt-BR": "pooling pela soma, sem camada densa" }, { pooling: ["sum", "average"], denseUnits: [0] }),
    expected("atnet", partly(0.5, 1), between, fewUnits, few),
    expected("atnet", solved, combines, dense, { pooling: ["sum", "average"], ...some }),
    expected("transformer", solved, { en: "One cue attends to the other, and the layer after it combines them.", "pt-BR": "Uma pista dá atenção à outra, e a camada seguinte as combina." }),
  ];
}
