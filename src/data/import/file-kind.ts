import { isUtf16 } from "./encoding.js";
import { textOf, type Text } from "../../base/text.js";

/** A kind of file that is no text, by its first bytes or its name, and how to get rows out of it. */
export interface OtherKind {
  readonly title: Text;
  readonly wayOut: Text;
}

const asCsv = (program: string): Text => textOf((l) => (l === "en" ? `Open it in ${program} and save it as CSV (UTF-8).` : `Abra-o no ${program} e salve como CSV (UTF-8).`));
const notData: Text = { en: "Choose a table (CSV, TSV), JSON, JSON Lines or a folder of text files.", "pt-BR": "Escolha uma tabela (CSV, TSV), JSON, JSON Lines ou uma pasta de arquivos de texto." };
const withPandas: Text = { en: "Turn it into CSV first, for instance with pandas: df.to_csv(\"rows.csv\", index=False).", "pt-BR": "Transforme-o antes em CSV, por exemplo com pandas: df.to_csv(\"linhas.csv\", index=False)." };
const unzip: Text = { en: "Unpack it and choose the file inside, or the folder.", "pt-BR": "Descompacte-o e escolha o arquivo de dentro, ou a pasta." };
const model: Text = { en: "It holds a network, not texts. Choose a table (CSV, TSV), JSON or JSON Lines.", "pt-BR": "Ele guarda uma rede, não textos. Escolha uma tabela (CSV, TSV), JSON ou JSON Lines." };
const spreadsheet: Text = { en: "a spreadsheet (.xlsx)", "pt-BR": "uma planilha (.xlsx)" };
const sheetWay: Text = { en: "Save it from the spreadsheet program as CSV (UTF-8), or copy its cells and paste them here.", "pt-BR": "No programa de planilhas, salve como CSV (UTF-8), ou copie as células e cole aqui." };

