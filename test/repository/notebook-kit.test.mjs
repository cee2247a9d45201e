// Every shipped notebook is an Observable notebook too: notebook-kit's own command builds it, and what it builds opens without the network.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const names = (await readdir(path.join(root, "notebooks"))).filter((name) => name.endsWith(".html")).sort();

/** Runs the `notebooks` command in `folder`. @returns what it printed; its failure throws */
function notebooks(folder, ...args) {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(process.execPath, [path.join(root, "node_modules/@observablehq/notebook-kit/dist/bin/notebooks.js"), ...args], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => { output += chunk; });
    child.on("close", (code) => (code === 0 ? resolve(output) : reject(new Error(`notebooks ${args.join(" ")} ended with ${code}:\n${output}`))));
  });
}

describe("notebook-kit's own command", { timeout: 300_000 }, () => {
  let folder;
  let browser;
  let site;
  before(async () => {
    // A copy: the command writes beside what it reads.
    folder = await mkdtemp(path.join(tmpdir(), "atnet-notebooks-"));
    for (const part of ["notebooks", "components", "src", "package.json", "tsconfig.json"]) await cp(path.join(root, part), path.join(folder, part), { recursive: true });
    await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
    await mkdir(path.join(folder, "out"));
    browser = await chromium.launch({ executablePath: findChromium(), args: quietFlags });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  it("has notebooks to build", () => assert.ok(names.length > 0, "notebooks/ holds no file"));
  it("builds every shipped notebook", async () => {
    await notebooks(folder, "build", "--root", folder, "--out", path.join(folder, "out"), "--", ...names.map((name) => path.join("notebooks", name)));
    site = await serve(path.join(folder, "out"));
  });
  for (const name of names) {
    it(`pitfall 14: ${name}, built, opens without an outside request and shows its cells`, async () => {
      const page = await browser.newPage();
      const outside = [];
      const errors = [];
      await page.route((url) => !["localhost", "127.0.0.1"].includes(url.hostname) && !["data:", "blob:"].includes(url.protocol), (route) => { outside.push(route.request().url()); return route.abort(); });
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(new URL(`notebooks/${name}`, site.address).href);
      const elements = () => page.evaluate(() => [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("at-")).length);
      await page.waitForFunction(() => [...document.querySelectorAll("*")].some(({ localName, shadowRoot }) => localName.startsWith("at-") && shadowRoot));
      await page.waitForFunction(() => [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("at-")).length > 2);
      // Not "networkidle": a worker that a page has ended leaves its request open for ever in the browser's count.
      await page.waitForTimeout(1000);
      assert.deepEqual(outside, []);
      assert.deepEqual(errors, []);
      assert.ok(await elements() > 2, "the built page shows hardly any component");
      await page.close();
    });
  }
});
