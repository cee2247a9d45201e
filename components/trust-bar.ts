import { css, html, type TemplateResult } from "lit";
import type { Text } from "../src/base/text.js";
import { AtElement, define } from "./base/at-element.js";
import { shared } from "./base/tokens.js";

const words = {
  meaning: {
    en: "The code was not written in this page's editor, and none of it has run. Trusted, it runs in a closed frame: it can compute and draw with what this notebook's cells give it, and reaches no network, no storage, no other notebook and nothing of this page. The rest of the notebook works without it.",
    "pt-BR": "O código não foi escrito no editor desta página, e nada dele rodou. Com a sua confiança, ele roda em uma moldura fechada: pode calcular e desenhar com o que as células deste notebook lhe dão, e não alcança a rede, o armazenamento, outros notebooks nem nada desta página. O resto do notebook funciona sem ele.",
  },
  trust: { en: "Trust this notebook", "pt-BR": "Confiar neste notebook" },
  look: { en: "Look at the code first", "pt-BR": "Ver o código antes" },
} satisfies Record<string, Text>;

/**
 * Asks whether a notebook's code may run, and says what that means.
 * @fires at-trust - it may
 * @fires at-look - the person wants to see the first cell of code
 */
export class TrustBar extends AtElement {
  static override properties = { count: { type: Number } };
  /** Cells of code that wait. */
  declare count: number;

  constructor() {
    super();
    this.count = 0;
  }

  #tell(name: "at-trust" | "at-look"): void { this.dispatchEvent(new Event(name)); }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const title = this.count === 1
      ? { en: "This notebook holds a cell of code", "pt-BR": "Este notebook traz uma célula de código" }
      : { en: `This notebook holds ${this.count} cells of code`, "pt-BR": `Este notebook traz ${this.count} células de código` };
    return html`<section aria-labelledby="title">
      <h2 id="title">${say(title)}</h2>
      <p>${say(words.meaning)}</p>
      <p class="actions"><button class="primary" @click=${() => this.#tell("at-trust")}>${say(words.trust)}</button> <button @click=${() => this.#tell("at-look")}>${say(words.look)}</button></p>
    </section>`;
  }

  static override styles = [shared, css`
    :host { max-width: var(--at-column); margin: 1rem auto; }
    section { padding: 0.9rem 1.1rem; border: 1px solid var(--at-line-strong); border-inline-start: 4px solid var(--at-accent); border-radius: var(--at-radius); background: var(--at-raised); }
    h2 { font-size: 1rem; margin: 0 0 0.3rem; }
    p { margin: 0 0 0.6rem; font-size: 0.925rem; }
    .actions { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; }
    @media print { :host { display: none; } }
  `];
}
define("at-trust-bar", TrustBar);
declare global { interface HTMLElementTagNameMap { "at-trust-bar": TrustBar } }
