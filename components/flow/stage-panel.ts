import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import { sizeOf, type Axis, type Stage } from "../../src/model/stage.js";
import type { Run } from "../../src/training/run.js";
import { AtElement, define } from "../base/at-element.js";
import { renderTex } from "../base/tex.js";
import { shared } from "../base/tokens.js";
import { probabilityStyles } from "./probabilities.js";
import { stageValues } from "./stage-values.js";

const words = {
  shape: { en: "Shape", "pt-BR": "Forma" },
  parameters: { en: "Parameters", "pt-BR": "Parâmetros" },
  none: { en: "none: nothing to learn here", "pt-BR": "nenhum: aqui não há o que aprender" },
  work: { en: "Multiply-adds for one text", "pt-BR": "Multiplicações e somas por texto" },
  lookup: { en: "none: only looking up, comparing or copying", "pt-BR": "nenhuma: só consulta, comparação ou cópia" },
  formula: { en: "Formula", "pt-BR": "Fórmula" },
  values: { en: "With the text being watched", "pt-BR": "Com o texto observado" },
  untrained: { en: "Press Train to see what your own text does here.", "pt-BR": "Clique em Treinar para ver o que acontece aqui com um texto seu." },
  stale: { en: "Values of a run with other settings than those above.", "pt-BR": "Valores de uma execução com configurações diferentes das de cima." },
} satisfies Record<string, Text>;

export const shapeText = (shape: readonly Axis[], locale: "en" | "pt-BR"): string =>
  shape.filter((axis) => axis !== "batch").map((axis) => formatNumber(Number(axis), locale)).join(" × ") || "1";

/** One stage explained: what happens, the formula with the reader's numbers, what is learned, and what the watched text does in it. */
export class AtStagePanel extends AtElement {
  static override properties = { stage: { attribute: false }, share: { attribute: false }, run: { attribute: false } };
  static override styles = [shared, probabilityStyles, css`
    :host { container-type: inline-size; border: 1px solid var(--at-line); border-block-start: 3px solid var(--hue); border-radius: var(--at-radius); background: var(--at-raised); padding: 0.9rem 1rem; }
    h4 { margin: 0 0 0.3rem; color: var(--hue); font-size: 1.05rem; }
    h5 { margin: 1rem 0 0.4rem; font-size: 0.85rem; color: var(--at-ink-soft); font-weight: 600; }
    p { margin: 0.3rem 0; }
    .columns { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
    .columns > * { min-width: 0; }
    .formula { overflow-x: auto; padding: 0.5rem 0; font-size: 1.05rem; min-height: 2.5rem; }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 0.2rem 1rem; margin: 0.6rem 0 0; font-size: 0.9rem; }
    dt { color: var(--at-ink-soft); }
    dd { margin: 0; min-width: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    @container (max-width: 28rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 0.4rem; } }
    code { font-family: var(--at-font-code); font-size: 0.92em; }
    .tokens { display: flex; flex-wrap: wrap; gap: 0.3rem; }
    .token { display: inline-grid; justify-items: center; border: 1px solid var(--at-line); border-radius: 4px; padding: 0.1rem 0.4rem; background: var(--at-ground); }
    .token small { color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
    .token.unknown { border-style: dashed; border-color: var(--at-warn); }
    .units { display: grid; grid-template-columns: auto 1fr auto; align-items: center; gap: 0.2rem 0.7rem; padding: 0; margin: 0; list-style: none; font-size: 0.88rem; font-variant-numeric: tabular-nums; }
    .units li { display: contents; }
    .units .track { height: 0.7rem; background: var(--at-sunken); border-radius: 3px; overflow: hidden; }
    .units .fill { display: block; height: 100%; background: var(--hue); }
    .units .share { min-width: 6ch; text-align: end; }
  `];
  declare stage: Stage | undefined;
  /** Of the whole network's multiply-adds, in [0, 1]. */
  declare share: number;
  declare run: Run | undefined;
  #formula = "";

  constructor() { super(); this.share = 0; }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("stage") && this.stage) void this.#setFormula(this.stage.formula);
  }
  async #setFormula(tex: string): Promise<void> {
    if (tex === this.#formula) return;
    this.#formula = tex;
    const math = await renderTex(tex, true);
    if (tex === this.#formula) this.renderRoot.querySelector(".formula")?.replaceChildren(math);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { stage, run } = this;
    if (!stage) return nothing;
    const { say, number, locale } = this.text;
    const live = run?.live;
    this.style.setProperty("--hue", `var(--at-${stage.kind})`);
    return html`
      <h4>${say(stage.title)}</h4>
      <p>${say(stage.explanation)}</p>
      <div class="columns">
        <div>
          <h5>${say(words.formula)}</h5>
          <div class="formula" tabindex="0" role="group" aria-label=${say(words.formula)}></div>
          <dl>
            <dt>${say(words.shape)}</dt><dd>${shapeText(stage.inputShape, locale)} → ${shapeText(stage.outputShape, locale)}</dd>
            <dt>${say(words.parameters)}</dt>
            <dd>${stage.parameters.length === 0 ? say(words.none) : stage.parameters.map(({ name, shape }) => html`<div><code>${name}</code> ${shapeText(shape, locale)}${shape.length > 1 ? ` = ${number(sizeOf(shape))}` : ""}</div>`)}</dd>
            <dt>${say(words.work)}</dt><dd>${stage.multiplyAdds === 0 ? say(words.lookup) : `${number(stage.multiplyAdds)} (${number(this.share, { percent: true, decimals: 1 })})`}</dd>
          </dl>
        </div>
        <div>
          <h5>${say(words.values)}</h5>
          ${!live || !run ? html`<p class="note">${say(words.untrained)}</p>` : html`
            <p class="note">${say(momentText(run))}${run.stale.length > 0 ? html` ${say(words.stale)}` : nothing}</p>
            ${stageValues(stage, live, run.classes, this.text)}`}
        </div>
      </div>`;
  }
}

const momentText = (run: Run): Text => textOf((locale) => {
  const live = run.live!;
  return locale === "en" ? `Run ${run.number}, epoch ${live.epoch}, step ${formatNumber(live.step, locale)}.` : `Execução ${run.number}, época ${live.epoch}, passo ${formatNumber(live.step, locale)}.`;
});

define("at-stage-panel", AtStagePanel);
declare global { interface HTMLElementTagNameMap { "at-stage-panel": AtStagePanel } }
