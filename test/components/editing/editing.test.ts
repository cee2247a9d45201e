import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../../components/base/locale.js";
import { writePreference } from "../../../components/base/preferences.js";
import type { CellFrame } from "../../../components/cell.js";
import { commandNames, commandOf, type KeyPlace } from "../../../components/editing/commands.js";
import { firstKeys, KeyReader, keyWords, pressOf } from "../../../components/editing/keymap.js";
import "../../../components/help-sheet.js";
import type { Notebook } from "../../../components/notebook.js";
import type { SourceEditor } from "../../../components/source-editor.js";
import "../../../components/source-editor.js";
import "../../../components/editing/structure.js";
import type { TestSource } from "../throw-away-cells.js";
import { cell, cells, focused, frames, ids, open, press, settled, sources, toast } from "./notebook.js";

/** An event of the clipboard, as the browser makes one. */
function clipboard(kind: "copy" | "cut" | "paste", element: Notebook, data = new DataTransfer()): DataTransfer {
  element.shadowRoot!.activeElement!.dispatchEvent(new ClipboardEvent(kind, { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
  return data;
}

describe("keys", () => {
  after(() => writePreference("letter-keys", undefined));

  it("mean one thing in one place", () => {
    for (const place of ["page", "cell", "source"] satisfies readonly KeyPlace[]) {
      const all = commandNames.flatMap((name) => commandOf(name).keys?.[place] ?? []);
      expect(new Set(all).size, place).to.equal(all.length);
      // A first of two presses is no key by itself.
      for (const keys of all.filter((one) => one.includes(" "))) expect(all).to.not.include(keys.split(" ")[0]);
    }
  });
  it("are read from a press as the commands write them, on any layout", () => {
    const of = (key: string, rest: KeyboardEventInit = {}): string => pressOf(new KeyboardEvent("keydown", { key, ...rest }));
    expect([of("k"), of("K", { shiftKey: true }), of("?", { shiftKey: true }), of("ArrowUp", { ctrlKey: true, shiftKey: true }), of("z", { metaKey: true }), of("_", { ctrlKey: true, shiftKey: true }), of("Enter", { altKey: true }), of("ç")])
      .to.deep.equal(["K", "Shift+K", "?", "Ctrl+Shift+ArrowUp", "Ctrl+Z", "Ctrl+Shift+-", "Alt+Enter", "Ç"]);
    expect([keyWords("Ctrl+Shift+ArrowUp"), keyWords("D D"), keyWords("Ctrl+Shift+-")]).to.deep.equal(["Ctrl Shift ↑", "D D", "Ctrl Shift −"]);
  });
  it("that are letters can be switched off, and then menus do not name them", () => {
    const read = (key: string): unknown => new KeyReader("cell").read(new KeyboardEvent("keydown", { key }));
    expect([read("a"), read("d"), read("ArrowUp"), firstKeys("insert-above", ["cell"])]).to.deep.equal(["insert-above", "waiting", "previous", "A"]);
    writePreference("letter-keys", "off");
    expect([read("a"), read("d"), read("?"), read("ArrowUp"), firstKeys("insert-above", ["cell"]), firstKeys("up", ["cell"])]).to.deep.equal([undefined, undefined, undefined, "previous", undefined, "Ctrl Shift ↑"]);
    writePreference("letter-keys", undefined);
  });
});

describe("the help sheet", () => {
  afterEach(() => { writePreference("letter-keys", undefined); pageLocale.set("en"); });

  it("is accessible, lists every key of every command in both languages, and switches letters off", async () => {
    const sheet = await fixture<HTMLElementTagNameMap["at-help-sheet"]>(html`<at-help-sheet></at-help-sheet>`);
    await sheet.open();
    await expect(sheet).to.be.accessible();
    const places = ["page", "cell", "source"] as const;
    const rows = commandNames.flatMap((name) => places.filter((place) => commandOf(name).keys?.[place]).map(() => commandOf(name).title));
    for (const locale of ["en", "pt-BR"] as const) {
      pageLocale.set(locale);
      await sheet.updateComplete;
      expect([...sheet.shadowRoot!.querySelectorAll("dd")].map(({ textContent }) => textContent).sort()).to.deep.equal(rows.map((title) => title[locale]).sort());
    }
    sheet.shadowRoot!.querySelector("input")!.click();
    await sheet.updateComplete;
    expect(sheet.shadowRoot!.textContent).to.include("Agora as letras não fazem nada.");
    sheet.close();
  });
});

describe("editing a notebook", () => {
  beforeEach(() => pageLocale.set("en"));

  it("splits a text at the cursor and merges it again, and Undo goes back step by step", async () => {
    const element = await open();
    await frames(element)[0]!.edit();
    const area = frames(element)[0]!.shadowRoot!.querySelector<SourceEditor>("at-source-editor")!.shadowRoot!.querySelector("textarea")!;
    area.setSelectionRange(7, 7);
    await press(element, "Control+Shift+Minus");
    expect(sources(element).slice(0, 2)).to.deep.equal(["# One", "two"]);
    expect(focused(element), "the second part").to.equal(6);
    await press(element, "ArrowUp", "Shift+M");
    expect(sources(element)[0]).to.equal("# One\n\ntwo");
    await press(element, "z", "z");
    expect(sources(element)).to.deep.equal(cells.map(({ source }) => source));
  });

  it("says why a component is not merged, and changes nothing", async () => {
    const element = await open();
    frames(element)[2]!.focus();
    await press(element, "Shift+M");
    expect(toast(element)).to.equal("expected texts and formulas, or code. A component keeps a cell of its own.");
    expect(sources(element)).to.deep.equal(cells.map(({ source }) => source));
  });

  it("chooses several cells with Shift, says so, and acts on all of them", async () => {
    const element = await open();
    frames(element)[2]!.focus();
    await press(element, "Shift+ArrowDown");
    expect(frames(element).map(({ selected }) => selected)).to.deep.equal([false, false, true, true, false]);
    expect(frames(element)[3]!.shadowRoot!.querySelector("section")!.ariaLabel).to.equal("Cell 4 of 5, The flow, selected");
    expect(element.shadowRoot!.querySelector("main > [role=status]")!.textContent).to.equal("2 cells selected");
    await expect(element).to.be.accessible();
    await press(element, "Control+Shift+ArrowUp");
    expect(ids(element)).to.deep.equal([1, 3, 4, 2, 5]);
    expect(toast(element)).to.equal("Moved to place 2 of 5.");
    await press(element, "d", "d");
    expect(ids(element)).to.deep.equal([1, 2, 5]);
    expect(toast(element)).to.equal("2 cells deleted.");
    await press(element, "z");
    expect(ids(element)).to.deep.equal([1, 3, 4, 2, 5]);
    await press(element, "ArrowDown");
    expect(frames(element).some(({ selected }) => selected)).to.equal(false);
  });

  it("copies cells as cells, wires the copies to each other, and keeps the live elements of the originals", async () => {
    const element = await open();
    const original = element.shadowRoot!.querySelector<TestSource>("at-test-dataset")!;
    frames(element)[2]!.focus();
    await press(element, "Shift+ArrowDown");
    const data = clipboard("copy", element);
    expect(data.getData("text/plain")).to.equal("const data = view(dataset({amount: 5}));\n\nflow({}, {data})");
    clipboard("paste", element, data);
    await settled(element);
    expect(sources(element).slice(4)).to.deep.equal(["const data2 = view(dataset({amount: 5}));", "flow({}, {data: data2})", "The end."]);
    element.shadowRoot!.querySelectorAll<TestSource>("at-test-dataset")[1]!.set(8);
    await settled(element);
    expect([...element.shadowRoot!.querySelectorAll("at-test-flow")].map((one) => one.shadowRoot!.textContent)).to.deep.equal(["5", "8"]);
    expect(element.shadowRoot!.querySelector("at-test-dataset")).to.equal(original);
  });

  it("cuts cells, which come back where they are pasted, in another notebook too", async () => {
    const element = await open();
    frames(element)[3]!.focus();
    const data = clipboard("cut", element);
    await settled(element);
    expect(ids(element)).to.deep.equal([1, 2, 3, 5]);
    const other = await open([cell(1, "text/markdown", "Here")]);
    frames(other)[0]!.focus();
    clipboard("paste", other, data);
    await settled(other);
    expect(sources(other)).to.deep.equal(["import {flow} from \"../components/index.js\";", "Here", "flow({}, {data})"]);
    expect(frames(other)[2]!.problems[0]!.message.en).to.include("the name of another cell");
  });

  it("pastes foreign text as a text, and leaves pasting in a field to the field", async () => {
    const element = await open();
    const data = new DataTransfer();
    data.setData("text/html", "<b>Bold</b> <script>alert(1)</script>");
    data.setData("text/plain", "Bold $x$");
    frames(element)[4]!.focus();
    clipboard("paste", element, data);
    await settled(element);
    expect(element.document!.cells.at(-1)).to.include({ type: "text/markdown", source: "Bold ${tex`x`}" });
    await frames(element)[0]!.edit();
    await settled(element);
    const area = frames(element)[0]!.shadowRoot!.querySelector<SourceEditor>("at-source-editor")!.shadowRoot!.querySelector("textarea")!;
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
    await settled(element);
    expect(element.document!.cells.length).to.equal(6);
  });

  it("turns text into a formula or code, and back", async () => {
    const element = await open();
    frames(element)[4]!.focus();
    await press(element, "y");
    expect(element.document!.cells[4]!.type).to.equal("module");
    await press(element, "m");
    expect(element.document!.cells[4]).to.include({ type: "text/markdown", source: "The end." });
  });

  it("folds a cell, which goes on living and opens again", async () => {
    const element = await open();
    frames(element)[2]!.focus();
    await press(element, "h");
    expect(element.document!.cells[2]!.hidden).to.equal(true);
    const live = element.shadowRoot!.querySelector<TestSource>("at-test-dataset")!;
    expect(live.checkVisibility()).to.equal(false);
    live.set(9);
    await settled(element);
    expect(element.shadowRoot!.querySelector("at-test-flow")!.shadowRoot!.textContent).to.equal("9");
    await expect(element).to.be.accessible();
    frames(element)[2]!.shadowRoot!.querySelector<HTMLButtonElement>(".fold")!.click();
    await settled(element);
    expect(live.checkVisibility()).to.equal(true);
  });

  it("applies with Shift + Enter and goes on, beginning a text behind the last cell", async () => {
    const element = await open();
    await frames(element)[4]!.edit();
    await sendKeys({ type: "x" });
    await press(element, "Shift+Enter");
    expect(element.document!.cells.length).to.equal(6);
    expect(focused(element)).to.equal(6);
    expect(frames(element)[5]!.shadowRoot!.activeElement!.localName, "ready to write").to.equal("at-source-editor");
  });

  it("goes to what stands in the place of a cell that Undo takes away", async () => {
    const element = await open();
    frames(element)[1]!.focus();
    await press(element, "b");
    expect(ids(element)).to.deep.equal([1, 2, 6, 3, 4, 5]);
    await press(element, "Escape", "z");
    expect([ids(element), focused(element), toast(element)]).to.deep.equal([[1, 2, 3, 4, 5], 3, "Undone: the new cell 3."]);
  });

  it("moves a cell by its handle, and Escape leaves it where it was", async () => {
    const element = await open();
    const take = async (frame: CellFrame, to: CellFrame, where: number): Promise<void> => {
      const grip = frame.shadowRoot!.querySelector<HTMLElement>(".grip")!;
      const from = grip.getBoundingClientRect();
      grip.dispatchEvent(new PointerEvent("pointerdown", { clientX: from.x, clientY: from.y, button: 0, bubbles: true, composed: true, cancelable: true }));
      await settled(element);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { x, top, height } = to.getBoundingClientRect();
      dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: top + height * where }));
      await settled(element);
    };
    await import("../../../components/editing/drag.js");
    await take(frames(element)[0]!, frames(element)[3]!, 0.9);
    expect(element.shadowRoot!.querySelector<HTMLElement>(".place")!.hidden).to.equal(false);
    dispatchEvent(new PointerEvent("pointerup"));
    await settled(element);
    expect(ids(element)).to.deep.equal([2, 3, 4, 1, 5]);
    await take(frames(element)[0]!, frames(element)[3]!, 0.9);
    await press(element, "Escape");
    dispatchEvent(new PointerEvent("pointerup"));
    expect(ids(element)).to.deep.equal([2, 3, 4, 1, 5]);
    expect(element.shadowRoot!.querySelector<HTMLElement>(".place")!.hidden).to.equal(true);
  });
});
