import { css, html, nothing, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import { agreementHistogram, publishedTau } from "../../src/plots/agreement-histogram.js";
import { spreadOf } from "../../src/plots/histogram.js";
import { methodTitles } from "../../src/plots/word-scores.js";
import type { AttributionOptions } from "../../src/training/explain/method.js";
import type { PairTau } from "../../src/training/explain/ranks.js";
import type { Run } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import { Question } from "../controllers/question.js";
import "../figure.js";
import { explainStyles } from "./styles.js";

const words = {
  title: { en: "Do they agree?", "pt-BR": "Eles concordam?" },
  what: {
    en: "Kendall's τ compares the order in which two methods rank the words, by how much each counts: 1 the same order, 0 nothing in common, −1 reversed.",
    "pt-BR": "O τ de Kendall compara a ordem em que dois métodos põem as palavras, por quanto cada uma conta: 1, a mesma ordem; 0, nada em comum; −1, a ordem inversa.",
  },
  pair: { en: "Two methods", "pt-BR": "Dois métodos" },
  here: { en: "τ here", "pt-BR": "τ aqui" },
  all: { en: "τ held out", "pt-BR": "τ fora do treino" },
  go: { en: "Compare over all held-out sentences", "pt-BR": "Comparar em todas as frases fora do treino" },
  stop: { en: "Stop", "pt-BR": "Parar" },
  working: { en: "Sentences compared", "pt-BR": "Frases comparadas" },
  and: { en: "and", "pt-BR": "e" },
} satisfies Record<string, Text>;

/** How alike the methods rank the words: of this sentence, and on request of every held-out one. */
export class AtAgreement extends AtElement {
  static override properties = { run: { attribute: false }, taus: { attribute: false }, options: { attribute: false }, wanted: { state: true } };
  static override styles = [shared, explainStyles, css`
    .figures { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)); margin-top: 0.8rem; }
    .pair { white-space: normal; }
  `];
  declare run: Run | undefined;
  /** Of the sentence shown. */
  declare taus: readonly PairTau[];
  declare options: AttributionOptions | undefined;
  /** The question that a person asked for; another run or other choices need a new request. */
  declare protected wanted: string;
  readonly #question = new Question(this, "agreement");

  constructor() {
    super();
    this.taus = [];
    this.wanted = "";
  }

  get #key(): string { return JSON.stringify([this.run?.id, this.run?.epochs.length, this.options]); }

  protected override willUpdate(): void {
    const asks = this.run && this.options && this.wanted === this.#key;
    this.#question.ask(asks ? this.run : undefined, asks ? this.options : undefined);
  }

  protected override render(): TemplateResult {
    const { say, number, locale } = this.text;
    const { answer, progress, problems } = this.#question;
    const pairs = this.taus.map(({ a, b, tau }) => ({ a, b, tau, all: answer?.pairs.find((pair) => pair.a === a && pair.b === b)?.taus }));
    const two = (value: number): string => number(value, { decimals: 2, fixed: true });
    return html`
      <h3>${say(words.title)}</h3>
      <p>${say(words.what)}</p>
      <table>
        <thead><tr><th scope="col">${say(words.pair)}</th><th scope="col" class="number">${say(words.here)}</th>${answer ? html`<th scope="col" class="number">${say(words.all)}</th>` : nothing}</tr></thead>
        <tbody>${pairs.map(({ a, b, tau, all }) => {
          const spread = all ? spreadOf(all) : undefined;
          return html`<tr><th scope="row" class="pair">${say(methodTitles[a])} ${say(words.and)} ${say(methodTitles[b]).toLocaleLowerCase(locale)}</th><td class="number">${two(tau)}</td>
            ${spread ? html`<td class="number">${two(spread.mean)} ± ${two(spread.deviation)}</td>` : answer ? html`<td class="number">—</td>` : nothing}</tr>`;
        })}</tbody>
      </table>
      <p class="note">${say(referenceText)}</p>
      ${problems.map((message) => html`<p class="problem" role="alert">${say(message)}</p>`)}
      <div class="row">
        ${progress === undefined ? html`<button class="all" ?disabled=${!this.run || answer !== undefined} @click=${() => { this.wanted = this.#key; }}>${say(words.go)}</button>` : html`
          <button class="stop" @click=${() => { this.wanted = ""; }}>${say(words.stop)}</button>
          <label>${say(words.working)} <progress max="1" .value=${progress}></progress></label>`}
      </div>
      ${answer ? html`<div class="figures">${answer.pairs.map((pair) => html`<at-figure .content=${agreementHistogram.make(pair, locale)}></at-figure>`)}</div>` : nothing}`;
  }
}

const referenceText = textOf((l) => {
  const tau = formatNumber(publishedTau, l, { decimals: 2 });
  return l === "en"
    ? `For comparison: Jain & Wallace (2019) report ${tau} between attention and gradients, for a CNN with tanh attention on film reviews (IMDB).`
    : `Para comparar: Jain e Wallace (2019) relatam ${tau} entre atenção e gradientes, para uma CNN com atenção tanh em críticas de filmes (IMDB).`;
});

define("at-agreement", AtAgreement);
declare global { interface HTMLElementTagNameMap { "at-agreement": AtAgreement } }
