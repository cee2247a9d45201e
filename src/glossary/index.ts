import { registry } from "../base/registry.js";
import type { Locale } from "../base/text.js";
import { topics, type Term, type Topic } from "./term.js";
import { attentionTerms } from "./terms/attention.js";
import { explainingTerms } from "./terms/explaining.js";
import { functionTerms } from "./terms/functions.js";
import { judgingTerms } from "./terms/judging.js";
import { networkTerms } from "./terms/network.js";
import { textTerms } from "./terms/text.js";
import { trainingTerms } from "./terms/training.js";

export const termsByTopic: Readonly<Record<Topic, readonly Term[]>> = {
  text: textTerms, network: [...networkTerms, ...functionTerms], attention: attentionTerms, training: trainingTerms, judging: judgingTerms, explaining: explainingTerms,
};

/** Every technical term of the product. Large: fetched when somebody reads, never with the page's own code. */
export const glossary = registry<Term>("glossary", topics.flatMap((topic) => termsByTopic[topic]));

/** Terms as a reader of the language would look them up. */
export function alphabetical(terms: Iterable<Term>, locale: Locale): readonly Term[] {
  const collator = new Intl.Collator(locale, { sensitivity: "base" });
  return [...terms].sort((a, b) => collator.compare(a.term[locale], b.term[locale]));
}

/** Whether a term answers to what was typed: in its name or meaning, whatever accents and capitals. */
export function answersTo({ term, meaning, marks }: Term, typed: string, locale: Locale): boolean {
  const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(typed.trim());
  return [term[locale], ...marks[locale], meaning[locale]].some((text) => plain(text).includes(wanted));
}
