import { problem, type Problem } from "../../src/base/problem.js";
import { locales, type Locale, type Text } from "../../src/base/text.js";

/** A notebook that comes with the product: one document a language, cell for cell the same. */
export interface ShippedNotebook {
  /** In addresses: `#/n/NAME`. */
  readonly name: string;
  readonly title: Text;
  readonly summary: Text;
  readonly files: Text;
  /** Reading time; 0 when not told. */
  readonly minutes: number;
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;

function asText(value: unknown): Text | undefined {
  const object = asObject(value);
  return object && locales.every((locale) => typeof object[locale] === "string" && object[locale] !== "") ? (object as unknown as Text) : undefined;
}

/** Reads the list of shipped notebooks: entries that are whole are kept, every other is a problem. */
export function readShelf(input: unknown): { readonly notebooks: readonly ShippedNotebook[]; readonly problems: readonly Problem[] } {
  if (!Array.isArray(input)) {
    return { notebooks: [], problems: [problem("not-a-shelf", "index.json", { expected: { en: "a list of notebooks", "pt-BR": "uma lista de notebooks" }, received: input })] };
  }
  const notebooks: ShippedNotebook[] = [];
  const problems: Problem[] = [];
  for (const [i, item] of (input as readonly unknown[]).entries()) {
    const entry = asObject(item);
    const name = entry?.["name"];
    const [title, summary, files] = ["title", "summary", "files"].map((key) => asText(entry?.[key]));
    const isSafe = files !== undefined && locales.every((locale) => /^[\w-]+(?:\.[\w-]+)*\.html$/.test(files[locale]));
    if (typeof name !== "string" || !/^[\w-]{1,60}$/.test(name) || !title || !summary || !files || !isSafe || notebooks.some((other) => other.name === name)) {
      problems.push(problem("not-a-shelf-entry", `index.json[${i}]`, {
        expected: { en: "a name of its own, and title, summary and file in both languages", "pt-BR": "um nome próprio e título, resumo e arquivo nos dois idiomas" },
        received: item,
      }));
      continue;
    }
    const minutes = entry!["minutes"];
    notebooks.push({ name, title, summary, files, minutes: typeof minutes === "number" && minutes > 0 && minutes < 1000 ? Math.round(minutes) : 0 });
  }
  return { notebooks, problems };
}

/** The folder of the shipped notebooks, beside the page. */
const folder = (): string => new URL("notebooks/", document.baseURI).href;

/** @throws Error when it cannot be fetched */
async function fetchText(file: string): Promise<string> {
  const response = await fetch(folder() + file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response.text();
}

/** The list of shipped notebooks. @throws Error when it cannot be fetched or is not JSON */
export const fetchShelf = async (): Promise<ReturnType<typeof readShelf>> => readShelf(JSON.parse(await fetchText("index.json")) as unknown);

/** The file of a shipped notebook in one language; served as text, so that it can never run as a page of this site. */
export const fetchShipped = (notebook: ShippedNotebook, locale: Locale): Promise<string> => fetchText(`${notebook.files[locale]}.txt`);
