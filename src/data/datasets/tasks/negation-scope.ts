import { problem } from "../../../base/problem.js";
import type { Random } from "../../../base/random.js";
import { textOf, type Locale } from "../../../base/text.js";
import { ProblemError, type Example } from "../../dataset.js";
import { wholeNumbers, type Expectation } from "../../expectation.js";
import { expected, reachable } from "./expected.js";
import type { TaskValues } from "./options.js";
import { fillers } from "./words.js";
import { lengthsBetween, writeExamples } from "./write-examples.js";

interface Values extends TaskValues { readonly language: Locale; readonly minimumLength: number; readonly maximumLength: number; readonly reach: number; readonly decoyDistance: number }

export const negators: Readonly<Record<Locale, readonly string[]>> = { en: ["not", "never", "hardly"], "pt-BR": ["não", "nunca", "jamais"] };
/** Index is what the word says by itself: blame, praise. */
export const polarityWords: Readonly<Record<Locale, readonly (readonly string[])[]>> = {
  en: [["awful", "boring", "ugly"], ["lovely", "great", "superb"]],
  "pt-BR": [["horrível", "chato", "feio"], ["lindo", "ótimo", "excelente"]],
};

/**
 * One word of praise or blame at p, and one negator: at p − 1 … p − reach, where it turns the word round, or at least `decoyDistance` before or two after, where it does nothing.
 * Half of each class has it in reach, so that no word by itself says anything about the label.
 * @throws ProblemError where a negator that does nothing would stand within reach
 */
export function negationScopeExamples(random: Random, values: Values): Example[] {
  const { language, reach, decoyDistance } = values;
  if (decoyDistance <= reach) {
    throw new ProblemError([problem("decoy-within-reach", "decoyDistance", {
      expected: { en: `more than reach, which is ${reach}`, "pt-BR": `mais que reach, que é ${reach}` },
      received: decoyDistance,
      wayOut: { en: "Raise decoyDistance or lower reach.", "pt-BR": "Aumente decoyDistance ou diminua reach." },
    })]);
  }
  // The word keeps two away from the end, and has room for a negator before it.
  if (values.minimumLength < reach + 3) {
    throw new ProblemError([problem("text-too-short", "minimumLength", {
      expected: textOf((l) => (l === "en" ? `at least ${reach + 3}, to hold the negator, the word and two more` : `pelo menos ${reach + 3}, para caber a negação, a palavra e mais duas`)),
      received: values.minimumLength,
      wayOut: { en: "Raise minimumLength or lower reach.", "pt-BR": "Aumente minimumLength ou diminua reach." },
    })]);
  }
  const length = lengthsBetween(values);
  return writeExamples(random, 2, values, (label, index) => {
    const turned = index % 2 === 0;
    const said = polarityWords[language][turned ? 1 - label : label]!;
    const count = length(random);
    const first = Math.max(2, reach);
    const at = first + random.integer(count - 2 - first);
    const negatorAt = turned ? at - 1 - random.integer(reach) : random.pick(placesWithoutEffect(at, count, decoyDistance));
    const words = Array.from({ length: count }, (_, i) => random.pick(i === at ? said : i === negatorAt ? negators[language] : fillers[language]));
    return { text: words.join(" "), why: turned ? [negatorAt, at] : [at], kind: turned ? "turned" : "untouched" };
  });
}

const placesWithoutEffect = (at: number, length: number, distance: number): readonly number[] =>
  Array.from({ length }, (_, i) => i).filter((place) => place <= at - distance || place >= at + 2);

export function negationScopeExpectations(values: Values): readonly Expectation[] {
  const { solved, guessed, partly } = reachable(2, values);
  const needed = values.reach + 1;
  const tokens = (count: number) => textOf((l) => (l === "en" ? `windows of ${count} or more` : `janelas de ${count} ou mais`));
  const oneToken = { en: "windows of one token", "pt-BR": "janelas de um token" };
  const narrow = { en: "windows too narrow", "pt-BR": "janelas estreitas demais" };
  const single = { en: "Each window holds one word, and every text has one negator: without its neighbour it says nothing.", "pt-BR": "Cada janela tem uma só palavra, e todo texto tem uma negação: sem o vizinho, ela não diz nada." };
  const half = { en: "The nearest negators lie in one window with the word, the furthest do not.", "pt-BR": "As negações mais próximas cabem na mesma janela que a palavra; as mais distantes, não." };
  const whole = textOf((l) => (l === "en"
    ? `A window of ${needed} tokens holds negator and word together, so that one filter can tell “not” in reach from “not” elsewhere.`
    : `Uma janela de ${needed} tokens tem a negação e a palavra juntas; assim um filtro distingue o “não” ao alcance do “não” em outro lugar.`));
  const convolution = (architecture: string): readonly Expectation[] => [
    expected(architecture, guessed, single, oneToken, { kernelSize: [1] }),
    ...(needed > 2 ? [expected(architecture, partly(0.5, 0.95), half, narrow, { kernelSize: wholeNumbers(2, needed - 1) })] : []),
    expected(architecture, solved, whole, tokens(needed), { kernelSize: wholeNumbers(needed, 15) }),
  ];
  const orderless = { en: "The same words stand in texts of both classes; only their places differ, and those it does not know.", "pt-BR": "As mesmas palavras aparecem nos textos das duas classes; só mudam de lugar, e o lugar ela não conhece." };
  return [
    expected("bag-of-words", guessed, orderless),
    expected("embedding-average", guessed, orderless),
    ...convolution("cnn"),
    ...convolution("atnet"),
    expected("transformer", guessed, { en: "Without positions a Transformer sees a bag of words.", "pt-BR": "Sem posições, um Transformer vê um saco de palavras." }, { en: "without positions", "pt-BR": "sem posições" }, { positions: ["none"] }),
    expected("transformer", partly(0.45, 1), {
      en: "It could: but that two words stand side by side it has to learn from positions, which takes many times the texts and steps of a convolution, where nearness is built in.",
      "pt-BR": "Ele consegue, mas precisa aprender das posições que duas palavras estão lado a lado, e isso pede muito mais textos e passos que uma convolução, que já nasce olhando para vizinhos.",
    }, { en: "with positions", "pt-BR": "com posições" }, { positions: ["learned", "sinusoidal"] }),
  ];
}
