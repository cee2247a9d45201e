import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { formatNumber, type Text } from "../src/base/text.js";
import { csvOf } from "../src/plots/csv.js";
import type { FigureContent } from "../src/plots/figure-content.js";
import { pngOf, standaloneSvg } from "../src/plots/standalone-svg.js";
import { AtElement, define } from "./base/at-element.js";
import { shared } from "./base/tokens.js";
import { onWidth } from "./flow/width.js";

const words = {
  table: { en: "Show as table", "pt-BR": "Mostrar como tabela" },
  freeze: { en: "Freeze", "pt-BR": "Congelar" },
  unfreeze: { en: "Follow again", "pt-BR": "Voltar a acompanhar" },
  download: { en: "Download", "pt-BR": "Baixar" },
  nothing: { en: "There are no points yet.", "pt-BR": "Ainda não há pontos." },
  read: { en: "Read the points with the left and right arrow keys", "pt-BR": "Leia os pontos com as setas para a esquerda e para a direita" },
  failed: { en: "The picture could not be saved.", "pt-BR": "Não foi possível salvar a imagem." },
  scroll: { en: "table", "pt-BR": "tabela" },
} satisfies Record<string, Text>;

/** A table is cut here on the page; the CSV holds every row. */
const mostRows = 500;

/**
 * Shows a figure at its own width: title, picture, caption, the same numbers as a table, downloads.
 * While `live`, it can be frozen; a figure that changes is never announced, only a point that the reader asks for.
 */
export class AtFigure extends AtElement {
  static override properties = {
    content: { attribute: false }, live: { type: Boolean },
    asTable: { state: true }, width: { state: true }, frozen: { state: true }, point: { state: true }, failed: { state: true },
  };
  static override styles = [shared, css`
    figure { margin: 0; }
    .head { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; }
    .title { font-weight: 600; margin: 0; margin-inline-end: auto; }
    .picture { min-height: 3rem; border-radius: 4px; }
    .picture > svg { display: block; }
    figcaption { color: var(--at-ink-soft); font-size: 0.92rem; margin-top: 0.25rem; min-height: 1.4em; }
    .point { margin: 0.25rem 0 0; min-height: 1.5em; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
    .tools { display: flex; flex-wrap: wrap; gap: 0.25rem; margin: 0.35rem 0 0 -0.6rem; }
    .tools button { font-size: 0.85rem; min-height: 1.75rem; padding: 0.1rem 0.6rem; color: var(--at-ink-soft); }
    @media (pointer: coarse) { .tools button { min-height: var(--at-target); } }
    .scroll { overflow: auto; max-height: 22rem; border: 1px solid var(--at-line); border-radius: var(--at-radius); }
    table { border-collapse: collapse; width: 100%; font-size: 0.88rem; }
    th, td { padding: 0.25rem 0.6rem; text-align: start; border-bottom: 1px solid var(--at-line); white-space: nowrap; }
    th { position: sticky; top: 0; background: var(--at-sunken); font-weight: 600; }
    .numeric { text-align: end; }
  `];
  declare content: FigureContent | undefined;
  /** Whether its numbers change by themselves. */
  declare live: boolean;
  declare protected asTable: boolean;
  declare protected width: number;
  declare protected frozen: FigureContent | undefined;
  declare protected point: number;
  declare protected failed: boolean;
  #drawn: { readonly content: FigureContent; readonly width: number } | undefined;

  constructor() {
    super();
    this.live = false;
    this.asTable = false;
    this.width = 0;
    this.point = -1;
    this.failed = false;
    onWidth(this, (width) => { this.width = Math.max(240, width); });
  }

  /** What is on the screen: the newest content, or the one that was frozen. */
  get shown(): FigureContent | undefined { return this.frozen ?? this.content; }

  protected override willUpdate(): void {
    // Nothing changes any more: there is nothing to freeze.
    if (!this.live && this.frozen) this.frozen = undefined;
  }

