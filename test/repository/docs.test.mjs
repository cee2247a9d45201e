// What the documents point at exists, and the two READMEs say the same things in the same order.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { readmes, withSpeeds } from "../../scripts/readme-speeds.mjs";
import { listFiles } from "../../scripts/list-files.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const documents = [...["README.md", "README.pt-BR.md", "CONTRIBUTING.md", "CHANGELOG.md"].map((name) => path.join(root, name)), ...(await listFiles(path.join(root, "docs"))).filter((file) => file.endsWith(".md"))];
const { scripts } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));

describe("documents", () => {
  for (const file of documents) {
    it(`${path.relative(root, file)} links only to files that exist`, async () => {
      const text = await readFile(file, "utf8");
      const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) => target).filter((target) => !/^[a-z]+:/.test(target));
      assert.deepEqual(links.filter((target) => !existsSync(path.resolve(path.dirname(file), target))), []);
    });
    it(`${path.relative(root, file)} names only npm scripts that exist`, async () => {
      const text = await readFile(file, "utf8");
      const named = [...text.matchAll(/`npm run ([\w:-]+)/g)].map(([, name]) => name);
      assert.deepEqual(named.filter((name) => !Object.hasOwn(scripts, name)), []);
    });
  }
  it("have a README with the same commands and headings' order in both languages", async () => {
    const shape = async (name) => {
      const text = await readFile(path.join(root, name), "utf8");
      return { levels: [...text.matchAll(/^(#+) /gm)].map(([, level]) => level.length), code: [...text.matchAll(/```\w*\n([\s\S]*?)```/g)].map(([, code]) => code.replace(/#.*$/gm, "").trim()) };
    };
    assert.deepEqual(await shape("README.pt-BR.md"), await shape("README.md"));
  });
  it("tell the speeds that the last bench measured (node scripts/readme-speeds.mjs)", async () => {
    for (const [name, locale] of Object.entries(readmes)) {
      const text = await readFile(path.join(root, name), "utf8");
      assert.equal(text, withSpeeds(text, locale), name);
    }
  });
});
