// The same source gives the same bytes: whoever builds the product can compare it with what is served (P30).
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { build } from "../../esbuild.config.mjs";
import { listFiles } from "../../scripts/list-files.mjs";

async function hashes() {
  const folder = await build();
  const files = (await listFiles(folder)).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [path.relative(folder, file), createHash("sha256").update(await readFile(file)).digest("hex")])));
}

describe("P30: the build", { timeout: 600_000 }, () => {
  it("gives the same files with the same SHA-256 twice", async () => {
    const first = await hashes();
    assert.ok(Object.keys(first).length > 20);
    assert.deepEqual(await hashes(), first);
  });
});
