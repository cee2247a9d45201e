/** Writes a protocol buffer: fields by number, in the order given (protobuf.dev/programming-guides/encoding). */
export class Message {
  readonly #parts: Uint8Array[] = [];

  /** A whole number; negative ones as 64-bit two's complement. */
  int(field: number, value: number | bigint): this { return this.#push(varint((field << 3) | 0), varint(BigInt.asUintN(64, BigInt(value)))); }
  float(field: number, value: number): this { return this.#push(varint((field << 3) | 5), new Uint8Array(Float32Array.of(value).buffer)); }
  bytes(field: number, value: Uint8Array): this { return this.#push(varint((field << 3) | 2), varint(value.length), value); }
  text(field: number, value: string): this { return this.bytes(field, new TextEncoder().encode(value)); }
  message(field: number, value: Message): this { return this.bytes(field, value.all); }

  get all(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#parts) { all.set(part, at); at += part.length; }
    return all;
  }
  #push(...parts: readonly Uint8Array[]): this { this.#parts.push(...parts); return this; }
}

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let left = BigInt(value);
  for (; left > 127n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  bytes.push(Number(left));
  return Uint8Array.from(bytes);
}
