import { encoding, i32, unsigned, type Value, type ValueType } from "./values.js";

/** A parameter or variable of a function: reads as a value, written by `set`. */
export interface Local<T extends ValueType> extends Value<T> { readonly index: number }

const typeBytes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const satisfies Record<ValueType, number>;
const voidBlock = 0x40;

type Locals<T extends ValueType, N extends number, L extends readonly Local<T>[] = []> = number extends N ? readonly Local<T>[] : L["length"] extends N ? L : Locals<T, N, [...L, Local<T>]>;

/** A WebAssembly function under construction. Statements are appended in the order they run. */
export class FunctionBuilder {
  readonly name: string;
  readonly parameters: ValueType[] = [];
  readonly declared: ValueType[] = [];
  readonly code: number[] = [];
  /** @param name under which the module exports it */
  constructor(name: string) { this.name = name; }

  /** @throws Error after the first local: WebAssembly numbers parameters first */
  parameter<T extends ValueType>(type: T): Local<T> {
    if (this.declared.length > 0) throw new Error(`${this.name}: parameters come before locals`);
    this.parameters.push(type);
    return this.#local(type, this.parameters.length - 1);
  }
  local<T extends ValueType>(type: T, initial?: Value<T>): Local<T> {
    this.declared.push(type);
    const made = this.#local(type, this.parameters.length + this.declared.length - 1);
    if (initial) this.set(made, initial);
    return made;
  }
  /** So many variables of one type. */
  locals<T extends ValueType, const N extends number>(type: T, count: N): Locals<T, N> { return Array.from({ length: count }, () => this.local(type)) as unknown as Locals<T, N>; }
  #local<T extends ValueType>(type: T, index: number): Local<T> { return { type, index, code: [0x20, ...unsigned(index)] }; }
  #emit(...parts: readonly (readonly number[])[]): void { for (const part of parts) for (const byte of part) this.code.push(byte); }

