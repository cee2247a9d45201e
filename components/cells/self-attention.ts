import { css, html, nothing, type TemplateResult } from "lit";
import { textOf, type Text } from "../../src/base/text.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { attentionTop, heat } from "../../src/plots/attention-scale.js";
import type { SelfAttentionSteps } from "../../src/training/analyses/self-attention.js";
import type { Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import "../flow/heat-strip.js";
import { kind, schema } from "./self-attention.kind.js";

export { kind };

const words = {
  empty: { en: "Press Train: the steps of self-attention are worked out here, on a sentence of yours.", "pt-BR": "Clique em Treinar: os passos da autoatenção são calculados aqui, numa frase sua." },
  asks: { en: "The word that asks", "pt-BR": "A palavra que pergunta" },
  query: { en: "1. Its query: what it looks for", "pt-BR": "1. A consulta dela: o que ela procura" },
  keys: { en: "The keys: what each word offers", "pt-BR": "As chaves: o que cada palavra oferece" },
  scores: { en: "2. Query times key gives scores; 3. softmax makes weights of them", "pt-BR": "2. Consulta vezes chave dá escores; 3. o softmax os transforma em pesos" },
  values: { en: "4. The values: what each word hands over", "pt-BR": "4. Os valores: o que cada palavra entrega" },
  mixed: { en: "5. The mixture: the values, each times its weight, added up", "pt-BR": "5. A mistura: os valores, cada um vezes o seu peso, somados" },
  number: { en: "number", "pt-BR": "número" },
  word: { en: "Word", "pt-BR": "Palavra" },
  score: { en: "Score", "pt-BR": "Escore" },
  weight: { en: "Weight", "pt-BR": "Peso" },
  every: { en: "Every word at once", "pt-BR": "Todas as palavras de uma vez" },
  matrix: { en: "Weights: a row asks, a column is asked", "pt-BR": "Pesos: a linha pergunta, a coluna é consultada" },
} satisfies Record<string, Text>;

/** One head of self-attention worked out on a sentence, for the word that the reader lets ask. */
export class AtSelfAttention extends CellBase {
  static override properties = { ...CellBase.properties, asking: { state: true } };
  static override styles = [shared, css`
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.9rem; margin-block-end: 0.7rem; }
    .row label { display: flex; align-items: center; gap: 0.5rem; min-width: 0; }
    .row .grow { flex: 1 1 14rem; }
    input, select { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; min-width: 0; }
    .grow input { flex: 1; width: 0; }
    .words { display: flex; flex-wrap: wrap; gap: 3px; margin-block-end: 0.6rem; }
    .words button { all: unset; box-sizing: border-box; cursor: pointer; min-height: 1.9rem; min-width: 1.5rem; text-align: center; padding: 0.15rem 0.45rem; border-radius: 4px; font-size: 1.05rem; border: 1px solid var(--at-line); overflow-wrap: anywhere; }
    .words button[aria-checked="true"] { border-color: var(--at-attention); box-shadow: inset 0 -3px 0 var(--at-attention); font-weight: 700; }
    .words button:focus-visible { outline: 2px solid var(--at-accent); outline-offset: 1px; }
    h3 { font-size: 0.95rem; font-weight: 650; margin: 1rem 0 0.3rem; }
    h3.minor { font-weight: 400; color: var(--at-ink-soft); margin-block-start: 0.5rem; }
    .caption { margin: 0.3rem 0 0.6rem; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: 0.95rem; font-variant-numeric: tabular-nums; }
    .steps { width: 100%; }
    .steps th, .steps td { text-align: start; padding: 0.15rem 0.8rem 0.15rem 0; border-block-end: 1px solid var(--at-line); font-weight: 400; }
    .steps thead th { color: var(--at-ink-soft); font-size: 0.85rem; }
    .numeric { text-align: end !important; white-space: nowrap; }
    .bar { width: 45%; }
    .bar span { display: block; height: 0.8rem; background: var(--at-attention); border-radius: 3px; min-width: 1px; }
    details { margin-block-start: 0.8rem; }
    summary { cursor: pointer; color: var(--at-accent); font-weight: 600; min-height: 1.75rem; }
    caption { text-align: start; color: var(--at-ink-soft); font-size: 0.9rem; padding-block: 0.2rem; }
    .matrix th { font-weight: 400; font-size: 0.82rem; padding: 0.15rem 0.4rem; text-align: end; }
    .matrix thead th { text-align: center; }
    .matrix td { min-width: 2.6rem; padding: 0.2rem 0.3rem; text-align: center; font-size: 0.78rem; border: 1px solid var(--at-ground); }
    @media (pointer: coarse) { input, select, .words button, summary { min-height: var(--at-target); } .words button { min-width: 2rem; display: inline-grid; place-items: center; } }
    @media (forced-colors: active) { .matrix td, .bar span { forced-color-adjust: none; } }
  `];
  /** Index of the word that asks; the last word of a text that has fewer. */
  declare protected asking: number;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #question = new Question(this, "selfAttention");

  constructor() {
    super();
    this.asking = -1;
  }

  protected get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ environment, steps }) => environment !== undefined && steps.length > 0) : undefined;
  }
  protected get settings(): { readonly text: string; readonly layer: number; readonly head: number } { return this.reading().values as never; }

  protected override willUpdate(): void {
    const { run } = this;
    const { text, layer, head } = this.settings;
    const read = text.trim() || run?.settings.probeText || run?.live?.text || "";
    this.#question.ask(run, run && read ? { text: read, layer, head } : undefined, { waits: true });
  }

  /** The word that asks: the one chosen, else the one with the sharpest attention. */
  #askingIn({ tokens, weights }: SelfAttentionSteps): number {
    if (this.asking >= 0 && this.asking < tokens.length) return this.asking;
    const sharpest = tokens.map((_, i) => Math.max(...weights.subarray(i * tokens.length, (i + 1) * tokens.length)));
    return sharpest.indexOf(Math.max(...sharpest));
  }

  #caption(steps: SelfAttentionSteps): Text {
    const { tokens, weights } = steps;
    const asking = this.#askingIn(steps);
    const own = weights.subarray(asking * tokens.length, (asking + 1) * tokens.length);
    const most = own.indexOf(Math.max(...own));
    const padding = 1 - own.reduce((sum, weight) => sum + weight, 0);
    return textOf((l) => {
      const percent = (share: number): string => this.text.number(share, { percent: true, decimals: 0 });
      const rest = padding > 0.005 ? (l === "en" ? `; ${percent(padding)} lies on padding` : `; ${percent(padding)} fica no preenchimento`) : "";
      return l === "en"
        ? `“${tokens[asking]}” takes ${percent(own[most]!)} of what it brings together from “${tokens[most]}”; spread evenly, each of ${tokens.length} words would give ${percent(1 / tokens.length)}${rest}.`
        : `“${tokens[asking]}” tira ${percent(own[most]!)} do que reúne de “${tokens[most]}”; por igual, cada uma das ${tokens.length} palavras daria ${percent(1 / tokens.length)}${rest}.`;
    });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { answer } = this.#question;
    const alt = this.text.say(answer ? this.#caption(answer) : words.empty);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { answer, problems } = this.#question;
    const troubles = [...this.problems.map(({ message }) => message), ...problems].map((message) => html`<p class="problem" role="alert">${say(message)}</p>`);
    if (!this.run) return html`${troubles}<p class="empty">${say(words.empty)}</p>`;
    return html`${troubles}${this.#chooser(answer)}${answer && problems.length === 0 ? this.#steps(answer) : nothing}`;
  }

  #chooser(answer: SelfAttentionSteps | undefined): TemplateResult {
    const { say } = this.text;
    const { text } = this.settings;
    const stop = (event: Event): void => event.stopPropagation();
    const select = (name: "layer" | "head", count: number, current: number): TemplateResult | typeof nothing => (count < 2 ? nothing : html`<label>${say(schema[name].label)}
      <select @input=${stop} @change=${(event: Event) => { stop(event); this.commit({ [name]: Number((event.target as HTMLSelectElement).value) }); }}>
        ${Array.from({ length: count }, (_, i) => html`<option value=${i + 1} ?selected=${i + 1 === current}>${i + 1}</option>`)}
      </select></label>`);
    return html`<div class="row">
      <label class="grow">${say(schema.text.label)} <input type="text" maxlength="500" .value=${text} title=${say(schema.text.doc)} @input=${stop}
        @change=${(event: Event) => { stop(event); this.asking = -1; this.commit({ text: (event.target as HTMLInputElement).value.trim() }); }}></label>
      ${answer ? html`${select("layer", answer.layers, answer.layer)} ${select("head", answer.heads, answer.head)}` : nothing}
    </div>`;
  }

  #walk(event: KeyboardEvent, at: number, count: number): void {
    const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.asking = Math.min(count - 1, Math.max(0, to));
    void this.updateComplete.then(() => this.renderRoot.querySelectorAll<HTMLElement>(".words button")[this.asking]?.focus());
  }

  #steps(steps: SelfAttentionSteps): TemplateResult {
    const { say, number } = this.text;
    const { tokens, size, queries, keys, values, scores, weights, mixed } = steps;
    const count = tokens.length;
    const asking = this.#askingIn(steps);
    const strip = (label: Text, data: Float32Array, rows: readonly string[]): TemplateResult => html`<at-heat-strip stage="embedding" label="${say(label)}: ${rows.length} × ${size}" column=${say(words.number)} .rows=${rows} .activation=${{ shape: [rows.length, size], data }}></at-heat-strip>`;
    const rowOf = (matrix: Float32Array, width: number): Float32Array => matrix.subarray(asking * width, (asking + 1) * width);
    const [ownScores, ownWeights] = [rowOf(scores, count), rowOf(weights, count)];
    return html`
      <div class="words" role="radiogroup" aria-label=${say(words.asks)} @keydown=${(event: KeyboardEvent) => this.#walk(event, asking, count)}>
        ${tokens.map((token, i) => html`<button role="radio" aria-checked=${i === asking ? "true" : "false"} tabindex=${i === asking ? 0 : -1} @click=${() => { this.asking = i; }}>${token}</button>`)}
      </div>
      <p class="caption" role="status">${say(this.#caption(steps))}</p>
      <h3>${say(words.query)}</h3>
      ${strip(words.query, rowOf(queries, size).slice(), [tokens[asking]!])}
      <h3 class="minor">${say(words.keys)}</h3>
      ${strip(words.keys, keys, tokens)}
      <h3>${say(words.scores)}</h3>
      <table class="steps">
        <thead><tr><th scope="col">${say(words.word)}</th><th scope="col" class="numeric">${say(words.score)}</th><th scope="col" class="numeric">${say(words.weight)}</th><td class="bar"></td></tr></thead>
        <tbody>${tokens.map((token, i) => html`<tr>
          <th scope="row">${token}</th><td class="numeric">${number(ownScores[i]!, { decimals: 2, fixed: true })}</td><td class="numeric">${number(ownWeights[i]!, { percent: true, decimals: 1, fixed: true })}</td>
          <td class="bar"><span style="width: ${(ownWeights[i]! * 100).toFixed(1)}%"></span></td></tr>`)}</tbody>
      </table>
      <h3>${say(words.values)}</h3>
      ${strip(words.values, values, tokens)}
      <h3>${say(words.mixed)}</h3>
      ${strip(words.mixed, rowOf(mixed, size).slice(), [tokens[asking]!])}
      <details><summary>${say(words.every)}</summary>${this.#matrix(steps)}</details>`;
  }

  #matrix({ tokens, weights }: SelfAttentionSteps): TemplateResult {
    const { say, number } = this.text;
    const count = tokens.length;
    const rows = tokens.map((_, i) => Array.from(weights.subarray(i * count, (i + 1) * count)));
    const top = attentionTop(rows);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${say(words.every)}><table class="matrix">
      <caption>${say(words.matrix)}</caption>
      <thead><tr><td></td>${tokens.map((token) => html`<th scope="col">${token}</th>`)}</tr></thead>
      <tbody>${rows.map((row, i) => html`<tr><th scope="row">${tokens[i]}</th>${row.map((weight) => {
        const { ground, ink } = heat(weight / top);
        return html`<td style="background: ${ground}; color: ${ink}">${number(weight, { percent: true, decimals: 0 })}</td>`;
      })}</tr>`)}</tbody></table></div>`;
  }
}

define(kind.tag as "at-self-attention", AtSelfAttention);
declare global { interface HTMLElementTagNameMap { "at-self-attention": AtSelfAttention } }
