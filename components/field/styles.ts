import { css } from "lit";

/** One setting on one row; on a narrow column the label stands above its control. */
export const fieldStyles = css`
  :host { container-type: inline-size; --stage: var(--at-stage, var(--at-accent)); }
  .field { display: grid; grid-template-columns: minmax(0, 12.5rem) minmax(0, 1fr) 2.25rem; column-gap: 0.75rem; align-items: center; min-height: 2.5rem; }
  .head { display: flex; align-items: center; gap: 0.15rem; min-width: 0; }
  .name { overflow-wrap: anywhere; line-height: 1.25; padding: 0; }
  .dot { inline-size: 0.5rem; block-size: 0.5rem; border-radius: 50%; background: var(--stage); flex: none; margin-inline-start: 0.35rem; }
  .help, .reset { min-width: 1.75rem; min-height: 1.75rem; padding: 0; border-radius: 50%; color: var(--at-ink-soft); line-height: 1; flex: none; }
  .help { font-size: 0.8rem; }
  .help::before { content: "?"; display: inline-grid; place-items: center; inline-size: 1.15rem; block-size: 1.15rem; border: 1px solid currentColor; border-radius: 50%; }
  .help[aria-expanded="true"] { color: var(--stage); }
  .reset { justify-self: end; font-size: 1.05rem; }
  .control { display: flex; align-items: center; gap: 0.75rem; min-width: 0; }
  .below { grid-column: 1 / -1; }

  .track { position: relative; flex: 1 1 6rem; min-width: 4rem; display: flex; align-items: center; }
  input[type="range"] { appearance: none; width: 100%; height: 1.75rem; margin: 0; background: transparent; cursor: pointer; --fill: color-mix(in oklab, var(--stage) 75%, var(--at-ground)); }
  input[type="range"]::-webkit-slider-runnable-track { height: 4px; border-radius: 2px; background: linear-gradient(to right, var(--fill) var(--at-filled), var(--at-line) var(--at-filled)); }
  input[type="range"]::-moz-range-track { height: 4px; border-radius: 2px; background: linear-gradient(to right, var(--fill) var(--at-filled), var(--at-line) var(--at-filled)); }
  input[type="range"]::-webkit-slider-thumb { appearance: none; inline-size: 16px; block-size: 16px; margin-block-start: -6px; border-radius: 50%; background: var(--stage); border: 2px solid var(--at-raised); box-shadow: 0 0 0 1px var(--stage); }
  input[type="range"]::-moz-range-thumb { inline-size: 12px; block-size: 12px; border-radius: 50%; background: var(--stage); border: 2px solid var(--at-raised); box-shadow: 0 0 0 1px var(--stage); }
  .marker { position: absolute; inset-block-start: calc(50% + 7px); inline-size: 2px; block-size: 6px; background: var(--at-line-strong); border-radius: 1px; pointer-events: none; inset-inline-start: calc(var(--at-marker) * (100% - 16px) + 7px); }

  input[type="text"], select, textarea { font: inherit; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: 6px; min-height: 2.125rem; padding: 0.15rem 0.5rem; min-width: 0; }
  input[inputmode="decimal"] { width: 5.5rem; text-align: end; flex: none; }
  input[inputmode="decimal"].long { width: 8.5rem; }
  .words, textarea { width: 100%; }
  textarea { min-height: 4.2rem; resize: vertical; }
  [aria-invalid="true"] { border-color: var(--at-danger); outline-color: var(--at-danger); box-shadow: inset 0 0 0 1px var(--at-danger); }
  select { max-width: 100%; }
  .unit { color: var(--at-ink-soft); font-size: 0.9rem; min-width: 4.5rem; }

  .choices { display: inline-flex; flex-wrap: wrap; border: 1px solid var(--at-line-strong); border-radius: 6px; overflow: clip; background: var(--at-raised); }
  .choices label { display: inline-flex; align-items: center; padding: 0.15rem 0.7rem; min-height: 2rem; cursor: pointer; }
  .choices label + label { border-inline-start: 1px solid var(--at-line); }
  .choices label:has(:checked) { background: color-mix(in oklab, var(--stage) 14%, var(--at-raised)); color: var(--at-ink); box-shadow: inset 0 -2px 0 var(--stage); }
  .choices label:has(:focus-visible) { outline: 2px solid var(--at-accent); outline-offset: -2px; }
  .choices input { position: absolute; opacity: 0; inline-size: 1px; block-size: 1px; }
  input[type="checkbox"] { inline-size: 1.5rem; block-size: 1.5rem; margin: 0.2rem 0; accent-color: var(--stage); cursor: pointer; }

  .about { margin: 0 0 0.5rem; padding: 0.1rem 0 0.1rem 0.8rem; border-inline-start: 2px solid var(--stage); font-size: 0.9rem; color: var(--at-ink); }
  .about p { margin: 0; }
  .about .facts { color: var(--at-ink-soft); }
  .problem { margin: 0.1rem 0 0.5rem; font-size: 0.9rem; }

  @container (max-width: 30rem) {
    .field { grid-template-columns: minmax(0, 1fr) auto; row-gap: 0; padding-block: 0.35rem; }
    .head { grid-column: 1; grid-row: 1; min-height: 2rem; }
    .reset { grid-column: 2; grid-row: 1; }
    .control { grid-column: 1 / -1; grid-row: 2; }
    .unit { min-width: 0; }
    .unit:empty { display: none; }
  }
  @media (pointer: coarse) {
    .help, .reset { min-width: var(--at-target); min-height: var(--at-target); }
    input[type="range"], input[type="text"], select, .choices label { min-height: var(--at-target); }
    input[type="checkbox"] { inline-size: 1.75rem; block-size: 1.75rem; }
  }
  @media (forced-colors: active) { .dot, .marker { background: CanvasText; } .choices label:has(:checked) { outline: 2px solid Highlight; outline-offset: -2px; } }
`;
