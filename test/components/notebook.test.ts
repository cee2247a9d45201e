import { expect, fixture, html, nextFrame } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import type { CellFrame } from "../../components/cell.js";
import { Library, type DraftStore } from "../../components/controllers/library.js";
import type { Opened } from "../../components/controllers/opened.js";
import type { Notebook } from "../../components/notebook.js";
import "../../components/notebook.js";
import type { Toast } from "../../components/toast.js";
import type { TopBar } from "../../components/top-bar.js";
import type { TrustBar } from "../../components/trust-bar.js";
import { problem } from "../../src/base/problem.js";
import type { Locale } from "../../src/base/text.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import type { Draft } from "../../src/notebook/store/drafts.js";
import { testKinds, TestMirror, TestSource } from "./throw-away-cells.js";

const cell = (id: number, type: string, source: string): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {} });
const twin = (locale: Locale): NotebookDocument => {
  const say = (en: string, pt: string): string => (locale === "en" ? en : pt);
  return {
    title: say("A title", "Um título"), theme: "", readonly: false,
    cells: [
      cell(1, "text/markdown", say("# Hello\n\nIt is ${data.amount}.", "# Olá\n\nSão ${data.amount}.")),
      cell(2, "module", "import {dataset, flow} from \"../components/index.js\";"),
      cell(3, "module", "const data = view(dataset({amount: 5}));"),
      cell(4, "module", "flow({}, {data})"),
      cell(5, "text/markdown", say("The end.", "Fim.")),
    ],
  };
};
const twins = { en: twin("en"), "pt-BR": twin("pt-BR") };

const full = problem("no-room", "", { expected: { en: "room", "pt-BR": "espaço" } });
/** A store that a test can look into, and make refuse. */
class Shelf implements DraftStore {
  readonly drafts = new Map<string, Draft>();
  refuses = false;
  async list(): ReturnType<DraftStore["list"]> { return { value: [...this.drafts].map(([key, draft]) => ({ key, draft })) }; }
  async load(key: string): ReturnType<DraftStore["load"]> { return { value: this.drafts.get(key) ?? null }; }
  async save(key: string, draft: Draft): ReturnType<DraftStore["save"]> {
    if (this.refuses) return { problem: full };
    this.drafts.set(key, draft);
    return { value: true };
  }
  async delete(key: string): ReturnType<DraftStore["delete"]> {
    this.drafts.delete(key);
    return { value: true };
  }
  readonly isNewer = false;
  async revision(key: string): ReturnType<DraftStore["revision"]> { return { value: this.drafts.get(key)?.revision ?? 0 }; }
  async versions(): ReturnType<DraftStore["versions"]> { return { value: [] }; }
  async version(): ReturnType<DraftStore["version"]> { return { value: null }; }
  async remove(): ReturnType<DraftStore["remove"]> { return { problem: full }; }
  async putBack(): ReturnType<DraftStore["putBack"]> { return { problem: full }; }
  async keepFile(): ReturnType<DraftStore["keepFile"]> { return { value: true }; }
  async file(): ReturnType<DraftStore["file"]> { return { value: null }; }
}

const opened = (changes: Partial<Opened> = {}): Opened => ({ key: "shipped:a", document: twins.en, twins, problems: [], savedAt: undefined, file: undefined, ...changes });
async function open(changes: Partial<Opened> = {}, shelf = new Shelf()): Promise<Notebook> {
  const element = await fixture<Notebook>(html`<at-notebook .kinds=${testKinds} .library=${new Library(shelf)} .opened=${opened(changes)}></at-notebook>`);
  await settled(element);
  return element;
}
const frames = (element: Notebook): readonly CellFrame[] => [...element.shadowRoot!.querySelectorAll<CellFrame>("at-cell")];
const live = <E extends HTMLElement>(element: Notebook, tag: string): E => element.shadowRoot!.querySelector<E>(tag)!;
const sources = (element: Notebook): readonly string[] => element.document!.cells.map(({ source }) => source);
const toast = (element: Notebook): string | undefined => live<Toast>(element, "at-toast").message?.text;

/** Waits until every element has drawn and values have been handed on. */
async function settled(element: Notebook): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
    await Promise.all([...element.shadowRoot!.querySelectorAll("at-cell, at-prose, at-test-dataset, at-test-flow")].map((one) => (one as CellFrame).updateComplete));
  }
}
async function soon(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !isSo(); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(isSo()).to.equal(true);
}

