import { strToU8, zipSync } from "fflate";
import type { ModelExporter } from "../exporter.js";
import { sealedDescription, type TrainedModel } from "../trained-model.js";
import { tfjsLayers, type TfjsLayer } from "./layers.js";

/** The version whose form of the file this is. */
const version = "4.22.0";
export const weightsFile = "group1-shard1of1.bin";

/** The two files of a layers model of tfjs. What is ours stands in `userDefinedMetadata`, which tfjs keeps and does not look into. @throws ProblemError where tfjs has no layer for a part of it */
export async function tfjsFiles(model: TrainedModel): Promise<{ readonly json: unknown; readonly weights: Uint8Array<ArrayBuffer> }> {
  const layers = tfjsLayers(model);
  const arrays = layers.flatMap(({ name, weights }) => weights.map((one) => ({ ...one, name: `${name}/${one.part}` })));
  const bytes = new Uint8Array(arrays.reduce((sum, { data }) => sum + data.byteLength, 0));
  let at = 0;
  for (const { data } of arrays) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return {
    json: {
      format: "layers-model", generatedBy: "AtNet Notebook", convertedBy: null,
      modelTopology: { class_name: "Model", config: configOf(model.name, layers), keras_version: `tfjs-layers ${version}`, backend: "tensor_flow.js" },
      weightsManifest: [{ paths: [weightsFile], weights: arrays.map(({ name, shape }) => ({ name, shape, dtype: "float32" })) }],
      userDefinedMetadata: { atnet: await sealedDescription(model, { parameters: Object.fromEntries(arrays.flatMap(({ name, from }) => (from === undefined ? [] : [[name, from]]))) }) },
    },
    weights: bytes,
  };
}

const configOf = (name: string, layers: readonly TfjsLayer[]) => ({
  name: name.replace(/\W+/g, "_"), trainable: true,
  layers: layers.map(({ className, name: layer, config, reads }) => ({
    name: layer, class_name: className, config: { name: layer, trainable: true, ...config },
    inbound_nodes: reads.length === 0 ? [] : [reads.map((one) => [one.name, 0, 0, {}])],
  })),
  input_layers: [[layers[0]!.name, 0, 0]], output_layers: [[layers.at(-1)!.name, 0, 0]],
});

export const tfjsExporter: ModelExporter = {
  name: "tfjs",
  title: { en: "TensorFlow.js model", "pt-BR": "Modelo do TensorFlow.js" },
  summary: {
    en: "model.json and its weights in a zip, for tf.loadLayersModel on any page; words and classes are in its metadata.",
    "pt-BR": "model.json e os pesos em um zip, para tf.loadLayersModel em qualquer página; as palavras e as classes estão nos metadados.",
  },
  extension: ".tfjs.zip",
  mediaType: "application/zip",
  isFor: (architecture) => architecture !== "bag-of-words",
  async make(model) {
    const { json, weights } = await tfjsFiles(model);
    return zipSync({ "model.json": strToU8(JSON.stringify(json)), [weightsFile]: weights }) as Uint8Array<ArrayBuffer>;
  },
};
