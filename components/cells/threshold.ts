import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { DecisionCurveData } from "../../src/plots/decision-curves.js";
import type { FigureContent } from "../../src/plots/figure-content.js";
import { calibrationBins, expectedCalibrationError } from "../../src/training/evaluation/calibration.js";
import { probabilityOf } from "../../src/training/evaluation/predictions.js";
import { areaUnderRoc, averagePrecision, decideAt, falseAlarmsOf, operatingPoints, precisionOf, recallOf, type Operating } from "../../src/training/evaluation/ranking.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { EvaluationCell, stop, type Judged } from "../evaluation/evaluation-cell.js";
import { evaluationStyles } from "../evaluation/sentences.js";
import "../figure.js";
import { Pace } from "../flow/pace.js";
import { kind, schema } from "./threshold.kind.js";

export { kind };

const words = {
  caption: { en: "What the decision does at this threshold", "pt-BR": "O que a decisão faz com este limiar" },
  yes: { en: "answered yes", "pt-BR": "respondeu sim" },
  no: { en: "answered no", "pt-BR": "respondeu não" },
  is: { en: "is", "pt-BR": "é" },
  isNot: { en: "is not", "pt-BR": "não é" },
  found: { en: "Found (recall)", "pt-BR": "Encontrados (revocação)" },
  right: { en: "Right when it says yes (precision)", "pt-BR": "Certos quando diz sim (precisão)" },
  alarms: { en: "False alarms", "pt-BR": "Alarmes falsos" },
  f1: { en: "F1 (both in one number)", "pt-BR": "F1 (os dois num só número)" },
  accuracy: { en: "Accuracy", "pt-BR": "Acurácia" },
} satisfies Record<string, Text>;

/** Everything about one class against the others: made once for the answers, whatever the threshold. */
interface Ranking {
  readonly judged: Judged;
  readonly label: number;
  readonly scores: readonly number[];
  readonly positive: readonly boolean[];
  readonly points: readonly Operating[];
}
interface Makers {
  readonly roc: typeof import("../../src/plots/decision-curves.js").rocCurve;
  readonly pr: typeof import("../../src/plots/decision-curves.js").precisionRecall;
  readonly reliability: typeof import("../../src/plots/reliability.js").reliability;
}

/** A slider moves the decision, and the counts and the dots on the curves move with it. */
export class AtThreshold extends EvaluationCell {
  static override properties: PropertyDeclarations = { ...CellBase.properties, moving: { state: true }, figures: { state: true } };
  static override styles = [shared, evaluationStyles, css`
    .slider { display: flex; flex-wrap: wrap; align-items: center; gap: 0.3rem 0.8rem; margin-block: 0.4rem; }
    .slider input { flex: 1 1 12rem; min-inline-size: 0; min-height: 2rem; accent-color: var(--at-output); }
    .slider output { font-weight: 650; min-inline-size: 4ch; text-align: end; }
    .decision { display: flex; flex-wrap: wrap; gap: 0.6rem 2rem; align-items: center; }
    table { border-collapse: collapse; }
    caption { text-align: start; color: var(--at-ink-soft); font-size: 0.88rem; padding-block-end: 0.3rem; }
    th { font-weight: 400; color: var(--at-ink-soft); padding: 0.3rem 0.7rem; text-align: start; }
    td { border: 1px solid var(--at-line); text-align: end; padding: 0.4rem 0.8rem; min-inline-size: 4.5rem; font-weight: 600; }
    td.corner { border: 0; }
    td.right { background: color-mix(in oklab, var(--at-good) 12%, var(--at-ground)); }
    td.wrong { background: color-mix(in oklab, var(--at-danger) 10%, var(--at-ground)); }
    dl { display: grid; grid-template-columns: auto auto; gap: 0.15rem 1rem; margin: 0; font-size: 0.95rem; }
    dt { color: var(--at-ink-soft); }
    dd { margin: 0; text-align: end; font-weight: 600; font-variant-numeric: tabular-nums; }
    .figures { display: grid; gap: 1rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); margin-block-start: 1rem; }
    @media (pointer: coarse) { .slider input { min-height: var(--at-target); } }
  `];
  /** Where the slider is while it moves. */
  declare protected moving: number | undefined;
  declare protected figures: readonly FigureContent[];
  readonly kind = kind;
  #ranking: Ranking | undefined;
  #makers: Makers | undefined;
  #isLoading = false;
  #drawn: readonly unknown[] = [];
  readonly #pace = new Pace(this, () => this.#draw(), 80);

