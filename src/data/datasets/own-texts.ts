import type { Dataset } from "../dataset.js";
import { defineSchema } from "../../hyperparameters/schema.js";

const about = { stage: "text", invalidates: "data" } as const;

/** Texts that a person brings: written in the notebook itself (`rows`), or in a file that this browser keeps and the notebook names by its content (`hash`). */
export const ownTexts: Dataset = {
  name: "own-texts",
  title: { en: "Your own texts", "pt-BR": "Seus próprios textos" },
  summary: {
    en: "Sentences of your own, each with its class: from a file, from a spreadsheet, or written here. They stay on this computer.",
    "pt-BR": "Frases suas, cada uma com a sua classe: de um arquivo, de uma planilha ou escritas aqui. Elas ficam neste computador.",
  },
  task: "classification",
  origin: "own",
  languages: ["en", "pt-BR"],
  licence: "",
  attribution: {
    en: "Yours. Nothing is sent anywhere; before you pass texts on, ask those who wrote them or appear in them.",
    "pt-BR": "Seus. Nada é enviado a lugar nenhum; antes de passar textos adiante, peça licença a quem os escreveu ou aparece neles.",
  },
  options: defineSchema({
    file: {
      ...about, kind: "text", default: "", maxLength: 200,
      label: { en: "File", "pt-BR": "Arquivo" }, doc: { en: "Name of the file that the texts came from.", "pt-BR": "Nome do arquivo de onde vieram os textos." },
    },
    hash: {
      ...about, kind: "text", default: "", maxLength: 64,
      label: { en: "Content of the file", "pt-BR": "Conteúdo do arquivo" },
      doc: { en: "SHA-256 of the file's bytes: the notebook takes no other content for it.", "pt-BR": "SHA-256 dos bytes do arquivo: o notebook não aceita outro conteúdo no lugar dele." },
    },
    rows: {
      ...about, kind: "text", default: "", maxLength: 65_536, multiline: true,
      label: { en: "Texts", "pt-BR": "Textos" }, doc: { en: "A line for each text: its class, a tab, the text. They travel in the notebook.", "pt-BR": "Uma linha para cada texto: a classe, uma tabulação, o texto. Eles viajam no notebook." },
    },
    textColumn: {
      ...about, kind: "text", default: "", maxLength: 80,
      label: { en: "Column of the texts", "pt-BR": "Coluna dos textos" }, doc: { en: "Name of the column that holds the texts; the likeliest one when empty.", "pt-BR": "Nome da coluna que contém os textos; vazio, a mais provável." },
    },
    labelColumn: {
      ...about, kind: "text", default: "", maxLength: 80,
      label: { en: "Column of the classes", "pt-BR": "Coluna das classes" }, doc: { en: "Name of the column that says the class of each text; the likeliest one when empty.", "pt-BR": "Nome da coluna que diz a classe de cada texto; vazio, a mais provável." },
    },
    limit: {
      ...about, kind: "integer", default: 10_000, min: 100, max: 50_000, scale: "log",
      label: { en: "Texts at most", "pt-BR": "Máximo de textos" },
      doc: { en: "From a larger file as many are drawn, evenly from every class; more of them learn better and slower.", "pt-BR": "De um arquivo maior, este número é sorteado, por igual em cada classe; quanto mais textos, melhor e mais lento o aprendizado." },
    },
    delimiter: {
      ...about, kind: "choice", default: "auto",
      choices: { auto: { en: "found out", "pt-BR": "descobrir" }, comma: { en: "comma", "pt-BR": "vírgula" }, semicolon: { en: "semicolon", "pt-BR": "ponto e vírgula" }, tab: { en: "tab", "pt-BR": "tabulação" }, bar: { en: "vertical bar", "pt-BR": "barra vertical" } },
      label: { en: "Cells are parted by", "pt-BR": "Células separadas por" }, doc: { en: "What stands between the cells of a table.", "pt-BR": "O que fica entre as células de uma tabela." },
    },
    quotes: {
      ...about, kind: "choice", default: "auto",
      choices: { auto: { en: "found out", "pt-BR": "descobrir" }, yes: { en: "enclose cells", "pt-BR": "envolvem células" }, no: { en: "no quotes", "pt-BR": "sem aspas" } },
      label: { en: "Quotes", "pt-BR": "Aspas" }, doc: { en: "Whether quotes enclose a cell or are part of its text.", "pt-BR": "Se as aspas envolvem uma célula ou fazem parte do texto." },
    },
    header: {
      ...about, kind: "choice", default: "auto",
      choices: { auto: { en: "found out", "pt-BR": "descobrir" }, yes: { en: "names the columns", "pt-BR": "dá nome às colunas" }, no: { en: "is a row like any other", "pt-BR": "é uma linha como as outras" } },
      label: { en: "First row", "pt-BR": "Primeira linha" }, doc: { en: "Whether the first row names the columns.", "pt-BR": "Se a primeira linha dá nome às colunas." },
    },
    encoding: {
      ...about, kind: "choice", default: "auto",
      choices: { auto: { en: "found out", "pt-BR": "descobrir" }, "utf-8": { en: "UTF-8", "pt-BR": "UTF-8" }, "windows-1252": { en: "Windows-1252 (Latin 1)", "pt-BR": "Windows-1252 (Latin 1)" }, "utf-16le": { en: "UTF-16 LE", "pt-BR": "UTF-16 LE" }, "utf-16be": { en: "UTF-16 BE", "pt-BR": "UTF-16 BE" } },
      label: { en: "Letters written as", "pt-BR": "Letras gravadas em" }, doc: { en: "The encoding of the file: when accents look wrong, this is it.", "pt-BR": "A codificação do arquivo: quando os acentos saem errados, é ela." },
    },
  }),
  async load(options, seed, context) {
    // Fetched when someone brings texts: the first page needs none of it.
    return (await import("../import/load.js")).loadOwnTexts(options, seed, context);
  },
};
