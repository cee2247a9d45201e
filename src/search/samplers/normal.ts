/** Error function complement as a Chebyshev series (Numerical Recipes, 3rd edition, §6.2.2). */
function erfc(x: number): number {
  const z = Math.abs(x);
  const t = 2 / (2 + z);
  const ty = 4 * t - 2;
  let [d, dd] = [0, 0];
  for (let j = coefficients.length - 1; j > 0; j--) [d, dd] = [ty * d - dd + coefficients[j]!, d];
  const answer = t * Math.exp(-z * z + 0.5 * (coefficients[0]! + ty * d) - dd);
  return x >= 0 ? answer : 2 - answer;
}
const coefficients: readonly number[] = [
  -1.3026537197817094, 0.641969792356490, 1.9476473204185836e-2, -9.561514786808631e-3, -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5,
  -2.0278578112534e-5, -1.624290004647e-6, 1.303655835580e-6, 1.5626441722e-8, -8.5238095915e-8, 6.529054439e-9, 5.059343495e-9, -9.91364156e-10, -2.27365122e-10,
  9.6467911e-11, 2.394038e-12, -6.886027e-12, 8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15,
];

/** Share of a normal distribution below `x`. */
export const normalBelow = (x: number, mean: number, deviation: number): number => 0.5 * erfc(-(x - mean) / (deviation * Math.SQRT2));
export const normalDensity = (x: number, mean: number, deviation: number): number => Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
