/** The memory in which the tensors of one wasm backend lie, as any thread sees it; pointers are byte offsets into it. */
export class Memory {
  readonly memory: WebAssembly.Memory;
  /** Shared between threads: a module that imports the memory must declare it the same way. */
  readonly isShared: boolean;

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.isShared = !(memory.buffer instanceof ArrayBuffer);
  }

  float32(pointer: number, length: number): Float32Array { return new Float32Array(this.memory.buffer, pointer, length); }
  int32(pointer: number, length: number): Int32Array { return new Int32Array(this.memory.buffer, pointer, length); }
}
