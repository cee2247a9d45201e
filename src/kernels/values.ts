/** Typed WebAssembly expressions: each is the bytes that leave one value on the stack. What is written first is evaluated first, and V8 keeps that order inside a block. */

export type ValueType = "i32" | "f32" | "v128";
export interface Value<T extends ValueType> { readonly type: T; readonly code: readonly number[] }

/** Unsigned LEB128. @param value whole, 0 to 2³² − 1 */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 127;
    rest >>>= 7;
    bytes.push(rest ? low | 128 : low);
  } while (rest);
  return bytes;
}

/** Signed LEB128. @param value whole, −2³¹ to 2³¹ − 1 */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    const ends = (rest === 0 && !(low & 64)) || (rest === -1 && (low & 64) !== 0);
    bytes.push(ends ? low : low | 128);
    if (ends) return bytes;
  }
}

type I32 = Value<"i32">;
type F32 = Value<"f32">;
type V128 = Value<"v128">;

const value = <T extends ValueType>(type: T, ...parts: readonly (readonly number[])[]): Value<T> => ({ type, code: parts.flat() });
const float = (number: number): number[] => [...new Uint8Array(new Float32Array([number]).buffer)];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
/** @param alignment log₂ of bytes @param offset bytes, ≥ 0 */
const at = (alignment: number, offset: number): number[] => [alignment, ...unsigned(offset)];

const binary = <T extends ValueType>(type: T, ...opcode: readonly number[]) => (a: Value<T>, b: Value<T>): Value<T> => value(type, a.code, b.code, opcode);
const unary = <T extends ValueType>(type: T, ...opcode: readonly number[]) => (a: Value<T>): Value<T> => value(type, a.code, opcode);
const compare = <T extends ValueType>(opcode: number) => (a: Value<T>, b: Value<T>): I32 => value("i32", a.code, b.code, [opcode]);

export const i32 = {
  const: (number: number): I32 => value("i32", [0x41], signed(number)),
  load: (pointer: I32, offset = 0): I32 => value("i32", pointer.code, [0x28], at(2, offset)),
  add: binary("i32", 0x6a), sub: binary("i32", 0x6b), mul: binary("i32", 0x6c), and: binary("i32", 0x71), or: binary("i32", 0x72), shl: binary("i32", 0x74),
  lessUnsigned: compare<"i32">(0x49), less: compare<"i32">(0x48), atLeast: compare<"i32">(0x4e),
  isZero: unary("i32", 0x45),
};

export const f32 = {
  const: (number: number): F32 => value("f32", [0x43], float(number)),
  load: (pointer: I32, offset = 0): F32 => value("f32", pointer.code, [0x2a], at(2, offset)),
  add: binary("f32", 0x92), sub: binary("f32", 0x93), mul: binary("f32", 0x94), div: binary("f32", 0x95), max: binary("f32", 0x97),
  sqrt: unary("f32", 0x91),
  /** `a` when the condition holds, `b` otherwise; both are evaluated. */
  choose: (a: F32, b: F32, condition: I32): F32 => value("f32", a.code, b.code, condition.code, [0x1b]),
  eq: compare<"f32">(0x5b),
  fromInteger: (number: I32): F32 => value("f32", number.code, [0xb2]),
  /** Lane 0 to 3 of four floats. */
  lane: (vector: V128, lane: number): F32 => value("f32", vector.code, simd(0x1f), [lane]),
};

/** Four float32 at a time; addresses need no alignment. */
export const f32x4 = {
  const: (number: number): V128 => value("v128", simd(0x0c), float(number), float(number), float(number), float(number)),
  /** Four integers, each its own. */
  pattern: (numbers: readonly number[]): V128 => value("v128", simd(0x0c), [...new Uint8Array(Int32Array.from(numbers).buffer)]),
  load: (pointer: I32, offset = 0): V128 => value("v128", pointer.code, simd(0x00), at(2, offset)),
  /** One float in all four lanes. */
  loadSplat: (pointer: I32, offset = 0): V128 => value("v128", pointer.code, simd(0x09), at(2, offset)),
  splat: (number: F32): V128 => value("v128", number.code, simd(0x13)),
  add: binary("v128", ...simd(0xe4)), sub: binary("v128", ...simd(0xe5)), mul: binary("v128", ...simd(0xe6)), div: binary("v128", ...simd(0xe7)),
  max: binary("v128", ...simd(0xe9)), min: binary("v128", ...simd(0xe8)), sqrt: unary("v128", ...simd(0xe3)),
  greater: binary("v128", ...simd(0x44)), equal: binary("v128", ...simd(0x41)),
  and: binary("v128", ...simd(0x4e)),
  addIntegers: binary("v128", ...simd(0xae)),
  shiftLeft: (vector: V128, bits: number): V128 => value("v128", vector.code, i32.const(bits).code, simd(0xab)),
  /**
   * a·b + c. Relaxed: one rounding where the processor has a fused multiply-add, two elsewhere, so the last bit depends on the machine.
   * Plain: always two roundings, c first so that the sum is where it is needed.
   */
  multiplyAdd: (a: V128, b: V128, c: V128, relaxed: boolean): V128 =>
    relaxed ? value("v128", a.code, b.code, c.code, simd(0x105)) : value("v128", c.code, a.code, b.code, simd(0xe6), simd(0xe4)),
  /** c − a·b, rounded like `multiplyAdd`. */
  multiplySubtract: (a: V128, b: V128, c: V128, relaxed: boolean): V128 =>
    relaxed ? value("v128", a.code, b.code, c.code, simd(0x106)) : value("v128", c.code, a.code, b.code, simd(0xe6), simd(0xe5)),
};

/** Sum of four lanes, in a fixed order. */
export const sumOfLanes = (vector: Value<"v128">): F32 => f32.add(f32.add(f32.lane(vector, 0), f32.lane(vector, 1)), f32.add(f32.lane(vector, 2), f32.lane(vector, 3)));
export const largestOfLanes = (vector: Value<"v128">): F32 => f32.max(f32.max(f32.lane(vector, 0), f32.lane(vector, 1)), f32.max(f32.lane(vector, 2), f32.lane(vector, 3)));
/** What statements need of the encoding. */
export const encoding = { simd, at };
