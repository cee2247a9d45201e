import { expect } from "@open-wc/testing";
import { Hold } from "../../../src/notebook/store/hold.js";

const holds: Hold[] = [];
let key = "";
/** A tab that wants the notebook, and what it was told. */
async function tab(put = async (): Promise<void> => undefined): Promise<Hold & { readonly news: string[] }> {
  const hold = Object.assign(new Hold(key), { news: [] as string[] });
  holds.push(hold);
  await hold.begin();
  hold.attach({ put: async () => { hold.news.push("put"); await put(); }, changed: () => hold.news.push(hold.holds ? "holds" : "waits"), kept: () => hold.news.push("kept") });
  return hold;
}
async function soon(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !isSo(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isSo()).to.equal(true);
}

describe("the right to write a notebook", () => {
  beforeEach(() => { key = `hold ${Math.random()}`; });
  afterEach(() => { for (const hold of holds.splice(0)) hold.end(); });

  it("P4: is one tab's; the second knows since when, and hears when something was kept", async () => {
    const before = Date.now();
    const [first, second] = [await tab(), await tab()];
    expect([first.holds, second.holds]).to.deep.equal([true, false]);
    await soon(() => second.otherSince !== undefined);
    expect(second.otherSince).to.be.within(before, Date.now());
    first.tellKept();
    await soon(() => second.news.includes("kept"));
    expect(first.news).to.not.include("kept");
  });

  it("P4: comes to the tab that takes over, after the other one has kept what it had", async () => {
    const done: string[] = [];
    const first = await tab(async () => { done.push("first keeps"); });
    const second = await tab();
    await second.takeOver();
    done.push("second holds");
    expect([second.holds, done]).to.deep.equal([true, ["first keeps", "second holds"]]);
    await soon(() => !first.holds);
    expect(first.news.slice(0, 2)).to.deep.equal(["put", "waits"]);
    await first.takeOver();
    expect([first.holds, second.holds]).to.deep.equal([true, false]);
  });

  it("P4: goes to the one that took over although a third waits longer", async () => {
    const first = await tab();
    const third = await tab();
    const second = await tab();
    await second.takeOver();
    await soon(() => second.holds && !first.holds && !third.holds);
  });

  it("P5: is taken from a tab that does not answer, which then is told", async () => {
    const first = await tab(() => new Promise(() => undefined));
    const second = await tab();
    await second.takeOver();
    expect(second.holds).to.equal(true);
    await soon(() => !first.holds);
  });

  it("P5: comes by itself when the tab that has it is closed or crashes", async () => {
    const [first, second] = [await tab(), await tab()];
    first.end();
    await soon(() => second.holds);
    expect(second.news.at(-1)).to.equal("holds");
  });

  it("is not asked for where the browser knows no locks: the revision alone decides", async () => {
    const { locks } = Object.getOwnPropertyDescriptors(Navigator.prototype);
    Object.defineProperty(Navigator.prototype, "locks", { ...locks, get: () => undefined });
    try {
      const [first, second] = [await tab(), await tab()];
      expect([first.holds, second.holds]).to.deep.equal([true, true]);
      await second.takeOver();
    } finally { Object.defineProperty(Navigator.prototype, "locks", locks!); }
  });

  it("of another notebook is another one", async () => {
    const first = await tab();
    key += " other";
    expect([first.holds, (await tab()).holds]).to.deep.equal([true, true]);
  });
});
