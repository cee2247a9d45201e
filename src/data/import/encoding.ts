import { plural, textOf, type Text } from "../../base/text.js";
import type { Encoding } from "./table.js";

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  readonly notices: readonly Text[];
}

const marks: readonly (readonly [Encoding, readonly number[]])[] = [["utf-8", [0xef, 0xbb, 0xbf]], ["utf-16le", [0xff, 0xfe]], ["utf-16be", [0xfe, 0xff]]];

/**
 * The text of a file: by its byte-order mark where it has one, as UTF-16 where every other byte is nothing, as UTF-8 where it is that,
 * and as Windows-1252 where it is not, which is how spreadsheets in Portuguese save. The mark is no part of the text.
 */
export function decodeText(bytes: Uint8Array, chosen?: Encoding): Decoded {
  const [marked, mark] = marks.find(([, of]) => of.every((byte, i) => bytes[i] === byte)) ?? [undefined, []];
  const encoding = chosen ?? marked ?? unmarkedUtf16(bytes);
  const body = marked === encoding ? bytes.subarray(mark.length) : bytes;
  if (encoding === "utf-16le" || encoding === "utf-16be" || encoding === "windows-1252") return withoutNul({ text: read(body, encoding), encoding, notices: [] });
  try {
    return withoutNul({ text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body), encoding: "utf-8", notices: [] });
  } catch {
    const text = read(body, "utf-8");
    const damaged = count(text, /\uFFFD/g);
    const whole = count(text, /[\u0080-\uFFFC]/g);
    // A few broken letters among many whole ones are damage; where none is whole, the letters were written in another way.
    if (encoding === "utf-8" || whole > damaged * 10) return withoutNul({ text, encoding: "utf-8", notices: [damagedNotice(damaged)] });
    return withoutNul({ text: read(body, "windows-1252"), encoding: "windows-1252", notices: [notUtf8] });
  }
}

const read = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Whether a file says or shows that it is UTF-16, in which every other byte of plain letters is nothing. */
export const isUtf16 = (bytes: Uint8Array): boolean => marks.slice(1).some(([, of]) => of.every((byte, i) => bytes[i] === byte)) || unmarkedUtf16(bytes) !== undefined;

function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  const head = bytes.subarray(0, 4096);
  const nothings = [0, 0];
  head.forEach((byte, i) => { if (byte === 0) nothings[i % 2]!++; });
  const half = head.length / 2;
  if (nothings[1]! > half * 0.4 && nothings[0]! < half * 0.1) return "utf-16le";
  return nothings[0]! > half * 0.4 && nothings[1]! < half * 0.1 ? "utf-16be" : undefined;
}

function withoutNul({ text, encoding, notices }: Decoded): Decoded {
  if (!text.includes("\0")) return { text, encoding, notices };
  const clean = text.replaceAll("\0", "");
  const removed = text.length - clean.length;
  return {
    text: clean, encoding,
    notices: [...notices, textOf((l) => (l === "en" ? `${plural(removed, l, "NUL character was", "NUL characters were")} left out.` : `${plural(removed, l, "caractere NUL ficou", "caracteres NUL ficaram")} de fora.`))],
  };
}

const notUtf8: Text = { en: "The file is not UTF-8; it was read as Windows-1252. Check the accents below.", "pt-BR": "O arquivo não está em UTF-8; foi lido como Windows-1252. Confira os acentos abaixo." };
const damagedNotice = (damaged: number): Text => textOf((l) => (l === "en"
  ? `${plural(damaged, l, "character was", "characters were")} damaged in the file and show as “\uFFFD”.`
  : `${plural(damaged, l, "caractere estava danificado", "caracteres estavam danificados")} no arquivo e ${damaged === 1 ? "aparece" : "aparecem"} como “\uFFFD”.`));
