import type Temml from "temml";
import { fromTree } from "./formula-tree.js";
import { formulas } from "./formulas.js";

let temml: Promise<typeof Temml> | undefined;

/**
 * A formula as MathML, built element by element (the page allows no HTML strings). Those of the shipped notebooks are set already; the first other one
 * loads the converter.
 * A formula that cannot be read stands as its own source, marked, so that nothing is lost.
 */
export async function renderTex(tex: string, display = false): Promise<Element> {
  const name = `${display ? "d" : "i"}:${tex}`;
  if (Object.hasOwn(formulas, name)) return fromTree(formulas[name]!);
  temml ??= import("temml").then((module) => module.default);
  try {
    const { render } = await temml;
    const holder = document.createElement("span");
    render(tex, holder, { displayMode: display, throwOnError: true, trust: false, strict: false, maxSize: [20, 100], maxExpand: 200 });
    const [math] = holder.children;
    if (math && holder.children.length === 1) return math;
    return holder;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const source = document.createElement("code");
    source.textContent = tex;
    source.title = error.message.trim();
    source.className = "unread-tex";
    return source;
  }
}
