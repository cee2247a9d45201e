import { css } from "lit";

/** Height of the band that the pictures stand in. */
export const band = 156;

/** The diagram, across the page or down it. */
export const flowStyles = css`
  .across, .down { container-type: inline-size; }
  .diagram { margin: 0; padding: 0.25rem 0; list-style: none; display: flex; align-items: stretch; }
  .diagram > li { display: flex; flex: 1.32 1 0; min-width: 0; align-items: flex-start; }
  .diagram > li:first-child { flex-grow: 1; }
  .stage { all: unset; box-sizing: border-box; cursor: pointer; display: grid; grid-template-rows: 2.7rem ${band}px auto; align-content: start; flex: 1; min-width: 0; border-radius: var(--at-radius); text-align: center; color: var(--at-ink); }
  .stage:hover { background: color-mix(in oklab, var(--hue) 7%, transparent); }
  .stage[aria-expanded="true"] { background: color-mix(in oklab, var(--hue) 10%, transparent); box-shadow: inset 0 -3px 0 var(--hue); }
  .stage.moving { background: color-mix(in oklab, var(--hue) 18%, transparent); box-shadow: inset 0 0 0 2px var(--hue); }
  .stage:focus-visible { outline: 2px solid var(--at-accent); outline-offset: 2px; }
  .title { color: var(--hue); font-weight: 650; font-size: clamp(0.72rem, calc(11.5cqi / var(--stages)), 0.95rem); line-height: 1.15; padding: 0.2rem 0.1rem; align-self: end; overflow-wrap: break-word; }
  .picture { position: relative; display: grid; place-items: center; height: ${band}px; }
  .picture::before { content: ""; position: absolute; inset-inline: 0; height: var(--h); background: var(--hue); opacity: 0.16; }
  canvas { position: relative; width: var(--w); height: var(--h); image-rendering: pixelated; color: var(--hue); outline: 0 solid var(--at-class-0); border: 1.5px solid var(--hue); border-radius: 3px; background: var(--at-raised); box-sizing: border-box; }
  .text canvas, .output.live canvas { display: none; }
  .text:not(.live) canvas { display: block; }
  .words { position: relative; height: var(--h); display: grid; align-content: space-evenly; justify-items: center; font-size: 0.72rem; line-height: 1; overflow: hidden; max-width: 100%; }
  .words span { padding: 0 0.3em; border-radius: 2px; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; line-height: 1.05; }
  .answer { position: relative; display: grid; justify-items: center; gap: 0.25rem; font-size: 0.8rem; max-width: 100%; font-variant-numeric: tabular-nums; }
  .answer b { max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
  .bars { display: flex; flex-direction: column; width: 1.4rem; height: 3.6rem; border: 1.5px solid var(--hue); border-radius: 3px; overflow: hidden; }
  .bars span { display: block; transition: flex-grow 0.15s; flex: 0 1 0; min-height: 0; }
  .down .words { font-size: 0.7rem; height: auto; gap: 1px; padding-block: 0.2rem; }
  .down .answer { gap: 0.1rem; }
  .down .bars { width: 3.4rem; height: 0.9rem; flex-direction: row; }
  .facts { font-size: 0.8rem; line-height: 1.35; padding: 0.3rem 0.2rem 0.5rem; font-variant-numeric: tabular-nums; display: grid; gap: 0.1rem; align-content: start; }
  .facts .shape { font-weight: 600; font-size: 0.86rem; }
  .facts .count { color: var(--at-ink-soft); }
  .facts .count b { font-weight: inherit; display: block; }
  .down .facts .count b { display: inline; }
  .share { display: block; height: 5px; margin: 0.2rem 12% 0; background: var(--at-sunken); border-radius: 3px; overflow: hidden; }
  .share > span { display: block; height: 100%; background: var(--hue); border-radius: 3px; }
  .changed { animation: changed 1.6s ease-out; border-radius: 3px; }
  @keyframes changed { from { background: color-mix(in oklab, var(--hue) 45%, transparent); } }
  .ribbon { display: block; flex: 0.32 1 0; min-width: 0; height: ${band}px; margin-top: 2.7rem; overflow: visible; }
  .ribbon .body { opacity: 0.16; }
  .ribbon .batch { fill: none; stroke: var(--at-ink-soft); stroke-width: 2.5; stroke-linecap: round; stroke-dasharray: 0.1 12; vector-effect: non-scaling-stroke; opacity: 0; }
  /* A notch further with every drawing: what moves is the training, and no frame is painted for an ornament. */
  .running .ribbon .batch { opacity: 0.85; stroke-dashoffset: var(--batch); }
  .total { margin: 0.4rem 0 0.6rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; justify-content: space-between; font-size: 0.9rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
  .down .diagram { flex-direction: column; }
  .down .diagram > li { flex: none; display: block; }
  .down .stage { width: 100%; grid-template: "picture title" auto "picture facts" auto / 5.6rem 1fr; text-align: start; column-gap: 0.8rem; }
  .down .stage[aria-expanded="true"] { box-shadow: inset 3px 0 0 var(--hue); }
  .down .title { grid-area: title; padding: 0.35rem 0 0; font-size: 1rem; }
  .down .picture { grid-area: picture; height: auto; min-height: 3.4rem; padding-block: 0.4rem; }
  .down .picture::before { inset: 0; margin: auto; width: var(--w); height: auto; }
  .down .facts { grid-area: facts; grid-template-columns: auto 1fr; column-gap: 0.9rem; font-size: 0.86rem; padding: 0 0.5rem 0.4rem 0; }
  .down .share { grid-column: 1 / -1; margin-inline: 0; }
  .down .ribbon { width: 5.6rem; height: 1rem; margin: 0; }
  .down at-stage-panel { margin: 0.4rem 0; }
  .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
  @media (prefers-reduced-motion: reduce) { .running .ribbon .batch { stroke-dashoffset: 0; } .changed { animation: none; outline: 2px solid var(--hue); } }
  @media (forced-colors: active) { .share > span, canvas { forced-color-adjust: none; } .stage { border: 1px solid ButtonBorder; } }
`;
