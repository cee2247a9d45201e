import type { CellPlace } from "../../base/cell-place.js";
import { architectures } from "../../model/architectures/index.js";
import { costOf } from "../../model/budget.js";
import type { Run } from "../run.js";
import { historyOf, type HistoryRecord } from "./history-record.js";

/** Of one text's way through a network; NaN for one that this page does not know. */
function multiplyAddsOf({ settings, shape }: Pick<HistoryRecord, "settings" | "shape">): number {
  const architecture = architectures.get(settings.architecture);
  if (!architecture || architecture.problems(settings.hyperparameters as never, shape).length > 0) return NaN;
  return costOf(architecture, settings.hyperparameters, shape).multiplyAdds;
}

/** A run for the history, its cost included. */
export const historyWithCost = (run: Run, place: CellPlace & Pick<HistoryRecord, "startedAt" | "savedAt">, parent: Run | undefined): HistoryRecord => historyOf(run, place, parent, multiplyAddsOf(run));

/** A record whose cost was not written down gets it from its settings: those that are older than the history. */
export const withCost = (record: HistoryRecord): HistoryRecord => (Number.isNaN(record.multiplyAdds) ? { ...record, multiplyAdds: multiplyAddsOf(record) } : record);
