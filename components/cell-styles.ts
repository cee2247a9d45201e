import { css } from "lit";

/** A frame that is not there until it is needed. */
export const cellStyles = css`
  :host { display: block; width: 100%; max-width: var(--at-column); margin-inline: auto; }
  :host([wide]) { max-width: var(--at-wide); }
  section { position: relative; padding-block: 2.1rem 0.4rem; border-radius: 4px; scroll-margin-top: 4rem; }
  section:focus-visible { outline: none; }
  section::before {
    content: ""; position: absolute; inset-block: 2.1rem 0.4rem; inset-inline-start: -0.9rem; width: 3px; border-radius: 2px; background: var(--at-line);
    opacity: 0; transition: opacity 120ms;
  }
  section:hover::before, section:focus-within::before { opacity: 1; }
  section:focus-visible::before { opacity: 1; background: var(--at-accent); }
  :host([selected]) section::before { opacity: 1; background: var(--at-accent); }
  :host([selected]) section { background: color-mix(in oklab, var(--at-accent) 5%, var(--at-ground)); box-shadow: 0 0 0 0.5rem color-mix(in oklab, var(--at-accent) 5%, var(--at-ground)); }
  :host([selected]) .bar { opacity: 1; transition: none; }
  :host([dragged]) { opacity: 0.45; }
  .grip { display: inline-grid; place-items: center; width: 1.75rem; height: 1.75rem; margin-inline-start: -0.4rem; border-radius: 6px; cursor: grab; touch-action: none; user-select: none; }
  .grip:hover { background: var(--at-sunken); color: var(--at-ink); }
  .grip:active { cursor: grabbing; }
  .fold { display: block; width: 100%; text-align: start; border-style: dashed; border-color: var(--at-line-strong); background: transparent; color: var(--at-ink-soft); font-size: 0.9rem; }
  .bar {
    position: absolute; inset-block-start: 0.1rem; inset-inline: 0; height: 2rem; display: flex; align-items: center; justify-content: flex-end; gap: 0.1rem;
    font-size: 0.8rem; color: var(--at-ink-soft); opacity: 0; transition: opacity 120ms;
  }
  section:hover > .bar, section:focus-within > .bar, section:focus > .bar { opacity: 1; }
  .kind { margin-inline-end: auto; font-weight: 600; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
  .bar button, .bar at-menu { color: var(--at-ink-soft); }
  .bar button { display: inline-flex; align-items: center; gap: 0.35rem; min-height: 1.8rem; padding: 0 0.5rem; font-size: inherit; }
  .bar .icon { width: 1rem; height: 1rem; }
  /* The line of imports is machinery: it takes no room until someone points at it. */
  .compact { padding-block: 1.2rem 0; margin-block-end: -0.9rem; }
  .compact::before { inset-block: 0.2rem 0; }
  /* The next cell lies over its lower edge, and must not catch what is meant for its buttons. */
  .compact:hover, .compact:focus-within { z-index: 1; }
  .compact > .bar { inset-block-start: -0.3rem; }
  .body { min-width: 0; }
  .code { margin: 0 0 0.5rem; padding: 0.7rem 0.9rem; overflow-x: auto; background: var(--at-sunken); border: 1px solid var(--at-line); border-radius: var(--at-radius); font: 0.85rem/1.55 var(--at-font-code); }
  at-source-editor { margin-block-start: 0.9rem; }
  :host([wide]) at-source-editor { max-width: var(--at-column); }
  .failure { border: 1px solid var(--at-danger); background: var(--at-danger-ground); border-radius: var(--at-radius); padding: 0.8rem 1rem; }
  .failure p { margin: 0.3rem 0; }
  .failure code { font-family: var(--at-font-code); font-size: 0.85rem; overflow-wrap: anywhere; }
  /* Without a pointer to hover with, one quiet sign stays; the rest comes when the cell is touched. */
  @media (hover: none) {
    .bar { opacity: 1; height: var(--at-target); inset-block-start: -0.2rem; }
    .bar > :not(:last-child) { opacity: 0; transition: opacity 120ms; }
    section:focus > .bar > *, section:focus-within > .bar > * { opacity: 1; }
    .bar .grip { width: var(--at-target); height: var(--at-target); }
    .bar button { min-width: var(--at-target); min-height: var(--at-target); }
    section:not(.compact) { padding-block-start: 2.5rem; }
    .compact { padding-block-start: 1.6rem; margin-block-end: -0.4rem; }
    .compact:not(:focus-within) > .bar { opacity: 0; }
  }
  @media (max-width: 46rem) { section::before { inset-inline-start: -0.6rem; } }
  @media (prefers-reduced-motion: reduce) { .bar, section::before { transition: none; } }
  /* Only read: no machinery, and no room for it. */
  :host([reading]) .bar, :host([reading]) at-source-editor { display: none; }
  :host([reading]) section { padding-block-start: 0.8rem; }
  :host([reading]) .compact, :host([reading]) section::before { display: none; }
  @media print { .bar, at-source-editor, .compact, section::before { display: none; } section { padding-block-start: 0.8rem; break-inside: avoid; } }
  /* On its way: room for it, so that the page does not jump. */
  ::slotted(:not(:defined)) { display: block; min-block-size: 14rem; }
`;
