import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { confusionOf } from "../../src/training/evaluation/class-scores.js";
import { answerOf, answersOf, probabilityOf } from "../../src/training/evaluation/predictions.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { EvaluationCell } from "../evaluation/evaluation-cell.js";
import { evaluationStyles, nothingChosen, sentencesView, type ChosenText, type ShownSentence } from "../evaluation/sentences.js";
import { kind } from "./confusion.kind.js";

export { kind };

const words = {
  caption: { en: "What the texts are (rows) and what the network answered (columns). Choose a number to read its texts.", "pt-BR": "O que os textos são (linhas) e o que a rede respondeu (colunas). Escolha um número para ler os textos dele." },
  answered: { en: "answered", "pt-BR": "respondeu" },
  truly: { en: "is", "pt-BR": "é" },
  noTexts: { en: "No text is counted there.", "pt-BR": "Nenhum texto está contado ali." },
} satisfies Record<string, Text>;

const listed = 20;

/** Counts and shares of every answer; a number opens the texts that it counts. */
export class AtConfusion extends EvaluationCell {
  static override properties: PropertyDeclarations = { ...CellBase.properties, place: { state: true }, most: { state: true }, chosen: { state: true } };
  static override styles = [shared, evaluationStyles, css`
    table { border-collapse: collapse; }
    caption { text-align: start; color: var(--at-ink-soft); font-size: 0.88rem; padding-block-end: 0.3rem; }
    th { font-weight: 400; color: var(--at-ink-soft); padding: 0.3rem 0.6rem; text-align: start; }
    thead th { text-align: center; vertical-align: bottom; }
    td { padding: 0; border: 1px solid var(--at-line); }
    td button { inline-size: 100%; min-inline-size: 4.6rem; min-height: 3rem; border: 0; border-radius: 0; background: transparent; padding: 0.2rem 0.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
    td button:hover:not(:disabled) { background: color-mix(in oklab, var(--at-ink) 8%, transparent); }
    td button[aria-pressed="true"] { box-shadow: inset 0 0 0 2px var(--at-accent); }
    td b { display: block; font-size: 1.05rem; font-weight: 600; }
    td small { color: var(--at-ink); font-size: 0.8rem; }
  `];
  /** The cell of the matrix whose texts are listed. */
  declare protected place: readonly [label: number, answer: number] | undefined;
  declare protected most: number;
  declare protected chosen: number | undefined;
  readonly kind = kind;
  #value: ChosenText = nothingChosen;

  constructor() {
    super();
    this.most = listed;
  }

  override get value(): ChosenText { return this.#value; }
  get #confusion(): readonly (readonly number[])[] {
    const { judged } = this;
    return judged ? confusionOf(judged.predictions.labels, answersOf(judged.predictions), judged.predictions.classes) : [];
  }
  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { judged, place } = this;
    if (place && judged && Math.max(...place) >= judged.predictions.classes) this.place = undefined;
  }

  /** What the matrix shows, in one sentence: the pair that is confused most. */
  get #sentence(): Text | undefined {
    const confusion = this.#confusion;
    const count = confusion.flat().reduce((sum, one) => sum + one, 0);
    if (count === 0) return undefined;
    const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
    const worst = confusion.flatMap((row, label) => row.map((one, answer) => ({ one, label, answer }))).filter(({ label, answer }) => label !== answer).reduce((most, pair) => (pair.one > most.one ? pair : most));
    return textOf((l) => {
      const name = (label: number): string => this.judged?.run.classes[label]?.[l] ?? String(label);
      const share = formatNumber(right / count, l, { percent: true, decimals: right === count ? 0 : 1 });
      const all = formatNumber(count, l);
      if (worst.one === 0) return l === "en" ? `All ${all} texts are right.` : `Todos os ${all} textos estão certos.`;
      const times = formatNumber(worst.one, l);
      return l === "en"
        ? `${share} of ${all} texts are right; the commonest mistake, made ${worst.one === 1 ? "once" : `${times} times`}, is to answer “${name(worst.answer)}” where it is “${name(worst.label)}”.`
        : `${share} de ${all} textos estão certos; o erro mais comum, ${worst.one === 1 ? "uma vez" : `${times} vezes`}, é responder “${name(worst.answer)}” quando é “${name(worst.label)}”.`;
    });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.obstacle ?? this.text.say(this.#sentence!);
    return { mime: { "text/plain": alt, "application/json": this.#confusion }, alt };
  }

  protected override render(): TemplateResult {
    const sentence = this.obstacle === undefined ? this.#sentence : undefined;
    return html`${this.renderHead()}${sentence ? html`<p class="lead">${this.text.say(sentence)}</p>${this.#table()}${this.#list()}` : nothing}`;
  }

  #table(): TemplateResult {
    const { say, number } = this.text;
    const confusion = this.#confusion;
    return html`<div class="scroll"><table>
      <caption>${say(words.caption)}</caption>
      <thead><tr><td style="border: 0"></td>${confusion.map((_, answer) => html`<th scope="col">${say(words.answered)} ${this.nameOf(answer)}</th>`)}</tr></thead>
      <tbody>${confusion.map((row, label) => {
        const total = row.reduce((sum, count) => sum + count, 0);
        return html`<tr><th scope="row">${say(words.truly)} ${this.nameOf(label)}</th>${row.map((count, answer) => {
          const isOpen = this.place?.[0] === label && this.place[1] === answer;
          const share = total > 0 ? count / total : NaN;
          return html`<td style="background: color-mix(in oklab, var(${label === answer ? "--at-good" : "--at-danger"}) ${total > 0 ? Math.round(share * 26) : 0}%, var(--at-ground))">
            <button aria-pressed=${isOpen ? "true" : "false"} @click=${() => { this.place = isOpen ? undefined : [label, answer]; this.most = listed; }}><b>${number(count)}</b><small>${number(share, { percent: true, decimals: 0 })}</small></button></td>`;
        })}</tr>`;
      })}</tbody></table></div>`;
  }

  #list(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const { judged, place } = this;
    if (!judged || !place) return nothing;
    const { predictions, examples } = judged;
    const [label, answer] = place;
    const sentences = predictions.labels.flatMap((own, row): readonly ShownSentence[] => (own !== label || answerOf(predictions, row) !== answer ? [] : [{
      example: predictions.examples[row]!, text: examples[predictions.examples[row]!]?.text ?? "", label: this.nameOf(label), answer: this.nameOf(answer), answerIndex: answer, isRight: label === answer,
      confidence: probabilityOf(predictions, row, answer), rightProbability: probabilityOf(predictions, row, label),
    }])).sort((a, b) => b.confidence - a.confidence);
    return html`<h3>${say(words.truly)} ${this.nameOf(label)}, ${say(words.answered)} ${this.nameOf(answer)}</h3>
      ${sentences.length === 0 ? html`<p class="note">${say(words.noTexts)}</p>` : sentencesView(sentences, {
        text: this.text, most: this.most, chosen: this.chosen, more: () => { this.most += listed; },
        choose: (example) => {
          this.chosen = example;
          this.#value = { text: examples[example]?.text ?? "", example, label, answer };
          this.announce();
        },
      })}`;
  }
}

define(kind.tag as "at-confusion", AtConfusion);
declare global { interface HTMLElementTagNameMap { "at-confusion": AtConfusion } }
