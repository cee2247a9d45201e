import { assemble, defineFunction, hasRelaxedSimd, type FunctionBuilder } from "./assembler.js";
import type { Body } from "./body.js";
import { gemm, packedSize, panelColumns, type GemmShape } from "./gemm.js";
import type { Memory } from "./memory.js";
import { packFunctions } from "./packing.js";
import { i32 } from "./values.js";

type Exported = (...parameters: number[]) => void;
/** A matrix product of one shape: byte pointers of A, packed B, C, bias and the factors of the rows. */
export type Product = (a: number, b: number, c: number, bias?: number, factors?: number) => void;

/** Rows in one call: V8 swaps in optimised code only between calls, so a call must be short; and 120 rows of A stay in L2. A multiple of both tile heights. */
const rowsPerCall = 120;
/** Terms of one product: its panel of B, 8 columns of 640 floats, fills 20 KB of the 32 KB of L1. */
export const termsPerProduct = 640;

/** A model needs a few dozen shapes; a page that tries many models must not keep them all. */
const mostModules = 1000;

/** Threads that share work out: see `threads.ts`. */
export interface Team {
  /** Threads, this one among them. */
  readonly size: number;
  /** Work is about to be shared out: whoever sleeps may wake meanwhile. */
  rouse(): void;
  /** Runs every part of the body; returns when all are done. */
  run<K extends string>(body: Body<K>, numbers: Readonly<Record<K, number>>, parts: number, relaxed: boolean): void;
}
/** Parts of any piece of work, and so the most threads that are of use. */
export const mostParts = 4;

/** Makes kernels for one memory and keeps them by shape. Generating one takes milliseconds, finding it again nothing. */
export class Engine {
  readonly memory: Memory;
  readonly relaxed: boolean;
  /** Work that is not shared out: handing over would cost more than it saves. Some 20 µs of adding and multiplying; tests lower it. */
  leastWork = 200_000;
  readonly #modules = new Map<string, Readonly<Record<string, Exported>>>();
  readonly #products = new Map<string, Product>();

  /** @param relaxed asks for fused multiply-adds; granted where the browser has them */
  constructor(memory: Memory, relaxed: boolean) {
    this.memory = memory;
    this.relaxed = relaxed && hasRelaxedSimd();
  }

  /**
   * Into how many parts to share out work: by its sizes alone, so that the bits are the same however many threads there are, one among them.
   * Whoever asks is about to share it out: threads that sleep are woken, so ask before what has to be got ready.
   * @param units that can be told apart, such as samples @param work operations in all, roughly
   */
  parts(units: number, work: number): number {
    const parts = work >= this.leastWork ? Math.max(1, Math.min(mostParts, units)) : 1;
    if (parts > 1) teams.get(this.memory)?.rouse();
    return parts;
  }
  /** Threads that work on this memory. */
  get threads(): number { return teams.get(this.memory)?.size ?? 1; }
  /** Runs a body, in so many parts. */
  run<K extends string>(body: Body<K>, numbers: Readonly<Record<K, number>>, parts: number): void {
    const team = parts > 1 ? teams.get(this.memory) : undefined;
    if (team) team.run(body, numbers, parts, this.relaxed);
    else for (let index = 0; index < parts; index++) body.run(this, numbers, { index, count: parts });
  }

