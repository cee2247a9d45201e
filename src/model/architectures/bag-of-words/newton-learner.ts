import type { Learner } from "../../architecture.js";
import type { WeightedWords } from "./weighted-counts.js";

/** Where the weights live between two steps. */
export interface Store {
  /** weights [words, outputs] row-major, biases [outputs] */
  read(): Promise<{ readonly weights: Float32Array; readonly biases: Float32Array }>;
  write(weights: Float32Array, biases: Float32Array): void;
}

/** The length of the gradient, as a share of the number of texts, at which no step can gain anything that float32 would show. */
const tolerance = 1e-6;
const mostConjugateSteps = 200;
/** Of a step that must gain at least this share of what the slope promises (Armijo). */
const enough = 1e-4;

/**
 * Logistic regression, by truncated Newton steps with a line search (Nocedal & Wright 2006, alg. 7.1): each finds its direction by conjugate gradients.
 * What is least is Σ loss + penalty / 2 · ‖weights‖², the biases free, as scikit-learn's LogisticRegression has it with C = 1 / penalty. It is convex:
 * whatever the start, the end is the same. Two classes are one sigmoid, more a softmax.
 */
export function newtonLearner(words: WeightedWords, labels: Int32Array, classes: number, penalty: number, store: Store): Learner {
  const outputs = classes > 2 ? classes : 1;
  const rows = labels.length;
  const size = words.rarity.length * outputs;
  const linear = makeLinear(words, rows, outputs, size);

  /** Loss of all texts, and by how much each logit should fall (p − y) and how sure it is: all that gradient and curvature need. */
  function look(logits: Float64Array): { readonly loss: number; readonly probabilities: Float64Array } {
    let loss = 0;
    const probabilities = new Float64Array(rows * outputs);
    for (let row = 0; row < rows; row++) {
      if (outputs === 1) {
        const z = logits[row]!;
        loss += Math.max(z, 0) - z * labels[row]! + Math.log1p(Math.exp(-Math.abs(z)));
        probabilities[row] = z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
        continue;
      }
      const own = logits.subarray(row * outputs, (row + 1) * outputs);
      const largest = own.reduce((a, b) => Math.max(a, b), -Infinity);
      let sum = 0;
      for (let c = 0; c < outputs; c++) sum += probabilities[row * outputs + c] = Math.exp(own[c]! - largest);
      for (let c = 0; c < outputs; c++) probabilities[row * outputs + c]! /= sum;
      loss += largest + Math.log(sum) - own[labels[row]!]!;
    }
    return { loss, probabilities };
  }

  function gradientOf(point: Float64Array, probabilities: Float64Array): Float64Array {
    const residuals = probabilities.slice();
    for (let row = 0; row < rows; row++) {
      if (outputs === 1) residuals[row]! -= labels[row]!;
      else residuals[row * outputs + labels[row]!]! -= 1;
    }
    return addPenalty(linear.transposed(residuals), point);
  }
  /** The curvature times a direction: Xᵀ (diag(p) − p pᵀ) X d + penalty · d. */
  function curve(probabilities: Float64Array, direction: Float64Array): Float64Array {
    const moved = linear.logits(direction);
    for (let row = 0; row < rows; row++) {
      if (outputs === 1) { moved[row]! *= probabilities[row]! * (1 - probabilities[row]!); continue; }
      let mean = 0;
      for (let c = row * outputs; c < (row + 1) * outputs; c++) mean += probabilities[c]! * moved[c]!;
      for (let c = row * outputs; c < (row + 1) * outputs; c++) moved[c] = probabilities[c]! * (moved[c]! - mean);
    }
    return addPenalty(linear.transposed(moved), direction);
  }
  function addPenalty(sum: Float64Array, point: Float64Array): Float64Array {
    for (let i = 0; i < size; i++) sum[i]! += penalty * point[i]!;
    return sum;
  }
  const penaltyOf = (point: Float64Array): number => (penalty / 2) * dot(point.subarray(0, size), point.subarray(0, size));

  return {
    async step() {
      const { weights, biases } = await store.read();
      const point = new Float64Array(size + outputs);
      point.set(weights);
      point.set(biases, size);
      const logits = linear.logits(point);
      const { loss, probabilities } = look(logits);
      const before = { logits: Float32Array.from(logits) };
      const gradient = gradientOf(point, probabilities);
      if (Math.sqrt(dot(gradient, gradient)) <= tolerance * rows) return { ...before, isConverged: true };
      const direction = conjugateGradients(gradient, (d) => curve(probabilities, d));
      const slope = dot(gradient, direction);
      const moved = linear.logits(direction);
      const objective = loss + penaltyOf(point);
      for (let share = 1; share > 1e-6; share /= 2) {
        const next = point.map((value, i) => value + share * direction[i]!);
        const gained = objective - look(logits.map((value, i) => value + share * moved[i]!)).loss - penaltyOf(next);
        if (gained < -enough * share * slope) continue;
        store.write(Float32Array.from(next.subarray(0, size)), Float32Array.from(next.subarray(size)));
        return { ...before, isConverged: false };
      }
      // No step gains more than rounding takes away.
      return { ...before, isConverged: true };
    },
  };
}

/** A direction that goes down and, where it is followed to its end, solves curvature · direction = −gradient. */
function conjugateGradients(gradient: Float64Array, curve: (direction: Float64Array) => Float64Array): Float64Array {
  const norm = Math.sqrt(dot(gradient, gradient));
  const until = Math.min(0.1, Math.sqrt(norm)) * norm;
  const direction = new Float64Array(gradient.length);
  const residual = gradient.slice();
  let search = gradient.map((value) => -value);
  let squares = dot(residual, residual);
  for (let i = 0; i < mostConjugateSteps && Math.sqrt(squares) > until; i++) {
    const curved = curve(search);
    const along = dot(search, curved);
    if (along <= 0) break;
    const length = squares / along;
    for (let k = 0; k < direction.length; k++) {
      direction[k]! += length * search[k]!;
      residual[k]! += length * curved[k]!;
    }
    const next = dot(residual, residual);
    const kept = next / squares;
    search = search.map((value, k) => kept * value - residual[k]!);
    squares = next;
  }
  return direction;
}

/** The sparse rows as a matrix X with a column of ones at its end. */
function makeLinear({ starts, ids, weights }: WeightedWords, rows: number, outputs: number, size: number) {
  return {
    /** X · point, [rows, outputs] */
    logits(point: Float64Array): Float64Array {
      const result = new Float64Array(rows * outputs);
      for (let row = 0; row < rows; row++) {
        for (let c = 0; c < outputs; c++) {
          let sum = point[size + c]!;
          for (let i = starts[row]!; i < starts[row + 1]!; i++) sum += weights[i]! * point[ids[i]! * outputs + c]!;
          result[row * outputs + c] = sum;
        }
      }
      return result;
    },
    /** Xᵀ · values */
    transposed(values: Float64Array): Float64Array {
      const result = new Float64Array(size + outputs);
      for (let row = 0; row < rows; row++) {
        for (let c = 0; c < outputs; c++) {
          const value = values[row * outputs + c]!;
          result[size + c]! += value;
          for (let i = starts[row]!; i < starts[row + 1]!; i++) result[ids[i]! * outputs + c]! += weights[i]! * value;
        }
      }
      return result;
    },
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
