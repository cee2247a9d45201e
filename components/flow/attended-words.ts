import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import { unknownId } from "../../src/data/vocabulary.js";
import { attentionTop, heat, heatGradient } from "../../src/plots/attention-scale.js";
import type { AttentionSnapshot, Inspection } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";

const words = {
  hint: { en: "Words with their attention; move with the arrow keys", "pt-BR": "Palavras com sua atenção; ande com as setas" },
  sees: { en: "this position sees", "pt-BR": "esta posição vê" },
  weight: { en: "attention", "pt-BR": "atenção" },
  padding: { en: "of the attention lies on padding, after the text", "pt-BR": "da atenção fica no preenchimento, depois do texto" },
  unknown: { en: "unknown to the network", "pt-BR": "desconhecida da rede" },
  reads: { en: "has read the whole text through self-attention", "pt-BR": "já leu o texto inteiro pela autoatenção" },
  starts: { en: "Each word carries the weight of the window that starts at it.", "pt-BR": "Cada palavra mostra o peso da janela que começa nela." },
} satisfies Record<string, Text>;

/** A text whose words stand on the colour of their attention, with a bracket under what the position of interest sees: the peak, or the word pointed at. */
export class AtAttendedWords extends AtElement {
  static override properties = { snapshot: { attribute: false }, top: { attribute: false }, chosen: { state: true }, pointed: { state: true } };
  static override styles = [shared, css`
    .words { display: flex; flex-wrap: wrap; row-gap: 0.8rem; line-height: 1.3; font-size: 1.05rem; }
    .words button {
      all: unset; box-sizing: border-box; position: relative; cursor: pointer; min-width: 1.5rem; min-height: 1.9rem; padding: 0.15rem 0.35rem; margin-inline-end: 2px;
      text-align: center; border-radius: 4px; overflow-wrap: anywhere; transition: background-color 0.2s;
    }
    .words button:focus-visible { outline: 2px solid var(--at-accent); outline-offset: 1px; z-index: 1; }
    .words button::after { content: ""; position: absolute; inset: auto -2px -7px 0; height: 6px; border: 0 solid var(--at-attention); }
    .words button.seen::after { border-block-end-width: 2px; }
    .words button.first::after { border-inline-start-width: 2px; }
    .words button.last::after { border-inline-end-width: 2px; inset-inline-end: 0; }
    .words button.centre { font-weight: 700; }
    .words button.unknown { text-decoration: underline dotted 2px; text-underline-offset: 0.2em; font-style: italic; }
    .detail { margin: 0.7rem 0 0.2rem; min-height: 1.5em; font-variant-numeric: tabular-nums; }
    .detail b { color: var(--at-attention); }
    .legend { display: flex; align-items: center; gap: 0.5rem; font-size: 0.82rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
    .bar { width: 7rem; height: 0.6rem; border-radius: 3px; border: 1px solid var(--at-line-strong); }
    @media (pointer: coarse) { .words button { min-height: var(--at-target); min-width: 2rem; padding-block: 0.6rem; } }
    @media (prefers-reduced-motion: reduce) { .words button { transition: none; } }
    @media (forced-colors: active) { .words button { forced-color-adjust: none; } }
  `];
  /** An inspection also tells which tokens the vocabulary does not know; they are marked. */
  declare snapshot: AttentionSnapshot | Inspection | undefined;
  /** Weight at the top of the colour scale; of this text alone when absent. */
  declare top: number | undefined;
  /** Word that the keyboard is on, −1 before. */
  declare protected chosen: number;
  declare protected pointed: number;

  constructor() {
    super();
    this.chosen = -1;
    this.pointed = -1;
  }

  /** The word spoken of: pointed at, chosen, or the peak. */
  protected get active(): number {
    const weights = this.snapshot?.attentionWeights ?? [];
    const asked = this.pointed >= 0 ? this.pointed : this.chosen;
    return asked >= 0 && asked < weights.length ? asked : weights.indexOf(Math.max(...weights));
  }

  #walk(event: KeyboardEvent): void {
    const last = (this.snapshot?.attentionWeights.length ?? 0) - 1;
    const to = { ArrowLeft: this.active - 1, ArrowUp: this.active - 1, ArrowRight: this.active + 1, ArrowDown: this.active + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.pointed = -1;
    this.chosen = Math.min(last, Math.max(0, to));
    void this.updateComplete.then(() => this.renderRoot.querySelectorAll<HTMLElement>(".words button")[this.chosen]?.focus());
  }

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot, active } = this;
    if (!snapshot || snapshot.attentionWeights.length === 0) return nothing;
    const { say, number } = this.text;
    const top = this.top ?? attentionTop([snapshot.attentionWeights]);
    const [first, last] = snapshot.receptiveFields[active] ?? [active, active];
    const share = (weight: number): string => number(weight, { percent: true, decimals: 1, fixed: true });
    const seen = snapshot.tokens.slice(first, last + 1).join(" ");
    const isUnknown = (i: number): boolean => "tokenIds" in snapshot && snapshot.tokenIds[i] === unknownId;
    return html`
      <div class="words" role="group" aria-label=${say(words.hint)} @keydown=${this.#walk} @pointerleave=${() => { this.pointed = -1; }}>
        ${snapshot.tokens.map((token, i) => {
          const weight = snapshot.attentionWeights[i];
          const { ground, ink } = heat((weight ?? 0) / top);
          const marks = [i >= first && i <= last ? "seen" : "", i === first ? "first" : "", i === last ? "last" : "", i === active ? "centre" : "", isUnknown(i) ? "unknown" : ""].join(" ");
          return html`<button class=${marks} style="background: ${ground}; color: ${ink}" tabindex=${i === active ? 0 : -1} aria-label=${`${token}${weight === undefined ? "" : `: ${share(weight)}`}${isUnknown(i) ? `, ${say(words.unknown)}` : ""}`}
            @pointerenter=${() => { this.pointed = i; }} @focus=${() => { this.chosen = i; }} @click=${() => { this.chosen = i; }}>${token}</button>`;
        })}
      </div>
      <p class="detail"><b>${snapshot.tokens[active]}</b> · ${say(words.weight)} ${share(snapshot.attentionWeights[active] ?? NaN)} · ${snapshot.isContextual ? say(words.reads) : html`${say(words.sees)}: “${seen}”`}</p>
      ${this.#startsAtWord() ? html`<p class="note">${say(words.starts)}</p>` : nothing}
      ${1 - snapshot.attentionKept >= 0.005 ? html`<p class="note padding">${share(1 - snapshot.attentionKept)} ${say(words.padding)}.</p>` : nothing}
      <div class="legend" aria-hidden="true"><span>0</span><span class="bar" style="background: ${heatGradient()}"></span><span>${share(top)}</span></div>`;
  }

  /** Whether positions look only forward, as a convolution without padding does: then the word with the weight is not the middle of what is seen. */
  #startsAtWord(): boolean {
    const fields = this.snapshot?.receptiveFields ?? [];
    return fields.some(([first, last]) => last > first) && fields.every(([first], i) => first === i);
  }
}

define("at-attended-words", AtAttendedWords);
declare global { interface HTMLElementTagNameMap { "at-attended-words": AtAttendedWords } }
