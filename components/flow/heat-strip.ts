import { css, html, nothing, type TemplateResult } from "lit";
import type { StageKind } from "../../src/hyperparameters/field.js";
import type { Text } from "../../src/base/text.js";
import type { Activation } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { shared } from "../base/tokens.js";
import { onColourChange } from "./colour-changes.js";
import { magnitude, paint } from "./tensor-picture.js";

const mostRows = 40;
const words = {
  more: { en: "first rows of", "pt-BR": "primeiras linhas de" },
} satisfies Record<string, Text>;

/** Numbers as a strip of colours: a row a word, a column a feature; the number under the pointer is said below. */
export class AtHeatStrip extends AtElement {
  static override properties = { activation: { attribute: false }, rows: { attribute: false }, stage: { reflect: true }, label: {}, column: {}, at: { state: true } };
  static override styles = [shared, css`
    .strip { display: grid; grid-template-columns: auto 1fr; column-gap: 0.5rem; }
    .names { display: grid; grid-auto-rows: var(--row); font-size: 0.8rem; text-align: end; max-width: 9rem; }
    .names span { line-height: var(--row); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    canvas { width: calc(100% - 2px); height: calc(var(--row) * var(--rows)); image-rendering: pixelated; border: 1px solid var(--at-line-strong); border-radius: 3px; outline: 0 solid var(--at-class-0); box-sizing: content-box; background: var(--at-raised); touch-action: pan-y; }
    .legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; justify-content: space-between; font-size: 0.82rem; color: var(--at-ink-soft); margin-top: 0.25rem; min-height: 1.5em; font-variant-numeric: tabular-nums; }
    .scale { display: inline-flex; align-items: center; gap: 0.4rem; }
    .swatch { display: inline-block; width: 3.5rem; height: 0.6rem; border: 1px solid var(--at-line-strong); border-radius: 3px; }
  `];
  declare activation: Activation | undefined;
  /** Names of the rows, usually tokens; none for a vector. */
  declare rows: readonly string[];
  declare stage: StageKind;
  /** What it shows, for those who do not see it. */
  declare label: string;
  /** What a column is: "filter". */
  declare column: string;
  declare protected at: readonly [row: number, column: number] | undefined;

  constructor() {
    super();
    this.rows = [];
    this.stage = "embedding";
    this.label = "";
    this.column = "";
    onColourChange(this, () => this.requestUpdate());
  }

  get #shape(): readonly [rows: number, columns: number] {
    const shape = this.activation?.shape ?? [];
    return shape.length >= 2 ? [Math.min(mostRows, shape[0]!), shape[1]!] : [1, shape[0] ?? 0];
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (!canvas || !this.activation) return;
    const [rows, columns] = this.#shape;
    paint(canvas, { shape: [rows, columns], data: this.activation.data.subarray(0, rows * columns) }, this.stage === "attention" ? "attention" : this.stage, false, magnitude(this.activation.data));
  }

  #point(event: PointerEvent): void {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const [rows, columns] = this.#shape;
    const within = (place: number, count: number): number => Math.min(count - 1, Math.max(0, Math.floor(place * count)));
    this.at = [within((event.clientY - box.top) / box.height, rows), within((event.clientX - box.left) / box.width, columns)];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { activation, at } = this;
    if (!activation || activation.data.length === 0) return nothing;
    const [rows, columns] = this.#shape;
    const all = activation.shape[0] ?? 0;
    const top = magnitude(activation.data);
    const signed = activation.data.some((value) => value < 0);
    const { number, say } = this.text;
    const value = at ? activation.data[at[0] * columns + at[1]] : undefined;
    return html`
      <div class="strip" style="--rows: ${rows}; --row: ${rows === 1 ? 28 : Math.round(Math.min(22, Math.max(14, 420 / rows)))}px">
        <div class="names" aria-hidden="true">${rows === 1 ? nothing : this.rows.slice(0, rows).map((name) => html`<span>${name}</span>`)}</div>
        <canvas role="img" aria-label=${this.label} style="color: var(--at-${this.stage})" @pointermove=${this.#point} @pointerdown=${this.#point} @pointerleave=${() => { this.at = undefined; }}></canvas>
      </div>
      <div class="legend">
        <span>${value === undefined || !at ? (activation.shape.length >= 2 && all > rows ? `${rows} ${say(words.more)} ${all}` : "") : html`${rows > 1 ? html`<b>${this.rows[at[0]] ?? at[0] + 1}</b> · ` : nothing}${this.column} ${at[1] + 1}: ${number(value, { significant: 3 })}`}</span>
        <span class="scale">${signed ? number(-top, { significant: 2 }) : "0"}
          <span class="swatch" style="background: linear-gradient(to right, ${signed ? "var(--at-class-0), transparent, " : "transparent, "}var(--at-${this.stage}))"></span>${number(top, { significant: 2 })}</span>
      </div>`;
  }
}

define("at-heat-strip", AtHeatStrip);
declare global { interface HTMLElementTagNameMap { "at-heat-strip": AtHeatStrip } }
