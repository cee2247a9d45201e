import { escapeText } from "../../notebook/html-scan.js";
import { base64 } from "../base64.js";
import type { ExportedNotebook, NotebookExporter } from "../exporter.js";

/**
 * One HTML file that is the notebook and the whole page at once: it opens by a double click with the network off, trains and answers,
 * asks nothing of anybody under its own strict policy, and is itself a notebook that this page and Observable's tools open.
 */
export const standalone: NotebookExporter = {
  name: "standalone",
  title: { en: "One file that runs anywhere", "pt-BR": "Um arquivo que roda em qualquer lugar" },
  summary: {
    en: "The notebook with everything it needs, its data among it: opens with a double click, without a network, and trains there.",
    "pt-BR": "O notebook com tudo o que ele precisa, inclusive os dados: abre com dois cliques, sem rede, e treina ali mesmo.",
  },
  extension: ".run.html",
  mediaType: "text/html",
  async make(notebook) {
    const template = new TextDecoder().decode(await notebook.published("standalone.html"));
    const parts: Readonly<Record<string, string>> = {
      "%AT-LANGUAGE%": notebook.locale,
      "%AT-TITLE%": escapeText(notebook.document.title),
      "%AT-NOTEBOOK%": elementOf(notebook.text),
      "%AT-ASSETS%": JSON.stringify(await assetsOf(notebook)),
    };
    // The places stand before all code, so that the first of each name is the place; what was put in is not searched again.
    let [done, rest] = ["", template];
    for (const [place, content] of Object.entries(parts)) {
      const at = rest.indexOf(place);
      if (at < 0) throw new Error(`standalone.html has no place ${place}`);
      [done, rest] = [done + rest.slice(0, at) + content, rest.slice(at + place.length)];
    }
    return done + rest;
  },
};

/** The notebook's element, without what stands around it. */
const elementOf = (text: string): string => text.slice(text.indexOf("<notebook"), text.lastIndexOf("</notebook>") + "</notebook>".length);

/** The built sets that its dataset cells name, zipped, in base64 by file name. */
async function assetsOf({ cells, published }: ExportedNotebook): Promise<Readonly<Record<string, string>>> {
  const shelf = JSON.parse(new TextDecoder().decode(await published("data/shelf.json"))) as readonly { readonly name: string; readonly file: string }[];
  const sources = new Set(cells.flatMap(({ value }) => (typeof value === "object" && value !== null && "settings" in value ? [(value.settings as { readonly source?: unknown } | null)?.source] : [])));
  const wanted = shelf.filter(({ name }) => sources.has(name));
  return Object.fromEntries(await Promise.all(wanted.map(async ({ file }) => [file, base64(await zipped(await published(`data/${file}`)))] as const)));
}

/** A server may have undone the gzip on the way. */
async function zipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return bytes;
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
}
