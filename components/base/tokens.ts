import { css, unsafeCSS } from "lit";
import type { StageKind } from "../../src/hyperparameters/field.js";

/** One hue a stage, light and dark, each ≥ 4.5:1 as text on the page's ground. */
const stageColours: Readonly<Record<StageKind, readonly [light: string, dark: string]>> = {
  text: ["#57534e", "#c4beb6"],
  embedding: ["#0b6e99", "#6cc4e8"],
  convolution: ["#9a5b00", "#f0b152"],
  attention: ["#7a3fb5", "#c9a4f2"],
  pooling: ["#1f7a4d", "#74d3a2"],
  dense: ["#b0344f", "#f59bab"],
  output: ["#33539e", "#a3bdf5"],
  training: ["#57534e", "#c4beb6"],
};

const stageRules = Object.entries(stageColours)
  .map(([stage, [light, dark]]) => `--at-${stage}: light-dark(${light}, ${dark});`).join("\n");

/** Colours, type and space for the whole product. Light and dark follow `color-scheme`. */
export const tokens = css`
  :root {
    ${unsafeCSS(stageRules)}
    --at-ground: light-dark(#fdfcfa, #17181b);
    --at-raised: light-dark(#ffffff, #1f2125);
    --at-sunken: light-dark(#f3f0eb, #101114);
    --at-line: light-dark(#ddd7ce, #383b42);
    --at-line-strong: light-dark(#8c857b, #7d828c);
    --at-ink: light-dark(#1d1b19, #ece9e4);
    --at-ink-soft: light-dark(#5c5750, #b0aca5);
    --at-accent: light-dark(#1a56b0, #8ab4f8);
    --at-on-accent: light-dark(#ffffff, #101521);
    --at-danger: light-dark(#a8201a, #ff9d93);
    --at-danger-ground: light-dark(#fdecea, #3a1c1a);
    --at-warn: light-dark(#7a4d00, #f2c266);
    --at-warn-ground: light-dark(#fff4dd, #33270f);
    --at-good: light-dark(#1c6b3c, #7fd6a0);
    --at-class-0: light-dark(#b8480b, #f2a36b);
    --at-class-1: light-dark(#0a6a94, #6fc1ea);
    --at-class-2: light-dark(#6a4fa3, #bda6ee);
    --at-class-3: light-dark(#3f6f1f, #a5d37c);
    --at-run-1: light-dark(#1a56b0, #8ab4f8);
    --at-run-2: light-dark(#b8480b, #f2a36b);
    --at-run-3: light-dark(#1f7a4d, #74d3a2);
    --at-run-4: light-dark(#7a3fb5, #c9a4f2);
    --at-run-5: light-dark(#b0344f, #f59bab);
    --at-run-6: light-dark(#57534e, #c4beb6);
    --at-font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
    --at-font-prose: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", "Noto Serif", Georgia, serif;
    --at-font-code: ui-monospace, "SFMono-Regular", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", monospace;
    --at-column: 42rem;
    --at-wide: 68rem;
    --at-radius: 8px;
    --at-target: 2.75rem;
  }
`;

/** Puts the tokens on the page once; elements then work on any page. */
export function adoptTokens(): void {
  if (adopted) return;
  adopted = true;
  if (tokens.styleSheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, tokens.styleSheet];
}
let adopted = false;

/** What every shadow root shares: type, buttons, focus, problems, words for screen readers only. */
export const shared = css`
  :host { display: block; color: var(--at-ink); font-family: var(--at-font); line-height: 1.5; }
  :host([hidden]) { display: none; }
  *, ::before, ::after { box-sizing: border-box; }
  .numbers, output, td, input[inputmode="decimal"] { font-variant-numeric: tabular-nums; }
  button {
    font: inherit; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius);
    min-height: 2.25rem; padding: 0.25rem 0.8rem; cursor: pointer;
  }
  button:hover:not(:disabled) { background: var(--at-sunken); }
  button.primary { background: var(--at-accent); border-color: var(--at-accent); color: var(--at-on-accent); font-weight: 600; }
  button.primary:hover:not(:disabled) { background: color-mix(in oklab, var(--at-accent) 88%, var(--at-ink)); }
  button.quiet { background: transparent; border-color: transparent; }
  button.quiet:hover:not(:disabled) { background: var(--at-sunken); border-color: var(--at-line); }
  button:disabled { opacity: 0.55; cursor: default; }
  :focus-visible { outline: 2px solid var(--at-accent); outline-offset: 2px; }
  a { color: var(--at-accent); }
  .problem {
    color: var(--at-danger); background: var(--at-danger-ground); border-inline-start: 3px solid var(--at-danger);
    padding: 0.4rem 0.7rem; margin: 0.4rem 0; border-radius: 0 var(--at-radius) var(--at-radius) 0; overflow-wrap: anywhere;
  }
  .note { color: var(--at-ink-soft); font-size: 0.9rem; }
  .spoken { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (forced-colors: active) { button.primary { background: ButtonFace; color: ButtonText; border: 2px solid Highlight; } }
  @media (pointer: coarse) { button { min-height: var(--at-target); } }
`;
