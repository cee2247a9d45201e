import type { Registry } from "../../src/base/registry.js";
import type { Locale } from "../../src/base/text.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { writeNotebook } from "../../src/notebook/format.js";
import { isRun } from "./latest-run.js";
import type { LiveCells } from "./live-cells.js";

/** Offers what the notebook and its networks can become; what writes it is fetched now. */
export async function openExport(root: ParentNode, document: NotebookDocument, live: LiveCells, kinds: Registry<CellKind>, locale: Locale): Promise<void> {
  const [{ modelSubject, notebookSubject, resultsSubject }] = await Promise.all([import("./export-subject.js"), import("../export-sheet.js")]);
  const runs = [...live.values()].filter(isRun).flatMap((run) => [...run.earlier, run]).filter(({ environment }) => environment !== undefined);
  await root.querySelector("at-export-sheet")!.open({
    title: document.title, runs,
    notebook: () => notebookSubject(document, live, kinds.names, locale),
    results: (run) => resultsSubject(run, document.title, locale),
    model: (run) => modelSubject(run, document.title),
  });
}

/** Offers the notebook as a link that holds it. */
export async function openShare(root: ParentNode, document: NotebookDocument): Promise<void> {
  await import("../share-sheet.js");
  await root.querySelector("at-share-sheet")!.open(writeNotebook(document));
}
