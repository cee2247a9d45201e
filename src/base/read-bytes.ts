import { megabytes } from "./megabytes.js";
import { problem, ProblemError } from "./problem.js";
import type { Text } from "./text.js";

const tooLarge: Text = { en: "a file that fits in the memory of this browser", "pt-BR": "um arquivo que caiba na memória deste navegador" };
const freeMemory: Text = {
  en: "Close other tabs and choose it again, or take a smaller file. Nothing was changed.",
  "pt-BR": "Feche outras abas e escolha-o de novo, ou use um arquivo menor. Nada foi alterado.",
};
const gone: Text = {
  en: "a file that can be read, but it was moved, changed or closed to this page since it was chosen",
  "pt-BR": "um arquivo que possa ser lido, mas ele foi movido, alterado ou fechado para esta página depois de escolhido",
};
const chooseAgain: Text = { en: "Choose it again. Nothing was changed.", "pt-BR": "Escolha-o de novo. Nada foi alterado." };

/** All bytes of a file. @param name of the file, with which a problem begins @throws ProblemError where the browser has no memory for it, or cannot read it any more */
export async function readBytes(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof RangeError) throw new ProblemError([problem("no-memory", name, { expected: tooLarge, received: megabytes(file.size), wayOut: freeMemory })]);
    throw new ProblemError([problem("file-unreadable", name, { expected: gone, wayOut: chooseAgain })]);
  }
}
