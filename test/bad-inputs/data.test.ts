import { expect } from "@open-wc/testing";
import { ProblemError } from "../../src/data/dataset.js";
import { limits } from "../../src/data/import/limits.js";
import { lookAt, type Look, type LookOptions } from "../../src/data/import/look.js";
import { readRows } from "../../src/data/import/rows.js";
import { chooseRows } from "../../src/data/import/choose-rows.js";
import { loadOwnTexts } from "../../src/data/import/load.js";
import { ownTexts } from "../../src/data/datasets/own-texts.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import { holdBadInputs, messagesOf, refusalOf, type BadInput, type Message } from "./bad-input.js";

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
/** Bytes by their codes: "\x89PNG". */
const raw = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));
const lookOf = (content: string | Uint8Array<ArrayBuffer>, name = "x.csv", options: LookOptions = {}): Promise<Look> => lookAt({ name, file: new Blob([typeof content === "string" ? utf8(content) : content]) }, options);
/** All that a preview says: problems, what was noticed, and what was done to rows, with their numbers. */
async function said(content: string | Uint8Array<ArrayBuffer>, name?: string, options?: LookOptions): Promise<readonly Message[]> {
  const { problems, notices, done } = await lookOf(content, name, options);
  return [...messagesOf(problems), ...notices.map(both), ...done.map(({ reason, count, first }): Message => [`${count} ${reason.en}: ${first.map(({ row }) => row)}`, `${count} ${reason["pt-BR"]}: ${first.map(({ row }) => row)}`])];
}
const both = (text: { readonly en: string; readonly "pt-BR": string }): Message => [text.en, text["pt-BR"]];
const refused = (content: string | Uint8Array<ArrayBuffer>, name = "x.csv", options?: LookOptions) => (): Promise<readonly Message[]> => refusalOf(() => lookOf(content, name, options));
/** Enough rows of both classes that nothing is said of their number. */
const enough = (head = "text,label", more = ""): string => `${head}\n${Array.from({ length: 20 }, (_, i) => `sentence ${i},${i % 2 ? "pos" : "neg"}`).join("\n")}\n${more}`;
const zipped = async (bytes: BlobPart): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());

const noRows: Message = ["x.csv: expected at least one row of data, but there is none. Choose another file; nothing was changed.", "x.csv: esperado: pelo menos uma linha de dados, mas não há nenhuma. Escolha outro arquivo; nada foi alterado."];
const isOther = (id: BadInput["id"], name: string, bytes: string, [en, pt]: Message, [wayEn, wayPt]: Message): BadInput =>
  ({ id, what: `${name}, which is ${en}`, give: refused(raw(bytes), name), says: [[`${name}: expected a table, but this is ${en}. ${wayEn}`, `${name}: esperado: uma tabela, mas isto é ${pt}. ${wayPt}`]] });
const [asCsv, sheet, unpack, notData, network]: readonly Message[] = [
  ['Turn it into CSV first, for instance with pandas: df.to_csv("rows.csv", index=False).', 'Transforme-o antes em CSV, por exemplo com pandas: df.to_csv("linhas.csv", index=False).'],
  ["Save it from the spreadsheet program as CSV (UTF-8), or copy its cells and paste them here.", "No programa de planilhas, salve como CSV (UTF-8), ou copie as células e cole aqui."],
  ["Unpack it and choose the file inside, or the folder.", "Descompacte-o e escolha o arquivo de dentro, ou a pasta."],
  ["Choose a table (CSV, TSV), JSON, JSON Lines or a folder of text files.", "Escolha uma tabela (CSV, TSV), JSON, JSON Lines ou uma pasta de arquivos de texto."],
  ["It holds a network, not texts. Choose a table (CSV, TSV), JSON or JSON Lines.", "Ele guarda uma rede, não textos. Escolha uma tabela (CSV, TSV), JSON ou JSON Lines."],
] as const;
const brokenJson = (name: string, line: number): Message => [
  `${name}, line ${line}: expected JSON, but it is broken here. Mend this place in a text editor, or export the file again. Nothing was changed.`,
  `${name}, linha ${line}: esperado: JSON, mas ele está quebrado aqui. Corrija este ponto em um editor de texto ou exporte o arquivo de novo. Nada foi alterado.`,
];
const oneClass = (label: string): Message => [
  `expected texts of at least two classes, received "${label}". With one class there is nothing to tell apart: add texts of another, or choose another column of labels.`,
  `esperado: textos de pelo menos duas classes; recebido: "${label}". Com uma só classe não há o que distinguir: acrescente textos de outra ou escolha outra coluna de rótulos.`,
];
const fewOf = (names: string, isOne = false): Message => [
  `Few texts of ${names}: a network can hardly learn ${isOne ? "this class or be judged on it" : "these classes or be judged on them"}.`,
  `Poucos textos de ${names}: é difícil a rede aprender ${isOne ? "essa classe" : "essas classes"} ou ser avaliada ${isOne ? "nela" : "nelas"}.`,
];
const tooDeep: Message = [
  'x.json: expected JSON nested at most 64 deep. Rows are flat: {"text": "…", "label": "…"}. Nothing was changed.',
  'x.json: esperado: JSON com no máximo 64 níveis. Linhas são simples: {"text": "…", "label": "…"}. Nada foi alterado.',
];
const damaged: Message = [
  "x.csv.gz: expected a zipped file, but it is damaged or cut short. Download or copy it again; nothing was changed.",
  "x.csv.gz: esperado: um arquivo compactado, mas ele está danificado ou incompleto. Baixe-o ou copie-o de novo; nada foi alterado.",
];

