import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { mistakesOf, type Mistake } from "../../src/training/evaluation/mistakes.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { EvaluationCell, stop } from "../evaluation/evaluation-cell.js";
import { evaluationStyles, nothingChosen, sentencesView, type ChosenText } from "../evaluation/sentences.js";
import { kind, schema } from "./errors.kind.js";

export { kind };

const words = {
  all: { en: "all classes", "pt-BR": "todas as classes" },
  noneHere: { en: "No mistake in this class.", "pt-BR": "Nenhum erro nesta classe." },
} satisfies Record<string, Text>;

const listed = 10;

/** Mistakes by their loss, the worst first; one that is chosen is given to the cells that read this one. */
export class AtErrors extends EvaluationCell {
  static override properties: PropertyDeclarations = { ...CellBase.properties, most: { state: true }, chosen: { state: true } };
  static override styles = [shared, evaluationStyles];
  declare protected most: number;
  declare protected chosen: number | undefined;
  readonly kind = kind;
  #value: ChosenText = nothingChosen;

  constructor() {
    super();
    this.most = listed;
  }

  override get value(): ChosenText { return this.#value; }
  get #label(): number { return Number(this.reading().values["label"]); }
  get #mistakes(): readonly Mistake[] { return this.judged ? mistakesOf(this.judged.predictions) : []; }

  get #sentence(): Text {
    const { judged } = this;
    const mistakes = this.#mistakes;
    const count = judged?.predictions.labels.length ?? 0;
    const worst = mistakes[0];
    return textOf((l) => {
      const [wrong, all] = [formatNumber(mistakes.length, l), formatNumber(count, l)];
      if (!worst) return l === "en" ? `No mistake in ${all} texts.` : `Nenhum erro em ${all} textos.`;
      const sure = formatNumber(worst.confidence, l, { percent: true, decimals: worst.confidence > 0.985 ? 1 : 0 });
      return l === "en"
        ? `${wrong} of ${all} texts are answered wrongly; in the worst of them the network is ${sure} sure.`
        : `${wrong} de ${all} textos ${mistakes.length === 1 ? "recebe" : "recebem"} a resposta errada; no pior, a rede tem ${sure} de certeza.`;
    });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const worst = this.#mistakes.slice(0, 3).map(({ example }) => `“${this.judged?.examples[example]?.text ?? ""}”`);
    const alt = this.obstacle ?? [this.text.say(this.#sentence), ...worst].join(" ");
    return { mime: { "text/plain": alt }, alt };
  }

  protected override renderChoices(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const classes = this.judged?.run.classes ?? [];
    if (classes.length === 0) return nothing;
    const label = this.#label;
    return html`<label>${say(schema.label.label)}
      <select @input=${stop} @change=${(event: Event) => { stop(event); this.most = listed; this.commit({ label: Number((event.target as HTMLSelectElement).value) }); }}>
        <option value="-1" ?selected=${label < 0}>${say(words.all)}</option>
        ${classes.map((name, i) => html`<option value=${i} ?selected=${i === label}>${say(name)}</option>`)}
      </select></label>`;
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { judged } = this;
    if (this.obstacle !== undefined || !judged) return this.renderHead();
    const label = this.#label;
    const mistakes = this.#mistakes.filter((one) => label < 0 || one.label === label);
    const sentences = mistakes.map(({ example, label: own, answer, confidence, rightProbability }) => ({
      example, text: judged.examples[example]?.text ?? "", label: this.nameOf(own), answer: this.nameOf(answer), answerIndex: answer, isRight: false, confidence, rightProbability,
    }));
    return html`${this.renderHead()}<p class="lead">${say(this.#sentence)}</p>
      ${mistakes.length === 0 && this.#mistakes.length > 0 ? html`<p class="note">${say(words.noneHere)}</p>` : sentencesView(sentences, {
        text: this.text, most: this.most, chosen: this.chosen, more: () => { this.most += listed; },
        choose: (example) => {
          const { label: own, answer } = mistakes.find((one) => one.example === example)!;
          this.chosen = example;
          this.#value = { text: judged.examples[example]?.text ?? "", example, label: own, answer };
          this.announce();
        },
      })}`;
  }
}

define(kind.tag as "at-errors", AtErrors);
declare global { interface HTMLElementTagNameMap { "at-errors": AtErrors } }
