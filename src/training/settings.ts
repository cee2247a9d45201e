import type { Problem } from "../base/problem.js";
import { readValues } from "../hyperparameters/schema.js";
import type { TrainingSettings } from "./run.js";
import { readModelChoice, trainSchema } from "./schema.js";

/** Checks settings that came as a message, every number before tfjs sees it: tfjs trains on NaN, on a fraction of an epoch and without end. */
export function checkSettings(given: TrainingSettings): { readonly settings: TrainingSettings; readonly problems: readonly Problem[] } {
  const { architecture, hyperparameters, ...training } = given;
  const choice = readModelChoice({ ...hyperparameters, architecture });
  const reading = readValues(trainSchema, training);
  return {
    settings: { ...reading.values, architecture: choice.architecture, hyperparameters: choice.values },
    problems: [...choice.problems, ...reading.problems.filter(({ code }) => code !== "unknown-setting")],
  };
}
