/** The languages that everything people read is written in. */
export const locales = ["en", "pt-BR"] as const;
export type Locale = (typeof locales)[number];

/** A text in every language the product ships: a missing translation does not compile. */
export type Text = Readonly<Record<Locale, string>>;

/** A text made by one function of the language, for sentences that hold numbers or other texts. */
export const textOf = (write: (locale: Locale) => string): Text => ({ en: write("en"), "pt-BR": write("pt-BR") });

/** The same characters in both languages: names, numbers already formatted, code. */
export const sameText = (value: string): Text => ({ en: value, "pt-BR": value });

/** The shipped language nearest to a browser's language tag; English when there is none. */
export function nearestLocale(tags: readonly string[]): Locale {
  for (const tag of tags) {
    const language = tag.toLowerCase().split("-")[0];
    if (language === "pt") return "pt-BR";
    if (language === "en") return "en";
  }
  return "en";
}

export interface NumberStyle {
  /** Digits after the decimal separator, at most. */
  readonly decimals?: number;
  /** Keep trailing zeros, for numbers that stand in columns or change in place. */
  readonly fixed?: boolean;
  /** Significant digits, for numbers over several orders of magnitude; wins over `decimals`. */
  readonly significant?: number;
  readonly percent?: boolean;
}

/** A number as the reader's language writes it: 41,750 in English, 41.750 in Portuguese. */
export function formatNumber(value: number, locale: Locale, style: NumberStyle = {}): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "—" : value > 0 ? "∞" : "−∞";
  const { decimals = 3, fixed = false, significant, percent = false } = style;
  const digits = significant !== undefined
    ? { maximumSignificantDigits: significant }
    : { maximumFractionDigits: decimals, ...(fixed ? { minimumFractionDigits: decimals } : {}) };
  return numberFormat(locale, { ...digits, ...(percent ? { style: "percent" } : {}) }).format(value);
}

/**
 * Reads a number as a person types it: "0.001", "1e-3", "41,750", and in Portuguese "0,001" and "41.750". NaN when it is none.
 * In Portuguese a point before exactly three digits groups thousands unless the number begins with 0, so that "0.001" stays what it looks like.
 */
export function parseNumber(text: string, locale: Locale): number {
  const trimmed = text.trim().replace("−", "-");
  const [group, decimal] = locale === "pt-BR" ? [".", ","] : [",", "."];
  const grouped = new RegExp(`^[+-]?[1-9]\\d{0,2}(\\${group}\\d{3})+(\\${decimal}\\d*)?$`).test(trimmed);
  const canonical = (grouped ? trimmed.replaceAll(group, "") : trimmed).replace(decimal, ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(canonical) ? Number(canonical) : NaN;
}

/** A length of time in the units a person would say: "8 s", "2 min 05 s". @param seconds ≥ 0 */
export function formatDuration(seconds: number, locale: Locale): string {
  if (!Number.isFinite(seconds)) return "—";
  if (seconds < 10) return `${formatNumber(seconds, locale, { decimals: 1 })} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, "0")} s`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Which plural form `count` takes in a language: "1 época", "2 épocas". */
export const plural = (count: number, locale: Locale, one: string, other: string): string =>
  `${formatNumber(count, locale, { decimals: 0 })} ${pluralRules[locale].select(count) === "one" ? one : other}`;
const pluralRules: Readonly<Record<Locale, Intl.PluralRules>> = { en: new Intl.PluralRules("en"), "pt-BR": new Intl.PluralRules("pt-BR") };

const formats = new Map<string, Intl.NumberFormat>();
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}
