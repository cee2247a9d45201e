import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { plural, textOf, type Text } from "../../src/base/text.js";
import { unknownId } from "../../src/data/vocabulary.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { heat } from "../../src/plots/attention-scale.js";
import type { Inspection, Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { Reader } from "../predict/reader.js";
import { kind, schema } from "./pool-winners.kind.js";

export { kind };

const words = {
  empty: { en: "Press Train: the words that win are marked here as the network learns.", "pt-BR": "Clique em Treinar: as palavras vencedoras aparecem marcadas aqui enquanto a rede aprende." },
  noMaximum: {
    en: "This network has no maximum to win: its pooling adds all positions up. Set pooling to “maximum” and train again.",
    "pt-BR": "Nesta rede não há máximo a vencer: o pooling soma todas as posições. Ponha o pooling em “máximo” e treine de novo.",
  },
  positions: { en: "Words with the number of filters that their position won; move with the arrow keys", "pt-BR": "Palavras com o número de filtros que sua posição venceu; ande com as setas" },
  filters: { en: "Filters, and the position that won each; move with the arrow keys", "pt-BR": "Filtros, e a posição que venceu cada um; ande com as setas" },
  filter: { en: "Filter", "pt-BR": "Filtro" },
  padding: { en: "padding", "pt-BR": "preenchimento" },
  silent: { en: "silent", "pt-BR": "calado" },
  each: { en: "Every filter and what won it", "pt-BR": "Cada filtro e o que o venceu" },
} satisfies Record<string, Text>;

/** A filter whose maximum is 0 chose nothing: every position ties. */
interface Win { readonly filter: number; readonly position: number; readonly value: number }

/** A sentence whose words stand on the number of maxima that they won, and the filters with what won each; either side points to the other. */
export class AtPoolWinners extends CellBase {
  static override properties = { ...CellBase.properties, chosen: { state: true } };
  static override styles = [shared, css`
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    label { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.6rem; margin-block-end: 0.9rem; }
    input { font: inherit; color: inherit; background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: var(--at-radius); min-height: 2.25rem; padding: 0.2rem 0.5rem; flex: 1 1 14rem; min-width: 0; }
    .words { display: flex; flex-wrap: wrap; gap: 0.3rem 3px; }
    .words button { all: unset; box-sizing: border-box; cursor: pointer; display: grid; justify-items: center; min-width: 1.9rem; min-height: 2.6rem; padding: 0.15rem 0.4rem; border-radius: 4px; line-height: 1.25; font-size: 1.05rem; border-block-end: 3px solid transparent; }
    .words small { font-size: 0.75rem; font-variant-numeric: tabular-nums; }
    .words .seen { border-block-end-color: var(--at-convolution); }
    .words .unknown b { font-style: italic; text-decoration: underline dotted 2px; text-underline-offset: 0.2em; }
    .words b { font-weight: inherit; overflow-wrap: anywhere; }
    .words [aria-pressed="true"] b { font-weight: 700; }
    button:focus-visible { outline: 2px solid var(--at-accent); outline-offset: 1px; }
    .detail { margin: 0.7rem 0; min-height: 1.5em; }
    h3 { font-size: 0.9rem; font-weight: 600; color: var(--at-ink-soft); margin: 0.9rem 0 0.4rem; }
    .filters { display: flex; flex-wrap: wrap; gap: 3px; }
    .filters button { all: unset; box-sizing: border-box; cursor: pointer; min-width: 1.9rem; min-height: 1.7rem; padding: 0 0.3rem; text-align: center; border-radius: 4px; font-size: 0.82rem; font-variant-numeric: tabular-nums; border: 1px solid var(--at-line); color: var(--at-ink); background: var(--at-raised); }
    .filters .mine { background: color-mix(in oklab, var(--at-convolution) 22%, var(--at-raised)); border-color: var(--at-convolution); font-weight: 650; }
    .filters .silent { color: var(--at-ink-soft); border-style: dashed; }
    @media (pointer: coarse) { .filters button, .words button { min-height: var(--at-target); min-width: var(--at-target); } input { min-height: var(--at-target); } .filters button { display: inline-grid; place-items: center; } }
    @media (forced-colors: active) { .words button { forced-color-adjust: none; } }
  `];
  /** The word or the filter that is looked at. */
  declare protected chosen: { readonly of: "word" | "filter"; readonly at: number } | undefined;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  readonly #reader = new Reader(this);

  constructor() {
    super();
    this.chosen = undefined;
  }
  dispose(): void { this.#reader.stop(); }

  protected get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ environment, steps, live }) => live !== undefined || environment !== undefined || steps.length > 0) : undefined;
  }
  protected get ownText(): string { return String(this.reading().values["text"] ?? "").trim(); }
  protected get shown(): Inspection | undefined { return this.ownText ? this.#reader.inspection : this.run?.live ?? this.#reader.inspection; }

  protected override willUpdate(): void {
    const { run, ownText } = this;
    // The probe text is told while a run trains; an earlier run keeps no reading of it.
    const text = ownText || (run && !run.live ? run.settings.probeText : "");
    this.#reader.want(run && text ? { runId: run.id, text, step: run.steps.at(-1)?.step ?? 0 } : undefined);
  }

  /** What each filter's maximum came from. */
  protected get wins(): readonly Win[] {
    const { shown } = this;
    const pooled = shown?.activations["pooling"]?.data;
    return shown?.poolWinners.map((position, filter) => ({ filter, position, value: pooled?.[filter] ?? NaN })) ?? [];
  }
  protected get looked(): NonNullable<AtPoolWinners["chosen"]> {
    if (this.chosen) return this.chosen;
    const counts = this.#counts();
    return { of: "word", at: counts.indexOf(Math.max(...counts)) };
  }
  #counts(): readonly number[] {
    const counts = (this.shown?.tokens ?? []).map(() => 0);
    for (const { position, value } of this.wins) if (value !== 0 && position >= 0 && position < counts.length) counts[position]!++;
    return counts;
  }

  #window(position: number): string {
    const { shown } = this;
    const [first, last] = shown?.receptiveFields[position] ?? [position, position];
    return shown?.tokens.slice(first, last + 1).join(" ") ?? "";
  }

  /** What is looked at, in a sentence. */
  #sentence(): Text {
    const { shown, wins, looked } = this;
    return textOf((l) => {
      if (!shown) return "";
      if (looked.of === "filter") {
        const win = wins[looked.at];
        const value = this.text.number(win?.value ?? NaN, { significant: 3 });
        if (!win || win.value === 0) return l === "en" ? `Filter ${looked.at + 1} is silent: its pattern is nowhere in this text.` : `O filtro ${looked.at + 1} está calado: seu padrão não aparece neste texto.`;
        if (win.position < 0) return l === "en" ? `Filter ${looked.at + 1} was won by padding, with ${value}: it heard the end of the text.` : `O filtro ${looked.at + 1} foi vencido pelo preenchimento, com ${value}: ele ouviu o fim do texto.`;
        return l === "en" ? `Filter ${looked.at + 1} was won, with ${value}, by the position that sees “${this.#window(win.position)}”.` : `O filtro ${looked.at + 1} foi vencido, com ${value}, pela posição que vê “${this.#window(win.position)}”.`;
      }
      const own = wins.filter(({ position, value }) => position === looked.at && value !== 0).map(({ filter }) => filter + 1);
      const seen = this.#window(looked.at);
      if (own.length === 0) return l === "en" ? `The position at “${shown.tokens[looked.at] ?? ""}”, which sees “${seen}”, won no filter.` : `A posição em “${shown.tokens[looked.at] ?? ""}”, que vê “${seen}”, não venceu nenhum filtro.`;
      return l === "en"
        ? `The position at “${shown.tokens[looked.at]}”, which sees “${seen}”, won ${plural(own.length, l, "filter", "filters")} of ${wins.length}: ${own.join(", ")}.`
        : `A posição em “${shown.tokens[looked.at]}”, que vê “${seen}”, venceu ${plural(own.length, l, "filtro", "filtros")} de ${wins.length}: ${own.join(", ")}.`;
    });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { say } = this.text;
    const alt = !this.run ? say(words.empty) : this.shown && this.wins.length > 0 ? `${this.shown.tokens.join(" ")}. ${say(this.#sentence())}` : say(words.noMaximum);
    return { mime: { "text/plain": alt }, alt };
  }

  #walk(event: KeyboardEvent, of: "word" | "filter", count: number): void {
    const at = this.looked.of === of ? this.looked.at : 0;
    const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.chosen = { of, at: Math.min(count - 1, Math.max(0, to)) };
    void this.updateComplete.then(() => this.renderRoot.querySelectorAll<HTMLElement>(`.${of}s button`)[this.chosen?.at ?? 0]?.focus());
  }

  protected override updated(changed: PropertyValues): void {
    // Another text has other words under the same places.
    if (changed.has("params")) this.chosen = undefined;
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { run, shown, wins } = this;
    const stop = (event: Event): void => event.stopPropagation();
    const troubles = [...this.problems, ...this.#reader.problems].map(({ message }) => html`<p class="problem" role="alert">${say(message)}</p>`);
    if (!run) return html`${troubles}<p class="empty">${say(words.empty)}</p>`;
    return html`
      ${troubles}
      <label>${say(schema.text.label)} <input type="text" .value=${this.ownText} title=${say(schema.text.doc)} maxlength="2000" @input=${stop}
        @change=${(event: Event) => { stop(event); this.commit({ text: (event.target as HTMLInputElement).value.trim() }); }}></label>
      ${!shown ? nothing : wins.length === 0 ? html`<p class="note">${say(words.noMaximum)}</p>` : this.#picture(shown)}`;
  }

  #picture(shown: Inspection): TemplateResult {
    const { say } = this.text;
    const { wins, looked } = this;
    const counts = this.#counts();
    const top = Math.max(1, ...counts);
    const position = looked.of === "word" ? looked.at : wins[looked.at]?.value === 0 ? -1 : wins[looked.at]?.position ?? -1;
    const [first, last] = shown.receptiveFields[position] ?? [-1, -2];
    return html`
      <div class="words" role="group" aria-label=${say(words.positions)} @keydown=${(event: KeyboardEvent) => this.#walk(event, "word", shown.tokens.length)}>
        ${shown.tokens.map((token, i) => {
          const { ground, ink } = heat(counts[i]! / top);
          return html`<button class="${i >= first && i <= last ? "seen" : ""} ${shown.tokenIds[i] === unknownId ? "unknown" : ""}" style="background: ${ground}; color: ${ink}" aria-pressed=${i === position ? "true" : "false"} tabindex=${(looked.of === "word" ? looked.at === i : i === 0) ? 0 : -1}
            @click=${() => { this.chosen = { of: "word", at: i }; }} @focus=${() => { this.chosen = { of: "word", at: i }; }}><b>${token}</b> <small>${counts[i]}</small></button>`;
        })}
      </div>
      <p class="detail" role="status">${say(this.#sentence())}</p>
      <h3 id="each">${say(words.each)}</h3>
      <div class="filters" role="group" aria-label=${say(words.filters)} @keydown=${(event: KeyboardEvent) => this.#walk(event, "filter", wins.length)}>
        ${wins.map(({ filter, position: at, value }) => {
          const what = value === 0 ? say(words.silent) : at < 0 ? say(words.padding) : shown.tokens[at] ?? "";
          const isMine = looked.of === "filter" ? looked.at === filter : value !== 0 && at === looked.at;
          return html`<button class="${isMine ? "mine" : ""} ${value === 0 ? "silent" : ""}" title=${what} aria-label="${say(words.filter)} ${filter + 1}: ${what}" aria-pressed=${isMine ? "true" : "false"} tabindex=${(looked.of === "filter" ? looked.at === filter : filter === 0) ? 0 : -1}
            @click=${() => { this.chosen = { of: "filter", at: filter }; }} @focus=${() => { this.chosen = { of: "filter", at: filter }; }}>${filter + 1}</button>`;
        })}
      </div>`;
  }
}

define(kind.tag as "at-pool-winners", AtPoolWinners);
declare global { interface HTMLElementTagNameMap { "at-pool-winners": AtPoolWinners } }
