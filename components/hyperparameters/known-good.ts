import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { DataSettings } from "../../src/data/dataset.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { tasksOf } from "../../src/training/known-good-tasks.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import type { knownGoodList } from "./known-good-list.js";

const words = {
  title: { en: "Known to work on these texts", "pt-BR": "O que funciona com estes textos" },
  coming: { en: "Fetching the list…", "pt-BR": "Buscando a lista…" },
  missing: { en: "The list could not be fetched. Check the connection and reload the page; what you wrote is kept.", "pt-BR": "Não foi possível buscar a lista. Confira a conexão e recarregue a página; o que você escreveu está guardado." },
} satisfies Record<string, Text>;

/**
 * Settings that are known to work on the data in use. The list is fetched when somebody reaches for it.
 * @fires at-known-good - the literal of a hyperparameters cell was chosen
 */
export class KnownGoodList extends AtElement {
  static override properties = { data: { attribute: false }, params: { attribute: false }, list: { state: true }, isMissing: { state: true } };
  static override styles = [shared, css`
    details { margin-block: 0.2rem 0.6rem; }
    summary { cursor: pointer; min-height: 1.75rem; color: var(--at-ink-soft); }
    summary:hover { color: var(--at-ink); }
    ul { list-style: none; margin: 0.3rem 0 0; padding: 0 0 0 0.8rem; border-inline-start: 3px solid var(--at-line); }
    li { margin-block: 0.6rem; }
    p { margin: 0.1rem 0; text-wrap: pretty; }
    /* Most often the list is here before it is seen. */
    .coming { animation: late 0s 0.3s both; }
    @keyframes late { from { visibility: hidden; } }
    @media (pointer: coarse) { summary { min-height: var(--at-target); } }
  `];
  declare data: DataSettings | undefined;
  /** What the cell says now. */
  declare params: Readonly<Record<string, unknown>>;
  /** What draws the list, once it is here. */
  declare private list: typeof knownGoodList | undefined;
  declare private isMissing: boolean;
  /** Brings what draws the list; tests let it fail. */
  bring: () => Promise<{ readonly knownGoodList: typeof knownGoodList }> = () => import("./known-good-list.js");
  #isComing = false;
  /** The button that had the focus is about to go away. */
  #used = false;

  constructor() {
    super();
    this.data = undefined;
    this.params = {};
    this.list = undefined;
    this.isMissing = false;
  }

  /** Somebody reaches for the list, or opens it. After a failure it is asked for again, in browsers that ask anew for a program that did not come. */
  readonly #fetch = (): void => {
    if (this.list || this.#isComing) return;
    this.#isComing = true;
    void this.bring().then(({ knownGoodList: list }) => { this.list = list; }, () => { this.isMissing = true; }).finally(() => { this.#isComing = false; });
  };

  readonly #use = (settings: Values): void => {
    this.#used = true;
    this.dispatchEvent(new CustomEvent<Values>("at-known-good", { detail: settings }));
  };

  protected override updated(changed: PropertyValues): void {
    if (!this.#used || !changed.has("params")) return;
    this.#used = false;
    this.shadowRoot?.querySelector<HTMLElement>(".used")?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const { data, params, list } = this;
    if (!data || tasksOf(data).length === 0) return nothing;
    return html`<details @toggle=${this.#fetch}><summary @pointerenter=${this.#fetch} @focus=${this.#fetch}>${say(words.title)}</summary>
      ${list ? list(data, params, this.text, this.#use) : this.isMissing
        ? html`<p class="problem" role="alert">${say(words.missing)}</p>`
        : html`<p class="note coming" role="status">${say(words.coming)}</p>`}</details>`;
  }
}

define("at-known-good", KnownGoodList);
declare global {
  interface HTMLElementTagNameMap { "at-known-good": KnownGoodList }
  interface HTMLElementEventMap { "at-known-good": CustomEvent<Values> }
}
