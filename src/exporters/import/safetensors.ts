import { outsideReader } from "../../base/outside.js";
import type { NamedArray } from "../trained-model.js";
import { readDescription, readJson, refused, type ReadNetwork } from "./description.js";

/** As much as the largest network's names take. */
const longestHeader = 64 * 1024 * 1024;
const most = { axes: 8, tensors: 10_000 } as const;

const { object, list, whole, text } = outsideReader((path, expected, received) => refused("model-description", path, expected, received));

/** Reads a `.safetensors` file of ours: all numbers lie in the file, one tensor after the other, and nothing else does. @throws ProblemError */
export function readSafetensors(bytes: Uint8Array, name: string): ReadNetwork {
  const length = bytes.length >= 8 ? Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true)) : NaN;
  if (!(length >= 2 && length <= Math.min(longestHeader, bytes.length - 8))) {
    throw refused("model-damaged", name, { en: "a safetensors file, but it is damaged or cut short", "pt-BR": "um arquivo safetensors, mas ele está danificado ou incompleto" });
  }
  const { __metadata__: metadata = {}, ...tensors } = object(readJson(bytes.subarray(8, 8 + length), name), name);
  const about = object(metadata, `${name}.__metadata__`);
  const description = about["atnet"] === undefined ? undefined : readJson(text(about["atnet"], `${name}.__metadata__.atnet`, Infinity), `${name}.__metadata__.atnet`);
  const network = readDescription(description, name);
  const numbers = bytes.subarray(8 + length);
  const entries = Object.entries(tensors);
  if (entries.length > most.tensors) throw refused("model-description", name, { en: `at most ${most.tensors} tensors`, "pt-BR": `no máximo ${most.tensors} tensores` }, entries.length);
  let wanted = 0;
  const parameters = entries.map(([parameter, value]): NamedArray => {
    const of = object(value, parameter);
    if (of["dtype"] !== "F32") throw refused("model-dtype", parameter, { en: "32-bit numbers (F32)", "pt-BR": "números de 32 bits (F32)" }, of["dtype"] ?? null);
    const shape = list(of["shape"], `${parameter}.shape`, most.axes, whole);
    const [from = NaN, to = NaN] = list(of["data_offsets"], `${parameter}.data_offsets`, 2, whole);
    const size = shape.reduce((product, axis) => product * axis, 4);
    if (from !== wanted || to - from !== size) throw refused("model-offsets", parameter, { en: `its numbers from byte ${wanted} to ${wanted + size}`, "pt-BR": `seus números do byte ${wanted} ao ${wanted + size}` }, `${from}–${to}`);
    wanted = to;
    return { name: parameter, shape, data: floatsAt(numbers, from, to) };
  });
  if (numbers.length !== wanted) throw refused("model-weights-size", name, { en: `${wanted} bytes of numbers`, "pt-BR": `${wanted} bytes de números` }, numbers.length);
  return { network: { ...network, parameters }, description };
}

/** Numbers of their own memory, wherever they began; what lies beyond the end of the file is missing, and counted by the caller. */
function floatsAt(bytes: Uint8Array, from: number, to: number): Float32Array {
  const own = bytes.slice(Math.min(from, bytes.length), Math.min(to, bytes.length));
  return new Float32Array(own.buffer, 0, Math.floor(own.length / 4));
}
