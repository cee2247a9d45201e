import { css, html, type TemplateResult } from "lit";
import { locales, type Locale, type Text } from "../src/base/text.js";
import { AtElement, define } from "./base/at-element.js";
import { icon } from "./base/icons.js";
import { pageLocale } from "./base/locale.js";
import { writePreference } from "./base/preferences.js";
import { pageTheme, themeNames, themes, type Theme } from "./base/theme.js";
import { shared } from "./base/tokens.js";

/** Each language called by its own name. */
export const languageNames: Readonly<Record<Locale, string>> = { en: "English", "pt-BR": "Português" };
const icons = { system: "system", light: "sun", dark: "moon" } as const satisfies Readonly<Record<Theme, string>>;
export const themeLabel: Text = { en: "Theme", "pt-BR": "Tema" };
export const languageLabel: Text = { en: "Language", "pt-BR": "Idioma" };

/** Changes the language of the page and remembers it. */
export function chooseLanguage(locale: Locale): void {
  writePreference("language", locale);
  pageLocale.set(locale);
}

/** Language and theme of the page, as two small rows of choices. */
export class PageSettings extends AtElement {
  #choose(theme: Theme): void {
    pageTheme.set(theme);
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { say, locale } = this.text;
    return html`
      <div class="row" role="group" aria-label=${say(languageLabel)}>${locales.map((one) => html`
        <button lang=${one} aria-pressed=${one === locale ? "true" : "false"} @click=${() => chooseLanguage(one)}>${languageNames[one]}</button>`)}
      </div>
      <div class="row" role="group" aria-label=${say(themeLabel)}>${themes.map((theme) => html`
        <button title=${say(themeNames[theme])} aria-label=${say(themeNames[theme])} aria-pressed=${theme === pageTheme.current ? "true" : "false"} @click=${() => this.#choose(theme)}>${icon(icons[theme])}</button>`)}
      </div>`;
  }

  static override styles = [shared, css`
    :host { display: flex; gap: 0.5rem; }
    .row { display: flex; border: 1px solid var(--at-line); border-radius: var(--at-radius); background: var(--at-sunken); padding: 2px; }
    button { display: grid; place-items: center; min-height: 1.75rem; min-width: 2rem; padding: 0 0.55rem; border: 0; background: transparent; color: var(--at-ink-soft); font-size: 0.8rem; font-weight: 600; border-radius: 6px; }
    button[aria-pressed="true"] { background: var(--at-raised); color: var(--at-ink); box-shadow: 0 0 0 1px var(--at-line-strong); }
    .icon { width: 1rem; height: 1rem; }
    @media (pointer: coarse) { button { min-height: var(--at-target); min-width: var(--at-target); } }
  `];
}
define("at-page-settings", PageSettings);
