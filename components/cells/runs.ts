import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { CellPlace } from "../../src/base/cell-place.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { notebookTitles } from "../history/titles.js";
import type { HistorySettings } from "../history/settings.js";
import type { HistoryAsk } from "../history/view.js";
import "../history/view.js";
import { kind } from "./runs.kind.js";

export { kind };

/** The history of runs as a cell: how it is looked at is written into the notebook, what it shows is in the browser. */
export class AtRuns extends CellBase {
  static override properties = { ...CellBase.properties, place: { attribute: false }, titles: { state: true } };
  static override styles = [shared];
  /** The cell that it is, in which notebook. */
  declare place: CellPlace | undefined;
  declare private titles: ReadonlyMap<string, string>;
  readonly kind = kind;

  constructor() {
    super();
    this.place = undefined;
    this.titles = new Map();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("place") && this.place) void notebookTitles(this.text.locale).then((titles) => { this.titles = titles; });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.renderRoot.querySelector("at-run-history")?.summary ?? this.text.say(kind.title);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { values } = this.reading();
    const problems = this.problems.map(({ message }) => html`<p class="problem">${this.text.say(message)}</p>`);
    return html`${problems.length > 0 ? problems : nothing}
      <at-run-history .settings=${values as HistorySettings} .notebook=${this.place?.notebook} .titles=${this.titles} .can=${{ open: this.place !== undefined, use: this.inputs["hp"] !== undefined }}
        @at-history-settings=${(event: CustomEvent<Values>) => this.commit(event.detail)}
        @at-history-ask=${({ detail }: CustomEvent<HistoryAsk>) => this.dispatchEvent(new CustomEvent("at-cell-action", { detail, bubbles: true, composed: true, cancelable: true }))}></at-run-history>`;
  }
}

define(kind.tag as "at-runs", AtRuns);
declare global { interface HTMLElementTagNameMap { "at-runs": AtRuns } }
