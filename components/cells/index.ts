import { registry } from "../../src/base/registry.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { kind as attentionPlot } from "./attention-plot.js";
import { kind as dataset } from "./dataset.js";
import { kind as flow } from "./flow.js";
import { kind as hyperparameters } from "./hyperparameters.js";
import { kind as lossPlot } from "./loss-plot.js";
import { kind as predict } from "./predict.js";
import { kind as summary } from "./summary.js";
import { kind as train } from "./train.js";

/** Every component that a notebook can call, in the order of the add-cell menu. Importing this module defines their elements. */
export const kinds = registry<CellKind>("cells", [dataset, hyperparameters, flow, train, lossPlot, attentionPlot, predict, summary]);
