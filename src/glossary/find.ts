import { locales } from "../base/text.js";
import { glossary } from "./index.js";

/** A stretch of a text that a term explains. */
export interface Found { readonly start: number; readonly end: number; readonly name: string }

const nameOf = new Map<string, string>();
for (const { name, marks } of glossary) for (const locale of locales) for (const form of marks[locale]) nameOf.set(form.toLowerCase(), name);

/** Longest first, so that "kernel size" is not cut down to "kernel". Both languages: a text may be read on a page in the other one. */
const pattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}_-])(?:${[...nameOf.keys()].sort((a, b) => b.length - a.length).map((form) => form.replace(/[.*+?^${"$"}{}()|[\]\\]/g, String.raw`\$&`)).join("|")})(?![\p{L}\p{N}_]|-\p{L})`,
  "giu",
);

/** The terms in a text, in its order. One that stands inside a longer word is not one. */
export function findTerms(text: string): readonly Found[] {
  return [...text.matchAll(pattern)].map(({ 0: form, index }) => ({ start: index, end: index + form.length, name: nameOf.get(form.toLowerCase())! }));
}
