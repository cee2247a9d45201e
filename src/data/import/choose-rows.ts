import { problem, type Problem } from "../../base/problem.js";
import { textOf, type Text } from "../../base/text.js";
import { seededRandom, seedFor } from "../../base/random.js";
import { hasTokens, type TokenLevel } from "../tokenizer.js";
import { limits } from "./limits.js";
import { startOf, type RowNote } from "./table.js";

export interface LabelledText { readonly text: string; readonly label: string }
interface Numbered extends LabelledText { readonly row: number }

export interface ChosenRows {
  /** In the order in which classes are numbered: numbers by size, other labels by code point. */
  readonly classes: readonly { readonly label: string; readonly count: number }[];
  readonly rows: readonly Numbered[];
  readonly notes: readonly RowNote[];
  /** Why a network could not learn from them. */
  readonly problems: readonly Problem[];
  /** What should be known before training. */
  readonly warnings: readonly Text[];
}

const without = {
  label: { en: "no label", "pt-BR": "sem rótulo" },
  text: { en: "no text", "pt-BR": "sem texto" },
  word: { en: "no word in the text", "pt-BR": "nenhuma palavra no texto" },
  again: { en: "the same text as an earlier row", "pt-BR": "texto igual ao de uma linha anterior" },
  conflict: { en: "the same text as an earlier row, with another label", "pt-BR": "texto igual ao de uma linha anterior, com outro rótulo" },
  failed: { en: "an error of the spreadsheet in place of a label", "pt-BR": "um erro da planilha no lugar do rótulo" },
  longLabel: { en: "a label longer than 80 characters", "pt-BR": "rótulo com mais de 80 caracteres" },
  beyond: { en: "beyond the number of rows that are used, drawn evenly from every class", "pt-BR": "além do número de linhas usadas, sorteadas por igual em cada classe" },
} satisfies Record<string, Text>;
const cut: Text = { en: "the text was cut at 20,000 characters", "pt-BR": "o texto foi cortado em 20.000 caracteres" };
const joined: Text = { en: "line breaks and tabs in the text became spaces", "pt-BR": "quebras de linha e tabulações no texto viraram espaços" };
const spreadsheetError = /^#(N\/A|N\/D|REF!|NAME\?|NOME\?|VALUE!|VALOR!|DIV\/0!|NUM!|NULL!|NULO!)$/i;

/**
 * The rows that a network learns from, and what became of every other one: nothing is left out or changed without a note.
 * @param most rows at the most; beyond it as many of each class are drawn by the seed as keep the balance
 */
export function chooseRows(given: readonly Numbered[], { most = Infinity, seed = 1, level = "words" }: { readonly most?: number; readonly seed?: number; readonly level?: TokenLevel } = {}): ChosenRows {
  const notes: RowNote[] = [];
  const kept: Numbered[] = [];
  const labelOf = new Map<string, string>();
  for (const one of given) {
    const { row } = one;
    const start = startOf([one.label, one.text]);
    const note = (reason: Text, done: RowNote["done"] = "dropped"): void => { notes.push({ row, done, reason, start }); };
    const label = one.label.replace(/\s+/g, " ").trim();
    let text = one.text.replace(/\s+/g, " ").trim();
    const earlier = labelOf.get(text);
    const isLong = text.length > limits.textLength;
    if (isLong) text = text.slice(0, limits.textLength).replace(/[\uD800-\uDBFF]$/, "").trim();
    if (text === "") note(without.text);
    else if (label === "") note(without.label);
    else if (spreadsheetError.test(label)) note(without.failed);
    else if (label.length > limits.labelLength) note(without.longLabel);
    else if (!hasTokens(text, level)) note(without.word);
    else if (earlier !== undefined) note(earlier === label ? without.again : without.conflict);
    else {
      labelOf.set(text, label);
      if (isLong) note(cut, "changed");
      else if (/[\n\r\t]/.test(one.text.trim())) note(joined, "changed");
      kept.push({ text, label, row });
    }
  }
  const classes = classesOf(kept);
  const rows = classes.length > limits.classes ? kept : drawn(kept, classes, most, seed);
  if (rows.length < kept.length) {
    const used = new Set(rows);
    for (const one of kept) if (!used.has(one)) notes.push({ row: one.row, done: "dropped", reason: without.beyond, start: startOf([one.label, one.text]) });
  }
  const problems = problemsOf(classes, kept.length);
  return { classes: classesOf(rows), rows, notes: notes.toSorted((a, b) => a.row - b.row), problems, warnings: problems.length > 0 ? [] : warningsOf(classes) };
}

