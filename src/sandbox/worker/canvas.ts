import { DrawnElement } from "./page.js";

/** A canvas for code that paints (Plot's colour legends and rasters do): it paints on the worker's own canvas and becomes a picture. */
export class DrawnCanvas extends DrawnElement {
  readonly #canvas = new OffscreenCanvas(300, 150);
  get width(): number { return this.#canvas.width; }
  set width(pixels: number) { this.#canvas.width = Math.min(4096, Math.max(1, pixels)); }
  get height(): number { return this.#canvas.height; }
  set height(pixels: number) { this.#canvas.height = Math.min(4096, Math.max(1, pixels)); }
  getContext(kind: "2d"): OffscreenCanvasRenderingContext2D | null { return this.#canvas.getContext(kind); }
  toDataURL(): string {
    const { width, height } = this.#canvas;
    const pixels = this.#canvas.getContext("2d")!.getImageData(0, 0, width, height).data;
    let letters = "";
    for (const byte of pngOf(pixels, width, height)) letters += String.fromCharCode(byte);
    return `data:image/png;base64,${btoa(letters)}`;
  }
  override get outerHTML(): string { return `<img src="${this.toDataURL()}">`; }
}

/** A PNG of RGBA pixels, nothing compressed. https://www.w3.org/TR/png-3/ */
export function pngOf(pixels: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(height * (1 + width * 4));
  for (let row = 0; row < height; row++) rows.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), row * (1 + width * 4) + 1);
  const blocks: number[][] = [];
  for (let at = 0; at < rows.length; at += 65_535) {
    const length = Math.min(65_535, rows.length - at);
    blocks.push([at + length === rows.length ? 1 : 0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255, ...rows.subarray(at, at + length)]);
  }
  const head = [...bytesOf(width), ...bytesOf(height), 8, 6, 0, 0, 0];
  return Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, ...chunk("IHDR", head), ...chunk("IDAT", [0x78, 1, ...blocks.flat(), ...bytesOf(adler32(rows))]), ...chunk("IEND", [])]);
}
const bytesOf = (value: number): readonly number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
function chunk(name: string, data: readonly number[]): readonly number[] {
  const body = [...Array.from(name, (letter) => letter.charCodeAt(0)), ...data];
  return [...bytesOf(data.length), ...body, ...bytesOf(crc32(body))];
}
function crc32(bytes: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) { a = (a + byte) % 65_521; b = (b + a) % 65_521; }
  return ((b << 16) | a) >>> 0;
}
