import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { HistoryRow, HistorySort, WhichEpoch } from "../../src/training/history/history-rows.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import { onWidth } from "../flow/width.js";
import { rowCells, type RowState } from "./row.js";
import { rowStyles } from "./row-styles.js";
import { words } from "./words.js";

/** What a person did to a line. */
export interface RowAction { readonly do: "star" | "draw" | "open"; readonly row: HistoryRow }

/** Height of a line, in rem: all alike, so that the place of each is known without drawing it. */
const wideRow = 5;
const narrowRow = 12;
/** CSS pixels below which a line is a card. */
const narrowBelow = 700;
/** Lines drawn beyond each edge of what is seen. */
const beyond = 3;

/**
 * The lines of the history, of which only those in sight are in the page, however many there are. Arrow keys, Page Up and Down, Home and End go from line to line.
 * @fires at-row - a person starred, drew or opened a line
 */
export class HistoryList extends AtElement {
  static override properties = {
    rows: { attribute: false }, which: {}, sort: {}, drawn: { attribute: false }, opened: {}, live: { attribute: false }, titleOf: { attribute: false },
    top: { state: true }, width: { state: true }, active: { state: true },
  };
  static override styles = [shared, rowStyles, css`
    .scroll { position: relative; overflow-y: auto; overflow-x: clip; max-block-size: min(36rem, 75vh); border: 1px solid var(--at-line); border-radius: var(--at-radius); overflow-anchor: none; }
    .lines { position: relative; }
    .head { position: sticky; inset-block-start: 0; z-index: 1; background: var(--at-sunken); font-size: 0.82rem; font-weight: 600; color: var(--at-ink-soft); border-block-end: 1px solid var(--at-line); padding-block: 0.35rem; align-items: end; }
    .line { position: absolute; inset-inline: 0; border-block-end: 1px solid var(--at-line); overflow: clip; }
    .line.opened { background: color-mix(in oklab, var(--at-accent) 9%, var(--at-ground)); }
    .narrow .head { display: none; }
  `];
  declare rows: readonly HistoryRow[];
  declare which: WhichEpoch;
  declare sort: HistorySort;
  /** Colour of each line that is drawn, by its key. */
  declare drawn: ReadonlyMap<string, string>;
  /** Key of the line whose details are shown. */
  declare opened: string | undefined;
  /** Runs that train now. */
  declare live: ReadonlySet<string>;
  /** Name of a run's notebook; empty where it needs none. */
  declare titleOf: (notebook: string) => string;
  declare protected top: number;
  declare protected width: number;
  /** Line that the keyboard is on. */
  declare protected active: number;
  #wantsFocus: string | undefined;

  constructor() {
    super();
    this.rows = [];
    this.which = "best";
    this.sort = "newest";
    this.drawn = new Map();
    this.opened = undefined;
    this.live = new Set();
    this.titleOf = () => "";
    this.top = 0;
    this.width = 0;
    this.active = 0;
    onWidth(this, (width) => { this.width = width; });
  }

