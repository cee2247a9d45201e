// The page of a notebook in a single file, with a place for the notebook and its data: dist/assets/standalone.html.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { browserPlugins, withoutTfjsThreads } from "./esbuild-plugins.mjs";
import { written } from "./version.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** tfjs's wasm binary becomes an address of its own bytes, which travel zipped: base64 alone would undo most of what zipping the file saves. Only the one with SIMD travels: every browser of the last years has it. */
const embeddedWasm = {
  name: "embedded-wasm",
  setup(build) {
    // A file from the disk shares no memory between threads: the binary for that stays out.
    build.onResolve({ filter: /\.wasm\?shared-url$/ }, () => ({ path: "shared", namespace: "embedded" }));
    build.onResolve({ filter: /\.wasm\?url$/ }, async ({ path: specifier, importer, resolveDir, kind }) => {
      const resolved = await build.resolve(specifier.replace(/\?url$/, ""), { importer, resolveDir, kind });
      return resolved.errors.length ? { errors: resolved.errors } : { path: resolved.path, namespace: "embedded" };
    });
    build.onLoad({ filter: /.*/, namespace: "embedded" }, async ({ path: file }) => ({
      contents: file.endsWith("-simd.wasm")
        ? `import { gunzipSync } from "fflate"; const text = ${JSON.stringify(gzipSync(await readFile(file), { level: 9 }).toString("base64"))}; export default URL.createObjectURL(new Blob([gunzipSync(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))], { type: "application/wasm" }));`
        : `export default "";`,
      loader: "js",
      resolveDir: root,
    }));
  },
};

/** What runs code cells would make the file too large: there they are shown. */
const withoutCode = {
  name: "without-code",
  setup(build) {
    build.onLoad({ filter: /components[\\/]controllers[\\/]code-cells\.ts$/ }, () => ({ contents: "export class CodeCells { waiting = 0; read() { return undefined; } async follow() {} trust() {} }", loader: "js" }));
  },
};

/** The one binary that travels has memory of its own, which no other thread sees. */
const withoutThreads = {
  name: "without-threads",
  setup(build) {
    build.onLoad({ filter: /src[\\/]training[\\/]threads\.ts$/ }, () => ({
      contents: "export const defaultThreads = () => 1, canShareMemory = () => false, callThreads = () => {}, useThreads = async () => 1;", loader: "js",
    }));
  },
};

/** Other ways to compute would make the file too large: it computes with WebAssembly. */
const withWebAssemblyAlone = {
  name: "with-webassembly-alone",
  setup(build) {
    build.onResolve({ filter: /^@tensorflow\/tfjs-backend-(?:webgl|webgpu|cpu)$/ }, () => ({ path: "none", namespace: "no-card" }));
    build.onLoad({ filter: /.*/, namespace: "no-card" }, () => ({ contents: `throw new Error("a notebook in a single file computes with WebAssembly");`, loader: "js" }));
  },
};

/**
 * Parts of libraries that a registry, a namespace or a module of everything holds on to and that nothing here calls: tfjs's own stores of models (ours is
 * src/training/checkpoint*), its operations on images, signals and strings, its random numbers (ours are src/base/random.ts); Plot's maps, ramps of colour,
 * triangulations and dates. What they export throws if it is called.
 */
