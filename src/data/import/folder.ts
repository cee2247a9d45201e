import { megabytes } from "../../base/megabytes.js";
import { readBytes } from "../../base/read-bytes.js";
import { textOf } from "../../base/text.js";
import { decodeText } from "./encoding.js";
import { otherKind } from "./file-kind.js";
import { limits } from "./limits.js";
import { refuse } from "./table.js";

/** One file of a folder, with its path from the folder on: "reviews/pos/12.txt". */
export interface FolderFile { readonly path: string; readonly file: Blob }

/**
 * A folder of texts as one file: a JSON object a line with the text, its label and its path, in the order of the paths. The label is the name of the
 * folder that a text lies in, so that the same folder gives the same bytes on every computer. Hidden files, and files that are no text, are not among them.
 * @throws ProblemError
 */
export async function bundleFolder(files: readonly FolderFile[], name: string): Promise<Blob> {
  const texts = files.filter(({ path }) => /\.(txt|text|md)$/i.test(path) && !path.split("/").some((part) => part.startsWith("."))).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const bytes = texts.reduce((sum, { file }) => sum + file.size, 0);
  if (texts.length === 0) {
    throw refuse("no-texts-in-folder", name, {
      expected: { en: "text files (.txt) in folders named after their class", "pt-BR": "arquivos de texto (.txt) em pastas com o nome da sua classe" },
      wayOut: { en: "Make a folder for each class, such as “pos” and “neg”, and choose the folder that holds them.", "pt-BR": "Crie uma pasta para cada classe, como “pos” e “neg”, e escolha a pasta em que elas estão." },
    });
  }
  if (texts.length > limits.files || bytes > limits.fileBytes) {
    throw refuse("folder-too-large", name, {
      expected: textOf((l) => (l === "en" ? `at most ${limits.files.toLocaleString(l)} files of ${megabytes(limits.fileBytes)} together` : `no máximo ${limits.files.toLocaleString(l)} arquivos, com ${megabytes(limits.fileBytes)} ao todo`)),
      received: `${texts.length} (${(bytes / 2 ** 20).toFixed(0)} MB)`,
      wayOut: { en: "Choose a smaller folder. Nothing was changed.", "pt-BR": "Escolha uma pasta menor. Nada foi alterado." },
    });
  }
  const lines: string[] = [];
  for (const { path, file } of texts) {
    const content = await readBytes(file, path);
    if (otherKind(content, path)) continue;
    const parts = path.split("/");
    lines.push(`${JSON.stringify({ text: decodeText(content).text, label: parts.at(-2) ?? "", file: path })}\n`);
  }
  return new Blob(lines);
}
