// notebook-kit's own command, in a folder of its own, and what it builds, opened without an outside network.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** A copy of what a notebook imports, with a place for what is built ("out"): the command writes beside what it reads. */
export async function kitFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "atnet-notebooks-"));
  for (const part of ["notebooks", "components", "src", "package.json", "tsconfig.json"]) await cp(path.join(root, part), path.join(folder, part), { recursive: true });
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  await mkdir(path.join(folder, "out"));
  return folder;
}

/** Runs the `notebooks` command in `folder`. @returns what it printed; its failure throws */
export function notebooks(folder, ...args) {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = spawn(process.execPath, [path.join(root, "node_modules/@observablehq/notebook-kit/dist/bin/notebooks.js"), ...args], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => { output += chunk; });
    child.on("close", (code) => (code === 0 ? resolve(output) : reject(new Error(`notebooks ${args.join(" ")} ended with ${code}:\n${output}`))));
  });
}

/** Opens a built notebook and holds that it asks nothing of another origin, fails nowhere and shows its cells. */
export async function openBuilt(browser, address) {
  const page = await browser.newPage();
  const outside = [];
  const errors = [];
  await page.route((url) => !["localhost", "127.0.0.1"].includes(url.hostname) && !["data:", "blob:"].includes(url.protocol), (route) => { outside.push(route.request().url()); return route.abort(); });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(address);
  const elements = () => page.evaluate(() => [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("at-")).length);
  await page.waitForFunction(() => [...document.querySelectorAll("*")].some(({ localName, shadowRoot }) => localName.startsWith("at-") && shadowRoot));
  await page.waitForFunction(() => [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("at-")).length > 2);
  // Not "networkidle": a worker that a page has ended leaves its request open for ever in the browser's count.
  await page.waitForTimeout(1000);
  assert.deepEqual(outside, []);
  assert.deepEqual(errors, []);
  assert.ok(await elements() > 2, "the built page shows hardly any component");
  await page.close();
}
