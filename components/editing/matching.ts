/** A text as people type it when they search: no accents, no capitals. */
export const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether every word of a search stands in one of the texts. */
export function matches(search: string, ...texts: readonly string[]): boolean {
  const all = folded(texts.join(" "));
  return folded(search).split(/\s+/).every((word) => all.includes(word));
}

/** Those that match, with those whose first text begins with the search before the others. */
export function found<T>(items: readonly T[], search: string, textsOf: (item: T) => readonly [string, ...string[]]): readonly T[] {
  const start = folded(search.trim());
  const fits = items.filter((item) => matches(search.trim(), ...textsOf(item)));
  return start === "" ? fits : [...fits.filter((item) => folded(textsOf(item)[0]).startsWith(start)), ...fits.filter((item) => !folded(textsOf(item)[0]).startsWith(start))];
}
