import type { SmallMemory } from "./trust.js";

/**
 * Code that was running when its page went away: a crash of the page leaves a mark, and so does a page that was closed because of an endless loop.
 * Such code is not run again by itself. Marks are written at once, before the code starts.
 */
export class Unfinished {
  readonly #memory: SmallMemory;
  /** Marks found when this page came, and not lifted since. */
  readonly #left: Set<string>;
  /** Marks of this page, by code; true once the code takes long. */
  readonly #running = new Map<string, boolean>();

  constructor(memory: SmallMemory) {
    this.#memory = memory;
    this.#left = new Set((memory.read("unfinished") ?? "").split(" ").filter((mark) => /^[\da-z]{1,14}$/.test(mark)));
  }

  /** Whether this code did not come to its end the last time. */
  wasLeft(source: string): boolean { return this.#left.has(markOf(source)); }

  begin(source: string): void {
    this.#left.delete(markOf(source));
    this.#running.set(markOf(source), false);
    this.#write();
  }
  /** It takes long: from now on, leaving the page is no sign that all was well. */
  linger(source: string): void { if (this.#running.has(markOf(source))) this.#running.set(markOf(source), true); }
  end(source: string): void {
    if (this.#running.delete(markOf(source))) this.#write();
  }
  /** The page goes away in good order. */
  leave(): void {
    for (const [mark, isLong] of this.#running) if (!isLong) this.#running.delete(mark);
    this.#write();
  }

  #write(): void {
    const marks = [...new Set([...this.#left, ...this.#running.keys()])];
    this.#memory.write("unfinished", marks.length > 0 ? marks.slice(-50).join(" ") : undefined);
  }
}

/** A short mark of a text: FNV-1a over its letters, and its length. Two texts with one mark only mean a question too many. */
function markOf(source: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < source.length; i++) hash = Math.imul(hash ^ source.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36) + source.length.toString(36);
}
