import { labelNames, plainName, textNames } from "./header.js";
import { limits } from "./limits.js";
import type { Table } from "./table.js";

/** What a column holds, so that a person can tell which is which. */
export interface ColumnFacts {
  readonly name: string;
  /** Different values, counted up to one more than there may be classes. */
  readonly distinct: number;
  readonly empty: number;
  /** Characters, over the rows looked at. */
  readonly meanLength: number;
  /** Cells that are numbers. */
  readonly numbers: number;
  /** The first value that is not empty. */
  readonly sample: string;
}

const number = /^\s*[-+]?(\d+|\d{1,3}(\.\d{3})+|\d{1,3}(,\d{3})+)?([.,]\d+)?(e[-+]?\d+)?\s*$/i;
const looked = 5000;

export function factsOf({ columns, rows }: Pick<Table, "columns" | "rows">): readonly ColumnFacts[] {
  return columns.map((name, i) => {
    const seen = new Set<string>();
    let [empty, length, numbers, sample] = [0, 0, 0, ""];
    const some = rows.slice(0, looked);
    for (const row of rows) { if (seen.size <= limits.classes) seen.add(row[i]!.trim()); }
    for (const row of some) {
      const cell = row[i]!.trim();
      if (cell === "") { empty++; continue; }
      sample ||= cell.slice(0, 80);
      length += cell.length;
      if (/\d/.test(cell) && number.test(cell)) numbers++;
    }
    seen.delete("");
    return { name, distinct: seen.size, empty, meanLength: some.length ? length / some.length : 0, numbers, sample };
  });
}

export interface ChosenColumns { readonly text: string | undefined; readonly label: string | undefined }

/**
 * Which column holds the texts and which their labels: by the names that people give them, then by what they hold. Texts are the longest;
 * labels are few, repeat themselves, and are short.
 */
export function guessColumns(facts: readonly ColumnFacts[], rowCount: number): ChosenColumns {
  const byName = (names: readonly string[], fits: (one: ColumnFacts) => boolean): ColumnFacts | undefined => {
    const fitting = facts.filter(fits);
    for (const name of names) {
      const exact = fitting.find((one) => plainName(one.name) === name);
      if (exact) return exact;
    }
    return undefined;
  };
  const isLabel = (one: ColumnFacts): boolean => one.distinct >= 1 && one.distinct <= limits.classes && one.meanLength <= limits.labelLength && (one.distinct < rowCount || rowCount <= 2);
  const isText = (one: ColumnFacts): boolean => one.sample !== "" && one.numbers < Math.max(1, Math.min(rowCount, looked) * 0.9);
  const longest = facts.filter(isText).toSorted((a, b) => b.meanLength - a.meanLength)[0];
  const named = byName(textNames, isText);
  // A column called "title" beside one of whole reviews is not the text.
  const text = named && longest && (named.meanLength * 2 >= longest.meanLength || longest.meanLength < 20) ? named : longest;
  const others = (one: ColumnFacts): boolean => isLabel(one) && one !== text;
  const label = byName(labelNames, (one) => one !== text && one.distinct <= limits.classes) ?? facts.filter((one) => others(one) && one.distinct >= 2).toSorted((a, b) => a.distinct - b.distinct)[0] ?? facts.find(others);
  return { text: text?.name, label: label?.name };
}
