import { largestAsset } from "../base/embedded.js";
import { problem } from "../base/problem.js";
import { textOf, type Text } from "../base/text.js";
import { ProblemError, type DatasetContext } from "./dataset.js";

/**
 * Reads built assets from the folder they were published in, decompressed.
 * A server may have undone the gzip already (Content-Encoding), so the bytes say whether there is any left.
 * @param baseUrl folder of the assets, ending in "/"
 * @throws ProblemError when an asset is missing, damaged or too large; AbortError when the signal aborts
 */
export const fetchAsset = (baseUrl: string | URL, fetcher: typeof fetch = (...request) => fetch(...request)): DatasetContext["asset"] => async (name, signal) => {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) throw new RangeError(`asset(name): expected a plain file name, received ${JSON.stringify(name)}`);
  signal?.throwIfAborted();
  let response: Response;
  try {
    // The browser itself refuses an address, or a redirect, of another origin.
    response = await fetcher(new URL(name, baseUrl), { mode: "same-origin", redirect: "error", ...(signal ? { signal } : {}) });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreadable("asset-unreachable", name, { en: "the built-in data file, but this page's server did not answer", "pt-BR": "o arquivo de dados que acompanha a página, mas o servidor não respondeu" }, tryAgain, error);
  }
  if (!response.ok) throw unreadable("asset-missing", name, textOf((l) => (l === "en" ? `the built-in data file, but this page's server answered ${response.status}` : `o arquivo de dados que acompanha a página, mas o servidor respondeu ${response.status}`)), publishAgain);
  try {
    const bytes = await readAll(response.body ?? new Blob([]).stream(), name);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? await readAll(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")), name) : bytes;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    throw damagedAsset(name, error);
  }
};

/**
 * Assets that travel in the page itself, as base64 by name: a notebook in a single file brings what it needs, and there is no server to ask.
 * @returns undefined where the page brings none
 */
export function embeddedAssets(embedded: unknown = (globalThis as { readonly atnetAssets?: unknown }).atnetAssets): DatasetContext["asset"] | undefined {
  if (typeof embedded !== "object" || embedded === null) return undefined;
  return async (name, signal) => {
    signal?.throwIfAborted();
    const text = Object.hasOwn(embedded, name) ? (embedded as Readonly<Record<string, unknown>>)[name] : undefined;
    if (typeof text !== "string") throw unreadable("asset-not-embedded", name, { en: "a dataset that this file brings with it", "pt-BR": "um conjunto de dados que este arquivo traga consigo" }, exportAgain);
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return readAll(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")), name);
  };
}

/** What a dataset throws when an asset's bytes are not what the build wrote. */
export const damagedAsset = (name: string, cause?: unknown): ProblemError =>
  unreadable("asset-damaged", name, { en: "the built-in data file, but what arrived is damaged or cut short", "pt-BR": "o arquivo de dados que acompanha a página, mas o que chegou está danificado ou incompleto" }, tryAgain, cause);

const tryAgain: Text = { en: "Reload the page to fetch it again; your notebook is as it was.", "pt-BR": "Recarregue a página para buscá-lo de novo; seu notebook continua como estava." };
const exportAgain: Text = { en: "Choose one that is in the file, or export the notebook again with the other dataset in it.", "pt-BR": "Escolha um que esteja no arquivo ou exporte o notebook de novo com o outro conjunto de dados." };
const publishAgain: Text = {
  en: "Whoever publishes this page has to copy the folder “data” beside its scripts too; your notebook is as it was.",
  "pt-BR": "Quem publica esta página precisa copiar também a pasta “data”, que fica junto dos scripts; seu notebook continua como estava.",
};

function unreadable(code: string, name: string, expected: Text, wayOut: Text, cause?: unknown): ProblemError {
  const error = new ProblemError([problem(code, name, { expected, wayOut })]);
  error.cause = cause;
  return error;
}

/** @throws ProblemError beyond the most that an asset may hold: a small gzip can swell without end */
async function readAll(stream: ReadableStream<Uint8Array<ArrayBuffer>>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    chunks.push(value!);
    length += value!.length;
    if (length <= largestAsset) continue;
    void reader.cancel();
    throw unreadable("asset-too-large", name, { en: "a built-in data file of at most 32 MiB", "pt-BR": "um arquivo de dados de no máximo 32 MiB" }, publishAgain);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
