import { registry } from "../../src/base/registry.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { kind as attentionPlot } from "./attention-plot.kind.js";
import { kind as compare } from "./compare.kind.js";
import { kind as confusion } from "./confusion.kind.js";
import { kind as dataset } from "./dataset.js";
import { kind as diagnosis } from "./diagnosis.kind.js";
import { kind as embeddingMap } from "./embedding-map.kind.js";
import { kind as errors } from "./errors.kind.js";
import { kind as explain } from "./explain.kind.js";
import { kind as filters } from "./filters.kind.js";
import { kind as flow } from "./flow.kind.js";
import { kind as glossary } from "./glossary.kind.js";
import { kind as hyperparameters } from "./hyperparameters.js";
import { kind as lossPlot } from "./loss-plot.kind.js";
import { kind as poolWinners } from "./pool-winners.kind.js";
import { kind as predict } from "./predict.kind.js";
import { kind as runs } from "./runs.kind.js";
import { kind as selfAttention } from "./self-attention.kind.js";
import { kind as summary } from "./summary.kind.js";
import { kind as threshold } from "./threshold.kind.js";
import { kind as sweep } from "./sweep.kind.js";
import { kind as train } from "./train.js";
import { kind as weights } from "./weights.kind.js";

/** Every component that a notebook can call, in the order of the add-cell menu. Importing this module defines the elements that give values; those that only show bring theirs when asked (`element`). */
export const kinds = registry<CellKind>("cells", [dataset, hyperparameters, flow, train, sweep, compare, runs, lossPlot, attentionPlot, explain, predict, confusion, errors, threshold, diagnosis, summary, filters, poolWinners, selfAttention, embeddingMap, weights, glossary]);
