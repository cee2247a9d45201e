import { types } from "../onnx/graph.js";
import { protobufFields } from "../onnx/read-protobuf.js";
import { readDescription, readJson, refused, type ReadNetwork } from "./description.js";
import { arraysAt } from "./places.js";

interface Tensor { readonly shape: readonly number[]; readonly data: Float32Array }

/** Reads an ONNX model that was exported here: what we say of the network from its metadata, the numbers from its constants (onnx.proto: ModelProto, GraphProto, TensorProto). Its operations are run by nobody. @throws ProblemError */
export function readOnnx(bytes: Uint8Array, fileName: string): ReadNetwork {
  let about: string | undefined;
  const constants = new Map<string, Tensor>();
  try {
    for (const { number, value } of protobufFields(bytes)) {
      if (number === 14) about = metadataOf(value) ?? about;
      if (number !== 7) continue;
      for (const field of protobufFields(bytesOf(value))) {
        const tensor = field.number === 5 ? tensorOf(bytesOf(field.value)) : undefined;
        if (tensor) constants.set(tensor.name, tensor);
      }
    }
  } catch {
    throw refused("model-damaged", fileName, { en: "an ONNX file, but it is damaged or cut short", "pt-BR": "um arquivo ONNX, mas ele está danificado ou incompleto" });
  }
  const description = about === undefined ? undefined : readJson(about, `${fileName}: atnet`);
  const network = readDescription(description, fileName);
  const parameters = arraysAt(description, fileName, ({ at }) => {
    const tensor = constants.get(at);
    return tensor && (tensor.shape.length === 3 ? turned(tensor) : tensor.data);
  });
  return { network: { ...network, parameters }, description };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
function bytesOf(value: number | Uint8Array): Uint8Array {
  if (typeof value === "number") throw new RangeError("ONNX: expected bytes");
  return value;
}

/** The value of our own entry. */
function metadataOf(entry: number | Uint8Array): string | undefined {
  const [key, value] = [1, 2].map((wanted) => [...protobufFields(bytesOf(entry))].find(({ number }) => number === wanted)?.value);
  return key instanceof Uint8Array && value instanceof Uint8Array && utf8.decode(key) === "atnet" ? utf8.decode(value) : undefined;
}

/** A constant of float32; undefined for one of another kind. */
function tensorOf(bytes: Uint8Array): (Tensor & { readonly name: string }) | undefined {
  const shape: number[] = [];
  let [name, type, raw] = ["", 0, new Uint8Array(0)];
  for (const { number, value } of protobufFields(bytes)) {
    if (number === 1 && typeof value === "number") shape.push(value);
    else if (number === 2 && typeof value === "number") type = value;
    else if (number === 8) name = utf8.decode(bytesOf(value));
    else if (number === 9) raw = bytesOf(value).slice();
  }
  if (type !== types.float32) return undefined;
  if (shape.reduce((product, axis) => product * axis, 4) !== raw.length) throw new RangeError("ONNX: expected as many numbers as the shape says");
  return { name, shape, data: new Float32Array(raw.buffer) };
}

/** [filters, channels, taps] → [taps, channels, filters] */
function turned({ shape, data }: Tensor): Float32Array {
  const [filters, channels, taps] = shape as readonly [number, number, number];
  const back = new Float32Array(data.length);
  let at = 0;
  for (let filter = 0; filter < filters; filter++) for (let channel = 0; channel < channels; channel++) for (let tap = 0; tap < taps; tap++) back[(tap * channels + channel) * filters + filter] = data[at++]!;
  return back;
}
