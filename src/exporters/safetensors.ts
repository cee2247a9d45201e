import type { ModelExporter } from "./exporter.js";
import { sealedDescription, type TrainedModel } from "./trained-model.js";

/** A `.safetensors` file: every parameter by its name, and what else a reader needs as JSON in its metadata (github.com/huggingface/safetensors, "Format"). */
export async function writeSafetensors(model: TrainedModel): Promise<Uint8Array<ArrayBuffer>> {
  const atnet = JSON.stringify(await sealedDescription(model));
  let offset = 0;
  const tensors = Object.fromEntries(model.parameters.map(({ name, shape, data }) => [name, { dtype: "F32", shape, data_offsets: [offset, (offset += data.byteLength)] }]));
  const text = new TextEncoder().encode(JSON.stringify({ __metadata__: { format: "pt", atnet }, ...tensors }));
  // The numbers begin at a multiple of 8.
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + offset).fill(32, 8, 8 + headerBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(text, 8);
  let at = 8 + headerBytes;
  for (const { data } of model.parameters) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

export const safetensorsExporter: ModelExporter = {
  name: "safetensors",
  title: { en: "Parameters (safetensors)", "pt-BR": "Parâmetros (safetensors)" },
  summary: {
    en: "Every number of the network by its name, for any program; the PyTorch source reads it.",
    "pt-BR": "Todos os números da rede, cada um com seu nome, para qualquer programa; o código PyTorch os lê.",
  },
  extension: ".safetensors",
  mediaType: "application/octet-stream",
  make: writeSafetensors,
};
