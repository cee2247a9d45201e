import { seededRandom, type Random } from "../../src/base/random.js";
import { ProblemError, type Dataset, type DatasetContent, type DatasetContext } from "../../src/data/dataset.js";
import type { Field, FieldValue } from "../../src/hyperparameters/field.js";
import { defaultsOf, type Schema, type Values } from "../../src/hyperparameters/schema.js";

export const noAssets: DatasetContext = { asset: () => Promise.reject(new Error("no asset is needed")) };

export const loadWith = <S extends Schema>(dataset: Dataset<S>, options: Values = {}, seed = 1): Promise<DatasetContent> =>
  dataset.load({ ...defaultsOf(dataset.options), ...options }, seed, noAssets);

/** The problems that a dataset says of options. */
export async function problemsOf<S extends Schema>(dataset: Dataset<S>, options: Values): Promise<ProblemError["problems"]> {
  const error: unknown = await loadWith(dataset, options).catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw new Error("expected problems", { cause: error });
  return error.problems;
}

function drawn(name: string, field: Field, random: Random): FieldValue {
  switch (field.kind) {
    case "boolean": return random.next() < 0.5;
    case "choice": return random.pick(Object.keys(field.choices));
    case "text": return field.default;
    // Few texts, and none so long that hundreds of draws take a minute.
    case "integer": return name === "size" ? 160 : field.min + random.integer(Math.min(field.max, 40) - field.min + 1);
    case "real": return random.uniform(field.min, field.max);
  }
}

/** Seeded options that a dataset takes, drawn over their whole ranges, with what it makes of them. @param fixed stand as they are */
export async function* contentsOf<S extends Schema>(dataset: Dataset<S>, count: number, fixed: Values = {}): AsyncGenerator<{ readonly options: Values; readonly content: DatasetContent }> {
  for (let seed = 1, found = 0; found < count; seed++) {
    if (seed > 50 * count) throw new Error(`${dataset.name}: hardly any options fit each other`);
    const random = seededRandom(seed);
    const options = { ...Object.fromEntries(Object.entries(dataset.options).map(([name, field]) => [name, drawn(name, field, random)])), ...fixed };
    try {
      const content = await loadWith(dataset, options, seed);
      found++;
      yield { options, content };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }
}
