import { Message } from "./protobuf.js";

/** ONNX's own numbers of its types (onnx.proto, TensorProto.DataType). */
export const types = { float32: 1, int64: 7, bool: 9 } as const;
export type OnnxType = keyof typeof types;
export type Attribute = number | string | readonly number[] | { readonly float: number };
/** A named input or output; a text is an axis of any size. */
export interface OnnxValue { readonly name: string; readonly type: OnnxType; readonly shape: readonly (number | string)[] }

/** A graph under construction: nodes in order, and the constants that they read. */
export class OnnxGraph {
  readonly #nodes: Message[] = [];
  readonly #constants: Message[] = [];
  #count = 0;

  /** Adds one operation. @returns the name of its output */
  add(operation: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}, output = `${operation.toLowerCase()}_${++this.#count}`): string {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(3, output).text(4, operation);
    for (const [name, value] of Object.entries(attributes)) node.message(5, attributeOf(name, value));
    this.#nodes.push(node);
    return output;
  }

  floats(shape: readonly number[], data: Float32Array, name = `constant_${++this.#count}`): string { return this.#constant(name, "float32", shape, data); }
  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#constant(`constant_${++this.#count}`, "int64", shape, BigInt64Array.from(values, BigInt));
  }
  scalar(value: number): string { return this.floats([], Float32Array.of(value)); }

  #constant(name: string, type: OnnxType, shape: readonly number[], data: Float32Array | BigInt64Array): string {
    const tensor = new Message();
    for (const size of shape) tensor.int(1, size);
    this.#constants.push(tensor.int(2, types[type]).text(8, name).bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
    return name;
  }

  /** The whole file. @param metadata texts that travel with it */
  write(name: string, inputs: readonly OnnxValue[], outputs: readonly OnnxValue[], metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
    const graph = new Message();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, name);
    for (const constant of this.#constants) graph.message(5, constant);
    for (const input of inputs) graph.message(11, valueOf(input));
    for (const output of outputs) graph.message(12, valueOf(output));
    const model = new Message().int(1, irVersion).text(2, "atnet-notebook").message(7, graph).message(8, new Message().text(1, "").int(2, opset));
    for (const [key, value] of Object.entries(metadata)) model.message(14, new Message().text(1, key).text(2, value));
    return model.all;
  }
}
/** The first set of operations with LayerNormalization, and the file version that came with it. */
const opset = 17;
const irVersion = 8;

function attributeOf(name: string, value: Attribute): Message {
  const attribute = new Message().text(1, name);
  if (typeof value === "number") return attribute.int(3, value).int(20, 2);
  if (typeof value === "string") return attribute.text(4, value).int(20, 3);
  if ("float" in value) return attribute.float(2, value.float).int(20, 1);
  for (const one of value) attribute.int(8, one);
  return attribute.int(20, 7);
}

function valueOf({ name, type, shape }: OnnxValue): Message {
  const axes = new Message();
  for (const axis of shape) axes.message(1, typeof axis === "string" ? new Message().text(2, axis) : new Message().int(1, axis));
  return new Message().text(1, name).message(2, new Message().message(1, new Message().int(1, types[type]).message(2, axes)));
}
