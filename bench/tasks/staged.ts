import { sameText } from "../../src/base/text.js";
import type { DataSettings, PreparedData, SplitName } from "../../src/data/dataset.js";
import { prepareContent } from "../../src/data/prepare.js";
import { statisticsOf } from "../../src/data/statistics.js";
import { countTokens } from "../../src/data/vocabulary.js";

const parts: Readonly<Record<string, SplitName>> = { train: "train", valid: "validation", test: "test" };

/** Rows `split<TAB>label<TAB>text` that are split already, prepared by the product's own code; the split is the file's. */
export function prepareStaged(name: string, table: string): PreparedData {
  const [header, ...rows] = table.trimEnd().split("\n").map((line) => line.split("\t"));
  if (header!.join() !== "split,label,text") throw new Error(`${name}: expected the columns split, label, text; received ${header!.join()}`);
  const labels = [...new Set(rows.map(([, label]) => label!))].sort();
  const partOf = new Map(rows.map(([part, , text]) => [text!.replace(/\s+/g, " ").trim(), parts[part!]!]));
  const settings: DataSettings = { source: name, seed: 0, validationSplit: 0.1, testSplit: 0.1, options: {} };
  const content = { classes: labels.map(sameText), examples: rows.map(([, label, text]) => ({ text: text!, label: labels.indexOf(label!) })), dropped: [] };
  const prepared = prepareContent(content, settings);
  const split = { train: [] as number[], validation: [] as number[], test: [] as number[] };
  prepared.examples.forEach(({ text }, index) => split[partOf.get(text)!].push(index));
  const vocabulary = countTokens(split.train.map((index) => prepared.tokens[index]!));
  return { ...prepared, split, vocabulary, statistics: statisticsOf({ ...prepared, split, vocabulary }) };
}
