import { css } from "lit";

export const historyStyles = css`
  :host { container-type: inline-size; }
  .tools { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; align-items: end; }
  .tools label { display: flex; flex-direction: column; gap: 0.1rem; font-size: 0.85rem; color: var(--at-ink-soft); min-inline-size: 0; }
  .tools .check { flex-direction: row; align-items: center; gap: 0.4rem; min-height: 2.25rem; font-size: 0.92rem; color: var(--at-ink); }
  .tools .search { flex: 1 1 12rem; }
  input[type="search"], select, textarea { font: inherit; font-size: 0.95rem; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: 6px; min-height: 2.25rem; padding: 0.15rem 0.5rem; min-inline-size: 0; max-inline-size: 100%; }
  input[type="checkbox"] { inline-size: 1.15rem; block-size: 1.15rem; accent-color: var(--at-accent); margin: 0; }
  .count { margin: 0.5rem 0 0.3rem; font-variant-numeric: tabular-nums; }
  .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
  .deleted { display: flex; flex-wrap: wrap; gap: 0.3rem 0.6rem; align-items: center; background: var(--at-sunken); border-radius: var(--at-radius); padding: 0.4rem 0.8rem; margin: 0 0 0.6rem; }
  .figures { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin-block: 1rem 0.4rem; }
  .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-block: 0.6rem; }
  button[aria-disabled="true"] { opacity: 0.55; cursor: default; }
  .detail { border: 1px solid var(--at-line); border-radius: var(--at-radius); background: var(--at-raised); padding: 0.7rem 1rem 0.9rem; margin-block: 0.8rem; }
  .detail .top { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
  .detail h3 { font-size: 1.05rem; font-weight: 650; margin: 0; overflow-wrap: anywhere; }
  .detail p { margin: 0.2rem 0; overflow-wrap: anywhere; }
  .facts { margin: 0.5rem 0; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
  .facts div { display: flex; flex-wrap: wrap; gap: 0 0.6rem; padding-block: 0.15rem; }
  dt { color: var(--at-ink-soft); min-inline-size: 7rem; }
  dd { margin: 0; }
  .remark { display: block; font-size: 0.85rem; color: var(--at-ink-soft); }
  textarea { display: block; inline-size: 100%; font-family: var(--at-font-prose); font-size: 1rem; resize: vertical; padding: 0.35rem 0.5rem; }
  summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
  details table { border-collapse: collapse; font-size: 0.88rem; inline-size: 100%; table-layout: fixed; }
  details th, details td { text-align: start; font-weight: 400; padding: 0.2rem 0.6rem 0.2rem 0; border-block-start: 1px solid var(--at-line); overflow-wrap: anywhere; }
  details tr:not(.usual) :is(th, td) { font-weight: 650; }
  details .usual { color: var(--at-ink-soft); }
  @container (max-width: 34rem) { .tools label:not(.check, .search) { flex: 1 1 40%; } }
  @media (pointer: coarse) { summary, input[type="search"], select, .tools .check { min-height: var(--at-target); } }
`;