/** The longest beginnings first: a .docx and an .xlsx begin as every zip does and are told apart by name. */
const byBeginning: readonly (readonly [bytes: readonly number[] | string, name: RegExp, kind: OtherKind])[] = [
  ["PK\x03\x04", /\.(xlsx|xlsm|ods)$/i, { title: spreadsheet, wayOut: sheetWay }],
  ["PK\x03\x04", /\.(docx|odt)$/i, { title: { en: "a text document (.docx)", "pt-BR": "um documento de texto (.docx)" }, wayOut: notData }],
  ["PK\x03\x04", /\.keras$/i, { title: { en: "a Keras network (.keras)", "pt-BR": "uma rede do Keras (.keras)" }, wayOut: model }],
  ["PK\x03\x04", /\.(pt|pth)$/i, { title: { en: "a PyTorch network (.pt)", "pt-BR": "uma rede do PyTorch (.pt)" }, wayOut: model }],
  ["PK\x03\x04", /\.npz$/i, { title: { en: "NumPy arrays (.npz)", "pt-BR": "vetores do NumPy (.npz)" }, wayOut: withPandas }],
  ["PK\x03\x04", /./, { title: { en: "a zip archive", "pt-BR": "um arquivo zip" }, wayOut: unzip }],
  [[0xd0, 0xcf, 0x11, 0xe0], /./, { title: { en: "an old Office file (.xls, .doc)", "pt-BR": "um arquivo antigo do Office (.xls, .doc)" }, wayOut: sheetWay }],
  ["%PDF-", /./, { title: { en: "a PDF file", "pt-BR": "um arquivo PDF" }, wayOut: { en: "Copy the sentences out of it and paste them here.", "pt-BR": "Copie as frases dele e cole aqui." } }],
  ["PAR1", /./, { title: { en: "a Parquet file", "pt-BR": "um arquivo Parquet" }, wayOut: withPandas }],
  ["ARROW1", /./, { title: { en: "an Arrow file", "pt-BR": "um arquivo Arrow" }, wayOut: withPandas }],
  ["\x93NUMPY", /./, { title: { en: "a NumPy array (.npy)", "pt-BR": "um vetor do NumPy (.npy)" }, wayOut: withPandas }],
  ["\x89HDF", /./, { title: { en: "an HDF5 file (.h5)", "pt-BR": "um arquivo HDF5 (.h5)" }, wayOut: model }],
  ["$FL2", /./, { title: { en: "an SPSS file (.sav)", "pt-BR": "um arquivo do SPSS (.sav)" }, wayOut: asCsv("SPSS") }],
  ["7z\xbc\xaf", /./, { title: { en: "a 7z archive", "pt-BR": "um arquivo 7z" }, wayOut: unzip }],
  ["Rar!", /./, { title: { en: "a RAR archive", "pt-BR": "um arquivo RAR" }, wayOut: unzip }],
  ["BZh", /./, { title: { en: "a bzip2 archive", "pt-BR": "um arquivo bzip2" }, wayOut: unzip }],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], /./, { title: { en: "an xz archive", "pt-BR": "um arquivo xz" }, wayOut: unzip }],
  [[0x28, 0xb5, 0x2f, 0xfd], /./, { title: { en: "a Zstandard archive", "pt-BR": "um arquivo Zstandard" }, wayOut: unzip }],
  ["SQLite format 3", /./, { title: { en: "a SQLite database", "pt-BR": "um banco de dados SQLite" }, wayOut: { en: "Export the table as CSV.", "pt-BR": "Exporte a tabela como CSV." } }],
  ["\x89PNG", /./, { title: { en: "a PNG image", "pt-BR": "uma imagem PNG" }, wayOut: notData }],
  [[0xff, 0xd8, 0xff], /./, { title: { en: "a JPEG image", "pt-BR": "uma imagem JPEG" }, wayOut: notData }],
  ["GIF8", /./, { title: { en: "a GIF image", "pt-BR": "uma imagem GIF" }, wayOut: notData }],
  ["RIFF", /./, { title: { en: "a sound, film or WebP file", "pt-BR": "um arquivo de som, vídeo ou WebP" }, wayOut: notData }],
  ["\x80\x02", /\.(pt|pth|pkl|pickle)$/i, { title: { en: "a Python pickle", "pt-BR": "um pickle do Python" }, wayOut: withPandas }],
  ["<!doctype html>\n<notebook", /./, { title: { en: "a notebook of this page", "pt-BR": "um notebook desta página" }, wayOut: { en: "Open it with “Open” in the notebook's menu.", "pt-BR": "Abra-o com “Abrir”, no menu do notebook." } }],
];
const heic: OtherKind = { title: { en: "a HEIC image or a film", "pt-BR": "uma imagem HEIC ou um vídeo" }, wayOut: notData };
const binary: OtherKind = { title: { en: "no text", "pt-BR": "algo que não é texto" }, wayOut: notData };

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What a file is that cannot be read as rows; undefined where it may be text. */
export function otherKind(bytes: Uint8Array, name: string): OtherKind | undefined {
  const begins = (with_: readonly number[] | string): boolean => (typeof with_ === "string" ? [...with_].map((c) => c.charCodeAt(0)) : with_).every((byte, i) => bytes[i] === byte);
  const known = byBeginning.find(([beginning, names]) => begins(beginning) && names.test(name))?.[2];
  if (known) return known;
  if (bytes[4] === 0x66 && bytes[5] === 0x74 && bytes[6] === 0x79 && bytes[7] === 0x70) return heic;
  // Control characters stand in no text; zeros only where there are two bytes to a letter.
  const head = bytes.subarray(0, 4096);
  const isWide = isUtf16(bytes);
  const controls = head.filter((byte) => byte < 32 && (byte !== 0 || !isWide) && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27).length;
  return controls > Math.max(1, head.length * 0.02) ? binary : undefined;
}
