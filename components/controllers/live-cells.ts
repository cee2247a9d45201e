import type { Problem } from "../../src/base/problem.js";
import type { Registry } from "../../src/base/registry.js";
import type { Text } from "../../src/base/text.js";
import { codeComponent } from "../../src/notebook/call.js";
import type { CellElement, CellKind } from "../../src/notebook/cell-kind.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { NotebookGraph, paramsChange, type CellStatus } from "../../src/notebook/graph.js";
import { sameData } from "../../src/notebook/literal.js";
import { cellFactory } from "../base/cell-base.js";
import type { CellShape } from "../cell.js";
import type { Prose } from "../prose.js";
import "../prose.js";
import type { SourceMistake } from "../source-editor.js";
import type { CodeCells } from "./code-cells.js";
import { guard } from "./guard.js";
import { whenNear } from "./when-near.js";

/** Everything that a cell's frame shows; a new object when something in it changed. */
export interface CellView {
  readonly shape: CellShape;
  /** What it is called: "Training", "Text". */
  readonly name: Text;
  readonly isWide: boolean;
  readonly isProse: boolean;
  readonly content: HTMLElement | undefined;
  readonly problems: readonly Problem[];
  /** Problems of the source, with their places in it. */
  readonly mistakes: readonly SourceMistake[];
  /** What the content threw while drawing. */
  readonly failure: unknown;
}

export interface LiveCellsHost {
  /** Some view is new. */
  changed(): void;
  /** Some cell's value is new. */
  valueChanged(): void;
  /** A cell's form committed settings that its source does not say yet. */
  committed(id: number, params: Readonly<Record<string, unknown>>): void;
}

/** Components that are read better broad. */
const wideComponents: ReadonlySet<string> = new Set(["flow", "lossPlot", "attentionPlot", "compare", "sweep", "runs"]);
const names = {
  text: { en: "Text", "pt-BR": "Texto" },
  code: { en: "Code", "pt-BR": "Código" },
  import: { en: "Components", "pt-BR": "Componentes" },
  unknown: { en: "Unknown cell", "pt-BR": "Célula desconhecida" },
} as const satisfies Record<string, Text>;
const empty: CellView = { shape: { shows: "slot" }, name: names.text, isWide: false, isProse: false, content: undefined, problems: [], mistakes: [], failure: undefined };

/** The live side of a notebook: its graph, and for each cell what its frame shows. */
export class LiveCells {
  readonly #kinds: Registry<CellKind>;
  readonly #host: LiveCellsHost;
  readonly #notebook: string | undefined;
  readonly #graph: NotebookGraph;
  readonly #views = new Map<number, CellView>();
  readonly #prose = new Map<number, Prose>();
  readonly #watched = new WeakSet<CellElement>();
  #cells: ReadonlyMap<number, Cell> = new Map();
  /** Sources that the person wrote in this page's editor. */
  readonly #written = new Set<string>();
  #code: CodeCells | undefined;
  #isFetchingCode = false;
  readonly #codeIds = new Set<number>();

