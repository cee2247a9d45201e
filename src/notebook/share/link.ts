import { problem, type Problem } from "../../base/problem.js";
import type { Text } from "../../base/text.js";

/**
 * A whole notebook in the part of an address behind "#", which browsers never send to a server: its file's text, deflated, in base64url.
 * The text comes from anybody: what is read here is a notebook to be opened as a stranger's, never more.
 */
export const linkMark = "#nb=";

/** Letters of a link that mail, chat and every browser carry whole. */
export const longestLink = 32_000;
/** What a link may unfold to, in bytes: a few letters can stand for gigabytes. */
export const largestShared = 5 * 1024 * 1024;

const asFile: Text = { en: "Save the notebook to a file and send the file.", "pt-BR": "Salve o notebook em um arquivo e envie o arquivo." };
const askAgain: Text = { en: "Copy the whole link again, or ask for the notebook as a file. Nothing was opened.", "pt-BR": "Copie de novo o link inteiro ou peça o notebook como arquivo. Nada foi aberto." };

export type LinkResult = { readonly hash: string; readonly problem?: undefined } | { readonly hash?: undefined; readonly problem: Problem };
export type LinkReading = { readonly text: string; readonly problem?: undefined } | { readonly text?: undefined; readonly problem: Problem };

/** @param text a notebook's file @returns the part of an address that holds it, or why no link can */
export async function writeLink(text: string): Promise<LinkResult> {
  if (typeof CompressionStream === "undefined") return { problem: cannotUnfold };
  const bytes = await collect(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw")), Infinity);
  const hash = linkMark + base64url(bytes!);
  if (hash.length <= longestLink) return { hash };
  return { problem: problem("link-too-long", "", {
    expected: { en: `a notebook that fits a link of ${longestLink.toLocaleString("en")} characters`, "pt-BR": `um notebook que coubesse em um link de ${longestLink.toLocaleString("pt-BR")} caracteres` },
    received: hash.length,
    wayOut: asFile,
  }) };
}

export const isSharedLink = (hash: string): boolean => hash.startsWith(linkMark);

/** Reads what `writeLink` wrote, or anything else that somebody put behind "#nb=". Never throws. */
export async function readLink(hash: string): Promise<LinkReading> {
  if (hash.length > longestLink) return { problem: problem("link-too-long", "", {
    expected: { en: `a link of at most ${longestLink.toLocaleString("en")} characters`, "pt-BR": `um link de no máximo ${longestLink.toLocaleString("pt-BR")} caracteres` },
    received: hash.length,
    wayOut: { en: "Ask for the notebook as a file. Nothing was opened.", "pt-BR": "Peça o notebook como arquivo. Nada foi aberto." },
  }) };
  if (typeof DecompressionStream === "undefined") return { problem: cannotUnfold };
  const bytes = fromBase64url(hash.slice(linkMark.length));
  if (!bytes) return { problem: damaged };
  try {
    const unfolded = await collect(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")), largestShared);
    if (!unfolded) return { problem: tooLarge };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(unfolded) };
  } catch {
    return { problem: damaged };
  }
}

const damaged: Problem = problem("link-damaged", "", {
  expected: { en: "a whole link to a notebook, but this one is cut or changed", "pt-BR": "um link inteiro de notebook, mas este está cortado ou alterado" },
  wayOut: askAgain,
});
const cannotUnfold: Problem = problem("no-compression", "", {
  expected: { en: "a browser that can fold and unfold links (CompressionStream)", "pt-BR": "um navegador que dobre e desdobre links (CompressionStream)" },
  wayOut: { en: "Use a current version of Chrome, Edge, Firefox or Safari, or send the notebook as a file.", "pt-BR": "Use uma versão atual do Chrome, Edge, Firefox ou Safari, ou envie o notebook como arquivo." },
});
const tooLarge: Problem = problem("link-too-large", "", {
  expected: { en: `a link that unfolds to at most ${largestShared / 2 ** 20} MB`, "pt-BR": `um link que se desdobrasse em no máximo ${largestShared / 2 ** 20} MB` },
  wayOut: { en: "It was made to fill the memory, or it is no notebook. Nothing was opened.", "pt-BR": "Ele foi feito para encher a memória ou não é um notebook. Nada foi aberto." },
});

/** Everything that a stream gives; undefined once it gives more than `most` bytes: the rest is not even made. */
async function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) { all.set(chunk, at); at += chunk.length; }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 8192) letters += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try { return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0)); } catch { return undefined; }
}
