import { largestAsset, ownAsset } from "../../base/embedded.js";
import { megabytes } from "../../base/megabytes.js";
import { problem, ProblemError, type Problem } from "../../base/problem.js";
import { textOf } from "../../base/text.js";
import type { DataSettings } from "../../data/dataset.js";
import { defineSchema } from "../../hyperparameters/schema.js";
import { escapeText } from "../../notebook/html-scan.js";
import { base64 } from "../base64.js";
import type { ExportedNotebook, NotebookExporter } from "../exporter.js";
import { writeSafetensors } from "../safetensors.js";

/**
 * One HTML file that is the notebook and the whole page at once: it opens by a double click with the network off, trains and answers,
 * asks nothing of anybody under its own strict policy, and is itself a notebook that this page and Observable's tools open.
 */
export const standalone: NotebookExporter = {
  name: "standalone",
  title: { en: "One file that runs anywhere", "pt-BR": "Um arquivo que roda em qualquer lugar" },
  summary: {
    en: "The notebook with its runs and everything it needs: opens with a double click, without a network, plays, answers and trains there. Code cells are shown in it, but do not run.",
    "pt-BR": "O notebook com as execuções e tudo o que ele precisa: abre com dois cliques, sem rede; mostra, responde e treina ali mesmo. As células de código aparecem nele, mas não rodam.",
  },
  extension: ".run.html",
  mediaType: "text/html",
  options: () => defineSchema({
    weights: {
      kind: "boolean", stage: "output", invalidates: "nothing", default: true,
      label: { en: "With the trained networks", "pt-BR": "Com as redes treinadas" },
      doc: { en: "Whoever opens the file can ask them at once, without training.", "pt-BR": "Quem abrir o arquivo pode fazer perguntas a elas na hora, sem treinar." },
    },
    data: {
      kind: "boolean", stage: "text", invalidates: "nothing", default: true,
      label: { en: "With the data", "pt-BR": "Com os dados" },
      doc: { en: "Without it, the file is smaller and cannot train on a built-in set.", "pt-BR": "Sem eles, o arquivo é menor e não treina com um conjunto que acompanha a página." },
    },
    ownTexts: {
      kind: "boolean", stage: "text", invalidates: "nothing", default: false,
      label: { en: "With your own files of texts", "pt-BR": "Com os seus arquivos de textos" },
      doc: {
        en: "Files that are only in this browser travel along, so that the file trains on them too. Whoever gets it can read them: ask those who wrote them or appear in them.",
        "pt-BR": "Arquivos que estão só neste navegador vão junto, para que o arquivo treine também com eles. Quem o receber pode lê-los: peça licença a quem os escreveu ou aparece neles.",
      },
    },
  }),
  async make(notebook, { weights = true, data = true, ownTexts = false }) {
    const template = new TextDecoder().decode(await notebook.published("standalone.html"));
    const parts: Readonly<Record<string, string>> = {
      "%AT-LANGUAGE%": notebook.locale,
      "%AT-TITLE%": escapeText(notebook.document.title),
      "%AT-NOTEBOOK%": elementOf(notebook.text),
      "%AT-RESULTS%": inlineJson(Object.fromEntries(notebook.runs.map(({ cell, record }) => [cell, record]))),
      "%AT-WEIGHTS%": inlineJson(weights ? await weightsOf(notebook) : {}),
      "%AT-ASSETS%": inlineJson({ ...(data ? await assetsOf(notebook) : {}), ...(ownTexts ? await ownTextsOf(notebook) : {}) }),
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

/**
 * The notebook's element with its title and cells alone: what else a stranger's file holds between them is kept when that file is saved, but here it
 * would be part of a page.
 */
function elementOf(text: string): string {
  const [open = "<notebook>"] = /<notebook\b(?:[^>"']|"[^"]*"|'[^']*')*>/.exec(text) ?? [];
  const parts = text.match(/<title>[^<]*<\/title>|<script\b(?:[^>"']|"[^"]*"|'[^']*')*>[\s\S]*?<\/script>/g) ?? [];
  return [open, ...parts.map((part) => `  ${part}`), "</notebook>"].join("\n");
}

/** What its dataset cells read. */
const settingsOf = ({ cells }: ExportedNotebook): readonly Partial<DataSettings>[] =>
  cells.flatMap(({ value }) => (typeof value === "object" && value !== null && "settings" in value && typeof value.settings === "object" && value.settings !== null ? [value.settings] : []));

/** The built sets that its dataset cells name, zipped, in base64 by file name. */
async function assetsOf(notebook: ExportedNotebook): Promise<Readonly<Record<string, string>>> {
  const shelf = JSON.parse(new TextDecoder().decode(await notebook.published("data/shelf.json"))) as readonly { readonly name: string; readonly file: string }[];
  const sources = new Set(settingsOf(notebook).map(({ source }) => source));
  const wanted = shelf.filter(({ name }) => sources.has(name));
  return Object.fromEntries(await Promise.all(wanted.map(async ({ file }) => [file, base64(await zipped(await notebook.published(`data/${file}`)))] as const)));
}

/** A person's own files that its dataset cells name by their content, in the same way. @throws ProblemError when one is too large to travel */
async function ownTextsOf(notebook: ExportedNotebook): Promise<Readonly<Record<string, string>>> {
  const hashes = new Set(settingsOf(notebook).map(({ options }) => options?.["hash"]).filter((hash): hash is string => typeof hash === "string" && hash !== ""));
  const found = await Promise.all([...hashes].map(async (hash) => {
    const bytes = await notebook.ownFile(hash);
    if (bytes && bytes.length > largestAsset) throw new ProblemError([ownTextsTooLarge(bytes.length)]);
    return bytes ? [[ownAsset(hash), base64(await zipped(bytes))] as const] : [];
  }));
  return Object.fromEntries(found.flat());
}
const ownTextsTooLarge = (size: number): Problem => problem("own-texts-too-large", "", {
  expected: textOf((l) => (l === "en" ? `a file of texts of at most ${megabytes(largestAsset)}` : `um arquivo de textos de no máximo ${megabytes(largestAsset)}`)),
  received: megabytes(size),
  wayOut: { en: "Export without your own files of texts, or choose fewer texts.", "pt-BR": "Exporte sem os seus arquivos de textos ou escolha menos textos." },
});

/** Networks by cell, as zipped safetensors in base64; one that is no longer there stays out, its results stay. */
async function weightsOf({ runs }: ExportedNotebook): Promise<Readonly<Record<string, string>>> {
  const packed = await Promise.all(runs.map(async ({ cell, model }) => {
    const trained = await model().catch((error: unknown) => { if (error instanceof ProblemError) return undefined; throw error; });
    return trained ? [[String(cell), base64(await zipped(await writeSafetensors(trained)))] as const] : [];
  }));
  return Object.fromEntries(packed.flat());
}

/** JSON that may stand between script tags: no end tag and no comment can be in it. */
const inlineJson = (value: unknown): string => JSON.stringify(value).replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A server may have undone the gzip on the way. */
async function zipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return bytes;
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
}
