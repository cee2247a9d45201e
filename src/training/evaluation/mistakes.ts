import { answerOf, lossOfRow, probabilityOf, type Predictions } from "./predictions.js";

/** One text that was answered wrongly. */
export interface Mistake {
  /** Index into the data's examples. */
  readonly example: number;
  readonly label: number;
  readonly answer: number;
  /** Of the wrong answer, and of the right one. */
  readonly confidence: number;
  readonly rightProbability: number;
  /** Nats. */
  readonly loss: number;
}

/** Every mistake, the worst first: those about which the network was surest. */
export function mistakesOf(of: Predictions): readonly Mistake[] {
  return of.labels.flatMap((label, row) => {
    const answer = answerOf(of, row);
    if (answer === label) return [];
    return [{ example: of.examples[row]!, label, answer, confidence: probabilityOf(of, row, answer), rightProbability: probabilityOf(of, row, label), loss: lossOfRow(of, row) }];
  }).sort((a, b) => b.loss - a.loss || a.example - b.example);
}
