import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import type { KeepingAction, SavedState } from "../top-bar.js";

const words = {
  region: { en: "Saving", "pt-BR": "Salvamento" },
  failed: { en: "Your changes are on this page only. Saving is tried again by itself; nothing is lost while this page stays open.", "pt-BR": "As suas mudanças estão só nesta página. O salvamento é tentado de novo sozinho; nada se perde enquanto esta página ficar aberta." },
  elsewhere: { en: "This notebook is being worked on in another tab of this browser. Here it is shown as it is kept there, and follows every change.", "pt-BR": "Este notebook está em uso em outra aba deste navegador. Aqui ele aparece como está guardado lá e acompanha cada mudança." },
  download: { en: "Download a copy", "pt-BR": "Baixar uma cópia" },
  retry: { en: "Try now", "pt-BR": "Tentar agora" },
  takeOver: { en: "Take over here", "pt-BR": "Assumir aqui" },
  copy: { en: "Open a copy", "pt-BR": "Abrir uma cópia" },
} satisfies Record<string, Text>;

/**
 * What to do when a notebook cannot be saved or changed: a row under the top bar.
 * @fires at-notebook-action - a way out was chosen
 */
export class KeepingNotice extends AtElement {
  static override properties = { saved: { attribute: false } };
  declare saved: SavedState | undefined;

  constructor() {
    super();
    this.saved = undefined;
  }

  #button(label: Text, action: KeepingAction): TemplateResult {
    return html`<button @click=${() => this.dispatchEvent(new CustomEvent("at-notebook-action", { detail: action, bubbles: true, composed: true }))}>${this.text.say(label)}</button>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, locale } = this.text;
    const { saved } = this;
    const row = (text: string, ...buttons: readonly TemplateResult[]): TemplateResult => html`<section aria-label=${say(words.region)}><p role="status">${text}</p><div>${buttons}</div></section>`;
    switch (saved?.state) {
      case "failed": return row(say(words.failed), this.#button(words.download, "download"), this.#button(words.retry, "retry"));
      case "elsewhere": {
        const time = saved.since === undefined ? "" : new Date(saved.since).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
        const since = time ? say({ en: ` That tab opened it at ${time}.`, "pt-BR": ` Aquela aba o abriu às ${time}.` }) : "";
        return row(say(words.elsewhere) + since, this.#button(words.takeOver, "take-over"), this.#button(words.copy, "copy"));
      }
      case "closed": return row(say(saved.why), this.#button(words.download, "download"));
      default: return nothing;
    }
  }

  static override styles = [shared, css`
    section { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; gap: 0.4rem 1rem; padding: 0.5rem clamp(0.75rem, 2vw, 1.25rem); border-block-start: 1px solid var(--at-line); background: var(--at-sunken); }
    p { margin: 0; max-width: 46rem; text-wrap: pretty; }
    div { display: flex; flex-wrap: wrap; gap: 0.4rem; }
  `];
}
define("at-keeping-notice", KeepingNotice);
declare global { interface HTMLElementTagNameMap { "at-keeping-notice": KeepingNotice } }
