import type { Locale } from "../../src/base/text.js";
import { readNotebook } from "../../src/notebook/format.js";
import { Drafts } from "../../src/notebook/store/drafts.js";
import { fetchShelf } from "../controllers/shelf.js";

/** Names of the notebooks of this browser by their keys; what cannot be read has none. */
export async function notebookTitles(locale: Locale): Promise<ReadonlyMap<string, string>> {
  const [shelf, drafts] = await Promise.all([fetchShelf().catch(() => undefined), new Drafts().list()]);
  return new Map([
    ...(shelf?.notebooks ?? []).map(({ name, title }) => [`shipped:${name}`, title[locale]] as const),
    ...(drafts.value ?? []).map(({ key, draft: { text } }) => [key, readNotebook(text).document?.title ?? ""] as const),
  ]);
}
