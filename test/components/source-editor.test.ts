import { expect, fixture, html, oneEvent } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import * as fc from "fast-check";
import { highlight, highlightedLines } from "../../components/base/highlight.js";
import { writePreference } from "../../components/base/preferences.js";
import type { SourceEditor, SourceMistake } from "../../components/source-editor.js";
import "../../components/source-editor.js";
import { problem } from "../../src/base/problem.js";
import type { Vocabulary } from "../../src/notebook/completion.js";
import { testKinds } from "./throw-away-cells.js";

const mistake: SourceMistake = { problem: problem("unexpected", "line 2, column 3", { expected: { en: "a comma", "pt-BR": "uma vírgula" } }), line: 2, column: 3 };
const editor = (source = "flow({}, {hp})", mistakes: readonly SourceMistake[] = []): Promise<SourceEditor> =>
  fixture<SourceEditor>(html`<at-source-editor .source=${source} language="script" label="Source of cell 1 of 2" .mistakes=${mistakes}></at-source-editor>`);
const areaOf = (element: SourceEditor): HTMLTextAreaElement => element.shadowRoot!.querySelector("textarea")!;

describe("at-source-editor", () => {
  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}`, async () => {
      const element = await editor("const a = view(dataset({source: \"x\", seed: 7})); // note\n{", [mistake]);
      element.style.colorScheme = scheme;
      element.style.background = "var(--at-ground)";
      await expect(element).to.be.accessible();
    });
  }

  it("applies with Ctrl + Enter and leaves with Escape", async () => {
    const element = await editor("a");
    element.focus();
    areaOf(element).setSelectionRange(1, 1);
    await sendKeys({ type: "b" });
    const applied = oneEvent(element, "at-source-apply");
    // Ctrl is let go before the next key.
    await sendKeys({ press: "Control+Enter" });
    const { detail } = await applied as CustomEvent<{ readonly source: string }>;
    expect(detail.source).to.equal("ab");
    setTimeout(() => void sendKeys({ press: "Escape" }));
    await oneEvent(element, "at-source-leave");
    expect(areaOf(element).value, "leaving loses nothing").to.equal("ab");
  });

  it("lets Tab leave", async () => {
    const element = await editor("a");
    element.focus();
    await sendKeys({ type: "b" });
    await element.updateComplete;
    await sendKeys({ press: "Tab" });
    expect(areaOf(element).value).to.not.include("\t");
    expect(element.shadowRoot!.activeElement!.textContent).to.equal("Apply");
  });

  it("takes back what was typed on Cancel", async () => {
    const element = await editor("a");
    element.focus();
    await sendKeys({ type: "b" });
    await element.updateComplete;
    expect(element.isChanged).to.equal(true);
    [...element.shadowRoot!.querySelectorAll("button")].find(({ textContent }) => textContent === "Cancel")!.click();
    await element.updateComplete;
    expect([areaOf(element).value, element.isChanged]).to.deep.equal(["a", false]);
  });

  it("keeps what is typed when the cell changes elsewhere, and follows it otherwise", async () => {
    const element = await editor("a");
    element.source = "c";
    await element.updateComplete;
    expect(areaOf(element).value).to.equal("c");
    element.focus();
    await sendKeys({ type: "x" });
    await element.updateComplete;
    const typed = areaOf(element).value;
    element.source = "d";
    await element.updateComplete;
    expect(areaOf(element).value).to.equal(typed);
  });

  it("marks the line of a mistake and says it under the text", async () => {
    const element = await editor("a\nb\nc", [mistake]);
    const lines = [...element.shadowRoot!.querySelectorAll(".line")];
    expect(lines.map((line) => line.classList.contains("wrong"))).to.deep.equal([false, true, false]);
    expect(element.shadowRoot!.querySelector("#mistakes")!.textContent!.trim()).to.equal("line 2, column 3: expected a comma.");
    expect(areaOf(element).getAttribute("aria-invalid")).to.equal("true");
  });

  it("lays the colours exactly behind the letters", async () => {
    const element = await editor("const long = view(train({epochs: 12, seed: 1, patience: 4, probeText: \"the sound is clear but the battery died after a week\"}, {hp, data}));\n\n  x");
    for (const width of ["700px", "240px"]) {
      element.style.width = width;
      const area = areaOf(element);
      expect(area.scrollHeight, width).to.equal(area.clientHeight);
    }
  });

  it("emits no native input event", async () => {
    const element = await editor("a");
    let count = 0;
    element.addEventListener("input", () => count++);
    element.focus();
    await sendKeys({ type: "bc" });
    expect(count).to.equal(0);
  });
});

describe("the richer editor", () => {
  const vocabulary = (): Vocabulary => ({ kinds: testKinds, cells: new Map([["data", "dataset"]]) });
  const rich = async (source: string): Promise<SourceEditor> => {
    const element = await fixture<SourceEditor>(html`<at-source-editor .source=${source} language="script" label="Source of cell 1 of 2" .vocabulary=${vocabulary}></at-source-editor>`);
    await until(() => element.isRich && element.shadowRoot!.querySelector(".cm-content") !== null);
    element.focus();
    return element;
  };
  const options = (element: SourceEditor): readonly string[] => [...element.shadowRoot!.querySelectorAll(".cm-completionLabel")].map(({ textContent }) => textContent);

  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}, and is called as the text area was`, async () => {
      const element = await rich("flow({}, {dta}) // note");
      element.style.colorScheme = scheme;
      element.style.background = "var(--at-ground)";
      expect(element.shadowRoot!.querySelector(".cm-content")!.ariaLabel).to.equal("Source of cell 1 of 2");
      await expect(element).to.be.accessible();
    });
  }
  it("completes components, settings and names of cells, applies with Ctrl + Enter and leaves with Escape", async () => {
    const element = await rich("");
    await sendKeys({ type: "fl" });
    await until(() => options(element).length > 0);
    expect(options(element)).to.deep.equal(["flow"]);
    await sendKeys({ press: "Escape" });
    await until(() => options(element).length === 0);
    await sendKeys({ type: "ow({am" });
    await until(() => options(element).includes("amount"));
    await new Promise((resolve) => setTimeout(resolve, 120));
    await sendKeys({ press: "Enter" });
    await sendKeys({ type: "120}, {data: d" });
    await until(() => options(element).includes("data"));
    await sendKeys({ press: "Escape" });
    await sendKeys({ type: "ata})" });
    expect(element.isChanged).to.equal(true);
    const applied = oneEvent(element, "at-source-apply");
    await sendKeys({ press: "Control+Enter" });
    const { detail } = await applied as CustomEvent<{ readonly source: string }>;
    expect(detail.source).to.equal("flow({amount: 120}, {data: data})");
    await until(() => element.shadowRoot!.querySelector(".cm-lintRange-error") !== null);
    setTimeout(() => void sendKeys({ press: "Escape" }));
    await oneEvent(element, "at-source-leave");
  });
  it("lets Tab leave, and follows the cell when it changes elsewhere", async () => {
    const element = await rich("flow({})");
    await sendKeys({ press: "Tab" });
    expect(element.shadowRoot!.activeElement!.textContent).to.equal("Close");
    element.source = "flow({amount: 2})";
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector(".cm-content")!.textContent).to.equal("flow({amount: 2})");
    expect(element.isChanged).to.equal(false);
  });
  it("gives way to the text area where somebody wants that", async () => {
    writePreference("plain-source", "on");
    const element = await fixture<SourceEditor>(html`<at-source-editor .source=${"a"} language="script" label="x" .vocabulary=${vocabulary}></at-source-editor>`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(element.shadowRoot!.querySelector("textarea")).to.not.equal(null);
    writePreference("plain-source", undefined);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !isSo(); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(isSo()).to.equal(true);
}

describe("highlight", () => {
  it("gives back the source, whatever it is", () => {
    const pieces = fc.constantFrom("\"", "'", "`", "\\", "/*", "*/", "//", "\n", "${", "}", "view(", "12.5", "const", " ", "é", "# a", "x");
    fc.assert(fc.property(fc.array(pieces, { maxLength: 40 }), fc.constantFrom("script" as const, "markdown" as const), (parts, language) => {
      const source = parts.join("");
      expect(highlight(source, language).map(({ text }) => text).join("")).to.equal(source);
      expect(highlightedLines(source, language).map((line) => line.map(({ text }) => text).join("")).join("\n")).to.equal(source);
    }), { seed: 7 });
  });

  it("tells calls, words, texts and numbers apart", () => {
    expect(highlight("const a = view(f({x: \"s\", y: 1e-3}))", "script").filter(({ kind }) => kind !== "plain").map(({ kind, text }) => `${kind} ${text}`))
      .to.deep.equal(["keyword const", "keyword view", "call f", "string \"s\"", "number 1e-3"]);
  });
});