  get #isNarrow(): boolean { return this.width < narrowBelow; }
  get #rowHeight(): number { return (this.#isNarrow ? narrowRow : wideRow) * Number.parseFloat(getComputedStyle(document.documentElement).fontSize); }
  get #scroller(): HTMLElement | null { return this.renderRoot.querySelector(".scroll"); }
  /** Lines drawn: those in sight, some beyond, and the one that the keyboard is on. */
  get #shown(): readonly number[] {
    const height = this.#rowHeight;
    const sight = this.#scroller?.clientHeight ?? 0;
    const count = this.rows.length;
    const first = Math.max(0, Math.min(count - 1, Math.floor(this.top / height)) - beyond);
    const last = Math.min(count, Math.ceil((this.top + (sight || 12 * height)) / height) + beyond);
    const shown = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
    return shown.includes(this.active) || this.active >= count ? shown : [...shown, this.active].sort((a, b) => a - b);
  }

  protected override willUpdate(): void { this.active = Math.max(0, Math.min(this.active, this.rows.length - 1)); }
  protected override updated(changed: PropertyValues): void {
    const scroller = this.#scroller;
    if (changed.has("sort") && changed.get("sort") !== undefined && scroller) scroller.scrollTop = this.top = this.active = 0;
    if (this.#wantsFocus === undefined) return;
    const name = this.#wantsFocus;
    this.#wantsFocus = undefined;
    this.renderRoot.querySelector<HTMLElement>(`[data-line="${this.active}"] [data-control="${name}"]`)?.focus({ preventScroll: true });
  }

  #go(to: number, control: string): void {
    const index = Math.max(0, Math.min(this.rows.length - 1, to));
    const scroller = this.#scroller;
    const height = this.#rowHeight;
    this.active = index;
    this.#wantsFocus = control;
    if (!scroller) return;
    const head = this.renderRoot.querySelector<HTMLElement>(".head")?.offsetHeight ?? 0;
    if (index * height < scroller.scrollTop) scroller.scrollTop = index * height;
    else if ((index + 1) * height + head > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = (index + 1) * height + head - scroller.clientHeight;
    this.top = scroller.scrollTop;
  }
  #press(event: KeyboardEvent): void {
    const control = (event.target as HTMLElement).dataset["control"];
    if (control === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((this.#scroller?.clientHeight ?? 0) / this.#rowHeight) - 1);
    const to = { ArrowUp: this.active - 1, ArrowDown: this.active + 1, PageUp: this.active - page, PageDown: this.active + page, Home: 0, End: this.rows.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      return this.#go(to, control);
    }
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (sideways === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const controls = [...this.renderRoot.querySelectorAll<HTMLElement>(`[data-line="${this.active}"] [data-control]`)];
    controls[controls.indexOf(event.target as HTMLElement) + sideways]?.focus();
  }

  #act(what: RowAction["do"], index: number): void {
    this.active = index;
    this.dispatchEvent(new CustomEvent<RowAction>("at-row", { detail: { do: what, row: this.rows[index]! } }));
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const height = this.#rowHeight;
    const shown = this.width === 0 ? [] : this.#shown;
    const ascends: Readonly<Partial<Record<HistorySort, string>>> = { loss: "curve", seconds: "cost", parameters: "cost", newest: "run", starred: "star", accuracy: "best", test: "best" };
    const sortOf = (column: string): "ascending" | "descending" | typeof nothing =>
      (ascends[this.sort] === column ? (["loss", "seconds", "parameters"].includes(this.sort) ? "ascending" : "descending") : nothing);
    const head = (column: string, text: string, spoken = false): TemplateResult => html`<span role="columnheader" class=${column} aria-sort=${sortOf(column)}>${spoken ? html`<span class="spoken">${text}</span>` : text}</span>`;
    return html`
      <div class="scroll ${this.#isNarrow ? "narrow" : ""}" role="grid" aria-label=${say(words.list)} aria-rowcount=${this.rows.length + 1} aria-multiselectable="true"
        @scroll=${(event: Event) => { this.top = (event.currentTarget as HTMLElement).scrollTop; }} @keydown=${this.#press} @change=${stop} @input=${stop}>
        <div role="row" class="row head" aria-rowindex="1">
          ${head("draw", say(words.choose), true)}${head("star", say(words.star), true)}${head("run", `${say(words.run)}, ${say(words.changed)}`)}${head("seed", say(words.seed))}${head("curve", say(words.curve))}
          ${head("best", say(this.which === "best" ? words.best : words.last))}${head("cost", say(words.cost))}${head("on", say(words.backend))}
        </div>
        <div class="lines" role="rowgroup" style="block-size: ${this.rows.length * height}px">
          ${repeat(shown, (index) => this.rows[index]!.key, (index) => {
            const row = this.rows[index]!;
            const state: RowState = {
              which: this.which, colour: this.drawn.get(row.key), isOpened: this.opened === row.key, isLive: row.runs.some(({ id }) => this.live.has(id)), isActive: index === this.active,
              title: this.titleOf(row.runs[0]!.notebook), act: (what) => this.#act(what, index), focused: () => { this.active = index; },
            };
            return html`<div role="row" class="row line ${state.isOpened ? "opened" : ""}" data-line=${index} aria-rowindex=${index + 2} aria-selected=${state.colour !== undefined}
              style="inset-block-start: ${index * height}px; block-size: ${height}px">${rowCells(row, state, this.text)}</div>`;
          })}
        </div>
      </div>`;
  }
}
const stop = (event: Event): void => event.stopPropagation();

define("at-history-list", HistoryList);
declare global {
  interface HTMLElementTagNameMap { "at-history-list": HistoryList }
  interface HTMLElementEventMap { "at-row": CustomEvent<RowAction> }
}
