import type { DataType, TensorInfo } from "@tensorflow/tfjs-core";
import { Memory } from "./memory.js";

/** The parts of tfjs's wasm backend (4.22.0) that kernels outside its package need; the same on its plain and its threaded binary. */
interface WasmBackend {
  readonly wasm: {
    /** Threaded binary. */
    readonly wasmMemory?: WebAssembly.Memory;
    /** Plain binary. */
    readonly asm?: { readonly memory?: WebAssembly.Memory };
    _malloc(bytes: number): number;
    _free(pointer: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: DataType): TensorInfo;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
}

/** That memory in the thread that has the tensors. Kernels read and write it in place. */
export class Heap extends Memory {
  readonly #backend: WasmBackend;
  #scratch = 0;
  #scratchBytes = 0;

  constructor(backend: WasmBackend) {
    const memory = backend.wasm.wasmMemory ?? backend.wasm.asm?.memory;
    if (!memory) throw new Error("kernels: expected the wasm backend of tfjs 4.22 with its memory, found none");
    super(memory);
    this.#backend = backend;
  }

  pointer(tensor: TensorInfo): number { return this.#backend.dataIdMap.get(tensor.dataId).memoryOffset; }
  /** Where each of these tensors lies. */
  pointers<K extends string>(tensors: Readonly<Record<K, TensorInfo>>): Readonly<Record<K, number>> {
    return Object.fromEntries(Object.entries<TensorInfo>(tensors).map(([name, tensor]) => [name, this.pointer(tensor)])) as Record<K, number>;
  }

  /** A new tensor with whatever the memory held. The memory may grow: take views after the last call of this and of `scratch`. */
  output(shape: readonly number[], dtype: DataType = "float32"): TensorInfo { return this.#backend.makeOutput([...shape], dtype); }

  /** One more tensor over the same numbers. */
  share(tensor: TensorInfo): void { this.#backend.incRef(tensor.dataId); }
  release(tensor: TensorInfo): void { this.#backend.disposeData(tensor.dataId); }

  /**
   * Working memory of the kernel that runs now, aligned to 64 bytes. The next call gives the same bytes again:
   * kernels run one at a time, so a kernel asks once, for all that it needs. Grows to the largest request and stays.
   * @param floats of each piece, one behind the other @returns the address of each
   */
  scratch<K extends string>(floats: Readonly<Record<K, number>>): Readonly<Record<K, number>> {
    const sizes = Object.entries<number>(floats);
    const bytes = 4 * sizes.reduce((sum, [, size]) => sum + size, 0);
    if (bytes > this.#scratchBytes) {
      if (this.#scratch) this.#backend.wasm._free(this.#scratch);
      this.#scratchBytes = Math.ceil(bytes * 1.25);
      this.#scratch = this.#backend.wasm._malloc(this.#scratchBytes + 64) >>> 0;
      if (this.#scratch === 0) { this.#scratchBytes = 0; throw new Error(`kernels: no memory left for ${bytes} bytes of scratch`); }
    }
    let at = Math.ceil(this.#scratch / 64) * 64;
    return Object.fromEntries(sizes.map(([name, size]) => [name, (at += size * 4) - size * 4])) as Record<K, number>;
  }
}

const heaps = new WeakMap<object, Heap>();

/** The heap of a wasm backend; one for each backend, also after tfjs has made a new one. */
export function heapOf(backend: object): Heap {
  let heap = heaps.get(backend);
  if (!heap) heaps.set(backend, (heap = new Heap(backend as WasmBackend)));
  return heap;
}

/** Number of elements of a shape; 1 for a scalar. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
