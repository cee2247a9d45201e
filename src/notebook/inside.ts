/** The notebook that travels in a file which was exported from one: a page in a single file, or the metadata of a Jupyter notebook. Undefined in any other file. Never throws. */
export function notebookInside(text: string): string | undefined {
  if (text.slice(0, 4096).includes('<meta name="generator" content="AtNet Notebook, single file')) {
    const [start, end] = [text.indexOf("<notebook"), text.indexOf("</notebook>")];
    return start >= 0 && end > start ? `<!doctype html>\n${text.slice(start, end)}</notebook>\n` : undefined;
  }
  if (!text.trimStart().startsWith("{")) return undefined;
  try {
    const file = JSON.parse(text) as unknown;
    const notebook = at(at(at(file, "metadata"), "atnet"), "notebook");
    return typeof notebook === "string" ? notebook : undefined;
  } catch {
    return undefined;
  }
}

/** The runs and networks that travel in a page in a single file, as the texts that they are written as; empty in any other file. */
export function runsInside(text: string): { readonly results: string; readonly weights: string } {
  const part = (id: string): string => new RegExp(`<script type="application/json" id="${id}">([^<]*)</script>`).exec(text)?.[1] ?? "";
  return notebookInside(text) === undefined ? { results: "", weights: "" } : { results: part("atnet-results"), weights: part("atnet-weights") };
}

const at = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
