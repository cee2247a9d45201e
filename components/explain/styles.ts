import { css } from "lit";

/** What the parts of an explanation share. */
export const explainStyles = css`
  h3 { font-size: 1.02rem; margin: 1.6rem 0 0.3rem; }
  p { margin: 0.35rem 0; max-width: var(--at-column); }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.8rem; margin: 0.5rem 0; }
  table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
  th, td { text-align: start; padding: 0.3rem 0.7rem 0.3rem 0; border-bottom: 1px solid var(--at-line); font-weight: 400; }
  thead th { color: var(--at-ink-soft); font-size: 0.85rem; }
  .number { text-align: end; }
  progress { accent-color: var(--at-accent); width: 10rem; max-width: 100%; }
`;
