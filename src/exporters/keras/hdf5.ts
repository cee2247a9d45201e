/** A group of an HDF5 file: groups and float32 arrays by name, and texts about it. */
export interface Hdf5Group {
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: Readonly<Record<string, Hdf5Group>>;
  readonly datasets?: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>;
}

const undefinedAddress = 0xffff_ffff_ffff_ffffn;
/** IEEE float32, little-endian (HDF5 File Format Specification 3.0, IV.A.2.d). */
export const float32 = [0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];
export const message = { dataspace: 1, linkInfo: 2, datatype: 3, fillValue: 5, link: 6, layout: 8, groupInfo: 10, attribute: 12 } as const;
/** What every HDF5 file begins with. */
export const signature = [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10];

/**
 * The smallest part of HDF5 that holds a model's numbers: superblock version 0, object headers version 1, groups as links in the header, arrays in one piece.
 * A library that writes all of HDF5 weighs a megabyte; what Keras reads takes this page (docs/decisions/0005-model-files.md).
 */
export function writeHdf5(root: Hdf5Group): Uint8Array<ArrayBuffer> {
  const file = new Growing(96);
  const start = group(file, root);
  const head = new Bytes().bytes(signature).bytes([0, 0, 0, 0, 0, 8, 8, 0]).u16(4).u16(16).u32(0)
    .u64(0).u64(undefinedAddress).u64(file.length).u64(undefinedAddress).u64(0).u64(start).u32(0).u32(0).bytes(new Uint8Array(16));
  file.put(head.all, 0);
  return file.all;
}

function group(file: Growing, { attributes = {}, groups = {}, datasets = {} }: Hdf5Group): number {
  const links = [
    ...Object.entries(groups).map(([name, one]) => [name, group(file, one)] as const),
    ...Object.entries(datasets).map(([name, one]) => [name, dataset(file, one)] as const),
  ];
  return header(file, [
    { kind: message.linkInfo, body: new Bytes().u8(0).u8(0).u64(undefinedAddress).u64(undefinedAddress) },
    { kind: message.groupInfo, body: new Bytes().u8(0).u8(0) },
    ...links.map(([name, address]) => {
      const text = new TextEncoder().encode(name);
      return { kind: message.link, body: new Bytes().u8(1).u8(0x10).u8(1).u8(text.length).bytes(text).u64(address) };
    }),
    ...Object.entries(attributes).map(([name, value]) => ({ kind: message.attribute, body: textAttribute(name, value) })),
  ]);
}

function dataset(file: Growing, { shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array }): number {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const address = file.allocate(bytes.length);
  file.put(bytes, address);
  const space = new Bytes().u8(1).u8(shape.length).u8(0).u8(0).u32(0);
  for (const size of shape) space.u64(size);
  return header(file, [
    { kind: message.dataspace, body: space },
    { kind: message.datatype, body: new Bytes().bytes(float32), flags: 1 },
    { kind: message.fillValue, body: new Bytes().bytes([2, 1, 2, 1, 0, 0, 0, 0]), flags: 1 },
    { kind: message.layout, body: new Bytes().u8(3).u8(1).u64(address).u64(bytes.length) },
  ]);
}

/** A text of fixed length in UTF-8. */
function textAttribute(name: string, value: string): Bytes {
  const [key, text] = [new TextEncoder().encode(`${name}\0`), new TextEncoder().encode(value)];
  return new Bytes().u8(1).u8(0).u16(key.length).u16(8).u16(8).bytes(key).pad().bytes([0x13, 0x10, 0, 0]).u32(text.length).bytes([1, 0, 0, 0, 0, 0, 0, 0]).bytes(text);
}

function header(file: Growing, messages: readonly { readonly kind: number; readonly body: Bytes; readonly flags?: number }[]): number {
  const all = new Bytes();
  for (const { kind, body, flags = 0 } of messages) all.u16(kind).u16(body.pad().length).u8(flags).bytes([0, 0, 0]).bytes(body.all);
  const head = new Bytes().u8(1).u8(0).u16(messages.length).u32(1).u32(all.length).u32(0).bytes(all.all);
  const address = file.allocate(head.length);
  file.put(head.all, address);
  return address;
}

/** Little-endian numbers one after the other. */
class Bytes {
  readonly #all: number[] = [];
  get length(): number { return this.#all.length; }
  get all(): Uint8Array { return Uint8Array.from(this.#all); }
  u8(value: number): this { this.#all.push(value & 255); return this; }
  u16(value: number): this { return this.u8(value).u8(value >> 8); }
  u32(value: number): this { return this.u16(value & 0xffff).u16(value >>> 16); }
  u64(value: number | bigint): this {
    for (let i = 0n, left = BigInt(value); i < 8n; i++, left >>= 8n) this.u8(Number(left & 255n));
    return this;
  }
  bytes(values: ArrayLike<number>): this { for (let i = 0; i < values.length; i++) this.u8(values[i]!); return this; }
  /** To a multiple of 8. */
  pad(): this { while (this.length % 8 > 0) this.u8(0); return this; }
}

/** A file that grows by pieces, each of which begins at a multiple of 8. */
class Growing {
  #bytes = new Uint8Array(1 << 16);
  #length: number;
  constructor(start: number) { this.#length = start; }
  get length(): number { return this.#length; }
  get all(): Uint8Array<ArrayBuffer> { return this.#bytes.slice(0, this.#length); }
  allocate(bytes: number): number {
    const address = this.#length;
    this.#length += Math.ceil(bytes / 8) * 8;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return address;
  }
  put(bytes: Uint8Array, address: number): void { this.#bytes.set(bytes, address); }
}
