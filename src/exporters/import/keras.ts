import { readHdf5 } from "../keras/read-hdf5.js";
import { scaleInConfig } from "../keras/keras-file.js";
import { readDescription, readJson, refused, type ReadNetwork } from "./description.js";
import { arraysAt } from "./places.js";

/** Reads a `.keras` file that was exported here: what we say of the network from "atnet.json", its numbers from the HDF5 file that we write. The list of layers is built by nobody. @throws ProblemError */
export function readKeras(files: Readonly<Record<string, Uint8Array>>, fileName: string): ReadNetwork {
  const description = files["atnet.json"] && readJson(files["atnet.json"], "atnet.json");
  const network = readDescription(description, fileName);
  let arrays: ReadonlyMap<string, Float32Array>;
  try {
    arrays = readHdf5(files["model.weights.h5"]!);
  } catch {
    throw refused("model-damaged", "model.weights.h5", { en: "the numbers of a network, but they are damaged or cut short", "pt-BR": "os números de uma rede, mas eles estão danificados ou incompletos" });
  }
  const parameters = arraysAt(description, "atnet.json", ({ at }) => (at === scaleInConfig ? scaleOf(files["config.json"]) : arrays.get(at)));
  return { network: { ...network, parameters }, description };
}

/** The numbers that a Rescaling keeps in its settings. */
function scaleOf(config: Uint8Array | undefined): Float32Array | undefined {
  const { config: { layers = [] } = {} } = (config ? readJson(config, "config.json") : {}) as { readonly config?: { readonly layers?: unknown } };
  if (!Array.isArray(layers)) return undefined;
  const scale = (layers as readonly ({ readonly config?: { readonly scale?: unknown } } | null)[]).map((layer) => layer?.config?.scale).find((one) => Array.isArray(one)) as readonly unknown[] | undefined;
  return scale?.every((one) => typeof one === "number") ? Float32Array.from(scale as readonly number[]) : undefined;
}
