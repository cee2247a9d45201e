/** What we use of @observablehq/runtime 6, which ships no types. */
declare module "@observablehq/runtime" {
  export class Runtime {
    constructor(builtins?: Readonly<Record<string, unknown>>, global?: (name: string) => unknown);
    module(): Module;
    dispose(): void;
  }
  export interface Module {
    /** @param observer true keeps the variable computed though nothing shows it */
    variable(observer: boolean): Variable;
  }
  export interface Variable {
    define(name: string | null, inputs: readonly string[], definition: (...inputs: readonly never[]) => unknown): this;
    delete(): this;
  }
}
