import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { describeValue, type Field } from "../../src/hyperparameters/field.js";
import type { Schema } from "../../src/hyperparameters/schema.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { diagnoses } from "../../src/training/diagnoses/index.js";
import type { Finding } from "../../src/training/diagnoses/rule.js";
import type { Run } from "../../src/training/run.js";
import { schemaOfArchitecture, trainSchema } from "../../src/training/schema.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import { kind } from "./diagnosis.kind.js";

export { kind };

const words = {
  untrained: { en: "There is no run to read yet: press Train, and what stands out is said here.", "pt-BR": "Ainda não há uma execução para ler: clique em Treinar, e o que chamar a atenção será dito aqui." },
  running: { en: "The run is under way. What stands out is said when it ends.", "pt-BR": "A execução está em andamento. O que chamar a atenção será dito quando ela terminar." },
  tries: { en: "To try", "pt-BR": "Para experimentar" },
  noData: { en: "Rare classes are judged only where this cell is given the data, as in diagnosis({}, {run, data}).", "pt-BR": "Classes raras só são avaliadas quando a célula recebe os dados, como em diagnosis({}, {run, data})." },
  looking: { en: "The network is being looked at.", "pt-BR": "A rede está sendo examinada." },
  otherwise: { en: "Everything else that is looked for is in order.", "pt-BR": "Todo o resto que se procura está em ordem." },
} satisfies Record<string, Text>;

/** Reads a run that has ended and says what happened and what to try: the rules are in src/training/diagnoses. */
export class AtDiagnosis extends CellBase {
  static override styles = [shared, css`
    .findings { list-style: none; margin: 0; padding: 0; }
    .findings li { padding: 0.5rem 0 0.6rem 0.9rem; border-inline-start: 3px solid var(--at-warn); margin-block-end: 0.8rem; }
    .message { font-family: var(--at-font-prose); font-size: 1.1rem; line-height: 1.45; margin: 0; text-wrap: pretty; }
    .tries { margin: 0.3rem 0 0; font-size: 0.92rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
    .tries b { color: var(--at-ink); font-weight: 600; }
    .healthy { font-family: var(--at-font-prose); font-size: 1.1rem; line-height: 1.45; margin: 0; padding-inline-start: 0.9rem; border-inline-start: 3px solid var(--at-good); text-wrap: pretty; }
  `];
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #question = new Question(this, "health");

  /** The newest run that has anything to tell. */
  private get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ epochs, problems }) => epochs.length > 0 || problems.length > 0) : undefined;
  }
  /** Only of the data that the run was trained on. */
  private get statistics() {
    const prepared = (this.inputs["data"] as DataValue | undefined)?.prepared;
    return prepared && prepared.hash === this.run?.environment?.dataHash ? prepared.statistics : undefined;
  }
  /** A run is judged when it has ended, or when it waits for a person because its loss is lost. */
  private get isOver(): boolean { const { run } = this; return run !== undefined && (run.result !== undefined || run.problems.length > 0); }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { run } = this;
    const asks = run?.result !== undefined && run.environment !== undefined;
    this.#question.ask(asks ? run : undefined, asks ? {} : undefined);
  }

  private get findings(): readonly { readonly name: string; readonly finding: Finding }[] {
    const { run } = this;
    if (!run || !this.isOver) return [];
    const health = this.#question.answeredFor?.run.id === run.id ? this.#question.answer : undefined;
    return [...diagnoses].flatMap(({ name, when }) => {
      const finding = when({ run, health, statistics: this.statistics });
      return finding ? [{ name, finding }] : [];
    });
  }

  private get healthySentence(): Text {
    const right = this.run?.result?.test ?? this.run?.result?.validation;
    const count = diagnoses.names.length;
    return textOf((l) => {
      const accuracy = right ? formatNumber(right.accuracy, l, { percent: true, decimals: 0 }) : undefined;
      if (l === "en") return `Nothing stands out: none of the ${count} things that are looked for was found${accuracy ? `, and ${accuracy} of the held-out texts are right` : ""}.`;
      return `Nada chama a atenção: nenhuma das ${count} coisas que se procuram apareceu${accuracy ? `, e ${accuracy} dos textos reservados estão certos` : ""}.`;
    });
  }

  private get said(): readonly Text[] {
    if (!this.run) return [words.untrained];
    if (!this.isOver) return [words.running];
    const { findings } = this;
    return findings.length > 0 ? findings.map(({ finding }) => finding.message) : this.#question.answer ? [this.healthySentence] : [];
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.said.map(this.text.say).join(" ") || this.text.say(words.looking);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { run, findings } = this;
    const isLooking = this.#question.progress !== undefined;
    const hasData = this.inputs["data"] !== undefined;
    return html`
      ${this.problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      ${this.#question.problems.map((message) => html`<p class="problem">${say(message)}</p>`)}
      ${!run || !this.isOver ? html`<p class="note empty">${say(run ? words.running : words.untrained)}</p>` : nothing}
      ${findings.length === 0 ? nothing : html`<ul class="findings">${findings.map(({ name, finding }) => html`<li data-rule=${name}><p class="message">${say(finding.message)}</p>${this.renderTries(finding, run!)}</li>`)}</ul>`}
      ${isLooking ? html`<p class="note looking">${say(words.looking)}</p>` : !this.isOver || !this.#question.answer ? nothing : findings.length === 0 ? html`<p class="healthy">${say(this.healthySentence)}</p>` : html`<p class="note">${say(words.otherwise)}</p>`}
      ${run && this.isOver && !hasData ? html`<p class="note">${say(words.noData)}</p>` : nothing}
      <p class="spoken" role="status">${this.isOver && !isLooking ? this.said.map(say).join(" ") : ""}</p>`;
  }

  /** "To try: Learning rate 0.001 → 0.01". */
  private renderTries({ tries }: Finding, run: Run): TemplateResult | typeof nothing {
    if (tries.length === 0) return nothing;
    const { say, locale } = this.text;
    const schema: Schema = { ...trainSchema, ...schemaOfArchitecture(run.settings.architecture) };
    const short = (field: Field, value: unknown): string => describeValue(field, value, locale).split(": ")[0]!;
    // A word count has no learning rate to change.
    const known = tries.flatMap(({ name, value }) => { const field = schema[name]; return field ? [{ name, value, field }] : []; });
    if (known.length === 0) return nothing;
    return html`<p class="tries">${say(words.tries)}: ${known.map(({ name, value, field }, i) => {
      const now = name in run.settings ? run.settings[name as "epochs"] : run.settings.hyperparameters[name];
      return html`${i > 0 ? " · " : ""}<b>${say(field.label)}</b> ${short(field, now)} → ${short(field, value)}`;
    })}</p>`;
  }
}

define(kind.tag as "at-diagnosis", AtDiagnosis);
declare global { interface HTMLElementTagNameMap { "at-diagnosis": AtDiagnosis } }
