import { seededRandom } from "../../../base/random.js";

export interface PrincipalPlane {
  /** Coordinates of each row, x and y in turn, centred on 0. */
  readonly points: Float32Array;
  /** Share of the rows' spread that the plane keeps, in [0, 1]; NaN where there is none. */
  readonly kept: number;
}

/** Directions that are sought together: more than two, so that close ones do not blur the plane. */
const block = 8;
const rounds = 160;

/**
 * The plane through the middle of many points that keeps most of their spread: principal components by subspace iteration with a Rayleigh–Ritz step.
 * Each axis points to where its largest component is positive, so that the same vectors always give the same picture.
 * @param vectors row-major [rows, size]
 */
export function principalPlane(vectors: Float32Array, rows: number, size: number): PrincipalPlane {
  const centred = centre(vectors, rows, size);
  let total = 0;
  for (const x of centred) total += x * x;
  if (!(total > 0)) return { points: new Float32Array(rows * 2), kept: NaN };
  const width = Math.min(block, size, rows);
  const random = seededRandom(1);
  let basis = orthonormal(Array.from({ length: width }, () => Float64Array.from({ length: size }, () => random.normal())));
  for (let round = 0; round < rounds; round++) basis = orthonormal(basis.map((direction) => backProject(centred, project(centred, direction, rows, size), rows, size)));
  const projected = basis.map((direction) => project(centred, direction, rows, size));
  const { values, vectors: mixes } = symmetricEigen(projected.map((a) => projected.map((b) => dot(a, b))));
  const order = values.map((value, i) => ({ value, i })).sort((a, b) => b.value - a.value).slice(0, 2);
  const points = new Float32Array(rows * 2);
  order.forEach(({ i }, axis) => {
    const mix = mixes[i]!;
    const direction = Float64Array.from({ length: size }, (_, c) => basis.reduce((sum, one, b) => sum + mix[b]! * one[c]!, 0));
    const sign = direction.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0) < 0 ? -1 : 1;
    for (let row = 0; row < rows; row++) points[row * 2 + axis] = sign * projected.reduce((sum, one, b) => sum + mix[b]! * one[row]!, 0);
  });
  return { points, kept: order.reduce((sum, { value }) => sum + value, 0) / total };
}

function centre(vectors: Float32Array, rows: number, size: number): Float64Array {
  const mean = new Float64Array(size);
  for (let i = 0; i < rows * size; i++) mean[i % size]! += vectors[i]! / rows;
  return Float64Array.from({ length: rows * size }, (_, i) => vectors[i]! - mean[i % size]!);
}
function project(matrix: Float64Array, direction: Float64Array, rows: number, size: number): Float64Array {
  const out = new Float64Array(rows);
  for (let row = 0, at = 0; row < rows; row++) for (let c = 0; c < size; c++) out[row]! += matrix[at++]! * direction[c]!;
  return out;
}
function backProject(matrix: Float64Array, weights: Float64Array, rows: number, size: number): Float64Array {
  const out = new Float64Array(size);
  for (let row = 0, at = 0; row < rows; row++) for (let c = 0; c < size; c++) out[c]! += matrix[at++]! * weights[row]!;
  return out;
}
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** Gram–Schmidt, twice, which is enough in float64. A direction that vanishes stays 0. */
function orthonormal(directions: readonly Float64Array[]): readonly Float64Array[] {
  const done: Float64Array[] = [];
  for (const given of directions) {
    const direction = given.slice();
    const before = Math.sqrt(dot(direction, direction));
    for (let pass = 0; pass < 2; pass++) for (const other of done) {
      const share = dot(direction, other);
      for (let c = 0; c < direction.length; c++) direction[c]! -= share * other[c]!;
    }
    const norm = Math.sqrt(dot(direction, direction));
    // What is left of a direction that was already there is rounding.
    done.push(norm > before * 1e-12 ? direction.map((x) => x / norm) : direction.fill(0));
  }
  return done;
}

/** Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations. @returns vectors[i] belongs to values[i] */
export function symmetricEigen(matrix: readonly (readonly number[])[]): { readonly values: readonly number[]; readonly vectors: readonly (readonly number[])[] } {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = matrix.map((_, i) => matrix.map((__, j) => Number(i === j)));
  for (let sweep = 0; sweep < 50; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p]![q]! ** 2;
    if (off < 1e-24) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) {
      if (a[p]![q] === 0) continue;
      const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const cos = 1 / Math.sqrt(t * t + 1);
      const sin = t * cos;
      for (let k = 0; k < n; k++) {
        const [kp, kq] = [a[k]![p]!, a[k]![q]!];
        [a[k]![p], a[k]![q]] = [cos * kp - sin * kq, sin * kp + cos * kq];
      }
      for (let k = 0; k < n; k++) {
        const [pk, qk] = [a[p]![k]!, a[q]![k]!];
        [a[p]![k], a[q]![k]] = [cos * pk - sin * qk, sin * pk + cos * qk];
        const [vp, vq] = [v[p]![k]!, v[q]![k]!];
        [v[p]![k], v[q]![k]] = [cos * vp - sin * vq, sin * vp + cos * vq];
      }
    }
  }
  return { values: a.map((row, i) => row[i]!), vectors: v };
}
