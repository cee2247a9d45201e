import { css, html, nothing, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { attentionByClass } from "../../src/plots/attention-by-class.js";
import { spreadOf } from "../../src/plots/histogram.js";
import type { AttentionSurvey, SurveyedText } from "../../src/training/analyses/attention-survey.js";
import type { Run } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import "../figure.js";

const words = {
  open: { en: "All held-out sentences", "pt-BR": "Todas as frases fora do treino" },
  working: { en: "Reading…", "pt-BR": "Lendo…" },
  sentence: { en: "Sentence", "pt-BR": "Frase" },
  spread: { en: "Spread", "pt-BR": "Espalhada em" },
  peak: { en: "Peak", "pt-BR": "Pico" },
  label: { en: "Class", "pt-BR": "Classe" },
  right: { en: "Answer", "pt-BR": "Resposta" },
  correct: { en: "right", "pt-BR": "certa" },
  wrong: { en: "wrong", "pt-BR": "errada" },
  more: { en: "Show more", "pt-BR": "Mostrar mais" },
  what: { en: "Spread: over how many positions the attention is as if divided evenly (e to its entropy). Sort by a column; choose a sentence to look at it.", "pt-BR": "Espalhada em: entre quantas posições é como se a atenção se dividisse por igual (e elevado à entropia). Ordene por uma coluna; escolha uma frase para olhá-la." },
  table: { en: "Held-out sentences with their attention", "pt-BR": "Frases fora do treino com sua atenção" },
  epochs: { en: "Epoch of the survey", "pt-BR": "Época do levantamento" },
} satisfies Record<string, Text>;

const columns = ["spread", "peak", "label", "right"] as const;
type Column = (typeof columns)[number];
const rowsAtOnce = 20;

/**
 * Where the network looks in every held-out sentence: listed in the order of any column, and by class and position, epoch by epoch as far as it was open.
 * @fires at-sentence - a sentence was chosen; `detail` is its text
 */
export class AtAttentionSurvey extends AtElement {
  static override properties = { run: { attribute: false }, data: { attribute: false }, isOpen: { state: true }, order: { state: true }, rows: { state: true }, epoch: { state: true } };
  static override styles = [shared, css`
    :host { margin-top: 1.2rem; }
    at-figure { margin-top: 0.8rem; }
    .scroll { overflow-x: auto; margin-top: 0.5rem; }
    table { border-collapse: collapse; width: 100%; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
    th, td { text-align: start; padding: 0.2rem 0.5rem 0.2rem 0; border-bottom: 1px solid var(--at-line); font-weight: 400; vertical-align: top; }
    .number { text-align: end; white-space: nowrap; padding-inline-end: 1rem; }
    th button { min-height: 1.75rem; padding: 0.1rem 0.3rem; font-size: 0.88rem; white-space: nowrap; }
    td button { all: unset; cursor: pointer; min-height: 1.5rem; text-decoration: underline; text-decoration-color: var(--at-line-strong); text-underline-offset: 0.2em; overflow-wrap: anywhere; display: inline-block; min-width: 9rem; }
    td button:focus-visible { outline: 2px solid var(--at-accent); outline-offset: 2px; }
    .wrong { color: var(--at-danger); }
    .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin: 0.6rem 0; }
    .row input { flex: 1 1 8rem; min-width: 0; accent-color: var(--at-attention); min-height: 1.5rem; }
    ul { margin: 0.3rem 0; padding-inline-start: 1.2rem; font-size: 0.92rem; }
    @media (pointer: coarse) { th button, td button, .row input { min-height: var(--at-target); } }
  `];
  declare run: Run | undefined;
  declare data: DataValue | undefined;
  declare protected isOpen: boolean;
  declare protected order: { readonly by: Column; readonly down: boolean };
  declare protected rows: number;
  /** Epoch looked at; the newest surveyed when it is none of them. */
  declare protected epoch: number;
  readonly #question = new Question(this, "attentionSurvey");
  /** Surveys by run and epoch: one is made whenever an epoch ends while this is open. */
  readonly #surveys = new Map<string, Map<number, AttentionSurvey>>();

  constructor() {
    super();
    this.isOpen = false;
    this.order = { by: "spread", down: false };
    this.rows = rowsAtOnce;
    this.epoch = -1;
  }

  protected override willUpdate(): void {
    this.#question.ask(this.isOpen ? this.run : undefined, this.isOpen && this.run ? {} : undefined);
    const { answer, answeredFor } = this.#question;
    if (!answer || !answeredFor) return;
    const own = this.#surveys.get(answeredFor.run.id) ?? new Map<number, AttentionSurvey>();
    this.#surveys.set(answeredFor.run.id, own.set(answer.epoch, answer));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.run) return nothing;
    const { say } = this.text;
    const { problems } = this.#question;
    const surveys = [...(this.#surveys.get(this.run.id) ?? [])].toSorted(([a], [b]) => a - b).map(([, survey]) => survey);
    const survey = surveys.find(({ epoch }) => epoch === this.epoch) ?? surveys.at(-1);
    return html`
      <button class="open" aria-expanded=${this.isOpen} @click=${() => { this.isOpen = !this.isOpen; }}>${say(words.open)}</button>
      ${!this.isOpen ? nothing : html`
        ${problems.map((message) => html`<p class="problem" role="alert">${say(message)}</p>`)}
        ${survey ? this.#survey(survey, surveys, this.run) : problems.length > 0 ? nothing : html`<p class="note">${say(words.working)}</p>`}`}`;
  }

  #survey(survey: AttentionSurvey, surveys: readonly AttentionSurvey[], run: Run): TemplateResult {
    const { say, number, locale } = this.text;
    const at = surveys.indexOf(survey);
    const sorted = survey.texts.toSorted((a, b) => (valueOf(a, this.order.by) - valueOf(b, this.order.by)) * (this.order.down ? -1 : 1));
    return html`
      ${surveys.length < 2 ? nothing : html`<div class="row"><label for="epoch">${say(words.epochs)}</label>
        <input id="epoch" type="range" min="0" max=${surveys.length - 1} step="1" .value=${String(at)} aria-valuetext=${String(survey.epoch)}
          @input=${(event: Event) => { event.stopPropagation(); this.epoch = surveys[Number((event.target as HTMLInputElement).value)]?.epoch ?? -1; }} @change=${(event: Event) => event.stopPropagation()} /><output>${number(survey.epoch)}</output></div>`}
      <at-figure .content=${attentionByClass.make({ epoch: survey.epoch, classes: run.classes, byPosition: survey.byPosition }, locale)}></at-figure>
      <ul>${run.classes.map((name, label) => {
        const own = survey.texts.filter((text) => text.label === label);
        return own.length === 0 ? nothing : html`<li>${say(classText(name, own))}</li>`;
      })}</ul>
      <p class="note">${say(words.what)}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${say(words.table)}>
        <table>
          <thead><tr><th scope="col">${say(words.sentence)}</th>${columns.map((by) => html`
            <th scope="col" class=${by === "spread" || by === "peak" ? "number" : ""} aria-sort=${this.order.by !== by ? "none" : this.order.down ? "descending" : "ascending"}>
              <button class="quiet" @click=${() => { this.order = { by, down: this.order.by === by && !this.order.down }; }}>${say(words[by])}${this.order.by === by ? (this.order.down ? " ▼" : " ▲") : ""}</button></th>`)}</tr></thead>
          <tbody>${sorted.slice(0, this.rows).map((one) => html`<tr>
            <td>${this.#sentence(one)}</td>
            <td class="number">${number(one.spread, { decimals: 1, fixed: true })}</td>
            <td class="number">${one.word} ${number(one.peak, { percent: true, decimals: 0 })}</td>
            <td>${say(run.classes[one.label] ?? { en: String(one.label), "pt-BR": String(one.label) })}</td>
            <td class=${one.answer === one.label ? "" : "wrong"}>${say(one.answer === one.label ? words.correct : words.wrong)} (${number(one.probability, { percent: true, decimals: 0 })})</td>
          </tr>`)}</tbody>
        </table>
      </div>
      ${sorted.length > this.rows ? html`<button class="quiet more" @click=${() => { this.rows += rowsAtOnce; }}>${say(words.more)} (${number(sorted.length - this.rows)})</button>` : nothing}`;
  }

  #sentence({ example }: SurveyedText): TemplateResult | string {
    const text = this.data?.prepared?.examples[example]?.text;
    return text === undefined ? String(example + 1) : html`<button class="sentence" @click=${() => this.dispatchEvent(new CustomEvent("at-sentence", { detail: text }))}>${text}</button>`;
  }
}

const valueOf = (of: SurveyedText, by: Column): number => (by === "right" ? (of.answer === of.label ? 1 : -1) * of.probability : of[by]);

const classText = (name: Text, own: readonly SurveyedText[]): Text => textOf((l) => {
  const { mean, deviation } = spreadOf(own.map(({ spread }) => spread));
  const say = (value: number): string => formatNumber(value, l, { decimals: 1, fixed: true });
  return l === "en"
    ? `${name.en}: ${own.length} sentences, spread over ${say(mean)} ± ${say(deviation)} positions`
    : `${name["pt-BR"]}: ${own.length} frases, espalhada em ${say(mean)} ± ${say(deviation)} posições`;
});

define("at-attention-survey", AtAttentionSurvey);
declare global {
  interface HTMLElementTagNameMap { "at-attention-survey": AtAttentionSurvey }
  interface HTMLElementEventMap { /** A sentence was chosen from a list. */ "at-sentence": CustomEvent<string> }
}
