import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { textOf, type Text } from "../../src/base/text.js";
import { unknownId } from "../../src/data/vocabulary.js";
import { problemWith } from "../../src/hyperparameters/field.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { Inspection, Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import "../flow/attended-words.js";
import { probabilityBars, probabilityStyles } from "../flow/probabilities.js";
import { Reader } from "../predict/reader.js";
import { kind, schema } from "./predict.kind.js";

export { kind };

const words = {
  placeholder: { en: "Write a sentence, such as “not bad at all”", "pt-BR": "Escreva uma frase, como “nada mau”" },
  untrained: { en: "There is no network to ask yet: press Train, and the answer appears here while it learns.", "pt-BR": "Ainda não há uma rede a quem perguntar: clique em Treinar, e a resposta aparece aqui enquanto ela aprende." },
  empty: { en: "Write a sentence above and the network answers.", "pt-BR": "Escreva uma frase acima, e a rede responde." },
  noneKnown: { en: "The network's vocabulary holds none of these words, so it answers from nothing: any text of unknown words of this length gets the same answer.", "pt-BR": "Nenhuma destas palavras está no vocabulário da rede, então ela responde às cegas: qualquer texto deste tamanho, só com palavras desconhecidas, recebe a mesma resposta." },
  attention: { en: "Where it looks", "pt-BR": "Para onde ela olha" },
  noAttention: { en: "This network has no attention; it reads these words:", "pt-BR": "Esta rede não tem atenção; ela lê estas palavras:" },
} satisfies Record<string, Text>;

/** Answers a text typed by hand, during training and after it. */
export class AtPredict extends CellBase {
  static override properties = { ...CellBase.properties, draft: { state: true } };
  static override styles = [shared, probabilityStyles, css`
    :host { container-type: inline-size; }
    label { display: block; font-weight: 600; margin-block-end: 0.25rem; }
    textarea { display: block; width: 100%; font: 1.15rem/1.45 var(--at-font-prose); color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); padding: 0.6rem 0.8rem; min-height: 4.2rem; resize: vertical; field-sizing: content; }
    textarea::placeholder { color: var(--at-ink-soft); }
    .behind { opacity: 0.75; }
    .answer { font-size: 1.15rem; margin: 0.8rem 0 0.2rem; }
    .answer b { color: var(--at-class); }
    h3 { font-size: 0.9rem; font-weight: 600; color: var(--at-ink-soft); margin: 0.9rem 0 0.4rem; }
    .plain { display: flex; flex-wrap: wrap; gap: 0.3rem; font-size: 1.05rem; margin: 0; }
    .plain span { padding: 0.1rem 0.35rem; background: var(--at-sunken); border-radius: 4px; }
    .plain .unknown { text-decoration: underline dotted 2px; text-underline-offset: 0.2em; font-style: italic; }
    .unknowns { margin: 0.6rem 0 0; }
    .unknowns i { text-decoration: underline dotted 2px; text-underline-offset: 0.2em; }
  `];
  /** What is typed and not yet committed. */
  declare private draft: string | undefined;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #reader = new Reader(this);

