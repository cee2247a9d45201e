import { expect, nextFrame } from "@open-wc/testing";
import { sentence } from "../../src/base/problem.js";
import type { CellElement, CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { NotebookGraph, paramsChange, type CellStatus } from "../../src/notebook/graph.js";

type Settings = Readonly<Record<string, unknown>>;
/** A small component: its value is its settings and what it reads; it counts how often it is given anything. */
class Probe extends HTMLElement implements CellElement {
  #params: Settings = {};
  #inputs: Settings = {};
  #value: unknown;
  fed: Settings[] = [];
  disposed = 0;
  get params(): Settings { return this.#params; }
  set params(to: Settings) {
    if (to.fail === "params") throw new Error("no such settings");
    this.#params = to;
    this.#value = { params: to };
  }
  get inputs(): Settings { return this.#inputs; }
  set inputs(to: Settings) {
    if (this.#params.fail === "inputs") throw new Error("no such inputs");
    this.#inputs = to;
    this.fed.push(to);
    if (this.localName === "test-relay") this.#value = { ...to, relayed: true };
  }
  get value(): unknown { return this.#value; }
  push(value: unknown): void {
    this.#value = value;
    this.dispatchEvent(new Event("input"));
  }
  snapshot(): Promise<CellSnapshot> { return Promise.resolve({ mime: {}, alt: "" }); }
  dispose(): void { this.disposed++; }
}
customElements.define("test-source", class extends Probe {});
customElements.define("test-relay", class extends Probe {});

const host = { components: ["source", "relay"], create: (component: string) => document.createElement(`test-${component}`) as Probe };
const cell = (id: number, source: string, type = "module"): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {} });
const notebook = (...cells: readonly Cell[]): NotebookDocument => ({ title: "", theme: "", readonly: false, cells });
/** Enough frames for a change to go down a chain of three cells. */
const settled = async (): Promise<void> => { for (let i = 0; i < 6; i++) await nextFrame(); };

function make() {
  const statuses = new Map<number, CellStatus>();
  const log: number[] = [];
  const graph = new NotebookGraph(host, (id, status) => { statuses.set(id, status); log.push(id); });
  const probe = (id: number): Probe => graph.element(id) as Probe;
  const problems = (id: number): readonly string[] => statuses.get(id)!.problems.map((one) => sentence(one, "en"));
  return { graph, statuses, log, probe, problems };
}

describe("the notebook's graph", () => {
  it("gives every cell its settings and the values of the cells that it names", async () => {
    const { graph, probe, statuses } = make();
    graph.update(notebook(cell(1, "relay({x: 1}, {a, all: [a, b]})"), cell(2, "const a = view(source({n: 1}))"), cell(3, "const b = view(source({n: 2}))"), cell(4, "# ${a.params.n} ${a}", "text/markdown"), cell(5, "import {source} from './x.js'"), cell(6, "alert(1)"), cell(7, "", "module")));
    await settled();
    expect(probe(1).params).to.deep.equal({ x: 1 });
    expect(probe(1).inputs).to.deep.equal({ a: { params: { n: 1 } }, all: [{ params: { n: 1 } }, { params: { n: 2 } }] });
    expect([...statuses.values()].map(({ kind }) => kind)).to.deep.equal(["live", "live", "live", "prose", "import", "code", "empty"]);
    expect(statuses.get(4)).to.deep.include({ values: { a: { params: { n: 1 } } } });
  });
  it("hands new values down a chain, to prose too, and nothing to those whose inputs are the same", async () => {
    const { graph, probe, statuses } = make();
    graph.update(notebook(cell(1, "const a = view(source())"), cell(2, "const b = view(relay({}, {a}))"), cell(3, "relay({}, {b})"), cell(4, "source({}, {c})"), cell(5, "${b.relayed} ${a.now}", "text/markdown"), cell(6, "const c = view(source())")));
    await settled();
    const before = probe(4).fed.length;
    probe(1).push({ now: 1 });
    await settled();
    expect(probe(3).inputs).to.deep.equal({ b: { a: { now: 1 }, relayed: true } });
    expect(statuses.get(5)).to.deep.include({ values: { a: { now: 1 }, b: { a: { now: 1 }, relayed: true } } });
    expect(probe(4).fed.length).to.equal(before);
  });
  it("sets new settings without touching anything else", async () => {
    const { graph, probe, log } = make();
    graph.update(notebook(cell(1, "const a = view(source({n: 1}))"), cell(2, "relay({}, {a})")));
    await settled();
    const [source, relay] = [probe(1), probe(2)];
    log.length = 0;
    graph.update(notebook(cell(1, "const a = view(source({n: 2}))"), cell(2, "relay({}, {a})")));
    await settled();
    expect([probe(1), probe(2)]).to.deep.equal([source, relay]);
    expect(relay.fed.at(-1)).to.deep.equal({ a: { params: { n: 2 } } });
    expect(log).to.deep.equal([]);
  });
  it("keeps the last good state beside the problem while an edit is broken", async () => {
    const { graph, probe, problems, statuses } = make();
    graph.update(notebook(cell(1, "const a = view(source({n: 1}))"), cell(2, "relay({}, {a})")));
    await settled();
    const source = probe(1);
    for (const [broken, said] of [["const a = view(source({n: }))", "line 1, column 27: expected a value"], ["const a = view(source({n: 1 + 1}))", 'line 1, column 29: expected "," or "}", received "+".']] as const) {
      graph.update(notebook(cell(1, broken), cell(2, "relay({}, {a})")));
      await settled();
      expect(problems(1)[0]).to.include(said);
      expect([probe(1), statuses.get(1)!.kind, probe(2).inputs]).to.deep.equal([source, "live", { a: { params: { n: 1 } } }]);
    }
    graph.update(notebook(cell(1, "const a = view(source({n: 3}))"), cell(2, "relay({}, {a})")));
    await settled();
    expect([probe(1), problems(1), probe(2).inputs]).to.deep.equal([source, [], { a: { params: { n: 3 } } }]);
  });
  it("is broken when it never was good", () => {
    const { graph, statuses } = make();
    graph.update(notebook(cell(1, "source({n: })"), cell(2, "sorce({})")));
    expect([statuses.get(1)!.kind, statuses.get(2)!.kind]).to.deep.equal(["broken", "unknown"]);
  });
  it("keeps an element over deletion and undo, and gives a new cell a new one", async () => {
    const { graph, probe } = make();
    const both = notebook(cell(1, "const a = view(source())"), cell(2, "relay({}, {a})"));
    graph.update(both);
    await settled();
    const source = probe(1);
    source.push({ trained: true });
    graph.update(notebook(cell(2, "relay({}, {a})")));
    await settled();
    expect([graph.element(1), probe(2).inputs]).to.deep.equal([undefined, { a: undefined }]);
    graph.update(notebook(cell(2, "relay({}, {a})"), cell(1, "const a = view(source())")));
    await settled();
    expect([probe(1), probe(2).inputs]).to.deep.equal([source, { a: { trained: true } }]);
    graph.update(notebook(cell(2, "relay({}, {a})"), cell(3, "const a = view(source())")));
    await settled();
    expect(probe(3)).not.to.equal(source);
  });
  it("keeps the element of each component that a cell was", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "source()")));
    const first = probe(1);
    graph.update(notebook(cell(1, "relay()")));
    expect(probe(1).localName).to.equal("test-relay");
    graph.update(notebook(cell(1, "source()")));
    expect(probe(1)).to.equal(first);
  });
  it("does not let a second cell of the same name take it from the first", async () => {
    const { graph, probe, problems } = make();
    const reader = cell(9, "relay({}, {a})");
    graph.update(notebook(cell(2, "const a = view(source({n: 2}))"), reader));
    graph.update(notebook(cell(1, "const a = view(source({n: 1}))"), cell(2, "const a = view(source({n: 2}))"), reader));
    await settled();
    expect(probe(9).inputs).to.deep.equal({ a: { params: { n: 2 } } });
    expect([problems(1), problems(2)]).to.deep.equal([
      ['a: expected a name that no other cell has, received "a". Cell 2 has it too: rename one of them.'],
      ['a: expected a name that no other cell has, received "a". Cell 1 has it too: rename one of them.'],
    ]);
  });
  it("keeps an edit that closes a circle out, and says who waits for whom", async () => {
    const { graph, probe, problems } = make();
    graph.update(notebook(cell(1, "const a = view(source())"), cell(2, "const b = view(relay({}, {a}))"), cell(3, "relay({}, {b})")));
    await settled();
    graph.update(notebook(cell(1, "const a = view(relay({}, {b}))"), cell(2, "const b = view(relay({}, {a}))"), cell(3, "relay({}, {b})")));
    probe(1).push({ goes: "on" });
    await settled();
    expect(probe(3).inputs).to.deep.equal({ b: { a: { goes: "on" }, relayed: true } });
    expect(problems(1)).to.deep.equal(["a: expected cells that do not wait for each other in a circle. Each waits for the next: 1 → 2 → 1. Take one of these names out of the inputs."]);
  });
  it("opens a notebook with a circle: each cell gets what it can", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "const a = view(relay({}, {b, c}))"), cell(2, "const b = view(relay({}, {a}))"), cell(3, "const c = view(source({n: 1}))")));
    await settled();
    expect([probe(1).inputs, probe(2).inputs]).to.deep.equal([{ b: undefined, c: { params: { n: 1 } } }, { a: undefined }]);
  });
  it("holds what an element throws in its cell, and gives the others what there is", async () => {
    const { graph, probe, problems } = make();
    graph.update(notebook(cell(1, "const a = view(source({fail: 'inputs'}, {b}))"), cell(2, "const b = view(source({n: 1}))"), cell(3, "relay({}, {a, b})"), cell(4, "source({fail: 'params'})")));
    await settled();
    expect(problems(1)).to.deep.equal(['source: expected the cell to work with these settings and inputs, received "no such inputs". This is our mistake. The rest of the notebook goes on, and nothing was lost.']);
    expect(problems(4)).to.deep.equal(['source: expected the cell to work with these settings and inputs, received "no such settings". This is our mistake. The rest of the notebook goes on, and nothing was lost.']);
    expect(probe(3).inputs).to.deep.equal({ a: { params: { fail: "inputs" } }, b: { params: { n: 1 } } });
    graph.update(notebook(cell(1, "const a = view(source({}, {b}))"), cell(2, "const b = view(source({n: 1}))"), cell(3, "relay({}, {a, b})")));
    await settled();
    expect([problems(1), probe(1).inputs]).to.deep.equal([[], { b: { params: { n: 1 } } }]);
  });
  it("frees every element at the end, deleted ones too", () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "source()"), cell(2, "relay()")));
    const elements = [probe(1), probe(2)];
    graph.update(notebook(cell(2, "relay()")));
    graph.dispose();
    graph.dispose();
    expect(elements.map(({ disposed }) => disposed)).to.deep.equal([1, 1]);
  });
  it("says what an element's settings would change in the source", () => {
    const element = Object.assign(document.createElement("test-source") as Probe, { params: { n: 2 } });
    expect(paramsChange(cell(1, "const a = view(source({n: 1}))"), element)).to.deep.equal({ n: 2 });
    expect(paramsChange(cell(1, "source({n: 2})"), element)).to.equal(undefined);
    expect(paramsChange(cell(1, "source({n: })"), element)).to.equal(undefined);
  });
});

