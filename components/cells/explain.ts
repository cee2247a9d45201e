import { css, html, nothing, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import type { Schema, ValuesOf } from "../../src/hyperparameters/schema.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { signedGradient } from "../../src/plots/signed-scale.js";
import { heatGradient } from "../../src/plots/attention-scale.js";
import { wordScores } from "../../src/plots/word-scores.js";
import type { Explanation } from "../../src/training/analyses/explain.js";
import type { AttributionOptions } from "../../src/training/explain/method.js";
import type { Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import "../explain/agreement.js";
import "../explain/attention-test.js";
import { heldOutOf } from "../explain/held-out.js";
import { explainStyles } from "../explain/styles.js";
import type { FieldChange } from "../field.js";
import "../figure.js";
import { probabilityBars, probabilityStyles } from "../flow/probabilities.js";
import "../form.js";
import { kind, schema } from "./explain.kind.js";

export { kind };

const words = {
  untrained: { en: "Press Train, then ask here which words the network's answer rests on.", "pt-BR": "Clique em Treinar e depois pergunte aqui em quais palavras a resposta da rede se apoia." },
  noText: { en: "Write a sentence above.", "pt-BR": "Escreva uma frase acima." },
  before: { en: "Previous held-out sentence", "pt-BR": "Frase anterior fora do treino" },
  after: { en: "Next held-out sentence", "pt-BR": "Próxima frase fora do treino" },
  own: { en: "Or write your own", "pt-BR": "Ou escreva a sua" },
  how: { en: "How it is worked out", "pt-BR": "Como se calcula" },
  noAttention: { en: "This network has no attention to compare with.", "pt-BR": "Esta rede não tem atenção para comparar." },
  noEmbedding: { en: "This network has no word vectors, so there is no gradient to take.", "pt-BR": "Esta rede não tem vetores de palavras, então não há gradiente a calcular." },
  notMoved: {
    en: "In this network attention lies between words, in every layer, so no single weight can be moved. Choose pooling by attention and train again to put it to the test.",
    "pt-BR": "Nesta rede a atenção fica entre as palavras, em cada camada, então não há um peso só para mover. Escolha pooling por atenção e treine de novo para pô-la à prova.",
  },
  against: { en: "against", "pt-BR": "contra" },
  inFavour: { en: "for", "pt-BR": "a favor" },
} satisfies Record<string, Text>;

/** Settings of how scores are worked out, in the order of the form. */
const optionNames = ["place", "through", "steps", "without", "shuffles", "epsilon", "seed"] as const;
const optionSchema: Schema = Object.fromEntries(optionNames.map((name) => [name, { ...schema[name], stage: "attention" as const }]));

/** One sentence explained four ways, how far they agree, and the attention put to the test. */
export class AtExplain extends CellBase {
  static override styles = [shared, explainStyles, probabilityStyles, css`
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); max-width: none; }
    .sentence { font: 1.15rem/1.45 var(--at-font-prose); margin: 0.4rem 0; }
    .row label { display: flex; flex: 1 1 16rem; min-width: 0; align-items: center; gap: 0.5rem; }
    input[type="text"] { flex: 1; width: 0; min-width: 6rem; font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; }
    .step { min-width: 2.25rem; padding-inline: 0.4rem; }
    .legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; font-size: 0.85rem; color: var(--at-ink-soft); }
    .legend span { display: inline-flex; align-items: center; gap: 0.4rem; }
    .bar { width: 6rem; height: 0.6rem; border-radius: 3px; border: 1px solid var(--at-line-strong); }
    details { margin: 0.8rem 0; }
    summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
    .behind { opacity: 0.7; }
    @media (pointer: coarse) { input[type="text"], summary { min-height: var(--at-target); } }
    @media (forced-colors: active) { .bar { forced-color-adjust: none; } }
  `];
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #question = new Question(this, "explain");
  #made: { readonly of: Explanation; readonly locale: string; readonly content: FigureContent } | undefined;

  protected get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...(run.earlier ?? []), run].findLast(({ environment, steps, epochs }) => environment !== undefined || steps.length > 0 || epochs.length > 0) : undefined;
  }
  protected get values(): ValuesOf<typeof schema> { return this.reading().values as ValuesOf<typeof schema>; }
  protected get heldOut(): readonly string[] { return heldOutOf(this.inputs["data"] as DataValue | undefined); }
  /** The reader's own sentence, or the held-out one that is chosen, or the one being watched. */
  protected get sentence(): string {
    const { text, example } = this.values;
    const { heldOut } = this;
    return text.trim() || (heldOut[Math.min(example, heldOut.length) - 1] ?? this.run?.settings.probeText ?? "");
  }
  protected get options(): AttributionOptions {
    const { place, through, steps, without } = this.values;
    return { place, through, steps, without };
  }

  protected override willUpdate(): void {
    const text = this.sentence;
    this.#question.ask(this.run, this.run && text ? { text, ...this.options } : undefined);
  }

  /** Made once for an answer, so that a figure is not drawn again for nothing. */
  #figure(of: Explanation, classes: readonly Text[]): FigureContent {
    const { locale } = this.text;
    if (this.#made?.of !== of || this.#made.locale !== locale) {
      this.#made = { of, locale, content: wordScores.make({ tokens: of.snapshot.tokens, methods: of.methods, target: classes[of.target] ?? { en: String(of.target), "pt-BR": String(of.target) } }, locale) };
    }
    return this.#made.content;
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { answer, answeredFor } = this.#question;
    const alt = answer && answeredFor ? `“${answeredFor.input.text}”. ${this.#figure(answer, answeredFor.run.classes).caption}` : this.text.say(this.run ? words.noText : words.untrained);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const problems = this.problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`);
    const { run } = this;
    if (!run) return html`${problems}<p class="empty">${say(words.untrained)}</p>`;
    const { answer, answeredFor, problems: troubles, progress } = this.#question;
    const text = this.sentence;
    return html`
      ${problems}
      ${this.#chooser()}
      ${text ? html`<p class="sentence">${text}</p>` : html`<p class="note">${say(words.noText)}</p>`}
      ${troubles.map((message) => html`<p class="problem" role="alert">${say(message)}</p>`)}
      ${!answer && progress !== undefined ? html`<progress max="1" .value=${progress} aria-label=${say(kind.title)}></progress>` : nothing}
      ${answer && answeredFor ? html`
        <div class=${progress === undefined ? "" : "behind"}>${this.#scores(answer, answeredFor.run)}</div>
        <at-agreement .run=${run} .taus=${answer.taus} .options=${this.options}></at-agreement>
        ${answer.takesAttentionWeights ? html`<at-attention-test .run=${run} .sentence=${answeredFor.input.text} .snapshot=${answer.snapshot} .settings=${this.values}></at-attention-test>`
          : answer.isFollowedBack ? html`<p class="note">${say(words.notMoved)}</p>` : nothing}` : nothing}
      <details>
        <summary>${say(words.how)}</summary>
        <at-form .schema=${optionSchema} .values=${this.values} @at-change=${(event: CustomEvent<FieldChange>) => { event.stopPropagation(); this.commit({ [event.detail.name]: event.detail.value }); }}></at-form>
      </details>`;
  }

  #chooser(): TemplateResult {
    const { say, number } = this.text;
    const { heldOut } = this;
    const { text } = this.values;
    const at = Math.min(this.values.example, heldOut.length);
    const go = (to: number): void => this.commit({ example: to, ...(text ? { text: "" } : {}) });
    return html`
      <div class="row">
        ${heldOut.length === 0 ? nothing : html`
          <span>${say(schema.example.label)}
            <button class="step" aria-label=${say(words.before)} ?disabled=${at <= 1 && !text} @click=${() => go(Math.max(1, text ? at : at - 1))}>◀</button>
            <output>${number(at, { decimals: 0 })} / ${number(heldOut.length, { decimals: 0 })}</output>
            <button class="step" aria-label=${say(words.after)} ?disabled=${at >= heldOut.length && !text} @click=${() => go(Math.min(heldOut.length, text ? at : at + 1))}>▶</button>
          </span>`}
        <label>${say(heldOut.length > 0 ? words.own : schema.text.label)}
          <input type="text" maxlength="2000" .value=${text} title=${say(schema.text.doc)} @input=${(event: Event) => event.stopPropagation()}
            @change=${(event: Event) => { event.stopPropagation(); this.commit({ text: (event.target as HTMLInputElement).value.trim() }); }} />
        </label>
      </div>`;
  }

  #scores(answer: Explanation, run: Run): TemplateResult {
    const { say } = this.text;
    const has = (name: string): boolean => answer.methods.some((method) => method.name === name);
    const notes: readonly Text[] = [
      scaleText(run.classes[answer.target], answer.logOdds),
      ...(has("attention") ? [placeText(answer, this.options)] : [words.noAttention]),
      ...(has("gradient") ? [] : [words.noEmbedding]),
      ...(answer.integrated ? [completenessText(answer.integrated)] : []),
    ];
    return html`
      ${probabilityBars(run.classes, answer.snapshot.probabilities, this.text)}
      <at-figure .content=${this.#figure(answer, run.classes)}></at-figure>
      <div class="legend" aria-hidden="true">
        ${has("attention") ? html`<span>0 <i class="bar" style="background: ${heatGradient()}"></i> ${say({ en: "most attention", "pt-BR": "mais atenção" })}</span>` : nothing}
        <span>− ${say(words.against)} <i class="bar" style="background: ${signedGradient()}"></i> + ${say(words.inFavour)}</span>
      </div>
      ${notes.map((note) => html`<p class="note">${say(note)}</p>`)}`;
  }
}

const scaleText = (name: Text | undefined, logOdds: number): Text => textOf((l) => {
  const value = formatNumber(logOdds, l, { decimals: 2, fixed: true });
  return l === "en"
    ? `Signed numbers are log-odds of “${name?.en ?? ""}”, which come to ${value} for the whole sentence; each row has a colour scale of its own.`
    : `Os números com sinal são log-chances de “${name?.["pt-BR"] ?? ""}”, que somam ${value} na frase toda; cada linha tem sua própria escala de cor.`;
});

function placeText({ isFollowedBack, snapshot }: Explanation, { place, through }: AttributionOptions): Text {
  if (isFollowedBack) {
    return through === "rollout"
      ? { en: "Attention: followed back from the pooled vector through all layers, half of each being the vector carried past it (rollout), as a mean over heads.", "pt-BR": "Atenção: seguida de volta, do vetor do pooling por todas as camadas, metade de cada uma sendo o vetor que passa ao lado (rollout), em média das cabeças." }
      : { en: "Attention: of the last layer alone, as a mean over heads, as pooling reads it.", "pt-BR": "Atenção: só da última camada, em média das cabeças, como o pooling a lê." };
  }
  const widest = Math.max(1, ...snapshot.receptiveFields.map(([first, last]) => last - first + 1));
  if (widest === 1) return { en: "Attention: each position sees one word.", "pt-BR": "Atenção: cada posição vê uma palavra." };
  return textOf((l) => place === "window"
    ? (l === "en" ? `Attention lies on positions, and each sees up to ${widest} words: its weight is shared equally among them.` : `A atenção fica em posições, e cada uma vê até ${widest} palavras: o peso dela se divide por igual entre elas.`)
    : (l === "en" ? `Attention lies on positions, and each sees up to ${widest} words: its weight stands at the one in the middle.` : `A atenção fica em posições, e cada uma vê até ${widest} palavras: o peso dela fica na do meio.`));
}

const completenessText = ({ steps, change, sum }: NonNullable<Explanation["integrated"]>): Text => textOf((l) => {
  const say = (value: number, digits = 3): string => formatNumber(value, l, { significant: digits });
  const error = change === 0 ? "" : ` (${formatNumber(Math.abs((change - sum) / change), l, { percent: true, decimals: 2 })})`;
  return l === "en"
    ? `Integrated gradients, in ${steps} steps from padding in every word's place: the words sum to ${say(sum)} and should sum to ${say(change)}; the error is ${say(Math.abs(change - sum), 2)}${error}.`
    : `Gradientes integrados, em ${steps} passos a partir de preenchimento no lugar de cada palavra: as palavras somam ${say(sum)} e deveriam somar ${say(change)}; o erro é ${say(Math.abs(change - sum), 2)}${error}.`;
});

define(kind.tag as "at-explain", AtExplain);
declare global { interface HTMLElementTagNameMap { "at-explain": AtExplain } }
