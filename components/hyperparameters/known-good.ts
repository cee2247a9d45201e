import { css, html, nothing, type TemplateResult } from "lit";
import { formatNumber, plural, textOf, type Text } from "../../src/base/text.js";
import type { DataSettings } from "../../src/data/dataset.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import { measured } from "../../src/training/comparison/outcome.js";
import { knownGoodFor, type KnownGood } from "../../src/training/known-good.js";
import { AtElement, define } from "../base/at-element.js";
import { shareText } from "../base/share-text.js";
import { shared } from "../base/tokens.js";

const words = {
  title: { en: "Known to work on these texts", "pt-BR": "O que funciona com estes textos" },
  use: { en: "Use these settings", "pt-BR": "Usar estas configurações" },
  used: { en: "These are the settings in use.", "pt-BR": "São as configurações em uso." },
} satisfies Record<string, Text>;

/** "Right in 80.1% ± 0.6 of the test texts (3 seeds, 8 epochs); the largest class: 56.6%." */
const measuredText = ({ accuracies, epochs, majority }: KnownGood): Text => textOf((l) => {
  const share = shareText(measured(accuracies), l);
  const largest = formatNumber(majority, l, { percent: true, decimals: 1 });
  return l === "en"
    ? `Right in ${share} of the test texts (${plural(accuracies.length, l, "seed", "seeds")}, at most ${plural(epochs, l, "epoch", "epochs")}); always answering the largest class: ${largest}.`
    : `Acerta ${share} dos textos de teste (${plural(accuracies.length, l, "semente", "sementes")}, no máximo ${plural(epochs, l, "época", "épocas")}); responder sempre a maior classe: ${largest}.`;
});

/**
 * Settings that are known to work on the data in use, each with what it reached and why.
 * @fires at-known-good - the literal of a hyperparameters cell was chosen
 */
export class KnownGoodList extends AtElement {
  static override properties = { data: { attribute: false }, params: { attribute: false } };
  static override styles = [shared, css`
    details { margin-block: 0.2rem 0.6rem; }
    summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
    summary:hover { color: var(--at-ink); }
    ul { list-style: none; margin: 0.3rem 0 0; padding: 0 0 0 0.8rem; border-inline-start: 3px solid var(--at-line); }
    li { margin-block: 0.6rem; }
    p { margin: 0.1rem 0; text-wrap: pretty; }
    @media (pointer: coarse) { summary { min-height: var(--at-target); } }
  `];
  declare data: DataSettings | undefined;
  /** What the cell says now. */
  declare params: Readonly<Record<string, unknown>>;

  constructor() {
    super();
    this.data = undefined;
    this.params = {};
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const known = this.data ? knownGoodFor(this.data) : [];
    if (known.length === 0) return nothing;
    return html`<details><summary>${say(words.title)}</summary><ul>${known.map((one) => html`<li>
      <p><b>${say(architectures.get(String(one.settings["architecture"]))!.title)}</b></p>
      <p>${say(one.why)}</p><p class="note">${say(measuredText(one))}</p>
      ${sameValues(one.settings, this.params) ? html`<p class="note">${say(words.used)}</p>` : html`<button @click=${() => this.dispatchEvent(new CustomEvent<Values>("at-known-good", { detail: one.settings }))}>${say(words.use)}</button>`}</li>`)}</ul></details>`;
  }
}
const sameValues = (a: Values, b: Readonly<Record<string, unknown>>): boolean => Object.keys(b).length === Object.keys(a).length && Object.entries(a).every(([name, value]) => b[name] === value);

define("at-known-good", KnownGoodList);
declare global {
  interface HTMLElementTagNameMap { "at-known-good": KnownGoodList }
  interface HTMLElementEventMap { "at-known-good": CustomEvent<Values> }
}
