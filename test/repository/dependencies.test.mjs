// What the product is made of is fixed: exact versions, whole checksums, nothing that must run while it is installed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { listFiles } from "../../scripts/list-files.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const json = async (name) => JSON.parse(await readFile(path.join(root, name), "utf8"));
const [manifest, lock] = [await json("package.json"), await json("package-lock.json")];
const locked = Object.entries(lock.packages).filter(([name]) => name !== "");

describe("P30: dependencies", () => {
  it("are named by one exact version each, and the lockfile holds the same", () => {
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
      assert.equal(lock.packages[`node_modules/${name}`].version, version, name);
    }
  });

  it("have a SHA-512 of every package, direct or not", () => {
    assert.ok(locked.length > 100);
    assert.deepEqual(locked.filter(([, { integrity }]) => !(integrity ?? "").startsWith("sha512-")).map(([name]) => name), []);
  });

  it("need no script of their own to be installed: esbuild finds its binary without, core-js only prints", () => {
    assert.deepEqual(locked.filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional).map(([name]) => name.replace(/^.*node_modules\//, "")).filter((name) => !["esbuild", "core-js"].includes(name)), []);
    assert.equal(["preinstall", "install", "postinstall", "prepare"].some((name) => Object.hasOwn(manifest.scripts, name)), false);
  });

  it("are all under licences that let everyone pass the product on", () => {
    const free = /^(?:\(?(?:MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|MPL-2\.0|OFL-1\.1|Unlicense|Python-2\.0|CC0-1\.0|CC-BY-[34]\.0|BlueOak-1\.0\.0|Unicode-3\.0|Unicode-DFS-2016)(?: (?:AND|OR) )?)+\)?$/;
    assert.deepEqual(locked.filter(([, { dev, license }]) => !dev && !free.test(license ?? "")).map(([name, { license }]) => `${name} ${license}`), []);
  });
});

describe("P25: messages", () => {
  it("have a code each that says in words what is wrong, and no message is put together from a raw value", async () => {
    const files = [...(await listFiles(path.join(root, "src"))), ...(await listFiles(path.join(root, "components")))].filter((file) => file.endsWith(".ts"));
    let count = 0;
    for (const file of files) {
      const text = await readFile(file, "utf8");
      for (const [, code] of text.matchAll(/\bproblem(?:At)?\("([^"]*)"/g)) {
        count++;
        assert.match(code, /^[a-z]+(?:-[a-z0-9]+)*$/, file);
      }
      assert.doesNotMatch(text, /\bmessage: \{ en: [^}]*\.stack/, file);
    }
    assert.ok(count > 60, `${count} messages were found: the reader is broken`);
  });
});
