import { LitElement } from "lit";
import { LocaleController } from "./locale.js";
import { adoptTokens } from "./tokens.js";

/** What every element of the product starts from: the page's language and the design tokens. */
export class AtElement extends LitElement {
  protected readonly text = new LocaleController(this);
  override connectedCallback(): void {
    adoptTokens();
    super.connectedCallback();
  }
}

/** Registers an element once; a page that loads two copies of the library keeps the first. */
export function define(tag: `at-${string}`, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
