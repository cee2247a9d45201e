import { css, html, type PropertyValues, type TemplateResult } from "lit";
import { nextTask } from "../src/base/next-task.js";
import { locales, type Locale } from "../src/base/text.js";
import { show } from "../src/base/problem.js";
import { valueAt, type ProsePart } from "../src/notebook/template.js";
import { AtElement, define } from "./base/at-element.js";
import { shared } from "./base/tokens.js";
import { whenReading } from "./glossary/when-reading.js";
import { proseStyles } from "./prose-styles.js";

/** Fetched beside the page's own code: every notebook begins with prose. */
const markdown = import("./base/markdown.js");

/**
 * Markdown with formulas and live values. Nothing in it can run, load or post: see base/sanitise.ts.
 * A value that changes is written in place; the rest of the text stays as it is.
 */
export class Prose extends AtElement {
  static override properties = { parts: { attribute: false }, scope: { attribute: false }, shows: { state: true } };
  declare parts: readonly ProsePart[];
  /** Values of other cells by name; a name without a value yet is shown as a dash. */
  declare scope: Readonly<Record<string, unknown>>;
  /** Nothing yet, the text as it is set, or as it was written because it could not be set. */
  declare shows: "nothing" | "set" | "plain";
  #values: readonly (readonly [HTMLElement, readonly string[]])[] = [];
  #setFor: { readonly parts: readonly ProsePart[]; readonly locale: Locale } | undefined;
  #ready: Promise<void> = Promise.resolve();

  constructor() {
    super();
    this.parts = [];
    this.scope = {};
    this.shows = "nothing";
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#setFor?.parts !== this.parts || this.#setFor.locale !== this.text.locale) this.#ready = this.#set();
    else if (changed.has("scope")) this.#writeValues();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const result = await super.getUpdateComplete();
    await this.#ready;
    return result;
  }

  async #set(): Promise<void> {
    const { parts, text: { locale } } = this;
    this.#setFor = { parts, locale };
    const values: (readonly [HTMLElement, readonly string[]])[] = [];
    const pieces = parts.map((part) => {
      if (part.kind === "markdown") return part.text;
      const span = document.createElement("span");
      span.className = part.kind === "tex" ? (part.isBlock ? "tex display" : "tex") : "value";
      if (part.kind === "value") values.push([span, [part.name, ...part.path]]);
      else void fillFormula(span, part.source, part.isBlock);
      return span;
    });
    const paper = this.renderRoot.querySelector<HTMLElement>(".prose")!;
    // Until the first text is set, it holds its place as written, unseen: what stands below does not jump.
    if (!paper.hasChildNodes()) paper.append(...pieces.map((piece) => typeof piece === "string" ? piece.trim() : piece.cloneNode(true)));
    try {
      const { renderMarkdown } = await markdown;
      // Texts of a page are set one after another: all in one task, the page would not hear anybody meanwhile.
      await nextTask();
      if (this.#setFor.parts !== parts) return;
      paper.replaceChildren(renderMarkdown(pieces, (description) => this.text.say({
        en: `Image from another site, not loaded${description ? `: ${description}` : ""}`,
        "pt-BR": `Imagem de outro site, não carregada${description ? `: ${description}` : ""}`,
      })));
      this.shows = "set";
    } catch {
      // Too complex, or its code did not arrive: the text is worth reading as it was written.
      if (this.#setFor?.parts !== parts) return;
      paper.replaceChildren(...pieces);
      this.shows = "plain";
    }
    this.#values = values;
    this.#writeValues();
    for (const scroller of paper.querySelectorAll<HTMLElement>("pre, table")) scroller.tabIndex = 0;
    if (this.shows === "set") void this.#explainTerms(paper, parts);
  }

  /** Terms of the glossary become words that explain themselves; without it, offline, the text reads as before. */
  async #explainTerms(paper: HTMLElement, parts: readonly ProsePart[]): Promise<void> {
    await whenReading;
    const mark = await import("./glossary/mark.js").catch(() => undefined);
    if (this.#setFor?.parts === parts) mark?.markTerms(paper);
  }

  #writeValues(): void {
    for (const [span, path] of this.#values) {
      const words = this.#describe(valueAt(this.scope, path));
      if (span.textContent !== words) span.textContent = words;
    }
  }

  #describe(value: unknown): string {
    switch (typeof value) {
      case "undefined": return "—";
      case "number": return this.text.number(value, { significant: 6 });
      case "boolean": return this.text.say(value ? { en: "yes", "pt-BR": "sim" } : { en: "no", "pt-BR": "não" });
      case "string": return value;
      default: return isText(value) ? value[this.text.locale] : show(value);
    }
  }

  /** A place in the text, such as a footnote: the address of the page stays as it is. */
  #followLink(event: MouseEvent): void {
    const href = (event.composedPath().find((node) => node instanceof HTMLAnchorElement) as HTMLAnchorElement | undefined)?.getAttribute("href");
    if (!href?.startsWith("#") || href.startsWith("#/")) return;
    event.preventDefault();
    this.renderRoot.querySelector(`#${CSS.escape(`user-content-${href.slice(1)}`)}`)?.scrollIntoView({ block: "start" });
  }

  protected override render(): TemplateResult {
    return html`<div class="prose ${this.shows}" @click=${this.#followLink}></div>`;
  }

  static override styles = [shared, proseStyles, css`:host { font-family: var(--at-font-prose); }`];
}
define("at-prose", Prose);

async function fillFormula(place: HTMLElement, source: string, isDisplay: boolean): Promise<void> {
  place.textContent = source;
  try {
    const { renderTex } = await import("./base/tex.js");
    place.replaceChildren(await renderTex(source, isDisplay));
  } catch {
    place.classList.add("unset");
  }
}

const isText = (value: unknown): value is Readonly<Record<Locale, string>> =>
  typeof value === "object" && value !== null && locales.every((locale) => typeof (value as Readonly<Record<string, unknown>>)[locale] === "string");
