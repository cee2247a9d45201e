// A bundle that is joined does what it did in pieces, in fewer files, and nothing that is asked for later comes sooner.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import { buildJoined } from "../../scripts/join-chunks.mjs";

/** `page` brings two modules at once and a third when asked; `other` is a script of its own that shares one of them. */
const sources = {
  "page.js": `import { count } from "./counter.js"; import { only } from "./only.js"; import { common } from "./common.js";
    globalThis.began.push("page"); count(); export const seen = [only, common]; export const later = () => import("./later.js");`,
  "only.js": `export const only = "only"; globalThis.began.push("only");`,
  "counter.js": `let n = 0; export const count = () => ++n;`,
  "later.js": `import { count } from "./counter.js"; import { part } from "./part.js"; import { common } from "./common.js"; globalThis.began.push("later"); export const total = [count(), part, common]; export { again } from "./part.js";`,
  "part.js": `import { only } from "./only.js"; globalThis.began.push("part"); export const part = only + " part"; export const again = () => import("./part-of-part.js");`,
  "part-of-part.js": `import { part } from "./part.js"; export const text = part;`,
  "common.js": `globalThis.began.push("common"); export const common = "common";`,
  "other.js": `import { common } from "./common.js"; globalThis.began.push("other"); export const whole = common;`,
};

describe("a joined bundle", () => {
  let folder;
  let outdir;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "at-join-"));
    outdir = path.join(folder, "out");
    for (const [name, text] of Object.entries(sources)) await writeFile(path.join(folder, name), text);
    await writeFile(path.join(folder, "package.json"), `{"type": "module"}`);
    await buildJoined({
      entryPoints: { page: path.join(folder, "page.js"), other: path.join(folder, "other.js") }, outdir, bundle: true, format: "esm", target: "es2022", splitting: true, minify: true,
      chunkNames: "[name]-[hash]", legalComments: "none", logLevel: "error",
    }, [["page.js"], ["later.js"]].map((files) => files.map((file) => path.join(folder, file))));
    globalThis.began = [];
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("has a file for each group, and one for what two scripts share", async () => {
    const files = await readdir(outdir);
    assert.deepEqual(files.map((name) => name.replace(/-[\w-]{8}\.js$/, "-….js")).sort(), ["chunk-….js", "later-….js", "other.js", "page.js", "part-of-part-….js"]);
    const text = await readFile(path.join(outdir, files.find((name) => name.startsWith("later"))), "utf8");
    assert.match(text, /began\.push\("part"\)/);
    assert.doesNotMatch(text, /began\.push\("(?:only|common)"\)/);
  });

  it("keeps a script that shares a module from bringing the rest of the other", async () => {
    const { whole } = await import(pathToFileURL(path.join(outdir, "other.js")).href);
    assert.deepEqual([whole, globalThis.began.splice(0)], ["common", ["common", "other"]]);
  });

  it("runs every module once, and a later one when it is asked for", async () => {
    const { seen, later } = await import(pathToFileURL(path.join(outdir, "page.js")).href);
    assert.deepEqual([seen, globalThis.began.splice(0)], [["only", "common"], ["only", "page"]]);
    const { total } = await later();
    assert.deepEqual([total, globalThis.began.splice(0)], [[2, "only part", "common"], ["part", "later"]]);
  });
});
