import { megabytes } from "../../src/base/megabytes.js";
import { problem, ProblemError, type Problem } from "../../src/base/problem.js";
import { readBytes } from "../../src/base/read-bytes.js";
import { textOf } from "../../src/base/text.js";
import { textOfFile } from "../../src/notebook/file-text.js";
import { pickFiles } from "../base/pick-files.js";

/** A file a person chose: its text, and where the browser can write it back. */
export interface ChosenFile {
  readonly name: string;
  readonly text: string;
  readonly handle: FileSystemFileHandle | undefined;
  /** What was wrong with the file before anything in it was read. */
  readonly problems?: readonly Problem[];
  /** Of a file that holds a trained network, which is no text. */
  readonly bytes?: Uint8Array;
}

/** By its name, before anything is read of it. */
const modelNames = /\.(?:safetensors|zip|keras|h5|hdf5|onnx|pt|pth|pb|tflite)$/i;

/** The largest notebook file that is read, in bytes. */
export const largestFile = 50 * 1024 * 1024;

/** Reads a file that a person chose; what cannot be read is a problem. Its size is looked at first. */
export async function readFile(file: File, handle?: FileSystemFileHandle): Promise<ChosenFile> {
  const { name } = file;
  if (file.size > largestFile) return { name, text: "", handle: undefined, problems: [tooLarge(file)] };
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(file, name);
  } catch (error) {
    if (error instanceof ProblemError) return { name, text: "", handle: undefined, problems: error.problems };
    throw error;
  }
  if (modelNames.test(name)) return { name, text: "", handle: undefined, bytes };
  const { text, problems } = textOfFile(bytes);
  // A file in another encoding is not written back: saving makes a new one.
  return { name, text: text ?? "", handle: problems.length > 0 ? undefined : handle, problems };
}

const tooLarge = ({ name, size }: File): Problem => problem("file-too-large", name, {
  expected: textOf((l) => (l === "en" ? `a file of at most ${megabytes(largestFile)}` : `um arquivo de no máximo ${megabytes(largestFile)}`)),
  received: megabytes(size),
  wayOut: { en: "Choose a notebook that this page saved. Nothing was changed.", "pt-BR": "Escolha um notebook salvo por esta página. Nada foi alterado." },
});

/** Lets a person choose a notebook file; undefined when they change their mind. */
export async function chooseFile(): Promise<ChosenFile | undefined> {
  if (picker.open) {
    try {
      const [handle] = await picker.open({ types: opensToo, excludeAcceptAllOption: false });
      return handle && readFile(await handle.getFile(), handle);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return undefined;
      // A frame or a policy may forbid the picker: the plain one works everywhere.
    }
  }
  const [file] = await pickFiles({ accept: ".html,.htm,.txt,.ipynb,.keras,.onnx,.safetensors,.zip,text/html" });
  return file && readFile(file);
}

/** The file in a drop, with its handle where the browser gives one. Must be called in the event itself. */
export async function droppedFile(transfer: DataTransfer): Promise<ChosenFile | undefined> {
  const item = [...transfer.items].find(({ kind }) => kind === "file");
  const file = item?.getAsFile();
  if (!item || !file) return undefined;
  const asHandle = (item as DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> }).getAsFileSystemHandle?.bind(item);
  const handle = await asHandle?.().catch(() => null);
  return readFile(file, handle instanceof FileSystemFileHandle ? handle : undefined);
}

/** Whether the browser can write to a file that a person chooses. */
export const savesInPlace = (): boolean => picker.save !== undefined;

/** Lets a person choose where to save; undefined when they change their mind. */
export async function choosePlace(name: string): Promise<FileSystemFileHandle | undefined> {
  try {
    return await picker.save!({ suggestedName: name, types: fileTypes });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

/** Writes a file that a person chose; what was in it stays until the new text is whole. @throws DOMException when the browser or the disk refuses */
export async function writeFile(handle: FileSystemFileHandle, text: string): Promise<void> {
  // A file of an earlier visit is opened to writing again by the person, who has just asked to save.
  const { requestPermission } = handle as FileSystemFileHandle & { requestPermission?(of: { readonly mode: "readwrite" }): Promise<PermissionState> };
  if (await requestPermission?.call(handle, { mode: "readwrite" }) === "denied") throw new DOMException("the browser does not allow writing to this file", "NotAllowedError");
  const stream = await handle.createWritable();
  try {
    await stream.write(text);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
}

/** Hands a file to the browser's downloads. */
export function download(name: string, content: string | Uint8Array<ArrayBuffer>, mediaType = "text/html"): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // A download that has begun keeps its own reference; a minute is enough for slow prompts.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A title as the name of a file: letters and digits of any script, no path. */
export function fileNameOf(title: string): string {
  const stem = title.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${stem || "notebook"}.html`;
}

interface PickerOptions { readonly types: readonly { readonly description: string; readonly accept: Readonly<Record<string, readonly string[]>> }[] }
interface Pickers {
  readonly open: ((options: PickerOptions & { readonly excludeAcceptAllOption: boolean }) => Promise<readonly FileSystemFileHandle[]>) | undefined;
  readonly save: ((options: PickerOptions & { readonly suggestedName: string }) => Promise<FileSystemFileHandle>) | undefined;
}
const fileTypes: PickerOptions["types"] = [{ description: "Notebook", accept: { "text/html": [".html", ".htm"] } }];
/** Notebooks that came back from Jupyter, and trained networks, open too; they are saved as notebooks of this page. */
const opensToo: PickerOptions["types"] = [{ description: "Notebook", accept: { "text/html": [".html", ".htm"], "application/x-ipynb+json": [".ipynb"], "application/octet-stream": [".safetensors", ".onnx", ".keras"], "application/zip": [".zip"] } }];
/** The File System Access API, which Chromium alone has; looked up at each use, so that a page may bring its own. */
const picker: Pickers = {
  get open() { return (globalThis as { showOpenFilePicker?: Pickers["open"] }).showOpenFilePicker?.bind(globalThis); },
  get save() { return (globalThis as { showSaveFilePicker?: Pickers["save"] }).showSaveFilePicker?.bind(globalThis); },
};