  constructor() {
    super();
    this.figures = [];
  }

  get #threshold(): number { return this.moving ?? Number(this.reading().values["threshold"]); }
  get #label(): number { return Math.min(Number(this.reading().values["label"]), Math.max(0, (this.judged?.predictions.classes ?? 1) - 1)); }
  get #at(): Operating { return decideAt(this.#ranking!.scores, this.#ranking!.positive, this.#threshold); }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { judged } = this;
    const label = this.#label;
    if (!judged || (this.#ranking?.judged === judged && this.#ranking.label === label)) return;
    const { predictions } = judged;
    const scores = predictions.labels.map((_, row) => probabilityOf(predictions, row, label));
    const positive = predictions.labels.map((own) => own === label);
    this.#ranking = { judged, label, scores, positive, points: operatingPoints(scores, positive) };
  }
  protected override updated(): void {
    if (!this.#ranking || this.obstacle !== undefined) return;
    if (!this.#makers) return void this.#load();
    const made = [this.#ranking, this.#threshold, this.text.locale];
    if (made.every((one, i) => one === this.#drawn[i])) return;
    this.#pace.request(this.moving !== undefined);
  }
  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const [{ rocCurve, precisionRecall }, { reliability }] = await Promise.all([import("../../src/plots/decision-curves.js"), import("../../src/plots/reliability.js")]);
      this.#makers = { roc: rocCurve, pr: precisionRecall, reliability };
    } finally {
      this.#isLoading = false;
    }
    this.requestUpdate();
  }

  #draw(): void {
    const [ranking, makers] = [this.#ranking, this.#makers];
    if (!ranking || !makers) return;
    const { points, scores, positive, label } = ranking;
    const { locale } = this.text;
    const at = this.#at;
    const name = this.nameOf(label);
    const curve = (x: (of: Operating) => number, y: (of: Operating) => number, area: number): DecisionCurveData => {
      const place = (of: Operating) => ({ x: x(of), y: y(of), threshold: of.threshold });
      return { name, area, at: place(at), base: positive.filter(Boolean).length / positive.length, points: points.map(place) };
    };
    const bins = calibrationBins(scores, positive);
    // The calibration does not depend on the threshold: it stays the same object while the slider moves.
    const isSame = this.#drawn[0] === ranking && this.#drawn[2] === locale;
    this.#drawn = [ranking, this.#threshold, locale];
    this.figures = [
      makers.roc.make(curve(falseAlarmsOf, recallOf, areaUnderRoc(points)), locale),
      makers.pr.make(curve(recallOf, precisionOf, averagePrecision(points)), locale),
      isSame && this.figures[2] ? this.figures[2] : makers.reliability.make({ name, bins, error: expectedCalibrationError(bins) }, locale),
    ];
  }

  #sentence(): Text {
    const at = this.#at;
    const name = this.judged?.run.classes[this.#label];
    return textOf((l) => {
      const [threshold, found, right] = [formatNumber(this.#threshold, l, { percent: true, decimals: 0 }), formatNumber(recallOf(at), l, { percent: true, decimals: 0 }), formatNumber(precisionOf(at), l, { percent: true, decimals: 0 })];
      const yes = at.truePositives + at.falsePositives;
      if (yes === 0) return l === "en" ? `From ${threshold} on it says “${name?.en ?? ""}”: that is never.` : `A partir de ${threshold} ela diz “${name?.["pt-BR"] ?? ""}”: isso nunca acontece.`;
      return l === "en"
        ? `From ${threshold} on it says “${name?.en ?? ""}”: it finds ${found} of those texts, and is right in ${right} of the ${formatNumber(yes, l)} times that it says so.`
        : `A partir de ${threshold} ela diz “${name?.["pt-BR"] ?? ""}”: encontra ${found} desses textos e acerta em ${right} das ${formatNumber(yes, l)} vezes em que diz isso.`;
    });
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.obstacle ?? [this.text.say(this.#sentence()), ...this.figures.map(({ caption }) => caption)].join(" ");
    return { mime: { "text/plain": alt }, alt };
  }

  protected override renderChoices(): TemplateResult | typeof nothing {
    const { say } = this.text;
    const classes = this.judged?.run.classes ?? [];
    if (classes.length === 0) return nothing;
    return html`<label>${say(schema.label.label)}
      <select title=${say(schema.label.doc)} @input=${stop} @change=${(event: Event) => { stop(event); this.commit({ label: Number((event.target as HTMLSelectElement).value) }); }}>
        ${classes.map((name, i) => html`<option value=${i} ?selected=${i === this.#label}>${say(name)}</option>`)}
      </select></label>`;
  }

  protected override render(): TemplateResult {
    const { say, number } = this.text;
    if (this.obstacle !== undefined || !this.#ranking) return this.renderHead();
    const at = this.#at;
    const threshold = this.#threshold;
    const share = (value: number): string => number(value, { percent: true, decimals: 1, fixed: true });
    const { truePositives, falsePositives, falseNegatives, trueNegatives } = at;
    const f1 = (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
    const right = (truePositives + trueNegatives) / (truePositives + trueNegatives + falsePositives + falseNegatives);
    return html`${this.renderHead()}
      <label class="slider">${say(schema.threshold.label)}
        <input type="range" min="0" max="1" step="0.01" .value=${String(threshold)} aria-valuetext=${number(threshold, { percent: true, decimals: 0 })} title=${say(schema.threshold.doc)}
          @input=${(event: Event) => { stop(event); this.moving = Number((event.target as HTMLInputElement).value); }}
          @change=${(event: Event) => { stop(event); this.moving = undefined; this.commit({ threshold: Number((event.target as HTMLInputElement).value) }); }} />
        <output>${number(threshold, { percent: true, decimals: 0 })}</output></label>
      <p class="lead">${say(this.#sentence())}</p>
      <div class="decision">
        <div class="scroll"><table><caption>${say(words.caption)}</caption>
          <thead><tr><td class="corner"></td><th scope="col">${say(words.yes)}</th><th scope="col">${say(words.no)}</th></tr></thead>
          <tbody>
            <tr><th scope="row">${say(words.is)} ${this.nameOf(this.#label)}</th><td class="right">${number(truePositives)}</td><td class="wrong">${number(falseNegatives)}</td></tr>
            <tr><th scope="row">${say(words.isNot)}</th><td class="wrong">${number(falsePositives)}</td><td class="right">${number(trueNegatives)}</td></tr>
          </tbody></table></div>
        <dl>${([[words.found, recallOf(at)], [words.right, precisionOf(at)], [words.alarms, falseAlarmsOf(at)], [words.f1, f1], [words.accuracy, right]] as const).map(([name, value]) => html`<dt>${say(name)}</dt><dd>${share(value)}</dd>`)}</dl>
      </div>
      <div class="figures">${this.figures.map((content) => html`<at-figure .content=${content}></at-figure>`)}</div>`;
  }
}

define(kind.tag as "at-threshold", AtThreshold);
declare global { interface HTMLElementTagNameMap { "at-threshold": AtThreshold } }
