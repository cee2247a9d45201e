/** Small choices of a person (theme, language) kept between visits. Storage may be off or full: then a choice lasts until the page closes. */
export function readPreference(name: string): string | undefined {
  try { return localStorage.getItem(`at-${name}`) ?? undefined; } catch { return undefined; }
}

/** Remembers a choice, or forgets it when `value` is undefined. */
export function writePreference(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`at-${name}`);
    else localStorage.setItem(`at-${name}`, value);
  } catch { /* the choice holds for this visit */ }
}
