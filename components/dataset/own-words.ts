import { formatNumber, plural, textOf, type Text } from "../../src/base/text.js";
import type { Found } from "../../src/data/import/table.js";

export const ownWords = {
  openFile: { en: "Open a file…", "pt-BR": "Abrir um arquivo…" },
  openFolder: { en: "Open a folder…", "pt-BR": "Abrir uma pasta…" },
  paste: { en: "Paste rows…", "pt-BR": "Colar linhas…" },
  change: { en: "Change how it is read…", "pt-BR": "Mudar a leitura…" },
  ways: {
    en: "A table (CSV, TSV), JSON, a folder of text files with a subfolder for each class, rows copied from a spreadsheet, or sentences written below. A hundred are enough to see a network learn.",
    "pt-BR": "Uma tabela (CSV, TSV), JSON, uma pasta de arquivos de texto com uma subpasta para cada classe, linhas copiadas de uma planilha ou frases escritas abaixo. Cem bastam para ver uma rede aprender.",
  },
  drop: { en: "Files can be dropped here too.", "pt-BR": "Também dá para soltar arquivos aqui." },
  write: { en: "Write sentences", "pt-BR": "Escrever frases" },
  sentence: { en: "Sentence", "pt-BR": "Frase" },
  className: { en: "Class", "pt-BR": "Classe" },
  add: { en: "Add", "pt-BR": "Acrescentar" },
  remove: { en: "Remove", "pt-BR": "Remover" },
  newest: { en: "Newest first", "pt-BR": "Mais recentes primeiro" },
  older: { en: "Show older ones", "pt-BR": "Mostrar as anteriores" },
  needsBoth: { en: "Write a sentence and the name of its class.", "pt-BR": "Escreva uma frase e o nome da sua classe." },
  full: {
    en: "The notebook cannot carry more sentences than these (64 KB). Save them as a file and open that: this browser then keeps it.",
    "pt-BR": "O notebook não consegue carregar mais frases do que estas (64 KB). Salve-as em um arquivo e abra-o: este navegador passa a guardá-lo.",
  },
  asFile: { en: "Save as a file (TSV)", "pt-BR": "Salvar em arquivo (TSV)" },

  title: { en: "Your texts", "pt-BR": "Seus textos" },
  close: { en: "Close", "pt-BR": "Fechar" },
  cancel: { en: "Cancel", "pt-BR": "Cancelar" },
  pasteTitle: { en: "Paste rows", "pt-BR": "Colar linhas" },
  pasteHelp: {
    en: "Copy two columns from a spreadsheet, sentences and their classes, and paste them here. Lines of CSV or JSON are read too.",
    "pt-BR": "Copie duas colunas de uma planilha, as frases e as suas classes, e cole aqui. Linhas de CSV ou JSON também servem.",
  },
  pastedRows: { en: "Rows", "pt-BR": "Linhas" },
  lookAtRows: { en: "Look at the rows", "pt-BR": "Ver as linhas" },
  reading: { en: "Reading…", "pt-BR": "Lendo…" },
  tooSlow: { en: "This takes long. You can wait, or cancel; nothing is changed either way.", "pt-BR": "Está demorando. Você pode esperar ou cancelar; nada muda até lá." },
  nothingChanged: { en: "Nothing was changed: the notebook and its texts are as they were.", "pt-BR": "Nada foi alterado: o notebook e os textos continuam como estavam." },
  another: { en: "Choose another file…", "pt-BR": "Escolher outro arquivo…" },
  textColumn: { en: "Texts are in", "pt-BR": "Os textos estão em" },
  labelColumn: { en: "Classes are in", "pt-BR": "As classes estão em" },
  noColumn: { en: "choose a column", "pt-BR": "escolha uma coluna" },
  howRead: { en: "How the file is read", "pt-BR": "Como o arquivo é lido" },
  classes: { en: "Classes", "pt-BR": "Classes" },
  texts: { en: "texts", "pt-BR": "textos" },
  first: { en: "What will be read: the first rows of each class", "pt-BR": "O que será lido: as primeiras linhas de cada classe" },
  row: { en: "row", "pt-BR": "linha" },
  done: { en: "Left out or changed", "pt-BR": "Ficou de fora ou mudou" },
  nothingDone: { en: "Every row is read as it stands.", "pt-BR": "Todas as linhas são lidas como estão." },
  dropped: { en: "left out", "pt-BR": "de fora" },
  changed: { en: "changed", "pt-BR": "mudou" },
  report: { en: "Download the list of these rows", "pt-BR": "Baixar a lista dessas linhas" },
  where: { en: "Where the texts are kept", "pt-BR": "Onde os textos ficam" },
  inline: { en: "In the notebook: they travel with its file and its link. Whoever gets one of these can read them.", "pt-BR": "No notebook: viajam com o arquivo e com o link dele. Quem receber um dos dois poderá lê-los." },
  inBrowser: {
    en: "In this browser only: the notebook names the file and its content (SHA-256). Elsewhere it asks for the same file again.",
    "pt-BR": "Só neste navegador: o notebook cita o arquivo e o conteúdo dele (SHA-256). Em outro lugar, ele pede o mesmo arquivo de novo.",
  },
  use: { en: "Use these texts", "pt-BR": "Usar estes textos" },
  keeping: { en: "Keeping the file…", "pt-BR": "Guardando o arquivo…" },
  notKept: {
    en: "This browser refuses to store the file. It is there until you close the page; then the notebook asks for it again.",
    "pt-BR": "Este navegador não aceita guardar o arquivo. Ele fica disponível até você fechar a página; depois o notebook o pedirá de novo.",
  },
  failed: { en: "The page could not read this, and the fault is ours. Nothing was changed.", "pt-BR": "A página não conseguiu ler isto, e a falha é nossa. Nada foi alterado." },
  several: { en: "Several files were dropped: choose one, or open their folder.", "pt-BR": "Vários arquivos foram soltos: escolha um ou abra a pasta deles." },
} as const satisfies Record<string, Text>;

