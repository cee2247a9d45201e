import type * as TF from "@tensorflow/tfjs-core";
import type { Parameter, Tf } from "../model/architecture.js";
import type { NamedArray } from "./checkpoint.js";
import type { Optimizer } from "./optimizers.js";

/** A copy of some variables that costs nothing while training goes on: tfjs gives a variable new numbers where someone still reads the old. */
export class Kept {
  readonly #named: readonly { readonly name: string; readonly variable: TF.Variable; readonly copy: TF.Tensor }[];
  #reading: Promise<readonly NamedArray[]> | undefined;
  #isDisposed = false;

  constructor(tf: Tf, named: readonly Pick<Parameter, "name" | "variable">[]) {
    this.#named = named.map(({ name, variable }) => ({ name, variable, copy: tf.keep(tf.clone(variable)) }));
  }

  /** Writes the copy back. */
  restore(): void { for (const { variable, copy } of this.#named) variable.assign(copy); }

  /** The numbers, read from the device once. */
  read(): Promise<readonly NamedArray[]> {
    this.#reading ??= Promise.all(this.#named.map(async ({ name, copy }) => ({ name, shape: [...copy.shape], data: await copy.data<"float32">() })));
    return this.#reading;
  }

  /** Frees the copy, once nobody reads it any more. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    const free = (): void => { for (const { copy } of this.#named) copy.dispose(); };
    if (this.#reading) void this.#reading.then(free, free);
    else free();
  }
}

/** Gives variables the numbers of a checkpoint, in their order. */
export function assignArrays(tf: Tf, variables: readonly TF.Variable[], arrays: readonly NamedArray[]): void {
  tf.tidy(() => variables.forEach((variable, i) => variable.assign(tf.tensor(arrays[i]!.data, variable.shape) as TF.Tensor)));
}

/** The slots of an optimizer as variables with the names of their parameters. */
export const namedSlots = ({ slots }: Optimizer, parameters: readonly Parameter[]): readonly (readonly [slot: string, named: Pick<Parameter, "name" | "variable">[]])[] =>
  Object.entries(slots).map(([slot, variables]) => [slot, variables.map((variable, i) => ({ name: parameters[i]!.name, variable }))]);
