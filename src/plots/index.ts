import { registry } from "../base/registry.js";
import { accuracyCurves } from "./accuracy-curves.js";
import { agreementHistogram } from "./agreement-histogram.js";
import { attentionCompared } from "./attention-compared.js";
import { attentionByClass } from "./attention-by-class.js";
import { attentionDistribution } from "./attention-distribution.js";
import { attentionMatrix } from "./attention-matrix.js";
import { attentionOverWords } from "./attention-over-words.js";
import { classBalance } from "./class-balance.js";
import { comparisonAccuracy, comparisonLoss } from "./comparison-curves.js";
import { comparisonOutcome } from "./comparison-outcome.js";
import { precisionRecall, rocCurve } from "./decision-curves.js";
import type { Figure, FigureContent } from "./figure-content.js";
import { learningRateCourse } from "./learning-rate.js";
import { lengthHistogram } from "./length-histogram.js";
import { lossCurves } from "./loss-curves.js";
import { reliability } from "./reliability.js";
import { parallelCoordinates } from "./parallel-coordinates.js";
import { sweepContour } from "./sweep-contour.js";
import { sweepFront } from "./sweep-front.js";
import { sweepHistory } from "./sweep-history.js";
import { sweepImportance } from "./sweep-importance.js";
import { sweepSlices } from "./sweep-slices.js";
import { embeddingMap } from "./embedding-map.js";
import { parameterHistogram } from "./parameter-histogram.js";
import { shuffledAnswers } from "./shuffled-answers.js";
import { spreadByEpoch } from "./spread-by-epoch.js";
import { wordScores } from "./word-scores.js";
import type { Locale } from "../base/text.js";

/** A figure with its own example: what the gallery shows and the snapshot tests compare. */
export interface FigureSample { readonly name: string; readonly sample: (locale: Locale) => FigureContent }
const sampled = <Data>(figure: Figure<Data>): FigureSample => ({ name: figure.name, sample: (locale) => figure.make(figure.example, locale) });

/** Every kind of figure. One file, one line here. */
export const figures = registry<FigureSample>("figures", [
  sampled(lossCurves), sampled(accuracyCurves), sampled(attentionOverWords), sampled(attentionDistribution), sampled(lengthHistogram), sampled(classBalance),
  sampled(comparisonAccuracy), sampled(comparisonLoss), sampled(comparisonOutcome), sampled(rocCurve), sampled(precisionRecall), sampled(reliability),
  sampled(embeddingMap), sampled(parameterHistogram),
  sampled(wordScores), sampled(agreementHistogram), sampled(shuffledAnswers), sampled(attentionCompared), sampled(attentionMatrix), sampled(attentionByClass), sampled(spreadByEpoch), sampled(learningRateCourse),
  sampled(parallelCoordinates), sampled(sweepHistory), sampled(sweepSlices), sampled(sweepImportance), sampled(sweepFront), sampled(sweepContour),
]);
