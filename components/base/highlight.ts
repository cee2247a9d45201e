/** What a stretch of source is, for its colour; never the only sign of anything. */
export type TokenKind = "plain" | "keyword" | "string" | "number" | "comment" | "call" | "heading" | "code" | "value";
export interface SourceToken { readonly kind: TokenKind; readonly text: string }

const script: readonly (readonly [TokenKind, string])[] = [
  ["comment", String.raw`\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`],
  ["string", String.raw`"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|${"`"}(?:\\.|[^${"`"}\\])*${"`"}?`],
  ["keyword", String.raw`\b(?:const|let|var|view|import|from|true|false|null|function|return|await|async|export|new)\b`],
  ["call", String.raw`\b[A-Za-z_$][\w$]*(?=\s*\()`],
  ["number", String.raw`\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b`],
];
const markdown: readonly (readonly [TokenKind, string])[] = [
  ["value", String.raw`\$\{(?:[^}${"`"}]|${"`"}[^${"`"}]*${"`"})*\}?`],
  ["code", String.raw`${"`"}[^${"`"}\n]+${"`"}`],
  ["heading", String.raw`^#{1,6} [^\n$]*`],
];
const compiled = {
  script: compile(script),
  markdown: compile(markdown),
};

/** Splits a source into coloured stretches; joined, they are the source again. Linear time: no stretch is read twice. */
export function highlight(source: string, language: "script" | "markdown"): readonly SourceToken[] {
  const { pattern, kinds } = compiled[language];
  const tokens: SourceToken[] = [];
  let end = 0;
  for (const match of source.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: "plain", text: source.slice(end, match.index) });
    tokens.push({ kind: kinds[match.slice(1).findIndex((group) => group !== undefined)] ?? "plain", text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < source.length) tokens.push({ kind: "plain", text: source.slice(end) });
  return tokens;
}

/** The same stretches, a list a line. */
export function highlightedLines(source: string, language: "script" | "markdown"): readonly (readonly SourceToken[])[] {
  const lines: SourceToken[][] = [[]];
  for (const { kind, text } of highlight(source, language)) {
    for (const [i, part] of text.split("\n").entries()) {
      if (i > 0) lines.push([]);
      if (part) lines.at(-1)!.push({ kind, text: part });
    }
  }
  return lines;
}

function compile(rules: readonly (readonly [TokenKind, string])[]): { readonly pattern: RegExp; readonly kinds: readonly TokenKind[] } {
  return { pattern: new RegExp(rules.map(([, source]) => `(${source})`).join("|"), "gm"), kinds: rules.map(([kind]) => kind) };
}
