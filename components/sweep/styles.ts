import { css } from "lit";

export const sweepStyles = css`
  :host { container-type: inline-size; }
  h3 { font-size: 1rem; font-weight: 650; margin: 1.2rem 0 0.3rem; }
  .space { list-style: none; margin: 0.3rem 0 0; padding: 0; }
  .varied { display: grid; grid-template-columns: minmax(9rem, 14rem) minmax(0, 1fr) auto; gap: 0.2rem 0.8rem; align-items: center; padding: 0.35rem 0 0.35rem 0.7rem; border-block-start: 1px solid var(--at-line); border-inline-start: 3px solid var(--at-stage); }
  .varied .name { font-weight: 600; color: var(--at-stage); }
  .ends, .options { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; border: 0; margin: 0; padding: 0; min-inline-size: 0; }
  .ends label, .options label, .list { display: flex; gap: 0.4rem; align-items: center; font-size: 0.92rem; min-height: 1.75rem; }
  .ends label span, .list span { color: var(--at-ink-soft); }
  .ends input { inline-size: 6rem; text-align: end; }
  .list input { inline-size: 12rem; max-inline-size: 100%; }
  input[type="text"], select { font: inherit; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: 6px; min-height: 2.125rem; padding: 0.15rem 0.5rem; min-inline-size: 0; max-inline-size: 100%; }
  input[type="checkbox"] { inline-size: 1.1rem; block-size: 1.1rem; accent-color: var(--at-accent); }
  [aria-invalid="true"] { border-color: var(--at-danger); box-shadow: inset 0 0 0 1px var(--at-danger); }
  .varied .quiet { min-inline-size: 2rem; min-height: 1.75rem; padding: 0.1rem 0.5rem; color: var(--at-ink-soft); font-size: 0.9rem; }
  .row { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; margin-block: 0.6rem; }
  .row label { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; min-inline-size: 0; }
  .controls { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-block-start: 1rem; }
  .controls button { min-height: 2.75rem; }
  .main { min-width: 9.5rem; font-size: 1.05rem; padding-inline: 1.4rem; }
  button[aria-disabled="true"] { opacity: 0.55; cursor: default; }
  .progress { margin-block: 0.9rem 0.3rem; height: 8px; border-radius: 4px; background: var(--at-line); overflow: clip; }
  .progress > span { display: block; height: 100%; background: var(--at-accent); border-radius: 4px; }
  .where, .cost { margin: 0; font-size: 0.92rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
  .stale { background: var(--at-warn-ground); border-inline-start: 3px solid var(--at-warn); border-radius: 0 var(--at-radius) var(--at-radius) 0; padding: 0.5rem 0.8rem; margin-block: 0.8rem; }
  .best { font-family: var(--at-font-prose); font-size: 1.1rem; line-height: 1.45; margin: 0.2rem 0 0.6rem; text-wrap: pretty; }
  .figures { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin-block: 0.8rem; }
  .figures .whole { grid-column: 1 / -1; }
  .scroll { overflow: auto; max-block-size: 26rem; border: 1px solid var(--at-line); border-radius: var(--at-radius); }
  table { border-collapse: collapse; font-size: 0.88rem; inline-size: 100%; }
  th, td { padding: 0.25rem 0.7rem; text-align: end; border-block-end: 1px solid var(--at-line); white-space: nowrap; font-weight: 400; }
  thead th { position: sticky; inset-block-start: 0; background: var(--at-sunken); font-weight: 600; }
  td.word, th.word { text-align: start; }
  tr.first td, tr.first th { font-weight: 650; }
  td.why { white-space: normal; min-inline-size: 14rem; color: var(--at-danger); }
  details { margin-block-start: 0.4rem; }
  summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
  summary:hover { color: var(--at-ink); }
  .check { display: inline-flex; gap: 0.4rem; align-items: center; font-size: 0.9rem; color: var(--at-ink-soft); min-height: 1.75rem; margin-block: 0.2rem; }
  @container (max-width: 34rem) {
    .varied { grid-template-columns: minmax(0, 1fr) auto; }
    .varied .ends, .varied .options, .varied .list { grid-column: 1 / -1; grid-row: 2; }
    .main { flex: 1 1 100%; }
    .controls button:not(.main) { flex: 1; }
  }
  @media (pointer: coarse) { summary, input[type="text"], select, .varied .quiet, .options label, .check { min-height: var(--at-target); } }
  @media (forced-colors: active) { .progress > span { background: Highlight; } }
`;
