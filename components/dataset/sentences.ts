import { formatNumber, plural, textOf, type Locale, type Text } from "../../src/base/text.js";
import type { PreparedData } from "../../src/data/dataset.js";
import type { TokenLevel } from "../../src/data/tokenizer.js";

/** "1,000 texts in 2 classes: 800 to learn from, 100 to choose the epoch, 100 to judge the result." */
export const sizeSentence = ({ split, classes, examples }: PreparedData): Text => textOf((locale) => {
  const en = locale === "en";
  const n = (value: number): string => formatNumber(value, locale);
  const parts = en
    ? [`${n(split.train.length)} to learn from`, ...(split.validation.length > 0 ? [`${n(split.validation.length)} to choose the epoch`] : []), ...(split.test.length > 0 ? [`${n(split.test.length)} to judge the result`] : [])]
    : [`${n(split.train.length)} para aprender`, ...(split.validation.length > 0 ? [`${n(split.validation.length)} para escolher a época`] : []), ...(split.test.length > 0 ? [`${n(split.test.length)} para julgar o resultado`] : [])];
  const total = plural(examples.length, locale, en ? "text" : "texto", en ? "texts" : "textos");
  return `${total} ${en ? "in" : "em"} ${n(classes.length)} ${en ? "classes" : "classes"}: ${parts.join(", ")}.`;
});

/** The line to beat, in plain words. */
export const majoritySentence = ({ statistics, classes }: PreparedData): Text => textOf((locale) => {
  const en = locale === "en";
  const { majorityBaseline, classCounts: { train } } = statistics;
  const largest = classes[train.indexOf(Math.max(...train))]?.[locale] ?? "";
  if (!Number.isFinite(majorityBaseline)) {
    return en ? "No texts are held out, so nothing can be judged: raise the validation or the test split." : "Nenhum texto foi reservado, então nada pode ser avaliado: aumente a fração de validação ou de teste.";
  }
  const share = formatNumber(majorityBaseline, locale, { percent: true, decimals: 0 });
  return en
    ? `Always answering “${largest}” would be right for ${share} of the held-out texts: that is the line to beat.`
    : `Responder sempre “${largest}” acertaria ${share} dos textos reservados: é a marca a superar.`;
});

/** What is counted, in plural and singular, at each level. */
const counted = {
  words: { en: ["different word", "different words", "words"], "pt-BR": ["palavra diferente", "palavras diferentes", "palavras"] },
  tokens: { en: ["different word or mark", "different words and marks", "words and marks"], "pt-BR": ["palavra ou sinal diferente", "palavras e sinais diferentes", "palavras e sinais"] },
  characters: { en: ["different character", "different characters", "characters"], "pt-BR": ["caractere diferente", "caracteres diferentes", "caracteres"] },
} as const satisfies Record<TokenLevel, Record<Locale, readonly [one: string, several: string, all: string]>>;

export const vocabularySentence = ({ statistics, vocabulary, settings: { level = "words" } }: PreparedData): Text => textOf((locale) => {
  const en = locale === "en";
  const [one, several, all] = counted[level][locale];
  const size = plural(vocabulary.tokens.length, locale, one, several);
  const known = formatNumber(statistics.coverage, locale, { percent: true, decimals: 0 });
  const first = en ? `The training texts hold ${size}` : `Os textos de treino têm ${size}`;
  if (!Number.isFinite(statistics.coverage)) return `${first}.`;
  const gender = level === "characters" ? "dos" : "das";
  return en ? `${first}; they cover ${known} of the ${all} in the held-out texts.` : `${first}, que cobrem ${known} ${gender} ${all} dos textos reservados.`;
});
