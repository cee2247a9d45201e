// Every shipped notebook is an Observable notebook too: notebook-kit's own command builds it, and what it builds opens without the network.
import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";
import { serve } from "../../scripts/serve.mjs";
import { kitFolder, notebooks, openBuilt, root } from "./notebook-kit.mjs";

const names = (await readdir(path.join(root, "notebooks"))).filter((name) => name.endsWith(".html")).sort();

describe("notebook-kit's own command", { timeout: 300_000 }, () => {
  let folder;
  let browser;
  let site;
  before(async () => {
    folder = await kitFolder();
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
      await openBuilt(browser, new URL(`notebooks/${name}`, site.address).href);
    });
  }
});
