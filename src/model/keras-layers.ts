import { snakeCase } from "../base/snake-case.js";
import { sizeOf, type Axis, type KerasConfig, type KerasLayer, type StageParameter } from "./stage.js";

/** Writes the rows that Keras prints, giving each layer the automatic name that Keras gives: "dense", "dense_1", … */
export interface KerasRows {
  /** Adds a layer in the order of creation. @returns its row */
  add(className: string, outputShape: readonly Axis[], about: KerasDetails, ...reads: readonly KerasLayer[]): KerasLayer;
}

export interface KerasDetails {
  readonly config?: KerasConfig;
  /** In the order in which Keras keeps them. */
  readonly parameters?: readonly StageParameter[];
  /** Of a Dropout: the place that its seed is made with. */
  readonly mask?: string | undefined;
}

export function kerasRows(): KerasRows {
  const used = new Map<string, number>();
  return {
    add(className, outputShape, { config = {}, parameters = [], mask }, ...reads) {
      const base = snakeCase(className);
      const count = used.get(base) ?? 0;
      used.set(base, count + 1);
      return {
        className, name: count === 0 ? base : `${base}_${count}`, outputShape,
        parameterCount: parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
        connectedTo: reads.map(({ name }) => name), config, weights: parameters.map(({ name }) => name), ...(mask === undefined ? {} : { mask }),
      };
    },
  };
}
