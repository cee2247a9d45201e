import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { assemble, defineFunction, hasRelaxedSimd } from "../../src/kernels/assembler.js";
import { gemm, packedSize, tileHeights, type GemmShape } from "../../src/kernels/gemm.js";
import { packFunctions } from "../../src/kernels/packing.js";
import { f32, f32x4, i32, signed, sumOfLanes, unsigned } from "../../src/kernels/values.js";
import { expectClose } from "./backends.js";

type Functions = Record<string, (...values: number[]) => void>;
const instantiate = (functions: Parameters<typeof assemble>[0], memory: WebAssembly.Memory): Functions =>
  new WebAssembly.Instance(new WebAssembly.Module(assemble(functions, !(memory.buffer instanceof ArrayBuffer))), { env: { memory } }).exports as Functions;

describe("the assembler", () => {
  it("writes numbers as the LEB128 examples of the DWARF standard do", () => {
    expect([unsigned(2), unsigned(127), unsigned(128), unsigned(12857)]).to.deep.equal([[2], [127], [0x80, 1], [0x80 + 57, 100]]);
    expect([signed(-2), signed(127), signed(-128), signed(128)]).to.deep.equal([[0x7e], [0xff, 0], [0x80, 0x7f], [0x80, 1]]);
  });
  it("loops, branches and adds on plain and on shared memory", () => {
    const sum = defineFunction("sum", "iii", (f, from, count, to) => {
      const total = f.local("v128", f32x4.const(0));
      const end = f.local("i32", i32.add(from, i32.shl(count, i32.const(2))));
      f.loop(from, from, end, 16, () => f.set(total, f32x4.add(total, f32x4.load(from))));
      f.when(i32.isZero(count), () => f.store(to, f32.const(-1)), () => f.store(to, sumOfLanes(total)));
    });
    for (const shared of [false, true]) {
      const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared });
      const floats = new Float32Array(memory.buffer);
      floats.set([1, 2, 3, 4, 5, 6, 7, 8]);
      const functions = instantiate([sum], memory);
      functions["sum"]!(0, 8, 64);
      expect(floats[16]).to.equal(36);
      functions["sum"]!(0, 0, 64);
      expect(floats[16]).to.equal(-1);
    }
  });
  it("refuses a parameter after a local", () => {
    expect(() => defineFunction("late", "", (f) => { f.local("i32"); f.parameter("i32"); })).to.throw("late: parameters come before locals");
  });
});

describe("the matrix product", () => {
  it("cuts rows into tiles whose heights differ by one at most", () => {
    for (let m = 1; m < 200; m++) for (const rows of [5, 6, 10]) {
      const { tall, tallCount, shortCount } = tileHeights(m, rows);
      expect(tall * tallCount + (tall - 1) * shortCount).to.equal(m);
      expect(tall).to.be.within(1, rows);
    }
  });

  const random = seededRandom(1);
  const sizes = Array.from({ length: 12 }, () => [1 + random.integer(30), 1 + random.integer(25), 1 + random.integer(40)] as const);
  for (const relaxed of [false, true]) it(`is float64's within rounding for odd sizes, bias, relu, factors, transposed and overlapping rows, ${relaxed ? "relaxed" : "plain"} SIMD, plain and shared memory`, () => {
    if (relaxed && !hasRelaxedSimd()) return;
    for (const [m, n, k] of [[1, 1, 1], [6, 8, 4], [5, 16, 3], [13, 9, 7], [11, 4, 640], ...sizes] as const) for (const start of ["zero", "bias", "accumulate"] as const) for (const layout of ["rows", "overlapping", "transposedA", "transposedB"] as const) {
      const memory = new WebAssembly.Memory({ initial: 8, maximum: 8, shared: n % 2 === 0 });
      const floats = new Float32Array(memory.buffer);
      const [a, b, c, packed, bias, factors] = [0, 30_000, 60_000, 70_000, 100_000, 101_000] as const;
      for (let i = 0; i < 60_000; i++) floats[i] = random.uniform(-1, 1);
      for (let i = 0; i < m * n; i++) floats[c + i] = random.uniform(-1, 1);
      floats.fill(7, packed, packed + packedSize(k, n));
      for (let j = 0; j < n; j++) floats[bias + j] = random.uniform(-1, 1);
      for (let i = 0; i < m; i++) floats[factors + i] = random.uniform(-1, 1);
      const aAt = (i: number, p: number): number => floats[a + (layout === "rows" || layout === "transposedB" ? i * k + p : layout === "overlapping" ? i * 2 + p : p * m + i)]!;
      const bAt = (p: number, j: number): number => floats[b + (layout === "transposedB" ? j * k + p : p * n + j)]!;
      const expected = Float64Array.from({ length: m * n }, (_, at) => {
        const i = Math.floor(at / n);
        const j = at % n;
        let total = start === "zero" ? 0 : start === "bias" ? floats[bias + j]! : floats[c + at]!;
        for (let p = 0; p < k; p++) total += aAt(i, p) * bAt(p, j);
        return start === "bias" ? Math.max(0, total) : start === "zero" ? total * floats[factors + i]! : total;
      });
      const shape: GemmShape = { m, n, k, aRow: layout === "overlapping" ? 2 : k, aColumn: 1, cRow: n, start, activation: start === "bias" ? "relu" : "none", relaxed, ...(layout === "transposedA" ? { aRow: 1, aColumn: m } : {}), ...(start === "zero" ? { factors: true } : {}) };
      const functions = { ...instantiate(packFunctions(), memory), ...instantiate([gemm(shape)], memory) };
      if (layout === "transposedB") functions["packTransposed"]!(b * 4, k, n, k, packed * 4, k);
      else functions["packPanels"]!(b * 4, k, n, n, packed * 4, k);
      const after = floats[c + m * n];
      functions["gemm"]!(a * 4, packed * 4, c * 4, bias * 4, factors * 4);
      expectClose(floats.slice(c, c + m * n), expected, `${m}×${n}×${k} ${start} ${layout}`);
      expect(floats[c + m * n], "what follows C is left alone").to.equal(after);
    }
  });
});
