// Writes a split bundle in few files. esbuild cuts one for every set of importers, a hundred of a few hundred bytes each: what always loads together
// comes in one round and zips better as one file.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";
import { rollup } from "rollup";

/** As in esbuild's own names. */
const hash = /-[A-Z0-9]{8}$/;

/**
 * Builds, joins and writes.
 * @param options of a minified esbuild build with `splitting`
 * @param together groups of source files that are entry points or imported ones: what a group brings at once becomes one file, but for what the groups before it
 *   have brought, and what another of the build's own scripts brings too, which would bring the rest along
 * @returns esbuild's result before joining, which tells who imports what
 */
export async function buildJoined(options, together) {
  // Names stay long until the files are joined: shortened in each alone, they would meet.
  const split = await esbuild.build({ ...options, chunkNames: "[name]-[hash]", minify: false, minifySyntax: true, write: false, metafile: true });
  const texts = new Map();
  for (const { path: file, text, contents } of split.outputFiles) {
    if (file.endsWith(".js")) texts.set(path.basename(file), text);
    else await mkdir(options.outdir, { recursive: true }).then(() => writeFile(file, contents));
  }
  const groups = groupsOf(split.metafile, Object.keys(options.entryPoints).map((name) => `${name}.js`), together);
  const bundle = await rollup({
    input: Object.fromEntries(Object.keys(options.entryPoints).map((name) => [name, `${name}.js`])),
    // esbuild has left out what nothing uses.
    treeshake: false,
    preserveEntrySignatures: "allow-extension",
    plugins: [{
      name: "pieces",
      resolveId: (file) => path.basename(file),
      load: (name) => texts.get(name),
      renderChunk: (code) => esbuild.transform(code, { minify: true, format: "esm", target: options.target, legalComments: options.legalComments }),
    }],
  });
  await bundle.write({
    dir: options.outdir, format: "es", entryFileNames: "[name].js",
    chunkFileNames: ({ name }) => `${options.chunkNames.replace("[name]", name.replace(hash, ""))}.js`,
    manualChunks: (name) => groups.get(name), onlyExplicitManualChunks: true,
  });
  await bundle.close();
  return split;
}

/** The name of the group that each piece belongs to. */
function groupsOf({ outputs: byFile }, scripts, together) {
  const outputs = new Map(Object.entries(byFile).map(([file, output]) => [path.basename(file), output]));
  const pieces = new Map([...outputs].flatMap(([name, { entryPoint }]) => (entryPoint ? [[path.resolve(entryPoint), name]] : [])));
  const closure = (name, found) => {
    if (found.has(name)) return found;
    found.add(name);
    for (const { kind, path: file, external } of outputs.get(name).imports) if (kind === "import-statement" && !external) closure(path.basename(file), found);
    return found;
  };
  const brought = scripts.map((script) => [script, closure(script, new Set())]);
  const groups = new Map();
  for (const sources of together) {
    const group = path.parse(sources[0]).name;
    const roots = sources.flatMap((source) => pieces.get(path.resolve(source)) ?? []);
    for (const name of roots.reduce((all, root) => closure(root, all), new Set())) {
      if (!groups.has(name) && !brought.some(([script, its]) => !roots.includes(script) && its.has(name))) groups.set(name, group);
    }
  }
  return groups;
}