const inputs: readonly BadInput[] = [
  { id: "B005", what: "letters in Latin-1", give: () => said(raw(enough("texto,label", "ação,pos\n"))), says: [["The file is not UTF-8; it was read as Windows-1252. Check the accents below.", "O arquivo não está em UTF-8; foi lido como Windows-1252. Confira os acentos abaixo."]] },
  { id: "B011", what: "JSON with 50,000 nested lists", give: refused(`${"[".repeat(50_000)}${"]".repeat(50_000)}`, "x.json"), says: [tooDeep] },
  { id: "B012", what: "JSON with a million nested lists", give: refused(`${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`, "x.json"), says: [tooDeep] },
  { id: "B015", what: "a zip that is cut short", give: async () => refused((await zipped(enough())).slice(0, 60), "x.csv.gz")(), says: [damaged] },
  { id: "B015", what: "a zip with junk in place of its content", give: refused(raw("\x1f\x8b\x08\x00\x01\x02\x03"), "x.csv.gz"), says: [damaged] },
  { id: "B014", what: "a small zip that swells beyond the limit", give: async () => refused(await zipped(new Uint8Array(limits.unzippedBytes + 1)), "x.csv.gz")(), says: [["x.csv.gz: expected a file that unzips to at most 128 MB. Choose another file; nothing was changed.", "x.csv.gz: esperado: um arquivo que, descompactado, tenha no máximo 128 MB. Escolha outro arquivo; nada foi alterado."]] },
  {
    id: "B016", what: "a folder with names that lead elsewhere, or are JavaScript's own",
    give: async () => [[(await lookAt({ name: "x", files: ["x/../../y/1.txt", "x/__proto__/2.txt", "x/constructor/3.txt", "/etc/4.txt"].map((path, i) => ({ path, file: new Blob([`text ${i}`]) })) })).classes.map(({ label }) => label).join(" "), String(Object.hasOwn(Object.prototype, "label"))]],
    says: [["__proto__ constructor etc", "false"]],
  },
  { id: "B016", what: "a folder without a text", give: () => refusalOf(() => lookAt({ name: "x", files: [{ path: "x/a.png", file: new Blob(["a"]) }] })), says: [[
    "x: expected text files (.txt) in folders named after their class. Make a folder for each class, such as “pos” and “neg”, and choose the folder that holds them.",
    "x: esperado: arquivos de texto (.txt) em pastas com o nome da sua classe. Crie uma pasta para cada classe, como “pos” e “neg”, e escolha a pasta em que elas estão.",
  ]] },
  { id: "B062", what: "a file of 0 bytes", give: refused(""), says: [["x.csv: expected rows of text, but the file is empty. Choose another file; nothing was changed.", "x.csv: esperado: linhas de texto, mas o arquivo está vazio. Escolha outro arquivo; nada foi alterado."]] },
  { id: "B062", what: "a heading and no row", give: refused("text,label\n"), says: [noRows] },
  { id: "B062", what: "blank lines", give: refused("\n \r\n\n"), says: [noRows] },
  { id: "B063", what: "a byte-order mark before the heading", give: async () => [[(await lookOf(`\uFEFF${enough()}`)).columns[0]!.name, ""]], says: [["text", ""]] },
  { id: "B064", what: "semicolons and decimal commas", give: async () => { const { found, classes } = await lookOf(enough("texto;nota", "").replaceAll(",pos", ";4,5").replaceAll(",neg", ";1,5")); return [[found.delimiter!, classes.map(({ label }) => label).join(" ")]]; }, says: [["semicolon", "1,5 4,5"]] },
  { id: "B065", what: "a first line that says which separator it is", give: async () => { const { found, columns, first } = await lookOf(`sep=|\n${enough().replaceAll(",", "|")}`); return [[found.delimiter!, `${columns.map(({ name }) => name)} ${first[0]!.row}`]]; }, says: [["bar", "text,label 3"]] },
  { id: "B066", what: "line ends of three kinds in one file", give: async () => [[String((await lookOf(enough().replace("\n", "\r").replace("\n", "\r\n"))).rowCount), ""]], says: [["20", ""]] },
  {
    id: "B067", what: "a quote that is opened and never closed", give: refused('text,label\ngood,pos\n"bad,neg\nfine,pos,x\n'),
    says: [[
      'x.csv, line 3: expected a quote that closes the one opened here. Close it, double a quote that belongs to the text (""), or choose “no quotes”. Nothing was changed.',
      'x.csv, linha 3: esperado: aspas que fechem as que abrem aqui. Feche as aspas, dobre as que fazem parte do texto ("") ou escolha “sem aspas”. Nada foi alterado.',
    ]],
  },
  {
    id: "B068", what: "rows that are too short and too long", give: () => said(enough("text,label", "short\nlong,neg,x,y\npadded,neg,,\n")),
    says: [
      ["1 fewer cells than there are columns; the rest was left empty: 22", "1 menos células do que colunas; o resto ficou vazio: 22"],
      ["1 no label: 22", "1 sem rótulo: 22"],
      ["1 more cells than there are columns, so which is the text cannot be told: 23", "1 mais células do que colunas: não dá para saber qual é o texto: 23"],
    ],
  },
  {
    id: "B069", what: "headings that repeat, are empty, or are names of JavaScript's own",
    give: async () => [[(await lookOf(`text,text,,__proto__,constructor,toString,😀,${"x".repeat(10_000)}\na,b,c,d,e,f,g,h\n`)).columns.map(({ name }) => name.slice(0, 90)).join(" "), ""], (await said(`text,text,,label\n${"a,b,c,d\n".repeat(2)}`)).at(-2)!],
    says: [
      [`text text (2) #3 __proto__ constructor toString 😀 ${"x".repeat(80)}`, ""],
      ["Columns without a name of their own were named: text (2), #3.", "Colunas sem nome próprio receberam nome: text (2), #3."],
    ],
  },
  { id: "B070", what: "no heading", give: async () => { const { found, rowCount } = await lookOf(enough("good phone,pos")); return [[String(found.header), String(rowCount)]]; }, says: [["false", "21"]] },
  {
    id: "B071", what: "errors of a spreadsheet, and what looks missing, among the classes",
    give: () => said(enough("text,label", `failed,#DIV/0!\nlost,#N/D\n${Array.from({ length: 10 }, (_, i) => `unknown ${i},NA`).join("\n")}\n`)),
    says: [["“NA” looks like a missing label, and is a class of its own.", "“NA” parece um rótulo que falta e virou uma classe."], ["2 an error of the spreadsheet in place of a label: 22,23", "2 um erro da planilha no lugar do rótulo: 22,23"]],
  },
  { id: "B072", what: "numbers that no float32 holds, as names of classes", give: async () => [[(await lookOf("text,label\na,1e999\nb,-0\nc,9007199254740993\nd,007\n")).classes.map(({ label }) => label).join(" "), ""]], says: [["-0 007 1e999 9007199254740993", ""]] },
  { id: "B073", what: "texts of one class", give: () => said("text,label\na,pos\nb,pos\n"), says: [oneClass("pos")] },
  { id: "B073", what: "one row", give: () => said("text,label\na,pos\n"), says: [oneClass("pos")] },
  { id: "B073", what: "a class with one row", give: () => said(enough("text,label", "rare one,rare\n")), says: [fewOf("“rare” (1)", true)] },
  { id: "B073", what: "more classes than a network can learn from so few rows", give: () => said("text,label\na,x\nb,y\n"), says: [fewOf("“x” (1), “y” (1)")] },
  {
    id: "B074", what: "a column of ids chosen for the classes", give: () => said(`text,id\n${Array.from({ length: 60 }, (_, i) => `sentence ${i},id${i}`).join("\n")}`, "x.csv", { labelColumn: "id" }),
    says: [[
      "expected at most 50 different labels, received 60. This column looks like an id or a text. Choose the column that says the class of each text.",
      "esperado: no máximo 50 rótulos diferentes; recebido: 60. Esta coluna parece um identificador ou um texto. Escolha a coluna que diz a classe de cada texto.",
    ]],
  },
  {
    id: "B075", what: "a file beyond the limit, before it is read",
    give: () => refusalOf(() => lookAt({ name: "x.csv", file: { size: 5 * 2 ** 30, arrayBuffer: () => { throw new Error("it was read"); } } as unknown as Blob })),
    says: [[
      'x.csv: expected a file of at most 64 MB, received "5120 MB". Take a part of its rows: ten thousand are plenty to learn from. Nothing was changed.',
      'x.csv: esperado: um arquivo de no máximo 64 MB; recebido: "5120 MB". Use uma parte das linhas: dez mil bastam para aprender. Nada foi alterado.',
    ]],
  },
  {
    id: "B075", what: "more columns than a table of texts has", give: refused(`${"a,".repeat(limits.columns)}text\n${"1,".repeat(limits.columns)}x\n`),
    says: [[
      `x.csv: expected at most 1,000,000 rows and 2,000 columns, received ${limits.columns + 1}. Choose another file; nothing was changed.`,
      `x.csv: esperado: no máximo 1.000.000 linhas e 2.000 colunas; recebido: ${limits.columns + 1}. Escolha outro arquivo; nada foi alterado.`,
    ]],
  },
  { id: "B075", what: "a text of a million characters", give: () => said(enough("text,label", `${"word ".repeat(200_000)},pos\n`)), says: [["1 the text was cut at 20,000 characters: 22", "1 o texto foi cortado em 20.000 caracteres: 22"]] },
  { id: "B076", what: "cells that a spreadsheet would run, in the list of what was left out", give: async () => [[(await lookOf("label,text\n=HYPERLINK(1),\n+cmd,\n-1,\n@SUM,\nx,a\ny,b\n")).report.en.split("\r\n").slice(1, 5).map((line) => line.split(",")[3]).join(" "), ""]], says: [["'=HYPERLINK(1) · '+cmd · '-1 · '@SUM ·", ""]] },
  { id: "B077", what: "HTML for the name of a class: a text like any other", give: async () => [[(await lookOf('text,label\na,<img src=x onerror=alert(1)>\nb,y\n')).classes.map(({ label }) => label).join(" "), ""]], says: [["<img src=x onerror=alert(1)> y", ""]] },
  { id: "B078", what: "a NUL in a text", give: () => said(enough("text,label", "a\0b,pos\n")), says: [["1 NUL character was left out.", "1 caractere NUL ficou de fora."]] },
  { id: "B078", what: "a broken letter among whole ones", give: () => said(Uint8Array.from([...utf8(enough("text,label", `${"ação ".repeat(30)},pos\nx `)), 0xff, ...utf8(",neg\n")])), says: [["1 character was damaged in the file and show as “\uFFFD”.", "1 caractere estava danificado no arquivo e aparece como “\uFFFD”."]] },
  { id: "B079", what: "a line of JSON Lines that is none", give: () => said(`${Array.from({ length: 20 }, (_, i) => `{"text":"t${i}","label":"${i % 2}"}`).join("\n")}\n{bad\n\n`, "x.jsonl"), says: [["1 the line is not JSON: 21", "1 a linha não é JSON: 21"]] },
  { id: "B079", what: "mostly lines that are none", give: refused('{bad\n{bad\n{"text":"b"}\n', "x.jsonl"), says: [['x.jsonl, line 1: expected a JSON value on every line, received "{bad". 2 lines of 3 are none. Nothing was changed.', 'x.jsonl, linha 1: esperado: um valor JSON em cada linha; recebido: "{bad". Em 2 de 3 linhas não há JSON. Nada foi alterado.']] },
  { id: "B079", what: "a comma after the last row", give: refused('[{"text":"a","label":"x"},\n]', "x.json"), says: [brokenJson("x.json", 2)] },
  { id: "B079", what: "NaN, which Python writes and JSON does not have", give: refused('[\n{"text":"a",\n"label":NaN}]', "x.json"), says: [brokenJson("x.json", 3)] },
  { id: "B079", what: "a list that breaks off", give: refused('[{"text":"a"},\n{"text":', "x.json"), says: [brokenJson("x.json", 2)] },
  { id: "B079", what: "an object that holds no list", give: refused('{"a":1}', "x.json"), says: [['x.json: expected a list of rows, received {"a":1}. A row may be {"text": "…", "label": "…"}.', 'x.json: esperado: uma lista de linhas; recebido: {"a":1}. Uma linha pode ser {"text": "…", "label": "…"}.']] },
  { id: "B079", what: "nested values and names that differ from row to row", give: () => said(`[${Array.from({ length: 20 }, (_, i) => `{"text":"t${i}","label":"${i % 2}"${i === 3 ? ',"meta":{"a":[1]}' : ""}}`)},7]`, "x.json"), says: [["Nested values in “meta” were kept as JSON text.", "Valores aninhados em “meta” ficaram como texto JSON."], ["1 neither an object nor a list nor a text: 21", "1 não é objeto, lista nem texto: 21"]] },
  { id: "B080", what: "a line of JSON Lines nested too deep", give: () => said(`${Array.from({ length: 20 }, (_, i) => `{"text":"t${i}","label":"${i % 2}"}`).join("\n")}\n{"text":${"[".repeat(5000)}${"]".repeat(5000)}}`, "x.jsonl"), says: [["1 the line is not JSON: 21", "1 a linha não é JSON: 21"]] },
  isOther("B081", "x.parquet", "PAR1PAR1", ["a Parquet file", "um arquivo Parquet"], asCsv!),
  // A Parquet file is not opened at all, whatever is in it: its types, its codec, its number of rows.
  isOther("B082", "types.parquet", "PAR1\x15\x04INT96", ["a Parquet file", "um arquivo Parquet"], asCsv!),
  isOther("B083", "zstd.parquet", "PAR1\x15\x06ZSTD", ["a Parquet file", "um arquivo Parquet"], asCsv!),
  isOther("B084", "bomb.parquet", "PAR1\xff\xff\xff\xff", ["a Parquet file", "um arquivo Parquet"], asCsv!),
  isOther("B085", "x.xlsx", "PK\x03\x04....", ["a spreadsheet (.xlsx)", "uma planilha (.xlsx)"], sheet!),
  isOther("B085", "x.xls", "\xd0\xcf\x11\xe0", ["an old Office file (.xls, .doc)", "um arquivo antigo do Office (.xls, .doc)"], sheet!),
  isOther("B085", "x.sav", "$FL2@(#)", ["an SPSS file (.sav)", "um arquivo do SPSS (.sav)"], ["Open it in SPSS and save it as CSV (UTF-8).", "Abra-o no SPSS e salve como CSV (UTF-8)."]),
  isOther("B085", "x.arrow", "ARROW1\0\0", ["an Arrow file", "um arquivo Arrow"], asCsv!),
  isOther("B085", "x.npy", "\x93NUMPY\x01", ["a NumPy array (.npy)", "um vetor do NumPy (.npy)"], asCsv!),
  isOther("B027", "x.csv", "%PDF-1.7", ["a PDF file", "um arquivo PDF"], ["Copy the sentences out of it and paste them here.", "Copie as frases dele e cole aqui."]),
  isOther("B027", "x.csv", "\x89PNG\r\n", ["a PNG image", "uma imagem PNG"], notData!),
  isOther("B027", "x.csv", "\0\0\0\x18ftypheic", ["a HEIC image or a film", "uma imagem HEIC ou um vídeo"], notData!),
  isOther("B027", "x.7z", "7z\xbc\xaf", ["a 7z archive", "um arquivo 7z"], unpack!),
  isOther("B027", "x.json", "PK\x03\x04..", ["a zip archive", "um arquivo zip"], unpack!),
  isOther("B027", "x.keras", "PK\x03\x04..", ["a Keras network (.keras)", "uma rede do Keras (.keras)"], network!),
  isOther("B027", "x.h5", "\x89HDF\r\n", ["an HDF5 file (.h5)", "um arquivo HDF5 (.h5)"], network!),
  isOther("B027", "x.pt", "PK\x03\x04..", ["a PyTorch network (.pt)", "uma rede do PyTorch (.pt)"], network!),
  {
    id: "B106", what: "a column of labels in which nothing stands", give: () => said("text,label\na,\nb, \n", "x.csv", { labelColumn: "label", textColumn: "text" }),
    says: [
      ["label: expected a label in this column, but it is empty in every row. Choose another column, or fill it and choose the file again.", "label: esperado: um rótulo nesta coluna, mas ela está vazia em todas as linhas. Escolha outra coluna ou preencha-a e escolha o arquivo de novo."],
      ["2 no label: 2,3", "2 sem rótulo: 2,3"],
    ],
  },
  {
    id: "B106", what: "a column of texts in which nothing stands", give: () => said("text,label\n,pos\n,neg\n", "x.csv", { labelColumn: "label", textColumn: "text" }),
    says: [
      ["text: expected a text in this column, but it is empty in every row. Choose another column, or fill it and choose the file again.", "text: esperado: um texto nesta coluna, mas ela está vazia em todas as linhas. Escolha outra coluna ou preencha-a e escolha o arquivo de novo."],
      ["2 no text: 2,3", "2 sem texto: 2,3"],
    ],
  },
  {
    id: "B106", what: "NaN for every label, as a program writes it", give: () => said(`text,label\n${"a".repeat(3)},NaN\nb,NaN\n`, "x.csv", { labelColumn: "label", textColumn: "text" }), says: [oneClass("NaN")],
  },
  {
    id: "B080", what: "a file that no memory is found for",
    give: () => refusalOf(() => lookAt({ name: "x.jsonl", file: { size: 60 * 2 ** 20, arrayBuffer: () => Promise.reject(new RangeError("Array buffer allocation failed")) } as unknown as Blob })),
    says: [[
      'x.jsonl: expected a file that fits in the memory of this browser, received "60 MB". Close other tabs and choose it again, or take a smaller file. Nothing was changed.',
      'x.jsonl: esperado: um arquivo que caiba na memória deste navegador; recebido: "60 MB". Feche outras abas e escolha-o de novo, ou use um arquivo menor. Nada foi alterado.',
    ]],
  },
  { id: "B085", what: "a zipped table, which is read", give: async () => [[String((await lookOf(await zipped(enough()), "x.tsv.gz")).usedCount), ""]], says: [["20", ""]] },
];

