import { css } from "lit";

/** Prose set to be read: one measure, one rhythm, marks that stay quiet. */
export const proseStyles = css`
  .prose { font: 1.125rem/1.65 var(--at-font-prose); overflow-wrap: break-word; hanging-punctuation: first; text-wrap: pretty; font-variant-numeric: oldstyle-nums proportional-nums; }
  .prose.plain { white-space: pre-wrap; }
  .prose.nothing { white-space: pre-line; visibility: hidden; }
  .prose > :first-child { margin-block-start: 0; }
  .prose > :last-child { margin-block-end: 0; }
  .prose :is(p, ul, ol, blockquote, pre, table, details, .tex.display) { margin-block: 0 1.1em; }
  .prose :is(h1, h2, h3, h4, h5, h6) { line-height: 1.2; font-weight: 600; text-wrap: balance; margin: 1.6em 0 0.5em; font-variant-numeric: lining-nums; }
  .prose h1 { font-size: clamp(2rem, 1.5rem + 2vw, 2.75rem); letter-spacing: -0.015em; line-height: 1.12; margin-block: 0.4em 0.6em; }
  .prose h2 { font-size: 1.6rem; letter-spacing: -0.005em; }
  .prose h3 { font-size: 1.25rem; }
  .prose :is(h4, h5, h6) { font-size: 1.05rem; }
  .prose a { color: var(--at-accent); text-decoration-thickness: 1px; text-underline-offset: 0.15em; unicode-bidi: isolate; }
  .prose a:hover { text-decoration-thickness: 2px; }
  .prose a[title]:focus-visible::after { content: " (" attr(title) ")"; color: var(--at-ink-soft); font-size: 0.85em; }
  .prose :is(ul, ol) { padding-inline-start: 1.4em; }
  .prose li { margin-block: 0.3em; padding-inline-start: 0.2em; }
  .prose li::marker { color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
  .prose li > :is(ul, ol, p) { margin-block: 0.3em; }
  .prose blockquote { margin-inline: 0; padding-inline-start: 1.1em; border-inline-start: 3px solid var(--at-line); color: var(--at-ink-soft); font-style: italic; }
  .prose :is(code, kbd, samp) { font-family: var(--at-font-code); font-size: 0.82em; background: var(--at-sunken); padding: 0.12em 0.35em; border-radius: 4px; font-variant-numeric: lining-nums; }
  .prose kbd { border: 1px solid var(--at-line); border-block-end-width: 2px; }
  .prose pre { background: var(--at-sunken); border: 1px solid var(--at-line); border-radius: var(--at-radius); padding: 0.8em 1em; overflow-x: auto; line-height: 1.5; }
  .prose pre code { background: none; padding: 0; font-size: 0.85rem; }
  .prose table { display: block; width: max-content; max-width: 100%; overflow-x: auto; border-collapse: collapse; font-family: var(--at-font); font-size: 0.925rem; font-variant-numeric: tabular-nums lining-nums; }
  .prose :is(th, td) { padding: 0.45em 0.9em 0.45em 0; text-align: start; vertical-align: top; border-block-end: 1px solid var(--at-line); }
  .prose :is(th, td)[align="right"] { text-align: end; }
  .prose :is(th, td)[align="center"] { text-align: center; }
  .prose th { font-weight: 650; border-block-end-color: var(--at-line-strong); }
  .prose img { max-width: 100%; height: auto; border-radius: var(--at-radius); }
  .prose hr { border: 0; margin: 2.2em auto; width: 6rem; border-block-start: 1px solid var(--at-line-strong); }
  .prose mark { background: var(--at-warn-ground); color: inherit; padding-inline: 0.15em; border-radius: 3px; }
  .prose :is(sup, sub) { line-height: 0; font-size: 0.75em; }
  .prose details { border: 1px solid var(--at-line); border-radius: var(--at-radius); background: var(--at-raised); padding: 0 1em; }
  .prose summary { font-family: var(--at-font); font-size: 0.95rem; font-weight: 600; cursor: pointer; padding: 0.65em 0; color: var(--at-accent); }
  .prose details[open] { padding-block-end: 0.8em; }
  .prose details > :last-child { margin-block-end: 0; }
  .prose .value { font-weight: 600; font-variant-numeric: tabular-nums lining-nums; border-block-end: 1px dotted var(--at-line-strong); }
  .prose .tex { font-variant-numeric: lining-nums; }
  .prose .tex.display { display: block; overflow: auto hidden; padding-block: 0.35em; }
  .prose .tex.unset { font-family: var(--at-font-code); font-size: 0.85em; color: var(--at-danger); }
  .prose .blocked-image { display: inline-block; padding: 0.6em 0.9em; border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); font: 0.875rem/1.4 var(--at-font); color: var(--at-ink-soft); }
  @media (max-width: 30rem) { .prose { font-size: 1.0625rem; } .prose h2 { font-size: 1.4rem; } }
`;
