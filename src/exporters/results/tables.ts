import type { Locale } from "../../base/text.js";
import { defineSchema, type Schema, type Values } from "../../hyperparameters/schema.js";
import { csvOf } from "../../plots/csv.js";

/** A table by its columns' names. */
export interface ResultTable {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The choice of how a table is written; the first is what spreadsheets of that language read. */
export const tableOptions = (locale: Locale): Schema => defineSchema({
  form: {
    kind: "choice", stage: "output", invalidates: "nothing", default: locale === "pt-BR" ? "semicolon" : "comma",
    choices: {
      comma: { en: "CSV: commas, decimal points", "pt-BR": "CSV: vírgulas, ponto decimal" },
      semicolon: { en: "CSV: semicolons, decimal commas", "pt-BR": "CSV: ponto e vírgula, vírgula decimal" },
      json: { en: "JSON", "pt-BR": "JSON" },
    },
    label: { en: "Form", "pt-BR": "Formato" },
    doc: { en: "A spreadsheet reads the CSV of its own language; programs read commas or JSON.", "pt-BR": "Uma planilha lê o CSV do seu próprio idioma; programas leem vírgulas ou JSON." },
  },
});

export const tableForm = ({ form }: Values): { readonly extension: string; readonly mediaType: string } =>
  form === "json" ? { extension: ".json", mediaType: "application/json" } : { extension: ".csv", mediaType: "text/csv;charset=utf-8" };

/** @param whole what JSON holds in place of the table, where it can say more */
export function writeTable(table: ResultTable, { form = "comma" }: Values, whole: unknown = undefined): string {
  if (form !== "json") return `\uFEFF${csvOf(table, form === "semicolon" ? "semicolon" : "comma")}`;
  const records = table.rows.map((row) => Object.fromEntries(table.columns.map(({ name }, i) => [name, row[i] ?? null])));
  return `${JSON.stringify(whole ?? records, null, 2)}\n`;
}
