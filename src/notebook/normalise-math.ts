/** What a "$" may not change: template parts, code spans and fences, escapes. */
const opaque = /\\[^]|(?:^|\n)(```+|~~~+)[^]*?(?:\n\1(?=\s*(?:\n|$))|$)|(`+)[^`][^]*?\2(?!`)|\$\{\s*tex(?:\s*\.\s*block)?\s*`(?:[^`\\]|\\[^])*`\s*\}|\$\{[^}]*\}/y;
const block = /\$\$(?!\{)\s*((?:[^$\\`]|\\[^`])+?)\s*\$\$/y;
// As Pandoc reads it: no space inside the dollars, no digit behind; and no letter or digit before, so that "R$ 5" and "US$5" stay money.
const inline = /\$(?![\s${])((?:[^$\\`\n]|\\[^`\n])*?(?:[^\s$\\`]|\\[^`\n]))\$(?!\d)/y;

/** Formulas typed as $…$ and $$…$$, as the file keeps them: ${tex`…`} and ${tex.block`…`}. Money, code and what is already a formula stay. */
export function normaliseMath(markdown: string): string {
  let out = "";
  for (let at = 0; at < markdown.length; ) {
    const take = (pattern: RegExp): RegExpExecArray | null => {
      pattern.lastIndex = at;
      return pattern.exec(markdown);
    };
    const kept = take(opaque);
    const found = kept ? null : take(block) ?? (/[\p{L}\p{N}$]$/u.test(out.slice(-2)) ? null : take(inline));
    const length = (kept ?? found)?.[0].length ?? 1;
    out += found ? `\${tex${found[0].startsWith("$$") ? ".block" : ""}\`${found[1]!}\`}` : markdown.slice(at, at + length);
    at += length;
  }
  return out;
}
