import { Runtime, type Module, type Variable } from "@observablehq/runtime";
import { problem, type Problem } from "../base/problem.js";
import { callOfCode, namesOf, notACell, type Call, type InputReference } from "./call.js";
import type { CodeReading } from "./code.js";
import type { CellElement } from "./cell-kind.js";
import { readCell, type CellReading } from "./declarative.js";
import type { Cell, NotebookDocument } from "./document.js";
import { sameData } from "./literal.js";
import { checkNames } from "./names.js";
import { valueAt, type ProsePart } from "./template.js";
import { changedSettings } from "./transaction.js";
import { noWiring, wire, type Wiring } from "./wiring.js";

/** Where the components come from; the graph knows none itself. */
export interface GraphHost {
  readonly components: readonly string[];
  create(component: string): CellElement;
  /** Reads code that a cell holds, where the page can run code; undefined as long as it cannot. Nothing is run by reading. */
  readonly code?: (source: string) => CodeReading | Problem | undefined;
}

/** What a page shows for a cell. Problems stand beside it, whatever it is. */
export type CellStatus = { readonly problems: readonly Problem[] } & (
  | { readonly kind: "empty" | "import" | "code" }
  | { readonly kind: "prose"; readonly parts: readonly ProsePart[]; readonly values: Readonly<Record<string, unknown>> }
  /** Also when its source is broken now: the last good state stays live. */
  | { readonly kind: "live"; readonly component: string; readonly element: CellElement }
  | { readonly kind: "unknown"; readonly component?: string; readonly type?: string }
  | { readonly kind: "broken"; readonly component: string }
);

interface Wires {
  readonly key: string;
  /** Hands a cell's inputs on. */
  readonly feed: Variable;
  /** Holds a cell's value. */
  readonly value: Variable | undefined;
}

/**
 * The cells of a document as a live graph: settings and inputs go down to elements, values come up from them, and prose shows them.
 * Nothing is evaluated. Names stand only for cells: a name that no cell gives is undefined, whatever the page's globals are.
 * Values are pushed by `input` events and handed on once a frame, the last one right.
 */
export class NotebookGraph {
  readonly #host: GraphHost;
  readonly #onStatus: (cellId: number, status: CellStatus) => void;
  readonly #runtime = new Runtime({}, () => undefined);
  readonly #module: Module = this.#runtime.module();
  /** Every element of the session by cell and component, those of deleted cells too: they come back with undo. */
  readonly #elements = new Map<string, CellElement>();
  readonly #nodes = new Map<number, Wires>();
  readonly #statuses = new Map<number, CellStatus>();
  readonly #failures = new Map<CellElement, Problem>();
  /** Values as last read: an element is asked only when it may have a new one. */
  readonly #values = new WeakMap<CellElement, unknown>();
  #readings = new WeakMap<Cell, CellReading>();
  #document: NotebookDocument | undefined;
  #wiring: Wiring = noWiring;
  #problems: ReadonlyMap<number, readonly Problem[]> = new Map();
  #isDisposed = false;

  constructor(host: GraphHost, onStatus: (cellId: number, status: CellStatus) => void) {
    this.#host = host;
    this.#onStatus = onStatus;
  }

  /** The live element of a cell; undefined when it has none. */
  element(cellId: number): CellElement | undefined {
    const call = this.#wiring.calls.get(cellId);
    return call && this.#elements.get(keyOf(cellId, call));
  }

