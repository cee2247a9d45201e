// What the bundles need that esbuild does not do by itself. The tests use the same plugins, so they test what ships.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { shippedFormulasPlugin } from "./shipped-formulas.mjs";

/** notebook-kit imports the whole TypeScript compiler for cells that we never transpile: 3.6 MB that no page should carry. */
const withoutTypeScript = {
  name: "notebook-kit-without-typescript",
  setup(build) {
    build.onResolve({ filter: /^\.\/typescript\.js$|^\.\/javascript\/typescript\.js$/ }, ({ importer }) =>
      importer.includes("notebook-kit") ? { path: "typescript-stub", namespace: "stub" } : undefined);
    build.onLoad({ filter: /.*/, namespace: "stub" }, () => ({
      contents: `export function transpileTypeScript() { throw new Error("TypeScript cells are not supported in the browser"); }`,
    }));
  },
};

/** notebook-kit declares no side effects to bundlers and has none in what we use: reading and writing the file format. */
const leanNotebookKit = {
  name: "lean-notebook-kit",
  setup(build) {
    build.onResolve({ filter: /^@observablehq\/notebook-kit$/ }, async ({ path: specifier, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === leanNotebookKit) return undefined;
      const resolved = await build.resolve(specifier, { importer, resolveDir, kind, pluginData: leanNotebookKit });
      return { ...resolved, sideEffects: false };
    });
    build.onResolve({ filter: /^\.{1,2}\// }, async ({ path: specifier, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === leanNotebookKit || !importer.includes("notebook-kit")) return undefined;
      const resolved = await build.resolve(specifier, { importer, resolveDir, kind, pluginData: leanNotebookKit });
      return { ...resolved, sideEffects: false };
    });
  },
};

/** `import url from "x.wasm?url"` (as Vite writes it) becomes a file beside the bundle and its address relative to the bundle. */
const urlImports = {
  name: "url-imports",
  setup(build) {
    build.onResolve({ filter: /\?url$/ }, async ({ path: specifier, importer, resolveDir, kind }) => {
      const resolved = await build.resolve(specifier.replace(/\?url$/, ""), { importer, resolveDir, kind });
      return resolved.errors.length ? { errors: resolved.errors } : { path: resolved.path, namespace: "url" };
    });
    build.onLoad({ filter: /.*/, namespace: "url" }, async ({ path: file }) => ({
      contents: `import name from ${JSON.stringify(file)}; export default new URL(name, import.meta.url).href;`,
      loader: "js",
      resolveDir: path.dirname(file),
    }));
  },
};

/** `new URL("./worker.ts", import.meta.url)` (as Vite and webpack read it) points at the worker's own bundle, which lies beside ours; a thread's likewise. */
const workerUrls = {
  name: "worker-urls",
  setup(build) {
    build.onLoad({ filter: /(?:src[\\/]training[\\/](?:client|threads)|components[\\/]controllers[\\/]model-files)\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replace(/new URL\("[./\w]*\/(worker|thread|model-reader)\.ts", import\.meta\.url\)/g, `new URL("./$1.js", import.meta.url)`),
      loader: "ts",
    }));
  },
};

/**
 * `import url from "x.wasm?shared-url"`: the same module, but that the memory which it makes is shared between threads. One bit of the file says so.
 * tfjs's own threaded binary starts a worker from a blob, which the page's policy refuses.
 */
const sharedMemory = {
  name: "shared-memory",
  setup(build) {
    build.onResolve({ filter: /\?shared-url$/ }, async ({ path: specifier, importer, resolveDir, kind }) => {
      const resolved = await build.resolve(specifier.replace(/\?shared-url$/, ""), { importer, resolveDir, kind });
      return resolved.errors.length ? { errors: resolved.errors } : { path: resolved.path.replace(/\.wasm$/, "-shared.wasm"), namespace: "shared-url" };
    });
    build.onLoad({ filter: /.*/, namespace: "shared-url" }, ({ path: file }) => ({
      contents: `import name from ${JSON.stringify(file)}; export default new URL(name, import.meta.url).href;`,
      loader: "js",
      resolveDir: path.dirname(file),
    }));
    build.onResolve({ filter: /-shared\.wasm$/ }, ({ path: file, namespace }) => (namespace === "shared-url" ? { path: file, namespace: "shared-binary" } : undefined));
    build.onLoad({ filter: /.*/, namespace: "shared-binary" }, async ({ path: file }) => ({ contents: withSharedMemory(await readFile(file.replace(/-shared\.wasm$/, ".wasm"))), loader: "file" }));
  },
};

