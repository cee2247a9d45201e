import { problem, type Problem } from "../base/problem.js";
import type { NotebookDocument } from "./document.js";

/** The version of what this page writes into notebooks. A file that does not say its version is of the first. */
export const notebookFormat = 1;
/** The attribute of the notebook's element in which a later version says so. */
export const formatAttribute = "data-atnet-format";

/** Why a notebook may be read and not changed: a newer page wrote it, and what this one does not know would be lost. */
export function newerFormat({ kept }: NotebookDocument): Problem | undefined {
  const format = Number(kept?.attributes[formatAttribute] ?? notebookFormat);
  if (!(format > notebookFormat)) return undefined;
  return problem("newer-notebook", "", {
    expected: { en: `a notebook of format ${notebookFormat}`, "pt-BR": `um notebook no formato ${notebookFormat}` },
    received: format,
    wayOut: {
      en: "A newer version of this page wrote it: you can read it and train in it, and nothing in it is changed. Reload the page to get the newest version.",
      "pt-BR": "Uma versão mais nova desta página o gravou: dá para ler e treinar nele, e nada nele é alterado. Recarregue a página para usar a versão mais nova.",
    },
  });
}
