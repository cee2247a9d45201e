import { css, html, nothing, type TemplateResult } from "lit";
import { locales, plural, textOf, type Text } from "../src/base/text.js";
import type { BackendName, Run } from "../src/training/run.js";
import { AtElement, define } from "./base/at-element.js";
import { icon, logo } from "./base/icons.js";
import { pageTheme, themeNames, themes } from "./base/theme.js";
import { shared } from "./base/tokens.js";
import { commandOf, type CommandName } from "./editing/commands.js";
import { firstKeys } from "./editing/keymap.js";
import { showEngine } from "./engine/show.js";
import type { MenuGroup, MenuItem } from "./menu.js";
import "./menu.js";
import { chooseLanguage, languageLabel, languageNames, themeLabel } from "./page-settings.js";

/** Where the notebook's changes are, said in words. */
export type SavedState =
  | { readonly state: "original" }
  | { readonly state: "saving" }
  /** There is no place in this browser to keep it: a notebook that is a file of its own. */
  | { readonly state: "unkept" }
  /** @param at milliseconds since 1970 */
  | { readonly state: "saved"; readonly at: number; readonly file?: string }
  /** @param isTriedAgain the browser could not keep it, and is asked again by itself */
  | { readonly state: "failed"; readonly why: Text; readonly isTriedAgain?: true }
  /** Another tab has the notebook. @param since when that tab opened it, in milliseconds since 1970 */
  | { readonly state: "elsewhere"; readonly since: number | undefined }
  /** It can be read and not changed. */
  | { readonly state: "closed"; readonly why: Text };

export type NotebookAction = "undo" | "redo" | "save" | "save-as" | "export" | "share" | "open" | "reset" | "add" | "palette" | "find" | "outline" | "deleted" | "history" | "reader" | "help" | "start" | KeepingAction;
/** What can be done about what is kept. */
export type KeepingAction = "versions" | "download" | "retry" | "take-over" | "copy";

declare global {
  interface HTMLElementEventMap {
    "at-notebook-action": CustomEvent<NotebookAction>;
    "at-title": CustomEvent<{ readonly title: string }>;
  }
}

/** Whether there is more to do than to read the state. */
const isTroubled = (saved: SavedState): boolean => saved.state === "elsewhere" || saved.state === "closed" || (saved.state === "failed" && saved.isTriedAgain === true);

export const backendNames: Readonly<Record<BackendName, string>> = { webgpu: "WebGPU", webgl: "WebGL", wasm: "WebAssembly", cpu: "JavaScript" };

/**
 * The thin bar over a notebook.
 * @fires at-title - a new title was entered
 * @fires at-notebook-action - something to be done with the notebook
 */
export class TopBar extends AtElement {
  static override properties = {
    name: { attribute: false }, saved: { attribute: false }, undoes: { attribute: false }, redoes: { attribute: false }, canReset: { attribute: false }, savesInPlace: { attribute: false }, run: { attribute: false },
  };
  /** The notebook's title. */
  declare name: string;
  declare saved: SavedState;
  /** What Undo and Redo would take back or do again; undefined when there is nothing. */
  declare undoes: Text | undefined;
  declare redoes: Text | undefined;
  declare canReset: boolean;
  /** Whether Save writes to a file that was opened or chosen before. */
  declare savesInPlace: boolean;
  /** The run whose engine is told. */
  declare run: Run | undefined;

  constructor() {
    super();
    this.name = "";
    this.saved = { state: "original" };
    this.undoes = undefined;
    this.redoes = undefined;
    this.canReset = false;
    this.savesInPlace = false;
    this.run = undefined;
  }

