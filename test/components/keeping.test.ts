import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { deleteDB } from "idb";
import { pageLocale } from "../../components/base/locale.js";
import { Library } from "../../components/controllers/library.js";
import type { Opened } from "../../components/controllers/opened.js";
import { changesTo } from "../../components/keeping/changes.js";
import type { KeepingNotice } from "../../components/keeping/notice.js";
import "../../components/keeping/notice.js";
import "../../components/keeping/storage-panel.js";
import type { VersionsPanel } from "../../components/keeping/versions-panel.js";
import "../../components/keeping/versions-panel.js";
import type { Notebook } from "../../components/notebook.js";
import "../../components/notebook.js";
import type { Toast } from "../../components/toast.js";
import type { TopBar } from "../../components/top-bar.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { formatAttribute } from "../../src/notebook/newer-format.js";
import { Drafts } from "../../src/notebook/store/drafts.js";
import { testKinds, type TestSource } from "./throw-away-cells.js";

const suffix = "-test-keeping";
const cell = (id: number, source: string, type = "text/markdown"): Cell => ({ id, type, source, pinned: false, hidden: false, attributes: {} });
const notebookOf = (...cells: readonly Cell[]): NotebookDocument => ({ title: "Mine", theme: "", readonly: false, cells });
const soon = async (isSo: () => boolean): Promise<void> => {
  for (let i = 0; i < 1000 && !isSo(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isSo()).to.equal(true);
};
const say = (element: Notebook, action: string): void => { element.shadowRoot!.querySelector("at-top-bar")!.dispatchEvent(new CustomEvent("at-notebook-action", { detail: action })); };
const lines = (element: Notebook): readonly string[] => element.document!.cells.map(({ source }) => source);
const toast = (element: Notebook): string | undefined => element.shadowRoot!.querySelector<Toast>("at-toast")!.message?.text;
const retitle = (element: Notebook, title: string): void => { element.shadowRoot!.querySelector<TopBar>("at-top-bar")!.dispatchEvent(new CustomEvent("at-title", { detail: { title } })); };

describe("a notebook that is kept", () => {
  let drafts: Drafts;
  const tabs: Drafts[] = [];
  beforeEach(() => { pageLocale.set("en"); tabs.push((drafts = new Drafts(suffix))); });
  afterEach(async () => {
    document.querySelectorAll("at-notebook").forEach((one) => one.remove());
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const tab of tabs.splice(0)) await tab.close();
    await deleteDB(`atnet-notebook${suffix}`);
  });
  /** A tab of its own: only the browser's storage, locks and channel are shared. */
  function tab(): Library {
    const own = new Drafts(suffix);
    tabs.push(own);
    return new Library(own);
  }
  async function show(library: Library, key: string): Promise<Notebook> {
    const opened: Opened = (await library.open({ page: "draft", key }, "en"))!;
    const element = await fixture<Notebook>(html`<at-notebook .kinds=${testKinds} .library=${library} .opened=${opened}></at-notebook>`);
    await element.updateComplete;
    return element;
  }

  it("P6: goes back to an earlier version, and Undo takes even that back", async () => {
    const library = new Library(drafts);
    const key = await library.addCopy(notebookOf(cell(1, "first"), cell(2, "stays")), "en");
    const element = await show(library, key);
    retitle(element, "Second");
    await element.flush();
    say(element, "versions");
    const panel = element.shadowRoot!.querySelector<VersionsPanel>("at-versions-panel")!;
    await soon(() => panel.shadowRoot!.querySelectorAll("li").length === 2);
    await expect(panel).to.be.accessible();
    panel.shadowRoot!.querySelectorAll<HTMLButtonElement>("li button")[1]!.click();
    await soon(() => panel.shadowRoot!.querySelector("h3")?.textContent === "Copy of Mine");
    await expect(panel).to.be.accessible();
    panel.shadowRoot!.querySelector<HTMLButtonElement>(".look .primary")!.click();
    await element.updateComplete;
    expect([element.document!.title, toast(element)]).to.deep.equal(["Copy of Mine", "The version is restored."]);
    await element.flush();
    say(element, "undo");
    expect(element.document!.title).to.equal("Second");
    await element.flush();
    expect((await drafts.versions(key)).value!.length).to.equal(4);
  });

  it("P4: is read in a second tab that follows it and changes nothing, until it takes over", async () => {
    const key = await tab().addCopy(notebookOf(cell(1, "const data = view(dataset({amount: 5}));", "module")), "en");
    const [first, second] = [await show(tab(), key), await show(tab(), key)];
    await soon(() => second.saved.state === "elsewhere");
    const notice = (): KeepingNotice | null => second.shadowRoot!.querySelector("at-top-bar")!.shadowRoot!.querySelector("at-keeping-notice");
    await soon(() => notice()?.shadowRoot?.querySelector("button") !== null);
    await expect(notice()!).to.be.accessible();
    const source = second.shadowRoot!.querySelector<TestSource>("at-test-dataset")!;
    source.set(99);
    expect([lines(second)[0], source.params]).to.deep.equal(["const data = view(dataset({amount: 5}));", { amount: 5 }]);
    expect(toast(second)).to.equal("Not changed: this notebook is being worked on in another tab. Take it over here, or open a copy.");

    first.shadowRoot!.querySelector<TestSource>("at-test-dataset")!.set(7);
    await soon(() => source.params["amount"] === 7);
    // What the first tab has just changed and not yet kept comes along.
    first.shadowRoot!.querySelector<TestSource>("at-test-dataset")!.set(8);
    notice()!.shadowRoot!.querySelectorAll("button")[0]!.click();
    await soon(() => second.saved.state === "saved" && first.saved.state === "elsewhere");
    expect(lines(second)[0]).to.equal("const data = view(dataset({amount: 8}));");
    source.set(9);
    await soon(() => lines(first)[0] === "const data = view(dataset({amount: 9}));");
  });

  it("P4: two tabs that nothing keeps apart meet at the revision: the later one shows what the other kept, and Undo has its own", async () => {
    const { locks } = Object.getOwnPropertyDescriptors(Navigator.prototype);
    Object.defineProperty(Navigator.prototype, "locks", { ...locks, get: () => undefined });
    try {
      const key = await tab().addCopy(notebookOf(cell(1, "start")), "en");
      const [first, second] = [await show(tab(), key), await show(tab(), key)];
      retitle(first, "of the first");
      await first.flush();
      retitle(second, "of the second");
      await second.flush();
      expect([second.document!.title, (await drafts.load(key)).value!.text.includes("of the first")]).to.deep.equal(["of the first", true]);
      expect(toast(second)).to.include("another tab has changed it");
      say(second, "undo");
      await second.flush();
      expect([second.document!.title, (await drafts.load(key)).value!.text.includes("of the second")]).to.deep.equal(["of the second", true]);
    } finally { Object.defineProperty(Navigator.prototype, "locks", locks!); }
  });

  it("P4: opens as a copy beside the tab that has it", async () => {
    const library = tab();
    const key = await library.addCopy(notebookOf(cell(1, "start")), "en");
    const first = await show(tab(), key);
    const second = await show(library, key);
    const hash = location.hash;
    say(second, "copy");
    await soon(() => location.hash !== hash);
    const copy = decodeURIComponent(location.hash.slice("#/draft/".length));
    location.hash = hash;
    expect([(await drafts.load(copy)).value!.text.includes("<title>Copy of Copy of Mine</title>"), first.saved.state]).to.deep.equal([true, "saved"]);
  });

  it("P8: of a newer format is read only, says so, and its file is kept as it came", async () => {
    const library = new Library(drafts);
    const text = `<!doctype html>\n<notebook ${formatAttribute}="2" data-new="kept">\n  <title>From later</title>\n  <script id="1" type="text/markdown">\n    Hello.\n  </script>\n</notebook>\n`;
    const { key } = await library.addFile({ name: "later.html", text, handle: undefined });
    const element = await show(library, key!);
    expect(element.saved).to.deep.include({ state: "closed" });
    retitle(element, "Changed");
    await element.flush();
    expect([element.document!.title, (await drafts.load(key!)).value!.text]).to.deep.equal(["From later", text]);
    expect(toast(element)).to.equal("expected a notebook of format 1, received 2. A newer version of this page wrote it: you can read it and train in it, and nothing in it is changed. Reload the page to get the newest version.");
  });

  it("P3: is not called saved where the browser refuses, and is saved by itself when it no longer does", async () => {
    const library = new Library(drafts);
    const key = await library.addCopy(notebookOf(cell(1, "start")), "en");
    const element = await show(library, key);
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function () { throw new DOMException("full", "QuotaExceededError"); };
    try {
      retitle(element, "No room");
      await element.flush();
      expect(element.saved.state).to.equal("failed");
      expect(element.document!.title).to.equal("No room");
    } finally { IDBObjectStore.prototype.put = put; }
    await soon(() => element.saved.state === "saved");
    expect((await drafts.load(key)).value!.text).to.include("No room");
  });

  it("F35: says what to do when the browser lets nobody write the file, and the notebook stays kept", async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle("refused.html", { create: true });
    Object.defineProperty(file, "requestPermission", { value: async () => "denied" });
    const picker = Object.getOwnPropertyDescriptor(globalThis, "showSaveFilePicker")!;
    Object.defineProperty(globalThis, "showSaveFilePicker", { ...picker, value: async () => file });
    const library = new Library(drafts);
    const key = await library.addCopy(notebookOf(cell(1, "start")), "en");
    const element = await show(library, key);
    try {
      say(element, "save");
      await soon(() => element.saved.state === "failed");
      expect(toast(element)).to.equal("Not saved to the file; your changes are still kept in this browser.");
      expect((await file.getFile()).size).to.equal(0);
    } finally { Object.defineProperty(globalThis, "showSaveFilePicker", picker); }
    expect((await drafts.load(key)).value!.text).to.include("start");
  });

  it("saves in place, also on the next visit, and what was in the file stays until the new text is whole", async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle("place.html", { create: true });
    const picker = Object.getOwnPropertyDescriptor(globalThis, "showSaveFilePicker")!;
    let asked = 0;
    Object.defineProperty(globalThis, "showSaveFilePicker", { ...picker, value: async () => { asked++; return file; } });
    const key = await tab().addCopy(notebookOf(cell(1, "start")), "en");
    try {
      const first = await show(tab(), key);
      say(first, "save");
      await soon(() => "file" in first.saved);
      first.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      const again = await show(tab(), key);
      retitle(again, "On the next visit");
      say(again, "save");
      await soon(() => "file" in again.saved && again.file !== undefined);
      await soon(() => again.saved.state === "saved");
      expect([asked, (await (await file.getFile()).text()).includes("On the next visit")]).to.deep.equal([1, true]);
    } finally {
      Object.defineProperty(globalThis, "showSaveFilePicker", picker);
      await folder.removeEntry("place.html");
    }
  });

  it("asks before it erases, and the keyboard is on the safe answer", async () => {
    const panel = await fixture<HTMLElementTagNameMap["at-storage-panel"]>(html`<at-storage-panel .notebooks=${2}></at-storage-panel>`);
    for (const locale of ["en", "pt-BR"] as const) {
      pageLocale.set(locale);
      await panel.open();
      await expect(panel).to.be.accessible();
      panel.shadowRoot!.querySelector<HTMLButtonElement>("[data-first]")!.focus();
      await sendKeys({ press: "Enter" });
      await soon(() => panel.shadowRoot!.querySelector(".danger") !== null);
      await expect(panel).to.be.accessible();
      expect(panel.shadowRoot!.activeElement!.textContent).to.equal(locale === "en" ? "Keep it" : "Manter");
      await sendKeys({ press: "Enter" });
      await soon(() => panel.shadowRoot!.querySelector(".danger") === null);
      panel.close();
    }
  });
});

describe("what a version would change", () => {
  const now = notebookOf(cell(1, "one"), cell(2, "two"), cell(3, "three"));
  const changes = (...cells: readonly Cell[]) => changesTo(notebookOf(...cells), now);
  it("is nothing where it is the same", () => { expect(changes(...now.cells).isSame).to.equal(true); });
  it("is told cell by cell", () => {
    const { cells, added, isSame } = changes(cell(2, "two"), cell(1, "ONE"), cell(9, "gone"));
    expect([cells.map(({ change }) => change), added.map(({ id }) => id), isSame]).to.deep.equal([["moved", "changed", "gone"], [3], false]);
  });
});
