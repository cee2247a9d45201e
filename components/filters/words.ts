import { formatNumber, plural, textOf, type Text } from "../../src/base/text.js";
import type { Filters, FilterStory } from "../../src/training/analyses/filters.js";

export const words = {
  empty: { en: "Press Train: what each filter has learned to detect is listed here.", "pt-BR": "Clique em Treinar: o que cada filtro aprendeu a detectar aparece aqui." },
  working: { en: "Reading the texts", "pt-BR": "Lendo os textos" },
  search: { en: "Search for a word", "pt-BR": "Procurar uma palavra" },
  none: { en: "No filter has this word among its strongest n-grams.", "pt-BR": "Nenhum filtro tem esta palavra entre seus n-gramas mais fortes." },
  list: { en: "Filters", "pt-BR": "Filtros" },
  filter: { en: "Filter", "pt-BR": "Filtro" },
  dead: { en: "dead: no text moves it", "pt-BR": "morto: nenhum texto o move" },
  ngrams: { en: "Strongest n-grams", "pt-BR": "N-gramas mais fortes" },
  ngram: { en: "n-gram", "pt-BR": "n-grama" },
  activation: { en: "activation", "pt-BR": "ativação" },
  times: { en: "times", "pt-BR": "vezes" },
  unknown: { en: "unknown", "pt-BR": "desconhecido" },
  pull: { en: "pull on each class", "pt-BR": "força sobre cada classe" },
  slots: {
    en: "The bar under a word is what that word alone adds to the filter; words that take something away are struck through.",
    "pt-BR": "A barra sob cada palavra é o que ela sozinha acrescenta ao filtro; as riscadas tiram alguma coisa.",
  },
  linear: {
    en: "Pull: the filter's weights in the output layer, for each unit of its pooled value.",
    "pt-BR": "Força: os pesos do filtro na camada de saída, por unidade do seu valor no pooling.",
  },
  ablation: {
    en: "Pull: what the logits lose, on average over the texts in which it answers, when the filter is silenced (a dense layer lies between, so no single weight tells).",
    "pt-BR": "Força: o que os logits perdem, em média nos textos em que ele responde, quando o filtro é calado (há uma camada densa no caminho, e nenhum peso sozinho diz isso).",
  },
} satisfies Record<string, Text>;

/** One sentence about all filters: what a reader should see in the list. */
export const captionOf = ({ filters, texts }: Filters, classes: readonly Text[]): Text => textOf((l) => {
  const dead = filters.filter(({ active }) => active === 0).length;
  const believed = filters.filter(({ threshold }) => threshold).length;
  const each = classes.map((name, k) => `${name[l]} ${filters.filter(({ identity, active }) => active > 0 && identity === k).length}`).join(", ");
  return l === "en"
    ? `Of ${plural(filters.length, l, "filter", "filters")} over ${plural(texts, l, "text", "texts")}, ${believed} can be believed from some activation on and ${dead} ${dead === 1 ? "is" : "are"} dead; they pull to: ${each}.`
    : `De ${plural(filters.length, l, "filtro", "filtros")} em ${plural(texts, l, "texto", "textos")}, ${believed} ${believed === 1 ? "merece" : "merecem"} confiança a partir de alguma ativação e ${dead} ${dead === 1 ? "está morto" : "estão mortos"}; eles puxam para: ${each}.`;
});

/** What the threshold of a filter says, or why there is none. */
export const thresholdSentence = ({ threshold, active }: FilterStory, name: Text, purity: number): Text => textOf((l) => {
  const percent = (share: number): string => formatNumber(share, l, { percent: true, decimals: 0 });
  if (active === 0) return l === "en" ? "No text moves this filter: it has no say in any answer." : "Nenhum texto move este filtro: ele não participa de resposta alguma.";
  if (!threshold) return l === "en"
    ? `No activation is enough to believe it: never do ${percent(purity)} of the texts above one get “${name.en}”.`
    : `Nenhuma ativação basta para confiar nele: em nenhum ponto ${percent(purity)} dos textos acima recebem “${name["pt-BR"]}”.`;
  const from = formatNumber(threshold.activation, l, { significant: 3 });
  return l === "en"
    ? `Threshold ${from}: ${percent(threshold.purity)} of the texts in which it reaches that are answered “${name.en}”; it does so in ${percent(threshold.share)} of all texts.`
    : `Limiar ${from}: ${percent(threshold.purity)} dos textos em que ele chega a isso recebem “${name["pt-BR"]}”; ele chega em ${percent(threshold.share)} de todos os textos.`;
});
