import { css, html, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { LocaleController } from "../base/locale.js";

export const probabilityStyles = css`
  .probabilities { display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: 0.3rem 0.7rem; margin: 0.5rem 0; padding: 0; list-style: none; font-variant-numeric: tabular-nums; }
  .probabilities li { display: contents; }
  .probabilities .track { height: 0.8rem; background: var(--at-sunken); border: 1px solid var(--at-line); border-radius: 4px; overflow: hidden; }
  .probabilities .fill { display: block; height: 100%; transition: width 0.15s; }
  .probabilities .chosen { font-weight: 700; }
  .probabilities .share { min-width: 7ch; text-align: end; }
  @media (prefers-reduced-motion: reduce) { .probabilities .fill { transition: none; } }
  @media (forced-colors: active) { .probabilities .fill { forced-color-adjust: none; } }
`;

/** How probable each class is, as bars with their numbers; the largest is set strong. */
export function probabilityBars(classes: readonly Text[], probabilities: readonly number[], text: LocaleController): TemplateResult {
  const largest = Math.max(...probabilities);
  return html`
    <ul class="probabilities">
      ${probabilities.map((probability, i) => html`
        <li>
          <span class=${probability === largest ? "chosen" : ""}>${classes[i] ? text.say(classes[i]) : i}</span>
          <span class="track" aria-hidden="true"><span class="fill" style="width: ${(probability * 100).toFixed(2)}%; background: var(--at-class-${i % 4})"></span></span>
          <span class="share">${text.number(probability, { percent: true, decimals: 1, fixed: true })}</span>
        </li>`)}
    </ul>`;
}
