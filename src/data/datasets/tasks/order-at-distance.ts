import { problem } from "../../../base/problem.js";
import type { Random } from "../../../base/random.js";
import type { Locale } from "../../../base/text.js";
import { ProblemError, type Example } from "../../dataset.js";
import { wholeNumbers, type Expectation } from "../../expectation.js";
import { expected, reachable } from "./expected.js";
import type { TaskValues } from "./options.js";
import { fillers } from "./words.js";
import { lengthsBetween, writeExamples } from "./write-examples.js";

interface Values extends TaskValues { readonly language: Locale; readonly minimumLength: number; readonly maximumLength: number; readonly minimumGap: number }

/** The word that comes second in class 1, then the one that comes first. */
export const orderedWords: Readonly<Record<Locale, readonly [moon: string, sun: string]>> = { en: ["moon", "sun"], "pt-BR": ["lua", "sol"] };

/** Two words once each, from `minimumGap` to length − 6 apart and two or more from both ends, where zeros beside the text would tell a convolution where it is. Which comes first is the label. @throws ProblemError where the gap does not fit the shortest text */
export function orderAtDistanceExamples(random: Random, values: Values): Example[] {
  const { language, minimumLength, minimumGap } = values;
  const length = lengthsBetween(values);
  if (minimumGap > minimumLength - 6) {
    throw new ProblemError([problem("gap-beyond-text", "minimumGap", {
      expected: { en: `at most minimumLength − 6, which is ${minimumLength - 6}`, "pt-BR": `no máximo minimumLength − 6, que é ${minimumLength - 6}` },
      received: minimumGap,
      wayOut: { en: "Lower minimumGap or raise minimumLength.", "pt-BR": "Diminua minimumGap ou aumente minimumLength." },
    })]);
  }
  const [moon, sun] = orderedWords[language];
  return writeExamples(random, 2, values, (label) => {
    const count = length(random);
    const gap = minimumGap + random.integer(count - 6 - minimumGap + 1);
    const first = 2 + random.integer(count - 4 - gap);
    const words = Array.from({ length: count }, () => random.pick(fillers[language]));
    [words[first], words[first + gap]] = label === 1 ? [sun, moon] : [moon, sun];
    return { text: words.join(" "), why: [first, first + gap] };
  });
}

export function orderAtDistanceExpectations(values: Values): readonly Expectation[] {
  const { solved, guessed, partly } = reachable(2, values);
  const sees = values.minimumGap + 1;
  const orderless = { en: "Both words stand in every text; their order is all that differs, and that it does not see.", "pt-BR": "As duas palavras aparecem em todos os textos; só a ordem muda, e a ordem ela não vê." };
  // Two words from the end are two positions: a window of five or less never holds a word of the two together with the zeros beside the text.
  const widest = Math.min(5, values.minimumGap);
  const blind = {
    en: "No window holds both words, and pooling forgets where each was found: what is left is a bag of windows, the same for both classes. Attention weighs them and does not order them.",
    "pt-BR": "Nenhuma janela tem as duas palavras, e o pooling esquece onde cada uma foi achada: sobra um saco de janelas, igual nas duas classes. A atenção pesa as janelas, mas não as ordena.",
  };
  const leaks = { en: "Wide windows can hold both words where they stand close enough, or a word together with the zeros beside the text, which tells where it is.", "pt-BR": "Janelas largas podem conter as duas palavras, quando estão perto o bastante, ou uma palavra junto com os zeros ao lado do texto, que contam onde ela está." };
  const convolution = (architecture: string, layers: Expectation["when"]): readonly Expectation[] => [
    expected(architecture, guessed, blind, { en: `windows of up to ${widest}`, "pt-BR": `janelas de até ${widest}` }, { kernelSize: wholeNumbers(1, widest), ...layers }),
    expected(architecture, partly(0.5, 1), leaks, { en: `windows wider than ${widest}, or stacked`, "pt-BR": `janelas de mais de ${widest}, ou empilhadas` }),
  ];
  return [
    expected("bag-of-words", guessed, orderless),
    expected("embedding-average", guessed, orderless),
    ...convolution("cnn", { parallelKernels: [1] }),
    ...convolution("atnet", { convolutionLayers: [1] }),
    expected("transformer", guessed, { en: "Without positions a Transformer sees a bag of words.", "pt-BR": "Sem posições, um Transformer vê um saco de palavras." }, { en: "without positions", "pt-BR": "sem posições" }, { positions: ["none"] }),
    expected("transformer", solved, {
      en: `The position is written into each word, so that any two can be compared, ${sees} or fifty words apart alike. It takes some thousand texts to learn.`,
      "pt-BR": `A posição está escrita em cada palavra; assim, quaisquer duas podem ser comparadas, a ${sees} ou a cinquenta palavras de distância. Leva alguns milhares de textos para aprender.`,
    }, { en: "with positions", "pt-BR": "com posições" }, { positions: ["learned", "sinusoidal"] }),
  ];
}
