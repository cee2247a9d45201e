import { readParameters } from "../network.js";
import type { Analysis } from "./analysis.js";

/** The numbers of a network, and the words that its ids stand for. */
export interface Parameters {
  /** In the order of the architecture; data is row-major. */
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[]; readonly data: Float32Array }[];
  /** Token of every id from 2 on. */
  readonly vocabulary: readonly string[];
  readonly step: number;
  readonly epoch: number;
}

/** What a file of the network is written from. */
export const parameters: Analysis<Readonly<Record<string, never>>, Parameters> = {
  wrong: () => undefined,
  async run({ network, moment }) {
    const numbers = await readParameters(network.model);
    return {
      parameters: network.model.parameters.map(({ name, variable }) => ({ name, shape: variable.shape, data: numbers[name]! })),
      vocabulary: network.vocabulary.tokens.slice(2),
      ...moment,
    };
  },
};
