import { html, type TemplateResult } from "lit";
import type { LocaleController } from "../base/locale.js";

/** What a cell shows when its component threw while drawing. */
export function failureCard(failure: unknown, { say }: LocaleController): TemplateResult {
  const words = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
  return html`<div class="failure" role="alert">
    <strong>${say({ en: "This cell failed; the others go on.", "pt-BR": "Esta célula falhou; as outras continuam." })}</strong>
    <p>${say({
      en: "The fault is ours, not yours, and your notebook is intact. Changing a setting or its source tries again.",
      "pt-BR": "A falha é nossa, não sua, e o seu notebook está inteiro. Mudar uma configuração ou o código tenta de novo.",
    })}</p>
    <details><summary>${say({ en: "What was reported", "pt-BR": "O que foi relatado" })}</summary><code>${words}</code></details>
  </div>`;
}
