import { deserialize } from "@observablehq/notebook-kit";
import { problem, type Problem, type ProblemParts } from "../base/problem.js";
import { textOf, type Text } from "../base/text.js";
import type { Cell, KeptText, NotebookDocument } from "./document.js";
import { decodeReferences, escapeAttribute, escapeText, isWholeScriptText, newlines, scanNotebook, type ScannedNotebook, type ScannedText } from "./html-scan.js";
import { mostCells, tooManyCells } from "./file-text.js";
import { placeAt, problemAt, problemOfCell } from "./place.js";

/** Types that the format defines; notebook-kit would turn any other into JavaScript, so those are kept by us. */
const knownTypes: ReadonlySet<string> = new Set([
  "module", "text/markdown", "application/x-tex", "text/html", "text/x-typescript", "text/vnd.graphviz", "application/sql",
  "application/vnd.node.javascript", "text/x-python", "text/x-r", "application/vnd.observable.javascript",
]);
const ownAttributes: ReadonlySet<string> = new Set(["id", "type", "pinned", "hidden"]);
/** In the order that notebook-kit writes them. */
const formatAttributes = ["database", "output", "format"];
const usual: KeptText = { before: "<!doctype html>\n", after: "\n", attributes: {}, trailing: "" };

export interface NotebookReading {
  /** Absent when the file holds no notebook at all. */
  readonly document?: NotebookDocument;
  readonly problems: readonly Problem[];
}

/** Reads a notebook's file. Whatever can be read is in the document, what this version does not know is kept in it, and every surprise is a problem. Never throws. */
export function readNotebook(text: string): NotebookReading {
  const scan = scanNotebook(text);
  const { notebook, close } = scan;
  if (!notebook) return { problems: [whyNoNotebook(text)] };
  const inside = scan.texts.filter(({ open }) => open.start >= notebook.end && open.start < (close?.start ?? Infinity));
  const title = inside.find(({ open }) => open.name === "title") ?? scan.texts.find(({ open }) => open.name === "title");
  const scripts = inside.filter(({ open }) => open.name === "script");
  if (scripts.length > mostCells) return { problems: [tooManyCells(scripts.length)] };
  const { cells, problems } = readCells(text, scan, scripts, inside.find(({ open }) => open.name === "title"));
  const { theme = "", readonly, ...attributes } = notebook.attributes;
  const kept: KeptText = {
    before: text.slice(0, notebook.start),
    after: close ? text.slice(close.end) : usual.after,
    attributes,
    trailing: gapBefore(text, notebook.end, inside, close?.start ?? scan.cutTag ?? text.length),
  };
  if (!close) problems.unshift(whyCut(text, scan, scripts));
  if (kept.before.trim().toLowerCase() !== "<!doctype html>" || kept.after.trim() !== "" || kept.trailing !== "") problems.push(problem("kept-outside", "", {
    expected: { en: "nothing but cells in the notebook", "pt-BR": "só células no notebook" },
    wayOut: { en: "Text beside them is kept in the file as it is.", "pt-BR": "O texto fora delas fica no arquivo como está." },
  }));
  if (Object.keys(attributes).length > 0) problems.push(keptAttributes(Object.keys(attributes)));
  const unusual = (Object.keys(usual) as (keyof KeptText)[]).some((key) => JSON.stringify(kept[key]) !== JSON.stringify(usual[key]));
  return {
    document: { title: title ? decodeReferences(newlines(title.content)) : "", theme, readonly: readonly !== undefined, cells, ...(unusual ? { kept } : {}) },
    problems,
  };
}

/**
 * The file of a notebook, read again and compared before it is given out.
 * Text that no file of this format can hold is written as near as can be: CRLF as LF, NUL as U+FFFD, and an unclosed "<!-- <script" as "<\!-- <script",
 * which is the same in a JavaScript string and would otherwise swallow every later cell.
 * @throws Error when the text does not read back as the same notebook: then nothing may be reported as saved
 */
export function writeNotebook(document: NotebookDocument): string {
  const text = textOfNotebook(document);
  const { document: again } = readNotebook(text);
  const [meant, read] = [comparable(document), again ? comparable(again) : []];
  const at = meant.findIndex((line, i) => line !== read[i]);
  if (meant.length !== read.length || at >= 0) throw new Error(`the notebook's text does not read back as what was written: ${meant[at] ?? "more cells than were written"}`);
  return text;
}