function classesOf(rows: readonly LabelledText[]): ChosenRows["classes"] {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  const all = [...counts].map(([label, count]) => ({ label, count }));
  const number = (label: string): number => (/^[-+]?\d+([.,]\d+)?$/.test(label) ? Number(label.replace(",", ".")) : NaN);
  const areNumbers = all.every(({ label }) => !Number.isNaN(number(label)));
  return all.toSorted((a, b) => (areNumbers ? number(a.label) - number(b.label) : 0) || (a.label < b.label ? -1 : 1));
}

/** As many of every class as its share of the whole, at least one; in the order of the source. */
function drawn(rows: readonly Numbered[], classes: ChosenRows["classes"], most: number, seed: number): readonly Numbered[] {
  if (rows.length <= most) return rows;
  const taken = new Set(classes.flatMap(({ label, count }, index) => {
    const members = rows.filter((one) => one.label === label);
    return seededRandom(seedFor(seed, "rows", index)).shuffled(members).slice(0, Math.max(1, Math.round((count / rows.length) * most)));
  }));
  return rows.filter((one) => taken.has(one));
}

function problemsOf(classes: ChosenRows["classes"], rowCount: number): readonly Problem[] {
  if (classes.length > limits.classes) {
    return [problem("too-many-classes", "", {
      expected: textOf((l) => (l === "en" ? `at most ${limits.classes} different labels` : `no máximo ${limits.classes} rótulos diferentes`)), received: classes.length,
      wayOut: { en: "This column looks like an id or a text. Choose the column that says the class of each text.", "pt-BR": "Esta coluna parece um identificador ou um texto. Escolha a coluna que diz a classe de cada texto." },
    })];
  }
  if (classes.length >= 2) return [];
  return [problem("one-class", "", {
    expected: { en: "texts of at least two classes", "pt-BR": "textos de pelo menos duas classes" }, received: classes.length === 1 ? classes[0]!.label : 0,
    wayOut: rowCount === 0
      ? { en: "Every text needs a label, such as “positive” and “negative”.", "pt-BR": "Todo texto precisa de um rótulo, como “positivo” e “negativo”." }
      : { en: "With one class there is nothing to tell apart: add texts of another, or choose another column of labels.", "pt-BR": "Com uma só classe não há o que distinguir: acrescente textos de outra ou escolha outra coluna de rótulos." },
  })];
}

/** Fewer texts of a class than this, and its held-out part says next to nothing. */
const few = 10;
function warningsOf(classes: ChosenRows["classes"]): readonly Text[] {
  const small = classes.filter(({ count }) => count < few);
  const looksMissing = classes.filter(({ label }) => /^(na|n\/a|nan|null|none|nd|-+|\?)$/i.test(label));
  return [
    ...(small.length > 0 ? [textOf((l) => {
      const names = small.slice(0, 5).map(({ label, count }) => `“${label}” (${count})`).join(", ");
      return l === "en" ? `Few texts of ${names}: a network can hardly learn ${small.length === 1 ? "this class or be judged on it" : "these classes or be judged on them"}.` : `Poucos textos de ${names}: é difícil a rede aprender ${small.length === 1 ? "essa classe" : "essas classes"} ou ser avaliada ${small.length === 1 ? "nela" : "nelas"}.`;
    })] : []),
    ...(looksMissing.length > 0 ? [textOf((l) => {
      const names = looksMissing.map(({ label }) => `“${label}”`).join(", ");
      return l === "en" ? `${names} looks like a missing label, and is a class of its own.` : `${names} parece um rótulo que falta e virou uma classe.`;
    })] : []),
  ];
}
