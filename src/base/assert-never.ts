/** Ends a switch that must name every case: a case left out does not compile. */
export function assertNever(value: never): never {
  throw new Error(`a case is missing for ${JSON.stringify(value)}`);
}
