import { expect, fixture, html, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import type { CellAction, CellFrame, CellShape } from "../../components/cell.js";
import "../../components/cell.js";
import { guard } from "../../components/controllers/guard.js";
import type { SourceEditor } from "../../components/source-editor.js";
import { problem } from "../../src/base/problem.js";
import { TestMirror } from "./throw-away-cells.js";

const cell = { id: 4, type: "module", source: "flow({}, {data})", pinned: false, hidden: false, attributes: {} };
const make = async (changes: Partial<CellFrame> = {}): Promise<{ readonly element: CellFrame; readonly actions: CellAction[] }> => {
  const actions: CellAction[] = [];
  const element = await fixture<CellFrame>(html`<at-cell .cell=${cell} .index=${3} .count=${9} .name=${{ en: "Training", "pt-BR": "Treinamento" }}
    @at-cell-action=${({ detail }: CustomEvent<CellAction>) => actions.push(detail)}><p>content</p></at-cell>`);
  Object.assign(element, changes);
  await element.updateComplete;
  return { element, actions };
};
const frameOf = (element: CellFrame): HTMLElement => element.shadowRoot!.querySelector("section")!;

describe("at-cell", () => {
  beforeEach(() => pageLocale.set("en"));

  const shapes: readonly CellShape["shows"][] = ["slot", "import", "code", "unknown", "empty", "broken"];
  for (const scheme of ["light", "dark"]) {
    it(`is accessible in every shape, ${scheme}`, async () => {
      for (const shows of shapes) {
        const { element } = await make({ shape: { shows }, problems: [problem("p", "a", { expected: { en: "b", "pt-BR": "c" } })] });
        element.style.colorScheme = scheme;
        element.style.background = "var(--at-ground)";
        frameOf(element).focus();
        await expect(element).to.be.accessible();
      }
      const { element } = await make({ failure: new Error("x") });
      await element.edit();
      await expect(element).to.be.accessible();
    });
  }

  it("says its place and what it is, in the page's language", async () => {
    const { element } = await make();
    expect(frameOf(element).ariaLabel).to.equal("Cell 4 of 9, Training");
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(frameOf(element).ariaLabel).to.equal("Célula 4 de 9, Treinamento");
  });

  it("turns keys on its frame into actions", async () => {
    const { element, actions } = await make();
    element.focus();
    for (const key of ["ArrowUp", "k", "ArrowDown", "j", "Home", "End", "a", "b", "z", "Shift+Z", "?", "Control+Shift+ArrowUp", "Control+Shift+ArrowDown", "d", "q", "d", "d"]) await sendKeys({ press: key });
    expect(actions.map((action) => action.do))
      .to.deep.equal(["previous", "previous", "next", "next", "first", "last", "insert-above", "insert-below", "undo", "redo", "help", "up", "down", "delete"]);
  });

  it("leaves letters alone where people type", async () => {
    const { element, actions } = await make();
    await element.edit();
    await sendKeys({ type: "jkddab?zo" });
    expect(actions).to.deep.equal([]);
  });

  it("opens its source with Enter, applies it with Ctrl + Enter, and Escape leads back to the frame", async () => {
    const { element, actions } = await make();
    element.focus();
    await sendKeys({ press: "Enter" });
    await waitUntil(() => element.shadowRoot!.activeElement?.localName === "at-source-editor", "the editor has the focus");
    const editor = element.shadowRoot!.querySelector<SourceEditor>("at-source-editor")!;
    editor.shadowRoot!.querySelector("textarea")!.setSelectionRange(0, 0);
    await sendKeys({ type: "x" });
    await sendKeys({ press: "Control+Enter" });
    expect(actions).to.deep.equal([{ do: "apply", source: "xflow({}, {data})", after: "stay" }]);
    await sendKeys({ press: "Escape" });
    expect(element.shadowRoot!.activeElement).to.equal(frameOf(element));
    expect(element.hasUnapplied, "what was typed stays").to.equal(true);
  });

  it("hides nothing that cannot be reached: every button is in the tab order", async () => {
    const { element } = await make();
    element.focus();
    await sendKeys({ press: "Tab" });
    expect(element.shadowRoot!.activeElement!.textContent!.trim()).to.equal("Source");
    await sendKeys({ press: "Tab" });
    expect(element.shadowRoot!.activeElement!.ariaLabel).to.equal("Insert below");
    await sendKeys({ press: "Tab" });
    expect((element.shadowRoot!.activeElement as HTMLElement & { label: string }).label).to.equal("More for this cell");
  });

  it("opens the source that its file wants open", async () => {
    const { element } = await make({ cell: { ...cell, pinned: true } });
    expect(element.shadowRoot!.querySelector("at-source-editor")).to.not.equal(null);
  });

  it("keeps the editor open while the source has a mistake", async () => {
    const { element } = await make({ mistakes: [{ problem: problem("m", "line 1, column 2", { expected: { en: "a comma", "pt-BR": "uma vírgula" } }), line: 1, column: 2 }] });
    expect(element.shadowRoot!.querySelector("at-source-editor")).to.not.equal(null);
  });
});

describe("guard", () => {
  it("tells what an element throws while drawing, and when it draws again", async () => {
    const told: unknown[] = [];
    const element = new TestMirror();
    guard(element, (failure) => told.push(failure instanceof Error ? failure.message : failure));
    document.body.append(element);
    for (const amount of [12, 13, 14, 15]) {
      element.inputs = { data: { amount } };
      await element.updateComplete;
    }
    element.remove();
    expect(told).to.deep.equal(["thirteen", undefined]);
    expect(element.shadowRoot!.querySelector("output")!.textContent).to.equal("15");
  });
});
