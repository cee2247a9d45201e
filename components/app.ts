import { css, html, nothing, type TemplateResult } from "lit";
import { nextTask } from "../src/base/next-task.js";
import { problem, sentence, type Problem } from "../src/base/problem.js";
import { formatNumber, locales, nearestLocale, type Text } from "../src/base/text.js";
import { Drafts } from "../src/notebook/store/drafts.js";
import { AtElement, define } from "./base/at-element.js";
import { pageLocale } from "./base/locale.js";
import { readPreference } from "./base/preferences.js";
import { restoreTheme } from "./base/theme.js";
import { shared } from "./base/tokens.js";
import { chooseFile, droppedFile, type ChosenFile } from "./controllers/files.js";
import { Library } from "./controllers/library.js";
import type { Opened } from "./controllers/opened.js";
import { hashOf, readRoute, type Route } from "./controllers/routes.js";
import type { ShippedNotebook } from "./controllers/shelf.js";
import type { Notebook } from "./notebook.js";
import type { DraftCard } from "./start-page.js";
import type { Toast } from "./toast.js";
import "./toast.js";

/** The whole page: finds what the address names, shows it, and stays up when a part fails. */
export class App extends AtElement {
  static override properties = {
    route: { state: true }, shelf: { state: true }, problems: { state: true }, drafts: { state: true }, opened: { state: true }, fault: { state: true }, isDropping: { state: true },
  };
  declare route: Route;
  declare shelf: readonly ShippedNotebook[] | undefined;
  declare problems: readonly Problem[];
  declare drafts: readonly DraftCard[];
  /** The notebook on the page; undefined while it is fetched. */
  declare opened: Opened | undefined;
  /** Why the place in the address cannot be shown. */
  declare fault: Text | undefined;
  declare isDropping: boolean;
  library = new Library(new Drafts());
  #stopListening: () => void = () => undefined;
  /** Counts places gone to, so that a slow one does not push away a newer one. */
  #visit = 0;

