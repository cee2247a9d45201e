import { expect, fixture, html, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtDataset } from "../../components/cells/dataset.js";
import "../../components/cells/dataset.js";
import type { AtOwnRows } from "../../components/dataset/own-rows.js";
import type { AtOwnTexts } from "../../components/dataset/own-texts.js";
import type { ImportSheet } from "../../components/import-sheet.js";
import { lookAt, type Brought, type LookOptions } from "../../src/data/import/look.js";
import { hashOf, OwnFiles } from "../../src/data/import/own-files.js";
import { prepareData } from "../../src/data/prepare.js";
import type { DataSettings } from "../../src/data/dataset.js";
import type { Engine } from "../../src/training/protocol.js";

let count = 0;
let files: OwnFiles;
/** Does what the worker does, here. */
const engine = (): Engine => ({
  request: async (name: string, input: unknown) => {
    switch (name) {
      case "prepare": return await prepareData(input as DataSettings, { asset: () => Promise.reject(new Error("none")), own: (hash) => files.read(hash) }) as never;
      case "look": { const { brought, options } = input as { brought: Brought; options: LookOptions }; return await lookAt(brought, options) as never; }
      case "keep": { const { name: called, file } = input as { name: string; file: Blob }; return await files.keep({ name: called, bytes: new Uint8Array(await file.arrayBuffer()) }) as never; }
      case "kept": { const found = await files.read((input as { hash: string }).hash); return (found ? { name: found.name, file: new Blob([found.bytes]) } : null) as never; }
      default: throw new Error(`${name} was not expected`);
    }
  },
});
const table = "stars;review\n5;a fine phone, really\n1;a poor phone\n5;a great case\n1;an awful case\n;nothing said\n";
const file = (text = table, name = "reviews.csv"): File => new File([text], name);

