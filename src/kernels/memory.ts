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

  /** Floats [rows, columns] → [columns, rows]. */
  transpose(from: number, rows: number, columns: number, to: number): void {
    const [given, swapped] = [this.float32(from, rows * columns), this.float32(to, rows * columns)];
    for (let row = 0, i = 0; row < rows; row++) for (let column = 0; column < columns; column++, i++) swapped[column * rows + row] = given[i]!;
  }
}
