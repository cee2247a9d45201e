import { textOf, type Text } from "../../base/text.js";
import { columnNames, hasHeader } from "./header.js";
import { limits } from "./limits.js";
import { firstMistake } from "./json-mistake.js";
import { refuse, startOf, type RowNote, type Table } from "./table.js";

type Rows = Pick<Table, "columns" | "rows" | "numbers" | "notes" | "notices"> & { readonly header?: boolean };
interface Item { readonly number: number; readonly value: unknown }

/** Whether a text is JSON rather than a table, by its name or its first sign; "lines" where every line is a value of its own. */
export function jsonForm(text: string, name: string): "json" | "json-lines" | undefined {
  const first = /^\s*([[{])/.exec(text)?.[1];
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(name)) return "json-lines";
  if (first === undefined) return /\.json(\.gz)?$/i.test(name) ? "json" : undefined;
  if (first === "{" && isValue(text.trimStart().split(/[\r\n]/, 1)[0]!)) return text.trim().includes("\n") ? "json-lines" : "json";
  if (first === "{" || /\.json(\.gz)?$/i.test(name)) return "json";
  // A table's first cell may begin with a bracket; a list of JSON ends with one too.
  return /\]\s*$/.test(text) ? "json" : undefined;
}
const isValue = (line: string): boolean => { try { JSON.parse(line); return true; } catch { return false; } };

/** A list of objects, of lists or of texts; an object that holds such a list; or an object of lists of texts, each list a class. @throws ProblemError */
export function readJson(text: string, name: string): Rows {
  refuseDepth(text, name);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const line = text.slice(0, firstMistake(text)).split(/\r\n|[\n\r]/).length;
    throw refuse("not-json", name, {
      expected: { en: "JSON, but it is broken here", "pt-BR": "JSON, mas ele está quebrado aqui" },
      wayOut: { en: "Mend this place in a text editor, or export the file again. Nothing was changed.", "pt-BR": "Corrija este ponto em um editor de texto ou exporte o arquivo de novo. Nada foi alterado." },
    }, line);
  }
  const items = listOf(value);
  if (!items) {
    throw refuse("no-list", name, {
      expected: { en: "a list of rows", "pt-BR": "uma lista de linhas" }, received: value,
      wayOut: { en: "A row may be {\"text\": \"…\", \"label\": \"…\"}.", "pt-BR": "Uma linha pode ser {\"text\": \"…\", \"label\": \"…\"}." },
    });
  }
  return tableOf(items.map((item, i) => ({ number: i + 1, value: item })), name, []);
}

/** One value a line; a line that is none is left out and said. @throws ProblemError when most are none */
export function readJsonLines(text: string, name: string): Rows {
  const items: Item[] = [];
  const notes: RowNote[] = [];
  const lines = text.split(/\r\n|[\n\r]/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    try {
      if (depthOf(line) > limits.depth) throw new RangeError("too deep");
      items.push({ number: i + 1, value: JSON.parse(line) as unknown });
    } catch {
      notes.push({ row: i + 1, done: "dropped", reason: notJsonLine, start: line.slice(0, 80) });
    }
  }
  if (notes.length > items.length) {
    const first = notes[0]!;
    throw refuse("not-json-lines", name, {
      expected: { en: "a JSON value on every line", "pt-BR": "um valor JSON em cada linha" }, received: first.start,
      wayOut: { en: `${notes.length} lines of ${notes.length + items.length} are none. Nothing was changed.`, "pt-BR": `Em ${notes.length} de ${notes.length + items.length} linhas não há JSON. Nada foi alterado.` },
    }, first.row);
  }
  return tableOf(items, name, notes);
}
const notJsonLine: Text = { en: "the line is not JSON", "pt-BR": "a linha não é JSON" };
const notRow: Text = { en: "neither an object nor a list nor a text", "pt-BR": "não é objeto, lista nem texto" };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const lists = entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  if (lists.length > 1 && lists.length === entries.length && lists.every(([, list]) => list.every((one) => typeof one === "string"))) {
    return lists.flatMap(([label, texts]) => texts.map((text) => ({ text, label })));
  }
  return lists.toSorted((a, b) => b[1].length - a[1].length)[0]?.[1];
}

