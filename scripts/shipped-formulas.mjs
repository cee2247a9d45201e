// The formulas of the shipped notebooks, set when the page is built: a reader of a lesson need not wait for 50 KB of converter.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import temml from "temml";

const notebooks = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../notebooks");
const formula = /\$\{\s*tex(\s*\.\s*block)?\s*`((?:[^`\\$]|\\[^]|\$(?!\{))*)`\s*\}/g;
const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
const plain = (text) => text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity]);

/** What temml writes, as `FormulaTree`: elements, texts and nothing else. */
function treeOf(mathml) {
  const open = [{ children: [] }];
  for (const [whole, end, name, given] of mathml.matchAll(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"]*")*)\s*>|[^<]+/g)) {
    if (name === undefined) open.at(-1).children.push(plain(whole));
    else if (end) open.at(-2).children.push(open.pop());
    else {
      const attributes = [...given.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, plain(value)]);
      open.push({ name, ...(attributes.length > 0 ? { attributes: Object.fromEntries(attributes) } : {}), children: [] });
    }
  }
  return open[0].children[0];
}

/** Trees by "d:" or "i:" (displayed or in the line) and their TeX. One that temml refuses is left to the page, which says so. */
async function shippedFormulas() {
  const found = {};
  for (const file of (await readdir(notebooks)).filter((name) => name.endsWith(".html")).sort()) {
    for (const [, block, source] of (await readFile(path.join(notebooks, file), "utf8")).matchAll(formula)) {
      const tex = source.replace(/\\(?=`)/g, "");
      try {
        found[`${block ? "d" : "i"}:${tex}`] ??= treeOf(temml.renderToString(tex, { displayMode: block !== undefined, throwOnError: true, trust: false, strict: false, maxSize: [20, 100], maxExpand: 200 }));
      } catch { /* left to the page */ }
    }
  }
  return found;
}

/** Fills `components/base/formulas.ts`. */
export const shippedFormulasPlugin = {
  name: "shipped-formulas",
  setup(build) {
    build.onLoad({ filter: /components[\\/]base[\\/]formulas\.ts$/ }, async () => ({ contents: `export const formulas = ${JSON.stringify(await shippedFormulas())};`, loader: "js" }));
  },
};
