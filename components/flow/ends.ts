import { html, nothing, type TemplateResult } from "lit";
import type { Stage } from "../../src/model/stage.js";
import { attentionTop, heat } from "../../src/plots/attention-scale.js";
import type { Run } from "../../src/training/run.js";
import type { LocaleController } from "../base/locale.js";

/** What goes in and what comes out, in words: the text on the colour of its attention, and the answer. */
export function ends(stage: Stage, run: Run | undefined, height: number, isDown: boolean, text: LocaleController): TemplateResult | typeof nothing {
  const live = run?.live;
  if (!live) return nothing;
  if (stage.kind === "text") {
    const most = isDown ? 6 : Math.max(3, Math.floor(height / 12));
    // A long text is cut to what stands around the peak.
    const peak = live.attentionWeights.indexOf(Math.max(...live.attentionWeights));
    const from = live.tokens.length <= most ? 0 : Math.min(live.tokens.length - most, Math.max(0, peak - Math.floor(most / 2)));
    const shown = live.tokens.slice(from, from + most).map((token, i) => ({ token, at: from + i }));
    const top = attentionTop([live.attentionWeights]);
    return html`<span class="words">${shown.map(({ token, at }, i) => {
      const { ground, ink } = heat((live.attentionWeights[at] ?? 0) / top);
      const isCut = (i === 0 && at > 0) || (i === shown.length - 1 && at < live.tokens.length - 1);
      return isCut ? html`<span>…</span>` : html`<span style=${live.attentionWeights.length > 0 ? `background: ${ground}; color: ${ink}` : nothing}>${token}</span>`;
    })}</span>`;
  }
  if (stage.kind !== "output") return nothing;
  const best = live.probabilities.indexOf(Math.max(...live.probabilities));
  const name = run?.classes[best];
  return html`<span class="answer"><b style="color: var(--at-class-${best % 4})">${name ? text.say(name) : best}</b>
    <span class="bars">${live.probabilities.map((probability, i) => html`<span style="flex-grow: ${probability.toFixed(4)}; background: var(--at-class-${i % 4})"></span>`)}</span>
    <span>${text.number(live.probabilities[best] ?? NaN, { percent: true, decimals: 0 })}</span></span>`;
}