export const openAgain = (file: string): Text => textOf((l) => (l === "en" ? `Open ${file || "the file"} again…` : `Abrir ${file || "o arquivo"} de novo…`));

/** What will be read of how much: "8,641 of 8,645 rows, in 2 classes". */
export const sizeOf = (used: number, rows: number, classes: number): Text => textOf((l) => {
  const of = formatNumber(rows, l);
  return l === "en"
    ? `${formatNumber(used, l)} of ${of} rows will be read, in ${plural(classes, l, "class", "classes")}.`
    : `${formatNumber(used, l)} de ${of} linhas serão lidas, em ${plural(classes, l, "classe", "classes")}.`;
});

const delimiterNames: Readonly<Record<NonNullable<Found["delimiter"]>, Text>> = {
  comma: { en: "commas", "pt-BR": "vírgulas" }, semicolon: { en: "semicolons", "pt-BR": "pontos e vírgulas" }, tab: { en: "tabs", "pt-BR": "tabulações" },
  bar: { en: "vertical bars", "pt-BR": "barras verticais" }, none: { en: "lines", "pt-BR": "linhas" },
};
const encodingNames: Readonly<Record<Found["encoding"], string>> = { "utf-8": "UTF-8", "utf-16le": "UTF-16 LE", "utf-16be": "UTF-16 BE", "windows-1252": "Windows-1252" };

/** How a source was read, in one line. */
export const foundSentence = ({ format, delimiter, quotes, header, encoding }: Found): Text => textOf((l) => {
  const letters = encodingNames[encoding];
  const en = l === "en";
  switch (format) {
    case "folder": return en ? "A folder: every text's class is the name of the folder that it lies in." : "Uma pasta: a classe de cada texto é o nome da pasta em que ele está.";
    case "json": return en ? `JSON, ${letters}.` : `JSON, ${letters}.`;
    case "json-lines": return en ? `JSON, one row a line, ${letters}.` : `JSON, uma linha por registro, ${letters}.`;
    case "table": {
      const parted = delimiterNames[delimiter ?? "comma"][l];
      const withQuotes = quotes ? (en ? "quotes enclose cells" : "aspas envolvem células") : (en ? "quotes belong to the texts" : "aspas fazem parte dos textos");
      const withHeader = header ? (en ? "the first row names the columns" : "a primeira linha dá nome às colunas") : (en ? "no row names the columns" : "nenhuma linha dá nome às colunas");
      return en ? `A table parted by ${parted}, ${letters}; ${withQuotes}; ${withHeader}.` : `Uma tabela separada por ${parted}, ${letters}; ${withQuotes}; ${withHeader}.`;
    }
  }
});

/** Another content than the notebook was made with. */
export const otherContent = (file: string, wanted: string, came: string): Text => textOf((l) => (l === "en"
  ? `This is not the file that the notebook was made with (${file}, SHA-256 ${wanted.slice(0, 12)}…): its content is another (${came.slice(0, 12)}…). If you use it, the notebook says so; Undo takes it back.`
  : `Este não é o arquivo com que o notebook foi feito (${file}, SHA-256 ${wanted.slice(0, 12)}…): o conteúdo é outro (${came.slice(0, 12)}…). Se você o usar, o notebook dirá isso; Desfazer volta atrás.`));