async function make(params: Record<string, unknown>): Promise<{ readonly cell: AtDataset; readonly own: AtOwnTexts; readonly rows: () => AtOwnRows; readonly events: () => number }> {
  let events = 0;
  const cell = await fixture<AtDataset>(html`<at-dataset .params=${{ source: "own-texts", ...params }} @input=${() => events++}></at-dataset>`);
  await customElements.whenDefined("at-own-texts");
  await waitUntil(() => cell.value.state !== "loading", "read");
  await cell.updateComplete;
  const own = cell.shadowRoot!.querySelector("at-own-texts")!;
  await own.updateComplete;
  return { cell, own, rows: () => own.shadowRoot!.querySelector("at-own-rows")!, events: () => events };
}
const sheetOf = (own: AtOwnTexts): ImportSheet => own.shadowRoot!.querySelector("at-import-sheet")!;
const inSheet = <E extends HTMLElement>(own: AtOwnTexts, selector: string): E => sheetOf(own).shadowRoot!.querySelector<E>(selector)!;
const wordsIn = (element: Element): string => element.shadowRoot!.textContent!.replace(/\s+/g, " ");
function letFall(own: AtOwnTexts, dropped: File): void {
  const transfer = new DataTransfer();
  transfer.items.add(dropped);
  own.shadowRoot!.querySelector(".place")!.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
/** A file dropped on the cell, looked at to the end. */
async function drop(own: AtOwnTexts, dropped: File): Promise<void> {
  letFall(own, dropped);
  await customElements.whenDefined("at-import-sheet");
  const dialog = (): HTMLDialogElement | null | undefined => sheetOf(own).shadowRoot?.querySelector("dialog");
  await waitUntil(() => dialog()?.open === true, "the sheet");
  await waitUntil(() => !dialog()!.open || dialog()!.querySelector("table.rows, .alert") !== null, "a look");
  await sheetOf(own).updateComplete;
}
const ready = (cell: AtDataset): Promise<void> => waitUntil(() => cell.value.state === "ready", "the texts", { timeout: 10_000 });

describe("one's own texts in a dataset cell", () => {
  beforeEach(() => { pageLocale.set("en"); files = new OwnFiles(`own-cell-test-${count++}`); useEngine(engine()); });
  afterEach(async () => { await files.close(); pageLocale.set("en"); });

  it("begin without an error: what to do is said, and everything is accessible in both languages", async () => {
    const { cell } = await make({});
    expect(cell.shadowRoot!.querySelector(".problem")).to.equal(null);
    expect(wordsIn(cell)).to.contain("Open a file, paste rows from a spreadsheet, or write sentences here.");
    await expect(cell).to.be.accessible();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    expect(wordsIn(cell)).to.contain("Abra um arquivo, cole linhas de uma planilha ou escreva frases aqui.");
    await expect(cell).to.be.accessible();
  });
  it("are written with the keyboard alone, and each is one committed change of the cell", async () => {
    const { cell, rows, events } = await make({});
    await rows().updateComplete;
    const before = events();
    rows().shadowRoot!.querySelector<HTMLElement>("#sentence")!.focus();
    await sendKeys({ type: "a fine day" });
    await sendKeys({ press: "Tab" });
    await sendKeys({ type: "good" });
    await sendKeys({ press: "Enter" });
    expect(cell.params).to.deep.equal({ source: "own-texts", rows: "good\ta fine day" });
    expect(rows().shadowRoot!.activeElement?.id).to.equal("sentence");
    await sendKeys({ type: "another fine day" });
    await sendKeys({ press: "Enter" });
    expect(cell.params["rows"]).to.equal("good\ta fine day\ngood\tanother fine day");
    await waitUntil(() => cell.value.state === "failed", "one class");
    expect(events() - before).to.be.above(1);
    expect(cell.value.problems.map(({ code }) => code)).to.deep.equal(["one-class"]);
  });
  it("are changed and removed in place; what is left empty stays as it was, and is said", async () => {
    const { cell, rows } = await make({ rows: "good\ta fine day\nbad\ta poor day\ngood\tsun" });
    await rows().updateComplete;
    const of = <E extends Element>(selector: string): E[] => [...rows().shadowRoot!.querySelectorAll<E>(selector)];
    expect(of<HTMLInputElement>("li .sentence").map(({ value }) => value)).to.deep.equal(["sun", "a poor day", "a fine day"]);
    const sentence = of<HTMLInputElement>("li .sentence")[1]!;
    sentence.value = "rain";
    sentence.dispatchEvent(new Event("change", { bubbles: true }));
    expect(cell.params["rows"]).to.equal("good\ta fine day\nbad\train\ngood\tsun");
    await rows().updateComplete;
    const name = of<HTMLInputElement>("li .class")[1]!;
    name.value = " ";
    name.dispatchEvent(new Event("change", { bubbles: true }));
    await rows().updateComplete;
    expect([name.value, cell.params["rows"]]).to.deep.equal(["bad", "good\ta fine day\nbad\train\ngood\tsun"]);
    expect(wordsIn(rows())).to.contain("Write a sentence and the name of its class.");
    of<HTMLElement>("li button")[0]!.click();
    await rows().updateComplete;
    expect(cell.params["rows"]).to.equal("good\ta fine day\nbad\train");
  });
  it("come from a file only when a person says so: the preview shows what will be read and what not, and Cancel changes nothing", async () => {
    const { cell, own } = await make({});
    await drop(own, file());
    await expect(sheetOf(own)).to.be.accessible();
    const shown = wordsIn(sheetOf(own));
    for (const words of ["reviews.csv", "4 of 5 rows will be read, in 2 classes.", "A table parted by semicolons, UTF-8", "a fine phone, really", "1 (left out) no label"]) expect(shown).to.contain(words);
    expect([inSheet<HTMLSelectElement>(own, ".textColumn").value, inSheet<HTMLSelectElement>(own, ".labelColumn").value]).to.deep.equal(["review", "stars"]);
    inSheet(own, ".cancel").click();
    expect(cell.params).to.deep.equal({ source: "own-texts" });
    await drop(own, file());
    inSheet(own, ".use").click();
    await ready(cell);
    expect(cell.params).to.deep.equal({ source: "own-texts", file: "reviews.csv", rows: "5\ta fine phone, really\n1\ta poor phone\n5\ta great case\n1\tan awful case" });
    expect(cell.value.prepared!.classes.map(({ en }) => en)).to.deep.equal(["1", "5"]);
  });
  it("are kept by this browser where a person wants that, and the notebook names their content; the columns can be changed later", async () => {
    const { cell, own } = await make({});
    await drop(own, file());
    inSheet<HTMLInputElement>(own, "fieldset label:last-child input").click();
    await sheetOf(own).updateComplete;
    inSheet(own, ".use").click();
    await ready(cell);
    const hash = await hashOf(new TextEncoder().encode(table));
    expect(cell.params).to.deep.equal({ source: "own-texts", file: "reviews.csv", hash, textColumn: "review", labelColumn: "stars" });
    expect(cell.value.prepared!.examples).to.have.length(4);
    await own.updateComplete;
    own.shadowRoot!.querySelector<HTMLElement>(".change")!.click();
    await waitUntil(() => sheetOf(own).shadowRoot!.querySelector("table.rows") !== null, "the same file again");
    expect(inSheet<HTMLSelectElement>(own, ".textColumn").value).to.equal("review");
    inSheet(own, ".cancel").click();
  });
  it("are asked for by name where this browser does not have them; the same file is taken at once, another only knowingly", async () => {
    const hash = await hashOf(new TextEncoder().encode(table));
    const params = { file: "reviews.csv", hash, textColumn: "review", labelColumn: "stars" };
    const { cell, own } = await make(params);
    expect([cell.value.state, cell.value.problems[0]!.code]).to.deep.equal(["failed", "own-file-missing"]);
    expect(own.shadowRoot!.querySelector(".again")!.textContent).to.equal("Open reviews.csv again…");
    await expect(cell).to.be.accessible();
    await drop(own, file("text,label\nother,pos\ntexts,neg\n"));
    expect(wordsIn(sheetOf(own))).to.contain("This is not the file that the notebook was made with");
    inSheet(own, ".cancel").click();
    expect(cell.params).to.deep.equal({ source: "own-texts", ...params });
    // The sheet may open and close before anyone sees it.
    letFall(own, file());
    await ready(cell);
    expect(cell.params).to.deep.equal({ source: "own-texts", ...params });
    await waitUntil(() => !inSheet<HTMLDialogElement>(own, "dialog").open, "the sheet closes");
  });
  it("that cannot be read are refused with the reason, read out, and nothing changes", async () => {
    const { cell, own } = await make({ rows: "good\ta\nbad\tb" });
    await drop(own, file("%PDF-1.7", "reviews.csv"));
    const alert = inSheet(own, ".alert");
    expect(alert.getAttribute("role")).to.equal("alert");
    expect(alert.textContent!.replace(/\s+/g, " ")).to.contain("reviews.csv: expected a table, but this is a PDF file.").and.to.contain("Nothing was changed");
    expect(sheetOf(own).shadowRoot!.activeElement).to.equal(alert);
    expect(inSheet(own, ".use")).to.equal(null);
    await expect(sheetOf(own)).to.be.accessible();
    await sendKeys({ press: "Escape" });
    expect(cell.params).to.deep.equal({ source: "own-texts", rows: "good\ta\nbad\tb" });
  });
  it("B028: several files dropped at once are not merged in silence: it is said what to do", async () => {
    for (const [locale, words] of [["en", "Several files were dropped: choose one, or open their folder."], ["pt-BR", "Vários arquivos foram soltos: escolha um ou abra a pasta deles."]] as const) {
      pageLocale.set(locale);
      const { cell, own } = await make({ rows: "good\ta\nbad\tb" });
      const transfer = new DataTransfer();
      for (const name of ["a.csv", "b.csv"]) transfer.items.add(file(table, name));
      own.shadowRoot!.querySelector(".place")!.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      await own.updateComplete;
      expect(own.shadowRoot!.querySelector('[role="status"]')!.textContent!.trim()).to.equal(words);
      expect(cell.params).to.deep.equal({ source: "own-texts", rows: "good\ta\nbad\tb" });
    }
  });
  it("are pasted from a spreadsheet", async () => {
    const { cell, own } = await make({});
    own.shadowRoot!.querySelector<HTMLElement>(".paste")!.click();
    await customElements.whenDefined("at-import-sheet");
    await waitUntil(() => sheetOf(own).shadowRoot?.querySelector("textarea") instanceof HTMLTextAreaElement, "a place to paste");
    inSheet<HTMLTextAreaElement>(own, "textarea").value = 'a fine phone\tgood\n"a poor\nphone"\tbad\n';
    inSheet(own, "button.look").click();
    await waitUntil(() => sheetOf(own).shadowRoot!.querySelector("table.rows") !== null, "a look");
    inSheet(own, ".use").click();
    await ready(cell);
    expect(cell.params["rows"]).to.equal("good\ta fine phone\nbad\ta poor phone");
  });
});
