// The ids that tests carry: read from the titles and tables of the programs, as a parser sees them. A comment is no test.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { transform } from "esbuild";
import { listFiles } from "../../scripts/list-files.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const id = /^(?:P\d{1,2}|B\d{3}|F\d{2})(?=$|[,:] )/;

/** The ids that a text begins with: "P4: F27, F29: two tabs …" carries three. */
export function idsOf(text) {
  const found = [];
  for (let rest = text; id.test(rest); rest = rest.slice(found.at(-1).length + 2)) found.push(id.exec(rest)[0]);
  return found;
}

const isSuite = ({ type, name }) => type === "Identifier" && ["it", "test", "describe"].includes(name);
const isSkipped = ({ type, property }) => type === "MemberExpression" && ["skip", "todo"].includes(property.name);

/**
 * Every id of a test file. A title gives what its fixed beginning says; a row of a table (a text that begins with an id) counts where the file
 * makes titles of rows. What is skipped gives nothing.
 * @param source JavaScript
 */
export function idsIn(source) {
  const titles = [];
  const rows = [];
  let isTable = false;
  const visit = (node) => {
    if (node.type === "CallExpression" && isSkipped(node.callee)) return;
    if (node.type === "CallExpression" && isSuite(node.callee) && node.arguments.length > 0) {
      const [title] = node.arguments;
      titles.push(...idsOf(title.type === "Literal" ? String(title.value) : title.quasis?.[0].value.cooked ?? ""));
      isTable ||= title.type !== "Literal" && title.expressions?.length !== 0;
    }
    // A title that a helper makes of the rows that it is given.
    if (node.type === "ImportSpecifier" && /^hold[A-Z]/.test(node.imported.name)) isTable = true;
    if (node.type === "Literal" && typeof node.value === "string") rows.push(...idsOf(node.value));
    if (node.type === "TemplateLiteral") rows.push(...idsOf(node.quasis[0].value.cooked ?? ""));
    for (const child of Object.values(node).flat()) if (typeof child?.type === "string") visit(child);
  };
  visit(parse(source, { ecmaVersion: "latest", sourceType: "module" }));
  return new Set(isTable ? [...titles, ...rows] : titles);
}

/** The ids of all tests, each with the files that carry it. */
export async function promisedIds() {
  const files = (await listFiles(path.join(root, "test"))).filter((file) => /\.test\.(?:ts|mjs)$/.test(file) && !file.endsWith("promises.test.mjs"));
  const found = new Map();
  for (const file of files) {
    const { code } = await transform(await readFile(file, "utf8"), { loader: file.endsWith(".ts") ? "ts" : "js", format: "esm" });
    for (const one of idsIn(code)) found.set(one, [...(found.get(one) ?? []), path.relative(root, file)]);
  }
  return found;
}
