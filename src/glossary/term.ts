import type { Locale, Text } from "../base/text.js";

/** What a glossary lists its terms under, in the order in which a text meets them on its way. */
export const topics = ["text", "network", "attention", "training", "judging", "explaining"] as const;
export type Topic = (typeof topics)[number];

export const topicTitles: Readonly<Record<Topic, Text>> = {
  text: { en: "Text and data", "pt-BR": "Texto e dados" },
  network: { en: "The network", "pt-BR": "A rede" },
  attention: { en: "Attention and Transformers", "pt-BR": "Atenção e Transformers" },
  training: { en: "Training", "pt-BR": "Treinamento" },
  judging: { en: "Judging a network", "pt-BR": "Avaliar uma rede" },
  explaining: { en: "Explaining a network", "pt-BR": "Explicar uma rede" },
};

/** One technical word as the whole product uses it. */
export interface Term {
  /** Stable, lower-case, with hyphens: "kernel-size". */
  readonly name: string;
  readonly term: Text;
  /** The forms under which a running text is marked with it, plurals among them; none for words that also have an everyday meaning. */
  readonly marks: Readonly<Record<Locale, readonly string[]>>;
  /** What it is, in one sentence. */
  readonly meaning: Text;
  /** Two to four sentences more: an example, a number, what it is not. */
  readonly explanation: Text;
  /** TeX: how formulas write it. */
  readonly symbol?: string;
  /** Axes of the numbers that it stands for: "[batch, positions, filters]". */
  readonly shape?: string;
  /** Names of terms to read next. */
  readonly seeAlso: readonly string[];
}