  protected override updated(_changes: PropertyValues): void {
    const [content, picture] = [this.shown, this.renderRoot.querySelector(".picture")];
    if (!picture || !content || this.width === 0) { this.#drawn = undefined; return; }
    if (this.#drawn?.content === content && this.#drawn.width === this.width && picture.firstElementChild) return;
    picture.replaceChildren(content.draw({ width: this.width }));
    this.#drawn = { content, width: this.width };
  }

  /** The picture as a file's text, with the colours of the page. */
  standalone(): string | undefined {
    const [content, svg] = [this.shown, this.renderRoot.querySelector<SVGSVGElement>(".picture > svg")];
    return content && svg ? standaloneSvg(svg, content.title, content.caption) : undefined;
  }

  async #download(kind: "svg" | "png" | "csv"): Promise<void> {
    const content = this.shown;
    if (!content) return;
    this.failed = false;
    try {
      // A byte order mark, so that spreadsheets read the accents.
      if (kind === "csv") return save(`${content.name}.csv`, new Blob(["\uFEFF", csvOf(content.table)], { type: "text/csv;charset=utf-8" }));
      const svg = this.renderRoot.querySelector<SVGSVGElement>(".picture > svg");
      const file = this.standalone();
      if (!svg || file === undefined) return;
      save(`${content.name}.${kind}`, kind === "svg" ? new Blob([file], { type: "image/svg+xml" }) : await pngOf(file, svg.width.baseVal.value, svg.height.baseVal.value));
    } catch (error) {
      console.error(error);
      this.failed = true;
    }
  }

  #walk(event: KeyboardEvent): void {
    const count = this.shown?.table.rows.length ?? 0;
    const to = { ArrowLeft: this.point < 0 ? count - 1 : this.point - 1, ArrowRight: this.point + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined || count === 0) return;
    event.preventDefault();
    this.point = Math.min(count - 1, Math.max(0, to));
  }

  /** "Epoch 3: Training loss 0.52, Validation loss 0.55" */
  protected pointText(): string {
    const table = this.shown?.table;
    const row = table?.rows[this.point];
    if (!table || !row) return "";
    return row.map((value, i) => `${table.columns[i]?.label ?? ""} ${this.#cell(value)}`).join(" · ");
  }

  #cell(value: string | number | null): string {
    return value === null ? "—" : typeof value === "number" ? formatNumber(value, this.text.locale, { significant: 5 }) : value;
  }

  protected override render(): TemplateResult | typeof nothing {
    const content = this.shown;
    if (!content) return nothing;
    const { say } = this.text;
    return html`
      <figure>
        <div class="head">
          <p class="title">${content.title}</p>
          ${this.live ? html`<button class="quiet freeze" aria-pressed=${this.frozen !== undefined} @click=${() => { this.frozen = this.frozen ? undefined : this.content; }}>${say(this.frozen ? words.unfreeze : words.freeze)}</button>` : nothing}
        </div>
        ${this.asTable ? this.#table(content) : html`
          <div class="picture" tabindex="0" role="group" aria-label=${`${content.title}. ${say(words.read)}.`} @keydown=${this.#walk} @blur=${() => { this.point = -1; }}></div>
          <p class="point" role="status" ?hidden=${this.point < 0}>${this.pointText()}</p>`}
        <figcaption>${content.caption}</figcaption>
        <div class="tools">
          <button class="quiet table-toggle" aria-pressed=${this.asTable} @click=${() => { this.asTable = !this.asTable; }}>${say(words.table)}</button>
          ${this.asTable ? nothing : html`
            <button class="quiet" @click=${() => this.#download("svg")} aria-label="${say(words.download)} SVG: ${content.title}">SVG</button>
            <button class="quiet" @click=${() => this.#download("png")} aria-label="${say(words.download)} PNG: ${content.title}">PNG</button>`}
          <button class="quiet" @click=${() => this.#download("csv")} aria-label="${say(words.download)} CSV: ${content.title}">CSV</button>
        </div>
        ${this.failed ? html`<p class="problem" role="alert">${say(words.failed)}</p>` : nothing}
      </figure>`;
  }

  #table({ title, table }: FigureContent): TemplateResult {
    const { say } = this.text;
    if (table.rows.length === 0) return html`<p class="note">${say(words.nothing)}</p>`;
    const numeric = (i: number): string => (table.columns[i]?.numeric ? "numeric" : "");
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${`${title}: ${say(words.scroll)}`}>
        <table>
          <thead><tr>${table.columns.map((column, i) => html`<th scope="col" class=${numeric(i)}>${column.label}</th>`)}</tr></thead>
          <tbody>${table.rows.slice(-mostRows).map((row) => html`<tr>${row.map((value, i) => html`<td class=${numeric(i)}>${this.#cell(value)}</td>`)}</tr>`)}</tbody>
        </table>
      </div>`;
  }
}

function save(name: string, blob: Blob): void {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

define("at-figure", AtFigure);
declare global { interface HTMLElementTagNameMap { "at-figure": AtFigure } }
