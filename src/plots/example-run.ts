import type { CurveRun } from "./curves.js";
import type { AttentionSnapshot, EpochRecord, StepRecord } from "../training/run.js";

/** A made-up run that behaves as small text networks do: it learns, is best at epoch 6, then memorises. Every number is a formula of its place. */
export function exampleRun(number = 1, epochs = 10, stepsPerEpoch = 12): CurveRun {
  const steps: StepRecord[] = [];
  for (let step = 1; step <= epochs * stepsPerEpoch; step++) {
    const done = step / stepsPerEpoch;
    const wobble = Math.sin(step * 2.4 + number) * Math.sin(step * 0.9) * 0.7;
    const loss = 0.69 * Math.exp(-done / (3 + number)) + 0.03 + wobble * 0.12 * Math.exp(-done / 8);
    steps.push({ step, epoch: Math.ceil(done), loss: round(Math.max(0.01, loss)), accuracy: round(Math.min(1, 0.5 + 0.5 * (1 - Math.exp(-done / (2 + number))) + wobble * 0.08)) });
  }
  return { number, steps, epochs: Array.from({ length: epochs }, (_, i) => exampleEpoch(i + 1, number, stepsPerEpoch)), stepsPerEpoch, span: epochs, majorityBaseline: 0.5 };
}

function exampleEpoch(epoch: number, number: number, stepsPerEpoch: number): EpochRecord {
  return {
    epoch,
    step: epoch * stepsPerEpoch,
    trainingLoss: round(0.69 * Math.exp((0.5 - epoch) / (3 + number)) + 0.03),
    trainingAccuracy: round(0.5 + 0.5 * (1 - Math.exp((0.5 - epoch) / (2 + number)))),
    validationLoss: round(0.4 + 0.03 * number + 0.0105 * (epoch - 6) ** 2 - 0.018),
    validationAccuracy: round(0.82 - 0.01 * number - 0.008 * (epoch - 6) ** 2),
    seconds: epoch * 0.8,
    snapshot: exampleSnapshot(epoch, stepsPerEpoch),
  };
}

const tokens = ["slow", "start", ",", "but", "a", "wonderful", "ending"];
/** Attention that settles on "wonderful" over ten epochs. */
export function exampleSnapshot(epoch: number, stepsPerEpoch = 12): AttentionSnapshot {
  const pull = [0.3, 0, -0.4, 0.2, -0.3, 1.6, 0.6].map((score) => Math.exp((score * Math.min(epoch, 10)) / 6));
  const sum = pull.reduce((total, value) => total + value, 0);
  const positive = round(1 / (1 + Math.exp(-(epoch - 3) / 2)));
  return {
    step: epoch * stepsPerEpoch, epoch, tokens, attentionWeights: pull.map((value) => round((value / sum) * 0.98)),
    receptiveFields: tokens.map((_, i) => [Math.max(0, i - 2), Math.min(tokens.length - 1, i + 2)] as const),
    attentionKept: 0.98, probabilities: [round(1 - positive), positive],
  };
}
const round = (value: number): number => Math.round(value * 1000) / 1000;
