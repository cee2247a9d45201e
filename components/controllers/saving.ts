import { sameText, type Text } from "../../src/base/text.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { writeNotebook } from "../../src/notebook/format.js";
import type { SavedState } from "../top-bar.js";
import { choosePlace, download, fileNameOf, savesInPlace, writeFile } from "./files.js";

export interface Saving {
  /** What to say in one sentence; undefined when the state says it, or when the person chose no place. */
  readonly said?: Text;
  readonly state?: SavedState;
  /** The file that it was written to. */
  readonly file?: FileSystemFileHandle;
}

/**
 * Saves to a file: in place where the browser can, as a download elsewhere. Only what reads back the same is called saved.
 * @param file where it was written before; undefined asks for a place
 */
export async function saveToFile(document: NotebookDocument, file: FileSystemFileHandle | undefined): Promise<Saving> {
  const name = fileNameOf(document.title);
  try {
    const text = writeNotebook(document);
    if (!savesInPlace()) {
      download(name, text);
      return { said: { en: `Handed to your downloads as ${name}.`, "pt-BR": `Entregue aos seus downloads como ${name}.` } };
    }
    const handle = file ?? (await choosePlace(name));
    if (!handle) return {};
    await writeFile(handle, text);
    return { file: handle, state: { state: "saved", at: Date.now(), file: handle.name } };
  } catch (error) {
    console.error(error);
    return {
      state: { state: "failed", why: sameText(error instanceof Error ? error.message : String(error)) },
      said: { en: "Not saved to the file; your changes are still kept in this browser.", "pt-BR": "Não foi salvo no arquivo; as suas mudanças continuam guardadas neste navegador." },
    };
  }
}
