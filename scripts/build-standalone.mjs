// The page of a notebook in a single file, with a place for the notebook and its data: dist/assets/standalone.html.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { browserPlugins, withoutBuilding } from "./esbuild-plugins.mjs";
import { written } from "./version.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** tfjs's wasm binary becomes an address of its own bytes. Only the one with SIMD travels: every browser of the last years has it. */
const embeddedWasm = {
  name: "embedded-wasm",
  setup(build) {
    build.onResolve({ filter: /\.wasm\?url$/ }, async ({ path: specifier, importer, resolveDir, kind }) => {
      const resolved = await build.resolve(specifier.replace(/\?url$/, ""), { importer, resolveDir, kind });
      return resolved.errors.length ? { errors: resolved.errors } : { path: resolved.path, namespace: "embedded" };
    });
    build.onLoad({ filter: /.*/, namespace: "embedded" }, async ({ path: file }) => ({
      contents: file.endsWith("-simd.wasm")
        ? `const text = ${JSON.stringify((await readFile(file)).toString("base64"))}; export default URL.createObjectURL(new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type: "application/wasm" }));`
        : `export default "";`,
      loader: "js",
    }));
  },
};

/** Ways to compute that would double the file: it computes with WebAssembly, or in plain JavaScript. */
const withoutGraphicsCards = {
  name: "without-graphics-cards",
  setup(build) {
    build.onResolve({ filter: /^@tensorflow\/tfjs-backend-web(gl|gpu)$/ }, () => ({ path: "none", namespace: "no-card" }));
    build.onLoad({ filter: /.*/, namespace: "no-card" }, () => ({ contents: `throw new Error("a notebook in a single file computes with WebAssembly");`, loader: "js" }));
  },
};

const bundle = async (entry, plugins, minify) => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, entry)], bundle: true, write: false, format: "iife", target: "es2022", platform: "browser", minify, charset: "utf8",
    conditions: ["browser", "module", "import"], legalComments: "none", logLevel: "warning", plugins, define: { ...written, "import.meta.url": "self.location.href" },
  });
  return outputFiles[0].text;
};

/** Script text that may stand between tags: neither an end tag nor the comment that would hide one. */
const inline = (script) => script.replace(/<\/(?=script)/gi, "<\\/").replace(/<!--/g, "<\\!--");

export async function buildStandalone(folder, { minify = true } = {}) {
  const [page, worker] = await Promise.all([
    bundle("components/standalone.ts", [...browserPlugins(), withoutBuilding], minify),
    bundle("src/training/worker.ts", [embeddedWasm, withoutGraphicsCards, ...browserPlugins()], minify),
  ]);
  const code = inline(page);
  const hash = createHash("sha256").update(code).digest("base64");
  const policy = `default-src 'none'; script-src 'sha256-${hash}' 'wasm-unsafe-eval'; worker-src blob:; connect-src blob:; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html dompurify at-worker-url`;
  const template = await readFile(path.join(root, "components/standalone.html"), "utf8");
  await writeFile(path.join(folder, "standalone.html"), template
    .replace("%AT-POLICY%", () => policy).replace("%AT-WORKER%", () => inline(worker)).replace("%AT-CODE%", () => code));
}
