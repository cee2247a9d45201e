import type { Random } from "../../../base/random.js";
import type { Locale } from "../../../base/text.js";
import type { Example } from "../../dataset.js";
import type { Expectation } from "../../expectation.js";
import { expected, reachable } from "./expected.js";
import type { TaskValues } from "./options.js";
import { fillers, keywords } from "./words.js";
import { lengthsBetween, writeExamples } from "./write-examples.js";

interface Values extends TaskValues { readonly language: Locale; readonly minimumLength: number; readonly maximumLength: number }

/** Fillers with one of twelve keywords among them; its group is the label. */
export function plantedKeywordExamples(random: Random, values: Values): Example[] {
  const length = lengthsBetween(values);
  return writeExamples(random, keywords[values.language].length, values, (label) => plant(random, values.language, label, length(random)));
}

/** The keyword keeps two words away from both ends, so that every window around it is whole. @param length ≥ 5 */
function plant(random: Random, language: Locale, label: number, length: number): Omit<Example, "label"> {
  const at = 2 + random.integer(length - 4);
  const words = Array.from({ length }, (_, i) => random.pick(i === at ? keywords[language][label]! : fillers[language]));
  return { text: words.join(" "), why: [at] };
}

export function plantedKeywordExpectations(values: TaskValues): readonly Expectation[] {
  const { solved } = reachable(4, values);
  return [
    expected("bag-of-words", solved, { en: "One word decides, wherever it stands: knowing which words are there is all it takes.", "pt-BR": "Uma só palavra decide, esteja onde estiver: basta saber quais palavras aparecem." }),
    expected("embedding-average", solved, { en: "The keyword's vector shows through the mean of some twenty others once it has grown large.", "pt-BR": "O vetor da palavra-chave aparece na média de umas vinte outras, depois que cresce o bastante." }),
    expected("cnn", solved, { en: "A filter that answers to the keyword finds it at any position.", "pt-BR": "Um filtro que responde à palavra-chave a encontra em qualquer posição." }),
    expected("atnet", solved, { en: "A filter finds the keyword, and attention shows where: its peak should lie on the word or right beside it.", "pt-BR": "Um filtro encontra a palavra-chave e a atenção mostra onde: o pico deve cair sobre a palavra ou ao lado dela." }),
    expected("transformer", solved, { en: "It has more than this task needs; the order of the words plays no part.", "pt-BR": "Tem mais do que esta tarefa pede; a ordem das palavras não conta." }),
  ];
}