  /** Makes the graph that of `document`. Elements stay the same over edits, moves and undo. */
  update(document: NotebookDocument): void {
    if (this.#isDisposed) return;
    this.#document = document;
    const readings = new Map(document.cells.map((cell) => [cell.id, this.#read(cell)]));
    this.#problems = checkNames(document, readings);
    this.#wiring = wire(document, readings, this.#wiring);
    for (const [id, call] of this.#wiring.calls) this.#settle(id, call);
    // All in one tick, so that no cell sees another one missing for a moment.
    const here = new Set(document.cells.map(({ id }) => id));
    for (const [id, node] of this.#nodes) if (!here.has(id)) this.#remove(id, node);
    for (const { id } of document.cells) this.#define(id, readings.get(id)!);
    for (const id of this.#statuses.keys()) if (!here.has(id)) this.#statuses.delete(id);
    for (const { id } of document.cells) this.#report(id);
  }

  /** Reads every cell again: what the page can do with code has changed. */
  reread(): void {
    this.#readings = new WeakMap();
    if (this.#document) this.update(this.#document);
  }

  /** Ends the session: every element is told to free what it holds. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#runtime.dispose();
    for (const element of this.#elements.values()) attempt(() => element.dispose?.());
    this.#elements.clear();
  }

  #read(cell: Cell): CellReading {
    let reading = this.#readings.get(cell);
    if (!reading) this.#readings.set(cell, (reading = withCode(cell, readCell(cell, this.#host.components), this.#host.code)));
    return reading;
  }

  /** Gives a cell its element, and the element its settings. */
  #settle(id: number, call: Call): void {
    const key = keyOf(id, call);
    let element = this.#elements.get(key);
    if (!element) {
      const created = attempt(() => this.#host.create(call.component));
      if (!created) return;
      this.#elements.set(key, (element = created));
      created.addEventListener("input", () => this.#refresh(id, created));
    }
    const own = element;
    if (!sameData(own.params, call.params)) {
      // An element that failed is given everything again.
      const wires = this.#failures.has(own) ? this.#nodes.get(id) : undefined;
      if (wires) this.#remove(id, wires);
      this.#contain(own, call.component, () => { own.params = call.params; });
    }
    this.#refresh(id, own);
  }

  #define(id: number, reading: CellReading): void {
    const sources = this.#wiring.sources.get(id)!;
    const call = this.#wiring.calls.get(id);
    const element = this.element(id);
    const old = this.#nodes.get(id);
    if ((!call || !element) && reading.kind !== "prose") {
      if (old) this.#remove(id, old);
      return;
    }
    const key = JSON.stringify([call && keyOf(id, call), call?.inputs, call?.isView, [...sources]]);
    if (old?.key === key) return;
    if (old) this.#remove(id, old);
    const inputs = [...new Set(sources.values())];
    const feed = this.#module.variable(true).define(`feed ${id}`, inputs.map((source) => `value ${source}`), () => { this.#feed(id); });
    const value = element ? this.#module.variable(false).define(`value ${id}`, [`feed ${id}`], () => this.#valueOf(id)) : undefined;
    this.#nodes.set(id, { key, feed, value });
  }
  #remove(id: number, { feed, value }: Wires): void {
    value?.delete();
    feed.delete();
    this.#nodes.delete(id);
  }

  /** Hands a cell what it reads, if anything in it is new. */
  #feed(id: number): void {
    const call = this.#wiring.calls.get(id);
    const element = this.element(id);
    if (!call || !element) { this.#report(id); return; }
    const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, reference]) => [name, this.#resolve(id, reference)]));
    if (sameInputs(element.inputs, inputs)) return;
    this.#fed = id;
    this.#contain(element, call.component, () => { element.inputs = inputs; });
    this.#refresh(id, element);
    this.#fed = undefined;
  }
  #resolve(id: number, reference: InputReference): unknown {
    // A list holds what is there already.
    if (typeof reference !== "string") return reference.map((name) => this.#resolve(id, name)).filter((value) => value !== undefined);
    const source = this.#wiring.sources.get(id)?.get(reference);
    if (source === undefined) return this.#wiring.calls.get(id)?.outputs && !this.#isGiven(reference) ? notACell : undefined;
    return this.#valueOf(source, reference);
  }
  /** Whether some cell gives a name, though it may have no value now. */
  #isGiven(name: string): boolean { return this.#document!.cells.some((cell) => this.#read(cell).defines.includes(name)); }
  /** @param name of a cell that gives several: which */
  #valueOf(id: number, name?: string): unknown {
    const call = this.#wiring.calls.get(id);
    const element = this.element(id);
    if (!call || !element) return undefined;
    const value = call.isView ? this.#values.get(element) : element;
    return call.outputs && name !== undefined ? valueAt(value, [name]) : value;
  }

  /** The cell that is being fed: its own value is computed behind that, in the same frame. */
  #fed: number | undefined;
  /** An element's value may be new: the cells that read it are fed at the next frame, once, however often it changes. */
  #refresh(id: number, element: CellElement): void {
    if (this.#isDisposed) return;
    const value = attempt(() => element.value);
    if (this.#values.has(element) && Object.is(this.#values.get(element), value)) return;
    this.#values.set(element, value);
    if (id !== this.#fed && this.element(id) === element) this.#nodes.get(id)?.value?.define(`value ${id}`, [`feed ${id}`], () => this.#valueOf(id));
  }

  /** Runs what an element does with what it is given; what it throws stays in its cell. */
  #contain(element: CellElement, component: string, action: () => void): void {
    try {
      action();
      this.#failures.delete(element);
    } catch (error) {
      this.#failures.set(element, failure(component, error));
    }
    for (const [id] of this.#nodes) if (this.element(id) === element) this.#report(id);
  }

  #report(id: number): void {
    const cell = this.#document?.cells.find((one) => one.id === id);
    if (!cell) return;
    const status = this.#statusOf(cell);
    if (sameStatus(this.#statuses.get(id), status)) return;
    this.#statuses.set(id, status);
    this.#onStatus(id, status);
  }
  #statusOf(cell: Cell): CellStatus {
    const reading = this.#read(cell);
    const element = this.element(cell.id);
    const failed = element && this.#failures.get(element);
    const problems = [...(this.#problems.get(cell.id) ?? []), ...(reading.kind === "code" ? [...(reading.reason ? [reading.reason] : []), ...(reading.problems ?? [])] : []), ...(failed ? [failed] : [])];
    const call = this.#wiring.calls.get(cell.id);
    if (call) return element ? { kind: "live", component: call.component, element, problems } : { kind: "broken", component: call.component, problems: [...problems, failure(call.component, undefined)] };
    switch (reading.kind) {
      case "prose": return { kind: "prose", parts: reading.prose.parts, values: Object.fromEntries(reading.references.map((name) => [name, this.#resolve(cell.id, name)])), problems: [...problems, ...reading.prose.problems] };
      case "unknown": return { kind: "unknown", ...(reading.component === undefined ? {} : { component: reading.component }), ...(reading.type === undefined ? {} : { type: reading.type }), problems };
      case "broken": return { kind: "broken", component: reading.component, problems };
      case "call": return { kind: "broken", component: reading.call.component, problems };
      default: return { kind: reading.kind, problems };
    }
  }
}

/** The settings to write into a cell's source because its element has others; undefined when they agree, or when the source cannot hold them now. */
export function paramsChange(cell: Cell, element: CellElement): Readonly<Record<string, unknown>> | undefined {
  const reading = readCell(cell, [element.localName]);
  const holdsCall = reading.kind === "call" || (reading.kind === "unknown" && reading.component !== undefined);
  return holdsCall && changedSettings(cell.source, element.params).length > 0 ? element.params : undefined;
}

/** Code that this page can run, as the call that runs it. */
function withCode(cell: Cell, reading: CellReading, read: GraphHost["code"]): CellReading {
  if (reading.kind !== "code" || reading.reason || cell.type !== "module") return reading;
  const code = read?.(cell.source);
  if (!code) return reading;
  if ("message" in code) return { ...reading, problems: [code] };
  const call = callOfCode({ ...code });
  return { ...reading, call, defines: namesOf(call), references: code.references };
}

const keyOf = (id: number, { component }: Call): string => `${id}/${component}`;

function attempt<T>(action: () => T): T | undefined {
  try { return action(); } catch { return undefined; }
}

const failure = (component: string, error: unknown): Problem => problem("cell-failed", component, {
  expected: { en: "the cell to work with these settings and inputs", "pt-BR": "que a célula funcionasse com estas configurações e entradas" },
  ...(error === undefined ? {} : { received: error instanceof Error ? error.message : String(error) }),
  wayOut: { en: "This is our mistake. The rest of the notebook goes on, and nothing was lost.", "pt-BR": "O erro é nosso. O resto do notebook continua, e nada se perdeu." },
});

/** Whether two sets of inputs hold the very same values, lists compared item by item. */
function sameInputs(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && sameItems(a[name], b[name]));
}
const sameItems = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => Object.is(item, b[i])));

function sameStatus(a: CellStatus | undefined, b: CellStatus): boolean {
  if (a?.kind !== b.kind || !sameData(a.problems, b.problems)) return false;
  if (a.kind === "live" && b.kind === "live") return a.element === b.element;
  if (a.kind === "prose" && b.kind === "prose") return sameData(a.parts, b.parts) && sameInputs(a.values, b.values);
  if (a.kind === "unknown" && b.kind === "unknown") return a.component === b.component && a.type === b.type;
  return a.kind !== "broken" || (b.kind === "broken" && a.component === b.component);
}