  set<T extends ValueType>(local: Local<T>, to: Value<T>): void { this.#emit(to.code, [0x21], unsigned(local.index)); }
  /** local += amount, in bytes for pointers. */
  advance(local: Local<"i32">, amount: number | Value<"i32">): void { this.set(local, i32.add(local, typeof amount === "number" ? i32.const(amount) : amount)); }

  /** Stores four floats, one float, or one integer, by the value's type. @param offset bytes */
  store(pointer: Value<"i32">, stored: Value<ValueType>, offset = 0): void {
    const opcode = { v128: [...encoding.simd(0x0b)], f32: [0x38], i32: [0x36] }[stored.type];
    this.#emit(pointer.code, stored.code, opcode, encoding.at(2, offset));
  }
  storeByte(pointer: Value<"i32">, stored: Value<"i32">, offset = 0): void { this.#emit(pointer.code, stored.code, [0x3a], encoding.at(0, offset)); }
  /** Stores the first `lanes` floats of four. */
  storeLanes(pointer: Value<"i32">, vector: Value<"v128">, lanes: number, offset = 0): void {
    if (lanes >= 4) return this.store(pointer, vector, offset);
    for (let lane = 0; lane < lanes; lane++) this.#emit(pointer.code, vector.code, encoding.simd(0x5a), encoding.at(2, offset + lane * 4), [lane]);
  }
  copyBytes(to: Value<"i32">, from: Value<"i32">, bytes: Value<"i32">): void { this.#emit(to.code, from.code, bytes.code, [0xfc, 0x0a, 0, 0]); }
  fillBytes(to: Value<"i32">, byte: number, bytes: Value<"i32">): void { this.#emit(to.code, i32.const(byte).code, bytes.code, [0xfc, 0x0b, 0]); }

  /** Runs `body`, then again as long as `condition` holds. */
  repeatWhile(body: () => void, condition: () => Value<"i32">): void {
    this.#emit([0x03, voidBlock]);
    body();
    this.#emit(condition().code, [0x0d, 0, 0x0b]);
  }
  /** for (pointer = from; pointer < end; pointer += step): unsigned, as addresses are. `end` is read at every turn. */
  loop(pointer: Local<"i32">, from: Value<"i32">, end: Value<"i32">, step: number, body: () => void): void {
    this.set(pointer, from);
    this.when(i32.lessUnsigned(pointer, end), () => this.repeatWhile(() => { body(); this.advance(pointer, step); }, () => i32.lessUnsigned(pointer, end)));
  }
  /** Runs `body` so many times, none for 0. */
  times(count: Value<"i32">, body: () => void): void { this.loop(this.local("i32"), i32.const(0), count, 1, body); }
  when(condition: Value<"i32">, then: () => void, otherwise?: () => void): void {
    this.#emit(condition.code, [0x04, voidBlock]);
    then();
    if (otherwise) { this.#emit([0x05]); otherwise(); }
    this.#emit([0x0b]);
  }
}

const letters = { i: "i32", f: "f32", v: "v128" } as const;
type Parameters<S extends string> = S extends `${infer L extends keyof typeof letters}${infer R}` ? readonly [Local<(typeof letters)[L]>, ...Parameters<R>] : readonly [];

/** A function with its parameters and body at once. @param types of the parameters, a letter each: i32, f32 or v128; they are handed to `body` in order */
export function defineFunction<const S extends string>(name: string, types: S, body: (f: FunctionBuilder, ...parameters: Parameters<S>) => void): FunctionBuilder {
  const f = new FunctionBuilder(name);
  body(f, ...([...types].map((letter) => f.parameter(letters[letter as keyof typeof letters])) as unknown as Parameters<S>));
  return f;
}

/**
 * The bytes of a module that exports the functions and imports env.memory.
 * @param shared whether that memory is shared; WebAssembly refuses to link when this is wrong
 */
export function assemble(functions: readonly FunctionBuilder[], shared: boolean): Uint8Array<ArrayBuffer> {
  const keys = functions.map(({ parameters }) => parameters.join());
  const types = [...new Set(keys)];
  const typeCode = types.map((key) => {
    const parameters = key === "" ? [] : (key.split(",") as ValueType[]);
    return [0x60, ...unsigned(parameters.length), ...parameters.map((type) => typeBytes[type]), 0];
  });
  // A shared memory must name a maximum; 65,536 pages is the largest there is, so any memory fits.
  const memory = [...text("env"), ...text("memory"), 2, ...(shared ? [3, 1, ...unsigned(65536)] : [0, 1])];
  const bodies = functions.map(({ declared, code }) => {
    const declarations = runs(declared).flatMap(([type, count]) => [...unsigned(count), typeBytes[type]]);
    const body = [...unsigned(runs(declared).length), ...declarations];
    return [...unsigned(body.length + code.length + 1), ...body, ...code, 0x0b];
  });
  return Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, typeCode),
    ...section(2, [memory]),
    ...section(3, keys.map((key) => unsigned(types.indexOf(key)))),
    ...section(7, functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)])),
    ...section(10, bodies),
  ]);
}

const text = (name: string): number[] => { const bytes = [...new TextEncoder().encode(name)]; return [...unsigned(bytes.length), ...bytes]; };
function section(id: number, items: readonly (readonly number[])[]): number[] {
  const body = [...unsigned(items.length), ...items.flat()];
  return [id, ...unsigned(body.length), ...body];
}
/** Neighbouring locals of one type are declared together. */
function runs(types: readonly ValueType[]): readonly (readonly [ValueType, number])[] {
  const found: [ValueType, number][] = [];
  for (const type of types) {
    const last = found.at(-1);
    if (last?.[0] === type) last[1]++;
    else found.push([type, 1]);
  }
  return found;
}

let relaxedSimdKnown: boolean | undefined;
/** Whether this browser has relaxed SIMD's multiply-add. */
export function hasRelaxedSimd(): boolean {
  if (relaxedSimdKnown === undefined) {
    const probe = defineFunction("probe", "v", (f, v) => f.set(v, { type: "v128", code: [...v.code, ...v.code, ...v.code, ...encoding.simd(0x105)] }));
    relaxedSimdKnown = WebAssembly.validate(assemble([probe], false));
  }
  return relaxedSimdKnown;
}
