/**
 * What a notebook imports, and what any page can: every cell as a function that returns a live custom element.
 *
 *     const data = dataset({source: "amazon-sentences", seed: 7});
 *     document.body.append(data);
 */
import { cellFactory } from "./base/cell-base.js";
import { renderTex } from "./base/tex.js";
import { kind as attentionPlotKind } from "./cells/attention-plot.js";
import { kind as compareKind } from "./cells/compare.js";
import { kind as confusionKind } from "./cells/confusion.js";
import { kind as datasetKind } from "./cells/dataset.js";
import { kind as diagnosisKind } from "./cells/diagnosis.js";
import { kind as embeddingMapKind } from "./cells/embedding-map.js";
import { kind as errorsKind } from "./cells/errors.js";
import { kind as filtersKind } from "./cells/filters.js";
import { kind as explainKind } from "./cells/explain.js";
import { kind as flowKind } from "./cells/flow.js";
import { kind as glossaryKind } from "./cells/glossary.js";
import { kind as hyperparametersKind } from "./cells/hyperparameters.js";
import { kind as lossPlotKind } from "./cells/loss-plot.js";
import { kind as poolWinnersKind } from "./cells/pool-winners.js";
import { kind as predictKind } from "./cells/predict.js";
import { kind as runsKind } from "./cells/runs.js";
import { kind as selfAttentionKind } from "./cells/self-attention.js";
import { kind as summaryKind } from "./cells/summary.js";
import { kind as thresholdKind } from "./cells/threshold.js";
import { kind as sweepKind } from "./cells/sweep.js";
import { kind as trainKind } from "./cells/train.js";
import { kind as weightsKind } from "./cells/weights.js";

export const dataset = cellFactory(datasetKind);
export const hyperparameters = cellFactory(hyperparametersKind);
export const flow = cellFactory(flowKind);
export const summary = cellFactory(summaryKind);
export const train = cellFactory(trainKind);
export const sweep = cellFactory(sweepKind);
export const compare = cellFactory(compareKind);
export const runs = cellFactory(runsKind);
export const lossPlot = cellFactory(lossPlotKind);
export const attentionPlot = cellFactory(attentionPlotKind);
export const explain = cellFactory(explainKind);
export const predict = cellFactory(predictKind);
export const filters = cellFactory(filtersKind);
export const poolWinners = cellFactory(poolWinnersKind);
export const selfAttention = cellFactory(selfAttentionKind);
export const embeddingMap = cellFactory(embeddingMapKind);
export const weights = cellFactory(weightsKind);
export const glossary = cellFactory(glossaryKind);
export const confusion = cellFactory(confusionKind);
export const errors = cellFactory(errorsKind);
export const threshold = cellFactory(thresholdKind);
export const diagnosis = cellFactory(diagnosisKind);

/** The template tag of formulas in prose: tex`a_t` inline, tex.block`…` on a line of its own. Takes the place of the one that notebooks would fetch from a network. */
export const tex = Object.assign(
  (strings: TemplateStringsArray, ...values: readonly unknown[]) => formula(String.raw(strings, ...values), false),
  { block: (strings: TemplateStringsArray, ...values: readonly unknown[]) => formula(String.raw(strings, ...values), true) },
);

function formula(source: string, display: boolean): HTMLElement {
  const holder = document.createElement(display ? "div" : "span");
  holder.textContent = source;
  void renderTex(source, display).then((math) => holder.replaceChildren(math));
  return holder;
}

export { kinds } from "./cells/index.js";
export { pageLocale } from "./base/locale.js";
export { useEngine } from "./base/engine.js";
export type { CellElement, CellKind, CellSnapshot } from "../src/notebook/cell-kind.js";
export type { Engine } from "../src/training/protocol.js";
export type { Run } from "../src/training/run.js";
