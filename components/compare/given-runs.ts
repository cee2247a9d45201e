import { textOf } from "../../src/base/text.js";
import type { PreparedData } from "../../src/data/dataset.js";
import { architectures } from "../../src/model/architectures/index.js";
import { costOf } from "../../src/model/budget.js";
import { outcomeOf, type Outcome } from "../../src/training/comparison/outcome.js";
import type { PlannedNetwork } from "../../src/training/comparison/plan.js";
import type { Report } from "../../src/training/evaluation/report.js";
import type { Run } from "../../src/training/run.js";

/** A finished run that another cell gives to the comparison. */
export interface GivenRun {
  readonly run: Run;
  readonly network: PlannedNetwork;
  readonly outcome: Outcome;
  /** Whether it learnt from other data, so that nothing can be compared. */
  readonly isOther: boolean;
}

/** @param given what the cell was given under `runs` @param reportOf how a run does on its held-out texts, where that is known yet */
export function givenRuns(given: unknown, prepared: PreparedData | undefined, reportOf: (run: Run) => Report | undefined): readonly GivenRun[] {
  const runs = (Array.isArray(given) ? given : [given]).filter((run): run is Run => typeof run === "object" && run !== null && "result" in run && run.result !== undefined);
  return runs.flatMap((run) => {
    const architecture = architectures.get(run.settings.architecture);
    if (!architecture || architecture.problems(run.settings.hyperparameters, run.shape).length > 0) return [];
    const key = `run ${run.number}`;
    const title = textOf((l) => `${l === "en" ? "Run" : "Execução"} ${run.number}: ${architecture.title[l].split(":")[0]!}`);
    return [{
      run, isOther: prepared !== undefined && run.environment !== undefined && run.environment.dataHash !== prepared.hash,
      outcome: { ...outcomeOf(run, key), report: reportOf(run), on: run.result!.test ? "test" as const : "validation" as const },
      network: { key, title, architecture: architecture.name, values: run.settings.hyperparameters, cost: costOf(architecture, run.settings.hyperparameters, run.shape), changes: [], isLine: false },
    }];
  });
}
