/** From which activation on a filter is to be believed. */
export interface Threshold {
  readonly activation: number;
  /** Share of the texts at or above it that get the filter's class. */
  readonly purity: number;
  /** Share of all texts that are at or above it. */
  readonly share: number;
}

/**
 * The lowest activation at or above which at least `purity` of the texts get the filter's class: what lies below won its maximum by accident.
 * Jacovi, Shalom & Goldberg 2018, §4.1, with the network's own answers as classes, as their code has them, and a purity of 0.75.
 * @param largest the filter's largest activation in each text; 0 is silence, which no threshold takes in
 * @param agrees whether each text is answered with the filter's class
 * @returns undefined where no activation is pure enough
 */
export function lowestThreshold(largest: readonly number[], agrees: readonly boolean[], purity: number): Threshold | undefined {
  const order = largest.map((activation, text) => ({ activation, agrees: agrees[text]! })).filter(({ activation }) => activation > 0).sort((a, b) => b.activation - a.activation);
  let best: Threshold | undefined;
  let right = 0;
  order.forEach((one, i) => {
    if (one.agrees) right++;
    // Texts with the same activation pass together.
    if (order[i + 1]?.activation === one.activation || right / (i + 1) < purity) return;
    best = { activation: one.activation, purity: right / (i + 1), share: (i + 1) / largest.length };
  });
  return best;
}
