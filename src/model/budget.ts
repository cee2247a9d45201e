import { problem, type Problem } from "../base/problem.js";
import { formatNumber, textOf, type Locale, type Text } from "../base/text.js";
import type { IntegerField } from "../hyperparameters/field.js";
import type { Values } from "../hyperparameters/schema.js";
import type { Architecture, DataShape } from "./architecture.js";
import { parameterCountOf } from "./stage.js";

/** What a network may cost: numbers to learn, or work for one text. */
export type BudgetMeasure = "parameters" | "multiplyAdds";
export type Cost = Readonly<Record<BudgetMeasure, number>>;

/** How near a network must come to a budget: within a twentieth. */
export const budgetTolerance = 0.05;

/** Sizes that make a network larger or smaller and leave its kind alone. */
const sizes = ["filters", "feedForwardSize", "embeddingSize", "denseUnits"] as const;
/** How far a size may have to move until it fits the other settings: heads must divide the model size. */
const reach = 16;

/** A network as it meets a budget. */
export interface Fit {
  readonly values: Values;
  readonly cost: Cost;
  /** Sizes that were changed: none when it met the budget as it was, one as a rule, two where the first moves in steps that are too coarse. */
  readonly changes: readonly SizeChange[];
}
export interface SizeChange { readonly name: string; readonly from: number; readonly to: number }

/** @param values without problems */
export function costOf(architecture: Architecture, values: Values, shape: DataShape): Cost {
  const stages = architecture.stages(values, shape);
  return { parameters: parameterCountOf(stages), multiplyAdds: stages.reduce((sum, stage) => sum + stage.multiplyAdds, 0) };
}

/** Whether a network has a size by which it can be made to cost more or less: a count of words has none. */
export const hasSizes = (architecture: Architecture): boolean => sizes.some((name) => architecture.hyperparameters[name]?.kind === "integer");

/**
 * Brings a network within 5 % of a budget by changing one of its sizes, as little as can be; a second one only where the first moves too coarsely.
 * @param values without problems
 * @param budget in parameters or multiply-adds, > 0
 * @returns a problem whose path is "budgetSize" when no size can
 */
export function fitBudget(architecture: Architecture, values: Values, shape: DataShape, measure: BudgetMeasure, budget: number): Fit | Problem {
  const distance = ({ cost }: Pick<Fit, "cost">): number => Math.abs(cost[measure] - budget) / budget;
  const meets = (fit: Fit): boolean => distance(fit) <= budgetTolerance;
  const asItIs: Fit = { values, cost: costOf(architecture, values, shape), changes: [] };
  if (meets(asItIs)) return asItIs;
  const once = changedOnce(architecture, asItIs, shape, measure, budget);
  // Few starts, each near: the search is over before a person sees it.
  const starts = once.some(meets) ? [] : once.toSorted((a, b) => distance(a) - distance(b)).slice(0, 4);
  const tried = [...once, ...starts.flatMap((start) => changedOnce(architecture, start, shape, measure, budget))];
  const best = tried.filter(meets).toSorted((a, b) => a.changes.length - b.changes.length || far(a) - far(b))[0];
  return best ?? outOfReach(architecture, measure, budget, [asItIs, ...tried].reduce((a, b) => (distance(b) < distance(a) ? b : a)).cost[measure]);
}

/** How much a network was changed: twice as large is as far as half. */
const far = ({ changes }: Fit): number => changes.reduce((sum, { from, to }) => sum + Math.abs(Math.log(Math.max(to, 0.5) / Math.max(from, 0.5))), 0);

/** A network with one more of its sizes brought near a budget. */
function changedOnce(architecture: Architecture, { values, changes }: Fit, shape: DataShape, measure: BudgetMeasure, budget: number): readonly Fit[] {
  return sizes.filter((name) => !changes.some((change) => change.name === name)).flatMap((name): readonly Fit[] => {
    const field = architecture.hyperparameters[name];
    // No units is no layer: a network of another kind.
    if (field?.kind !== "integer" || values[name] === 0) return [];
    const fits = candidates(field, (size) => {
      const changed = { ...values, [name]: size };
      return architecture.problems(changed, shape).length === 0 ? costOf(architecture, changed, shape) : undefined;
    }, measure, budget);
    return fits.map(({ size, cost }) => ({ values: { ...values, [name]: size }, cost, changes: [...changes, { name, from: Number(values[name]), to: size }] }));
  });
}

/** Sizes just below and above a budget, and those around them that fit. A larger size never costs less, so that halving finds the place. */
function candidates({ min, max }: IntegerField, costAt: (size: number) => Cost | undefined, measure: BudgetMeasure, budget: number): readonly { readonly size: number; readonly cost: Cost }[] {
  const fitting = (size: number): { readonly size: number; readonly cost: Cost } | undefined => {
    for (let at = size; at <= Math.min(max, size + reach); at++) {
      const cost = costAt(at);
      if (cost) return { size: at, cost };
    }
    return undefined;
  };
  const smallest = Math.max(1, min);
  let [low, high] = [smallest, max];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // What does not fit is too large.
    if ((fitting(middle)?.cost[measure] ?? Infinity) >= budget) high = middle;
    else low = middle + 1;
  }
  const around = [low, ...Array.from({ length: reach + 1 }, (_, i) => low - 1 - i)].filter((size) => size >= smallest);
  return around.flatMap((size) => fitting(size) ?? []);
}

const whole = (value: number, locale: Locale): string => formatNumber(value, locale, { decimals: 0 });
const units: Readonly<Record<BudgetMeasure, Text>> = {
  parameters: { en: "parameters", "pt-BR": "parâmetros" },
  multiplyAdds: { en: "multiply-adds per text", "pt-BR": "multiplicações e somas por texto" },
};

const outOfReach = ({ title }: Architecture, measure: BudgetMeasure, budget: number, nearest: number): Problem => problem("budget-out-of-reach", "budgetSize", {
  expected: textOf((l) => (l === "en"
    ? `a number of ${units[measure].en} that “${title.en}” can come within 5% of by changing one of its sizes`
    : `um número de ${units[measure]["pt-BR"]} do qual “${title["pt-BR"]}” consiga ficar a menos de 5% mudando um de seus tamanhos`)),
  received: budget,
  wayOut: textOf((l) => (l === "en"
    ? `The nearest that it can be is ${whole(nearest, l)}: choose a budget near that, or leave this network out.`
    : `O mais perto que ela chega é ${whole(nearest, l)}: escolha um orçamento perto disso ou deixe esta rede de fora.`)),
});
