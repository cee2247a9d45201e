import { sameText } from "../../src/base/text.js";
import type { DataSettings, PreparedData, SplitName } from "../../src/data/dataset.js";
import { prepareContent } from "../../src/data/prepare.js";
import { statisticsOf } from "../../src/data/statistics.js";
import { countTokens } from "../../src/data/vocabulary.js";

const parts: Readonly<Record<string, SplitName>> = { train: "train", valid: "validation", test: "test" };

/** A table with the columns split, label and text, whose rows are split already, prepared by the product's own code; the split is the file's. */
export function prepareStaged(name: string, table: string): PreparedData {
  const [header, ...lines] = table.trimEnd().split("\n").map((line) => line.split("\t"));
  const [part, label, text] = ["split", "label", "text"].map((column) => header!.indexOf(column)) as [number, number, number];
  if (Math.min(part, label, text) < 0) throw new Error(`${name}: expected the columns split, label and text; received ${header!.join(", ")}`);
  const rows = lines.map((line) => [line[part]!, line[label]!, line[text]!] as const);
  const labels = [...new Set(rows.map(([, own]) => own))].sort();
  const partOf = new Map(rows.map(([own, , words]) => [words.replace(/\s+/g, " ").trim(), parts[own]!]));
  const settings: DataSettings = { source: name, seed: 0, validationSplit: 0.1, testSplit: 0.1, options: {} };
  const content = { classes: labels.map(sameText), examples: rows.map(([, own, words]) => ({ text: words, label: labels.indexOf(own) })), dropped: [] };
  const prepared = prepareContent(content, settings);
  const split = { train: [] as number[], validation: [] as number[], test: [] as number[] };
  prepared.examples.forEach(({ text }, index) => split[partOf.get(text)!].push(index));
  const vocabulary = countTokens(split.train.map((index) => prepared.tokens[index]!));
  return { ...prepared, split, vocabulary, statistics: statisticsOf({ ...prepared, split, vocabulary }) };
}
