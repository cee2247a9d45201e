import { PythonCode } from "../python/literal.js";

/** Values of the settings that vary, by name. */
export type Probe = Readonly<Record<string, number>>;

/**
 * Finds how a number of a network follows from the settings that vary, as Python writes it: `p["filters"]`, `64 - p["kernelSize"]`, `1 / (…)`, `math.sqrt(…)`, `p["embeddingSize"] // p["heads"]`.
 * @param probes settings at which the number was seen @param values what it was @returns undefined where none of these forms gives all of them
 */
export function expressionOf(probes: readonly Probe[], values: readonly number[]): number | PythonCode | undefined {
  const first = values[0]!;
  if (values.every((value) => value === first)) return first;
  const names = Object.keys(probes[0]!);
  for (const name of names) if (probes.every((probe, i) => probe[name] === values[i])) return new PythonCode(`p[${JSON.stringify(name)}]`, first);
  const most = Math.max(...values);
  for (const name of names) if (probes.every((probe, i) => Math.min(probe[name]!, most) === values[i])) return new PythonCode(`min(p[${JSON.stringify(name)}], ${most})`, first);
  const sum = weightedSum(names, probes, values);
  if (sum) return new PythonCode(sum, first);
  const inverse = weightedSum(names, probes, values.map((value) => 1 / value));
  if (inverse) return new PythonCode(`1 / (${inverse})`, first);
  const square = weightedSum(names, probes, values.map((value) => value * value));
  if (square) return new PythonCode(`math.sqrt(${square})`, first);
  const terms = [...names.map((name) => ({ code: `p[${JSON.stringify(name)}]`, at: (probe: Probe) => probe[name]! })), ...constants(probes, values, names)];
  for (const over of terms) for (const under of terms) if (probes.every((probe, i) => Math.floor(over.at(probe) / under.at(probe)) === values[i])) return new PythonCode(`${over.code} // ${under.code}`, first);
  return undefined;
}

/** Numbers that could stand over or under the one setting of a division. */
function constants(probes: readonly Probe[], values: readonly number[], names: readonly string[]): readonly { readonly code: string; readonly at: (probe: Probe) => number }[] {
  const found = new Set(names.flatMap((name) => [probes[0]![name]! * values[0]!, Math.round(probes[0]![name]! / values[0]!)]));
  return [...found].map((value) => ({ code: String(value), at: () => value }));
}

/** Whole multiples of settings and a whole number, added up; undefined where that does not give the values. */
function weightedSum(names: readonly string[], probes: readonly Probe[], values: readonly number[]): string | undefined {
  const rows = probes.map((probe) => [1, ...names.map((name) => probe[name]!)]);
  const weights = solve(rows, values).map((weight) => Math.round(weight));
  if (!rows.every((row, i) => Math.abs(row.reduce((sum, value, j) => sum + value * weights[j]!, 0) - values[i]!) < 1e-6)) return undefined;
  const [constant, ...factors] = weights;
  const parts = factors.flatMap((factor, i) => (factor === 0 ? [] : [{ isMinus: factor < 0, code: `${Math.abs(factor) === 1 ? "" : `${Math.abs(factor)} * `}p[${JSON.stringify(names[i])}]` }]));
  const all = [...parts.filter(({ isMinus }) => !isMinus), ...(constant === 0 ? [] : [{ isMinus: constant! < 0, code: String(Math.abs(constant!)) }]), ...parts.filter(({ isMinus }) => isMinus)];
  const ordered = [...all.filter(({ isMinus }) => !isMinus), ...all.filter(({ isMinus }) => isMinus)];
  return ordered.map(({ isMinus, code }, i) => (i === 0 ? (isMinus ? `-${code}` : code) : `${isMinus ? " - " : " + "}${code}`)).join("");
}

/** Least squares by the normal equations, with Gauss–Jordan elimination; a column that follows from others gets 0. */
function solve(rows: readonly (readonly number[])[], values: readonly number[]): readonly number[] {
  const size = rows[0]!.length;
  const system = Array.from({ length: size }, (_, i) => [...Array.from({ length: size }, (_unused, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)), rows.reduce((sum, row, r) => sum + row[i]! * values[r]!, 0)]);
  for (let i = 0; i < size; i++) {
    const pivot = system.slice(i).reduce((best, row, at) => (Math.abs(row[i]!) > Math.abs(system[best]![i]!) ? i + at : best), i);
    [system[i], system[pivot]] = [system[pivot]!, system[i]!];
    if (Math.abs(system[i]![i]!) < 1e-9) continue;
    for (let r = 0; r < size; r++) {
      if (r === i) continue;
      const factor = system[r]![i]! / system[i]![i]!;
      for (let c = i; c <= size; c++) system[r]![c]! -= factor * system[i]![c]!;
    }
  }
  return system.map((row, i) => (Math.abs(row[i]!) < 1e-9 ? 0 : row[size]! / row[i]!));
}
