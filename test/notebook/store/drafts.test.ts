import { expect } from "@open-wc/testing";
import { deleteDB, openDB } from "idb";
import { debounce } from "../../../src/notebook/debounce.js";
import { notebooksVersion } from "../../../src/notebook/store/database.js";
import { Drafts, type Draft } from "../../../src/notebook/store/drafts.js";
import { versionsKept } from "../../../src/notebook/store/versions.js";

const draft = (text: string, savedAt = 1): Draft => ({ text, baseText: "base", savedAt, revision: 3 });
const suffix = "-test";

describe("drafts", () => {
  let drafts: Drafts;
  beforeEach(() => { drafts = new Drafts(suffix); });
  afterEach(async () => { await drafts.close(); await deleteDB(`atnet-notebook${suffix}`); });

  it("survive the page: saved, loaded by another page, listed newest first, deleted", async () => {
    expect(await drafts.load("a")).to.deep.equal({ value: null });
    expect(await drafts.save("a", draft("one", 1))).to.deep.equal({ value: true });
    await drafts.save("b", draft("two", 2));
    await drafts.close();
    const other = new Drafts(suffix);
    expect(await other.load("a")).to.deep.equal({ value: draft("one", 1) });
    expect(await other.list()).to.deep.equal({ value: [{ key: "b", draft: draft("two", 2) }, { key: "a", draft: draft("one", 1) }] });
    expect(await other.delete("a")).to.deep.equal({ value: true });
    expect(await other.load("a")).to.deep.equal({ value: null });
    await other.close();
  });
  it("are called saved only when the transaction is complete", async () => {
    await drafts.load("a");
    const transaction = IDBDatabase.prototype.transaction;
    const events: string[] = [];
    IDBDatabase.prototype.transaction = function (...args) {
      const made = transaction.apply(this, args);
      made.addEventListener("complete", () => events.push("complete"));
      return made;
    };
    try { await drafts.save("a", draft("one")); events.push("said"); } finally { IDBDatabase.prototype.transaction = transaction; }
    expect(events).to.deep.equal(["complete", "said"]);
  });
  it("written by another hand are not taken for ours", async () => {
    await drafts.save("a", draft("one"));
    const database = await openDB(`atnet-notebook${suffix}`);
    await database.put("drafts", { text: 5 }, "b");
    database.close();
    expect(await drafts.load("b")).to.deep.equal({ value: null });
    expect((await drafts.list()).value!.map(({ key }) => key)).to.deep.equal(["a"]);
  });
  for (const [name, code, en, pt] of [
    ["SecurityError", "no-storage", "expected a browser that keeps drafts, but this one does not let pages store anything. Your work is still on this page: download the notebook to keep it.", "esperado: um navegador que guarde rascunhos, mas este não deixa as páginas guardarem nada. Seu trabalho continua nesta página: baixe o notebook para guardá-lo."],
    ["UnknownError", "draft-failed", 'expected the browser to keep a draft, received "no". Your work is still on this page: download the notebook to keep it.', 'esperado: que o navegador guardasse um rascunho; recebido: "no". Seu trabalho continua nesta página: baixe o notebook para guardá-lo.'],
  ] as const) {
    it(`that the browser refuses (${name}) are a problem, not a crash, and the next try may work`, async () => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = () => { throw new DOMException("no", name); };
      try {
        for (const result of [await drafts.save("a", draft("x")), await drafts.load("a"), await drafts.list(), await drafts.delete("a")]) {
          expect([result.problem!.code, result.problem!.message]).to.deep.equal([code, { en, "pt-BR": pt }]);
        }
      } finally { IDBFactory.prototype.open = open; }
      expect(await drafts.save("a", draft("x"))).to.deep.equal({ value: true });
    });
  }
  it("that do not fit any more are a problem that says so", async () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function () {
      this.transaction.abort();
      throw new DOMException("full", "QuotaExceededError");
    };
    try {
      const { problem } = await drafts.save("a", draft("x"));
      expect([problem!.code, problem!.message["pt-BR"]]).to.deep.equal(["no-room", "esperado: espaço para guardar um rascunho neste navegador, mas não sobrou nenhum. Seu trabalho continua nesta página: baixe o notebook para guardá-lo."]);
    } finally { IDBObjectStore.prototype.put = put; }
  });
});

