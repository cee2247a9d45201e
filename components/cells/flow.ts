import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf, type ModelChoice } from "../../src/model/model-choice.js";
import { parameterCountOf, type Stage } from "../../src/model/stage.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import type { Run } from "../../src/training/run.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { onColourChange } from "../flow/colour-changes.js";
import { ends } from "../flow/ends.js";
import { ribbon } from "../flow/ribbon.js";
import "../flow/slow-motion.js";
import { flowStyles } from "../flow/styles.js";
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

/** The teaching diagram: the stages of the network being set, as tensors that change shape from text to answer; each opens. */
export class AtFlow extends CellBase {
  static override properties = { ...CellBase.properties, open: { state: true }, isDown: { state: true }, moving: { state: true } };
  static override styles = [shared, flowStyles];
  /** Name of the open stage; empty when none is. */
  declare protected open: string;
  /** Stage that a step in slow motion has come to; empty when none is shown. */
  declare protected moving: string;
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
    this.moving = "";
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
            <li>${i === 0 ? nothing : ribbon(stages[i - 1]!, stage, this.isDown)}${this.#block(stage, work)}${this.isDown && opened === stage ? panel : nothing}</li>`)}
        </ol>
        <p class="total"><span>${say(totalText(stages, work))}</span>${opened ? nothing : html`<span>${say(words.hint)}</span>`}</p>
        ${this.run?.live && this.run.stale.length > 0 ? html`<p class="note">${say(words.stale)}</p>` : nothing}
        ${this.isDown ? nothing : panel ?? nothing}
        ${this.run?.environment ? html`<at-slow-motion @at-moment=${(event: CustomEvent<string>) => { this.moving = event.detail; }} .stages=${this.run.stale.length > 0 ? [] : stages} .run=${this.run}></at-slow-motion>` : nothing}
      </div>`;
  }

  #block(stage: Stage, work: number): TemplateResult {
    const { say, number, locale } = this.text;
    const { width, height } = pictureSize(stage.outputShape);
    const isOpen = this.open === stage.name;
    const count = parameterCountOf([stage]);
    const share = work === 0 ? 0 : stage.multiplyAdds / work;
    return html`
      <button class="stage ${stage.kind} ${this.run?.live ? "live" : ""} ${this.moving === stage.name ? "moving" : ""}" style="--hue: var(--at-${stage.kind}); --w: ${width}px; --h: ${this.isDown ? Math.round(height * 0.6) : height}px" aria-expanded=${isOpen} aria-controls=${isOpen ? "panel" : nothing}
        @click=${() => { this.open = isOpen ? "" : stage.name; }} @keydown=${this.#walk}>
        <span class="title">${say(stage.title)}</span>
        <span class="picture" aria-hidden="true"><canvas data-stage=${stage.name} width="1" height="1"></canvas>${ends(stage, this.run, height, this.isDown, this.text)}</span>
        <span class="facts">
          ${this.#marked(`${stage.name} shape`, shapeText(stage.outputShape, locale), "shape")}
          ${this.#marked(`${stage.name} count`, count === 0 ? say(words.noParameters) : `${number(count)} ${say(words.parameters)}`, "count", twoLines(count === 0 ? say(words.noParameters) : `${number(count)} ${say(words.parameters)}`))}
          <span class="share" aria-hidden="true"><span style="width: ${(share * 100).toFixed(2)}%"></span></span>
          <span class="spoken">${number(share, { percent: true, decimals: 1 })} ${say(words.work)}</span>
        </span>
      </button>`;
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
