// What people write is kept: over tabs that are closed or crash, over two tabs at once, and where the browser has no room.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openSite } from "./site.mjs";

/** Opens a new notebook of one text. */
async function newNotebook(site) {
  const opened = await site.open();
  await opened.page.getByRole("button", { name: "New notebook" }).click();
  await opened.page.locator("at-notebook at-cell").first().waitFor();
  return opened;
}
/** Runs in the page. */
const inNotebook = (page, action, value) => page.locator("at-notebook").evaluate((notebook, [source, given]) => Function(`return (${source})`)()(notebook, given), [String(action), value]);
const textOf = (page) => inNotebook(page, (notebook) => notebook.document.cells.map(({ source }) => source).join("\n"));
const stateOf = (page) => inNotebook(page, (notebook) => notebook.saved.state);
/** Adds a line to the first text, as its editor does. @returns whether it was taken */
const addLine = (page, line) => inNotebook(page, (notebook, text) => {
  const before = notebook.document;
  const source = `${before.cells[0].source}\n${text}`;
  notebook.shadowRoot.querySelector("at-cell").dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "apply", source }, bubbles: true, composed: true }));
  return notebook.document !== before;
}, line);
async function until(condition, what) {
  for (let i = 0; i < 1200; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`it never came to: ${what}`);
}
const untilState = (page, state) => until(async () => (await stateOf(page)) === state, state);
/** mulberry32 */
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe("what is kept", { timeout: 400_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  it("P2: F19: a change made in the moment in which the tab is closed is there when it is opened again", async () => {
    const { page, close } = await newNotebook(site);
    await untilState(page, "saved");
    const address = page.url();
    const other = await page.context().newPage();
    await inNotebook(page, (notebook) => {
      const source = "typed at the last moment";
      notebook.shadowRoot.querySelector("at-cell").dispatchEvent(new CustomEvent("at-cell-action", { detail: { do: "apply", source }, bubbles: true, composed: true }));
    });
    await page.close({ runBeforeUnload: true });
    await other.goto(address);
    await other.locator("at-notebook at-cell").first().waitFor();
    assert.equal(await textOf(other), "typed at the last moment");
    await close();
  });

  it("P4: F27, F29: two hundred random changes from two tabs, one of whose clocks is ten years behind, are one line of history", async () => {
    const { page: first, faults, close } = await newNotebook(site);
    await untilState(first, "saved");
    const second = await first.context().newPage();
    await second.addInitScript(() => { const { now } = Date; Date.now = () => now() - 315_360_000_000; });
    await second.goto(first.url());
    await second.locator("at-notebook").waitFor();
    await untilState(second, "elsewhere");
    const tabs = [first, second];
    const draw = random(5);
    const lines = [];
    for (let holder = 0; lines.length < 200;) {
      const wanted = draw() < 0.5 ? 0 : 1;
      if (wanted !== holder) {
        assert.equal(await addLine(tabs[wanted], "must not be taken"), false, "a tab that does not have the notebook changes nothing");
        await tabs[wanted].getByRole("button", { name: "Take over here" }).click();
        await until(async () => (await stateOf(tabs[wanted])) !== "elsewhere", "taken over");
        await untilState(tabs[holder], "elsewhere");
        holder = wanted;
      }
      for (let burst = Math.ceil(draw() * 12); burst > 0 && lines.length < 200; burst--) {
        const line = `change ${lines.length + 1} in tab ${holder}`;
        assert.equal(await addLine(tabs[holder], line), true);
        lines.push(line);
      }
    }
    await until(async () => (await textOf(first)) === (await textOf(second)), "the same text in both tabs");
    const text = (await textOf(second)).split("\n");
    assert.deepEqual(text.filter((line) => line.startsWith("change")), lines);
    assert.ok(!text.includes("must not be taken"));
    const revisions = await first.evaluate(() => new Promise((resolve) => {
      const opening = indexedDB.open("atnet-notebook");
      opening.onsuccess = () => { const all = opening.result.transaction("versions").objectStore("versions").getAll(); all.onsuccess = () => resolve(all.result.map(({ revision, text: kept }) => [revision, (kept.match(/change \d+ in tab/g) ?? []).length])); };
    }));
    for (const [i, [revision, changes]] of revisions.entries()) if (i > 0) assert.ok(revision > revisions[i - 1][0] && changes >= revisions[i - 1][1], "every version holds the changes of the one before it");
    await second.reload();
    await second.locator("at-notebook at-cell").first().waitFor();
    assert.deepEqual((await textOf(second)).split("\n").filter((line) => line.startsWith("change")), lines);
    assert.deepEqual(faults, []);
    await close();
  });

  it("P5: F17: when the tab that has the notebook crashes, the other one has it, with everything that was saved", async () => {
    const { page: first, close } = await newNotebook(site);
    await addLine(first, "before the crash");
    await untilState(first, "saved");
    const second = await first.context().newPage();
    await second.goto(first.url());
    await second.locator("at-notebook").waitFor();
    await untilState(second, "elsewhere");
    const session = await first.context().newCDPSession(first);
    session.send("Page.crash").catch(() => undefined);
    await untilState(second, "saved");
    assert.match(await textOf(second), /before the crash/);
    assert.equal(await addLine(second, "after the crash"), true);
    await untilState(second, "saved");
    await close();
  });

  it("P3: F21: where there is no room, the page says so and offers a download, loses nothing, and saves by itself when there is room again", async () => {
    const { page, close } = await site.open();
    const session = await page.context().newCDPSession(page);
    const origin = new URL(site.address).origin;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2_000_000 });
    await page.getByRole("button", { name: "New notebook" }).click();
    await untilState(page, "saved");
    // Something else has taken nearly all of it.
    const filled = await page.evaluate(() => new Promise((resolve) => {
      const opening = indexedDB.open("something else", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("bytes");
      opening.onsuccess = () => {
        const fill = (size, key) => {
          if (size < 2000) return resolve(key);
          const transaction = opening.result.transaction("bytes", "readwrite");
          transaction.objectStore("bytes").put(crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536))), key);
          transaction.addEventListener("complete", () => fill(size, key + 1));
          transaction.addEventListener("abort", () => fill(size / 2, key + 1));
        };
        fill(65_536, 0);
      };
    }));
    assert.ok(filled > 0);
    const long = "0123456789 ".repeat(10_000);
    await addLine(page, long);
    await untilState(page, "failed");
    const downloads = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download a copy" }).click();
    assert.equal((await downloads).suggestedFilename(), "new-notebook.html");
    assert.ok((await textOf(page)).includes(long.trim()), "it is still on the page");
    await session.send("Storage.overrideQuotaForOrigin", { origin });
    await page.getByRole("button", { name: "Try now" }).click();
    await untilState(page, "saved");
    await page.reload();
    await page.locator("at-notebook at-cell").first().waitFor();
    assert.ok((await textOf(page)).includes(long.trim()));
    await close();
  });

  it("F20: reloaded again and again in the middle of changes, it has every one that was saved, and no cell twice", async () => {
    const { page, close } = await newNotebook(site);
    const draw = random(9);
    const saved = [];
    for (let i = 1; i <= 8; i++) {
      await addLine(page, `change ${i}`);
      if (draw() < 0.5) { await untilState(page, "saved"); saved.push(`change ${i}`); }
      await page.reload();
      await page.locator("at-notebook at-cell").first().waitFor();
      const found = (await textOf(page)).match(/change \d+/g) ?? [];
      assert.equal(new Set(found).size, found.length);
      assert.deepEqual(saved.filter((one) => !found.includes(one)), []);
      assert.equal(await inNotebook(page, (notebook) => notebook.document.cells.length), 1);
    }
    await close();
  });

  it("everything is erased on a person's word, and only then said to be", async () => {
    const { page, close } = await newNotebook(site);
    await untilState(page, "saved");
    // Everything that this page ever writes down: what was trusted and left unfinished, choices, what was copied; and something of another page.
    await page.evaluate(async () => {
      for (const name of ["trusted", "unfinished", "theme", "locale", "letter-keys", "copied-cells", "last-00000000"]) localStorage.setItem(`at-${name}`, "x");
      localStorage.setItem("of-another-page", "stays");
      await (await caches.open("atnet-notebook-offline-0")).put("/x", new Response("x"));
      await (await caches.open("of another page")).put("/x", new Response("x"));
    });
    await page.goto(`${site.address}#/`);
    await page.getByRole("button", { name: "What this browser keeps…" }).click();
    await page.getByText("1 notebook of yours").waitFor();
    await page.getByRole("button", { name: "Erase all my data…" }).click();
    await page.getByRole("button", { name: "Erase everything" }).click();
    await page.locator("at-storage-panel .done").waitFor();
    // A list that was looked at again may have made an empty database.
    const left = () => page.evaluate(async () => {
      const records = await Promise.all((await indexedDB.databases()).map(({ name }) => new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.addEventListener("error", () => reject(opening.error));
        opening.addEventListener("success", async () => {
          const stores = [...opening.result.objectStoreNames];
          const counts = await Promise.all(stores.map((store) => new Promise((yes) => { const count = opening.result.transaction(store).objectStore(store).count(); count.addEventListener("success", () => yes(count.result)); })));
          opening.result.close();
          resolve(counts.reduce((sum, count) => sum + count, 0));
        });
      })));
      return [records.reduce((sum, count) => sum + count, 0), await caches.keys(), Object.keys(localStorage)];
    });
    assert.deepEqual(await left(), [0, ["of another page"], ["of-another-page"]]);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByText("Nothing yet.").waitFor();
    await close();
  });
});
