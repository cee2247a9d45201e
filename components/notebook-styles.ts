import { css } from "lit";

export const notebookStyles = css`
  :host { display: block; }
  main { padding: 1rem 1.25rem 40vh; max-width: calc(var(--at-wide) + 2.5rem); margin-inline: auto; }
  main { position: relative; }
  .add { display: inline-flex; align-items: center; gap: 0.4rem; color: var(--at-ink-soft); }
  .place { position: absolute; inset-inline: 1rem; height: 3px; border-radius: 2px; background: var(--at-accent); z-index: 5; pointer-events: none; }
  .place[hidden] { display: none; }
  .end { max-width: var(--at-column); margin: 2.5rem auto 0; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; color: var(--at-ink-soft); font-size: 0.925rem; }
  .end p { flex: 1 0 100%; margin: 0; }
  .file-problems { max-width: var(--at-column); margin: 1rem auto; padding: 0.9rem 1.1rem; border: 1px solid var(--at-warn); border-radius: var(--at-radius); background: var(--at-warn-ground); }
  .file-problems h2 { font-size: 1rem; margin: 0 0 0.4rem; color: var(--at-warn); }
  .file-problems ul { margin: 0; padding-inline-start: 1.2rem; }
  .file-problems li { overflow-wrap: anywhere; }
  .back { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 8; border-radius: 99px; box-shadow: 0 4px 16px rgb(0 0 0 / 0.18); font-size: 0.875rem; }
  @media print { .back { display: none; } }
  .reading .end { display: none; }
  @media (max-width: 46rem) { main { padding-inline: 0.9rem; } }
  @media print { .end { display: none; } main { padding-block-end: 0; } }
`;
