import { css } from "lit";

export const datasetStyles = css`
  :host { container-type: inline-size; }
  .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.7rem; }
  h3 { margin: 0; font-size: 1.1rem; }
  .origin { font-size: 0.85rem; color: var(--at-ink-soft); border: 1px solid var(--at-line-strong); border-radius: 1rem; padding: 0 0.6rem; }
  .summary { margin: 0.3rem 0 0.6rem; text-wrap: pretty; }
  .old { opacity: 0.75; }
  .facts p { margin: 0 0 0.35rem; text-wrap: pretty; }
  .loading { display: flex; align-items: center; gap: 0.6rem; min-height: 2rem; margin: 0; color: var(--at-ink-soft); }
  .loading::before { content: ""; inline-size: 0.8rem; block-size: 0.8rem; border-radius: 50%; border: 2px solid var(--at-line-strong); border-block-start-color: var(--at-accent); animation: turn 1s linear infinite; }
  @keyframes turn { to { rotate: 1turn; } }
  @media (prefers-reduced-motion: reduce) { .loading::before { animation: none; } }

  table { border-collapse: collapse; width: 100%; margin-block: 0.4rem 0.7rem; font-size: 0.95rem; }
  th, td { text-align: start; padding: 0.3rem 0.8rem 0.3rem 0; font-weight: 400; }
  thead th { color: var(--at-ink-soft); font-size: 0.88rem; }
  .number { text-align: end; width: 4.6rem; padding-inline-end: 0; }
  tbody tr { border-block-start: 1px solid var(--at-line); }
  .name { white-space: nowrap; width: 1%; }
  .swatch { display: inline-block; inline-size: 0.7rem; block-size: 0.7rem; border-radius: 2px; margin-inline-end: 0.45rem; background: var(--at-class); }
  .bar { display: block; height: 0.65rem; border-radius: 2px; background: var(--at-class); min-inline-size: 2px; }

  details { border-block-start: 1px solid var(--at-line); }
  summary { cursor: pointer; min-height: 2.4rem; padding-block: 0.45rem; font-weight: 600; }
  summary .note { font-weight: 400; }
  .rows { list-style: none; margin: 0; padding: 0; }
  .rows li { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: 0 1rem; padding-block: 0.4rem; align-items: baseline; }
  .rows li + li { border-block-start: 1px solid var(--at-line); }
  .label { color: var(--at-class); font-size: 0.88rem; font-weight: 600; }
  .kind { display: block; color: var(--at-ink-soft); font-weight: 400; }
  .text { font-family: var(--at-font-prose); font-size: 1.05rem; overflow-wrap: anywhere; }
  mark { background: color-mix(in oklab, var(--at-attention) 18%, transparent); color: inherit; border-radius: 3px; padding-inline: 0.15em; box-shadow: inset 0 -2px 0 var(--at-attention); }
  .more { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-block: 0.4rem 0.7rem; }
  .inside { padding-block-end: 0.7rem; }
  .credit { margin: 0; padding-block-start: 0.6rem; border-block-start: 1px solid var(--at-line); font-size: 0.85rem; color: var(--at-ink-soft); overflow-wrap: anywhere; }
  @container (max-width: 30rem) {
    .rows li { grid-template-columns: 1fr; }
    .kind { display: inline; }
    .barcell { display: none; }
    table { font-size: 0.85rem; }
    thead th { font-size: 0.75rem; vertical-align: bottom; }
    th, td { padding-inline-end: 0.3rem; }
    .name { white-space: normal; width: auto; overflow-wrap: anywhere; }
    .number { width: auto; padding-inline: 0.2rem 0; }
  }
  @media (pointer: coarse) { summary { min-height: var(--at-target); } }
  @media (forced-colors: active) { .bar, .swatch { background: CanvasText; } mark { outline: 1px solid; } }
`;