function textOfNotebook(document: NotebookDocument): string {
  const { before, after, attributes, trailing } = document.kept ?? usual;
  const open = tag("notebook", { ...(document.theme ? { theme: document.theme } : {}), ...(document.readonly ? { readonly: "" } : {}), ...attributes });
  const cells = document.cells.map((cell) => {
    const { id = String(cell.id), ...others } = cell.attributes;
    const known = formatAttributes.filter((name) => name in others).map((name): [string, string] => [name, others[name]!]);
    const all = { id, type: cell.type, ...(cell.pinned ? { pinned: "" } : {}), ...(cell.hidden ? { hidden: "" } : {}), ...Object.fromEntries(known), ...others };
    const lines = escapeScript(storable(cell.source)).split("\n").map((line) => (line === "" ? "" : `    ${line}`));
    return `${cell.leading ? `\n  ${cell.leading}` : ""}\n  ${tag("script", all)}\n${lines.join("\n")}\n  </script>`;
  });
  return `${withTitle(before, document.title)}${open}\n  <title>${escapeText(newlines(document.title))}</title>${cells.join("")}${trailing ? `\n  ${trailing}` : ""}\n</notebook>${after}`;
}
const tag = (name: string, attributes: Readonly<Record<string, string>>): string =>
  `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(newlines(value))}"`).join("")}>`;

/** A page around the notebook has a title of its own, which other readers take for the notebook's. */
function withTitle(before: string, title: string): string {
  const own = scanNotebook(before).texts.find(({ open }) => open.name === "title");
  return own?.closed ? before.slice(0, own.open.end) + escapeText(newlines(title)) + before.slice(own.open.end + own.content.length) : before;
}

/** As notebook-kit escapes and undoes it, and also at the very end of a cell, where notebook-kit forgets to. */
const escapeScript = (source: string): string => source.replace(/<(?=\\*\/script(\s|>|$))/gi, "<\\");
/** A source as it can be read back. */
export function storable(source: string): string {
  const plain = newlines(source).replace(/<(?=\/script\/)/gi, "<\\");
  return isWholeScriptText(escapeScript(plain)) ? plain : plain.replaceAll("<!--", "<\\!--");
}

/** One line a part, in the order of the file. A number that stands in for an id of another kind may differ. */
function comparable(document: NotebookDocument): readonly string[] {
  const sorted = (attributes: Readonly<Record<string, string>>) => Object.entries(attributes).map(([key, value]) => [key, newlines(value)]).sort(([a], [b]) => (a! < b! ? -1 : 1));
  const { before, after, attributes, trailing } = document.kept ?? usual;
  return [
    JSON.stringify([newlines(document.title), newlines(document.theme), document.readonly, withTitle(before, document.title), after, sorted(attributes), trailing]),
    ...document.cells.map((cell) => JSON.stringify([cell.attributes.id === undefined ? cell.id : 0, cell.type, cell.pinned, cell.hidden, sorted(cell.attributes), cell.leading ?? "", storable(cell.source)])),
  ];
}

function readCells(text: string, scan: ScannedNotebook, scripts: readonly ScannedText[], title: ScannedText | undefined): { cells: readonly Cell[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const sources = sourcesOf(scripts);
  const numbers = scripts.map(({ open }) => (/^[1-9]\d{0,8}$/.test(open.attributes.id ?? "") ? Number(open.attributes.id) : undefined));
  let last = Math.max(0, ...numbers.map((number) => number ?? 0));
  let gap = scan.notebook!.end;
  let leading = "";
  let passedTitle = title === undefined;
  const cells = scripts.map(({ open, end }, i): Cell => {
    if (!passedTitle && title!.open.start < open.start) {
      leading = text.slice(gap, title!.open.start).trim();
      gap = title!.end;
      passedTitle = true;
    } else leading = "";
    leading = `${leading}\n  ${text.slice(gap, open.start).trim()}`.trim();
    gap = end;
    const { id, type = "", pinned, hidden, ...others } = open.attributes;
    const duplicate = numbers[i] !== undefined && numbers.indexOf(numbers[i]) < i;
    const number = numbers[i] === undefined || duplicate ? ++last : numbers[i]!;
    const attributes = id !== undefined && numbers[i] === undefined ? { id, ...others } : others;
    if (duplicate) problems.push(problemOfCell("duplicate-id", number, {
      expected: { en: "a number of its own for every cell", "pt-BR": "um número próprio para cada célula" },
      received: numbers[i],
      wayOut: { en: `The later cell is now number ${number}.`, "pt-BR": `A célula de baixo agora tem o número ${number}.` },
    }));
    if (!knownTypes.has(type)) problems.push(problemOfCell("unknown-cell-type", number, {
      expected: { en: "a type of cell that this version knows", "pt-BR": "um tipo de célula que esta versão conheça" },
      received: type,
      wayOut: { en: "It is shown as text and kept in the file as it is.", "pt-BR": "Ela aparece como texto e fica no arquivo como está." },
    }));
    const unknown = Object.keys(attributes).filter((key) => !formatAttributes.includes(key) && !ownAttributes.has(key) || key === "id");
    if (unknown.length > 0) problems.push(keptAttributes(unknown, number));
    return { id: number, type, source: sources[i]!, pinned: pinned !== undefined, hidden: hidden !== undefined, attributes, ...(leading ? { leading } : {}) };
  });
  return { cells, problems };
}
/** @param cell that has them; the notebook itself where there is none */
function keptAttributes(names: readonly string[], cell?: number): Problem {
  const parts: ProblemParts = {
    expected: { en: "attributes that this version knows", "pt-BR": "atributos que esta versão conheça" },
    received: names.join(", "),
    wayOut: { en: "They are kept in the file as they are.", "pt-BR": "Eles ficam no arquivo como estão." },
  };
  return cell === undefined ? problem("unknown-attribute", "", parts) : problemOfCell("unknown-attribute", cell, parts);
}

/** The text of every script as notebook-kit reads it: indentation and escapes taken away. It is handed our scan in the place of a page. */
function sourcesOf(scripts: readonly ScannedText[]): readonly string[] {
  const elements = scripts.map(({ content, closed }) => ({
    id: "", textContent: newlines(closed ? content : content.replace(/\n {2}<(\/(s(c(r(i(p(t\s*)?)?)?)?)?)?)?$/i, "\n  ")), getAttribute: () => null, hasAttribute: () => false,
  }));
  const page = { querySelector: () => null, querySelectorAll: () => elements };
  return deserialize("", { parser: { parseFromString: () => page } as unknown as DOMParser }).cells.map(({ value }) => value);
}

/** What is no cell between the last cell and the end. */
function gapBefore(text: string, from: number, inside: readonly ScannedText[], end: number): string {
  const cells = inside.filter(({ open }) => open.name === "script");
  const start = cells.at(-1)?.end ?? inside.find(({ open }) => open.name === "title")?.end ?? from;
  return text.slice(start, Math.max(start, end)).trim();
}

const makeOne: Text = { en: "Choose a notebook that this page saved.", "pt-BR": "Escolha um notebook salvo por esta página." };
function whyNoNotebook(text: string): Problem {
  const expected: Text = { en: "a notebook (an HTML file with <notebook>)", "pt-BR": "um notebook (um arquivo HTML com <notebook>)" };
  if (text.trim() === "") return problem("empty-file", "", { expected: { en: "a notebook, but the file is empty", "pt-BR": "um notebook, mas o arquivo está vazio" }, wayOut: makeOne });
  const head = text.trimStart().slice(0, 200).toLowerCase();
  if ("<!doctype html>".startsWith(head.slice(0, 15)) || /<n?o?t?e?b?o?o?k?[^>]*$/.test(head)) return problem("cut-file", "", {
    expected: { en: "a notebook, but the file ends before its first cell", "pt-BR": "um notebook, mas o arquivo acaba antes da primeira célula" },
    wayOut: { en: "Download or copy it again: this copy holds no cell.", "pt-BR": "Baixe ou copie de novo: esta cópia não traz nenhuma célula." },
  });
  if (/^[[{]/.test(head)) {
    if (/"(?:cells|nbformat)"\s*:/.test(text)) return problem("not-a-notebook", "", { expected, received: "Jupyter (.ipynb)", wayOut: { en: "Jupyter notebooks open in Jupyter; choose the .html file of the notebook here.", "pt-BR": "Cadernos do Jupyter abrem no Jupyter; aqui, escolha o arquivo .html do notebook." } });
    return problem("not-a-notebook", "", { expected, received: "JSON", wayOut: makeOne });
  }
  return problem("not-a-notebook", "", { expected, received: text.trim().split("\n")[0]!, wayOut: makeOne });
}

/** Says where a file was cut, which cells are whole, and what is left of the one that is not. */
function whyCut(text: string, { cutTag }: ScannedNotebook, scripts: readonly ScannedText[]): Problem {
  const whole = scripts.filter(({ closed }) => closed).length;
  const cut = scripts.length > whole;
  const which = textOf((locale) => {
    const en = locale === "en";
    if (whole === 0) return en ? "No cell is whole" : "Nenhuma célula está inteira";
    if (whole === 1) return en ? "The first cell is whole" : "A primeira célula está inteira";
    return en ? `The first ${whole} cells are whole` : `As primeiras ${whole} células estão inteiras`;
  });
  return problemAt("cut-file", placeAt(text, text.length), {
    expected: { en: "</notebook> before the end of the file", "pt-BR": "</notebook> antes do fim do arquivo" },
    wayOut: textOf((locale) => {
      const part = cut
        ? { en: `; cell ${whole + 1} is here as far as the file goes`, "pt-BR": `; a célula ${whole + 1} vai até onde o arquivo vai` }[locale]
        : cutTag !== undefined ? { en: "; the next one is missing", "pt-BR": "; a seguinte está faltando" }[locale] : "";
      return `${which[locale]}${part}. ${{ en: "Keep the original file: saving writes only what is here.", "pt-BR": "Guarde o arquivo original: ao salvar, só o que está aqui é gravado." }[locale]}`;
    }),
  });
}