  constructor() {
    super();
    this.route = { page: "start" };
    this.shelf = undefined;
    this.problems = [];
    this.drafts = [];
    this.opened = undefined;
    this.fault = undefined;
    this.isDropping = false;
    restoreTheme();
    const kept = readPreference("language");
    pageLocale.set(locales.find((locale) => locale === kept) ?? nearestLocale(navigator.languages));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const listeners = new AbortController();
    const { signal } = listeners;
    addEventListener("hashchange", () => void this.#go(), { signal });
    addEventListener("dragover", this.#dragOver, { signal });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) this.isDropping = false; }, { signal });
    addEventListener("drop", (event) => void this.#drop(event), { signal });
    addEventListener("error", ({ error }) => { if (error) this.#tellFault(); }, { signal });
    addEventListener("unhandledrejection", ({ reason }) => { if (!(reason instanceof DOMException && reason.name === "AbortError")) this.#tellFault(); }, { signal });
    const stopLocale = pageLocale.onChange(this.#showLanguage);
    this.#stopListening = () => { listeners.abort(); stopLocale(); };
    this.#showLanguage();
    void this.#go();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
  }

  get #notebook(): Notebook | null { return this.renderRoot.querySelector("at-notebook") as Notebook | null; }
  get #toast(): Toast | null { return this.renderRoot.querySelector<Toast>("at-toast"); }

  readonly #showLanguage = (): void => {
    document.documentElement.lang = pageLocale.current;
    this.#showTitle();
  };
  #showTitle(title = this.opened?.document.title): void {
    document.title = title ? `${title} · AtNet Notebook` : "AtNet Notebook";
  }

  /** Shows what the address names. */
  async #go(): Promise<void> {
    const route = readRoute(location.hash);
    const visit = ++this.#visit;
    if (location.hash.startsWith("#nb=")) return this.#openLink(location.hash, visit);
    // A link to a place inside a text is no place of ours.
    if (!route && this.opened) return;
    await this.#notebook?.flush();
    this.fault = undefined;
    this.route = route ?? { page: "start" };
    this.opened = undefined;
    if (this.route.page === "start") {
      this.#showTitle();
      await Promise.all([import("./start-page.js"), this.#showShelf(), this.#showDrafts()]);
      return;
    }
    try {
      // Fetched together: the page's code and the notebook. The worker that its cells will ask starts before they are drawn.
      const coming = Promise.all([this.library.open(this.route, pageLocale.current), import("./notebook.js").then(({ begin }) => begin())]);
      // A browser reads its tables at the first number, which takes as long as drawing some cells: now, while it waits anyway.
      formatNumber(0, pageLocale.current);
      const [opened] = await coming;
      // The program has just been read; drawing is a task of its own, so that neither holds the page long.
      await nextTask();
      if (visit !== this.#visit) return void opened?.hold?.end();
      this.opened = opened;
      if (!opened) this.fault = { en: "There is no notebook at this address.", "pt-BR": "Não há notebook neste endereço." };
    } catch (error) {
      if (visit !== this.#visit) return;
      console.error(error);
      this.opened = undefined;
      this.fault = { en: "The notebook could not be fetched. Check the connection and try again; your own notebooks are kept in this browser.", "pt-BR": "Não foi possível buscar o notebook. Confira a conexão e tente de novo; os seus notebooks continuam guardados neste navegador." };
    }
    this.#showTitle();
    scrollTo(0, 0);
  }

  /** A notebook that came in the address opens as a copy under a key of its own; the address then names the copy, so that going back does not make another. */
  async #openLink(hash: string, visit: number): Promise<void> {
    await this.#notebook?.flush();
    this.fault = undefined;
    this.opened = undefined;
    // Until it has a place of its own, it is a draft on its way.
    this.route = { page: "draft", key: "" };
    const { readLink } = await import("../src/notebook/share/link.js");
    const { text, problem } = await readLink(hash);
    const taken = text === undefined ? { key: undefined, problems: [problem] } : await this.library.addFile({ name: "", text, handle: undefined });
    if (visit !== this.#visit) return;
    if (taken.key === undefined) {
      const [why] = taken.problems;
      this.fault = why!.message;
      this.#showTitle();
      return;
    }
    location.replace(hashOf({ page: "draft", key: taken.key }));
  }

  async #showShelf(): Promise<void> {
    try {
      const { notebooks, problems } = await this.library.shelf();
      this.shelf = notebooks;
      this.problems = problems;
    } catch (error) {
      console.error(error);
      this.shelf = [];
      this.problems = [problem("no-shelf", "", {
        expected: { en: "the list of notebooks beside this page", "pt-BR": "a lista de notebooks ao lado desta página" },
        wayOut: { en: "It did not arrive: reload the page, or open a file of your own.", "pt-BR": "Ela não chegou: recarregue a página ou abra um arquivo seu." },
      })];
    }
  }

  async #showDrafts(): Promise<void> { this.drafts = await this.library.drafts(); }

  async #deleteDraft(key: string): Promise<void> {
    const done = await this.library.deleteDraft(key);
    await this.#showDrafts();
    const say = this.text.say;
    if ("problem" in done) return this.#toast?.say({ text: say(done.problem.message) });
    this.#toast?.say({
      text: say({ en: "Notebook deleted.", "pt-BR": "Notebook apagado." }),
      action: { label: say({ en: "Undo", "pt-BR": "Desfazer" }), run: () => void done.restore().then(() => this.#showDrafts()) },
    });
  }

  async #open(choosing: Promise<ChosenFile | undefined>): Promise<void> {
    const file = await choosing;
    if (!file) return;
    const { key, problems } = await this.library.addFile(file);
    if (key !== undefined) location.hash = hashOf({ page: "draft", key });
    else this.#toast?.say({ text: problems.map((one) => sentence(one, this.text.locale)).join(" ") });
  }

  async #new(): Promise<void> {
    const key = await this.library.addNew(this.text.locale);
    location.hash = hashOf({ page: "draft", key });
  }

  readonly #dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files") || event.defaultPrevented) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.isDropping = true;
  };
  async #drop(event: DragEvent): Promise<void> {
    this.isDropping = false;
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    await this.#open(droppedFile(event.dataTransfer));
  }

  #tellFault(): void {
    this.#toast?.say({ text: this.text.say({
      en: "Something in the page failed. The fault is ours; what you made is kept.",
      "pt-BR": "Algo falhou na página. A falha é nossa; o que você fez está guardado.",
    }) });
  }

  protected override render(): TemplateResult {
    const say = this.text.say;
    return html`
      <div
        @at-open-file=${() => void this.#open(chooseFile())} @at-new-notebook=${() => void this.#new()}
        @at-erased=${() => void this.#showDrafts()}
        @at-draft-delete=${(event: CustomEvent<{ readonly key: string }>) => void this.#deleteDraft(event.detail.key)}
        @at-title=${(event: CustomEvent<{ readonly title: string }>) => this.#showTitle(event.detail.title)}
      >${this.#page()}</div>
      ${this.isDropping ? html`<div class="drop" aria-hidden="true"><p>${say({ en: "Drop the notebook file to open it", "pt-BR": "Solte o arquivo de notebook para abrir" })}</p></div>` : nothing}
      <at-toast></at-toast>`;
  }

  #page(): TemplateResult {
    const say = this.text.say;
    if (this.fault) return html`<main class="fault"><h1>AtNet Notebook</h1><p role="alert">${say(this.fault)}</p><p><a href="#/">${say({ en: "All notebooks", "pt-BR": "Todos os notebooks" })}</a></p></main>`;
    if (this.route.page === "start") return html`<at-start-page .shelf=${this.shelf} .problems=${this.problems} .drafts=${this.drafts}></at-start-page>`;
    if (!this.opened) return html`<main class="fault"><p role="status">${say({ en: "Opening the notebook…", "pt-BR": "Abrindo o notebook…" })}</p></main>`;
    return html`<at-notebook .opened=${this.opened} .library=${this.library}></at-notebook>`;
  }

  static override styles = [shared, css`
    .fault { max-width: 34rem; margin: 20vh auto; padding: 0 1.25rem; font: 1.1rem/1.6 var(--at-font-prose); }
    .drop { position: fixed; inset: 0; z-index: 30; display: grid; place-items: center; background: color-mix(in oklab, var(--at-ground) 80%, transparent); }
    .drop p { font: 600 1.4rem/1.3 var(--at-font-prose); padding: 2rem 3rem; border: 2px dashed var(--at-accent); border-radius: 14px; background: var(--at-raised); }
  `];
}
define("at-app", App);
