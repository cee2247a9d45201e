import { unzipSync } from "fflate";
import type { Text } from "../../base/text.js";
import { chooseOther, refused, type ReadNetwork } from "./description.js";
import { readKeras } from "./keras.js";
import { readOnnx } from "./onnx.js";
import { readSafetensors } from "./safetensors.js";
import { readTfjs } from "./tfjs.js";

/** Far beyond the largest network that we write. */
const most = { bytes: 256 * 1024 * 1024, entries: 100 } as const;

/** What another program's file is, and how it could come here. */
const others: readonly { readonly is: (bytes: Uint8Array, name: string) => boolean; readonly what: string }[] = [
  { is: (bytes) => startsWith(bytes, [0x89, 0x48, 0x44, 0x46]), what: "HDF5 (.h5)" },
  { is: (_bytes, name) => /\.(?:pt|pth)$/.test(name), what: "PyTorch (.pt)" },
  { is: (_bytes, name) => /\.(?:pb|tflite)$/.test(name), what: "TensorFlow (.pb, .tflite)" },
];
const useOurs: Text = {
  en: "Nothing was changed. Export the network on this page, where it was trained, and open that file; code from model files is never run.",
  "pt-BR": "Nada foi alterado. Exporte a rede nesta página, onde ela foi treinada, e abra esse arquivo; código de arquivos de modelo nunca é executado.",
};
const accepted: Text = { en: "a network exported here, as .keras, .onnx, .safetensors or .tfjs.zip", "pt-BR": "uma rede exportada aqui, como .keras, .onnx, .safetensors ou .tfjs.zip" };

/**
 * Reads a trained network from a file that was exported here; of any other, says what it is and how to bring it. Numbers and words alone are read, nothing is run or fetched.
 * Whether anything in it has changed is for `refuseChanged` to say, once it is known to be a network at all.
 * @throws ProblemError
 */
export function readModelFile(bytes: Uint8Array, fileName: string): ReadNetwork {
  const name = fileName.toLowerCase();
  if (bytes.length === 0) throw refused("model-empty", fileName, { en: "a network, but the file is empty", "pt-BR": "uma rede, mas o arquivo está vazio" });
  const other = others.find(({ is }) => is(bytes, name));
  if (other) throw refused("model-kind", fileName, accepted, other.what, useOurs);
  if (startsWith(bytes, [0x50, 0x4b])) return readZip(bytes, fileName);
  if (name.endsWith(".onnx")) return readOnnx(bytes, fileName);
  if (name.endsWith(".safetensors")) return readSafetensors(bytes, fileName);
  throw refused("model-kind", fileName, accepted, fileName.replace(/^.*(?=\.)/, ""), chooseOther);
}

function readZip(bytes: Uint8Array, fileName: string): ReadNetwork {
  const damaged = (): Error => refused("model-damaged", fileName, { en: "a zip archive, but it is damaged or cut short", "pt-BR": "um arquivo zip, mas ele está danificado ou incompleto" });
  let count = 0;
  let size = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, { filter: ({ originalSize }) => (size += originalSize) <= most.bytes && ++count <= most.entries });
  } catch {
    throw damaged();
  }
  if (size > most.bytes || count > most.entries) throw refused("model-too-large", fileName, { en: "a smaller archive", "pt-BR": "um arquivo menor" }, size > most.bytes ? `${Math.round(size / 2 ** 20)} MB` : count);
  if (Object.hasOwn(files, "model.json")) return readTfjs(files);
  if (Object.hasOwn(files, "model.weights.h5")) return readKeras(files, fileName);
  throw refused("model-kind", fileName, accepted, "zip", useOurs);
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);