  #do(action: NotebookAction): void {
    this.dispatchEvent(new CustomEvent("at-notebook-action", { detail: action, bubbles: true, composed: true }));
  }

  #retitle(event: Event): void {
    event.stopPropagation();
    const input = event.target as HTMLInputElement;
    const title = input.value.replace(/\s+/g, " ").trim();
    if (title && title !== this.name) this.dispatchEvent(new CustomEvent("at-title", { detail: { title }, bubbles: true, composed: true }));
    else input.value = this.name;
  }

  #titleKey(event: KeyboardEvent): void {
    event.stopPropagation();
    const input = event.target as HTMLInputElement;
    if (event.key === "Escape") input.value = this.name;
    if (event.key === "Enter" || event.key === "Escape") input.blur();
  }

  get #savedWords(): string {
    const { say, locale } = this.text;
    switch (this.saved.state) {
      case "original": return say({ en: "Original", "pt-BR": "Original" });
      case "saving": return say({ en: "Saving…", "pt-BR": "Salvando…" });
      case "saved": {
        const time = new Date(this.saved.at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
        return this.saved.file
          ? say({ en: `Saved to ${this.saved.file} ${time}`, "pt-BR": `Salvo em ${this.saved.file} às ${time}` })
          : say({ en: `Saved ${time}`, "pt-BR": `Salvo às ${time}` });
      }
      case "unkept": return say({ en: "Changed: save to a file to keep it", "pt-BR": "Alterado: salve em arquivo para guardar" });
      case "elsewhere": return say({ en: "Open in another tab", "pt-BR": "Aberto em outra aba" });
      case "closed": return say({ en: "Read only", "pt-BR": "Somente leitura" });
      case "failed": return say({ en: `Not saved: ${this.saved.why.en}`, "pt-BR": `Não salvo: ${this.saved.why["pt-BR"]}` });
    }
  }

  #item(name: CommandName & NotebookAction): MenuItem {
    const keys = firstKeys(name, ["page", "cell"]);
    return { label: this.text.say(commandOf(name).title), ...(keys === undefined ? {} : { keys }), choose: () => this.#do(name) };
  }

  get #groups(): readonly MenuGroup[] {
    const { say, locale } = this.text;
    return [
      { items: [
        this.#item("save"),
        ...(this.savesInPlace ? [{ label: say({ en: "Save to another file…", "pt-BR": "Salvar em outro arquivo…" }), choose: () => this.#do("save-as") }] : []),
        ...(["export", "share", "open", "versions", "history"] as const).map((name) => this.#item(name)),
        { label: say({ en: "Reset to original", "pt-BR": "Voltar ao original" }), disabled: !this.canReset, choose: () => this.#do("reset") },
      ] },
      { items: (["find", "outline", "deleted", "reader", "palette"] as const).map((name) => this.#item(name)) },
      { title: say(languageLabel), items: locales.map((one) => ({ label: languageNames[one], language: one, checked: one === locale, choose: () => chooseLanguage(one) })) },
      { title: say(themeLabel), items: themes.map((theme) => ({ label: say(themeNames[theme]), checked: theme === pageTheme.current, choose: () => { pageTheme.set(theme); this.requestUpdate(); } })) },
      { items: (["help", "start"] as const).map((name) => this.#item(name)) },
    ];
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const title = say({ en: "Notebook title", "pt-BR": "Título do notebook" });
    return html`<header>
      <a class="home" href="#/" aria-label=${say({ en: "All notebooks", "pt-BR": "Todos os notebooks" })} title=${say({ en: "All notebooks", "pt-BR": "Todos os notebooks" })}>${logo}</a>
      <input class="title" aria-label=${title} title=${title} autocomplete="off" maxlength="200" .value=${this.name} @input=${(event: Event) => event.stopPropagation()} @change=${this.#retitle} @keydown=${this.#titleKey}>
      <span class="saved numbers ${this.saved.state}" role=${this.saved.state === "failed" ? "alert" : nothing}>${this.#savedWords}</span>
      ${this.#badge()}
      <span class="tools">
        ${this.#tool("undo", this.undoes, { en: "Undo", "pt-BR": "Desfazer" })}
        ${this.#tool("redo", this.redoes, { en: "Redo", "pt-BR": "Refazer" })}
        ${locales.filter((one) => one !== this.text.locale).map((one) => html`<button class="quiet language" lang=${one} @click=${() => chooseLanguage(one)}>${languageNames[one]}</button>`)}
        <button class="quiet save" @click=${() => this.#do("save")} title="Ctrl S">${icon("save")}<span>${say({ en: "Save", "pt-BR": "Salvar" })}</span></button>
        <button class="quiet export" @click=${() => this.#do("export")}>${icon("export")}<span>${say({ en: "Export", "pt-BR": "Exportar" })}</span></button>
        <at-menu label=${say({ en: "Notebook menu", "pt-BR": "Menu do notebook" })} .groups=${this.#groups}>${icon("more")}</at-menu>
      </span>
    </header>
    ${isTroubled(this.saved) ? html`<at-keeping-notice .saved=${this.saved}></at-keeping-notice>` : nothing}`;
  }

  /** What helps where something is in the way is fetched when it is. */
  protected override willUpdate(): void { if (isTroubled(this.saved)) void import("./keeping/notice.js"); }

  #tool(action: "undo" | "redo", what: Text | undefined, name: Text): TemplateResult {
    const words = this.text.say(textOf((locale) => (what ? `${name[locale]}: ${what[locale]}` : name[locale])));
    return html`<button class="quiet" ?disabled=${!what} aria-label=${words} title=${words} @click=${() => this.#do(action)}>${icon(action)}</button>`;
  }

  #badge(): TemplateResult | typeof nothing {
    const { run } = this;
    const environment = run?.environment;
    if (!run || !environment) return nothing;
    const { say, number, locale } = this.text;
    const speed = run.examplesPerSecond > 0 ? `${number(run.examplesPerSecond, { significant: 2 })} ${say({ en: "examples/s", "pt-BR": "exemplos/s" })}` : "";
    const threads = plural(environment.threads, locale, "thread", "threads");
    return html`<button class="badge numbers" aria-haspopup="dialog" title=${say({ en: "Where does the time go?", "pt-BR": "Para onde vai o tempo?" })} @click=${() => void showEngine(this.renderRoot)}>
        <span class="engine">${backendNames[environment.backend]}</span><span class="more"> · ${threads}</span>${speed ? html`<span class="more"> · ${speed}</span>` : nothing}
      </button>
      <at-engine-panel .run=${run}></at-engine-panel>`;
  }

  static override styles = [shared, css`
    :host { position: sticky; inset-block-start: 0; z-index: 10; background: var(--at-ground); border-block-end: 1px solid var(--at-line); font-size: 0.875rem; }
    header { display: flex; align-items: center; gap: 0.25rem 0.6rem; min-height: 2.9rem; padding: 0.2rem clamp(0.5rem, 2vw, 1.25rem); }
    .home { display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: var(--at-radius); flex: none; }
    .home:hover { background: var(--at-sunken); }
    .title {
      font: 600 1rem/1.3 var(--at-font-prose); color: inherit; background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0.25rem 0.4rem;
      flex: 0 1 auto; min-width: 5rem; field-sizing: content; max-width: 34rem; text-overflow: ellipsis;
    }
    .title:hover { border-color: var(--at-line); }
    .title:focus { border-color: var(--at-line-strong); background: var(--at-raised); }
    .saved { color: var(--at-ink-soft); margin-inline-end: auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .saved.failed { color: var(--at-danger); white-space: normal; font-weight: 600; }
    .tools { display: flex; align-items: center; gap: 0.1rem; flex: none; }
    .tools button { display: inline-flex; align-items: center; justify-content: center; gap: 0.35rem; min-width: 2.25rem; padding-inline: 0.5rem; }
    .badge { font-size: 0.8rem; min-height: 1.75rem; padding: 0 0.7rem; border-radius: 99px; border-color: var(--at-line); background: var(--at-raised); white-space: nowrap; flex: none; }
    .engine { font-weight: 600; }
    @media (max-width: 60rem) { .badge .more { display: none; } }
    @media (max-width: 40rem) {
      header { flex-wrap: wrap; }
      .title { flex: 1 1 0; }
      .saved { order: 5; flex: 1 0 100%; padding-inline-start: 0.6rem; font-size: 0.75rem; line-height: 1; padding-block-end: 0.3rem; }
      .badge, .save span, .tools .language, .tools .export { display: none; }
    }
    @media print { :host { display: none; } }
  `];
}
define("at-top-bar", TopBar);
