import type { FigureTable } from "./figure-content.js";

/**
 * A table as CSV (RFC 4180, comma, dot decimals whatever the page's language, so that programs read it alike).
 * Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection").
 */
export function csvOf({ columns, rows }: FigureTable): string {
  const lines = [columns.map(({ name }) => cellOf(name)), ...rows.map((row) => row.map(cellOf))];
  return `${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
