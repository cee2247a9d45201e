import { architectures } from "../model/architectures/index.js";
import { dataShapeOf } from "../model/model-choice.js";
import { parameterCountOf } from "../model/stage.js";
import type { ToTrain } from "./measure-steps.js";

export interface ShapeClass {
  /** The same for networks that cost about the same. */
  readonly key: string;
  /** Of the forward pass over one batch. */
  readonly multiplyAdds: number;
}

/** Networks of one architecture and optimizer whose size, batch and work are the same to within a factor of √2 either way: what was measured on one of them holds for the others. */
export function shapeClass({ settings: { architecture: name, hyperparameters: values }, prepared }: ToTrain): ShapeClass {
  const shape = dataShapeOf(values, prepared);
  const stages = architectures.get(name)?.stages(values, shape) ?? [];
  const batch = Math.min(Number(values["batchSize"] ?? 32), prepared.split.train.length);
  const multiplyAdds = batch * stages.reduce((sum, stage) => sum + stage.multiplyAdds, 0);
  const size = (value: number): number => Math.round(Math.log2(Math.max(1, value)));
  return { key: `${name} ${String(values["optimizer"])} batch ${size(batch)} work ${size(multiplyAdds)} parameters ${size(parameterCountOf(stages))}`, multiplyAdds };
}
