import { bodies } from "./bodies.js";
import type { Body } from "./body.js";

/** Places in the words that all threads see. */
const place = {
  /** The turn and, in the lowest bits, how many of its parts nobody has taken yet; threads sleep on it. */
  claim: 0,
  /** Parts of the turn that are done; the first thread sleeps on it. */
  done: 1,
  body: 2, parts: 3, relaxed: 4,
  /** Pages of the memory: a thread that has seen fewer looks again. */
  pages: 5,
  /** Bytes of the message of a part that failed; 0 while none has. */
  failed: 6,
} as const;
const [wordBytes, mostNumbers, messageBytes] = [64, 40, 400];
const [claimBits, claimMask] = [5, 31];

/** A piece of work on its way to the other threads. */
export interface Handed { readonly body: Body; readonly numbers: Readonly<Record<string, number>>; readonly parts: number; readonly relaxed: boolean; readonly pages: number }

/**
 * What the first thread hands to the others, in memory that all of them see: which body, its numbers, in how many parts.
 * Any thread takes any part that is left, the first thread too: one that is slow to wake is not waited for, and what a part computes does not depend on who does it.
 */
export class Handover {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #numbers: Float64Array;
  readonly #message: Uint8Array;
  #turn = 0;

  constructor(buffer = new SharedArrayBuffer(wordBytes + mostNumbers * 8 + messageBytes)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, wordBytes / 4);
    this.#numbers = new Float64Array(buffer, wordBytes, mostNumbers);
    this.#message = new Uint8Array(buffer, wordBytes + mostNumbers * 8, messageBytes);
  }

  /** The first thread's side. The turn before must be over. */
  give({ body, numbers, parts, relaxed, pages }: Handed): void {
    const index = bodies.indexOf(body);
    if (index < 0 || body.takes.length > mostNumbers || parts > claimMask) throw new Error(`kernels: threads cannot take the body ${body.name} in ${parts} parts`);
    for (const [i, name] of body.takes.entries()) this.#numbers[i] = numbers[name]!;
    const words = this.#words;
    words[place.body] = index;
    words[place.parts] = parts;
    words[place.relaxed] = Number(relaxed);
    words[place.pages] = pages;
    words[place.failed] = 0;
    words[place.done] = 0;
    // Whoever sees the new claim sees all of this.
    Atomics.store(words, place.claim, (++this.#turn << claimBits) | parts);
    Atomics.notify(words, place.claim);
  }
  /** There will be work in a moment: who sleeps wakes and looks again. */
  rouse(): void { Atomics.notify(this.#words, place.claim); }
  /** Takes a part of this turn. @returns how many were left; 0 when there is none */
  take(): number {
    for (;;) {
      const claim = Atomics.load(this.#words, place.claim);
      if ((claim & claimMask) === 0 || Atomics.compareExchange(this.#words, place.claim, claim, claim - 1) === claim) return claim & claimMask;
    }
  }
  /** Tells that so many parts are done. */
  finish(parts: number): void {
    Atomics.add(this.#words, place.done, parts);
    Atomics.notify(this.#words, place.done);
  }
  /** Waits until so many parts are done. @throws Error when one of them failed in another thread */
  join(parts: number): void {
    for (let done = Atomics.load(this.#words, place.done); done < parts; done = Atomics.load(this.#words, place.done)) this.#wait(place.done, done);
    const length = this.#words[place.failed]!;
    if (length > 0) throw new Error(new TextDecoder().decode(this.#message.slice(0, length)));
  }

  /** Another thread's side: waits until there is a part, and takes it. @returns its index and what it is part of, which stays until it is finished */
  next(): Handed & { readonly index: number } {
    for (;;) {
      const left = this.take();
      if (left > 0) {
        const words = this.#words;
        const body = bodies[words[place.body]!]!;
        const parts = words[place.parts]!;
        return { index: parts - left, body, parts, numbers: Object.fromEntries(body.takes.map((name, i) => [name, this.#numbers[i]!])), relaxed: words[place.relaxed] !== 0, pages: words[place.pages]! };
      }
      const seen = Atomics.load(this.#words, place.claim);
      if ((seen & claimMask) === 0) this.#wait(place.claim, seen);
    }
  }
  failed(error: unknown): void {
    const bytes = new TextEncoder().encode(String(error)).subarray(0, messageBytes);
    this.#message.set(bytes);
    this.#words[place.failed] = bytes.length;
  }

  /** Returns when the word is no longer `value`: mostly within microseconds, and a thread that has been put to sleep is slow to wake. */
  #wait(index: number, value: number): void {
    const words = this.#words;
    for (;;) {
      for (let i = 0; i < spins; i++) {
        if (Atomics.load(words, index) !== value) return;
        pause?.();
      }
      if (maySleep) Atomics.wait(words, index, value);
    }
  }
}

/** Looks before a thread goes to sleep: 0.2 ms or so where there is `pause`, longer than it mostly is from one kernel to the next. Four times as many took the processor from the page: its frames came late. */
const spins = 2500;
/** Tells the processor that this is waiting, where the browser can. */
const pause = (Atomics as { readonly pause?: () => void }).pause?.bind(Atomics);

/** A page's own thread may not sleep; workers and Node's threads have no document. */
const maySleep = !("document" in globalThis);
