import { svg, type SVGTemplateResult, html, type TemplateResult } from "lit";

/** Line icons on a 20-unit square, in the colour of the text. Each stands beside words or in a control that has a name. */
const paths = {
  undo: svg`<path d="M7.5 4 3.5 8l4 4M4 8h7.5a4.5 4.5 0 0 1 0 9H9"/>`,
  redo: svg`<path d="m12.5 4 4 4-4 4M16 8H8.5a4.5 4.5 0 0 0 0 9H11"/>`,
  more: svg`<path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6"/>`,
  source: svg`<path d="m7 5-5 5 5 5M13 5l5 5-5 5"/>`,
  add: svg`<path d="M10 4v12M4 10h12"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.4"/><path d="M10 1.8v2M10 16.2v2M1.8 10h2M16.2 10h2M4.2 4.2l1.4 1.4M14.4 14.4l1.4 1.4M4.2 15.8l1.4-1.4M14.4 5.6l1.4-1.4"/>`,
  moon: svg`<path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z"/>`,
  system: svg`<rect x="2.5" y="4" width="15" height="10" rx="1.5"/><path d="M7 17h6"/>`,
  file: svg`<path d="M5 2.5h6.5L15.5 7v10.5H5zM11 2.5V7h4.5"/>`,
  save: svg`<path d="M10 3v9.5M6 9l4 4 4-4M3.5 14v3h13v-3"/>`,
  export: svg`<path d="M10 12.5V3M6 6.5 10 2.5l4 4M3.5 12v5h13v-5"/>`,
  bin: svg`<path d="M3.5 5.5h13M8 5V3h4v2M5.5 5.5l.7 11.5h7.6l.7-11.5"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  grip: svg`<path d="M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01" stroke-width="2.4"/>`,
  arrow: svg`<path d="M4 10h12M11.5 5.5 16 10l-4.5 4.5"/>`,
} as const satisfies Record<string, SVGTemplateResult>;
export type IconName = keyof typeof paths;

export const icon = (name: IconName): TemplateResult => html`<svg
  class="icon" aria-hidden="true" width="18" height="18" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"
>${paths[name]}</svg>`;

/** The sign of the product: three positions and how much each is attended to. */
export const logo: TemplateResult = html`<svg aria-hidden="true" width="20" height="20" viewBox="0 0 16 16">
  <rect x="1" y="9" width="3.4" height="6" rx="1" fill="var(--at-attention)" opacity="0.45"></rect><rect x="6.3" y="1.5" width="3.4" height="13.5" rx="1" fill="var(--at-attention)"></rect><rect x="11.6" y="7" width="3.4" height="8" rx="1" fill="var(--at-attention)" opacity="0.7"></rect>
</svg>`;
