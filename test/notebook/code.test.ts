import { expect, nextFrame } from "@open-wc/testing";
import { notACell } from "../../src/notebook/call.js";
import { readCode, runProblem, type CodeReading } from "../../src/notebook/code.js";
import type { CellElement } from "../../src/notebook/cell-kind.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { NotebookGraph, type CellStatus } from "../../src/notebook/graph.js";

const read = (source: string): CodeReading => readCode(source) as CodeReading;

describe("reading code", () => {
  it("finds what a cell reads and gives, by notebook-kit's own rules", () => {
    expect(read("const a = b + Math.max(c.d, 1);\nfunction e() { return a; }")).to.deep.include({ references: ["b", "c"], outputs: ["a", "e"], shows: false });
    expect(read("Plot.plot({marks: [Plot.dot(run.steps)]})")).to.deep.include({ names: ["Plot", "run"], references: ["run"], outputs: [], shows: true });
    expect(read("display(1); display(x)")).to.deep.include({ references: ["x"], shows: false });
  });

  it("knows where the person's lines stand in the function's text", () => {
    for (const source of ["1 + 1", "\n\n  a", "const b = 1;\nconst c = 2;", "\n// d\nawait e"]) {
      const { body, linesBefore } = read(source);
      const last = source.trimEnd().split("\n").length;
      expect(body.split("\n")[linesBefore + last - 1]!.trim(), source).to.equal(source.trimEnd().split("\n").at(-1)!.trim());
    }
  });

  it("B061: says at which line and column a source cannot be read", () => {
    const messages = ["const a = ;", "let x = 1;\n  x +* 2", "'open", "return 1; }", "#!/bin/sh\nx y"].map((source) => {
      const problem = readCode(source);
      return "message" in problem ? problem.message.en : "read";
    });
    expect(messages).to.deep.equal([
      "line 1, column 11: expected JavaScript that can be read. The parser says: Unexpected token.",
      "line 2, column 6: expected JavaScript that can be read. The parser says: Unexpected token.",
      "line 1, column 1: expected JavaScript that can be read. The parser says: Unterminated string constant.",
      "line 1, column 1: expected JavaScript that can be read. The parser says: 'return' outside of function.",
      "line 2, column 3: expected JavaScript that can be read. The parser says: Unexpected token.",
    ]);
    expect((readCode("b = 1") as { readonly message: { readonly "pt-BR": string } }).message["pt-BR"]).to.equal("linha 1, coluna 1: esperado: JavaScript que possa ser lido. O leitor diz: Assignment to external variable 'b'.");
  });

  it("B056: B061: refuses imports: code cells have no network", () => {
    const problem = readCode('1;\nimport x from "https://evil.example/x.js";');
    expect("message" in problem && problem.message).to.deep.equal({
      en: "line 2, column 1: expected code that needs nothing from outside. Code cells have no network: Plot, html and svg are here without an import.",
      "pt-BR": "linha 2, coluna 1: esperado: um código que não precise de nada de fora. Células de código não têm rede: Plot, html e svg já estão aqui, sem import.",
    });
  });

  it("B061: keeps </script>, CRLF, tabs and no-break spaces as they are", () => {
    for (const source of ["'</script>'", "1 +\r\n2", "\t1", "1\u00A0+ 2", "await 1"]) expect("body" in readCode(source), source).to.equal(true);
  });

  it("tells a run's error at its place", () => {
    expect(runProblem("TypeError", "no", { line: 2, column: 3 }, "a\nb.c").message.en).to.equal("line 2, column 3: expected code that runs to its end. It stopped with TypeError: no");
    expect(runProblem("Error", "no", undefined, "").message["pt-BR"]).to.equal("esperado: um código que rode até o fim. Ele parou com Error: no");
  });
});