describe("at-notebook", () => {
  beforeEach(() => pageLocale.set("en"));
  after(() => pageLocale.set("en"));

  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}`, async () => {
      const element = await open({ problems: [{ code: "x", path: "", message: { en: "A problem.", "pt-BR": "Um problema." } }] });
      element.style.colorScheme = scheme;
      element.style.background = "var(--at-ground)";
      await expect(element).to.be.accessible();
    });
  }

  it("moves between cells with the arrow keys and announces each", async () => {
    const element = await open();
    frames(element)[0]!.focus();
    for (const key of ["ArrowDown", "ArrowDown", "k", "End", "ArrowDown", "Home"]) {
      await sendKeys({ press: key });
      await settled(element);
    }
    expect((element.shadowRoot!.activeElement as CellFrame).cell.id).to.equal(1);
    await sendKeys({ press: "j" });
    await settled(element);
    expect((element.shadowRoot!.activeElement as CellFrame).cell.id).to.equal(2);
  });

  it("shows values of other cells, in elements and in prose", async () => {
    const element = await open();
    expect(live(element, "at-test-flow").shadowRoot!.textContent).to.equal("5");
    expect(live(element, "at-prose").shadowRoot!.querySelector(".value")!.textContent).to.equal("5");
  });

  it("writes a changed setting into the source, and Undo takes it back", async () => {
    const element = await open();
    live<TestSource>(element, "at-test-dataset").set(7);
    await settled(element);
    expect(sources(element)[2]).to.equal("const data = view(dataset({amount: 7}));");
    expect(live(element, "at-test-flow").shadowRoot!.textContent).to.equal("7");
    frames(element)[4]!.focus();
    await sendKeys({ press: "Control+z" });
    await settled(element);
    expect(sources(element)[2]).to.equal("const data = view(dataset({amount: 5}));");
    expect(live<TestSource>(element, "at-test-dataset").params).to.deep.equal({ amount: 5 });
    expect(live(element, "at-test-flow").shadowRoot!.textContent).to.equal("5");
    expect(toast(element)).to.equal("Undone: the change of amount in cell 3 (dataset).");
    expect((element.shadowRoot!.activeElement as CellFrame).cell.id, "the cell that changed has the focus").to.equal(3);
    await sendKeys({ press: "Control+Shift+Z" });
    await settled(element);
    expect(sources(element)[2]).to.equal("const data = view(dataset({amount: 7}));");
  });

  it("makes one step of one gesture, and two of two cells", async () => {
    const element = await open();
    const source = live<TestSource>(element, "at-test-dataset");
    for (const amount of [6, 7, 8, 9]) source.set(amount);
    await settled(element);
    frames(element)[4]!.focus();
    await sendKeys({ press: "z" });
    await settled(element);
    expect(source.params).to.deep.equal({ amount: 5 });
  });

  it("moves a cell without making its element anew", async () => {
    const element = await open();
    const mirror = live<TestMirror>(element, "at-test-flow");
    frames(element)[3]!.focus();
    await sendKeys({ press: "Control+Shift+ArrowUp" });
    await settled(element);
    expect(element.document!.cells.map(({ id }) => id)).to.deep.equal([1, 2, 4, 3, 5]);
    expect(live(element, "at-test-flow")).to.equal(mirror);
    expect((element.shadowRoot!.activeElement as CellFrame).cell.id).to.equal(4);
  });

  it("brings a deleted cell back with its own element", async () => {
    const element = await open();
    const mirror = live<TestMirror>(element, "at-test-flow");
    frames(element)[3]!.focus();
    await sendKeys({ press: "d" });
    await sendKeys({ press: "d" });
    await settled(element);
    expect(element.document!.cells.map(({ id }) => id)).to.deep.equal([1, 2, 3, 5]);
    expect(toast(element)).to.equal("Cell deleted.");
    live<Toast>(element, "at-toast").message!.action!.run();
    await settled(element);
    expect(element.document!.cells.map(({ id }) => id)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(live(element, "at-test-flow")).to.equal(mirror);
  });

  it("inserts a component wired to its neighbours and named in the imports", async () => {
    const element = await open({ document: { ...twins.en, cells: twins.en.cells.slice(0, 3).map((one) => (one.id === 2 ? { ...one, source: "import {dataset} from \"../components/index.js\";" } : one)) } });
    frames(element)[2]!.dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "insert", what: "flow", where: "below" }, bubbles: true, composed: true }));
    await settled(element);
    expect(sources(element).slice(1)).to.deep.equal(["import {dataset, flow} from \"../components/index.js\";", "const data = view(dataset({amount: 5}));", "flow({}, {data})"]);
    expect(live(element, "at-test-flow").shadowRoot!.textContent).to.equal("5");
    frames(element)[2]!.dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "duplicate" }, bubbles: true, composed: true }));
    await settled(element);
    expect(sources(element)[3]).to.equal("const data2 = view(dataset({amount: 5}));");
  });

  it("keeps the last good state when a source is broken, and says where", async () => {
    const element = await open();
    frames(element)[2]!.dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "apply", source: "const data = view(dataset({amount: }));" }, bubbles: true, composed: true }));
    await settled(element);
    expect(sources(element)[2], "what was typed is kept").to.equal("const data = view(dataset({amount: }));");
    expect(live<TestSource>(element, "at-test-dataset").params).to.deep.equal({ amount: 5 });
    expect(frames(element)[2]!.mistakes.map(({ line, column }) => [line, column])).to.deep.equal([[1, 36]]);
    expect(frames(element)[2]!.shadowRoot!.querySelector("at-source-editor")).to.not.equal(null);
  });

  it("F37: keeps a cell that throws to itself", async () => {
    const element = await open();
    live<TestSource>(element, "at-test-dataset").set(13);
    await settled(element);
    expect(frames(element)[3]!.shadowRoot!.querySelector(".failure")!.textContent).to.include("Error: thirteen");
    expect(frames(element)[2]!.shadowRoot!.querySelector(".failure")).to.equal(null);
    expect(live(element, "at-prose").shadowRoot!.querySelector(".value")!.textContent).to.equal("13");
    live<TestSource>(element, "at-test-dataset").set(14);
    await settled(element);
    expect(frames(element)[3]!.shadowRoot!.querySelector(".failure")).to.equal(null);
    expect(live(element, "at-test-flow").shadowRoot!.textContent).to.equal("14");
  });

  it("shows and keeps what it cannot run or does not know", async () => {
    const element = await open({ twins: {}, document: { ...twins.en, cells: [cell(1, "application/sql", "select 1"), cell(2, "module", "flo({}, {})"), cell(3, "text/x-new", "something")] } });
    expect(frames(element).map(({ shape }) => shape.shows)).to.deep.equal(["code", "unknown", "unknown"]);
    expect(frames(element)[0]!.shadowRoot!.textContent).to.include("select 1").and.include("does not run here");
    expect(frames(element)[1]!.shadowRoot!.querySelector(".problem")!.textContent).to.include("Did you mean flow?");
  });

  it("asks before code runs, runs it, and runs what the person writes here without asking; the same file is trusted the next time, a changed one is not", async () => {
    const opening = (source: string): Promise<Notebook> => open({ twins: {}, document: { ...twins.en, cells: [cell(1, "module", source), cell(2, "text/markdown", "It is ${n}.")] } });
    const bar = (element: Notebook): TrustBar | null => element.shadowRoot!.querySelector("at-trust-bar");
    const text = (element: Notebook): string => element.shadowRoot!.querySelector("at-code")?.shadowRoot!.querySelector(".output")?.textContent ?? "";
    const until = async (isSo: () => boolean): Promise<void> => { for (let i = 0; i < 900 && !isSo(); i++) await nextFrame(); expect(isSo()).to.equal(true); };
    localStorage.removeItem("at-trusted");
    const element = await opening("const n = 6 * 7;");
    await until(() => bar(element) !== null);
    expect([text(element), element.shadowRoot!.querySelector("at-prose")!.shadowRoot!.textContent!.trim()]).to.deep.equal(["", "It is —."]);
    bar(element)!.dispatchEvent(new Event("at-trust"));
    await until(() => element.shadowRoot!.querySelector("at-prose")!.shadowRoot!.textContent!.includes("It is 42."));
    await element.updateComplete;
    expect(bar(element)).to.equal(null);
    frames(element)[0]!.dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "apply", source: "const n = 43;" }, bubbles: true, composed: true }));
    await until(() => element.shadowRoot!.querySelector("at-prose")!.shadowRoot!.textContent!.includes("It is 43."));
    const again = await opening("const n = 43;");
    await until(() => text(again).includes("43"));
    expect(bar(again)).to.equal(null);
    const changed = await opening("const n = 44;");
    await until(() => bar(changed) !== null);
    expect(text(changed)).to.equal("");
    localStorage.removeItem("at-trusted");
  });

  it("changes the language in place: prose nobody edited, in one step, and nothing live", async () => {
    const element = await open();
    const mirror = live(element, "at-test-flow");
    frames(element)[4]!.dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "apply", source: "My own end." }, bubbles: true, composed: true }));
    live<TestSource>(element, "at-test-dataset").set(8);
    pageLocale.set("pt-BR");
    await settled(element);
    expect(element.document!.title).to.equal("Um título");
    expect(sources(element)).to.deep.equal(["# Olá\n\nSão ${data.amount}.", twins.en.cells[1]!.source, "const data = view(dataset({amount: 8}));", "flow({}, {data})", "My own end."]);
    expect(live(element, "at-test-flow")).to.equal(mirror);
    frames(element)[3]!.focus();
    await sendKeys({ press: "z" });
    await settled(element);
    expect([element.document!.title, sources(element)[0]]).to.deep.equal(["A title", twins.en.cells[0]!.source]);
  });

  it("keeps a change as a draft, which is there when the notebook is opened again", async () => {
    const shelf = new Shelf();
    const element = await open({}, shelf);
    const bar = live<TopBar>(element, "at-top-bar");
    expect(bar.saved).to.deep.equal({ state: "original" });
    live<TestSource>(element, "at-test-dataset").set(9);
    await settled(element);
    await element.flush();
    expect(element.saved.state).to.equal("saved");
    element.remove();
    const again = await new Library(shelf).open({ page: "draft", key: "shipped:a" }, "en");
    expect(again!.document.cells[2]!.source).to.equal("const data = view(dataset({amount: 9}));");
    expect(again!.savedAt).to.be.a("number");
  });

  it("keeps a change within a second, and at once when the page is put away", async () => {
    const shelf = new Shelf();
    const element = await open({}, shelf);
    live<TestSource>(element, "at-test-dataset").set(9);
    await soon(() => shelf.drafts.size === 1);
    live<TestSource>(element, "at-test-dataset").set(10);
    dispatchEvent(new Event("pagehide"));
    await settled(element);
    expect(shelf.drafts.get("shipped:a")!.text).to.include("amount: 10");
  });

  it("makes no draft of a notebook that was only read, in whatever language", async () => {
    const shelf = new Shelf();
    const element = await open({}, shelf);
    pageLocale.set("pt-BR");
    await settled(element);
    await element.flush();
    expect([shelf.drafts.size, element.saved.state]).to.deep.equal([0, "original"]);
  });

  it("goes back to the original, and Undo takes even that back", async () => {
    const shelf = new Shelf();
    const element = await open({}, shelf);
    live<TestSource>(element, "at-test-dataset").set(9);
    frames(element)[4]!.dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "delete" }, bubbles: true, composed: true }));
    await element.flush();
    const bar = live<TopBar>(element, "at-top-bar");
    bar.dispatchEvent(new CustomEvent("at-notebook-action", { detail: "reset" }));
    await settled(element);
    await element.flush();
    expect(sources(element)).to.deep.equal(twins.en.cells.map(({ source }) => source));
    expect(shelf.drafts.size).to.equal(0);
    bar.dispatchEvent(new CustomEvent("at-notebook-action", { detail: "undo" }));
    await settled(element);
    expect(sources(element)[2]).to.equal("const data = view(dataset({amount: 9}));");
    expect(element.document!.cells.length).to.equal(4);
  });

  it("says so when the browser refuses to keep it, and keeps trying", async () => {
    const shelf = new Shelf();
    shelf.refuses = true;
    const element = await open({}, shelf);
    live<TestSource>(element, "at-test-dataset").set(9);
    await element.flush();
    await settled(element);
    expect(live(element, "at-top-bar").shadowRoot!.querySelector(".saved")!.textContent).to.equal("Not saved: expected room.");
    shelf.refuses = false;
    await element.flush();
    expect(shelf.drafts.get("shipped:a")!.text).to.include("amount: 9");
  });

  it("leaves Ctrl + Z to the text field that is being typed in", async () => {
    const element = await open();
    live<TestSource>(element, "at-test-dataset").set(9);
    await settled(element);
    await frames(element)[0]!.edit();
    await sendKeys({ type: "x" });
    await sendKeys({ press: "Control+z" });
    expect(sources(element)[2]).to.equal("const data = view(dataset({amount: 9}));");
  });

  it("opens the help sheet with ?", async () => {
    const element = await open();
    frames(element)[0]!.focus();
    await sendKeys({ press: "?" });
    await soon(() => live(element, "at-help-sheet").shadowRoot?.querySelector("dialog")?.open === true);
    const dialog = live(element, "at-help-sheet").shadowRoot!.querySelector("dialog")!;
    await expect(live(element, "at-help-sheet")).to.be.accessible();
    await sendKeys({ press: "Escape" });
    await soon(() => !dialog.open);
  });
});