/** For what is served: the script of that threaded binary, and of its workers, is a script for threads that nobody starts (src/training/wasm-backend.ts). Called, it throws. */
export const withoutTfjsThreads = {
  name: "without-tfjs-threads",
  setup(build) {
    build.onLoad({ filter: /tfjs-backend-wasm-threaded-simd(?:\.worker)?\.js$/ }, () => ({
      contents: `export const wasmWorkerContents = ""; export default function threads() { throw new Error("tfjs's own threads are not in this page"); }`, loader: "js",
    }));
  },
};

/** A WebAssembly module that makes one memory with a maximum → the same with a shared one. @throws Error for any other module */
export function withSharedMemory(module) {
  const bytes = Uint8Array.from(module);
  let at = 8;
  const unsigned = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = unsigned() + at;
    if (section === 5) {
      if (unsigned() !== 1 || bytes[at] !== 1) break;
      bytes[at] = 3;
      return bytes;
    }
    at = end;
  }
  throw new Error("expected a WebAssembly module with one memory of its own that has a maximum");
}

/**
 * For bundles of the page: architectures are described there and built only in the worker, so what builds them (and the kernels it calls) stays out.
 * Calling it on the page throws.
 */
export const withoutBuilding = {
  name: "architectures-without-building",
  setup(build) {
    build.onLoad({ filter: /src[\\/]model[\\/]architectures[\\/][\w-]+[\\/]build\.ts$/ }, async ({ path: file }) => {
      const names = [...(await readFile(file, "utf8")).matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
      return { contents: names.map((name) => `export function ${name}() { throw new Error("${name}: a network is built in the worker"); }`).join("\n"), loader: "js" };
    });
  },
};

/** temml's own minified file is a sixth smaller than what bundling its module gives; it only lacks the export. */
const smallTemml = {
  name: "small-temml",
  setup(build) {
    build.onResolve({ filter: /^temml$/ }, async ({ importer, resolveDir, kind }) => {
      const { path: file, errors } = await build.resolve("temml/dist/temml.min.js", { importer, resolveDir, kind });
      return errors.length ? { errors } : { path: file, namespace: "temml" };
    });
    build.onLoad({ filter: /.*/, namespace: "temml" }, async ({ path: file }) => ({ contents: `${await readFile(file, "utf8")}\nexport default temml;`, loader: "js" }));
  },
};

/**
 * UMAP fits one curve to its two settings, which here never change, with a library of matrices that weighs twice as much as itself: the fit is done when
 * the page is built. Other settings throw.
 */
const fittedUmap = {
  name: "fitted-umap",
  setup(build) {
    build.onResolve({ filter: /^ml-levenberg-marquardt$/ }, () => ({ path: "fit", namespace: "fitted-umap" }));
    build.onLoad({ filter: /.*/, namespace: "fitted-umap" }, () => {
      const require = createRequire(import.meta.url);
      const [spread, minDist, at] = [1, 0.1, 100];
      const { a, b } = require("umap-js/dist/umap.js").findABParams(spread, minDist);
      const y = Math.exp(-(require("umap-js/dist/utils.js").linear(0, spread * 3, 300)[at] - minDist) / spread);
      return { contents: `export default function fit(data) { if (Math.abs(data.y[${at}] - ${y}) > 1e-12) throw new Error("UMAP was fitted for spread ${spread} and minDist ${minDist}"); return { parameterValues: [${a}, ${b}] }; }` };
    });
  },
};

export const browserPlugins = () => [withoutTypeScript, leanNotebookKit, urlImports, sharedMemory, workerUrls, smallTemml, fittedUmap, shippedFormulasPlugin];
