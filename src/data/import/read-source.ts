import { megabytes } from "../../base/megabytes.js";
import { formatNumber, plural, textOf, type Text } from "../../base/text.js";
import { readDelimited } from "./delimited.js";
import { dialectOf, separatorLine, sniffDialect } from "./dialect.js";
import { decodeText } from "./encoding.js";
import { isGzip, otherKind } from "./file-kind.js";
import { columnNames, hasHeader } from "./header.js";
import { jsonForm, readJson, readJsonLines } from "./json.js";
import { limits } from "./limits.js";
import { refuse, startOf, type Reading, type RowNote, type Table } from "./table.js";

const nothingChanged: Text = { en: "Choose another file; nothing was changed.", "pt-BR": "Escolha outro arquivo; nada foi alterado." };

/**
 * Reads what a person brought into rows and columns, and says everything that it did. The same bytes and the same choices give the same table everywhere.
 * @param name of the file: says what it is where its bytes do not, and begins every problem
 * @throws ProblemError when it cannot be read, with the line where one is to blame
 */
export async function readSource(bytes: Uint8Array<ArrayBuffer>, name: string, reading: Reading = {}): Promise<Table> {
  refuseSize(bytes.length, name);
  if (bytes.length === 0) throw refuse("empty-file", name, { expected: { en: "rows of text, but the file is empty", "pt-BR": "linhas de texto, mas o arquivo está vazio" }, wayOut: nothingChanged });
  const plain = isGzip(bytes) ? await unzip(bytes, name) : bytes;
  const other = otherKind(plain, name);
  if (other) throw refuse("not-a-table", name, { expected: textOf((l) => (l === "en" ? `a table, but this is ${other.title.en}` : `uma tabela, mas isto é ${other.title["pt-BR"]}`)), wayOut: other.wayOut });
  const { text, encoding, notices } = decodeText(plain, reading.encoding);
  const form = reading.delimiter === undefined ? jsonForm(text, name) : undefined;
  const table = form === undefined ? readTable(text, name, reading) : { ...(form === "json" ? readJson(text, name) : readJsonLines(text, name)), found: { format: form } };
  refuseShape(table, name);
  return { ...table, found: { ...table.found, encoding }, notices: [...notices, ...table.notices] };
}

/** @throws ProblemError for a file that is too large to be read, before it is */
export function refuseSize(size: number, name: string): void {
  if (size <= limits.fileBytes) return;
  throw refuse("file-too-large", name, {
    expected: textOf((l) => (l === "en" ? `a file of at most ${megabytes(limits.fileBytes)}` : `um arquivo de no máximo ${megabytes(limits.fileBytes)}`)),
    received: megabytes(size),
    wayOut: { en: "Take a part of its rows: ten thousand are plenty to learn from. Nothing was changed.", "pt-BR": "Use uma parte das linhas: dez mil bastam para aprender. Nada foi alterado." },
  });
}

async function unzip(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      chunks.push(value!);
      length += value!.length;
      if (length > limits.unzippedBytes) break;
    }
  } catch {
    throw refuse("damaged-gzip", name, { expected: { en: "a zipped file, but it is damaged or cut short", "pt-BR": "um arquivo compactado, mas ele está danificado ou incompleto" }, wayOut: { en: "Download or copy it again; nothing was changed.", "pt-BR": "Baixe-o ou copie-o de novo; nada foi alterado." } });
  }
  void reader.cancel().catch(() => undefined);
  if (length > limits.unzippedBytes) throw refuse("unzips-too-large", name, { expected: textOf((l) => (l === "en" ? `a file that unzips to at most ${megabytes(limits.unzippedBytes)}` : `um arquivo que, descompactado, tenha no máximo ${megabytes(limits.unzippedBytes)}`)), wayOut: nothingChanged });
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) { whole.set(chunk, at); at += chunk.length; }
  return whole;
}

type Read = Omit<Table, "found"> & { readonly found: Omit<Table["found"], "encoding"> };

