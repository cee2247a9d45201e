import { expect } from "@open-wc/testing";
import { Library } from "../../components/controllers/library.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { newCell } from "../../src/notebook/edits/insert.js";
import { Drafts } from "../../src/notebook/store/drafts.js";

const saying = (source: string): NotebookDocument => ({ title: "A", theme: "", readonly: false, cells: [newCell(1, "text/markdown", source)] });

describe("a change that was made as the page went away", () => {
  let store: Drafts;
  let library: Library;
  let key = "";
  const shown = async (): Promise<string | undefined> => {
    const opened = await new Library(store).open({ page: "draft", key }, "en");
    opened?.hold?.end();
    return opened?.document.cells[0]?.source;
  };
  const note = (): string | null => localStorage.getItem(`at-last-${key}`);
  beforeEach(async () => {
    store = new Drafts(` ${Math.random()}`);
    library = new Library(store);
    key = await library.addNew("en");
    await library.keep(key, saying("kept"));
  });
  afterEach(async () => {
    localStorage.removeItem(`at-last-${key}`);
    await store.close();
  });

  it("is there when the notebook is opened again, kept as its newest version, and noted no longer", async () => {
    library.leave(key, saying("typed at the last moment"));
    expect(await shown()).to.equal("typed at the last moment");
    expect(note()).to.equal(null);
    const { value } = await store.load(key);
    expect(value!.text).to.contain("typed at the last moment");
  });
  it("gives way to what another tab kept after it", async () => {
    library.leave(key, saying("typed at the last moment"));
    const other = new Library(store);
    const opened = await store.load(key);
    await store.save(key, { ...opened.value!, text: opened.value!.text.replace("kept", "kept elsewhere"), savedAt: Date.now() + 1000, revision: opened.value!.revision + 1 });
    await store.save(key, { ...opened.value!, text: opened.value!.text.replace("kept", "kept elsewhere again"), savedAt: Date.now() + 2000, revision: opened.value!.revision + 2 });
    expect((await other.open({ page: "draft", key }, "en"))?.document.cells[0]?.source).to.equal("kept elsewhere again");
    expect(note()).to.equal(null);
  });
  it("is not noted any more once it is kept, and a note of something later is", async () => {
    library.leave(key, saying("second"));
    await library.keep(key, saying("second"));
    expect(note()).to.equal(null);
    library.leave(key, saying("fourth"));
    await library.keep(key, saying("third"));
    expect(note()).to.contain("fourth");
  });
});
