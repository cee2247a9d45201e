import { namesOf, type Call } from "./call.js";
import type { CellReading } from "./declarative.js";
import type { NotebookDocument } from "./document.js";
import { circlesOf, giversOf, type CellReadings } from "./names.js";
import { sameData } from "./literal.js";

/** Which calls are live and whose value each name stands for. */
export interface Wiring {
  readonly calls: ReadonlyMap<number, Call>;
  readonly owners: ReadonlyMap<string, number>;
  /** For each cell, the cells that it reads, by name; names that would close a circle are left out. */
  readonly sources: ReadonlyMap<number, ReadonlyMap<string, number>>;
}
export const noWiring: Wiring = { calls: new Map(), owners: new Map(), sources: new Map() };

/**
 * Decides what is live, so that a mistake disturbs as little as can be: a cell whose edit is broken or closes a circle keeps
 * its last good call, and a name given twice stays with the cell that had it.
 */
export function wire(document: NotebookDocument, readings: CellReadings, last: Wiring): Wiring {
  const calls = new Map<number, Call>();
  for (const { id } of document.cells) {
    const reading = readings.get(id)!;
    const kept = last.calls.get(id);
    if (reading.kind === "call") calls.set(id, reading.call);
    else if (reading.kind === "code" && reading.call) calls.set(id, reading.call);
    else if (kept && isSlip(reading)) calls.set(id, kept);
  }
  for (const id of circlesIn(document, readings, calls).flat()) {
    const kept = last.calls.get(id);
    if (kept && !sameData(kept.inputs, calls.get(id)?.inputs)) calls.set(id, kept);
  }
  const circles = circlesIn(document, readings, calls);
  const effective = effectiveReadings(document, readings, calls);
  const owners = new Map<string, number>();
  for (const [name, givers] of giversOf(document, effective)) {
    const live = givers.filter((id) => calls.has(id));
    const before = last.owners.get(name);
    const owner = before !== undefined && live.includes(before) ? before : live[0];
    if (owner !== undefined) owners.set(name, owner);
  }
  const sources = new Map(document.cells.map(({ id }) => {
    const circle = circles.find((one) => one.includes(id)) ?? [];
    const known = effective.get(id)!.references.flatMap((name): [string, number][] => {
      const owner = owners.get(name);
      return owner === undefined || circle.includes(owner) || owner === id ? [] : [[name, owner]];
    });
    return [id, new Map(known)];
  }));
  return { calls, owners, sources };
}

/** A mistake in what begins as a call, which the last good state outlives. */
const isSlip = (reading: CellReading): boolean => reading.kind === "broken" || (reading.kind === "code" && reading.reason !== undefined);

const circlesIn = (document: NotebookDocument, readings: CellReadings, calls: ReadonlyMap<number, Call>): readonly (readonly number[])[] => {
  const effective = effectiveReadings(document, readings, calls);
  return circlesOf(document, effective, giversOf(document, effective));
};

/** The readings as if every cell were written as the call that is live for it. */
function effectiveReadings(document: NotebookDocument, readings: CellReadings, calls: ReadonlyMap<number, Call>): CellReadings {
  return new Map(document.cells.map(({ id }) => {
    const call = calls.get(id);
    const reading = readings.get(id)!;
    if (!call) return [id, reading];
    return [id, { kind: "call", call, defines: namesOf(call), references: [...new Set(Object.values(call.inputs).flat())] }];
  }));
}
