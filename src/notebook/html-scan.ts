/**
 * Where a notebook's tags stand in a file's text.
 *
 * Why not the browser's parser: under Trusted Types a page may not hand it text without a policy that trusts any text,
 * and it forgets where things stood, whether the file was cut, and what lay around the notebook. The states of script
 * text follow https://html.spec.whatwg.org/multipage/parsing.html (13.2.5.4 to 13.2.5.31).
 */
export interface ScannedTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Offsets of "<" and behind ">". */
  readonly start: number;
  readonly end: number;
}

/** An element whose content is text: script, title, style and their like. */
export interface ScannedText {
  readonly open: ScannedTag;
  /** As written, nothing decoded. */
  readonly content: string;
  /** Offset behind its closing tag, or the end of the file when there is none. */
  readonly end: number;
  readonly closed: boolean;
}

export interface ScannedNotebook {
  readonly notebook: ScannedTag | undefined;
  /** Offsets of "</notebook" and behind its ">"; undefined when the file ends before it. */
  readonly close: { readonly start: number; readonly end: number } | undefined;
  /** Titles and scripts in the order of the file; those outside the notebook too. */
  readonly texts: readonly ScannedText[];
  /** Where a tag began that the file's end cuts in two. */
  readonly cutTag: number | undefined;
}

const textElements = new Set(["script", "title", "style", "textarea", "xmp", "iframe", "noembed", "noframes"]);

export function scanNotebook(text: string): ScannedNotebook {
  let notebook: ScannedTag | undefined;
  let close: ScannedNotebook["close"];
  let cutTag: number | undefined;
  const texts: ScannedText[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("<", at);
    if (start < 0) break;
    if (text.startsWith("<!--", start)) {
      // The comments "<!-->" and "<!--->" are over at once.
      const short = /^<!--(-?)>/.exec(text.slice(start, start + 6));
      const end = short ? start + short[0].length - 3 : text.indexOf("-->", start + 4);
      if (end < 0) { cutTag = start; break; }
      at = end + 3;
    } else if (/[!?]/.test(text[start + 1] ?? "") || (text[start + 1] === "/" && !/[a-z]/i.test(text[start + 2] ?? ""))) {
      const end = text.indexOf(">", start);
      if (end < 0) { cutTag = start; break; }
      at = end + 1;
    } else if (/^<\/?[a-z]/i.test(text.slice(start, start + 3))) {
      const tag = scanTag(text, start);
      if (!tag) { cutTag = start; break; }
      at = tag.end;
      if (text[start + 1] === "/") {
        if (tag.name === "notebook" && notebook && !close) close = { start, end: tag.end };
      } else if (textElements.has(tag.name)) {
        const { end, after } = tag.name === "script" ? endOfScript(text, tag.end) : endOfText(text, tag.end, tag.name);
        if (tag.name === "script" || tag.name === "title") texts.push({ open: tag, content: text.slice(tag.end, end), end: after ?? text.length, closed: after !== undefined });
        at = after ?? text.length;
      } else if (tag.name === "notebook") notebook ??= tag;
    } else {
      if (start === text.length - 1) cutTag = start;
      at = start + 1;
    }
  }
  return { notebook, close, texts, cutTag };
}

/** @returns undefined when the file ends inside the tag */
function scanTag(text: string, start: number): ScannedTag | undefined {
  const opening = /^<\/?([^\s/>]+)/.exec(text.slice(start, start + 80))!;
  const name = opening[1]!.toLowerCase();
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  let at = start + opening[0].length;
  const space = /[\s/]*/y;
  const attribute = /([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)|(?=>)))?/y;
  for (;;) {
    space.lastIndex = at;
    space.exec(text);
    at = space.lastIndex;
    if (at >= text.length) return undefined;
    if (text[at] === ">") return { name, attributes: { ...attributes }, start, end: at + 1 };
    attribute.lastIndex = at;
    const found = attribute.exec(text);
    // A quote that is never closed reaches the end of the file.
    if (!found || /^\s*=\s*["']/.test(text.slice(attribute.lastIndex, attribute.lastIndex + 80))) return undefined;
    at = attribute.lastIndex;
    const [, key, double, single, bare] = found;
    const known = key!.toLowerCase();
    if (!(known in attributes)) attributes[known] = decodeReferences(newlines(double ?? single ?? bare ?? ""));
  }
}

function endOfText(text: string, from: number, name: string): { end: number; after: number | undefined } {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  closing.lastIndex = from;
  const found = closing.exec(text);
  const tag = found ? scanTag(text, found.index) : undefined;
  return { end: found && tag ? found.index : text.length, after: tag?.end };
}

/** The end of a script's text: "</script" ends it, except after "<!-- … <script" without "-->" (the "double escaped" state). */
function endOfScript(text: string, from: number): { end: number; after: number | undefined } {
  const marks = /<!--|-->|<(\/?)script(?=[\s/>])/gi;
  marks.lastIndex = from;
  let state: "plain" | "escaped" | "double" = "plain";
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === "<!--") {
      if (state !== "plain") continue;
      state = "escaped";
      // The dashes of "<!--" may also be those of "-->".
      marks.lastIndex = mark.index + 2;
    } else if (mark[0] === "-->") state = "plain";
    else if (mark[1] === "") { if (state === "escaped") state = "double"; }
    else if (state === "double") state = "escaped";
    else {
      const tag = scanTag(text, mark.index);
      return { end: tag ? mark.index : text.length, after: tag?.end };
    }
  }
  return { end: text.length, after: undefined };
}

/** Whether `content`, written as a script's text, would be ended by the tag that follows it and by nothing before. */
export function isWholeScriptText(content: string): boolean {
  const { end, after } = endOfScript(`${content}\n</script>`, 0);
  return after !== undefined && end === content.length + 1;
}

/** Line ends and NUL as every HTML parser hands them on. */
export const newlines = (text: string): string => text.replace(/\r\n?/g, "\n").replaceAll("\0", "\uFFFD");

// In the order of the code points from 160 to 255.
const latin1 = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml".split(" ");
const references: ReadonlyMap<string, string> = new Map([
  ["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"], ["hellip", "…"], ["ndash", "–"], ["mdash", "—"],
  ["lsquo", "‘"], ["rsquo", "’"], ["ldquo", "“"], ["rdquo", "”"], ["bull", "•"], ["euro", "€"], ["rarr", "→"], ["larr", "←"], ["trade", "™"],
  ...latin1.map((name, i): [string, string] => [name, String.fromCodePoint(160 + i)]),
]);

/** Character references that keyboards and serialisers produce; any other stays as written. */
export function decodeReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+\d*));/gi, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return references.get(name) ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal!, 16);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\uFFFD";
  });
}
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "\u00A0": "&nbsp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
export const escapeAttribute = (text: string): string => text.replace(/[&\u00A0"]/g, (character) => escapes[character]!);
export const escapeText = (text: string): string => text.replace(/[&\u00A0<>]/g, (character) => escapes[character]!);
