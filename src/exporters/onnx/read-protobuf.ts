/** A field of a message: a whole number, or bytes (a text, a message, packed numbers; four bytes of a float). */
export interface ProtobufField { readonly number: number; readonly value: number | Uint8Array }

/** The fields of a protocol buffer in their order, read only as far down as the caller goes. @throws RangeError where the bytes are none */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) throw new RangeError("protobuf: cut short");
      const byte = bytes[at++]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError("protobuf: a number without end");
  };
  const take = (length: number): Uint8Array => {
    if (!(at + length <= bytes.length)) throw new RangeError("protobuf: cut short");
    return bytes.subarray(at, (at += length));
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0: yield { number, value: varint() }; break;
      case 1: yield { number, value: take(8) }; break;
      case 2: yield { number, value: take(varint()) }; break;
      case 5: yield { number, value: take(4) }; break;
      default: throw new RangeError("protobuf: a field of no known kind");
    }
  }
}