function readTable(text: string, name: string, reading: Reading): Read {
  const found = sniffDialect(text, reading);
  const body = found.said ? text.slice(separatorLine(text)!.length) : text;
  const read = readDelimited(body, dialectOf(found), limits.rows + 2);
  const saidLines = found.said ? 1 : 0;
  if (read.openQuote !== undefined) {
    throw refuse("open-quote", name, {
      expected: { en: "a quote that closes the one opened here", "pt-BR": "aspas que fechem as que abrem aqui" },
      wayOut: { en: "Close it, double a quote that belongs to the text (\"\"), or choose “no quotes”. Nothing was changed.", "pt-BR": "Feche as aspas, dobre as que fazem parte do texto (\"\") ou escolha “sem aspas”. Nada foi alterado." },
    }, read.openQuote + saidLines);
  }
  const header = reading.header ?? hasHeader(read.records);
  const first = read.records[0] ?? [];
  const width = header ? first.length : commonWidth(read.records);
  const names = header ? first : Array.from({ length: width }, () => "");
  const columns = columnNames(names);
  const notices: Text[] = [];
  const renamed = header ? columns.filter((column, i) => column !== names[i]!.trim()) : [];
  if (renamed.length > 0) notices.push(textOf((l) => (l === "en" ? `Columns without a name of their own were named: ${renamed.slice(0, 5).join(", ")}${renamed.length > 5 ? "…" : ""}.` : `Colunas sem nome próprio receberam nome: ${renamed.slice(0, 5).join(", ")}${renamed.length > 5 ? "…" : ""}.`)));
  const rows: (readonly string[])[] = [];
  const numbers: number[] = [];
  const notes: RowNote[] = [];
  for (let i = header ? 1 : 0; i < read.records.length; i++) {
    const record = read.records[i]!;
    const number = read.lines[i]! + saidLines;
    const cells = record.length > width ? record.slice(0, width) : record;
    if (record.length > width && record.slice(width).some((cell) => cell.trim() !== "")) {
      notes.push({ row: number, done: "dropped", reason: tooManyCells, start: startOf(record) });
      continue;
    }
    if (cells.length < width) notes.push({ row: number, done: "changed", reason: tooFewCells, start: startOf(record) });
    rows.push(cells.length < width ? [...cells, ...Array.from({ length: width - cells.length }, () => "")] : cells);
    numbers.push(number);
  }
  return { columns, rows, numbers, notes, notices, found: { format: "table", delimiter: found.delimiter, quotes: found.quotes, header } };
}
const tooManyCells: Text = { en: "more cells than there are columns, so which is the text cannot be told", "pt-BR": "mais células do que colunas: não dá para saber qual é o texto" };
const tooFewCells: Text = { en: "fewer cells than there are columns; the rest was left empty", "pt-BR": "menos células do que colunas; o resto ficou vazio" };

function commonWidth(records: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>();
  for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1);
  return [...widths].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

function refuseShape({ columns, rows, notes }: Pick<Table, "columns" | "rows" | "notes">, name: string): void {
  if (rows.length === 0) {
    const dropped = notes.filter(({ done }) => done === "dropped").length;
    throw refuse("no-rows", name, {
      expected: dropped === 0
        ? { en: "at least one row of data, but there is none", "pt-BR": "pelo menos uma linha de dados, mas não há nenhuma" }
        : textOf((l) => (l === "en" ? `at least one row that can be read, but ${plural(dropped, l, "was", "were")} left out` : `pelo menos uma linha legível, mas ${plural(dropped, l, "ficou", "ficaram")} de fora`)),
      wayOut: nothingChanged,
    });
  }
  if (rows.length > limits.rows || columns.length > limits.columns) {
    throw refuse("too-large-a-table", name, {
      expected: textOf((l) => (l === "en" ? `at most ${formatNumber(limits.rows, l)} rows and ${formatNumber(limits.columns, l)} columns` : `no máximo ${formatNumber(limits.rows, l)} linhas e ${formatNumber(limits.columns, l)} colunas`)),
      received: columns.length > limits.columns ? columns.length : rows.length, wayOut: nothingChanged,
    });
  }
}