/** What the first version of the page had left in a browser: its database as it was. */
async function version1(): Promise<void> {
  const old = await openDB(`atnet-notebook${suffix}`, 1, { upgrade: (database) => { database.createObjectStore("drafts"); } });
  await old.put("drafts", { text: "mine", baseText: "shipped", savedAt: 5, revision: 7 }, "shipped:first");
  old.close();
}
const cards = async (drafts: Drafts, key: string): Promise<readonly number[]> => (await drafts.versions(key)).value!.map(({ revision }) => revision);
const at = (revision: number, of: Partial<Draft> = {}): Draft => ({ text: `text ${revision}`, baseText: "base", savedAt: revision * 1000, revision, ...of });

describe("notebooks kept in this browser", () => {
  let drafts: Drafts;
  beforeEach(() => { drafts = new Drafts(suffix); });
  afterEach(async () => { await drafts.close(); await deleteDB(`atnet-notebook${suffix}`); });

  it("P8: nobody's draft of the first version of the database is lost, and it becomes the first version to go back to", async () => {
    await version1();
    expect(await drafts.load("shipped:first")).to.deep.equal({ value: { text: "mine", baseText: "shipped", savedAt: 5, revision: 7 } });
    expect(await drafts.revision("shipped:first")).to.deep.equal({ value: 7 });
    expect(await drafts.save("shipped:first", at(8, { baseText: "shipped" }))).to.deep.equal({ value: true });
    expect(await cards(drafts, "shipped:first")).to.deep.equal([8, 7, 0]);
    expect([await drafts.version("shipped:first", 7), await drafts.version("shipped:first", 0)]).to.deep.equal([{ value: "mine" }, { value: "shipped" }]);
  });

  it("P8: F28: what a newer page wrote is read, said to be newer, and not changed", async () => {
    await drafts.save("a", at(1));
    await drafts.close();
    const newer = await openDB(`atnet-notebook${suffix}`, notebooksVersion + 1, { upgrade: (database) => { database.createObjectStore("of the future"); } });
    newer.close();
    expect(await drafts.load("a")).to.deep.equal({ value: at(1) });
    expect(drafts.isNewer).to.equal(true);
    for (const result of [await drafts.save("a", at(2)), await drafts.delete("a"), await drafts.remove("a")]) expect(result.problem!.code).to.equal("newer-storage");
    expect(await drafts.load("a")).to.deep.equal({ value: at(1) });
  });

  it("P4: a save that does not follow the newest one is refused, and what is kept stays", async () => {
    const other = new Drafts(suffix);
    await drafts.save("a", at(1));
    await other.save("a", at(2, { text: "theirs" }));
    const late = await drafts.save("a", at(2, { text: "mine", savedAt: 9e15 }));
    expect([late.problem!.code, late.problem!.message]).to.deep.equal(["changed-elsewhere", {
      en: "expected the notebook as this page had read it, but another tab has changed it. The other tab's version is shown; Undo brings yours back.",
      "pt-BR": "esperado: o notebook como esta página o tinha lido, mas outra aba o mudou. A versão da outra aba é mostrada; Desfazer traz a sua de volta.",
    }]);
    expect((await drafts.load("a")).value!.text).to.equal("theirs");
    expect(await drafts.save("a", at(3))).to.deep.equal({ value: true });
    await other.close();
  });

  it("P4: F29: B114: the revision decides and not the clock: set back by ten years, the later save is still the later one", async () => {
    await drafts.save("a", at(1, { savedAt: Date.now() }));
    expect(await drafts.save("a", at(2, { savedAt: Date.now() - 10 * 365 * 86_400_000 }))).to.deep.equal({ value: true });
    expect((await drafts.load("a")).value!.text).to.equal("text 2");
    expect(await cards(drafts, "a")).to.deep.equal([2, 1, 0]);
  });

  it("P4: a hundred saves of two pages at once leave one line of revisions, each of which is the text that was accepted", async () => {
    const pages = [drafts, new Drafts(suffix)];
    const accepted: string[] = [];
    await Promise.all(pages.map(async (page, i) => {
      for (let n = 0; n < 50; n++) {
        const { value: revision } = await page.revision("a");
        const text = `page ${i}, change ${n}`;
        if ((await page.save("a", at(revision! + 1, { text }))).value) accepted[revision! + 1] = text;
      }
    }));
    const { value: last } = await drafts.load("a");
    expect(accepted.length - 1).to.equal(last!.revision);
    for (const revision of await cards(drafts, "a")) if (revision > 0) expect((await drafts.version("a", revision)).value).to.equal(accepted[revision]);
    await pages[1]!.close();
  });

  it("P6: the last twenty changes of a notebook can be gone back to one by one, and what it began as", async () => {
    for (let revision = 1; revision <= 130; revision++) await drafts.save("a", at(revision));
    await drafts.save("b", at(1));
    const kept = await cards(drafts, "a");
    expect(kept.length).to.equal(versionsKept);
    expect(kept.slice(0, 20)).to.deep.equal(Array.from({ length: 20 }, (_, i) => 130 - i));
    expect([kept.at(-1), (await drafts.version("a", 0)).value]).to.deep.equal([0, "base"]);
    for (const revision of kept.slice(0, -1)) expect((await drafts.version("a", revision)).value).to.equal(`text ${revision}`);
    expect(await cards(drafts, "b")).to.deep.equal([1, 0]);
  });

  it("P6: the versions stay when a notebook goes back to what it was shipped as, and the next change follows them", async () => {
    await drafts.save("a", at(1));
    await drafts.delete("a");
    expect([await drafts.load("a"), await drafts.revision("a"), await cards(drafts, "a")]).to.deep.equal([{ value: null }, { value: 1 }, [1, 0]]);
    expect(await drafts.save("a", at(2))).to.deep.equal({ value: true });
  });

  it("come back with all their versions when a deletion is taken back", async () => {
    for (const revision of [1, 2]) await drafts.save("a", at(revision));
    const removed = await drafts.remove("a");
    expect([await drafts.load("a"), await cards(drafts, "a"), (await drafts.list()).value]).to.deep.equal([{ value: null }, [], []]);
    await drafts.putBack("a", removed.value!);
    expect([await drafts.load("a"), await cards(drafts, "a")]).to.deep.equal([{ value: at(2) }, [2, 1, 0]]);
  });

  it("remember where they are saved on the disk", async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle("kept.html", { create: true });
    expect(await drafts.file("a")).to.deep.equal({ value: null });
    await drafts.keepFile("a", file);
    await drafts.close();
    expect(await (await drafts.file("a")).value!.isSameEntry(file)).to.equal(true);
    await folder.removeEntry("kept.html");
  });
});

