import { css, html, nothing, type TemplateResult } from "lit";
import { textOf, type Text } from "../../src/base/text.js";
import { attentionMatrix } from "../../src/plots/attention-matrix.js";
import type { AttentionHeads } from "../../src/training/analyses/attention-heads.js";
import type { Run } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import "../figure.js";
import { onColourChange } from "../flow/colour-changes.js";
import { paint } from "../flow/tensor-picture.js";

const words = {
  title: { en: "Every head of every layer", "pt-BR": "Cada cabeça de cada camada" },
  hint: { en: "Each row of a square is a word that looks, each column a word looked at. Choose one to read it.", "pt-BR": "Em cada quadrado, uma linha é uma palavra que olha e uma coluna, uma palavra olhada. Escolha um para ler." },
  layer: { en: "Layer", "pt-BR": "Camada" },
  head: { en: "head", "pt-BR": "cabeça" },
} satisfies Record<string, Text>;

/** The self-attention of a text as small squares, a row a layer and a column a head; one is enlarged when chosen. */
export class AtAttentionHeads extends AtElement {
  static override properties = { run: { attribute: false }, sentence: { attribute: false }, chosen: { state: true } };
  static override styles = [shared, css`
    h3 { font-size: 1.02rem; margin: 1.4rem 0 0.2rem; }
    .grid { display: grid; gap: 0.4rem; margin: 0.5rem 0; justify-content: start; max-width: 100%; }
    .grid button { all: unset; box-sizing: border-box; cursor: pointer; display: block; border: 1px solid var(--at-line-strong); border-radius: 4px; padding: 2px; min-width: 1.5rem; aspect-ratio: 1; }
    .grid button:focus-visible { outline: 2px solid var(--at-accent); outline-offset: 2px; }
    .grid button[aria-pressed="true"] { border-color: var(--at-attention); box-shadow: 0 0 0 2px var(--at-attention); }
    canvas { display: block; width: 100%; height: 100%; image-rendering: pixelated; color: var(--at-attention); }
    @media (forced-colors: active) { canvas { forced-color-adjust: none; } }
  `];
  declare run: Run | undefined;
  declare sentence: string;
  /** Layer × heads + head; −1 while none is enlarged. */
  declare protected chosen: number;
  readonly #question = new Question(this, "attentionHeads");
  #painted: AttentionHeads | undefined;

  constructor() {
    super();
    this.sentence = "";
    this.chosen = -1;
    onColourChange(this, () => { this.#painted = undefined; this.requestUpdate(); });
  }

  protected override willUpdate(): void { this.#question.ask(this.run, this.run && this.sentence ? { text: this.sentence } : undefined); }

  protected override updated(): void {
    const { answer } = this.#question;
    if (!answer || answer === this.#painted) return;
    this.#painted = answer;
    const n = answer.tokens.length;
    this.renderRoot.querySelectorAll<HTMLCanvasElement>("canvas").forEach((canvas, i) => {
      const layer = answer.layers[Math.floor(i / answer.heads)]!;
      const from = (i % answer.heads) * n * n;
      paint(canvas, { shape: [n, n], data: layer.subarray(from, from + n * n) }, "attention", false);
    });
  }

  #walk(event: KeyboardEvent, at: number, heads: number, count: number): void {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowUp: at - heads, ArrowDown: at + heads, Home: 0, End: count - 1, Escape: at }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (event.key === "Escape") { this.chosen = -1; return; }
    if (to >= 0 && to < count) this.renderRoot.querySelectorAll<HTMLElement>(".grid button")[to]?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const { answer, problems } = this.#question;
    const troubles = problems.map((message) => html`<p class="problem" role="alert">${say(message)}</p>`);
    if (!answer || answer.layers.length === 0) return problems.length > 0 ? html`${troubles}` : nothing;
    const { heads, layers } = answer;
    const count = heads * layers.length;
    return html`
      <h3>${say(words.title)}</h3>
      <p class="note">${say(words.hint)}</p>
      ${troubles}
      <div class="grid" role="group" aria-label=${say(countText(layers.length, heads))} style="grid-template-columns: repeat(${heads}, minmax(1.5rem, 5.5rem))">
        ${Array.from({ length: count }, (_, i) => html`<button tabindex=${i === Math.max(0, this.chosen) ? 0 : -1} aria-pressed=${i === this.chosen} aria-label="${say(words.layer)} ${Math.floor(i / heads) + 1}, ${say(words.head)} ${(i % heads) + 1}"
          @click=${() => { this.chosen = this.chosen === i ? -1 : i; }} @keydown=${(event: KeyboardEvent) => this.#walk(event, i, heads, count)}><canvas width="1" height="1"></canvas></button>`)}
      </div>
      ${this.chosen < 0 || this.chosen >= count ? nothing : this.#enlarged(answer, Math.floor(this.chosen / heads), this.chosen % heads)}`;
  }

  #enlarged({ tokens, layers }: AttentionHeads, layer: number, head: number): TemplateResult {
    const size = tokens.length ** 2;
    const content = attentionMatrix.make({ tokens, weights: layers[layer]!.subarray(head * size, (head + 1) * size), layer: layer + 1, head: head + 1 }, this.text.locale);
    return html`<at-figure .content=${content}></at-figure>`;
  }
}

const countText = (layers: number, heads: number): Text => textOf((l) => (l === "en" ? `${layers} × ${heads} matrices, layers down and heads across; move with the arrow keys` : `${layers} × ${heads} matrizes, camadas para baixo e cabeças para o lado; ande com as setas`));

define("at-attention-heads", AtAttentionHeads);
declare global { interface HTMLElementTagNameMap { "at-attention-heads": AtAttentionHeads } }
