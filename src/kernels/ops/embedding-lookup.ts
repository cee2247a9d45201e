import type * as TF from "@tensorflow/tfjs-core";
import { uniqueTokens } from "../unique-tokens.js";

/**
 * Rows of a table by id. tfjs's own gradient of `gather` makes one product for every row of the table (on a graphics card, one sum over all tokens);
 * this one costs tokens: a scatter that adds up where the processor computes, sums in groups on a graphics card.
 * @param ids int32 [batch, length], each in [0, rows) @param table [rows, size] @returns [batch, length, size]
 */
export function embeddingLookup(tf: typeof TF, ids: TF.Tensor, table: TF.Tensor): TF.Tensor3D {
  const [rows, size] = table.shape as [number, number];
  const sum = sumOnThisBackend(tf, ids, rows);
  const lookup = tf.customGrad((...args) => {
    const [from, save] = args as unknown as [TF.Tensor, TF.GradSaveFunc];
    save([ids]);
    return {
      value: tf.gather(from, ids as TF.Tensor2D),
      gradFunc: (dy: TF.Tensor, saved: TF.Tensor[]) => sum(tf.reshape(dy, [-1, size]), tf.reshape(saved[0]!, [-1])),
    };
  });
  return lookup(table) as TF.Tensor3D;
}

type SumRows = (updates: TF.Tensor2D, ids: TF.Tensor1D) => TF.Tensor2D;

function sumOnThisBackend(tf: typeof TF, ids: TF.Tensor, rows: number): SumRows {
  const backend = tf.getBackend();
  if (backend === "wasm") return (updates, flat) => tf.unsortedSegmentSum(updates, flat, rows);
  if (backend !== "webgl" && backend !== "webgpu") return (updates, flat) => sumRowsReference(tf, updates, flat, rows);
  // Read now, while the ids of a batch that was just made are still beside us; once on the card they would have to be fetched back.
  const known = ids.dataSync<"int32">();
  return (updates) => sumRowsInGroups(tf, updates, known, rows);
}

/** out[r] = Σ of the updates whose id is r, in plain tfjs ops. @param updates [tokens, size] @returns [rows, size] */
export const sumRowsReference = (tf: typeof TF, updates: TF.Tensor2D, ids: TF.Tensor1D, rows: number): TF.Tensor2D =>
  tf.scatterND(tf.reshape(ids, [-1, 1]) as TF.Tensor2D, updates, [rows, updates.shape[1]]);

/** Updates that one addition takes together. */
const groupSize = 4;

/**
 * The same for ids that the processor knows: equal ids stand side by side by a counting sort, and are added up in groups of four until one row is left of each.
 * Every pass reads what the pass before wrote, so all of them together cost tokens × size, whatever the vocabulary; only the result, which is dense, has its size.
 * The order of the additions is fixed: the same ids give the same bits, which atomic additions do not.
 */
export function sumRowsInGroups(tf: typeof TF, updates: TF.Tensor2D, ids: Int32Array, rows: number): TF.Tensor2D {
  return tf.tidy(() => {
    const { ids: found, starts, occurrences } = uniqueTokens(ids, rows);
    let counts = Array.from(found, (_, u) => starts[u + 1]! - starts[u]!);
    let order = occurrences;
    let sums = updates;
    while (counts.some((count) => count > 1)) {
      const pass = groupsOf(counts, order, sums.shape[0]);
      const padded = withZeroRow(tf, sums);
      sums = tf.addN(pass.members.map((places) => tf.gather(padded, tf.tensor1d(places, "int32"))));
      counts = pass.counts;
      order = Int32Array.from({ length: sums.shape[0] }, (_, i) => i);
    }
    // A row that no token asks for has no gradient.
    const places = new Int32Array(rows).fill(sums.shape[0]);
    found.forEach((id, u) => { places[id] = order[u]!; });
    return tf.gather(withZeroRow(tf, sums), tf.tensor1d(places, "int32"));
  });
}

const withZeroRow = (tf: typeof TF, table: TF.Tensor2D): TF.Tensor2D => tf.concat([table, tf.zeros([1, table.shape[1]])], 0) as TF.Tensor2D;

/** The rows of each group, first members, second members …; `nothing` fills the last group of an id. */
function groupsOf(counts: readonly number[], order: Int32Array, nothing: number): { readonly members: readonly Int32Array[]; readonly counts: number[] } {
  const after = counts.map((count) => Math.ceil(count / groupSize));
  const groups = after.reduce((sum, count) => sum + count, 0);
  const members = Array.from({ length: groupSize }, () => new Int32Array(groups).fill(nothing));
  let [at, group] = [0, 0];
  for (const [u, count] of counts.entries()) {
    for (let i = 0; i < count; i++) members[i % groupSize]![group + Math.floor(i / groupSize)] = order[at + i]!;
    at += count;
    group += after[u]!;
  }
  return { members, counts: after };
}
