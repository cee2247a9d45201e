// Draws every figure's example in Chromium and writes test/figures/snapshots: node test/figures/write-snapshots.mjs, then read the difference.
import * as esbuild from "esbuild";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { options } from "../../esbuild.config.mjs";
import { findChromium, quietFlags } from "../../scripts/find-chromium.mjs";

const folder = path.dirname(fileURLToPath(import.meta.url));
const contents = `
  import { figures } from "../../src/plots/index.js";
  import { structureOf } from "./structure.js";
  globalThis.drawn = [...figures].map(({ name, sample }) => [name, structureOf(sample("en").draw({ width: 640 }))]);`;
const { outputFiles } = await esbuild.build({ ...options, stdin: { contents, resolveDir: folder, loader: "ts" }, write: false, outdir: "out" });
const browser = await chromium.launch({ executablePath: findChromium(), args: quietFlags });
const page = await browser.newPage();
await page.addScriptTag({ content: outputFiles[0].text, type: "module" });
await page.waitForFunction(() => globalThis.drawn !== undefined);
await mkdir(path.join(folder, "snapshots"), { recursive: true });
for (const [name, drawing] of await page.evaluate(() => globalThis.drawn)) await writeFile(path.join(folder, "snapshots", `${name}.svg.txt`), drawing);
await browser.close();
