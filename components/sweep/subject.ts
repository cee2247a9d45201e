import type { Locale } from "../../src/base/text.js";
import type { DataSettings, PreparedData, SplitName } from "../../src/data/dataset.js";
import { splitExamples } from "../../src/data/split.js";
import type { ExportedSweep } from "../../src/exporters/exporter.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf } from "../../src/model/model-choice.js";
import { bracketsOf, reduction } from "../../src/search/pruning.js";
import { gridSize } from "../../src/search/samplers/grid.js";
import { samplers } from "../../src/search/samplers/index.js";
import type { Point } from "../../src/search/space.js";
import { comparableKey, trainingSeeds, type SweepPlan } from "../../src/training/sweep/plan.js";

/** Trials elsewhere, where steps or minutes of this machine are the only limit here. */
const usualTrials = 50;

/** A search as exporters read it. */
export function sweepSubject(plan: SweepPlan, data: DataSettings, prepared: PreparedData, title: string, locale: Locale): ExportedSweep {
  const { space, base, architecture: name, values: { method, objective, epochs, seed, pruning, trials, folds } } = plan;
  const architecture = architectures.get(name)!;
  const most = method === "grid" ? gridSize(space) : trials > 0 ? trials : usualTrials;
  const sampler = samplers.get(method)!;
  const points = sampler.learns ? null : Array.from({ length: most }, (_, index): Point => sampler.next({ space, seed, index, observations: [] })!);
  return {
    title, locale, space, base, prepared,
    search: {
      search: comparableKey(plan, data), architecture: name, objective, epochs, seed, seeds: trainingSeeds(plan), trials: most, method, points,
      pruning, reduction, brackets: pruning === "hyperband" ? bracketsOf(epochs) : 1,
      parts: folds > 1 ? Array.from({ length: folds }, (_, index) => digits(splitExamples(prepared.examples, prepared.classes, { ...data, fold: { index, of: folds } }, data.seed), prepared.examples.length)) : null,
    },
    layersOf: (values) => {
      const shape = dataShapeOf(values, prepared);
      return architecture.problems(values, shape).length > 0 ? undefined : architecture.stages(values, shape).flatMap(({ layers }) => layers);
    },
  };
}

/** The part of every text, as a digit. */
function digits({ validation, test }: Readonly<Record<SplitName, readonly number[]>>, count: number): string {
  const parts = Array.from({ length: count }, () => 0);
  for (const index of validation) parts[index] = 1;
  for (const index of test) parts[index] = 2;
  return parts.join("");
}
