import { expect } from "@open-wc/testing";
import type { CellKind } from "../../../src/notebook/cell-kind.js";
import type { NotebookDocument } from "../../../src/notebook/document.js";
import { newCell } from "../../../src/notebook/edits/insert.js";
import { insertWithSettings, settingsOfInput } from "../../../src/notebook/edits/settings.js";
import { applyTransaction } from "../../../src/notebook/transaction.js";

const sources = [
  'import {dataset, hyperparameters, sweep} from "../components/index.js";',
  "const data = view(dataset({}));",
  'const hp = view(hyperparameters({preset: "first-notebook", filters: 8}, {data})); // ours',
  "const found = view(sweep({}, {hp, data}));",
  "flow({}, {data})",
];
const document = { title: "A", cells: sources.map((source, i) => newCell(i + 1, "module", source)) } as unknown as NotebookDocument;
const components = ["dataset", "hyperparameters", "sweep", "flow"];
const kind = { name: "hyperparameters", tag: "at-hyperparameters", title: { en: "Hyperparameters", "pt-BR": "Hiperparâmetros" }, inputs: { data: "data" }, yields: true } as unknown as CellKind;
const sourcesOf = ({ cells }: NotebookDocument): readonly string[] => cells.map(({ source }) => source);

describe("settings that a cell proposes", () => {
  it("become a cell below it, named and wired, in one change", () => {
    let id = 10;
    const after = applyTransaction(document, insertWithSettings(document, kind, { architecture: "cnn", filters: 12 }, 4, () => id++));
    expect(sourcesOf(after)).to.deep.equal([...sources.slice(0, 4), 'const hp2 = view(hyperparameters({architecture: "cnn", filters: 12}, {data}));', sources[4]]);
  });
  it("are written into the cell that it reads, which keeps what it had beside them", () => {
    const after = applyTransaction(document, settingsOfInput(document, 4, "hp", { filters: 12, learningRate: 0.003 }, components)!);
    expect(sourcesOf(after)[2]).to.equal('const hp = view(hyperparameters({preset: "first-notebook", filters: 12, learningRate: 0.003}, {data})); // ours');
    expect(sourcesOf(after).filter((_, i) => i !== 2)).to.deep.equal(sources.filter((_, i) => i !== 2));
  });
  it("are all that the cell then has, where they are a whole run's", () => {
    const after = applyTransaction(document, settingsOfInput(document, 4, "hp", { architecture: "cnn", filters: 12 }, components, true)!);
    expect(sourcesOf(after)[2]).to.equal('const hp = view(hyperparameters({filters: 12, architecture: "cnn"}, {data})); // ours');
  });
  it("go nowhere when it reads none", () => {
    expect(settingsOfInput(document, 5, "hp", { filters: 12 }, components)).to.equal(undefined);
  });
});
