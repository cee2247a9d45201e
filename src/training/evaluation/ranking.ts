/** One way to decide: "yes" from this score on. */
export interface Operating {
  /** Texts whose score is at least this are answered with yes. */
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** What a decision at a threshold does, counted. @param positive whether each text is of the class in question */
export function decideAt(scores: readonly number[], positive: readonly boolean[], threshold: number): Operating {
  let [truePositives, falsePositives, falseNegatives, trueNegatives] = [0, 0, 0, 0];
  scores.forEach((score, i) => {
    const [isPositive, saysYes] = [positive[i]!, score >= threshold];
    if (isPositive && saysYes) truePositives++;
    else if (saysYes) falsePositives++;
    else if (isPositive) falseNegatives++;
    else trueNegatives++;
  });
  return { threshold, truePositives, falsePositives, falseNegatives, trueNegatives };
}

/** Share of the positive texts that are found; of the negative ones that are taken for positive; of those answered yes that are. NaN where there are none. */
export const recallOf = ({ truePositives, falseNegatives }: Operating): number => truePositives / (truePositives + falseNegatives);
export const falseAlarmsOf = ({ falsePositives, trueNegatives }: Operating): number => falsePositives / (falsePositives + trueNegatives);
export const precisionOf = ({ truePositives, falsePositives }: Operating): number => truePositives / (truePositives + falsePositives);

/** Every decision that differs, from "never yes" (threshold Infinity) to "always yes": the points of the ROC curve, ties taken together. */
export function operatingPoints(scores: readonly number[], positive: readonly boolean[]): readonly Operating[] {
  const order = scores.map((score, i) => ({ score, isPositive: positive[i]! })).sort((a, b) => b.score - a.score);
  const positives = order.filter(({ isPositive }) => isPositive).length;
  const negatives = order.length - positives;
  let [truePositives, falsePositives] = [0, 0];
  const points: Operating[] = [{ threshold: Infinity, truePositives, falsePositives, falseNegatives: positives, trueNegatives: negatives }];
  order.forEach(({ score, isPositive }, i) => {
    if (isPositive) truePositives++;
    else falsePositives++;
    if (order[i + 1]?.score === score) return;
    points.push({ threshold: score, truePositives, falsePositives, falseNegatives: positives - truePositives, trueNegatives: negatives - falsePositives });
  });
  return points;
}

/** Area under the ROC curve: the chance that a positive text scores above a negative one. NaN without either. */
export function areaUnderRoc(points: readonly Operating[]): number {
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    area += (falseAlarmsOf(b) - falseAlarmsOf(a)) * (recallOf(a) + recallOf(b)) / 2;
  }
  return area;
}

/** Mean precision over the steps of recall, without a line drawn between them, as scikit-learn's average_precision_score. NaN without positive texts. */
export function averagePrecision(points: readonly Operating[]): number {
  let sum = 0;
  for (let i = 1; i < points.length; i++) sum += (recallOf(points[i]!) - recallOf(points[i - 1]!)) * precisionOf(points[i]!);
  return sum;
}
