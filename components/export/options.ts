import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { Schema, Values } from "../../src/hyperparameters/schema.js";

/** The choices of one file as a line of small controls: a box for what is in or out, a list for a form. */
export function optionsView(schema: Schema, values: Values, owner: string, say: (text: Text) => string, change: (values: Values) => void): TemplateResult | typeof nothing {
  const entries = Object.entries(schema);
  if (entries.length === 0) return nothing;
  const stop = (event: Event): void => event.stopPropagation();
  return html`<div class="options">${entries.map(([name, field]) => {
    if (field.kind === "boolean") {
      return html`<label title=${say(field.doc)}><input type="checkbox" name="${owner}-${name}" .checked=${values[name] === true} @input=${stop} @change=${(event: Event) => change({ ...values, [name]: (event.target as HTMLInputElement).checked })}> ${say(field.label)}</label>`;
    }
    if (field.kind !== "choice") return nothing;
    return html`<label title=${say(field.doc)}>${say(field.label)} <select name="${owner}-${name}" @input=${stop} @change=${(event: Event) => change({ ...values, [name]: (event.target as HTMLSelectElement).value })}>
      ${Object.entries(field.choices).map(([value, label]) => html`<option value=${value} ?selected=${values[name] === value}>${say(label)}</option>`)}</select></label>`;
  })}</div>`;
}
