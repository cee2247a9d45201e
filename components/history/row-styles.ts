import { css } from "lit";

export const rowStyles = css`
  .row { display: grid; grid-template-columns: 2rem 2.2rem minmax(0, 1fr) 4.6rem 6.4rem 9rem 8.2rem 6.9rem; gap: 0 0.6rem; align-items: center; padding-inline: 0.6rem; }
  .row > span { min-inline-size: 0; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
  .head > span { font-size: inherit; }
  .line > span { max-block-size: 100%; overflow: clip; overflow-clip-margin: 3px; }
  .draw { display: grid; place-items: center; }
  input[type="checkbox"] { inline-size: 1.2rem; block-size: 1.2rem; margin: 0; }
  .star button { inline-size: 2.2rem; min-block-size: 2.2rem; padding: 0; font-size: 1.2rem; line-height: 1; color: var(--at-ink-soft); }
  .star button[aria-pressed="true"] { color: var(--at-warn); }
  .first { display: flex; flex-wrap: nowrap; align-items: baseline; gap: 0 0.7rem; white-space: nowrap; overflow: clip; overflow-clip-margin: 3px; }
  .name { padding: 0 0.3rem; margin-inline-start: -0.3rem; min-block-size: 1.75rem; font-weight: 650; text-decoration: underline dotted; text-underline-offset: 0.2em; white-space: nowrap; }
  .when, .subject { color: var(--at-ink-soft); font-size: 0.85rem; }
  .subject { overflow: hidden; text-overflow: ellipsis; }
  .changes { display: -webkit-box; -webkit-line-clamp: 2; line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; line-height: 1.35; }
  .note-text { font-weight: 600; font-family: var(--at-font-prose); }
  small { display: block; font-size: 0.82rem; color: var(--at-ink-soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; line-height: 1.35; }
  .curve svg { display: block; }
  .narrow .row { grid-template-columns: 2.75rem 2.75rem minmax(0, 1fr) auto; grid-template-areas: "draw star first first" "change change change change" "best best best curve" "cost cost cost seed"; grid-template-rows: 2.9rem minmax(0, 1fr) auto auto; align-items: start; padding-block: 0.3rem; gap: 0.1rem 0.3rem; }
  .narrow .draw { grid-area: draw; min-block-size: 2.2rem; }
  .narrow .star { grid-area: star; }
  .narrow .run { display: contents; }
  .narrow .first { grid-area: first; min-inline-size: 0; align-items: center; flex-wrap: wrap; white-space: normal; max-block-size: 2.6rem; font-size: 0.9rem; gap: 0 0.5rem; }
  .narrow .subject { display: none; }
  .narrow .changes { grid-area: change; font-size: 0.9rem; min-inline-size: 0; }
  .narrow .best { grid-area: best; }
  .narrow .curve { grid-area: curve; justify-self: end; }
  .narrow .cost { grid-area: cost; display: flex; gap: 0 0.6rem; align-items: baseline; white-space: nowrap; }
  .narrow .cost small:last-child { display: none; }
  .narrow .seed { grid-area: seed; justify-self: end; }
  .narrow .seed small { display: none; }
  .narrow .seed::before { content: attr(data-label) " "; color: var(--at-ink-soft); font-size: 0.82rem; }
  .narrow .on { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
`;
