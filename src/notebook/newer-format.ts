import { problem, type Problem } from "../base/problem.js";
import type { NotebookDocument } from "./document.js";

/** The version of what this page writes into notebooks. A file that does not say its version is of the first. */
export const notebookFormat = 1;
/** The attribute of the notebook's element in which a later version says so. */
export const formatAttribute = "data-atnet-format";

/** Why a notebook may be read and not changed: a newer page wrote it, and what this one does not know would be lost. */
export function newerFormat({ kept }: NotebookDocument): Problem | undefined {
  const written = kept?.attributes[formatAttribute] ?? String(notebookFormat);
  const format = Number(written);
  if (!/^[1-9]\d*$/.test(written) || !Number.isSafeInteger(format)) return unreadableFormat(written);
  if (format <= notebookFormat) return undefined;
  return problem("newer-notebook", "", {
    expected: { en: `a notebook of format ${notebookFormat}`, "pt-BR": `um notebook no formato ${notebookFormat}` },
    received: format,
    wayOut: {
      en: "A newer version of this page wrote it: you can read it and train in it, and nothing in it is changed. Reload the page to get the newest version.",
      "pt-BR": "Uma versão mais nova desta página o gravou: dá para ler e treinar nele, e nada nele é alterado. Recarregue a página para usar a versão mais nova.",
    },
  });
}

/** No version that a page of ours ever wrote: what else is in the file nobody knows either. */
const unreadableFormat = (written: string): Problem => problem("bad-format", formatAttribute, {
  expected: { en: "a whole number from 1", "pt-BR": "um número inteiro a partir de 1" },
  received: written,
  wayOut: {
    en: "You can read the notebook and train in it, and nothing in it is changed. Choose the file that this page saved.",
    "pt-BR": "Dá para ler o notebook e treinar nele, e nada nele é alterado. Escolha o arquivo que esta página salvou.",
  },
});
