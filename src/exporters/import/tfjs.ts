import { outsideReader } from "../../base/outside.js";
import type { NamedArray } from "../trained-model.js";
import { readDescription, readJson, refused, type ReadNetwork } from "./description.js";

const most = { shards: 1000, weights: 10_000, axes: 8, layers: 500 } as const;
/** What is written for a network of ours; any other could hold code, or numbers that nobody knows the meaning of. */
const known: readonly string[] = ["InputLayer", "Embedding", "Conv1D", "Dense", "Softmax", "Permute", "Multiply", "Add", "Flatten", "MaxPooling1D", "Concatenate", "Dropout", "GlobalMaxPooling1D", "GlobalAveragePooling1D"];

const { object, list, whole, text } = outsideReader((path, expected, received) => refused("model-description", path, expected, received));

/** Reads the two files of a layers model of tfjs that was exported here. Only names among `files` are looked up: no address in it is ever asked. @throws ProblemError */
export function readTfjs(files: Readonly<Record<string, Uint8Array>>): ReadNetwork {
  const model = object(readJson(files["model.json"]!, "model.json"), "model.json");
  const about = object(model["userDefinedMetadata"] ?? {}, "model.json.userDefinedMetadata");
  const network = readDescription(about["atnet"], "model.json");
  checkLayers(model["modelTopology"]);
  const names = object(object(about["atnet"], "atnet")["parameters"] ?? {}, "atnet.parameters");
  const groups = list(model["weightsManifest"], "weightsManifest", most.shards, (group, path) => {
    const { paths, weights } = object(group, path);
    return { bytes: joined(list(paths, `${path}.paths`, most.shards, (name, at) => shard(files, text(name, at), at))), weights: list(weights, `${path}.weights`, most.weights, specOf) };
  });
  const parameters: NamedArray[] = [];
  for (const { bytes, weights } of groups) {
    const size = weights.reduce((sum, { count }) => sum + 4 * count, 0);
    if (bytes.length !== size) throw refused("model-weights-size", "weightsManifest", { en: `${size} bytes of numbers`, "pt-BR": `${size} bytes de números` }, bytes.length);
    let at = 0;
    for (const { name, shape, count } of weights) {
      // What is fixed has no parameter behind it: it is made again.
      const from = Object.hasOwn(names, name) ? text(names[name], `atnet.parameters.${name}`) : undefined;
      if (from !== undefined) parameters.push({ name: from, shape, data: new Float32Array(bytes.slice(at, at + 4 * count).buffer) });
      at += 4 * count;
    }
  }
  return { network: { ...network, parameters }, description: about["atnet"] };
}

function specOf(value: unknown, path: string): { readonly name: string; readonly shape: readonly number[]; readonly count: number } {
  const { name, shape: given, dtype, quantization } = object(value, path);
  if (dtype !== "float32" || quantization !== undefined) throw refused("model-dtype", `${path}.dtype`, { en: "32-bit numbers (float32)", "pt-BR": "números de 32 bits (float32)" }, quantization === undefined ? dtype ?? null : "quantization");
  const shape = list(given, `${path}.shape`, most.axes, whole);
  return { name: text(name, `${path}.name`), shape, count: shape.reduce((product, axis) => product * axis, 1) };
}

function shard(files: Readonly<Record<string, Uint8Array>>, name: string, path: string): Uint8Array {
  if (!Object.hasOwn(files, name)) {
    throw refused("model-shard-missing", path, { en: "the name of a file in the same zip; nothing is fetched from anywhere", "pt-BR": "o nome de um arquivo no mesmo zip; nada é buscado em lugar nenhum" }, name);
  }
  return files[name]!;
}
function joined(shards: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(shards.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of shards) { bytes.set(one, at); at += one.length; }
  return bytes;
}

/** The network is built from its description; the list of layers is looked at so that nobody takes a foreign file for ours. */
function checkLayers(topology: unknown): void {
  const { config } = object(topology ?? {}, "modelTopology");
  const names = list(object(config ?? {}, "modelTopology.config")["layers"] ?? [], "modelTopology.config.layers", most.layers, (layer, path) => {
    const { class_name: className, name } = object(layer, path);
    const kind = text(className, `${path}.class_name`);
    if (!known.includes(kind)) {
      throw refused("model-layer", `${path}.class_name`, { en: `one of ${known.join(", ")}`, "pt-BR": `uma destas: ${known.join(", ")}` }, kind);
    }
    return text(name, `${path}.name`);
  });
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw refused("model-layer", "modelTopology.config.layers", { en: "a name of its own for every layer", "pt-BR": "um nome próprio para cada camada" }, repeated);
}
