/** Jensen–Shannon divergence of two lists of shares that each sum to 1, in nats: 0 when they are the same, ln 2 ≈ 0.693 when they share nothing (Lin 1991). */
export function jensenShannon(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    const middle = (x + y) / 2;
    if (x > 0) sum += (x / 2) * Math.log(x / middle);
    if (y > 0) sum += (y / 2) * Math.log(y / middle);
  }
  return Math.max(0, sum);
}
