import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import { attentionCompared } from "../../src/plots/attention-compared.js";
import { shuffledAnswers } from "../../src/plots/shuffled-answers.js";
import type { AttentionSnapshot, Run } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import "../figure.js";
import { probabilityBars, probabilityStyles } from "../flow/probabilities.js";
import { explainStyles } from "./styles.js";

const words = {
  title: { en: "Put the attention to the test", "pt-BR": "Ponha a atenção à prova" },
  what: {
    en: "If attention is why the network answers as it does, another attention should change the answer. The network stays as it is; only where it looks changes.",
    "pt-BR": "Se é por causa da atenção que a rede responde assim, outra atenção deveria mudar a resposta. A rede fica como está; só muda para onde ela olha.",
  },
  tests: { en: "Another attention", "pt-BR": "Outra atenção" },
  own: { en: "With its own attention", "pt-BR": "Com a atenção dela" },
  other: { en: "With the other attention", "pt-BR": "Com a outra atenção" },
  back: { en: "Back to its own", "pt-BR": "Voltar à dela" },
  position: { en: "position", "pt-BR": "posição" },
  weights: { en: "Weight of each position", "pt-BR": "Peso de cada posição" },
  working: { en: "Working…", "pt-BR": "Calculando…" },
} satisfies Record<string, Text>;

const tests = {
  uniform: { en: "Spread evenly", "pt-BR": "Dividir por igual" },
  shuffle: { en: "Shuffle", "pt-BR": "Embaralhar" },
  hand: { en: "Move by hand", "pt-BR": "Mover à mão" },
  search: { en: "Search for another with the same answer", "pt-BR": "Procurar outra com a mesma resposta" },
} satisfies Record<string, Text>;
type Test = keyof typeof tests;

/** Puts other attention weights in the place of the network's own and shows what becomes of the answer. */
export class AtAttentionTest extends AtElement {
  static override properties = { run: { attribute: false }, sentence: { attribute: false }, snapshot: { attribute: false }, settings: { attribute: false }, test: { state: true }, hand: { state: true } };
  static override styles = [shared, explainStyles, probabilityStyles, css`
    .answers { display: grid; gap: 0.2rem 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); }
    .answers h4 { margin: 0.4rem 0 0; font-size: 0.9rem; font-weight: 600; color: var(--at-ink-soft); }
    .hand { display: grid; gap: 0.15rem 1.2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); margin: 0.5rem 0; padding: 0; list-style: none; }
    .hand label { display: grid; grid-template-columns: 7rem 1fr 4rem; align-items: center; gap: 0.5rem; font-size: 0.92rem; min-height: 1.75rem; }
    .hand span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .hand input { accent-color: var(--at-attention); min-width: 0; width: 100%; min-height: 1.5rem; }
    .hand output { text-align: end; font-variant-numeric: tabular-nums; }
    .moved { font-size: 1.05rem; }
    button[aria-pressed="true"] { border-color: var(--at-attention); box-shadow: inset 0 -3px 0 var(--at-attention); font-weight: 600; }
    @media (pointer: coarse) { .hand label { min-height: var(--at-target); } .hand input { min-height: var(--at-target); } }
  `];
  declare run: Run | undefined;
  declare sentence: string;
  /** The sentence with the network's own attention. */
  declare snapshot: AttentionSnapshot | undefined;
  declare settings: { readonly shuffles: number; readonly epsilon: number; readonly seed: number };
  declare protected test: Test;
  /** Weights set by hand; the network's own until one is moved. */
  declare protected hand: readonly number[] | undefined;
  readonly #given = new Question(this, "setAttention");
  readonly #shuffled = new Question(this, "permuteAttention");
  readonly #found = new Question(this, "adversarialAttention");

  constructor() {
    super();
    this.sentence = "";
    this.settings = { shuffles: 100, epsilon: 0.01, seed: 1 };
    this.test = "uniform";
  }

