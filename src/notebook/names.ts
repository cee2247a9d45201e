import { problem, type Problem } from "../base/problem.js";
import { nearestName } from "../base/registry.js";
import { textOf } from "../base/text.js";
import { readCell, type CellReading } from "./declarative.js";
import type { NotebookDocument } from "./document.js";

export type CellReadings = ReadonlyMap<number, CellReading>;

export const readCells = (document: NotebookDocument, components: readonly string[]): CellReadings => new Map(document.cells.map((cell) => [cell.id, readCell(cell, components)]));

/** Names that a notebook has without a cell giving them. */
const given: ReadonlySet<string> = new Set(["view", "display", "tex", "md", "html", "invalidation", "visibility"]);

/** What is wrong with the names of a notebook, by cell: given twice, known to nobody, in a circle, or of components that are not here. Cells without a problem are absent. */
export function checkNames(document: NotebookDocument, readings: CellReadings): ReadonlyMap<number, readonly Problem[]> {
  const found = new Map<number, Problem[]>();
  const add = (id: number, one: Problem): void => { found.set(id, [...(found.get(id) ?? []), one]); };
  const position = new Map(document.cells.map(({ id }, i) => [id, i + 1]));
  const givers = giversOf(document, readings);
  for (const { id } of document.cells) {
    const reading = readings.get(id)!;
    if (reading.kind === "unknown" || reading.kind === "broken") for (const one of reading.problems) add(id, one);
    for (const name of reading.defines) {
      const others = givers.get(name)!.filter((giver) => giver !== id);
      if (others.length > 0) add(id, twice(name, others.map((giver) => position.get(giver)!)));
      else if (reading.kind === "call" && given.has(name)) add(id, problem("name-taken", name, { expected: { en: "a name that the notebook does not use itself", "pt-BR": "um nome que o próprio notebook não use" }, received: name }));
    }
    // Code may mean a name of JavaScript's own.
    for (const name of reading.references) if (!givers.has(name) && !(reading.kind === "code" && name in globalThis)) add(id, nobody(name, [...givers.keys()]));
  }
  for (const circle of circlesOf(document, readings, givers)) for (const id of circle) add(id, inCircle(circle.map((one) => `${position.get(one)!}`), readings.get(id)!));
  return found;
}

/** The cells that give each name, in the order of the notebook. */
export function giversOf(document: NotebookDocument, readings: CellReadings): ReadonlyMap<string, readonly number[]> {
  const givers = new Map<string, number[]>();
  for (const { id } of document.cells) for (const name of readings.get(id)!.defines) givers.set(name, [...(givers.get(name) ?? []), id]);
  return givers;
}

/** Groups of cells that wait for each other, each in the order in which they do, beginning with the first in the notebook. */
export function circlesOf(document: NotebookDocument, readings: CellReadings, givers: ReadonlyMap<string, readonly number[]>): readonly (readonly number[])[] {
  const needs = (id: number): readonly number[] => readings.get(id)!.references.flatMap((name) => givers.get(name)?.[0] ?? []);
  const circles: (readonly number[])[] = [];
  const known = new Set<number>();
  for (const { id } of document.cells) {
    const path = known.has(id) ? undefined : pathTo(id, id, needs, new Set());
    if (!path) continue;
    circles.push(path);
    for (const one of path) known.add(one);
  }
  return circles;
}
/** The shortest way from one cell over the cells that it needs to another; undefined when there is none. */
function pathTo(from: number, to: number, needs: (id: number) => readonly number[], seen: Set<number>): readonly number[] | undefined {
  const ways: number[][] = [[from]];
  for (const way of ways) {
    for (const next of needs(way.at(-1)!)) {
      if (next === to) return way;
      if (!seen.has(next)) { seen.add(next); ways.push([...way, next]); }
    }
  }
  return undefined;
}

function twice(name: string, others: readonly number[]): Problem {
  return problem("defined-twice", name, {
    expected: { en: "a name that no other cell has", "pt-BR": "um nome que nenhuma outra célula tenha" },
    received: name,
    wayOut: textOf((locale) => {
      const list = new Intl.ListFormat(locale).format(others.map(String));
      if (locale === "en") return `${others.length === 1 ? "Cell" : "Cells"} ${list} ${others.length === 1 ? "has" : "have"} it too: rename one of them.`;
      return `${others.length === 1 ? "A célula" : "As células"} ${list} também ${others.length === 1 ? "tem" : "têm"} esse nome: mude um deles.`;
    }),
  });
}
function nobody(name: string, names: readonly string[]): Problem {
  const near = nearestName(name, names);
  return problem("not-defined", name, {
    expected: { en: "the name of another cell", "pt-BR": "o nome de outra célula" },
    received: name,
    wayOut: near
      ? { en: `Did you mean ${near}?`, "pt-BR": `Você quis dizer ${near}?` }
      : { en: `Give a cell this name: const ${name} = view(…).`, "pt-BR": `Dê esse nome a uma célula: const ${name} = view(…).` },
  });
}
function inCircle(positions: readonly string[], reading: CellReading): Problem {
  const name = reading.defines[0] ?? "";
  const isAlone = positions.length === 1;
  const way = [...positions, positions[0]!].join(" → ");
  return problem("circle", name, {
    expected: { en: "cells that do not wait for each other in a circle", "pt-BR": "células que não esperem umas pelas outras em círculo" },
    wayOut: isAlone
      ? { en: `Cell ${positions[0]!} waits for itself: take its own name out of its inputs.`, "pt-BR": `A célula ${positions[0]!} espera por si mesma: tire o nome dela das entradas.` }
      : { en: `Each waits for the next: ${way}. Take one of these names out of the inputs.`, "pt-BR": `Cada uma espera pela seguinte: ${way}. Tire um desses nomes das entradas.` },
  });
}

/** Names that cells call and no import cell brings: the page has them, but `notebooks build` would not. */
export function missingImports(document: NotebookDocument, readings: CellReadings): readonly string[] {
  const brought = new Set([...readings.values()].flatMap((reading) => (reading.kind === "import" ? reading.defines : [])));
  const needed = document.cells.flatMap(({ id, type }) => {
    const reading = readings.get(id)!;
    if (reading.kind === "call") return [reading.call.component];
    return type === "application/x-tex" || (reading.kind === "prose" && reading.prose.parts.some(({ kind }) => kind === "tex")) ? ["tex"] : [];
  });
  return [...new Set(needed)].filter((name) => !brought.has(name));
}
