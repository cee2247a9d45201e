/** Whether `a` is nowhere worse than `b` and somewhere better; less is better. */
const beats = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => value <= b[i]!) && a.some((value, i) => value < b[i]!);

/** Which of some places nothing else beats, where less is better in every direction. Places with a NaN never are. */
export function paretoFront(places: readonly (readonly number[])[]): readonly boolean[] {
  const isWhole = places.map((place) => place.every((value) => !Number.isNaN(value)));
  return places.map((place, i) => isWhole[i]! && !places.some((other, j) => isWhole[j] && beats(other, place)));
}
