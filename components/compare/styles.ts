import { css } from "lit";

export const compareStyles = css`
  :host { container-type: inline-size; }
  h3 { font-size: 1rem; font-weight: 650; margin: 1.2rem 0 0.3rem; }
  .entrants { list-style: none; margin: 0.3rem 0 0; padding: 0; }
  .entrant { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: 0 0.8rem; align-items: center; padding-block: 0.45rem; border-block-start: 1px solid var(--at-line); }
  .who { min-width: 0; }
  .name { font-weight: 600; }
  .swatch { display: inline-block; inline-size: 0.75rem; block-size: 0.75rem; border-radius: 50%; margin-inline-end: 0.45rem; background: var(--at-run); }
  .about { margin: 0; font-size: 0.88rem; color: var(--at-ink-soft); overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
  .about b { color: var(--at-ink); font-weight: 600; }
  .guess { display: flex; align-items: center; gap: 0.35rem; font-size: 0.9rem; color: var(--at-ink-soft); }
  .guess input { inline-size: 3.6rem; text-align: end; }
  input[type="text"], select { font: inherit; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: 6px; min-height: 2.125rem; padding: 0.15rem 0.5rem; min-inline-size: 0; }
  [aria-invalid="true"] { border-color: var(--at-danger); box-shadow: inset 0 0 0 1px var(--at-danger); }
  .entrant .quiet { min-inline-size: 2rem; padding: 0.1rem 0.5rem; color: var(--at-ink-soft); }
  .entrant details { grid-column: 1 / -1; margin: 0; }
  .row { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; margin-block: 0.6rem; }
  .row label { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; min-inline-size: 0; }
  .row select { max-inline-size: 100%; }
  .seeds { display: flex; flex-wrap: wrap; gap: 0.2rem 0.75rem; align-items: center; min-height: 2.5rem; }
  .seeds input { inline-size: 10rem; max-inline-size: 100%; }
  .controls { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-block-start: 1rem; }
  .controls button { min-height: 2.75rem; }
  .main { min-width: 9.5rem; font-size: 1.05rem; padding-inline: 1.4rem; }
  button[aria-disabled="true"] { opacity: 0.55; cursor: default; }
  .progress { margin-block: 0.9rem 0.3rem; height: 8px; border-radius: 4px; background: var(--at-line); overflow: clip; }
  .progress > span { display: block; height: 100%; background: var(--at-accent); border-radius: 4px; }
  .where { margin: 0; font-size: 0.92rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
  .stale { background: var(--at-warn-ground); border-inline-start: 3px solid var(--at-warn); border-radius: 0 var(--at-radius) var(--at-radius) 0; padding: 0.5rem 0.8rem; margin-block: 0.8rem; }
  .reading { font-family: var(--at-font-prose); font-size: 1.1rem; line-height: 1.45; margin: 0.2rem 0 0.8rem; padding-inline-start: 1.1rem; text-wrap: pretty; }
  .reading li { margin-block: 0.3rem; }
  .figures { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin-block: 0.8rem; }
  .figures .whole { grid-column: 1 / -1; }
  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; font-size: 0.9rem; inline-size: 100%; }
  .caption { margin: 1rem 0 0.2rem; }
  th, td { padding: 0.3rem 0.8rem 0.3rem 0; text-align: end; border-block-start: 1px solid var(--at-line); white-space: nowrap; font-weight: 400; }
  th[scope="row"] { text-align: start; white-space: normal; min-inline-size: 8.5rem; color: var(--at-ink-soft); position: sticky; inset-inline-start: 0; background: var(--at-ground); }
  thead th { border: 0; font-weight: 600; vertical-align: bottom; }
  thead th:first-child { text-align: start; }
  td.best { font-weight: 650; }
  .spread { color: var(--at-ink-soft); font-size: 0.85em; font-weight: 400; }
  .expected dt { font-weight: 600; }
  .expected dd { margin: 0 0 0.5rem; text-wrap: pretty; }
  .expected dl { margin: 0.4rem 0; }
  details { margin-block-start: 0.4rem; }
  summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
  summary:hover { color: var(--at-ink); }
  @container (max-width: 34rem) {
    .entrant { grid-template-columns: minmax(0, 1fr) auto; }
    .guess { grid-column: 1; grid-row: 2; }
    .main { flex: 1 1 100%; }
    .controls button:not(.main) { flex: 1; }
  }
  @media (pointer: coarse) { summary, input[type="text"], select, .entrant .quiet { min-height: var(--at-target); } .entrant .quiet { min-inline-size: var(--at-target); } }
  @media (forced-colors: active) { .progress > span { background: Highlight; } }
`;