  constructor() {
    super();
    this.draft = undefined;
  }
  dispose(): void { this.#reader.stop(); }

  private get typed(): string { return this.draft ?? String(this.reading().values["text"] ?? ""); }
  /** The newest run whose network has begun to exist. */
  private get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ environment, steps }) => environment !== undefined || steps.length > 0) : undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("params") && this.hasUpdated) this.draft = undefined;
    this.#takeGiven();
    const { run } = this;
    const text = this.typed;
    const asks = run && text.trim() !== "" && problemWith("", schema.text, text) === undefined;
    this.#reader.want(asks ? { runId: run.id, text, step: run.steps.at(-1)?.step ?? 0 } : undefined);
  }

  /** A text that another cell chose stands here as if it had been typed; the cell's own text stays written. */
  #takeGiven(): void {
    const given = this.inputs["text"];
    const text = typeof given === "string" ? given : typeof given === "object" && given !== null ? (given as { readonly text?: unknown }).text : undefined;
    if (given === this.#given) return;
    this.#given = given;
    if (typeof text === "string" && text !== "") this.draft = text;
  }
  #given: unknown;

  private keep(event: Event): void {
    event.stopPropagation();
    this.draft = (event.target as HTMLTextAreaElement).value;
  }
  private settle(event: Event): void {
    event.stopPropagation();
    const text = (event.target as HTMLTextAreaElement).value;
    if (problemWith("", schema.text, text) !== undefined || text === this.reading().values["text"]) return;
    this.commit({ text });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { say, number } = this.text;
    const { run } = this;
    const { inspection } = this.#reader;
    const shares = inspection && run ? inspection.probabilities.map((probability, i) => `${run.classes[i] ? say(run.classes[i]) : i} ${number(probability, { percent: true, decimals: 1, fixed: true })}`) : [];
    const alt = inspection && run ? `“${inspection.text}” ${say(answerSentence(inspection, run))} ${shares.join(", ")}.` : say(run ? words.empty : words.untrained);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const text = this.typed;
    const tooLong = this.draft === undefined ? undefined : problemWith("", schema.text, text);
    const problems = [...this.problems, ...(tooLong ? [tooLong] : [])];
    return html`
      <label for="text">${say(schema.text.label)}</label>
      <textarea id="text" rows="2" placeholder=${say(words.placeholder)} .value=${live(text)} aria-invalid=${tooLong ? "true" : "false"}
        @input=${(event: Event) => this.keep(event)} @change=${(event: Event) => this.settle(event)}></textarea>
      ${problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      <div class=${this.#reader.isBehind && this.#reader.inspection ? "behind" : ""}>${this.renderAnswer(text)}</div>
      <p class="spoken" role="status">${this.spoken()}</p>`;
  }

  private renderAnswer(text: string): TemplateResult | typeof nothing {
    const { say } = this.text;
    const { run } = this;
    const { inspection, problems } = this.#reader;
    if (!run) return html`<p class="note state">${say(words.untrained)}</p>`;
    if (text.trim() === "") return html`<p class="note state">${say(words.empty)}</p>`;
    if (problems.length > 0) return html`${problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}`;
    if (!inspection) return nothing;
    const unknown = inspection.tokens.filter((_, i) => inspection.tokenIds[i] === unknownId);
    return html`
      <p class="answer" style="--at-class: var(--at-class-${answerOf(inspection) % 4})">${say(answerSentence(inspection, run))}</p>
      ${probabilityBars(run.classes, inspection.probabilities, this.text)}
      ${inspection.attentionWeights.length > 0
        ? html`<h3>${say(words.attention)}</h3><at-attended-words .snapshot=${inspection}></at-attended-words>`
        : html`<h3>${say(words.noAttention)}</h3><p class="plain">${inspection.tokens.map((token, i) => html`<span class=${inspection.tokenIds[i] === unknownId ? "unknown" : ""}>${token}</span>`)}</p>`}
      ${unknown.length === 0 ? nothing : html`<p class="note unknowns">${say(unknown.length === inspection.tokens.length ? words.noneKnown : unknownSentence(unknown))}</p>`}`;
  }

  /** Said once for a text, not again with every step of a training. */
  private spoken(): string {
    const { inspection } = this.#reader;
    const { run } = this;
    if (!inspection || !run || this.#reader.isBehind) return this.#said;
    if (inspection.text !== this.#saidOf) [this.#saidOf, this.#said] = [inspection.text, this.text.say(answerSentence(inspection, run))];
    return this.#said;
  }
  #said = "";
  #saidOf = "";
}

define(kind.tag as "at-predict", AtPredict);
declare global { interface HTMLElementTagNameMap { "at-predict": AtPredict } }

const answerOf = ({ probabilities }: Inspection): number => probabilities.indexOf(Math.max(...probabilities));

const answerSentence = (inspection: Inspection, run: Run): Text => textOf((l) => {
  const name = run.classes[answerOf(inspection)]?.[l] ?? String(answerOf(inspection));
  const moment = inspection.epoch > 0 ? (l === "en" ? `, epoch ${inspection.epoch}` : `, época ${inspection.epoch}`) : "";
  return l === "en" ? `Run ${run.number}${moment} answers: ${name}.` : `A execução ${run.number}${moment} responde: ${name}.`;
});

const unknownSentence = (unknown: readonly string[]): Text => textOf((l) => {
  const list = [...new Set(unknown)].map((word) => `“${word}”`).join(", ");
  const one = new Set(unknown).size === 1;
  return l === "en"
    ? `${list}: not in the network's vocabulary, because training never showed ${one ? "it" : "them"} or too rarely. To the network all unknown words are one and the same word.`
    : `${list}: fora do vocabulário da rede, porque não ${one ? "apareceu" : "apareceram"} no treino ou ${one ? "apareceu" : "apareceram"} pouco. Para a rede, todas as palavras desconhecidas são uma mesma palavra.`;
});
