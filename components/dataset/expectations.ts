import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { sameText, type Text } from "../../src/base/text.js";
import { datasets } from "../../src/data/datasets/index.js";
import type { Expectation } from "../../src/data/expectation.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";

const words = {
  caption: { en: "Accuracy on held-out texts that each network should reach after enough training", "pt-BR": "Acurácia que cada rede deve alcançar nos textos reservados, depois de treino suficiente" },
  network: { en: "network", "pt-BR": "rede" },
  accuracy: { en: "should reach", "pt-BR": "deve alcançar" },
  why: { en: "why", "pt-BR": "por quê" },
} satisfies Record<string, Text>;

/** What every kind of network should reach on a task whose answer is known, and why. */
export class AtExpectations extends AtElement {
  static override properties = { source: {}, options: { attribute: false }, expectations: { state: true } };
  static override styles = [shared, css`
    :host { display: block; }
    table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
    caption { text-align: start; color: var(--at-ink-soft); font-size: 0.88rem; padding-block-end: 0.4rem; text-wrap: pretty; }
    th, td { text-align: start; vertical-align: baseline; font-weight: 400; padding: 0.45rem 1rem 0.45rem 0; }
    thead th { color: var(--at-ink-soft); font-size: 0.88rem; }
    tbody tr { border-block-start: 1px solid var(--at-line); }
    tbody th { font-weight: 600; min-width: 9rem; }
    .variant { display: block; font-weight: 400; color: var(--at-ink-soft); }
    .range { white-space: nowrap; font-variant-numeric: tabular-nums; }
    .scale { display: block; position: relative; inline-size: 5.5rem; block-size: 0.4rem; margin-block-start: 0.25rem; border-radius: 2px; background: var(--at-sunken); box-shadow: inset 0 0 0 1px var(--at-line); }
    .scale i { position: absolute; inset-block: 0; border-radius: 2px; background: var(--at-accent); min-inline-size: 3px; }
    .why { text-wrap: pretty; }
    @media (max-width: 40rem) {
      thead { position: absolute; clip-path: inset(50%); inline-size: 1px; block-size: 1px; overflow: hidden; }
      table, tbody, tr, td, tbody th, caption { display: block; }
      tr { padding-block: 0.5rem; }
      tbody th, td { padding: 0.1rem 0; }
    }
    @media (forced-colors: active) { .scale i { background: CanvasText; } }
  `];
  /** Name of the dataset. */
  declare source: string;
  declare options: Values;
  declare private expectations: readonly Expectation[];
  #asked = "";

  constructor() {
    super();
    this.source = "";
    this.options = {};
    this.expectations = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("source") || changed.has("options")) void this.load();
  }

  private async load(): Promise<void> {
    const asked = (this.#asked = JSON.stringify([this.source, this.options]));
    const expectations = (await datasets.get(this.source)?.expectations?.(this.options)) ?? [];
    if (asked === this.#asked) this.expectations = expectations;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this.text;
    if (this.expectations.length === 0) return nothing;
    // A narrow screen lays the rows out as blocks; the roles keep them a table for those who listen.
    return html`<table role="table">
      <caption>${say(words.caption)}</caption>
      <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${say(words.network)}</th><th role="columnheader" scope="col">${say(words.accuracy)}</th><th role="columnheader" scope="col">${say(words.why)}</th></tr></thead>
      <tbody role="rowgroup">${this.expectations.map((one) => this.row(one))}</tbody></table>`;
  }

  private row({ architecture, variant, accuracy: [low, high], why }: Expectation): TemplateResult {
    const { say, number } = this.text;
    const percent = (share: number): string => number(share * 100, { decimals: 0 });
    // "AtNet: convolution with attention" is AtNet here.
    const name = say(architectures.get(architecture)?.title ?? sameText(architecture)).split(": ")[0]!;
    return html`<tr role="row">
      <th role="rowheader" scope="row">${name}${variant ? html`<span class="variant">${say(variant)}</span>` : nothing}</th>
      <td role="cell" class="range">${percent(low)}–${percent(high)}%<span class="scale" aria-hidden="true"><i style=${styleMap({ "inset-inline-start": `${low * 100}%`, "inline-size": `${(high - low) * 100}%` })}></i></span></td>
      <td role="cell" class="why">${say(why)}</td></tr>`;
  }
}

define("at-expectations", AtExpectations);
declare global { interface HTMLElementTagNameMap { "at-expectations": AtExpectations } }
