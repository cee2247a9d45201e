import { css, html, nothing, type TemplateResult } from "lit";
import { sentence, type Problem } from "../src/base/problem.js";
import type { Text } from "../src/base/text.js";
import { writeLink } from "../src/notebook/share/link.js";
import { define } from "./base/at-element.js";
import { Dialog } from "./base/dialog.js";

const words = {
  title: { en: "Share as a link", "pt-BR": "Compartilhar como link" },
  inside: {
    en: "The whole notebook is in the link itself, its texts, settings and code among it: nothing is uploaded. Whoever has the link can read it. Training results and data of your own are not in it.",
    "pt-BR": "O notebook inteiro está no próprio link, com textos, configurações e código: nada é enviado a um servidor. Quem tiver o link pode ler. Resultados de treino e dados seus não vão nele.",
  },
  opens: {
    en: "It opens as a copy of its own, in which no code runs until the reader trusts it.",
    "pt-BR": "Ele abre como uma cópia própria, na qual nenhum código roda até que a pessoa confie nele.",
  },
  link: { en: "Link", "pt-BR": "Link" },
  copy: { en: "Copy link", "pt-BR": "Copiar link" },
  copied: { en: "The link is copied.", "pt-BR": "O link foi copiado." },
  refused: { en: "This browser does not let the page copy: the link is selected, press Ctrl C.", "pt-BR": "Este navegador não deixa a página copiar: o link está selecionado, aperte Ctrl C." },
  save: { en: "Save to a file", "pt-BR": "Salvar em arquivo" },
} satisfies Record<string, Text>;

/**
 * A notebook as a link, in a dialog.
 * @fires at-save - the notebook does not fit a link, and is wanted as a file
 */
export class ShareSheet extends Dialog {
  static override properties = { link: { state: true }, problem: { state: true }, said: { state: true } };
  declare protected link: string;
  declare protected problem: Problem | undefined;
  declare protected said: Text | undefined;

  constructor() {
    super();
    this.link = "";
    this.problem = undefined;
    this.said = undefined;
  }

  /** @param text the notebook's file */
  async open(text: string): Promise<void> {
    const { hash, problem } = await writeLink(text);
    this.link = hash === undefined ? "" : location.href.replace(/#.*$/s, "") + hash;
    this.problem = problem;
    this.said = undefined;
    await this.show();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.link);
      this.said = words.copied;
    } catch {
      this.said = words.refused;
      this.renderRoot.querySelector("textarea")!.select();
    }
  }

  #save(): void {
    this.close();
    this.dispatchEvent(new Event("at-save", { bubbles: true, composed: true }));
  }

  protected override get heading(): Text { return words.title; }

  protected override renderContent(): TemplateResult {
    const { say, number, locale } = this.text;
    return html`
      ${this.problem ? html`<p class="problem" role="alert">${sentence(this.problem, locale)}</p><p><button class="primary" @click=${this.#save}>${say(words.save)}</button></p>` : html`
        <p>${say(words.inside)} ${say(words.opens)}</p>
        <label for="link">${say(words.link)} <span class="note numbers">${number(this.link.length)} ${say({ en: "characters", "pt-BR": "caracteres" })}</span></label>
        <textarea id="link" readonly rows="4" translate="no" spellcheck="false" .value=${this.link} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>
        <p class="foot"><button class="primary" @click=${() => void this.#copy()}>${say(words.copy)}</button> <span role="status">${this.said ? say(this.said) : nothing}</span></p>`}`;
  }

  static override styles = [...Dialog.styles, css`
    :host { --at-dialog-width: 36rem; }
    .sheet { padding: 1.1rem 1.4rem 1.4rem; }
    label { display: flex; justify-content: space-between; font-weight: 600; }
    label .note { font-weight: 400; }
    textarea {
      display: block; width: 100%; margin-block: 0.3rem 0.8rem; padding: 0.5rem 0.7rem; resize: vertical; font: 0.8rem/1.5 var(--at-font-code); word-break: break-all;
      color: inherit; background: var(--at-sunken); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius);
    }
    .foot { display: flex; flex-wrap: wrap; align-items: center; gap: 0.8rem; margin: 0; }
    @media (max-width: 30rem) { .sheet { padding: 0.9rem; } }
  `];
}
define("at-share-sheet", ShareSheet);
declare global { interface HTMLElementTagNameMap { "at-share-sheet": ShareSheet } }
