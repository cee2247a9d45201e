import { float32, message, signature } from "./hdf5.js";

/** Beyond these a file is not one of ours. */
const most = { depth: 6, links: 10_000, axes: 8 } as const;

/**
 * Reads what `writeHdf5` writes, and nothing else of HDF5: groups as links in the header, arrays of float32 in one piece.
 * @returns arrays by their path: "layers/dense/vars/0" @throws RangeError wherever something else stands
 */
export function readHdf5(bytes: Uint8Array): ReadonlyMap<string, Float32Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const arrays = new Map<string, Float32Array>();
  let links = 0;
  expect(signature.every((byte, i) => bytes[i] === byte) && number64(40) === bytes.length, "a superblock of version 0");
  read(number64(64), "", 0);
  return arrays;

  function read(address: number, path: string, depth: number): void {
    expect(depth <= most.depth, "groups less deep");
    const messages = messagesAt(address);
    const layout = messages.find(({ kind }) => kind === message.layout);
    if (layout) {
      arrays.set(path, arrayAt(messages, layout.at));
      return;
    }
    for (const { at } of messages.filter(({ kind }) => kind === message.link)) {
      expect(++links <= most.links && view.getUint8(at) === 1 && view.getUint8(at + 1) === 0x10, "a hard link");
      const length = view.getUint8(at + 3);
      const name = new TextDecoder("utf-8", { fatal: true }).decode(part(at + 4, length));
      read(number64(at + 4 + length), path === "" ? name : `${path}/${name}`, depth + 1);
    }
  }

  function messagesAt(address: number): readonly { readonly kind: number; readonly at: number; readonly length: number }[] {
    expect(view.getUint8(address) === 1, "an object header of version 1");
    const end = address + 16 + view.getUint32(address + 8, true);
    const found: { kind: number; at: number; length: number }[] = [];
    let at = address + 16;
    for (let left = view.getUint16(address + 2, true); left > 0 && at < end; left--) {
      const length = view.getUint16(at + 2, true);
      found.push({ kind: view.getUint16(at, true), at: at + 8, length });
      at += 8 + length;
    }
    expect(at === end, "messages that fill their header");
    return found;
  }

  function arrayAt(messages: ReturnType<typeof messagesAt>, layout: number): Float32Array {
    const [space, type] = [message.dataspace, message.datatype].map((kind) => messages.find((one) => one.kind === kind)?.at);
    expect(space !== undefined && type !== undefined && float32.every((byte, i) => view.getUint8(type + i) === byte), "32-bit numbers");
    expect(view.getUint8(space!) === 1 && view.getUint8(space! + 1) <= most.axes && view.getUint8(layout) === 3 && view.getUint8(layout + 1) === 1, "an array in one piece");
    const shape = Array.from({ length: view.getUint8(space! + 1) }, (_, i) => number64(space! + 8 + 8 * i));
    const size = number64(layout + 10);
    expect(shape.reduce((product, axis) => product * axis, 4) === size, "as many numbers as the shape says");
    return new Float32Array(part(number64(layout + 2), size).slice().buffer);
  }

  function part(at: number, length: number): Uint8Array {
    expect(at + length <= bytes.length, "bytes within the file");
    return bytes.subarray(at, at + length);
  }
  function number64(at: number): number { return Number(view.getBigUint64(at, true)); }
}

function expect(isSo: boolean, what: string): void { if (!isSo) throw new RangeError(`HDF5: expected ${what}`); }
