import { makeCurves, type CurvesData } from "./curves.js";
import { exampleRun } from "./example-run.js";
import type { Figure } from "./figure-content.js";

export const accuracyCurves: Figure<CurvesData> = {
  name: "accuracy-curves",
  make: (data, locale) => makeCurves("accuracy", data, locale),
  example: { runs: [exampleRun(1), exampleRun(2)], smoothing: 0.3, logScale: false, wordCount: 0.76 },
};