/** What a person has: texts in a notebook, read before and after each bad input. */
const own = { ...defaultsOf(ownTexts.options), rows: readRows("a\tgood\nb\tbad").map(({ label, text }) => `${label}\t${text}`).join("\n") };
holdBadInputs("P23: files that a person may bring by mistake", inputs, () => loadOwnTexts(own, 1, { asset: () => Promise.reject(new Error("not asked for")) }));

describe("limits of what is brought", () => {
  it("take what is at the limit and refuse what is one beyond", async () => {
    const deep = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    await expectTaken(() => lookOf(`[{"text":"a","label":"x","meta":${deep(limits.depth - 2)}}]`, "x.json"), true);
    await expectTaken(() => lookOf(`[{"text":"a","label":"x","meta":${deep(limits.depth - 1)}}]`, "x.json"), false);
    const rows = (classes: number) => Array.from({ length: classes }, (_, i) => ({ text: `t${i}`, label: `l${i}`, row: i }));
    expect([limits.classes, limits.classes + 1].map((count) => chooseRows(rows(count)).problems.length)).to.deep.equal([0, 1]);
    const long = (length: number) => chooseRows([{ text: "x".repeat(length), label: "a", row: 1 }]);
    expect([limits.textLength, limits.textLength + 1].map((length) => long(length).notes.length)).to.deep.equal([0, 1]);
  });
});
async function expectTaken(act: () => Promise<unknown>, isTaken: boolean): Promise<void> {
  const refusal = await act().then(() => undefined, (error: unknown) => error);
  expect(refusal === undefined).to.equal(isTaken);
  if (refusal !== undefined) expect(refusal).to.be.instanceOf(ProblemError);
}