describe("pitfalls of the reactive graph", () => {
  it("pitfall 3: a cell whose element is not ready yet holds nobody up", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "const a = view(source())"), cell(2, "relay({}, {a, later: a})")));
    probe(1).push(undefined);
    await settled();
    expect(probe(2).inputs).to.deep.equal({ a: undefined, later: undefined });
    probe(1).push(5);
    await settled();
    expect(probe(2).inputs).to.deep.equal({ a: 5, later: 5 });
  });
  it("pitfall 4: a second event with the same value is handed to nobody", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "const a = view(source())"), cell(2, "relay({}, {a})")));
    await settled();
    const value = { n: 1 };
    probe(1).push(value);
    await settled();
    const { length } = probe(2).fed;
    probe(1).push(value);
    await settled();
    expect(probe(2).fed.length).to.equal(length);
  });
  it("pitfall 5: a component's value is its value, whatever a property called type says", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "const a = view(source())"), cell(2, "relay({}, {a})")));
    Object.assign(probe(1), { type: "range", valueAsNumber: NaN });
    probe(1).push(7);
    await settled();
    expect(probe(2).inputs).to.deep.equal({ a: 7 });
  });
  it("pitfall 6: values are pushed, not pulled: of two thousand, few are handed on and the last is right", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "const a = view(source())"), cell(2, "relay({}, {a})")));
    await settled();
    const { length } = probe(2).fed;
    for (let step = 1; step <= 2000; step++) probe(1).push(step);
    await settled();
    expect(probe(2).inputs).to.deep.equal({ a: 2000 });
    expect(probe(2).fed.length - length).to.be.within(1, 3);
  });
  it("pitfall 7: inputs that are the same objects are not set again", async () => {
    const { graph, probe } = make();
    const cells = [cell(1, "const a = view(source({n: 1}))"), cell(2, "relay({}, {a, all: [a]})")];
    graph.update(notebook(...cells));
    await settled();
    expect(probe(2).fed.length).to.equal(1);
    graph.update(notebook(...cells, cell(3, "x", "text/markdown")));
    graph.update(notebook(...cells.toReversed()));
    await settled();
    expect(probe(2).fed.length).to.equal(1);
  });
  it("pitfall 8: an edit upstream gives an element new inputs, never a new element", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "const a = view(source({n: 1}))"), cell(2, "relay({}, {a})")));
    await settled();
    const relay = probe(2);
    graph.update(notebook(cell(1, "const a = view(source({n: 2}))"), cell(2, "relay({}, {a})")));
    await settled();
    expect([probe(2), relay.fed]).to.deep.equal([relay, [{ a: { params: { n: 1 } } }, { a: { params: { n: 2 } } }]]);
  });
  it("pitfall 9: all cells are defined in one tick, so that none sees another one missing for a moment", async () => {
    const { graph, probe } = make();
    graph.update(notebook(cell(1, "relay({}, {a})"), cell(2, "const a = view(source({n: 1}))")));
    await settled();
    expect(probe(1).fed).to.deep.equal([{ a: { params: { n: 1 } } }]);
  });
  it("pitfall 13: a global such as localStorage is never handed to a component", async () => {
    const { graph, probe, statuses, problems } = make();
    graph.update(notebook(cell(1, "relay({}, {a: localStorage, b: document, c: [globalThis, constructor]})"), cell(2, "${localStorage} ${toString}", "text/markdown")));
    await settled();
    expect(probe(1).inputs).to.deep.equal({ a: undefined, b: undefined, c: [] });
    expect(statuses.get(2)).to.deep.include({ values: { localStorage: undefined, toString: undefined } });
    expect(problems(1)[0]).to.equal('localStorage: expected the name of another cell, received "localStorage". Give a cell this name: const localStorage = view(…).');
  });
});
