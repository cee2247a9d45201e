import { css } from "lit";

export const panelStyles = css`
  :host { --at-dialog-width: 46rem; }
  h3 { font-size: 0.95rem; margin: 1.5rem 0 0.4rem; }
  .sentence { font: 1.05rem/1.45 var(--at-font-prose); margin: 0.6rem 0 0.8rem; text-wrap: pretty; }
  .note { margin: 0.5rem 0; text-wrap: pretty; }
  progress { width: 100%; accent-color: var(--at-accent); }

  table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
  caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  th, td { padding: 0.3rem 0 0.3rem 0.7rem; text-align: start; vertical-align: baseline; font-weight: 400; }
  th:first-child { padding-inline-start: 0; }
  thead th { color: var(--at-ink-soft); font-size: 0.82rem; border-block-end: 1px solid var(--at-line); }
  .number { text-align: end; white-space: nowrap; width: 1%; }
  tr.part > * { border-block-start: 1px solid var(--at-line); padding-block-start: 0.55rem; }
  tr.part th { font-weight: 600; }
  tr.kernel th { padding-inline-start: 1.35rem; color: var(--at-ink-soft); }
  tr.kernel td { color: var(--at-ink-soft); }
  .swatch { display: inline-block; inline-size: 0.7rem; block-size: 0.7rem; border-radius: 2px; margin-inline-end: 0.4rem; }
  .share { min-width: 9rem; width: 26%; }
  .bar { display: grid; grid-template-columns: 1fr 3.2em; align-items: center; gap: 0.5rem; }
  .bar > .track { height: 0.6rem; border-radius: 2px; background: var(--at-sunken); overflow: clip; }
  .bar > .track > span { display: block; height: 100%; border-radius: 2px; min-width: 1px; }
  .bar > .percent { text-align: end; white-space: nowrap; }
  .kernel .track { opacity: 0.65; }
  code { font-family: var(--at-font-code); font-size: 0.82em; overflow-wrap: anywhere; }
  .how { display: block; font-size: 0.85rem; text-wrap: pretty; }
  .how b { color: var(--at-ink); font-weight: 600; }

  dl { margin: 0; }
  dl div { display: flex; justify-content: space-between; gap: 1rem; padding: 0.25rem 0; border-block-end: 1px solid var(--at-line); font-size: 0.92rem; }
  dt { color: var(--at-ink-soft); }
  dd { margin: 0; text-align: end; overflow-wrap: anywhere; }
  .chosen dt, .chosen dd { color: var(--at-ink); font-weight: 600; }
  .tools { margin-block-start: 0.8rem; }
  @media (max-width: 34rem) {
    .share { min-width: 0; width: auto; }
    .bar { grid-template-columns: 1fr; }
    .bar > .track { display: none; }
    .rate { display: none; }
  }
  @media (forced-colors: active) { .bar > .track > span { background: Highlight !important; } }
`;
