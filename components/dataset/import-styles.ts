import { css } from "lit";

export const importStyles = css`
  dialog { padding: 0; border: 1px solid var(--at-line); border-radius: 14px; background: var(--at-raised); color: var(--at-ink); width: min(44rem, calc(100vw - 1rem)); max-height: calc(100dvh - 1rem); }
  dialog::backdrop { background: rgb(0 0 0 / 0.45); }
  .sheet { padding: 1.1rem 1.4rem 0; }
  .head { display: flex; justify-content: space-between; align-items: start; gap: 0.5rem; }
  .head button { display: grid; place-items: center; flex: none; }
  h2 { font: 600 1.4rem/1.2 var(--at-font-prose); margin: 0; overflow-wrap: anywhere; }
  .name { font: 400 1rem/1.3 var(--at-font); color: var(--at-ink-soft); }
  h3 { font-size: 0.85rem; margin: 1.1rem 0 0.3rem; color: var(--at-ink-soft); }
  .said { min-height: 1.5rem; margin-block: 0.3rem; color: var(--at-ink); font-size: 1rem; }
  .said:focus, .alert:focus { outline: none; }
  .alert p { margin: 0.2rem 0; }
  .warning { color: var(--at-warn); background: var(--at-warn-ground); border-inline-start: 3px solid var(--at-warn); padding: 0.4rem 0.7rem; margin: 0.4rem 0; border-radius: 0 var(--at-radius) var(--at-radius) 0; overflow-wrap: anywhere; }
  .columns { display: flex; flex-wrap: wrap; gap: 0.6rem 1.2rem; margin-block: 0.6rem; }
  .columns label { display: grid; gap: 0.15rem; flex: 1 1 13rem; min-inline-size: 0; font-size: 0.9rem; color: var(--at-ink-soft); }
  select, textarea { font: inherit; font-size: 1rem; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.25rem 0.5rem; inline-size: 100%; }
  textarea { font-family: var(--at-font-code); font-size: 0.9rem; resize: vertical; white-space: pre; }
  label.rows { display: grid; gap: 0.2rem; margin-block: 0.5rem; }
  details summary { cursor: pointer; min-height: 2rem; padding-block: 0.3rem; overflow-wrap: anywhere; }
  .reading { border-block: 1px solid var(--at-line); }
  ul { list-style: none; margin: 0; padding: 0; }
  .classes li { display: grid; grid-template-columns: minmax(5rem, 11rem) 1fr 4.5rem; gap: 0.8rem; align-items: center; padding-block: 0.15rem; }
  .label { color: var(--at-class); font-weight: 600; overflow-wrap: anywhere; }
  .bar { block-size: 0.65rem; }
  .bar i { display: block; block-size: 100%; border-radius: 2px; background: var(--at-class); min-inline-size: 2px; }
  .count, .number { text-align: end; font-variant-numeric: tabular-nums; }
  table { border-collapse: collapse; inline-size: 100%; font-size: 0.95rem; }
  th { text-align: start; font-weight: 400; font-size: 0.85rem; color: var(--at-ink-soft); }
  th.number { text-align: end; }
  th, td { padding: 0.3rem 0.8rem 0.3rem 0; vertical-align: baseline; }
  tbody tr { border-block-start: 1px solid var(--at-line); }
  td.number { color: var(--at-ink-soft); inline-size: 3.5rem; }
  .text { font-family: var(--at-font-prose); font-size: 1.05rem; overflow-wrap: anywhere; }
  .done > li { padding-block: 0.25rem; border-block-start: 1px solid var(--at-line); }
  .done q { color: var(--at-ink-soft); overflow-wrap: anywhere; }
  .done details { font-size: 0.9rem; }
  fieldset { border: 1px solid var(--at-line); border-radius: var(--at-radius); margin: 1rem 0 0; padding: 0.4rem 0.9rem 0.6rem; }
  legend { font-size: 0.85rem; color: var(--at-ink-soft); padding-inline: 0.3rem; }
  fieldset label { display: flex; gap: 0.6rem; align-items: baseline; padding-block: 0.3rem; text-wrap: pretty; }
  fieldset input { inline-size: 1.1rem; block-size: 1.1rem; flex: none; accent-color: var(--at-accent); translate: 0 0.15rem; }
  .actions { position: sticky; inset-block-end: 0; display: flex; flex-wrap: wrap; gap: 0.6rem; margin: 1rem -1.4rem 0; padding: 0.8rem 1.4rem; background: var(--at-raised); border-block-start: 1px solid var(--at-line); }
  @media (max-width: 30rem) {
    .sheet { padding: 0.9rem 0.9rem 0; }
    .actions { margin-inline: -0.9rem; padding-inline: 0.9rem; }
    .classes li { grid-template-columns: minmax(4rem, 8rem) 1fr 3.5rem; gap: 0.5rem; }
    table.rows thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
    table.rows, table.rows tbody { display: block; }
    table.rows tr { display: grid; grid-template-columns: 2.2rem 1fr; gap: 0 0.6rem; padding-block: 0.35rem; }
    table.rows td { padding: 0; inline-size: auto; }
    table.rows .text { grid-column: 2; }
  }
  @media (pointer: coarse) { select, details summary, fieldset label { min-height: var(--at-target); } }
  @media (forced-colors: active) { .bar i { background: CanvasText; } }
`;