describe("code in the graph", () => {
  class Runner extends HTMLElement {
    params: Readonly<Record<string, unknown>> = {};
    inputs: Readonly<Record<string, unknown>> = {};
    value: unknown = {};
    give(value: unknown): void { this.value = value; this.dispatchEvent(new Event("input")); }
    snapshot(): Promise<never> { return Promise.reject(new Error("none")); }
  }
  customElements.define("test-runner", Runner);
  const cell = (id: number, source: string, type = "module"): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {} });
  const notebook = (...cells: readonly Cell[]): NotebookDocument => ({ title: "", theme: "", readonly: false, cells });
  const settle = async (): Promise<void> => { for (let i = 0; i < 4; i++) await nextFrame(); };
  function graphOf(document: NotebookDocument, canRun = true): { readonly graph: NotebookGraph; readonly statuses: Map<number, CellStatus>; runner(id: number): Runner } {
    const statuses = new Map<number, CellStatus>();
    const graph = new NotebookGraph({ components: ["source"], create: () => window.document.createElement("test-runner") as unknown as CellElement, ...(canRun ? { code: readCode } : {}) }, (id, status) => statuses.set(id, status));
    graph.update(document);
    return { graph, statuses, runner: (id) => graph.element(id) as unknown as Runner };
  }

  it("reads other cells and is read by them, name by name", async () => {
    const { graph, statuses, runner } = graphOf(notebook(cell(1, "const a = 1;\nconst b = 2;"), cell(2, "const c = a + b;"), cell(3, "It is ${b}.", "text/markdown")));
    await settle();
    expect([...statuses.values()].map(({ kind, problems }) => [kind, problems])).to.deep.equal([["live", []], ["live", []], ["prose", []]]);
    runner(1).give({ a: 1, b: 2, hidden: 3 });
    await settle();
    expect(runner(2).inputs).to.deep.equal({ a: 1, b: 2 });
    expect((statuses.get(3) as Extract<CellStatus, { kind: "prose" }>).values).to.deep.equal({ b: 2 });
    graph.dispose();
  });

  it("is told which names no cell gives, so that JavaScript's own are found", async () => {
    const { graph, statuses, runner } = graphOf(notebook(cell(1, "const status = 1;"), cell(2, "structuredClone(status) + queueMicrotask.length")));
    await settle();
    expect(runner(2).inputs).to.deep.equal({ structuredClone: notACell, status: undefined, queueMicrotask: notACell });
    expect(statuses.get(2)!.problems).to.deep.equal([]);
    graph.dispose();
  });

  it("keeps its element when it is edited, and hands on what was read of it", async () => {
    const { graph, runner } = graphOf(notebook(cell(1, "1 + 1")));
    const before = runner(1);
    graph.update(notebook(cell(1, "2 + 2")));
    await settle();
    expect(runner(1)).to.equal(before);
    expect((before.params["code"] as CodeReading).source).to.equal("2 + 2");
    graph.dispose();
  });

  it("says which names nobody gives, which stand in a circle, and what cannot be read", () => {
    const { graph, statuses } = graphOf(notebook(cell(1, "x + 1"), cell(2, "const a = b;"), cell(3, "const b = a;"), cell(4, "const ;")));
    expect([1, 2, 3, 4].map((id) => [statuses.get(id)!.kind, ...statuses.get(id)!.problems.map(({ code }) => code)])).to.deep.equal([["live", "not-defined"], ["live", "circle"], ["live", "circle"], ["code", "code-syntax"]]);
    graph.dispose();
  });

  it("stays a text where the page cannot run code, and becomes live once it can", () => {
    let canRun = false;
    const statuses = new Map<number, CellStatus>();
    const graph = new NotebookGraph({ components: [], create: () => window.document.createElement("test-runner") as unknown as CellElement, code: (source) => (canRun ? readCode(source) : undefined) }, (id, status) => statuses.set(id, status));
    graph.update(notebook(cell(1, "1 + 1"), cell(2, "select 1", "application/sql")));
    expect([...statuses.values()].map(({ kind }) => kind)).to.deep.equal(["code", "code"]);
    canRun = true;
    graph.reread();
    expect([...statuses.values()].map(({ kind }) => kind)).to.deep.equal(["live", "code"]);
    graph.dispose();
  });
});
