// The policy that holds whatever else fails: in the page, as it is built and as `npm start` serves it, and in a notebook exported as one file.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import { transform } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const read = (file) => readFile(path.join(root, file), "utf8");
const { code } = await transform(await read("src/sandbox/frame.ts"), { loader: "ts", format: "esm" });
const { framePage, frameScript } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
const frameHash = `'sha256-${createHash("sha256").update(frameScript).digest("base64")}'`;
const policyOf = (page) => Object.fromEntries(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)[1].split(";").map((rule) => rule.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources.join(" ")]));

describe("policies", () => {
  it("let the page run its own scripts and the sandbox's one, load from its own server, and make no HTML of text except through three policies", async () => {
    assert.deepEqual(policyOf(await read("components/index.html")), {
      "default-src": "'none'", "script-src": `'self' 'wasm-unsafe-eval' ${frameHash}`, "style-src": "'self' 'unsafe-inline'", "img-src": "'self' data: blob:", "font-src": "'self'",
      "connect-src": "'self'", "worker-src": "'self' blob:", "frame-src": "'none'", "manifest-src": "'self'", "base-uri": "'none'", "form-action": "'none'", "object-src": "'none'",
      "require-trusted-types-for": "'script'", "trusted-types": "lit-html dompurify at-worker-url at-sandbox",
    });
  });

  it("are the built page's and that of npm start: both copy this file, and nothing else sets one", async () => {
    const build = await read("esbuild.config.mjs");
    assert.match(build, /cp\(path\.join\(root, "components\/index\.html"\), path\.join\(out, "index\.html"\)\)/);
    assert.doesNotMatch(build + (await read("scripts/serve.mjs")), /Content-Security-Policy/i);
  });

  it("let the sandbox's frame start workers made of text, and nothing else", () => {
    assert.deepEqual(policyOf(framePage), { "default-src": "'none'", "script-src": "'unsafe-inline'", "worker-src": "blob:", "base-uri": "'none'", "form-action": "'none'" });
  });

  it("are read before any script: the policy stands in front of every other tag that could load", async () => {
    for (const page of [await read("components/index.html"), await read("components/standalone.html"), framePage]) {
      const at = page.indexOf("Content-Security-Policy");
      const loads = page.search(/<(?:script|link|style|img|iframe)\b/);
      assert.ok(at > 0 && at < loads, `${at} < ${loads}`);
    }
  });
});
