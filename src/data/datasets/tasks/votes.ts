import { problem } from "../../../base/problem.js";
import type { Random } from "../../../base/random.js";
import { textOf, type Locale } from "../../../base/text.js";
import { ProblemError, type Example } from "../../dataset.js";
import { wholeNumbers, type Expectation } from "../../expectation.js";
import { expected, reachable } from "./expected.js";
import type { TaskValues } from "./options.js";
import { lengthsBetween, writeExamples } from "./write-examples.js";

interface Values extends TaskValues { readonly language: Locale; readonly minimumLength: number; readonly maximumLength: number; readonly votes: "3" | "5-7" }

/** The paper without a vote, then what the votes of class 0 and 1 say. One blank alone: with many fillers, windows of vote and filler are so rare that their presence counts the votes. */
export const ballots: Readonly<Record<Locale, readonly [blank: string, no: string, yes: string]>> = { en: ["blank", "no", "yes"], "pt-BR": ["branco", "não", "sim"] };
const counts: Readonly<Record<Values["votes"], readonly number[]>> = { 3: [3], "5-7": [5, 7] };
/** From vote to vote at least, so that no window of three holds two of them. */
const apart = 3;
/** Blanks at both ends at least: a vote beside the zeros around the text could be told from others, and is more likely one of the majority. */
const margin = 2;

/** An odd number of votes among blanks, some of each kind, three or more apart and two or more from both ends; what most of them say is the label. @throws ProblemError where they do not fit into the shortest text */
export function votesExamples(random: Random, values: Values): Example[] {
  const { language, minimumLength } = values;
  const length = lengthsBetween(values);
  const needed = (Math.max(...counts[values.votes]) - 1) * apart + 1 + 2 * margin;
  if (minimumLength < needed) {
    throw new ProblemError([problem("votes-beyond-text", "minimumLength", {
      expected: textOf((l) => (l === "en" ? `at least ${needed}, to hold so many votes ${apart} words apart and ${margin} from the ends` : `pelo menos ${needed}, para caberem tantos votos a ${apart} palavras um do outro e a ${margin} das pontas`)),
      received: minimumLength,
      wayOut: { en: "Raise minimumLength or ask for fewer votes.", "pt-BR": "Aumente minimumLength ou peça menos votos." },
    })]);
  }
  const [blank, ...said] = ballots[language];
  return writeExamples(random, 2, values, (label) => {
    const count = random.pick(counts[values.votes]);
    const majority = (count + 1) / 2;
    const winning = majority + random.integer(count - majority);
    const cast = random.shuffled(Array.from({ length: count }, (_, i) => said[i < winning ? label : 1 - label]!));
    const total = length(random);
    const places = placesApart(random, count, total - 2 * margin).map((place) => place + margin);
    const words = Array.from({ length: total }, () => blank);
    places.forEach((place, i) => { words[place] = cast[i]!; });
    return { text: words.join(" "), why: places };
  });
}

/** Places `apart` or more from one another, every such choice as likely: as many without that rule in a text so much shorter, then spread. */
function placesApart(random: Random, count: number, length: number): readonly number[] {
  const squeezed = Array.from(random.permutation(length - (count - 1) * (apart - 1)).subarray(0, count)).sort((a, b) => a - b);
  return squeezed.map((place, i) => place + i * (apart - 1));
}

export function votesExpectations(values: Values): readonly Expectation[] {
  const { solved, guessed, partly } = reachable(2, values);
  const present = { en: "The maximum says that a vote is there, never how often, and both kinds are in every text.", "pt-BR": "O máximo diz que um voto existe, nunca quantas vezes, e os dois tipos estão em todos os textos." };
  const proportion = { en: "A mean keeps the share of each vote, and the larger share wins.", "pt-BR": "Uma média guarda a fração de cada voto, e a fração maior vence." };
  const max = { en: "maximum pooling", "pt-BR": "pooling pelo máximo" };
  return [
    expected("bag-of-words", solved, { en: "It counts words, and counting is the task.", "pt-BR": "Ele conta palavras, e contar é a tarefa." }),
    expected("embedding-average", solved, proportion),
    expected("cnn", guessed, present, max, { pooling: ["max"], kernelSize: wholeNumbers(1, apart), parallelKernels: [1] }),
    expected("cnn", partly(0.5, 1), { en: "A window of four or more holds two votes at a time; that two of a kind follow each other hints at the majority.", "pt-BR": "Uma janela de quatro ou mais tem dois votos de uma vez; dois iguais seguidos já sugerem a maioria." }, { en: "maximum pooling, wide windows", "pt-BR": "pooling pelo máximo, janelas largas" }, { pooling: ["max"] }),
    expected("cnn", solved, proportion, { en: "average pooling", "pt-BR": "pooling pela média" }, { pooling: ["average"] }),
    expected("atnet", partly(0.5, 1), {
      en: "The maximum itself cannot count; but attention's weights sum to 1, so that each vote weighs less the more there are of its kind, and that shows.",
      "pt-BR": "O máximo em si não sabe contar; mas os pesos da atenção somam 1, e cada voto pesa menos quanto mais houver do seu tipo, e isso aparece.",
    }, { en: "attention, then maximum", "pt-BR": "atenção e depois máximo" }, { pooling: ["max"] }),
    expected("atnet", solved, { en: "Attention spreads over the votes, and its weighted sum keeps their shares.", "pt-BR": "A atenção se reparte entre os votos, e a soma ponderada guarda as frações." }, { en: "attention, then sum", "pt-BR": "atenção e depois soma" }, { pooling: ["sum", "average"] }),
    expected("transformer", solved, { en: "Its attention averages too: every position can see the shares of the whole text.", "pt-BR": "A atenção dele também tira médias: cada posição pode ver as frações do texto inteiro." }),
  ];
}