describe("a browser that fails while it keeps notebooks", () => {
  let drafts: Drafts;
  beforeEach(async () => {
    drafts = new Drafts(suffix);
    await drafts.save("a", at(1));
  });
  afterEach(async () => { await drafts.close(); await deleteDB(`atnet-notebook${suffix}`); });

  /** Puts something in the way. @returns takes it away again */
  function override<T extends object, K extends keyof T>(object: T, name: K, by: T[K]): () => void {
    const before = Object.getOwnPropertyDescriptor(object, name)!;
    Object.defineProperty(object, name, { configurable: true, writable: true, value: by });
    return () => Object.defineProperty(object, name, before);
  }
  const refuse = (name: string) => () => { throw new DOMException("no", name); };
  const faults: readonly { readonly fault: string; readonly code: string; inject(): () => void }[] = [
    { fault: "F21: has no room left when it is asked", code: "no-room", inject: () => override(IDBObjectStore.prototype, "put", refuse("QuotaExceededError")) },
    { fault: "F22: has no room left when it commits, after it had said that all was well", code: "no-room", inject: () => {
      const { put } = IDBObjectStore.prototype;
      return override(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore["put"]>) {
        const request = put.apply(this, args);
        const { transaction } = this;
        request.addEventListener("success", () => {
          Object.defineProperty(transaction, "error", { value: new DOMException("full", "QuotaExceededError") });
          transaction.abort();
        });
        return request;
      } as IDBObjectStore["put"]);
    } },
    { fault: "F25: does not let pages store anything", code: "no-storage", inject: () => { void drafts.close(); return override(IDBFactory.prototype, "open", refuse("SecurityError")); } },
    { fault: "F25: has no database at all", code: "no-storage", inject: () => { void drafts.close(); return override(globalThis, "indexedDB", undefined as unknown as IDBFactory); } },
    { fault: "F24: has closed the connection", code: "no-storage", inject: () => override(IDBDatabase.prototype, "transaction", refuse("InvalidStateError")) },
    { fault: "F34: breaks off between two stores", code: "draft-failed", inject: () => {
      let count = 0;
      const { put } = IDBObjectStore.prototype;
      return override(IDBObjectStore.prototype, "put", function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore["put"]>) {
        if (++count === 2) throw new Error("broken off");
        return put.apply(this, args);
      } as IDBObjectStore["put"]);
    } },
  ];
  for (const { fault, code, inject } of faults) {
    it(`P3: ${fault}: a problem says so, nothing half is kept, what was kept stays, and the next try works`, async () => {
      const takeAway = inject();
      let problem;
      try { ({ problem } = await drafts.save("a", at(2))); } finally { takeAway(); }
      expect(problem!.code).to.equal(code);
      expect(problem!.message.en).to.not.include("undefined");
      expect([await drafts.load("a"), await cards(drafts, "a")]).to.deep.equal([{ value: at(1) }, [1, 0]]);
      expect(await drafts.save("a", at(2))).to.deep.equal({ value: true });
    });
  }

  it("P3: F23: another tab with an older page holds the database: that is said after a moment, and saving goes on when it is closed", async () => {
    await drafts.close();
    await deleteDB(`atnet-notebook${suffix}`);
    const older = await openDB(`atnet-notebook${suffix}`, 1, { upgrade: (database) => { database.createObjectStore("drafts"); } });
    const refused = await Promise.all([drafts.save("a", at(1)), drafts.load("a")]);
    expect(refused.map(({ problem }) => problem!.code)).to.deep.equal(["storage-blocked", "storage-blocked"]);
    older.close();
    let result = await drafts.save("a", at(1));
    for (let i = 0; i < 50 && result.problem; i++) { await new Promise((resolve) => setTimeout(resolve, 20)); result = await drafts.save("a", at(1)); }
    expect(result).to.deep.equal({ value: true });
  });

  it("F23: gives way to a newer page at once, and says why nothing is saved any more", async () => {
    const newer = await openDB(`atnet-notebook${suffix}`, notebooksVersion + 1);
    expect((await drafts.save("a", at(2))).problem!.code).to.equal("newer-storage");
    newer.close();
  });

  it("F24: has thrown everything away: the notebook on the page is kept anew", async () => {
    await drafts.save("a", at(2));
    await deleteDB(`atnet-notebook${suffix}`);
    expect(await drafts.save("a", at(3))).to.deep.equal({ value: true });
    expect((await drafts.load("a")).value!.text).to.equal("text 3");
  });

  for (const [what, stored] of [["a number", 5], ["nothing in it", {}], ["texts that are none", { text: 1, baseText: [], savedAt: "now", revision: null }], ["null", null]] as const) {
    it(`F26: holds ${what} in place of a notebook: the others are there, and it can be written again`, async () => {
      const database = await openDB(`atnet-notebook${suffix}`);
      await database.put("drafts", stored, "broken");
      database.close();
      expect([await drafts.load("broken"), (await drafts.list()).value!.map(({ key }) => key)]).to.deep.equal([{ value: null }, ["a"]]);
      expect(await drafts.save("broken", at(1))).to.deep.equal({ value: true });
    });
  }

  it("F40: works where something was added to every object", async () => {
    const everyObject: { text?: unknown } = Object.prototype;
    everyObject.text = "polluted";
    try {
      expect(await drafts.save("b", at(1))).to.deep.equal({ value: true });
      expect((await drafts.load("b")).value!.text).to.equal("text 1");
    } finally { delete everyObject.text; }
  });
});

