import type { Text } from "../../src/base/text.js";
import type { Expectation } from "../../src/data/expectation.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { meanCurve } from "../../src/training/comparison/curves.js";
import { standingOf, type Outcome } from "../../src/training/comparison/outcome.js";
import type { PlannedNetwork } from "../../src/training/comparison/plan.js";
import type { LocaleController } from "../base/locale.js";

export interface Makers {
  readonly outcome: typeof import("../../src/plots/comparison-outcome.js").comparisonOutcome;
  readonly accuracy: typeof import("../../src/plots/comparison-curves.js").comparisonAccuracy;
  readonly loss: typeof import("../../src/plots/comparison-curves.js").comparisonLoss;
}
export interface ComparisonFigures { readonly outcome: FigureContent; readonly accuracy: FigureContent; readonly loss: FigureContent }

export interface FigureSource {
  readonly networks: readonly PlannedNetwork[];
  readonly outcomes: readonly Outcome[];
  readonly majority: number;
  readonly over: "seconds" | "epochs";
  /** By the network's key. */
  readonly guesses: Readonly<Record<string, number>>;
  /** What the task expects, where it may be seen. */
  readonly expectationOf: (network: PlannedNetwork) => Expectation | undefined;
}

/** The code that draws, fetched when there is something to draw. */
export async function loadMakers(): Promise<Makers> {
  const [{ comparisonOutcome }, { comparisonAccuracy, comparisonLoss }] = await Promise.all([import("../../src/plots/comparison-outcome.js"), import("../../src/plots/comparison-curves.js")]);
  return { outcome: comparisonOutcome, accuracy: comparisonAccuracy, loss: comparisonLoss };
}

/** What the figures depend on: while it is the same, they need not be drawn again. */
export const figureKey = ({ networks, outcomes, guesses }: FigureSource, locale: string, expectations: number): string =>
  JSON.stringify([locale, networks.map(({ key, title }: { readonly key: string; readonly title: Text }) => [key, title]), outcomes.map(({ key, seed, epochs, report }) => [key, seed, epochs.length, report?.accuracy]), guesses, expectations]);

/** Accuracies beside guesses, and the mean curves over the seeds. */
export function drawFigures(makers: Makers, { networks, outcomes, majority, over, guesses, expectationOf }: FigureSource, { say, locale }: LocaleController): ComparisonFigures {
  const own = (key: string): readonly Outcome[] => outcomes.filter((one) => one.key === key);
  const wordCount = standingOf(networks.find(({ architecture }) => architecture === "bag-of-words")?.key ?? "", outcomes).accuracy.mean;
  const curves = (metric: "accuracy" | "loss") => ({
    metric, over, majority, wordCount,
    series: networks.map(({ key, title }, i) => ({ title: say(title), number: i + 1, points: meanCurve(own(key), metric === "accuracy" ? "validationAccuracy" : "validationLoss", over) })),
  });
  return {
    outcome: makers.outcome.make({
      majority, wordCount,
      rows: networks.map((network, i) => ({ title: say(network.title), number: i + 1, accuracies: standingOf(network.key, outcomes).accuracy.values, guess: guesses[network.key], expected: expectationOf(network)?.accuracy })),
    }, locale),
    accuracy: makers.accuracy.make(curves("accuracy"), locale),
    loss: makers.loss.make(curves("loss"), locale),
  };
}
