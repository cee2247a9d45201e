import type { Locale } from "../../../base/text.js";
import { wholeNumbers, type Expectation } from "../../expectation.js";
import { expected, reachable } from "../tasks/expected.js";
import type { TaskValues } from "../tasks/options.js";
import type { ReviewKind } from "./generate.js";

interface Values extends TaskValues { readonly language: Locale; readonly kinds: ReviewKind | "all" }

export function tinyReviewsExpectations(values: Values): readonly Expectation[] {
  const { solved, guessed, partly } = reachable(2, values);
  if (values.kinds === "plain") {
    const plain = { en: "Every review is decided by its adjective alone.", "pt-BR": "Cada avaliação é decidida só pelo adjetivo." };
    return ["bag-of-words", "embedding-average", "cnn", "atnet", "transformer"].map((architecture) => expected(architecture, solved, plain));
  }
  const balanced = values.kinds === "negation"
    ? { en: "Every review denies its adjective: it is enough to learn each word the other way round.", "pt-BR": "Toda avaliação nega seu adjetivo: basta aprender cada palavra ao contrário." }
    : values.kinds === "but"
      ? { en: "Both senses are in every review, and only their order decides.", "pt-BR": "Os dois sentidos estão em toda avaliação, e só a ordem decide." }
      : { en: "Stated and denied, each adjective is as often in good reviews as in bad ones: word by word there is next to nothing to learn.", "pt-BR": "Afirmado ou negado, cada adjetivo aparece tanto em avaliações boas quanto em ruins: palavra por palavra, quase não há o que aprender." };
  const words = values.kinds === "negation" ? solved : values.kinds === "but" ? guessed : partly(0.42, 0.62);
  const one = { en: "windows of one token", "pt-BR": "janelas de um token" };
  const narrow = { en: "windows of two to four", "pt-BR": "janelas de duas a quatro" };
  const wide = { en: "windows of five or more", "pt-BR": "janelas de cinco ou mais" };
  const alone = { en: "Single words: right where the review is plain, at a loss where a “not” or a “but” decides.", "pt-BR": "Palavras soltas: acerta quando a avaliação é direta e se perde quando um “não” ou um “mas” decide." };
  const near = values.language === "en"
    ? { en: "“Not good” and “not very good” fit; “far from being good” needs more.", "pt-BR": "Em inglês, “not good” e “not very good” cabem; “far from being good” pede mais." }
    : { en: "In Portuguese the verb stands between “não” and the adjective, so that many negations do not fit.", "pt-BR": "Em português o verbo fica entre o “não” e o adjetivo, e muitas negações não cabem." };
  const whole = { en: "Nearly every negation fits into one window, and so does a “but” with the word after it.", "pt-BR": "Quase toda negação cabe numa janela, e também um “mas” com o que vem depois." };
  const convolution = (architecture: string): readonly Expectation[] => [
    expected(architecture, values.kinds === "negation" ? solved : partly(0.5, 0.9), alone, one, { kernelSize: [1] }),
    expected(architecture, partly(0.75, 1), near, narrow, { kernelSize: wholeNumbers(2, 4) }),
    expected(architecture, partly(0.95, 1), whole, wide, { kernelSize: wholeNumbers(5, 15) }),
  ];
  return [
    expected("bag-of-words", words, balanced),
    expected("embedding-average", values.kinds === "all" ? partly(0.5, 0.8) : words, values.kinds === "all"
      ? { en: "It sees that a “not” is there beside an adjective, which a dense layer can combine; of a “but” it does not see what comes after.", "pt-BR": "Ela vê que há um “não” e um adjetivo, e uma camada densa combina os dois; de um “mas”, não vê o que vem depois." }
      : balanced),
    ...convolution("cnn"),
    ...convolution("atnet"),
    expected("transformer", partly(0.6, 1), { en: "With positions it can read all three kinds; with two thousand reviews it gets there late or not at all.", "pt-BR": "Com posições, consegue ler os três tipos; com duas mil avaliações, chega lá tarde ou não chega." }),
  ];
}
