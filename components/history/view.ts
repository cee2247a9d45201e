import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { nextTask } from "../../src/base/next-task.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { measured } from "../../src/training/comparison/outcome.js";
import { pointsOf } from "../../src/training/history/history-curve.js";
import type { HistoryRecord } from "../../src/training/history/history-record.js";
import { historyRows, type HistoryRow, type HistorySort, type WhichEpoch } from "../../src/training/history/history-rows.js";
import { historyKept } from "../../src/training/history/run-history.js";
import { AtElement, define } from "../base/at-element.js";
import { shareText } from "../base/share-text.js";
import { shared } from "../base/tokens.js";
import { download } from "../controllers/files.js";
import { RunHistoryController } from "../controllers/run-history.js";
import "../figure.js";
import { curveRunOf } from "./curve-run.js";
import { cellSettingsOf, detailView } from "./detail.js";
import "./list.js";
import type { RowAction } from "./list.js";
import { countText, deletedText, fullText, unreadText } from "./sentences.js";
import { historySchema, type HistorySettings } from "./settings.js";
import { historyStyles } from "./styles.js";
import { words } from "./words.js";

/** What a person asks of the notebook around the history. */
export interface HistoryAsk { readonly do: "open-settings" | "replace-settings"; readonly params: Readonly<Record<string, unknown>> }
type Curves = typeof import("../../src/plots/curves.js").makeCurves;

/** Runs in one chart: as many as there are colours. */
const mostDrawn = 6;
/** Milliseconds after the last letter before a search is made. */
const typing = 150;

/**
 * The history of runs: a list, a chart of those that are chosen, and the details of one.
 * @fires at-history-settings - how it is looked at was changed
 * @fires at-history-ask - settings of a run are wanted in a cell
 */
