import { css, html, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import { defaultsOf } from "../../src/hyperparameters/schema.js";
import { define } from "../base/at-element.js";
import { Dialog } from "../base/dialog.js";
import { historySchema, type HistorySettings } from "./settings.js";
import { notebookTitles } from "./titles.js";
import type { HistoryAsk } from "./view.js";
import "./view.js";
import { words } from "./words.js";

/** Where the history is looked at from. */
export interface HistoryPlace {
  /** The notebook's key. */
  readonly notebook: string;
  /** Puts a cell with a run's settings into the notebook; undefined where it cannot be changed. */
  readonly open: ((ask: HistoryAsk) => void) | undefined;
}

/** The history of every notebook, as a dialog. How it was looked at is kept until the page closes. */
export class HistoryPanel extends Dialog {
  static override properties = { place: { attribute: false }, settings: { state: true }, titles: { state: true }, isShown: { state: true } };
  static override styles = [...Dialog.styles, css`:host { --at-dialog-width: 70rem; }`];
  declare protected place: HistoryPlace | undefined;
  declare protected settings: HistorySettings;
  declare protected titles: ReadonlyMap<string, string>;
  declare protected isShown: boolean;

  constructor() {
    super();
    this.place = undefined;
    this.settings = { ...defaultsOf(historySchema), scope: "all" };
    this.titles = new Map();
    this.isShown = false;
  }

  async open(place: HistoryPlace): Promise<void> {
    this.place = place;
    this.isShown = true;
    void notebookTitles(this.text.locale).then((titles) => { this.titles = titles; });
    await this.show();
  }
  protected override closed(): void { this.isShown = false; }

  protected override get heading(): Text { return words.title; }
  protected override renderContent(): TemplateResult {
    const { place } = this;
    return html`${this.isShown ? html`<at-run-history .settings=${this.settings} .notebook=${place?.notebook} .titles=${this.titles} .can=${{ open: place?.open !== undefined, use: false }}
      @at-history-settings=${(event: CustomEvent<Partial<HistorySettings>>) => { this.settings = { ...this.settings, ...event.detail }; }}
      @at-history-ask=${(event: CustomEvent<HistoryAsk>) => { this.close(); place?.open?.(event.detail); }}></at-run-history>` : ""}`;
  }
}

define("at-history-panel", HistoryPanel);
declare global { interface HTMLElementTagNameMap { "at-history-panel": HistoryPanel } }
