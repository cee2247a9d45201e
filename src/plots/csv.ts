import type { FigureTable } from "./figure-content.js";

/** How a table is written: with commas and decimal points, as programs read it, or with semicolons and decimal commas, as a spreadsheet does where the comma is the decimal sign. */
export type CsvForm = "comma" | "semicolon";

/**
 * A table as CSV (RFC 4180): comma and decimal point whatever the page's language, so that programs read it alike, unless the other form is asked for.
 * Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection"); numbers are never touched.
 */
export function csvOf({ columns, rows }: { readonly columns: readonly { readonly name: string }[]; readonly rows: FigureTable["rows"] }, form: CsvForm = "comma"): string {
  const lines = [columns.map(({ name }) => cellOf(name, form)), ...rows.map((row) => row.map((value) => cellOf(value, form)))];
  return `${lines.map((cells) => cells.join(form === "comma" ? "," : ";")).join("\r\n")}\r\n`;
}

function cellOf(value: string | number | null, form: CsvForm): string {
  if (value === null || Number.isNaN(value)) return "";
  if (typeof value === "number") return form === "comma" ? String(value) : String(value).replace(".", ",");
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
