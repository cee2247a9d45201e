import { formatNumber, type Locale } from "../../src/base/text.js";

/** "82.5% ± 1.2": a share over one run or several. @param deviation NaN for one */
export function shareText({ mean, deviation }: { readonly mean: number; readonly deviation: number }, locale: Locale): string {
  const share = formatNumber(mean, locale, { percent: true, decimals: 1 });
  return Number.isNaN(deviation) ? share : `${share} ± ${formatNumber(deviation * 100, locale, { decimals: 1, fixed: true })}`;
}
