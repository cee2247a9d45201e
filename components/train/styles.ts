import { css } from "lit";

export const trainStyles = css`
  :host { container-type: inline-size; }
  .controls { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
  .main { min-width: 9.5rem; min-height: 2.75rem; font-size: 1.05rem; padding-inline: 1.4rem; }
  .controls button:not(.main) { min-height: 2.75rem; }
  button[aria-disabled="true"] { opacity: 0.55; cursor: default; }
  .engine { margin: -0.15rem -0.4rem; padding: 0 0.4rem; min-height: 1.75rem; font-size: inherit; color: inherit; text-decoration: underline dotted; text-underline-offset: 0.2em; }
  .saved { display: flex; flex-wrap: wrap; gap: 0.4rem 0.6rem; align-items: center; margin: 0 0 0.8rem; }
  .saved span { text-wrap: pretty; }
  .rate { max-width: 30rem; }

  .progress { margin-block: 0.9rem 0.3rem; height: 8px; border-radius: 4px; background: var(--at-line); overflow: clip; }
  .progress > span { display: block; height: 100%; background: var(--at-accent); border-radius: 4px; }
  .progress.paused > span { background: var(--at-line-strong); }
  .where { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; font-size: 0.92rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; min-height: 1.5em; }
  .where b { color: var(--at-ink); font-weight: 600; }

  .numbers { display: grid; grid-template-columns: minmax(9rem, 1fr) minmax(14rem, 2.4fr); gap: 0.75rem 2rem; margin-block: 0.9rem; }
  .measure h3 { margin: 0 0 0.2rem; font-size: 0.9rem; font-weight: 600; color: var(--at-ink-soft); }
  .row { display: grid; grid-template-columns: 5.2rem 1fr 3.4rem; align-items: center; gap: 0.6rem; min-height: 1.7rem; }
  .loss .row { grid-template-columns: 5.2rem 1fr; }
  .row .value { font-variant-numeric: tabular-nums; font-weight: 600; text-align: end; }
  .loss .row .value { text-align: start; font-size: 1.05rem; }
  .bar { position: relative; height: 0.65rem; border-radius: 2px; background: var(--at-sunken); box-shadow: inset 0 0 0 1px var(--at-line); }
  .bar > .fill { display: block; height: 100%; border-radius: 2px; background: var(--at-run); }
  .bar > .fill.dashed { background: repeating-linear-gradient(90deg, var(--at-run) 0 6px, color-mix(in oklab, var(--at-run) 45%, var(--at-ground)) 6px 9px); }
  .bar > .line { position: absolute; inset-block: -4px; inline-size: 0; border-inline-start: 2px dashed var(--at-ink-soft); }
  .majority { margin: 0.1rem 0 0; font-size: 0.85rem; color: var(--at-ink-soft); padding-inline-start: 5.8rem; }

  .result { font-family: var(--at-font-prose); font-size: 1.15rem; line-height: 1.45; margin: 0.9rem 0 0.2rem; text-wrap: pretty; }
  .ended { margin: 0 0 0.4rem; }
  .diagnosis { margin: 0 0 0.9rem; padding-inline-start: 0.8rem; border-inline-start: 3px solid var(--at-line-strong); text-wrap: pretty; }
  .stale { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.6rem; background: var(--at-warn-ground); color: var(--at-ink); border-inline-start: 3px solid var(--at-warn); border-radius: 0 var(--at-radius) var(--at-radius) 0; padding: 0.5rem 0.8rem; margin-block: 0.8rem; }
  .stale b { color: var(--at-warn); }
  .empty { margin: 0.6rem 0 0; }

  table { border-collapse: collapse; font-size: 0.92rem; }
  caption { text-align: start; color: var(--at-ink-soft); font-size: 0.88rem; padding-block-end: 0.3rem; }
  th, td { padding: 0.35rem 0.7rem; text-align: start; font-weight: 400; }
  .confusion td { text-align: end; min-width: 4.5rem; border: 1px solid var(--at-line); font-variant-numeric: tabular-nums; }
  .confusion td.corner { border: 0; }
  .confusion td.right { font-weight: 650; }
  .confusion th { color: var(--at-ink-soft); }
  .confusion thead th { text-align: end; }
  .runs { width: 100%; margin-block-start: 1rem; }
  .runs thead th { color: var(--at-ink-soft); font-size: 0.88rem; padding-block: 0.2rem; }
  .runs tbody tr { border-block-start: 1px solid var(--at-line); }
  .runs th, .runs td { padding-inline: 0 0.8rem; vertical-align: baseline; }
  .runs .number { text-align: end; white-space: nowrap; }
  .runs .number:last-child { padding-inline-end: 0; }
  .runs tbody th { white-space: nowrap; font-weight: 600; }
  .swatch { display: inline-block; inline-size: 0.7rem; block-size: 0.7rem; border-radius: 2px; margin-inline-end: 0.4rem; }
  .scroll { overflow-x: auto; }

  details { margin-block-start: 0.8rem; }
  summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
  summary:hover { color: var(--at-ink); }
  @container (max-width: 30rem) {
    .numbers { grid-template-columns: 1fr; }
    .main { flex: 1 1 100%; }
    .controls button:not(.main) { flex: 1; }
  }
  @media (pointer: coarse) { summary, .engine { min-height: var(--at-target); } }
  @media (forced-colors: active) { .bar > .fill, .progress > span { background: Highlight; } }
`;