  get #weights(): readonly number[] { return this.snapshot?.attentionWeights ?? []; }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("snapshot")) this.hand = undefined;
    const { run, sentence: text, test, settings: { shuffles: count, epsilon, seed } } = this;
    const can = run !== undefined && text !== "" && this.#weights.length > 0;
    const weights = test === "uniform" ? this.#weights.map(() => 1) : this.hand ?? this.#weights;
    this.#given.ask(run, can && (test === "uniform" || test === "hand") ? { text, weights } : undefined);
    this.#shuffled.ask(run, can && test === "shuffle" ? { text, count, seed } : undefined);
    this.#found.ask(run, can && test === "search" ? { text, epsilon, seed } : undefined);
  }

  /** Gives a position its weight; the others share what is left as they did before. */
  #move(place: number, value: number): void {
    const before = this.hand ?? this.#weights;
    const kept = before.reduce((sum, weight) => sum + weight, 0);
    const left = kept - before[place]!;
    this.hand = before.map((weight, i) => (i === place ? Math.min(kept, value) : left > 1e-9 ? (weight * Math.max(0, kept - value)) / left : Math.max(0, kept - value) / (before.length - 1)));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const { run, test } = this;
    if (!run || this.#weights.length === 0) return nothing;
    const question = { uniform: this.#given, hand: this.#given, shuffle: this.#shuffled, search: this.#found }[test];
    return html`
      <h3>${say(words.title)}</h3>
      <p>${say(words.what)}</p>
      <div class="row" role="group" aria-label=${say(words.tests)}>
        ${(Object.keys(tests) as Test[]).map((name) => html`<button aria-pressed=${name === test} @click=${() => { this.test = name; }}>${say(tests[name])}</button>`)}
      </div>
      ${test === "hand" ? this.#sliders() : nothing}
      ${question.problems.map((message) => html`<p class="problem" role="alert">${say(message)}</p>`)}
      ${question.progress !== undefined && question.answer === undefined ? html`<p class="note">${say(words.working)}</p>` : nothing}
      ${test === "shuffle" ? this.#shuffles(run) : test === "search" ? this.#search(run) : this.#answers(run, this.#given.answer?.own, this.#given.answer?.given)}`;
  }

  #sliders(): TemplateResult {
    const { say, number } = this.text;
    const weights = this.hand ?? this.#weights;
    const kept = weights.reduce((sum, weight) => sum + weight, 0);
    const share = (weight: number): string => number(weight, { percent: true, decimals: 1, fixed: true });
    return html`
      <ul class="hand" aria-label=${say(words.weights)}>
        ${weights.map((weight, i) => html`<li><label title=${this.#seen(i)}><span>${this.#nameOf(i)}</span>
          <input type="range" min="0" max=${kept} step=${kept / 100} .value=${String(weight)} aria-valuetext=${share(weight)}
            @input=${(event: Event) => { event.stopPropagation(); this.#move(i, Number((event.target as HTMLInputElement).value)); }} @change=${(event: Event) => event.stopPropagation()} />
          <output>${share(weight)}</output></label></li>`)}
      </ul>
      <button class="back" ?disabled=${this.hand === undefined} @click=${() => { this.hand = undefined; }}>${say(words.back)}</button>`;
  }
  #nameOf(position: number): string { return this.snapshot?.tokens[position] ?? `${this.text.say(words.position)} ${position + 1}`; }
  #seen(position: number): string {
    const [first, last] = this.snapshot?.receptiveFields[position] ?? [position, position];
    return this.snapshot?.tokens.slice(first, last + 1).join(" ") ?? "";
  }

  #answers(run: Run, own: readonly number[] | undefined, other: readonly number[] | undefined): TemplateResult | typeof nothing {
    if (!own || !other) return nothing;
    const { say } = this.text;
    return html`
      <p class="moved" role="status">${say(movedText(run, own, other))}</p>
      <div class="answers">
        <div><h4>${say(words.own)}</h4>${probabilityBars(run.classes, own, this.text)}</div>
        <div><h4>${say(words.other)}</h4>${probabilityBars(run.classes, other, this.text)}</div>
      </div>`;
  }

  #shuffles({ classes }: Run): TemplateResult | typeof nothing {
    const { answer } = this.#shuffled;
    if (!answer) return nothing;
    const content = shuffledAnswers.make({ own: answer.own[answer.answered]!, probabilities: answer.probabilities, answer: classes[answer.answered] ?? { en: String(answer.answered), "pt-BR": String(answer.answered) } }, this.text.locale);
    return html`<at-figure .content=${content}></at-figure>`;
  }

  #search(run: Run): TemplateResult | typeof nothing {
    const { answer } = this.#found;
    if (!answer) return nothing;
    const content = attentionCompared.make({ names: answer.weights.map((_, i) => this.#nameOf(i)), own: answer.ownWeights, other: answer.weights, divergence: answer.divergence, distance: answer.distance }, this.text.locale);
    return html`<at-figure .content=${content}></at-figure>${this.#answers(run, answer.own, answer.found)}`;
  }
}

/** "The answer stays “positive”: 91.0% becomes 90.2%." */
const movedText = (run: Run, own: readonly number[], other: readonly number[]): Text => textOf((l) => {
  const best = (of: readonly number[]): number => of.indexOf(Math.max(...of));
  const name = (label: number): string => run.classes[label]?.[l] ?? String(label);
  const share = (value: number): string => formatNumber(value, l, { percent: true, decimals: 1, fixed: true });
  const [before, after] = [best(own), best(other)];
  const change = `${share(own[before]!)} → ${share(other[before]!)}`;
  return before === after
    ? (l === "en" ? `The answer stays “${name(before)}”: ${change}.` : `A resposta continua “${name(before)}”: ${change}.`)
    : (l === "en" ? `The answer turns from “${name(before)}” (${change}) to “${name(after)}”.` : `A resposta muda de “${name(before)}” (${change}) para “${name(after)}”.`);
});

define("at-attention-test", AtAttentionTest);
declare global { interface HTMLElementTagNameMap { "at-attention-test": AtAttentionTest } }
