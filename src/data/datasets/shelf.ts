import { damagedAsset } from "../assets.js";
import type { DatasetContext, Example } from "../dataset.js";
import { readTable } from "../table.js";

/** A built asset as scripts/build-data.mjs wrote it. */
export interface Shelved {
  /** Name of the file without ".tsv.gz". */
  readonly name: string;
  /** Of the table; `label` is among them. */
  readonly columns: readonly string[];
  /** Labels as they stand in the table, in the order of the classes. */
  readonly labels: readonly string[];
  /** Fewer means that the file was cut short. */
  readonly rowCount: number;
}

/** The examples of a built table. @param text column that is read; `group` says what must stay together where the table has it @throws ProblemError when the table is not what the build wrote */
export async function shelvedExamples({ name, columns, labels, rowCount }: Shelved, context: DatasetContext, text = "text"): Promise<Example[]> {
  const file = `${name}.tsv.gz`;
  const rows = readTable(await context.asset(file, context.signal), columns);
  const [label, group, words] = ["label", "group", text].map((column) => columns.indexOf(column)) as [number, number, number];
  const examples = rows?.map((row): Example => ({ text: row[words]!, label: labels.indexOf(row[label]!), ...(group === -1 ? {} : { group: row[group]! }) }));
  if (examples?.length !== rowCount || examples.some((example) => example.label === -1)) throw damagedAsset(file);
  return examples;
}
