import * as fc from "fast-check";
import { registry } from "../../../src/base/registry.js";
import { defineSchema } from "../../../src/hyperparameters/schema.js";
import type { CellKind } from "../../../src/notebook/cell-kind.js";
import type { Cell, NotebookDocument } from "../../../src/notebook/document.js";

const kindOf = (name: string, inputs: CellKind["inputs"], yields: boolean): CellKind => ({
  name, tag: `at-${name.toLowerCase()}`, title: { en: name, "pt-BR": name }, summary: { en: "", "pt-BR": "" }, schema: () => defineSchema({}), inputs, requires: [], yields,
});
export const kinds = registry<CellKind>("kinds", [kindOf("dataset", {}, true), kindOf("train", { data: "data" }, true), kindOf("lossPlot", { runs: "run[]" }, false)]);

export const cell = (id: number, type: string, source: string, rest: Partial<Cell> = {}): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {}, ...rest });
export const notebookOf = (...cells: readonly Cell[]): NotebookDocument => ({ title: "T", theme: "", readonly: false, cells });
export const prose = (id: number, source: string): Cell => cell(id, "text/markdown", source);
export const code = (id: number, source: string): Cell => cell(id, "module", source);
/** Ids that no cell of a notebook has had, from 100 on. */
export const freshIds = (): (() => number) => {
  let last = 99;
  return () => ++last;
};

/** Notebooks of texts, formulas, calls, imports, code, and sources that are hard to keep. */
export const notebooks: fc.Arbitrary<NotebookDocument> = fc.array(fc.record({
  written: fc.oneof(
    fc.constantFrom(
      ["text/markdown", "# A\n\nIt is ${data.size}, \\${data}."], ["text/markdown", "${tex.block`x^2`}"], ["text/markdown", ""], ["application/x-tex", "\\frac{a}{b}"], ["application/x-tex", ""],
      ["module", "import {dataset, train} from \"../components/index.js\";"], ["module", "const data = view(dataset({seed: 7}));"], ["module", "const run = view(train({}, {data}));"],
      ["module", "lossPlot({}, {runs: [run, run2]})"], ["module", "const x = 1;\nx + 1"], ["module", "train({"], ["application/x-other", "</script>\n<!-- a"],
    ),
    fc.tuple(fc.constantFrom("text/markdown", "module", "application/x-tex"), fc.string({ maxLength: 20 })),
  ),
  pinned: fc.boolean(), hidden: fc.boolean(), leading: fc.constantFrom(undefined, "<!-- kept -->"),
}), { maxLength: 7 }).map((cells) => notebookOf(...cells.map(({ written: [type, source], pinned, hidden, leading }, i) =>
  cell(i + 1, type!, source!, { pinned, hidden, ...(leading === undefined ? {} : { leading }) }))));