  /** The exports of a generated module. @param key names what `make` would generate */
  module(key: string, make: () => readonly FunctionBuilder[]): Readonly<Record<string, Exported>> {
    let found = this.#modules.get(key);
    if (!found) {
      if (this.#modules.size >= mostModules) { this.#modules.clear(); this.#products.clear(); }
      const module = new WebAssembly.Module(assemble(make(), this.memory.isShared));
      found = new WebAssembly.Instance(module, { env: { memory: this.memory.memory } }).exports as Record<string, Exported>;
      this.#modules.set(key, found);
    }
    return found;
  }
  /** One function of such a module. */
  function(name: string, key: string, make: () => readonly FunctionBuilder[]): Exported {
    const found = this.module(key, make)[name];
    if (!found) throw new Error(`kernels: the module ${key} exports no ${name}`);
    return found;
  }

  /** C = start + A·B for k up to `termsPerProduct`, in calls short enough for V8 to swap in better code. */
  product(shape: Omit<GemmShape, "relaxed">): Product {
    const { m, n, k, aRow, aColumn, cRow, start, activation, factors } = shape;
    const key = `${m} ${n} ${k} ${aRow} ${aColumn} ${cRow} ${start} ${activation} ${factors}`;
    let found = this.#products.get(key);
    if (!found) this.#products.set(key, (found = this.#makeProduct({ ...shape, relaxed: this.relaxed })));
    return found;
  }
  #makeProduct(shape: GemmShape): Product {
    const block = (m: number): Exported => this.function("gemm", `gemm ${JSON.stringify({ ...shape, m })}`, () => [gemm({ ...shape, m })]);
    // A few rows left over go with the last block: alone they would be small tiles.
    const blocks = Math.max(0, Math.floor(shape.m / rowsPerCall) - (shape.m % rowsPerCall > 0 && shape.m % rowsPerCall < 40 ? 1 : 0));
    const rest = shape.m - blocks * rowsPerCall;
    const full = blocks > 0 ? block(rowsPerCall) : undefined;
    const last = rest > 0 ? block(rest) : undefined;
    const aStep = rowsPerCall * shape.aRow * 4;
    const cStep = rowsPerCall * shape.cRow * 4;
    return (a, b, c, bias = 0, factors = 0) => {
      for (let i = 0; i < blocks; i++) full!(a + i * aStep, b, c + i * cStep, bias, factors + i * rowsPerCall * 4);
      last?.(a + blocks * aStep, b, c + blocks * cStep, bias, factors + blocks * rowsPerCall * 4);
    };
  }

  #pack(name: string): Exported { return this.function(name, "packing", packFunctions); }
  /** B [k, n] with rows `row` floats apart into panels. */
  packPanels(from: number, k: number, n: number, row: number, to: number): void { this.#pack("packPanels")(from, k, n, row, to, k); }
  /** The same from Bᵀ [n, k]. */
  packTransposed(from: number, k: number, n: number, row: number, to: number): void { this.#pack("packTransposed")(from, k, n, row, to, k); }
  /** Fills terms `first` to `first + k` of panels that hold `panelTerms`. */
  packTransposedPart(from: number, k: number, n: number, row: number, to: number, first: number, panelTerms: number): void {
    const rest = n % panelColumns;
    const whole = rest > 4 ? n : n - rest;
    if (whole > 0) this.#pack("packTransposed")(from, k, whole, row, to + first * panelColumns * 4, panelTerms);
    if (rest > 0 && rest <= 4) this.#pack("packTransposed")(from + whole * row * 4, k, rest, row, to + (packedSize(panelTerms, whole) + first * 4) * 4, panelTerms);
  }
  // Typed arrays over shared memory copy and fill byte by byte.
  copyFloats(from: number, to: number, floats: number): void { this.function("copy", "bytes", byteFunctions)(from, to, floats * 4); }
  zero(to: number, floats: number): void { this.function("zero", "bytes", byteFunctions)(to, floats * 4); }
  /** Brings numbers that lie in main memory into the caches, line after line, which is how it is read fastest; a kernel that jumps between their rows would wait for each. */
  readAhead(from: number, floats: number): void { this.function("readAhead", "bytes", byteFunctions)(from, floats * 4); }
}
const byteFunctions = (): readonly FunctionBuilder[] => [
  defineFunction("copy", "iii", (f, from, to, bytes) => f.copyBytes(to, from, bytes)),
  defineFunction("zero", "ii", (f, to, bytes) => f.fillBytes(to, 0, bytes)),
  defineFunction("readAhead", "ii", (f, from, bytes) => {
    const end = f.local("i32", i32.add(from, bytes));
    const seen = f.local("i32", i32.const(0));
    f.loop(from, from, end, 64, () => f.set(seen, i32.or(seen, i32.load(from))));
    // What was read must be of use, or V8 may leave the reading out; a length is never negative.
    f.when(i32.less(bytes, i32.const(0)), () => f.store(from, seen));
  }),
];

const engines = new WeakMap<Memory, Map<boolean, Engine>>();
const teams = new WeakMap<Memory, Team>();
let relaxedByDefault = false;
/** The engine of a memory in the precision last asked for. */
export function engineOf(memory: Memory, relaxed = relaxedByDefault): Engine {
  let both = engines.get(memory);
  if (!both) engines.set(memory, (both = new Map()));
  let engine = both.get(relaxed);
  if (!engine) both.set(relaxed, (engine = new Engine(memory, relaxed)));
  return engine;
}
/** From now on kernels on this memory share their work out. @param team undefined for this thread alone */
export function useTeam(memory: Memory, team: Team | undefined): void {
  if (team) teams.set(memory, team);
  else teams.delete(memory);
}
export function useRelaxedSimd(relaxed: boolean): void { relaxedByDefault = relaxed; }
