import type { Problem } from "../../src/base/problem.js";
import type { Registry } from "../../src/base/registry.js";
import type { Text } from "../../src/base/text.js";
import type { CellElement, CellKind } from "../../src/notebook/cell-kind.js";
import { readCell, type CellReading } from "../../src/notebook/declarative.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { rewriteSettings } from "../../src/notebook/rewrite.js";
import type { CellShape } from "../cell.js";
import type { Prose } from "../prose.js";
import "../prose.js";
import type { SourceMistake } from "../source-editor.js";
import { guard } from "./guard.js";

/** Everything that a cell's frame shows. */
export interface CellView {
  readonly shape: CellShape;
  readonly name: Text;
  readonly wide: boolean;
  readonly isProse: boolean;
  readonly content: HTMLElement | undefined;
  readonly problems: readonly Problem[];
  readonly mistakes: readonly SourceMistake[];
  readonly failure: unknown;
}

/** Components that are read better broad. */
const wideKinds: ReadonlySet<string> = new Set(["flow", "lossPlot", "attentionPlot"]);

interface Live {
  reading: CellReading;
  source: string;
  element: CellElement | undefined;
  prose: Prose | undefined;
  view: CellView;
  stop(): void;
}

export interface LiveCellsHost {
  changed(): void;
  valueChanged(): void;
  settled(id: number, source: string, names: readonly string[]): void;
}

export class LiveCells {
  readonly #kinds: Registry<CellKind>;
  readonly #host: LiveCellsHost;
  readonly #cells = new Map<number, Live>();
  constructor(kinds: Registry<CellKind>, host: LiveCellsHost) { this.#kinds = kinds; this.#host = host; }
  view(id: number): CellView { return this.#cells.get(id)!.view; }
  *values(): Iterable<unknown> { for (const { element } of this.#cells.values()) if (element) yield element.value; }
  update(document: NotebookDocument): void {
    for (const cell of document.cells) this.#updateCell(cell);
    this.#spread();
  }
  dispose(): void { for (const { element, stop } of this.#cells.values()) { stop(); element?.dispose?.(); } }
  #updateCell(cell: Cell): void {
    const old = this.#cells.get(cell.id);
    if (old && old.source === cell.source && old.reading) return;
    const reading = readCell(cell, this.#kinds.names);
    const live: Live = old ?? { reading, source: cell.source, element: undefined, prose: undefined, view: undefined as unknown as CellView, stop: () => undefined };
    live.reading = reading;
    live.source = cell.source;
    this.#cells.set(cell.id, live);
    let shape: CellShape = { shows: "slot" };
    let name: Text = { en: "Code", "pt-BR": "Código" };
    let mistakes: readonly SourceMistake[] = [];
    let wide = false;
    let problems: readonly Problem[] = [];
    switch (reading.kind) {
      case "empty": name = { en: "Empty", "pt-BR": "Vazia" }; break;
      case "prose": {
        name = { en: "Text", "pt-BR": "Texto" };
        live.prose ??= document.createElement("at-prose") as Prose;
        live.prose.parts = reading.prose.parts;
        problems = reading.prose.problems;
        break;
      }
      case "import": shape = { shows: "import" }; name = { en: "Components", "pt-BR": "Componentes" }; break;
      case "code": shape = { shows: "code" }; if (reading.reason) problems = [reading.reason]; break;
      case "unknown": shape = { shows: "unknown", name: reading.component ?? reading.type ?? "" }; problems = reading.problems; break;
      case "broken": {
        const kind = this.#kinds.get(reading.component);
        if (kind) name = kind.title;
        wide = wideKinds.has(reading.component);
        shape = live.element ? { shows: "slot" } : { shows: "broken" };
        mistakes = reading.problems.map((problem) => ({ problem, line: reading.place.line, column: reading.place.column }));
        break;
      }
      case "call": {
        const kind = this.#kinds.get(reading.call.component)!;
        name = kind.title;
        wide = wideKinds.has(kind.name);
        if (live.element?.localName !== kind.tag) { live.stop(); live.element?.dispose?.(); this.#make(cell.id, live, kind); }
        live.element!.params = reading.call.params;
        break;
      }
    }
    live.view = { shape, name, wide, isProse: reading.kind === "prose" || cell.type !== "module", content: shape.shows === "slot" ? live.element ?? live.prose : undefined, problems, mistakes, failure: undefined };
  }
  #make(id: number, live: Live, kind: CellKind): void {
    const element = document.createElement(kind.tag) as CellElement;
    live.element = element;
    guard(element, (failure) => { live.view = { ...live.view, failure }; this.#host.changed(); });
    const listen = (): void => {
      if (live.reading.kind === "call") {
        const source = rewriteSettings(live.source, element.params);
        if (source !== live.source) {
          const before = live.reading.call.params;
          this.#host.settled(id, source, Object.keys(element.params).filter((key) => element.params[key] !== before[key]));
        }
      }
      this.#host.valueChanged();
      this.#spread();
    };
    element.addEventListener("input", listen);
    live.stop = () => element.removeEventListener("input", listen);
  }
  #spread(): void {
    const values: Record<string, unknown> = {};
    for (const { reading, element } of this.#cells.values()) if (reading.kind === "call" && element && reading.call.name) values[reading.call.name] = element.value;
    for (const { reading, element, prose } of this.#cells.values()) {
      if (reading.kind === "prose") prose!.scope = values;
      if (reading.kind !== "call" || !element) continue;
      const inputs = Object.fromEntries(Object.entries(reading.call.inputs).map(([name, of]) => [name, Array.isArray(of) ? of.map((one: string) => values[one]) : values[of as string]]));
      if (Object.keys(inputs).some((key) => JSON.stringify(inputs[key]) !== JSON.stringify(element.inputs[key]))) element.inputs = inputs;
    }
  }
}

