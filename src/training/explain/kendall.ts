/**
 * Kendall's τ-b (Kendall 1945): how alike two lists rank the same things, from −1 (reversed) to 1 (the same order), ties counted.
 * @returns NaN where one of the lists ranks nothing: fewer than two values, or all alike
 */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`kendallTau(a, b): expected lists of one length, received ${a.length} and ${b.length}`);
  let [agreement, pairsInA, pairsInB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const [inA, inB] = [Math.sign(a[i]! - a[j]!), Math.sign(b[i]! - b[j]!)];
      agreement += inA * inB;
      pairsInA += inA * inA;
      pairsInB += inB * inB;
    }
  }
  return agreement / Math.sqrt(pairsInA * pairsInB);
}