export class RunHistoryView extends AtElement {
  static override properties = {
    settings: { attribute: false }, notebook: {}, can: { attribute: false }, titles: { attribute: false },
    typed: { state: true }, chosen: { state: true }, opened: { state: true }, figures: { state: true }, isSearchable: { state: true },
  };
  static override styles = [shared, historyStyles];
  declare settings: HistorySettings;
  /** Key of the notebook that it stands in; undefined where it stands in none. */
  declare notebook: string | undefined;
  /** What can be done with a run's settings. */
  declare can: { readonly open: boolean; readonly use: boolean };
  /** Names of notebooks by their keys. */
  declare titles: ReadonlyMap<string, string>;
  /** What stands in the search, also before it is committed. */
  declare protected typed: string;
  /** Ids of runs in the chart. */
  declare protected chosen: ReadonlySet<string>;
  declare protected opened: string | undefined;
  declare protected figures: readonly FigureContent[];
  declare protected isSearchable: boolean;
  readonly #history = new RunHistoryController(this);
  #made: { readonly key: readonly unknown[]; readonly rows: readonly HistoryRow[] } | undefined;
  #drawn: readonly unknown[] = [];
  #curves: Curves | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.settings = defaultsOf(historySchema);
    this.notebook = undefined;
    this.can = { open: false, use: false };
    this.titles = new Map();
    this.typed = "";
    this.chosen = new Set();
    this.opened = undefined;
    this.figures = [];
    this.isSearchable = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  get #which(): WhichEpoch { return this.settings.epoch as WhichEpoch; }
  /** Runs of the notebook, or all where none is known. */
  get #scope(): readonly HistoryRecord[] {
    const { notebook } = this;
    const { records } = this.#history;
    return this.settings.scope === "all" || notebook === undefined ? records : records.filter((one) => one.notebook === notebook);
  }
  get rows(): readonly HistoryRow[] {
    const { settings: { scope, sort, groupSeeds }, notebook, text: { locale } } = this;
    const wanted = this.isSearchable ? this.typed.trim().toLowerCase().split(/\s+/).filter(Boolean) : [];
    const key = [this.#history.records, scope, notebook, sort, groupSeeds, this.#which, wanted.join(" "), locale];
    if (!this.#made || key.some((part, i) => part !== this.#made!.key[i])) {
      const matches = (record: HistoryRecord): boolean => {
        if (wanted.length === 0) return true;
        const searched = this.#history.searched(record, locale);
        return wanted.every((word) => searched.includes(word));
      };
      this.#made = { key, rows: historyRows(this.#scope, { sort: sort as HistorySort, which: this.#which, isGrouped: groupSeeds, matches }) };
    }
    return this.#made.rows;
  }
  /** Runs in the chart, oldest first. */
  get #overlay(): readonly HistoryRecord[] { return this.#history.records.filter(({ id }) => this.chosen.has(id)).slice(0, mostDrawn).toReversed(); }
  /** Number of each run in the chart: its own, unless two notebooks have one of that number. */
  get #numbers(): ReadonlyMap<string, number> {
    const runs = this.#overlay;
    const areOwn = new Set(runs.map(({ number }) => number)).size === runs.length;
    return new Map(runs.map(({ id, number }, i) => [id, areOwn ? number : i + 1]));
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("settings") as HistorySettings | undefined;
    if (changed.has("settings") && this.settings.filter !== before?.filter) this.#search(this.settings.filter, 0);
  }
  protected override updated(): void {
    const runs = this.#overlay;
    const key = [this.text.locale, this.#curves, ...runs];
    if (key.length === this.#drawn.length && key.every((part, i) => part === this.#drawn[i])) return;
    this.#drawn = key;
    if (runs.length === 0) this.figures = [];
    else if (this.#curves) this.#draw(this.#curves, runs);
    else void import("../../src/plots/curves.js").then(({ makeCurves }) => { this.#curves = makeCurves; this.requestUpdate(); });
  }
  #draw(make: Curves, runs: readonly HistoryRecord[]): void {
    const numbers = this.#numbers;
    const data = { runs: runs.map((run) => curveRunOf(run, numbers.get(run.id)!)), smoothing: 0, logScale: false };
    this.figures = [make("loss", data, this.text.locale), make("accuracy", data, this.text.locale)];
  }

  /** What it shows, in a sentence. */
  get summary(): string {
    const { say, locale } = this.text;
    const { rows } = this;
    const best = this.#bestOf(rows)?.best;
    const found = say(countText(this.#scope.length, rows.length, rows.reduce((sum, { runs }) => sum + runs.length, 0)));
    if (rows.length === 0) return say(words.empty);
    return best ? `${found}. ${say(words.bestOfAll)} ${shareText(measured([best.validationAccuracy]), locale)}.` : `${found}.`;
  }
  #bestOf(rows: readonly HistoryRow[]): HistoryRecord | undefined {
    const best = historyRows(rows.flatMap(({ runs }) => runs), { sort: "accuracy", which: this.#which, isGrouped: false, matches: () => true })[0]?.runs[0];
    return best?.best && Number.isFinite(best.best.validationAccuracy) ? best : undefined;
  }

  #search(typed: string, after = typing): void {
    clearTimeout(this.#typing);
    const search = async (): Promise<void> => {
      if (typed.trim() !== "" && !this.isSearchable) await this.#history.prepareSearch(this.text.locale);
      this.isSearchable = true;
      this.typed = typed;
    };
    this.#typing = setTimeout(() => void search(), after);
  }
  #set(changes: Partial<Record<keyof HistorySettings, string | boolean>>): void { this.dispatchEvent(new CustomEvent("at-history-settings", { detail: changes })); }
  #ask(what: HistoryAsk["do"], record: HistoryRecord): void { this.dispatchEvent(new CustomEvent<HistoryAsk>("at-history-ask", { detail: { do: what, params: cellSettingsOf(record) } })); }

  #act({ do: what, row }: RowAction): void {
    switch (what) {
      case "open": {
        this.opened = this.opened === row.key ? undefined : row.key;
        if (this.opened !== undefined) void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("#detail")?.focus());
        return;
      }
      case "star": {
        const isStarred = !row.runs.some((run) => run.isStarred);
        for (const run of row.runs) if (run.isStarred !== isStarred) void this.#history.remark(run.id, { isStarred });
        return;
      }
      case "draw": {
        const ids = row.runs.map(({ id }) => id);
        const isDrawn = ids.some((id) => this.chosen.has(id));
        this.chosen = new Set(isDrawn ? [...this.chosen].filter((id) => !ids.includes(id)) : [...this.chosen, ...ids]);
      }
    }
  }
  async #remove(ids: readonly string[]): Promise<void> {
    const gone = ids.filter((id) => !this.#history.live.has(id));
    if (gone.length === 0) return;
    await this.#history.remove(gone);
    this.chosen = new Set([...this.chosen].filter((id) => !gone.includes(id)));
    if (this.rows.every(({ key }) => key !== this.opened)) this.opened = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".undo")?.focus();
  }
  async #export(form: "csv" | "json"): Promise<void> {
    const { historyFile } = await import("../../src/exporters/results/history.js");
    const records = this.rows.flatMap(({ runs }) => runs);
    const parts: string[] = [];
    for (const part of historyFile(records, form === "json" ? "json" : this.text.locale === "pt-BR" ? "semicolon" : "comma", pointsOf)) {
      parts.push(part);
      await nextTask();
    }
    download(`runs.${form}`, parts.join(""), form === "json" ? "application/json" : "text/csv;charset=utf-8");
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const history = this.#history;
    const { rows } = this;
    const all = this.#scope.length;
    const unread = unreadText(history);
    const opened = rows.find(({ key }) => key === this.opened)?.runs[0];
    return html`
      ${history.problem ? html`<p class="problem" role="alert">${say(history.problem)}</p>` : nothing}
      ${unread ? html`<p class="problem">${say(unread)}</p>` : nothing}
      ${history.records.length >= historyKept ? html`<p class="note full">${say(fullText)}</p>` : nothing}
      ${history.deleted > 0 ? html`<p class="deleted"><span role="status">${say(deletedText(history.deleted))}</span> <button class="undo" @click=${() => void history.undo()}>${say(words.undo)}</button> <button class="quiet" @click=${() => history.forgetRemoved()}>${say(words.close)}</button></p>` : nothing}
      ${history.state === "failed" ? nothing : all === 0 ? html`<p class="empty">${say(history.state === "read" ? words.empty : words.reading)}</p>` : html`
        ${this.#tools(rows, all)}
        ${rows.length === 0 ? html`<p class="empty">${say(words.noMatch)}</p>` : html`<at-history-list .rows=${rows} .which=${this.#which} .sort=${this.settings.sort as HistorySort} .drawn=${this.#colours(rows)} .opened=${this.opened} .live=${history.live}
          .titleOf=${this.#titleOf} @at-row=${(event: CustomEvent<RowAction>) => this.#act(event.detail)}></at-history-list>`}
        ${opened ? detailView(opened, {
          open: this.can.open ? () => this.#ask("open-settings", opened) : undefined, use: this.can.use ? () => this.#ask("replace-settings", opened) : undefined,
          isLive: history.live.has(opened.id), remark: (note) => void history.remark(opened.id, { note }), remove: () => void this.#remove([opened.id]), close: () => this.#act({ do: "open", row: { key: this.opened!, runs: [opened] } }),
        }, this.text) : nothing}
        ${this.#chart()}
        ${this.#foot(rows)}`}`;
  }

  readonly #titleOf = (notebook: string): string => (this.settings.scope === "all" || this.notebook === undefined ? this.titles.get(notebook) ?? "" : "");
  #colours(rows: readonly HistoryRow[]): ReadonlyMap<string, string> {
    if (this.chosen.size === 0) return new Map();
    const numbers = this.#numbers;
    return new Map(rows.flatMap(({ key, runs }) => {
      const drawn = runs.find(({ id }) => this.chosen.has(id));
      return drawn ? [[key, numbers.has(drawn.id) ? `var(--at-run-${((numbers.get(drawn.id)! - 1) % 6) + 1})` : "var(--at-ink-soft)"] as const] : [];
    }));
  }

  #tools(rows: readonly HistoryRow[], all: number): TemplateResult {
    const { say } = this.text;
    const { settings } = this;
    const select = (name: "scope" | "sort" | "epoch"): TemplateResult => html`<label title=${say(historySchema[name].doc)}>${say(historySchema[name].label)}
      <select class=${name} @input=${stop} @change=${(event: Event) => { stop(event); this.#set({ [name]: (event.target as HTMLSelectElement).value }); }}>
        ${Object.entries(historySchema[name].choices).map(([value, label]) => html`<option value=${value} ?selected=${settings[name] === value}>${say(label)}</option>`)}</select></label>`;
    return html`<div class="tools" role="group" aria-label=${say(words.list)}>
        <label class="search">${say(words.search)} <input type="search" maxlength="200" placeholder=${say(words.searchHint)} .value=${settings.filter} @keydown=${(event: Event) => event.stopPropagation()}
          @input=${(event: Event) => { stop(event); this.#search((event.target as HTMLInputElement).value); }} @change=${(event: Event) => { stop(event); this.#set({ filter: (event.target as HTMLInputElement).value }); }} /></label>
        ${this.notebook === undefined ? nothing : select("scope")}${select("sort")}${select("epoch")}
        <label class="check" title=${say(historySchema.groupSeeds.doc)}><input type="checkbox" class="group" .checked=${settings.groupSeeds} @input=${stop} @change=${(event: Event) => { stop(event); this.#set({ groupSeeds: (event.target as HTMLInputElement).checked }); }} />${say(historySchema.groupSeeds.label)}</label>
      </div>
      <p class="note count" role="status">${say(countText(all, rows.length, rows.reduce((sum, { runs }) => sum + runs.length, 0)))}</p>`;
  }

  #chart(): TemplateResult | typeof nothing {
    const { say } = this.text;
    if (this.chosen.size === 0) return nothing;
    return html`<div class="figures">${this.figures.map((content) => html`<at-figure .content=${content}></at-figure>`)}</div>
      ${this.chosen.size > mostDrawn ? html`<p class="note">${say(words.tooMany)}</p>` : nothing}
      <div class="actions"><button class="clear" @click=${() => { this.chosen = new Set(); }}>${say(words.clear)}</button><button class="delete-chosen" @click=${() => void this.#remove([...this.chosen])}>${say(words.deleteChosen)} (${this.text.number(this.chosen.size)})</button></div>`;
  }

  #foot(rows: readonly HistoryRow[]): TemplateResult {
    const { say } = this.text;
    const best = this.can.open ? this.#bestOf(rows) : undefined;
    return html`<div class="actions foot">
        ${best ? html`<button class="open-best" @click=${() => this.#ask("open-settings", best)}>${say(words.openBest)}</button>` : nothing}
        <button class="csv" @click=${() => void this.#export("csv")}>${say(words.download)} CSV</button><button class="json" @click=${() => void this.#export("json")}>${say(words.download)} JSON</button>
      </div><p class="note">${say(words.kept)}</p>`;
  }
}
const stop = (event: Event): void => event.stopPropagation();

define("at-run-history", RunHistoryView);
declare global {
  interface HTMLElementTagNameMap { "at-run-history": RunHistoryView }
  interface HTMLElementEventMap { "at-history-settings": CustomEvent<Partial<Record<keyof HistorySettings, string | boolean>>>; "at-history-ask": CustomEvent<HistoryAsk> }
}
