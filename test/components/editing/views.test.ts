import { expect } from "@open-wc/testing";
import { render } from "lit";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../../components/base/locale.js";
import "../../../components/editing/views.js";
import { kinds } from "../../../components/cells/index.js";
import { found } from "../../../components/editing/matching.js";
import { picture } from "../../../components/editing/pictures.js";
import type { Notebook } from "../../../components/notebook.js";
import type { TestSource } from "../throw-away-cells.js";
import { cell, focused, frames, ids, open, press, settled, sources, toast } from "./notebook.js";

const view = <Tag extends keyof HTMLElementTagNameMap>(element: Notebook, tag: Tag): HTMLElementTagNameMap[Tag] => element.shadowRoot!.querySelector(tag)!;
async function opened(element: Notebook, selector: string, tag: keyof HTMLElementTagNameMap): Promise<HTMLElement> {
  for (let i = 0; i < 300; i++) {
    const found = view(element, tag).shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  throw new Error(`${tag} did not open`);
}
const type = async (element: Notebook, text: string): Promise<void> => { await sendKeys({ type: text }); await settled(element); };

describe("views over a notebook", () => {
  beforeEach(() => pageLocale.set("en"));
  after(() => pageLocale.set("en"));

  it("the palette finds a command by a few letters, without accents, and does it", async () => {
    const element = await open();
    frames(element)[4]!.focus();
    await press(element, "Control+k");
    await opened(element, "dialog[open]", "at-palette");
    await expect(view(element, "at-palette")).to.be.accessible();
    await type(element, "dupl");
    expect([...view(element, "at-palette").shadowRoot!.querySelectorAll("[role=option] span")].map(({ textContent }) => textContent)).to.deep.equal(["Duplicate"]);
    await press(element, "Enter");
    await settled(element);
    expect(sources(element).slice(4)).to.deep.equal(["The end.", "The end."]);
    pageLocale.set("pt-BR");
    await press(element, "Control+Shift+P");
    await opened(element, "dialog[open]", "at-palette");
    await type(element, "codigo");
    const options = (): readonly (string | null)[] => [...view(element, "at-palette").shadowRoot!.querySelectorAll("[role=option]")].map((one) => one.ariaSelected);
    expect(options()).to.deep.equal(["true", "false", "false"]);
    await press(element, "ArrowUp");
    expect(options()).to.deep.equal(["false", "false", "true"]);
    await type(element, "zzz");
    expect(view(element, "at-palette").shadowRoot!.querySelector("[role=status]")!.textContent).to.equal("Nenhum comando tem esse nome.");
  });

  it("the palette inserts components, too", async () => {
    const element = await open();
    frames(element)[3]!.focus();
    await press(element, "Control+k");
    await opened(element, "dialog[open]", "at-palette");
    await type(element, "insert flow");
    await press(element, "Enter");
    expect(sources(element)[4]).to.equal("flow({}, {data})");
  });

  it("the sheet for adding shows a picture of every kind, and inserts what Enter finds first", async () => {
    const element = await open();
    frames(element)[3]!.focus();
    await press(element, "Shift+B");
    const sheet = view(element, "at-add-sheet");
    await opened(element, "dialog[open]", "at-add-sheet");
    for (const scheme of ["light", "dark"]) {
      sheet.style.colorScheme = scheme;
      await expect(sheet).to.be.accessible();
    }
    const cards = (): readonly (string | undefined)[] => [...sheet.shadowRoot!.querySelectorAll("li strong")].map(({ textContent }) => textContent ?? undefined);
    expect(cards()).to.deep.equal(["Text", "Formula", "Code", "The dataset", "The flow"]);
    expect([...sheet.shadowRoot!.querySelectorAll("li svg")].every((drawing) => drawing.childElementCount > 0)).to.equal(true);
    await press(element, "ArrowDown", "ArrowRight");
    expect(sheet.shadowRoot!.activeElement!.querySelector("strong")!.textContent).to.equal("Formula");
    await press(element, "ArrowUp");
    await type(element, "set");
    expect(cards()).to.deep.equal(["The dataset"]);
    await press(element, "Enter");
    expect(sources(element)[4]).to.equal("const data2 = view(dataset({}));");
  });

  it("every component of the product is drawn, one without a drawing of its own by what goes in and comes out", () => {
    const place = document.createElement("div");
    for (const kind of [...kinds, { ...kinds.get("train")!, name: "unheardOf" }]) {
      render(picture(kind.name, kind), place);
      expect(place.querySelector("svg")!.childElementCount, kind.name).to.be.greaterThan(0);
    }
  });

  it("a search puts what begins with it first", () => {
    expect(found(["to merge", "Merge", "élan merges"], "MÉrge", (one) => [one])).to.deep.equal(["Merge", "to merge", "élan merges"]);
    expect(found(["a b", "b a"], "b a", (one) => [one])).to.deep.equal(["b a", "a b"]);
  });

  it("the outline lists headings and what stands under them, and leads there", async () => {
    const element = await open([cell(1, "text/markdown", "# One\n\n## Two"), cell(2, "module", "const data = view(dataset({amount: 5}));"), cell(3, "text/markdown", "no heading"), cell(4, "text/markdown", "# Three")]);
    frames(element)[0]!.focus();
    await press(element, "g");
    await opened(element, "dialog[open]", "at-outline-sheet");
    const sheet = view(element, "at-outline-sheet");
    await expect(sheet).to.be.accessible();
    const lines = [...sheet.shadowRoot!.querySelectorAll<HTMLButtonElement>("li button")];
    expect(lines.map(({ textContent }) => textContent)).to.deep.equal(["One", "Two", "The dataset", "Three"]);
    lines[3]!.click();
    await settled(element);
    expect(focused(element)).to.equal(4);
  });

  it("finds in all cells, counts, and replaces in one step", async () => {
    const element = await open();
    frames(element)[0]!.focus();
    await press(element, "f");
    await opened(element, "#search", "at-find-bar");
    const bar = view(element, "at-find-bar");
    const count = (): string | null => bar.shadowRoot!.querySelector(".count")!.textContent;
    await type(element, "data");
    expect(count()).to.equal("4 found");
    await press(element, "Enter", "Enter");
    expect(count()).to.equal("2 of 4");
    expect(bar.shadowRoot!.querySelector(".excerpt")!.textContent).to.equal("Cell 3 const data = view(dataset({amount: 5}));");
    expect(bar.shadowRoot!.querySelector("mark")!.textContent).to.equal("data");
    await expect(bar).to.be.accessible();
    bar.shadowRoot!.querySelector<HTMLButtonElement>("[aria-label='Whole words']")!.click();
    await settled(element);
    expect(count()).to.equal("2 found");
    await press(element, "Tab", "Tab", "Tab", "Tab", "Tab", "Tab");
    await type(element, "set");
    [...bar.shadowRoot!.querySelectorAll("button")].find(({ textContent }) => textContent === "Replace all")!.click();
    await settled(element);
    expect(sources(element).slice(2, 4)).to.deep.equal(["const set = view(dataset({amount: 5}));", "flow({}, {set})"]);
    expect([toast(element), count()]).to.deep.equal(["Replaced in 2 places.", "not found"]);
    await press(element, "Escape");
    expect(bar.shadowRoot!.querySelector("#search")).to.equal(null);
    await press(element, "z");
    expect(sources(element).slice(2, 4)).to.deep.equal(["const data = view(dataset({amount: 5}));", "flow({}, {data})"]);
    expect(toast(element)).to.equal("Undone: the replacement of “data” in 2 places.");
  });

  it("brings a cell back long after it was deleted, with its live element, and leaves what was done since", async () => {
    const element = await open();
    const live = element.shadowRoot!.querySelector<TestSource>("at-test-dataset")!;
    frames(element)[2]!.focus();
    await press(element, "d", "d", "End", "a", "Escape");
    expect(ids(element)).to.deep.equal([1, 2, 4, 6, 5]);
    await press(element, "Control+k");
    await opened(element, "dialog[open]", "at-palette");
    await type(element, "recently");
    await press(element, "Enter");
    await opened(element, "dialog[open]", "at-deleted-sheet");
    const sheet = view(element, "at-deleted-sheet");
    await expect(sheet).to.be.accessible();
    expect(sheet.shadowRoot!.querySelector("pre")!.textContent).to.equal("const data = view(dataset({amount: 5}));");
    sheet.shadowRoot!.querySelector<HTMLButtonElement>("li button")!.click();
    await settled(element);
    expect(ids(element)).to.deep.equal([1, 2, 3, 4, 6, 5]);
    expect(element.shadowRoot!.querySelector("at-test-dataset")).to.equal(live);
    expect(sheet.shadowRoot!.querySelector("dialog")!.open).to.equal(false);
    await press(element, "z");
    expect(toast(element)).to.equal("Undone: the return of a deleted cell.");
  });

  it("is only read where editing is put away, and comes back", async () => {
    const element = await open();
    frames(element)[3]!.focus();
    await press(element, "Control+.");
    const bars = (): boolean => frames(element).some((frame) => frame.shadowRoot!.querySelector<HTMLElement>(".bar")!.checkVisibility());
    expect(bars()).to.equal(false);
    await expect(element).to.be.accessible();
    element.shadowRoot!.querySelector<HTMLButtonElement>(".back")!.click();
    await settled(element);
    expect(bars()).to.equal(true);
  });
});
