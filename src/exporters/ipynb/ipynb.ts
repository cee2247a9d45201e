import { valueAt } from "../../notebook/template.js";
import { base64 } from "../base64.js";
import type { ExportedCell, ExportedNotebook, NotebookExporter } from "../exporter.js";
import { pythonImports, pythonOf } from "./python-cells.js";

interface NotebookCell { readonly cell_type: "markdown" | "code"; readonly id: string; readonly metadata: Readonly<Record<string, unknown>>; readonly source: readonly string[]; readonly outputs?: readonly unknown[]; readonly execution_count?: null }

/** A Jupyter notebook (nbformat 4.5): prose, the Keras code of every cell with its data, and what the cells showed. The notebook itself travels in the metadata, so that it comes back whole. */
export const ipynb: NotebookExporter = {
  name: "ipynb",
  title: { en: "Jupyter notebook", "pt-BR": "Notebook do Jupyter" },
  summary: {
    en: "Prose, figures and the same network in Keras, with its data: runs top to bottom in Jupyter or Colab. Opened here again, it is this notebook.",
    "pt-BR": "Texto, figuras e a mesma rede em Keras, com os dados: roda do começo ao fim no Jupyter ou no Colab. Aberto aqui de novo, volta a ser este notebook.",
  },
  extension: ".ipynb",
  mediaType: "application/x-ipynb+json",
  async make(notebook) {
    const cells: NotebookCell[] = [];
    for (const one of notebook.cells) cells.push(await cellOf(one, notebook));
    return `${JSON.stringify({
      cells,
      metadata: {
        atnet: { format: 1, notebook: notebook.text },
        kernelspec: { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" },
        language_info: { file_extension: ".py", mimetype: "text/x-python", name: "python" },
        title: notebook.document.title,
      },
      nbformat: 4, nbformat_minor: 5,
    }, null, 1)}\n`;
  },
};

async function cellOf(one: ExportedCell, notebook: ExportedNotebook): Promise<NotebookCell> {
  const { cell, parts, call, snapshot } = one;
  const about = { id: `cell-${cell.id}`, metadata: { atnet: { id: cell.id, type: cell.type, source: cell.source } } };
  if (parts) return { cell_type: "markdown", ...about, source: lines(markdownOf(one, notebook)) };
  const python = call ? await pythonOf(one, notebook) : cell.source.trimStart().startsWith("import ") ? pythonImports : undefined;
  if (python !== undefined) return { cell_type: "code", ...about, execution_count: null, outputs: snapshot ? [output(snapshot)] : [], source: lines(python) };
  const shown = snapshot?.mime["image/svg+xml"];
  const picture = typeof shown === "string" ? `![${alternative(snapshot!.alt)}](data:image/svg+xml;base64,${base64(new TextEncoder().encode(shown))})` : snapshot ? `> ${snapshot.alt.replace(/\n/g, "\n> ")}` : "";
  return { cell_type: "markdown", ...about, source: lines([picture, `\`\`\`js\n${cell.source}\n\`\`\``].filter(Boolean).join("\n\n")) };
}

const alternative = (text: string): string => text.replace(/[[\]\n]/g, " ").slice(0, 500);

/** Formulas in dollars, as Jupyter reads them; values of other cells as they are now. */
function markdownOf({ parts = [] }: ExportedCell, { cells, locale }: ExportedNotebook): string {
  return parts.map((part) => {
    switch (part.kind) {
      case "markdown": return part.text;
      case "tex": return part.isBlock ? `\n$$${part.source}$$\n` : `$${part.source}$`;
      case "value": {
        const value = valueAt(cells.find(({ call }) => call?.name === part.name)?.value, part.path);
        return typeof value === "object" && value !== null && "en" in value ? String((value as Readonly<Record<string, unknown>>)[locale]) : value === undefined ? [part.name, ...part.path].join(".") : String(value);
      }
    }
  }).join("");
}

/** A recorded output never lacks its alternative text. */
const output = ({ mime, alt }: NonNullable<ExportedCell["snapshot"]>) => ({
  output_type: "display_data", metadata: { "image/svg+xml": { alt } },
  data: { "text/plain": lines(alt), ...Object.fromEntries(Object.entries(mime).filter(([type]) => type !== "text/plain").map(([type, value]) => [type, typeof value === "string" ? lines(value) : value])) },
});

/** As nbformat keeps text: lines with their ends. */
const lines = (text: string): readonly string[] => text.split(/(?<=\n)/);
