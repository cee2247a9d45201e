import { expect } from "@open-wc/testing";
import { deleteDB, openDB } from "idb";
import { readFile } from "../../components/controllers/files.js";
import { Library } from "../../components/controllers/library.js";
import { OwnFiles } from "../../src/data/import/own-files.js";
import { formatAttribute } from "../../src/notebook/newer-format.js";
import { Drafts } from "../../src/notebook/store/drafts.js";
import sample from "../fixtures/notebook-sample.html";

/** Everything that a database holds. */
async function contents(name: string): Promise<unknown> {
  const database = await openDB(name);
  const stores = await Promise.all([...database.objectStoreNames].map(async (store) => [store, await database.getAllKeys(store), await database.getAll(store)]));
  database.close();
  return stores;
}

const stages: readonly (readonly [object: object, name: string])[] = [
  ...["get", "getAll", "put", "delete"].map((name) => [IDBObjectStore.prototype, name] as const), [IDBIndex.prototype, "openKeyCursor"], [IDBDatabase.prototype, "transaction"],
];
/** Breaks the n-th touch of any database, and that one only. @returns whether it came to that */
async function breakingAt(n: number, act: () => Promise<unknown>): Promise<boolean> {
  let count = 0;
  const before = stages.map(([object, name]) => Object.getOwnPropertyDescriptor(object, name)!);
  for (const [i, [object, name]] of stages.entries()) {
    Object.defineProperty(object, name, { configurable: true, writable: true, value(this: unknown, ...args: unknown[]): unknown {
      if (++count === n) throw new DOMException(`broken at stage ${n}`, "UnknownError");
      return (before[i]!.value as (...all: unknown[]) => unknown).apply(this, args);
    } });
  }
  try { await act(); } finally { for (const [i, [object, name]] of stages.entries()) Object.defineProperty(object, name, before[i]!); }
  return count >= n;
}

describe("an import that is broken off", () => {
  const suffix = "-import-whole";
  const name = `atnet-notebook${suffix}`;
  let drafts: Drafts;
  beforeEach(async () => {
    drafts = new Drafts(suffix);
    await drafts.save("before", { text: sample, baseText: "", savedAt: 1, revision: 1 });
  });
  afterEach(async () => { await drafts.close(); await deleteDB(name); });

  for (const [what, text] of [["a notebook", sample], ["a notebook of a newer format", sample.replace("<notebook", `<notebook ${formatAttribute}="2"`)]] as const) {
    it(`P24: F34: ${what}: at whatever stage, what is kept is as it was, or has all of the new notebook too`, async () => {
      const whole = await contents(name);
      let stage = 1;
      let added = 0;
      for (; ; stage++) {
        const own = new Drafts(suffix);
        const wasBroken = await breakingAt(stage, async () => new Library(own).addFile(await readFile(new File([text], "a.html"))));
        await own.close();
        const keys = (await drafts.list()).value!.map(({ key }) => key);
        const [added1] = keys.filter((key) => key !== "before");
        if (added1 === undefined) expect(await contents(name), `stage ${stage}`).to.deep.equal(whole);
        else {
          added++;
          expect((await drafts.load(added1)).value!.text).to.equal(text);
          expect((await drafts.versions(added1)).value!.length).to.be.above(0);
          await drafts.remove(added1);
          expect(await contents(name)).to.deep.equal(whole);
        }
        if (!wasBroken) break;
      }
      expect(stage, "stages").to.be.above(4);
      expect(added, "the last time all went well").to.be.above(0);
    });
  }

  it("P24: F34: a network that is damaged anywhere leaves no notebook, and data that cannot be kept is not half there", async () => {
    const whole = await contents(name);
    const bytes = new TextEncoder().encode(`\x10\0\0\0\0\0\0\0{"a":"not a net"}`);
    const { key, problems } = await new Library(drafts).addFile(await readFile(new File([bytes], "a.safetensors")));
    expect([key, problems.length]).to.deep.equal([undefined, 1]);
    expect(await contents(name)).to.deep.equal(whole);
    const ownName = "atnet-import-whole-files";
    const files = new OwnFiles(ownName);
    const { hash } = await files.keep({ name: "first.csv", bytes: new Uint8Array([1]) });
    await files.close();
    const before = await contents(ownName);
    for (let stage = 1; await breakingAt(stage, async () => { const again = new OwnFiles(ownName); await again.keep({ name: "b.csv", bytes: new Uint8Array([2, 3]) }).catch(() => undefined); await again.close(); }); stage++) {
      expect(await contents(ownName), `stage ${stage}`).to.deep.equal(before);
    }
    expect((await files.read(hash))!.name).to.equal("first.csv");
    await files.close();
    await deleteDB(ownName);
  });
});
