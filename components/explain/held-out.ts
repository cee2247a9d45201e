import type { DataValue } from "../../src/data/dataset.js";

/** The texts that training never saw: validation, then test. */
export function heldOutOf(data: DataValue | undefined): readonly string[] {
  const prepared = data?.prepared;
  return prepared ? [...prepared.split.validation, ...prepared.split.test].map((index) => prepared.examples[index]!.text) : [];
}
