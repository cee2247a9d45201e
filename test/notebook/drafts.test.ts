import { expect } from "@open-wc/testing";
import { deleteDB, openDB } from "idb";
import { debounce } from "../../src/notebook/debounce.js";
import { Drafts, type Draft } from "../../src/notebook/drafts.js";

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