const uncalled = new RegExp(`node_modules[\\\\/](?:${[
  "@tensorflow/tfjs-core/dist/io/(?:browser_files|http|indexed_db|local_storage|model_management|passthrough|weights_loader)\\.js",
  "@tensorflow/tfjs-core/dist/ops/(?:image|linalg|signal|sparse|string|spectral)/\\w+\\.js",
  "@tensorflow/tfjs-core/dist/ops/(?:basic_lstm_cell|multi_rnn_cell|conv3d|conv3d_transpose|max_pool_3d|avg_pool_3d|random_gamma|random_normal|random_standard_normal|truncated_normal|rand|multinomial|ragged_gather|ragged_range|ragged_tensor_to_tensor|dilation2d|separable_conv2d|local_response_normalization|depth_to_space|in_top_k|confusion_matrix|max_pool_with_argmax|setdiff1d_async|search_sorted|lower_bound|upper_bound|moving_average|random_uniform|random_uniform_int|dropout|einsum|conv2d_transpose|batch_to_space_nd|space_to_batch_nd|pool|avg_pool_3d_grad|max_pool_3d_grad)\\.js",
  "d3-delaunay/dist/d3-delaunay\\.mjs",
  "d3-geo/dist/d3-geo\\.mjs",
  "d3-scale-chromatic/dist/d3-scale-chromatic\\.mjs",
  "d3-time-format/dist/d3-time-format\\.mjs",
].map((one) => one.replaceAll("/", "[\\\\/]")).join("|")})$`);
/** Plot reads these while it is loaded. */
const standIns = { transform: "() => ({})", scheme: "Array.from({ length: 12 }, () => [])" };
const standInFor = (name) => (name === "geoTransform" ? "transform" : name.startsWith("scheme") ? "scheme" : "none");
const withoutUncalled = {
  name: "without-uncalled",
  setup(build) {
    build.onLoad({ filter: uncalled }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const declared = [...text.matchAll(/^export (?:async )?(?:function\*?|const|let|var|class) (\w+)/gm)].map(([, name]) => name);
      const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) => list.split(",").map((one) => one.trim().split(/ as /).at(-1)));
      const names = [...new Set([...declared, ...listed])].filter((name) => /^\w+$/.test(name) && name !== "default");
      return {
        contents: `function none() { throw new Error("this part of a library is not in a single file"); }\n${Object.entries(standIns).map(([name, value]) => `const ${name} = ${value};\n`).join("")}export { ${["none as default", ...names.map((name) => `${standInFor(name)} as ${name}`)].join(", ")} };`,
        loader: "js",
      };
    });
  },
};

/** The richer editor of sources weighs a tenth of the file: there the plain text area edits them. */
const withoutCodeEditor = {
  name: "without-code-editor",
  setup(build) {
    build.onLoad({ filter: /components[\\/]editing[\\/]code-editor\.ts$/ }, () => ({ contents: "export const mountCodeEditor = undefined;", loader: "js" }));
  },
};

const common = { bundle: true, write: false, target: "es2022", platform: "browser", charset: "utf8", legalComments: "none", logLevel: "warning", outdir: "/" };

/** The pieces of a split bundle, found by their names. */
const piecesOf = (outputFiles) => ({
  name: "pieces",
  setup(build) {
    const pieces = new Map(outputFiles.map(({ path: file, text }) => [path.basename(file), text]));
    build.onResolve({ filter: /.*/ }, ({ path: name }) => ({ path: path.basename(name), namespace: "piece" }));
    build.onLoad({ filter: /.*/, namespace: "piece" }, ({ path: name }) => ({ contents: pieces.get(name), loader: "js" }));
  },
});

/** Of the two that the script is begun as, the page has a document. */
const either = `if (typeof document === "undefined") void import("./worker.js"); else void import("./page.js");`;

/**
 * One script that is the page, and begun as a worker the worker: what both need is in it once. Split first, then joined: esbuild leaves out what nothing
 * uses only where it may split, and joined at once the script would carry parsers and figures that no one calls.
 */
async function bundle(minify) {
  const split = await esbuild.build({
    ...common, entryPoints: { page: path.join(root, "components/standalone.ts"), worker: path.join(root, "src/training/worker.ts") }, format: "esm", splitting: true, minify,
    plugins: [withoutCode, withoutCodeEditor, withoutThreads, withoutTfjsThreads, embeddedWasm, withWebAssemblyAlone, ...browserPlugins(), withoutUncalled],
    conditions: ["browser", "module", "import"], define: { "import.meta.url": "self.location.href", ...written },
  });
  const joined = await esbuild.build({ ...common, entryPoints: ["entry.js"], format: "iife", minify, plugins: [piecesOf([...split.outputFiles, { path: "entry.js", text: either }])] });
  return joined.outputFiles[0].text;
}

/** Script text that may stand between tags: neither an end tag nor the comment that would hide one. */
const inline = (script) => script.replace(/<\/(?=script)/gi, "<\\/").replace(/<!--/g, "<\\!--");

export async function buildStandalone(folder, { minify = true } = {}) {
  const code = inline(await bundle(minify));
  const hash = createHash("sha256").update(code).digest("base64");
  // The page names the one script that the frame of code cells holds; so does this one.
  const [frame] = /'sha256-[^']+'/.exec(await readFile(path.join(root, "components/index.html"), "utf8"));
  const policy = `default-src 'none'; script-src 'sha256-${hash}' ${frame} 'wasm-unsafe-eval'; worker-src blob:; connect-src blob:; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html dompurify at-worker-url at-sandbox`;
  const template = await readFile(path.join(root, "components/standalone.html"), "utf8");
  await writeFile(path.join(folder, "standalone.html"), template
    .replace("%AT-POLICY%", () => policy).replace("%AT-CODE%", () => code));
}
