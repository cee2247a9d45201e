import { problem, type Problem } from "../base/problem.js";
import { sameText, type Text } from "../base/text.js";

/** Cells that a notebook can hold here; more is no notebook that anybody wrote. */
export const mostCells = 2_000;
/** How deep the JSON of a file may be nested: deeper, browsers fail to copy or to write it again. */
export const deepestJson = 64;

export type FileText = { readonly text: string; readonly problems: readonly Problem[] } | { readonly text?: undefined; readonly problems: readonly Problem[] };

const notebook: Text = { en: "a notebook (an HTML file with <notebook>)", "pt-BR": "um notebook (um arquivo HTML com <notebook>)" };
const makeOne: Text = { en: "Choose a notebook that this page saved.", "pt-BR": "Escolha um notebook salvo por esta página." };

/** What files begin with that are no text, and what people call them. */
const kinds: readonly (readonly [bytes: string, name: Text])[] = [
  ["89504e470d0a1a0a", { en: "an image (PNG)", "pt-BR": "uma imagem (PNG)" }],
  ["ffd8ff", { en: "an image (JPEG)", "pt-BR": "uma imagem (JPEG)" }],
  ["47494638", { en: "an image (GIF)", "pt-BR": "uma imagem (GIF)" }],
  ["25504446", sameText("PDF")],
  ["504b0304", { en: "an archive (ZIP; also .docx, .xlsx and .keras)", "pt-BR": "um arquivo compactado (ZIP; também .docx, .xlsx e .keras)" }],
  ["377abcaf271c", { en: "an archive (7z)", "pt-BR": "um arquivo compactado (7z)" }],
  ["1f8b", { en: "an archive (gzip)", "pt-BR": "um arquivo compactado (gzip)" }],
  ["894844460d0a1a0a", { en: "an HDF5 file (.h5)", "pt-BR": "um arquivo HDF5 (.h5)" }],
  ["50415231", { en: "a Parquet file", "pt-BR": "um arquivo Parquet" }],
  ["00000018667479", { en: "an image or a film (HEIC, MP4)", "pt-BR": "uma imagem ou um filme (HEIC, MP4)" }],
  ["0000001c667479", { en: "an image or a film (HEIC, MP4)", "pt-BR": "uma imagem ou um filme (HEIC, MP4)" }],
];

/** The text of a file that somebody calls a notebook, in whatever encoding it is; or what it really is. Never throws. */
export function textOfFile(bytes: Uint8Array): FileText {
  const head = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const kind = kinds.find(([start]) => head.startsWith(start))?.[1];
  if (kind) return { problems: [problem("not-a-notebook", "", { expected: { en: `${notebook.en}, but this is ${kind.en}`, "pt-BR": `${notebook["pt-BR"]}, mas este é ${kind["pt-BR"]}` }, wayOut: makeOne })] };
  const { text, problems } = decode(bytes, head);
  if (isTooDeep(text)) return { problems: [problem("too-deep", "", { expected: { en: `JSON nested at most ${deepestJson} deep`, "pt-BR": `JSON com no máximo ${deepestJson} níveis` }, wayOut: makeOne })] };
  return { text, problems };
}

function decode(bytes: Uint8Array, head: string): { readonly text: string; readonly problems: readonly Problem[] } {
  if (head.startsWith("fffe")) return { text: new TextDecoder("utf-16le").decode(bytes), problems: [] };
  if (head.startsWith("feff")) return { text: new TextDecoder("utf-16be").decode(bytes), problems: [] };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), problems: [] };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), problems: [problem("not-utf-8", "", {
      expected: { en: "text in UTF-8", "pt-BR": "texto em UTF-8" },
      wayOut: { en: "It was read as Windows-1252: check the accents. Saving writes UTF-8.", "pt-BR": "Ele foi lido como Windows-1252: confira os acentos. Ao salvar, é gravado UTF-8." },
    })] };
  }
}

/** Whether a text that begins as JSON is nested deeper than `deepestJson`, told without reading it as JSON. */
function isTooDeep(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      do at++; while (at < text.length && (text[at] !== '"' || isEscaped(text, at)));
    } else if (character === "{" || character === "[") { if (++depth > deepestJson) return true; }
    else if (character === "}" || character === "]") depth--;
  }
  return false;
}
function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

export const tooManyCells = (count: number): Problem => problem("too-many-cells", "", {
  expected: { en: `a notebook of at most ${mostCells.toLocaleString("en")} cells`, "pt-BR": `um notebook de no máximo ${mostCells.toLocaleString("pt-BR")} células` },
  received: count,
  wayOut: { en: "Nothing was opened.", "pt-BR": "Nada foi aberto." },
});
