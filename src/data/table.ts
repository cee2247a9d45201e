/**
 * Reads a built asset: UTF-8 lines of fields between tabs under a header, nothing quoted.
 * @returns the rows under the header; undefined when the bytes are not such a table with these columns
 */
export function readTable(bytes: Uint8Array, columns: readonly string[]): string[][] | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  const [header, ...rows] = text.replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  return header!.join("\t") === columns.join("\t") && rows.every((row) => row.length === columns.length) ? rows : undefined;
}
