import { problem, type Problem } from "../base/problem.js";
import { formatNumber, textOf, type Locale } from "../base/text.js";
import type { Values } from "../hyperparameters/schema.js";
import { parameterCountOf, sizeOf, type Stage } from "../model/stage.js";
import { slotCount } from "./optimizers.js";

/** Bytes that a run takes at its peak: what does not depend on the batch, and what every example of a batch adds. */
export interface MemoryEstimate {
  readonly fixed: number;
  readonly perExample: number;
}

const bytesOfNumber = 4;
/** While an example is followed back, a stage's output, what went into its activation function, the gradients of both and one intermediate are there at once. */
const copiesOfActivation = 5;
/** Examples that an evaluation follows forward at once. */
const evaluatedAtOnce = 64;

/**
 * An upper estimate, from the stages alone.
 * @param examples of the dataset, whose token ids stay in memory
 */
export function estimateMemory(stages: readonly Stage[], values: Values, examples: number): MemoryEstimate {
  const parameters = parameterCountOf(stages);
  const slots = slotCount(String(values["optimizer"]), Number(values["momentum"] ?? 0));
  const activations = stages.reduce((sum, { outputShape }) => sum + sizeOf(outputShape.map((axis) => (axis === "batch" ? 1 : axis))), 0);
  // Parameters, gradient, slots; the last good moment with its slots; the best epoch; one parameter's worth of intermediates; what is being saved.
  const copies = 2 + slots + (1 + slots) + 1 + 1 + (2 + slots);
  return {
    fixed: bytesOfNumber * (parameters * copies + activations * 2 * evaluatedAtOnce + examples * Number(values["sequenceLength"] ?? 0)),
    perExample: bytesOfNumber * activations * copiesOfActivation,
  };
}

/** Most bytes that a run may take: WebAssembly of this size is given everywhere; less where the device says that it has less. @param deviceMemory GiB, as navigator.deviceMemory */
export const memoryLimit = (deviceMemory: number | undefined): number => Math.min(2, (deviceMemory ?? 8) / 2) * 2 ** 30;

/** Why a run cannot fit, with the largest batch that does; undefined when it fits. @param batch examples of the largest batch @param limit bytes */
export function memoryProblem({ fixed, perExample }: MemoryEstimate, batch: number, limit: number): Problem | undefined {
  const needed = fixed + batch * perExample;
  if (needed <= limit) return undefined;
  const largest = Math.floor((limit - fixed) / perExample);
  return problem("out-of-memory", largest >= 1 ? "batchSize" : "", {
    expected: textOf((l) => (l === "en"
      ? `a training that fits in ${gigabytes(limit, l)}; this one takes about ${gigabytes(needed, l)}`
      : `um treino que caiba em ${gigabytes(limit, l)}; este ocupa cerca de ${gigabytes(needed, l)}`)),
    ...(largest >= 1 ? { received: batch } : {}),
    wayOut: largest >= 1
      ? textOf((l) => (l === "en" ? `Set the batch size to ${whole(largest, l)} or less.` : `Use um lote de no máximo ${whole(largest, l)}.`))
      : { en: "Make the vocabulary, the embedding or the sequence smaller.", "pt-BR": "Diminua o vocabulário, o embedding ou a sequência." },
  });
}

const whole = (value: number, locale: Locale): string => formatNumber(value, locale, { decimals: 0 });
const gigabytes = (bytes: number, locale: Locale): string => `${formatNumber(bytes / 2 ** 30, locale, { significant: 2 })} GB`;
