import { expect } from "@open-wc/testing";
import { pageLocale } from "../../../components/base/locale.js";
import { writePreference } from "../../../components/base/preferences.js";
import "../../../components/code-cell.js";
import "../../../components/controllers/code-cells.js";
import "../../../components/editing/structure.js";
import type { Notebook } from "../../../components/notebook.js";
import type { SourceEditor } from "../../../components/source-editor.js";
import { writeClipping } from "../../../src/notebook/edits/clipping.js";
import { cell, frames, open, press, settled, sources } from "./notebook.js";

const bar = (element: Notebook): HTMLElement | null => element.shadowRoot!.querySelector("at-trust-bar");
const waiting = (element: Notebook): number => element.shadowRoot!.querySelector("at-trust-bar")?.count ?? 0;
const codes = (element: Notebook): readonly string[] => [...element.shadowRoot!.querySelectorAll("at-code")].map((one) => one.shadowRoot!.querySelector(".output")?.textContent ?? "untrusted");
async function untilIs(seen: () => unknown, wanted: unknown): Promise<void> {
  for (let i = 0; i < 900 && seen() !== wanted; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(seen()).to.equal(wanted);
}
/** A notebook of two cells of code which the person has trusted, and which have run. */
async function trusted(): Promise<Notebook> {
  const element = await open([cell(1, "text/markdown", "# Ours"), cell(2, "module", "const a = 6;\n\ndisplay(a * 7)"), cell(3, "module", "display('second')")]);
  await untilIs(() => waiting(element), 2);
  bar(element)!.dispatchEvent(new Event("at-trust"));
  await untilIs(() => codes(element).join(), "42,second");
  expect(bar(element)).to.equal(null);
  return element;
}
function paste(element: Notebook, sources: readonly string[]): void {
  const data = new DataTransfer();
  const { html, text } = writeClipping(sources.map((source, i) => cell(i + 1, "module", source)));
  data.setData("text/html", html);
  data.setData("text/plain", text);
  element.shadowRoot!.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
}

describe("code in a notebook that was trusted", () => {
  beforeEach(() => { pageLocale.set("en"); writePreference("trusted", undefined); writePreference("unfinished", undefined); });

  it("P11: that is pasted into it does not run before somebody has said so again; what ran goes on", async () => {
    const element = await trusted();
    frames(element)[2]!.focus();
    paste(element, ["display(document.title = 'pasted ran')"]);
    await settled(element);
    await untilIs(() => waiting(element), 1);
    // Other cells run meanwhile: had this one been allowed, it would have too.
    frames(element)[2]!.dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "apply", source: "display('third')" }, bubbles: true, composed: true }));
    await untilIs(() => codes(element)[1], "third");
    expect(codes(element)).to.deep.equal(["42", "third", "untrusted"]);
    bar(element)!.dispatchEvent(new Event("at-trust"));
    await untilIs(() => codes(element)[2], "pasted ran");
  });

  it("is not asked for again when the person splits it or merges it, all of which was trusted", async () => {
    const element = await trusted();
    await frames(element)[1]!.edit();
    const area = frames(element)[1]!.shadowRoot!.querySelector<SourceEditor>("at-source-editor")!.shadowRoot!.querySelector("textarea")!;
    area.setSelectionRange(14, 14);
    await press(element, "Control+Shift+Minus");
    expect(sources(element).slice(1, 3)).to.deep.equal(["const a = 6;", "display(a * 7)"]);
    await untilIs(() => codes(element).join(), "a =6,42,second");
    expect(waiting(element)).to.equal(0);
    frames(element)[2]!.focus();
    await press(element, "Shift+M");
    expect(sources(element)[2]).to.equal("display(a * 7)\n\ndisplay('second')");
    await untilIs(() => codes(element).join(), "a =6,42\nsecond");
    expect(waiting(element)).to.equal(0);
  });

  it("P11: is asked for when some of what is merged was not trusted", async () => {
    const element = await trusted();
    frames(element)[2]!.focus();
    paste(element, ["display('pasted')"]);
    await untilIs(() => waiting(element), 1);
    frames(element)[2]!.focus();
    await press(element, "Shift+M");
    expect(sources(element)[2]).to.equal("display('second')\n\ndisplay('pasted')");
    await untilIs(() => codes(element)[1], "untrusted");
    expect(waiting(element)).to.equal(1);
  });
});
