import { defaultsOf } from "../../../hyperparameters/schema.js";
import type { DataShape } from "../../architecture.js";
import type { KerasRows } from "../../keras-layers.js";
import type { KerasLayer, Stage } from "../../stage.js";
import { atnetSchema, type AtnetValues } from "../atnet/hyperparameters.js";
import { atnetStages } from "../atnet/stages.js";

/** What the two ends of every network for texts are described from. */
export type OuterValues = Pick<AtnetValues, "sequenceLength" | "embeddingSize" | "denseUnits" | "dropoutRate">;

export interface OuterStages {
  /** Text, then embedding where tokens come as ids. */
  readonly opening: readonly Stage[];
  /** Dense where there is one, then output. @param input the row of the vector that they read */
  readonly closing: (input: KerasLayer) => readonly Stage[];
}

/**
 * The stages that every network for texts has at its two ends, around whatever makes one vector of `features` numbers in between.
 * They are AtNet's own, so that the same stage reads the same in every architecture; only the Keras rows are numbered anew by `rows`.
 */
export function outerStages(values: OuterValues, features: number, shape: DataShape, rows: KerasRows): OuterStages {
  const { sequenceLength, embeddingSize, denseUnits, dropoutRate } = values;
  const around: AtnetValues = { ...defaultsOf(atnetSchema), sequenceLength, embeddingSize, denseUnits, dropoutRate, filters: features, kernelSize: 1, attention: "none" };
  const stages = atnetStages(around, shape);
  const some = (...names: readonly string[]): readonly Stage[] => stages.filter(({ name }) => names.includes(name));
  return {
    opening: renumbered(some("text", "embedding"), rows),
    closing: (input) => renumbered(some("dense", "output"), rows, input),
  };
}

/** The same stages with their rows, each of which reads the one before it, named by `rows`. */
function renumbered(stages: readonly Stage[], rows: KerasRows, input?: KerasLayer): readonly Stage[] {
  let before = input;
  return stages.map((stage) => ({
    ...stage,
    layers: stage.layers.map(({ className, outputShape, config, weights }) => (before = rows.add(className, outputShape, { config, parameters: stage.parameters.filter(({ name }) => weights.includes(name)), mask: className === "Dropout" ? "head" : undefined }, ...(before ? [before] : [])))),
  }));
}
