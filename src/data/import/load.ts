import { problem } from "../../base/problem.js";
import { sameText, textOf } from "../../base/text.js";
import type { Values } from "../../hyperparameters/schema.js";
import { ProblemError, type DatasetContent, type DatasetContext } from "../dataset.js";
import { chooseRows, type LabelledText } from "./choose-rows.js";
import { columnsOf, numbered } from "./look.js";
import { readSource } from "./read-source.js";
import { readRows } from "./rows.js";
import { readingOf } from "./reading.js";
import { refuse } from "./table.js";

/** The examples of a notebook's own texts: those written in the notebook, or those of the file that it names by its content. @throws ProblemError */
export async function loadOwnTexts(options: Values, seed: number, context: DatasetContext): Promise<DatasetContent> {
  const { rows, file, hash } = options as { readonly rows: string; readonly file: string; readonly hash: string };
  const given = rows !== "" ? readRows(rows) : hash !== "" ? await rowsOfFile(file, hash, options, context) : [];
  context.signal?.throwIfAborted();
  if (given.length === 0) throw new ProblemError([nothingYet]);
  const { classes, rows: used, notes, problems } = chooseRows(given, { most: options["limit"] as number, seed, level: context.level ?? "words" });
  if (problems.length > 0) throw new ProblemError(problems);
  const labels = new Map(classes.map(({ label }, index) => [label, index]));
  const dropped = new Map<(typeof notes)[number]["reason"], number>();
  for (const { reason, done } of notes) if (done === "dropped") dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
  return {
    classes: classes.map(({ label }) => sameText(label)),
    examples: used.map(({ text, label }) => ({ text, label: labels.get(label)! })),
    dropped: [...dropped].map(([reason, count]) => ({ reason, count })),
  };
}

const nothingYet = problem("no-texts-yet", "", {
  expected: { en: "texts of your own, each with its class", "pt-BR": "textos seus, cada um com a sua classe" },
  wayOut: { en: "Open a file, paste rows from a spreadsheet, or write sentences here.", "pt-BR": "Abra um arquivo, cole linhas de uma planilha ou escreva frases aqui." },
});

async function rowsOfFile(file: string, hash: string, options: Values, { own }: DatasetContext): Promise<readonly (LabelledText & { readonly row: number })[]> {
  const found = await own?.(hash);
  if (!found) throw refuse("own-file-missing", file || "?", {
    expected: textOf((l) => (l === "en" ? `this file's texts in this browser; the notebook knows them by their content, SHA-256 ${hash.slice(0, 12)}…` : `os textos deste arquivo neste navegador; o notebook os reconhece pelo conteúdo, SHA-256 ${hash.slice(0, 12)}…`)),
    wayOut: { en: "Open the file again: it stays on this computer, and nothing else stands in for it.", "pt-BR": "Abra o arquivo de novo: ele fica neste computador, e nenhum outro o substitui." },
  });
  const table = await readSource(found.bytes, found.name || file, readingOf(options));
  const { text, label } = columnsOf(table, { textColumn: options["textColumn"] as string, labelColumn: options["labelColumn"] as string });
  return numbered(table, text, label);
}
