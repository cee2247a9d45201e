import type * as TF from "@tensorflow/tfjs-core";
import { problem } from "../base/problem.js";
import { seededRandom, seedFor } from "../base/random.js";
import { encodeExamples } from "../data/batches.js";
import { ProblemError, type PreparedData } from "../data/dataset.js";
import type { TokenLevel } from "../data/tokenizer.js";
import { buildVocabulary, type Vocabulary } from "../data/vocabulary.js";
import type { Values } from "../hyperparameters/schema.js";
import type { Architecture, DataShape, Model, Tf } from "../model/architecture.js";
import { architectures } from "../model/architectures/index.js";
import { dataShapeOf } from "../model/model-choice.js";

/** A network with everything that is needed to ask it about a text. */
export interface Network {
  readonly architecture: Architecture;
  readonly values: Values;
  readonly shape: DataShape;
  readonly vocabulary: Vocabulary;
  readonly sequenceLength: number;
  /** What it reads one at a time. */
  readonly level: TokenLevel;
  readonly model: Model;
}

/** Builds the network of validated values for prepared data. @throws ProblemError when the values do not fit each other or the data */
export function openNetwork(tf: Tf, architectureName: string, values: Values, prepared: PreparedData, seed: number): Network {
  const architecture = architectures.get(architectureName);
  if (!architecture) throw new Error(`openNetwork: there is no architecture "${architectureName}"`);
  const shape = dataShapeOf(values, prepared);
  const problems = architecture.problems(values, shape);
  if (problems.length) throw new ProblemError(problems);
  const vocabulary = buildVocabulary(prepared.vocabulary, shape.vocabularySize);
  const model = architecture.build(tf, values, shape, seededRandom(seedFor(seed, "parameters")));
  return { architecture, values, shape, vocabulary, sequenceLength: Number(values["sequenceLength"]), level: prepared.settings.level ?? "words", model };
}

/** Token ids of some texts as the network reads them. @returns int32 [texts, sequenceLength] */
export const encodeFor = ({ vocabulary, sequenceLength }: Network, tokens: readonly (readonly string[])[]): Int32Array =>
  encodeExamples(tokens, vocabulary, sequenceLength);

/** Every parameter by name, row-major. */
export async function readParameters({ parameters }: Model): Promise<Readonly<Record<string, Float32Array>>> {
  return Object.fromEntries(await Promise.all(parameters.map(async ({ name, variable }) => [name, (await variable.data<"float32">()).slice()] as const)));
}

/** Sets every parameter, or none. @throws ProblemError when one is missing, has another size or a number that is not finite */
export function writeParameters(tf: Tf, { parameters }: Model, values: Readonly<Record<string, Float32Array>>): void {
  const problems = parameters.flatMap(({ name, variable }) => {
    const given = Object.hasOwn(values, name) ? values[name] : undefined;
    if (given?.length === variable.size && given.every(Number.isFinite)) return [];
    return [problem("parameters-do-not-fit", name, {
      expected: { en: `${variable.size} finite numbers`, "pt-BR": `${variable.size} números finitos` },
      received: given && given.length === variable.size ? "NaN" : given?.length ?? 0,
    })];
  });
  if (problems.length) throw new ProblemError(problems);
  tf.tidy(() => { for (const { name, variable } of parameters) variable.assign(tf.tensor(values[name]!, variable.shape) as TF.Tensor); });
}
