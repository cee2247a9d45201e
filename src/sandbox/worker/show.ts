import { DrawnMarkup, DrawnNode, escapeHtml } from "./page.js";

/** What a value looks like: nodes as they are, lists of records as a table, everything else as text. */
export function showValue(value: unknown): string {
  if (value instanceof DrawnNode) return value.outerHTML;
  const records = asRecords(value);
  if (records) return table(records);
  return `<pre>${escapeHtml(typeof value === "string" ? value : inspect(value, 0))}</pre>`;
}

const mostRows = 100;
const mostColumns = 20;

function asRecords(value: unknown): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const isRecord = (one: unknown): boolean => typeof one === "object" && one !== null && Object.getPrototypeOf(one) === Object.prototype && Object.values(one).some((part) => typeof part !== "object");
  return value.slice(0, mostRows).every(isRecord) ? (value as readonly Readonly<Record<string, unknown>>[]) : undefined;
}
function table(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(rows.slice(0, mostRows).flatMap((row) => Object.keys(row)))].slice(0, mostColumns);
  const cell = (value: unknown): string => escapeHtml(value === undefined ? "" : typeof value === "string" ? value.slice(0, 200) : inspect(value, 2));
  const head = columns.map((name) => `<th>${escapeHtml(name)}</th>`).join("");
  const body = rows.slice(0, mostRows).map((row) => `<tr>${columns.map((name) => `<td>${cell(row[name])}</td>`).join("")}</tr>`).join("");
  const more = rows.length > mostRows ? `<p>… ${rows.length}</p>` : "";
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${more}`;
}

/** A value in one line where it fits; everything of it that could be endless is cut. Getters are not called. */
export function inspect(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string": return JSON.stringify(value.length > 500 ? `${value.slice(0, 500)}…` : value);
    case "number": return Object.is(value, -0) ? "-0" : String(value);
    case "bigint": return `${value}n`;
    case "function": return `ƒ ${value.name || ""}()`;
    case "object": break;
    default: return String(value);
  }
  if (value === null) return "null";
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (depth > 3) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const list = value as ArrayLike<unknown>;
    const kind = Array.isArray(value) ? "" : `${value.constructor.name}(${list.length}) `;
    const items = Array.from({ length: Math.min(50, list.length) }, (_, i) => inspect(list[i], depth + 1));
    return `${kind}[${items.join(", ")}${list.length > 50 ? `, … ${list.length}` : ""}]`;
  }
  if (value instanceof Map) return `Map(${value.size}) {${[...value].slice(0, 50).map(([key, one]) => `${inspect(key, depth + 1)} → ${inspect(one, depth + 1)}`).join(", ")}}`;
  if (value instanceof Set) return `Set(${value.size}) {${[...value].slice(0, 50).map((one) => inspect(one, depth + 1)).join(", ")}}`;
  const parts = Object.entries(Object.getOwnPropertyDescriptors(value)).filter(([, { enumerable }]) => enumerable);
  const shown = parts.slice(0, 50).map(([key, descriptor]) => `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${"value" in descriptor ? inspect(descriptor.value, depth + 1) : "…"}`);
  const name = className(value);
  return `${name}{${shown.join(", ")}${parts.length > 50 ? ", …" : ""}}`;
}
function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const maker: unknown = prototype && prototype !== Object.prototype ? Object.getOwnPropertyDescriptor(prototype, "constructor")?.value : undefined;
  return typeof maker === "function" && maker.name ? `${maker.name} ` : "";
}

/** html`…` and svg`…`: what is written is kept, what is put in is text unless it is a node or a list of them. */
export function markup(strings: TemplateStringsArray, ...values: readonly unknown[]): DrawnMarkup {
  const put = (value: unknown): string => {
    if (value instanceof DrawnNode) return value.outerHTML;
    if (Array.isArray(value)) return value.map(put).join("");
    return value === null || value === undefined || value === false ? "" : escapeHtml(String(value));
  };
  return new DrawnMarkup(strings.raw.map((text, i) => (i === 0 ? text : put(values[i - 1]) + text)).join("").trim());
}
