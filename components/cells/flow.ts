import { css, html, nothing, svg, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf, type ModelChoice } from "../../src/model/model-choice.js";
import { parameterCountOf, type Stage } from "../../src/model/stage.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { attentionTop, heat } from "../../src/plots/attention-scale.js";
import type { Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { onColourChange } from "../flow/colour-changes.js";
import "../flow/stage-panel.js";
import { shapeText } from "../flow/stage-panel.js";
import { onWidth } from "../flow/width.js";
import { paint, pictureSize } from "../flow/tensor-picture.js";
import { kind } from "./flow.kind.js";

export { kind };

const words = {
  empty: { en: "Give this cell the hyperparameters and it draws the network they make.", "pt-BR": "Dê os hiperparâmetros a esta célula e ela desenha a rede que eles formam." },
  diagram: { en: "The network, stage by stage; choose one to look inside", "pt-BR": "A rede, etapa por etapa; escolha uma para ver por dentro" },
  hint: { en: "Choose a stage to look inside.", "pt-BR": "Escolha uma etapa para ver por dentro." },
  broken: { en: "This network cannot be built; the diagram shows the last one that could.", "pt-BR": "Não é possível montar esta rede; o diagrama mostra a última que era possível." },
  parameters: { en: "parameters", "pt-BR": "parâmetros" },
  noParameters: { en: "no parameters", "pt-BR": "sem parâmetros" },
  stale: { en: "Colours and words are those of a run with other settings; train again to see this network.", "pt-BR": "As cores e as palavras são de uma execução com outras configurações; treine de novo para ver esta rede." },
  work: { en: "of the work", "pt-BR": "do trabalho" },
} satisfies Record<string, Text>;

/** Height of the band that the pictures stand in. */
const band = 156;

/** The teaching diagram: the stages of the network being set, as tensors that change shape from text to answer; each opens. */
export class AtFlow extends CellBase {
  static override properties = { ...CellBase.properties, open: { state: true }, isDown: { state: true } };
  static override styles = [shared, css`
    .across, .down { container-type: inline-size; }
    .diagram { margin: 0; padding: 0.25rem 0; list-style: none; display: flex; align-items: stretch; }
    .diagram > li { display: flex; flex: 1.32 1 0; min-width: 0; align-items: flex-start; }
    .diagram > li:first-child { flex-grow: 1; }
    .stage { all: unset; box-sizing: border-box; cursor: pointer; display: grid; grid-template-rows: 2.7rem ${band}px auto; align-content: start; flex: 1; min-width: 0; border-radius: var(--at-radius); text-align: center; color: var(--at-ink); }
    .stage:hover { background: color-mix(in oklab, var(--hue) 7%, transparent); }
    .stage[aria-expanded="true"] { background: color-mix(in oklab, var(--hue) 10%, transparent); box-shadow: inset 0 -3px 0 var(--hue); }
    .stage:focus-visible { outline: 2px solid var(--at-accent); outline-offset: 2px; }
    .title { color: var(--hue); font-weight: 650; font-size: clamp(0.72rem, calc(11.5cqi / var(--stages)), 0.95rem); line-height: 1.15; padding: 0.2rem 0.1rem; align-self: end; overflow-wrap: break-word; }
    .picture { position: relative; display: grid; place-items: center; height: ${band}px; }
    .picture::before { content: ""; position: absolute; inset-inline: 0; height: var(--h); background: var(--hue); opacity: 0.16; }
    canvas { position: relative; width: var(--w); height: var(--h); image-rendering: pixelated; color: var(--hue); outline: 0 solid var(--at-class-0); border: 1.5px solid var(--hue); border-radius: 3px; background: var(--at-raised); box-sizing: border-box; }
    .text canvas, .output.live canvas { display: none; }
    .text:not(.live) canvas { display: block; }
    .words { position: relative; height: var(--h); display: grid; align-content: space-evenly; justify-items: center; font-size: 0.72rem; line-height: 1; overflow: hidden; max-width: 100%; }
    .words span { padding: 0 0.3em; border-radius: 2px; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; line-height: 1.05; }
    .answer { position: relative; display: grid; justify-items: center; gap: 0.25rem; font-size: 0.8rem; max-width: 100%; font-variant-numeric: tabular-nums; }
    .answer b { max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
    .bars { display: flex; flex-direction: column; width: 1.4rem; height: 3.6rem; border: 1.5px solid var(--hue); border-radius: 3px; overflow: hidden; }
    .bars span { display: block; transition: flex-grow 0.15s; flex: 0 1 0; min-height: 0; }
    .down .words { font-size: 0.7rem; height: auto; gap: 1px; padding-block: 0.2rem; }
    .down .answer { gap: 0.1rem; }
    .down .bars { width: 3.4rem; height: 0.9rem; flex-direction: row; }
    .facts { font-size: 0.8rem; line-height: 1.35; padding: 0.3rem 0.2rem 0.5rem; font-variant-numeric: tabular-nums; display: grid; gap: 0.1rem; align-content: start; }
    .facts .shape { font-weight: 600; font-size: 0.86rem; }
    .facts .count { color: var(--at-ink-soft); }
    .facts .count b { font-weight: inherit; display: block; }
    .down .facts .count b { display: inline; }
    .share { display: block; height: 5px; margin: 0.2rem 12% 0; background: var(--at-sunken); border-radius: 3px; overflow: hidden; }
    .share > span { display: block; height: 100%; background: var(--hue); border-radius: 3px; }
    .changed { animation: changed 1.6s ease-out; border-radius: 3px; }
    @keyframes changed { from { background: color-mix(in oklab, var(--hue) 45%, transparent); } }
    .ribbon { display: block; flex: 0.32 1 0; min-width: 0; height: ${band}px; margin-top: 2.7rem; overflow: visible; }
    .ribbon .body { opacity: 0.16; }
    .ribbon .batch { fill: none; stroke: var(--at-ink-soft); stroke-width: 2.5; stroke-linecap: round; stroke-dasharray: 0.1 12; vector-effect: non-scaling-stroke; opacity: 0; }
    /* A notch further with every drawing: what moves is the training, and no frame is painted for an ornament. */
    .running .ribbon .batch { opacity: 0.85; stroke-dashoffset: var(--batch); }
    .total { margin: 0.4rem 0 0.6rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; justify-content: space-between; font-size: 0.9rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; }
    .down .diagram { flex-direction: column; }
    .down .diagram > li { flex: none; display: block; }
    .down .stage { width: 100%; grid-template: "picture title" auto "picture facts" auto / 5.6rem 1fr; text-align: start; column-gap: 0.8rem; }
    .down .stage[aria-expanded="true"] { box-shadow: inset 3px 0 0 var(--hue); }
    .down .title { grid-area: title; padding: 0.35rem 0 0; font-size: 1rem; }
    .down .picture { grid-area: picture; height: auto; min-height: 3.4rem; padding-block: 0.4rem; }
    .down .picture::before { inset: 0; margin: auto; width: var(--w); height: auto; }
    .down .facts { grid-area: facts; grid-template-columns: auto 1fr; column-gap: 0.9rem; font-size: 0.86rem; padding: 0 0.5rem 0.4rem 0; }
    .down .share { grid-column: 1 / -1; margin-inline: 0; }
    .down .ribbon { width: 5.6rem; height: 1rem; margin: 0; }
    .down at-stage-panel { margin: 0.4rem 0; }
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
    @media (prefers-reduced-motion: reduce) { .running .ribbon .batch { stroke-dashoffset: 0; } .changed { animation: none; outline: 2px solid var(--hue); } }
    @media (forced-colors: active) { .share > span, canvas { forced-color-adjust: none; } .stage { border: 1px solid ButtonBorder; } }
  `];
  /** Name of the open stage; empty when none is. */
  declare protected open: string;
  /** Whether it runs downwards: there is no room beside. */
  declare protected isDown: boolean;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  #stages: readonly Stage[] = [];
  #said = new Map<string, { readonly text: string; readonly changed: boolean }>();
  #painted: readonly unknown[] = [];
  #isBroken = false;
  #width = 0;

  constructor() {
    super();
    this.open = "";
    this.isDown = false;
    onWidth(this, (width) => { this.#width = width; this.#turn(); });
    onColourChange(this, () => { this.#painted = []; this.requestUpdate(); });
  }

  protected get hp(): ModelChoice | undefined { return this.inputs["hp"] as ModelChoice | undefined; }
  protected get run(): Run | undefined { return this.inputs["run"] as Run | undefined; }
  /** The stages as last drawn: of the network that the hyperparameters make, or the last one that could be built. */
  get stages(): readonly Stage[] { return this.#stages; }

  protected override willUpdate(): void {
    const { hp } = this;
    const architecture = hp && architectures.get(hp.architecture);
    if (!hp || !architecture) {
      if (!hp) this.#stages = [];
      this.#isBroken = hp !== undefined && hp !== null;
      return;
    }
    const shape = dataShapeOf(hp.values, (this.inputs["data"] as DataValue | undefined)?.prepared);
    this.#isBroken = hp.problems.length > 0 || architecture.problems(hp.values, shape).length > 0;
    if (this.#isBroken) return;
    this.#stages = architecture.stages(hp.values, shape);
    this.#turn();
  }

  /** Seven stages need some 92 pixels each to stand side by side. */
  #turn(): void { if (this.#width > 0) this.isDown = this.#width < Math.max(560, this.#stages.length * 92); }

  protected override updated(): void {
    const live = this.run?.live;
    const painted = [live, this.#stages, this.isDown];
    if (painted.every((value, i) => value === this.#painted[i])) return;
    this.#painted = painted;
    for (const canvas of this.renderRoot.querySelectorAll<HTMLCanvasElement>("canvas[data-stage]")) {
      const stage = this.#stages.find(({ name }) => name === canvas.dataset["stage"]);
      const activation = stage && live?.activations[stage.name];
      if (stage && activation) paint(canvas, activation, stage.kind, true);
      else canvas.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
    }
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const { say, locale } = this.text;
    const alt = this.#stages.map((stage) => `${say(stage.title)} (${shapeText(stage.outputShape, locale)})`).join(" → ") || say(words.empty);
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say } = this.text;
    const { hp } = this;
    const stages = this.#stages;
    const problems = [...this.problems, ...(stages.length === 0 ? hp?.problems ?? [] : [])].map(({ message }) => html`<p class="problem">${say(message)}</p>`);
    if (stages.length === 0) return html`<p class="empty">${say(words.empty)}</p>${problems}`;
    const work = stages.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
    const opened = stages.find(({ name }) => name === this.open);
    const running = this.run?.state === "running";
    const panel = opened && html`<at-stage-panel id="panel" .stage=${opened} .share=${work === 0 ? 0 : opened.multiplyAdds / work} .run=${this.run}></at-stage-panel>`;
    return html`
      <div class="${this.isDown ? "down" : "across"} ${running ? "running" : ""}" style="--batch: ${running ? -3.025 * ((this.run?.steps.length ?? 0) % 4) : 0}">
        ${problems}
        ${this.#isBroken ? html`<p class="problem">${say(words.broken)}</p>` : nothing}
        <ol class="diagram" style="--stages: ${stages.length}" aria-label=${say(words.diagram)}>
          ${repeat(stages, ({ name }) => name, (stage, i) => html`
            <li>${i === 0 ? nothing : this.#ribbon(stages[i - 1]!, stage)}${this.#block(stage, work)}${this.isDown && opened === stage ? panel : nothing}</li>`)}
        </ol>
        <p class="total"><span>${say(totalText(stages, work))}</span>${opened ? nothing : html`<span>${say(words.hint)}</span>`}</p>
        ${this.run?.live && this.run.stale.length > 0 ? html`<p class="note">${say(words.stale)}</p>` : nothing}
        ${this.isDown ? nothing : panel ?? nothing}
      </div>`;
  }

  #block(stage: Stage, work: number): TemplateResult {
    const { say, number, locale } = this.text;
    const { width, height } = pictureSize(stage.outputShape);
    const isOpen = this.open === stage.name;
    const count = parameterCountOf([stage]);
    const share = work === 0 ? 0 : stage.multiplyAdds / work;
    return html`
      <button class="stage ${stage.kind} ${this.run?.live ? "live" : ""}" style="--hue: var(--at-${stage.kind}); --w: ${width}px; --h: ${this.isDown ? Math.round(height * 0.6) : height}px" aria-expanded=${isOpen} aria-controls=${isOpen ? "panel" : nothing}
        @click=${() => { this.open = isOpen ? "" : stage.name; }} @keydown=${this.#walk}>
        <span class="title">${say(stage.title)}</span>
        <span class="picture" aria-hidden="true"><canvas data-stage=${stage.name} width="1" height="1"></canvas>${this.#ends(stage, height)}</span>
        <span class="facts">
          ${this.#marked(`${stage.name} shape`, shapeText(stage.outputShape, locale), "shape")}
          ${this.#marked(`${stage.name} count`, count === 0 ? say(words.noParameters) : `${number(count)} ${say(words.parameters)}`, "count", twoLines(count === 0 ? say(words.noParameters) : `${number(count)} ${say(words.parameters)}`))}
          <span class="share" aria-hidden="true"><span style="width: ${(share * 100).toFixed(2)}%"></span></span>
          <span class="spoken">${number(share, { percent: true, decimals: 1 })} ${say(words.work)}</span>
        </span>
      </button>`;
  }

  /** What goes in and what comes out, in words: the text on the colour of its attention, and the answer. */
  #ends(stage: Stage, height: number): TemplateResult | typeof nothing {
    const live = this.run?.live;
    if (!live) return nothing;
    if (stage.kind === "text") {
      const most = this.isDown ? 6 : Math.max(3, Math.floor(height / 12));
      // A long text is cut to what stands around the peak.
      const peak = live.attentionWeights.indexOf(Math.max(...live.attentionWeights));
      const from = live.tokens.length <= most ? 0 : Math.min(live.tokens.length - most, Math.max(0, peak - Math.floor(most / 2)));
      const shown = live.tokens.slice(from, from + most).map((token, i) => ({ token, at: from + i }));
      const top = attentionTop([live.attentionWeights]);
      return html`<span class="words">${shown.map(({ token, at }, i) => {
        const { ground, ink } = heat((live.attentionWeights[at] ?? 0) / top);
        const isCut = (i === 0 && at > 0) || (i === shown.length - 1 && at < live.tokens.length - 1);
        return isCut ? html`<span>…</span>` : html`<span style=${live.attentionWeights.length > 0 ? `background: ${ground}; color: ${ink}` : nothing}>${token}</span>`;
      })}</span>`;
    }
    if (stage.kind !== "output") return nothing;
    const best = live.probabilities.indexOf(Math.max(...live.probabilities));
    const name = this.run?.classes[best];
    return html`<span class="answer"><b style="color: var(--at-class-${best % 4})">${name ? this.text.say(name) : best}</b>
      <span class="bars">${live.probabilities.map((probability, i) => html`<span style="flex-grow: ${probability.toFixed(4)}; background: var(--at-class-${i % 4})"></span>`)}</span>
      <span>${this.text.number(live.probabilities[best] ?? NaN, { percent: true, decimals: 0 })}</span></span>`;
  }

  /** A number that lights up for a moment when it is not what it was. */
  #marked(key: string, text: string, name: string, shown: unknown = text): unknown {
    const before = this.#said.get(key);
    if (before?.text !== text) {
      const changed = before !== undefined && /\d/.test(text) && before.text.replace(/\D+/g, " ") !== text.replace(/\D+/g, " ");
      this.#said.set(key, { text, changed });
    }
    return keyed(text, html`<span class="${name} ${this.#said.get(key)?.changed ? "changed" : ""}">${shown}</span>`);
  }

  /** What flows from one stage into the next: as high as their pictures, in their colours. */
  #ribbon(from: Stage, to: Stage): TemplateResult {
    const [a, b] = [pictureSize(from.outputShape), pictureSize(to.outputShape)];
    const id = `ribbon-${to.name}`;
    const stops = svg`<stop offset="0" style="stop-color: var(--at-${from.kind})" /><stop offset="1" style="stop-color: var(--at-${to.kind})" />`;
    if (this.isDown) {
      const [l1, r1, l2, r2] = [50 - a.width / 1.8, 50 + a.width / 1.8, 50 - b.width / 1.8, 50 + b.width / 1.8];
      return html`<svg class="ribbon" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <defs><linearGradient id=${id} x2="0" y2="1">${stops}</linearGradient></defs>
        <path class="body" fill="url(#${id})" d="M${l1},0 C${l1},10 ${l2},10 ${l2},20 H${r2} C${r2},10 ${r1},10 ${r1},0 Z" />
        <path class="batch" d="M50,0 V20" />
      </svg>`;
    }
    const mid = band / 2;
    const [t1, b1, t2, b2] = [mid - a.height / 2, mid + a.height / 2, mid - b.height / 2, mid + b.height / 2];
    return html`<svg class="ribbon" viewBox="0 0 100 ${band}" preserveAspectRatio="none" aria-hidden="true">
      <defs><linearGradient id=${id}>${stops}</linearGradient></defs>
      <path class="body" fill="url(#${id})" d="M0,${t1} C50,${t1} 50,${t2} 100,${t2} V${b2} C50,${b2} 50,${b1} 0,${b1} Z" />
      <path class="batch" d="M0,${mid} H100" />
    </svg>`;
  }

  /** The arrow keys go from stage to stage; Tab does too. */
  #walk(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && this.open) { this.open = ""; return; }
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>(".stage")];
    buttons[buttons.indexOf(event.currentTarget as HTMLElement) + step]?.focus();
  }
}

/** The first word above the others, so that the bars below stand level. */
const twoLines = (text: string): TemplateResult => html`<b>${text.split(" ")[0]}</b> ${text.split(" ").slice(1).join(" ")}`;

const totalText = (stages: readonly Stage[], work: number): Text => textOf((locale) => {
  const count = formatNumber(parameterCountOf(stages), locale);
  const sums = formatNumber(work, locale, { significant: 3 });
  return locale === "en" ? `${count} parameters; ${sums} multiply-adds to read one text (the bars).` : `${count} parâmetros; ${sums} multiplicações e somas para ler um texto (as barras).`;
});

define(kind.tag as "at-flow", AtFlow);
declare global { interface HTMLElementTagNameMap { "at-flow": AtFlow } }
