import type { Problem } from "../../base/problem.js";
import type { Text } from "../../base/text.js";
import type { PreparedData } from "../../data/dataset.js";
import type { Values } from "../../hyperparameters/schema.js";
import type { Architecture } from "../../model/architecture.js";
import { architectures } from "../../model/architectures/index.js";
import { costOf, fitBudget, hasSizes, type BudgetMeasure, type Cost, type Fit } from "../../model/budget.js";
import { dataShapeOf } from "../../model/model-choice.js";
import type { ComparisonSettings, ComparisonValues, Contender } from "./settings.js";

/** A network that takes part, as it will be trained. */
export interface PlannedNetwork {
  readonly key: string;
  readonly title: Text;
  readonly architecture: string;
  /** Every hyperparameter, those that the budget changed among them. */
  readonly values: Values;
  readonly cost: Cost;
  readonly changes: Fit["changes"];
  /** Has nothing to make larger or smaller: it takes part as a line to be beaten, whatever the budget. */
  readonly isLine: boolean;
}

export interface ComparisonPlan {
  readonly networks: readonly PlannedNetwork[];
  readonly seeds: readonly number[];
  readonly values: ComparisonValues;
  /** What all must meet; undefined where sizes are left alone. */
  readonly target: { readonly measure: BudgetMeasure; readonly size: number } | undefined;
}

/** Makes the networks meet the budget on some data. Without a plan there is at least one problem. */
export function planComparison({ contenders, seeds, values, problems: written }: ComparisonSettings, prepared: Pick<PreparedData, "vocabulary" | "classes">): { readonly plan: ComparisonPlan | undefined; readonly problems: readonly Problem[] } {
  const known = contenders.flatMap((contender) => {
    const architecture = architectures.get(contender.choice.architecture);
    return architecture ? [{ contender, architecture, shape: dataShapeOf(contender.choice.values, prepared) }] : [];
  });
  const problems = [...written.filter(({ code }) => code !== "unknown-setting"), ...known.flatMap(({ contender, architecture, shape }) => (contender.choice.problems.length > 0 ? [] : architecture.problems(contender.choice.values, shape)))];
  if (problems.length > 0 || known.length === 0) return { plan: undefined, problems };
  const measure = values.budget === "parameters" || values.budget === "multiplyAdds" ? values.budget : undefined;
  const first = known.find(({ architecture }) => hasSizes(architecture)) ?? known[0]!;
  const size = measure && (values.budgetSize || costOf(first.architecture, first.contender.choice.values, first.shape)[measure]);
  const target = measure && size ? { measure, size } : undefined;
  const networks: PlannedNetwork[] = [];
  for (const { contender, architecture, shape } of known) {
    const isLine = !hasSizes(architecture);
    const own = contender.choice.values;
    const fit = target && !isLine ? fitBudget(architecture, own, shape, target.measure, target.size) : { values: own, cost: costOf(architecture, own, shape), changes: [] };
    if ("code" in fit) problems.push(fit);
    else networks.push({ key: contender.key, title: titleOf(contender, architecture, contenders), architecture: architecture.name, ...fit, isLine });
  }
  return problems.length > 0 ? { plan: undefined, problems } : { plan: { networks, seeds, values, target }, problems };
}

/** The short name of an architecture: what stands before the colon of its title; numbered when it takes part more than once. */
function titleOf({ key, choice }: Contender, { title }: Architecture, all: readonly Contender[]): Text {
  const several = all.filter((other) => other.choice.architecture === choice.architecture).length > 1;
  const number = several ? ` ${/ (\d+)$/.exec(key)?.[1] ?? 1}` : "";
  const short = (text: string): string => `${text.split(":")[0]!.trim()}${number}`;
  return { en: short(title.en), "pt-BR": short(title["pt-BR"]) };
}