describe("saving soon", () => {
  /** A clock that stands until it is moved. */
  function standingClock() {
    let now = 0;
    let next = 1;
    const waiting = new Map<number, { at: number; run: () => void }>();
    return {
      setTimeout: (run: () => void, wait: number) => { waiting.set(next, { at: now + wait, run }); return next++; },
      clearTimeout: (timer: number) => { waiting.delete(timer); },
      async move(milliseconds: number) {
        for (const end = now + milliseconds; ; ) {
          const [due] = [...waiting].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
          if (!due) { now = end; break; }
          now = due[1].at;
          waiting.delete(due[0]);
          due[1].run();
          await Promise.resolve();
          await Promise.resolve();
        }
      },
      now: () => now,
    };
  }
  it("waits for 300 ms of quiet, but never longer than a second", async () => {
    const clock = standingClock();
    const runs: number[] = [];
    const save = debounce(() => { runs.push(clock.now()); }, {}, clock);
    save();
    await clock.move(299);
    save();
    await clock.move(1000);
    expect(runs).to.deep.equal([599]);
    for (let i = 0; i < 10; i++) { save(); await clock.move(200); }
    await clock.move(1000);
    expect(runs).to.deep.equal([599, 2299, 3299]);
  });
  it("flushes what waits, at once and only once, and never runs twice at a time", async () => {
    const clock = standingClock();
    let running = 0;
    let most = 0;
    let runs = 0;
    const save = debounce(async () => { most = Math.max(most, ++running); await Promise.resolve(); running--; runs++; }, {}, clock);
    await save.flush();
    expect(runs).to.equal(0);
    save();
    void save.flush();
    save();
    await save.flush();
    await clock.move(5000);
    expect([runs, most]).to.deep.equal([2, 1]);
    save();
    save.cancel();
    await clock.move(5000);
    expect(runs).to.equal(2);
  });
});
