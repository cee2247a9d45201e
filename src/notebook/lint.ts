import type { Problem } from "../base/problem.js";
import { readValues } from "../hyperparameters/schema.js";
import type { Vocabulary } from "./completion.js";
import { readCell } from "./declarative.js";

/** A problem with where it stands in the source, in UTF-16 units. */
export interface Flaw { readonly start: number; readonly end: number; readonly problem: Problem }

/** What is wrong with the source of a component's cell as it is typed: its form, its settings, the names that it reads. */
export function flawsOf(source: string, { kinds, cells }: Vocabulary): readonly Flaw[] {
  const reading = readCell({ type: "module", source }, kinds.names);
  if (reading.kind === "broken") return reading.problems.map((problem) => ({ start: reading.place.start, end: Math.max(reading.place.end, reading.place.start), problem }));
  if (reading.kind === "unknown" && reading.component !== undefined) {
    const start = source.indexOf(reading.component);
    return reading.problems.map((problem) => ({ start, end: start + reading.component!.length, problem }));
  }
  if (reading.kind !== "call") return [];
  const { call } = reading;
  const { problems } = readValues(kinds.get(call.component)!.schema(call.params), call.params);
  const settings = problems.map((problem): Flaw => {
    const entry = call.settings?.entries?.find(({ name }) => name === problem.path);
    return { start: entry?.keyStart ?? call.open, end: entry?.node.end ?? call.open, problem };
  });
  const from = call.settings?.end ?? call.open;
  const names = reading.references.filter((name) => !cells.has(name)).map((name): Flaw => {
    const found = new RegExp(`(?<![\\p{ID_Continue}$])${name.replace(/\$/g, "\\$")}(?![\\p{ID_Continue}$]|\\s*:)`, "u").exec(source.slice(from));
    const start = from + (found?.index ?? 0);
    return {
      start, end: start + name.length,
      problem: { code: "not-defined", path: name, message: { en: `${name}: expected the name of another cell.`, "pt-BR": `${name}: esperado: o nome de outra célula.` } },
    };
  });
  return [...settings, ...names];
}