function tableOf(items: readonly Item[], name: string, given: readonly RowNote[]): Rows {
  const notes = [...given];
  if (items.length > 0 && items.every(({ value }) => Array.isArray(value))) {
    const width = Math.max(...items.map(({ value }) => (value as unknown[]).length));
    const rows = items.map(({ value }) => Array.from({ length: width }, (_, i) => cellOf((value as unknown[])[i]).text));
    const header = hasHeader(rows);
    return {
      columns: columnNames(header ? rows[0]! : Array.from({ length: width }, () => "")), rows: header ? rows.slice(1) : rows,
      numbers: items.slice(header ? 1 : 0).map(({ number }) => number), notes, notices: [], header,
    };
  }
  // A Map, so that "__proto__" is a name like any other.
  const places = new Map<string, number>();
  const nested = new Set<string>();
  const kept: { readonly number: number; readonly cells: ReadonlyMap<string, string> }[] = [];
  for (const { number, value } of items) {
    const entries = isObject(value) ? Object.entries(value) : typeof value === "string" ? ([["text", value]] as const) : undefined;
    if (!entries) {
      notes.push({ row: number, done: "dropped", reason: notRow, start: startOf([cellOf(value).text]) });
      continue;
    }
    const cells = new Map<string, string>();
    for (const [key, one] of entries) {
      if (!places.has(key)) places.set(key, places.size);
      const { text, isNested } = cellOf(one);
      cells.set(key, text);
      if (isNested) nested.add(key);
    }
    kept.push({ number, cells });
  }
  if (places.size > limits.columns) throw refuse("too-many-columns", name, { expected: textOf((l) => (l === "en" ? `at most ${limits.columns} names` : `no máximo ${limits.columns} nomes`)), received: places.size });
  const keys = [...places.keys()];
  return { columns: columnNames(keys), rows: kept.map(({ cells }) => keys.map((key) => cells.get(key) ?? "")), numbers: kept.map(({ number }) => number), notes: notes.toSorted((a, b) => a.row - b.row), notices: nested.size > 0 ? [nestedNotice([...nested])] : [] };
}

const nestedNotice = (names: readonly string[]): Text => textOf((l) => {
  const some = names.slice(0, 5).map((name) => `“${name}”`).join(", ");
  return l === "en" ? `Nested values in ${some} were kept as JSON text.` : `Valores aninhados em ${some} ficaram como texto JSON.`;
});

function cellOf(value: unknown): { readonly text: string; readonly isNested: boolean } {
  if (value === null || value === undefined) return { text: "", isNested: false };
  return typeof value === "object" ? { text: JSON.stringify(value), isNested: true } : { text: String(value), isNested: false };
}

/** What is nested deeper than this page can hand on would break every copy of it later. */
function refuseDepth(text: string, name: string): void {
  if (depthOf(text) <= limits.depth) return;
  throw refuse("too-deep", name, {
    expected: textOf((l) => (l === "en" ? `JSON nested at most ${limits.depth} deep` : `JSON com no máximo ${limits.depth} níveis`)),
    wayOut: { en: "Rows are flat: {\"text\": \"…\", \"label\": \"…\"}. Nothing was changed.", "pt-BR": "Linhas são simples: {\"text\": \"…\", \"label\": \"…\"}. Nada foi alterado." },
  });
}

/** Counted without recursion and before anything is parsed: brackets within strings do not count. */
export function depthOf(text: string): number {
  let [depth, deepest, isString] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isString) { if (code === 92) i++; else if (code === 34) isString = false; }
    else if (code === 34) isString = true;
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 93 || code === 125) depth--;
  }
  return deepest;
}
