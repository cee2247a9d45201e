import { html, svg, type TemplateResult } from "lit";
import type { Stage } from "../../src/model/stage.js";
import { band } from "./styles.js";
import { pictureSize } from "./tensor-picture.js";

/** What flows from one stage into the next: as high as their pictures, in their colours. */
export function ribbon(from: Stage, to: Stage, isDown: boolean): TemplateResult {
  const [a, b] = [pictureSize(from.outputShape), pictureSize(to.outputShape)];
  const id = `ribbon-${to.name}`;
  const stops = svg`<stop offset="0" style="stop-color: var(--at-${from.kind})" /><stop offset="1" style="stop-color: var(--at-${to.kind})" />`;
  if (isDown) {
    const [l1, r1, l2, r2] = [50 - a.width / 1.8, 50 + a.width / 1.8, 50 - b.width / 1.8, 50 + b.width / 1.8];
    return html`<svg class="ribbon" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      <defs><linearGradient id=${id} x2="0" y2="1">${stops}</linearGradient></defs>
      <path class="body" fill="url(#${id})" d="M${l1},0 C${l1},10 ${l2},10 ${l2},20 H${r2} C${r2},10 ${r1},10 ${r1},0 Z" />
      <path class="batch" d="M50,0 V20" />
    </svg>`;
  }
  const mid = band / 2;
  const [t1, b1, t2, b2] = [mid - a.height / 2, mid + a.height / 2, mid - b.height / 2, mid + b.height / 2];
  return html`<svg class="ribbon" viewBox="0 0 100 ${band}" preserveAspectRatio="none" aria-hidden="true">
    <defs><linearGradient id=${id}>${stops}</linearGradient></defs>
    <path class="body" fill="url(#${id})" d="M0,${t1} C50,${t1} 50,${t2} 100,${t2} V${b2} C50,${b2} 50,${b1} 0,${b1} Z" />
    <path class="batch" d="M0,${mid} H100" />
  </svg>`;
}
