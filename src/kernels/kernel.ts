import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";
import { engineOf, type Engine } from "./engine.js";
import type { Heap } from "./heap.js";

/** One call of a kernel: what goes in, where it lies, and what tfjs itself would have run. */
export interface Call {
  readonly heap: Heap;
  readonly engine: Engine;
  /** @throws Error when tfjs gave no such input */
  input(name: string): TensorInfo;
  has(name: string): boolean;
  /** Where these inputs lie. */
  pointers<K extends string>(...names: readonly K[]): Readonly<Record<K, number>>;
  /** Attributes as tfjs names them; the caller says what they are. */
  attributes<T>(): T;
  /** tfjs's own kernel, for what lies outside ours. @throws Error when tfjs has none */
  stock(): TensorInfo;
}

/** A kernel of ours: its name in tfjs and what it does. */
export interface Kernel {
  readonly name: string;
  run(call: Call): TensorInfo | TensorInfo[];
}

export function callOf(name: string, heap: Heap, inputs: NamedTensorInfoMap, attributes: NamedAttrMap | undefined, stock: (() => TensorInfo | TensorInfo[]) | undefined): Call {
  const input = (key: string): TensorInfo => {
    const tensor = inputs[key];
    if (!tensor) throw new Error(`${name}: expected the input ${key}, received none`);
    return tensor;
  };
  return {
    heap,
    engine: engineOf(heap),
    input,
    pointers: <K extends string>(...names: readonly K[]) => heap.pointers(Object.fromEntries(names.map((key) => [key, input(key)])) as Record<K, TensorInfo>),
    has: (key) => inputs[key] !== undefined && inputs[key] !== null,
    attributes: <T>() => (attributes ?? {}) as T,
    stock: () => {
      if (!stock) throw new Error(`${name}: this shape is outside our kernel and tfjs has none for its wasm backend`);
      return stock() as TensorInfo;
    },
  };
}