  /** @param notebook its key in this browser; absent where nothing is kept */
  constructor(kinds: Registry<CellKind>, host: LiveCellsHost, notebook?: string) {
    this.#notebook = notebook;
    this.#kinds = kinds;
    this.#host = host;
    this.#graph = new NotebookGraph({
      components: kinds.names,
      code: (source) => this.#code?.read(source),
      create: (component) => {
        if (component === codeComponent) return this.#code!.create();
        const kind = kinds.get(component)!;
        const element = cellFactory(kind)();
        if (kind.element) whenNear(element, kind.element);
        return element;
      },
    }, (id, status) => this.#show(id, status));
  }

  view(id: number): CellView { return this.#views.get(id) ?? empty; }

  /** The live element of a component's cell. */
  element(id: number): CellElement | undefined { return this.#graph.element(id); }

  /** The values of the live cells, in the order of the notebook. */
  *values(): Iterable<unknown> {
    for (const id of this.#cells.keys()) yield this.#graph.element(id)?.value;
  }

  update(document: NotebookDocument): void {
    this.#cells = new Map(document.cells.map((cell) => [cell.id, cell]));
    this.#graph.update(document);
    this.#followCode();
  }

  /** How many cells of code wait to be trusted. */
  get waitingCode(): number { return this.#code?.waiting ?? 0; }
  get firstCode(): number | undefined { return [...this.#cells.keys()].find((id) => this.#codeIds.has(id)); }
  trust(): void { this.#code?.trust(); }
  /** The person wrote this source here: if it is code, it is theirs. */
  wrote(source: string): void { this.#written.add(source); }

  /** The person cut or joined what stands here: where all of it may run, so may what comes of it. */
  rewrote(before: readonly string[], after: readonly string[]): void {
    const code = this.#code;
    if (code && before.every((source) => source.trim() === "" || code.allows(source))) for (const source of after) this.wrote(source);
  }

  /** What runs code, and asks before, comes with the first cell that holds any. */
  async #fetchCode(): Promise<void> {
    if (this.#isFetchingCode) return;
    this.#isFetchingCode = true;
    const module = await import("./code-cells.js").catch(() => undefined);
    // Offline it stays a text; the next change asks again.
    if (!module) { this.#isFetchingCode = false; return; }
    const { CodeCells } = module;
    this.#code = new CodeCells(this.#written, () => this.#host.changed());
    this.#graph.reread();
    this.#followCode();
  }
  #followCode(): void { void this.#code?.follow([...this.#cells.values()].filter(({ id }) => this.#codeIds.has(id)).map(({ source }) => source)); }

  dispose(): void { this.#graph.dispose(); }

  #show(id: number, status: CellStatus): void {
    if (status.kind === "live") this.#watch(id, status.element);
    if (status.kind === "live" && status.component === codeComponent) this.#codeIds.add(id);
    else this.#codeIds.delete(id);
    if (status.kind === "code" && this.#cells.get(id)?.type === "module") void this.#fetchCode();
    const old = this.#views.get(id);
    const view = { ...this.#viewOf(id, status), failure: undefined };
    this.#views.set(id, { ...view, failure: old && old.content === view.content ? old.failure : undefined });
    this.#host.changed();
  }

  #viewOf(id: number, status: CellStatus): Omit<CellView, "failure"> {
    const { problems } = status;
    switch (status.kind) {
      case "prose": return { ...empty, isProse: true, content: this.#proseOf(id, status), problems };
      case "empty": return { ...empty, isProse: this.#cells.get(id)?.type !== "module", shape: { shows: "empty" } };
      case "import": return { ...empty, name: names.import, shape: { shows: "import" }, problems };
      case "code": return { ...empty, name: names.code, shape: { shows: "code" }, ...located(problems) };
      case "unknown": return { ...empty, name: names.unknown, shape: { shows: "unknown" }, problems };
      case "live": return { ...this.#component(status.component), content: status.element, ...located(problems) };
      case "broken": return { ...this.#component(status.component), shape: { shows: "broken" }, ...located(problems) };
    }
  }
  #component(name: string): Omit<CellView, "failure"> {
    return { ...empty, name: name === codeComponent ? names.code : this.#kinds.get(name)?.title ?? names.unknown, isWide: wideComponents.has(name) };
  }

  #proseOf(id: number, { parts, values }: Extract<CellStatus, { kind: "prose" }>): Prose {
    let prose = this.#prose.get(id);
    if (!prose) this.#prose.set(id, (prose = document.createElement("at-prose") as Prose));
    // The same parts are the same object, so that the text is not set again for every new value.
    if (!sameData(prose.parts, parts)) prose.parts = parts;
    prose.scope = values;
    return prose;
  }

  #watch(id: number, element: CellElement): void {
    if (this.#watched.has(element)) return;
    this.#watched.add(element);
    // A cell whose element is still on its way finds its place when it is there.
    if (this.#notebook !== undefined && ("place" in element || !customElements.get(element.localName))) element.place = { notebook: this.#notebook, cell: id };
    guard(element, (failure) => {
      const view = this.#views.get(id);
      if (view?.content !== element) return;
      this.#views.set(id, { ...view, failure });
      this.#host.changed();
    });
    element.addEventListener("input", () => {
      const cell = this.#cells.get(id);
      const params = cell && this.#graph.element(id) === element ? paramsChange(cell, element) : undefined;
      if (params) this.#host.committed(id, params);
      this.#host.valueChanged();
    });
  }
}

/** Problems with a place in the source go under the editor, the others under the cell. */
function located(problems: readonly Problem[]): Pick<CellView, "problems" | "mistakes"> {
  const mistakes = problems.flatMap((problem): SourceMistake[] => {
    const [, line, column] = /^line (\d+), column (\d+)$/.exec(problem.path) ?? [];
    return line && column ? [{ problem, line: Number(line), column: Number(column) }] : [];
  });
  return { problems: problems.filter((problem) => !mistakes.some((mistake) => mistake.problem === problem)), mistakes };
}
