import { makeCurves, type CurvesData } from "./curves.js";
import { exampleRun } from "./example-run.js";
import type { Figure } from "./figure-content.js";

export const lossCurves: Figure<CurvesData> = {
  name: "loss-curves",
  make: (data, locale) => makeCurves("loss", data, locale),
  example: { runs: [exampleRun()], smoothing: 0.3, logScale: false },
};
