import { ProblemError } from "../data/dataset.js";
import { architectures } from "../model/architectures/index.js";
import { dataShapeOf } from "../model/model-choice.js";
import type { ToTrain } from "./measure-steps.js";
import { estimateMemory, memoryLimit, memoryProblem } from "./memory-estimate.js";

/** A training that fits into memory; what its settings get wrong otherwise is said when the network is built. @throws ProblemError when it does not, with the largest batch that does */
export function checkFits(subject: ToTrain): ToTrain {
  const { settings: { architecture: name, hyperparameters: values }, prepared } = subject;
  const architecture = architectures.get(name);
  const shape = dataShapeOf(values, prepared);
  if (!architecture || architecture.problems(values, shape).length > 0) return subject;
  const { deviceMemory } = navigator as { readonly deviceMemory?: number };
  const batch = Math.min(Number(values["batchSize"] ?? 1), prepared.split.train.length);
  const wrong = memoryProblem(estimateMemory(architecture.stages(values, shape), values, prepared.examples.length), batch, memoryLimit(deviceMemory));
  if (wrong) throw new ProblemError([wrong]);
  return subject;
}
