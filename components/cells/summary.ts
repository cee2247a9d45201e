import { css, html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { DataValue } from "../../src/data/dataset.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf, type ModelChoice } from "../../src/model/model-choice.js";
import { parameterCountOf, type KerasLayer, type Stage } from "../../src/model/stage.js";
import type { CellSnapshot } from "../../src/notebook/cell-kind.js";
import { bytesOf, isSequential, kerasShape, kerasSize, kerasSummary } from "../../src/plots/keras-summary.js";
import { define } from "../base/at-element.js";
import { CellBase } from "../base/cell-base.js";
import { shared } from "../base/tokens.js";
import { kind } from "./summary.kind.js";

export { kind };

const words = {
  empty: { en: "Give this cell the hyperparameters and it lists the layers they make.", "pt-BR": "Dê os hiperparâmetros a esta célula e ela lista as camadas que eles formam." },
  broken: { en: "This network cannot be built; the table shows the last one that could.", "pt-BR": "Não é possível montar esta rede; a tabela mostra a última que era possível." },
  layer: { en: "Layer (type)", "pt-BR": "Camada (tipo)" },
  shape: { en: "Output shape", "pt-BR": "Forma da saída" },
  count: { en: "Param #", "pt-BR": "Nº de parâmetros" },
  connected: { en: "Connected to", "pt-BR": "Ligada a" },
  total: { en: "Total parameters", "pt-BR": "Total de parâmetros" },
  trainable: { en: "Trainable", "pt-BR": "Treináveis" },
  fixed: { en: "Not trainable", "pt-BR": "Não treináveis" },
  caption: { en: "Layers of the network, as Keras lists them", "pt-BR": "Camadas da rede, como o Keras as lista" },
  copy: { en: "Copy as text", "pt-BR": "Copiar como texto" },
  copied: { en: "Copied.", "pt-BR": "Copiado." },
  select: { en: "The browser did not allow copying; select the text below.", "pt-BR": "O navegador não permitiu copiar; selecione o texto abaixo." },
  text: { en: "As Keras prints it", "pt-BR": "Como o Keras imprime" },
} satisfies Record<string, Text>;

interface Row extends KerasLayer { readonly stage: Stage }

/** The network as Keras's `model.summary()` lists it, each row in the colour of its stage. */
export class AtSummary extends CellBase {
  static override properties = { ...CellBase.properties, said: { state: true }, asText: { state: true } };
  static override styles = [shared, css`
    .frame { container-type: inline-size; }
    table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    th, td { text-align: start; padding: 0.35rem 0.7rem; border-bottom: 1px solid var(--at-line); vertical-align: top; }
    thead th { color: var(--at-ink-soft); font-weight: 600; border-bottom-color: var(--at-line-strong); }
    tbody th { font-weight: 500; border-inline-start: 4px solid var(--hue); overflow-wrap: anywhere; }
    code { font-family: var(--at-font-code); font-size: 0.92em; }
    .type { color: var(--at-ink-soft); }
    .number { text-align: end; }
    td.shape { white-space: nowrap; }
    .under { display: none; font-size: 0.85em; color: var(--at-ink-soft); }
    @container (max-width: 38rem) { .connected { display: none; } .under { display: block; } th, td { padding-inline: 0.4rem; } td.shape { white-space: normal; } table { font-size: 0.85rem; } thead th:first-child { width: 52%; } }
    dl { display: grid; grid-template-columns: auto auto; justify-content: start; gap: 0.1rem 1rem; margin: 0.7rem 0; font-size: 0.92rem; font-variant-numeric: tabular-nums; }
    dt { color: var(--at-ink-soft); }
    dd { margin: 0; }
    .tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
    pre { overflow: auto; font-family: var(--at-font-code); font-size: 0.75rem; line-height: 1.25; background: var(--at-sunken); padding: 0.7rem; border-radius: var(--at-radius); }
    .empty { border: 1px dashed var(--at-line-strong); border-radius: var(--at-radius); padding: 1.5rem; text-align: center; color: var(--at-ink-soft); }
  `];
  /** What became of the last copy. */
  declare protected said: "" | "copied" | "select";
  declare protected asText: boolean;
  readonly kind = kind;
  protected override get drawsInTurn(): boolean { return true; }
  #stages: readonly Stage[] = [];
  #isBroken = false;

  constructor() {
    super();
    this.said = "";
    this.asText = false;
  }

  protected override willUpdate(): void {
    const hp = this.inputs["hp"] as ModelChoice | undefined;
    const architecture = hp && architectures.get(hp.architecture);
    if (!hp) this.#stages = [];
    this.#isBroken = Boolean(hp);
    if (!hp || !architecture) return;
    const shape = dataShapeOf(hp.values, (this.inputs["data"] as DataValue | undefined)?.prepared);
    this.#isBroken = hp.problems.length > 0 || architecture.problems(hp.values, shape).length > 0;
    if (!this.#isBroken) this.#stages = architecture.stages(hp.values, shape);
  }

  get #rows(): readonly Row[] { return this.#stages.flatMap((stage) => stage.layers.map((layer) => ({ ...layer, stage }))); }

  /** Character for character what Keras prints. */
  asKerasText(): string { return kerasSummary(this.#rows, { trainable: parameterCountOf(this.#stages), nonTrainable: 0 }); }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.asKerasText());
      this.said = "copied";
    } catch {
      [this.said, this.asText] = ["select", true];
    }
  }

  override async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.#stages.length === 0 ? this.text.say(words.empty) : this.asKerasText();
    return { mime: { "text/plain": alt }, alt };
  }

  protected override render(): TemplateResult {
    const { say, number } = this.text;
    const problems = this.problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`);
    if (this.#stages.length === 0) return html`<p class="empty">${say(words.empty)}</p>${problems}`;
    const rows = this.#rows;
    const branches = !isSequential(rows);
    const total = parameterCountOf(this.#stages);
    const counted = (count: number): string => `${number(count)} (${kerasSize(bytesOf(count)).replace(/^[\d.]+/, (digits) => number(Number(digits), { decimals: 2, fixed: true }))})`;
    return html`
      <div class="frame">
        ${problems}
        ${this.#isBroken ? html`<p class="problem">${say(words.broken)}</p>` : nothing}
        <table>
          <caption>${say(words.caption)}</caption>
          <thead><tr>
            <th scope="col">${say(words.layer)}</th><th scope="col">${say(words.shape)}</th><th scope="col" class="number">${say(words.count)}</th>
            ${branches ? html`<th scope="col" class="connected">${say(words.connected)}</th>` : nothing}
          </tr></thead>
          <tbody>${rows.map(({ name, className, outputShape, parameterCount, connectedTo, stage }) => html`
            <tr>
              <th scope="row" style="--hue: var(--at-${stage.kind})" title=${say(stage.title)}><code translate="no">${name}</code> <span class="type" translate="no">(${className})</span>
                ${branches && connectedTo.length > 0 ? html`<span class="under">← ${connectedTo.join(", ")}</span>` : nothing}</th>
              <td class="shape" translate="no">${kerasShape(outputShape)}</td>
              <td class="number">${number(parameterCount)}</td>
              ${branches ? html`<td class="connected" translate="no">${connectedTo.join(", ") || "–"}</td>` : nothing}
            </tr>`)}</tbody>
        </table>
        <dl>
          <dt>${say(words.total)}</dt><dd>${counted(total)}</dd>
          <dt>${say(words.trainable)}</dt><dd>${counted(total)}</dd>
          <dt>${say(words.fixed)}</dt><dd>${counted(0)}</dd>
        </dl>
        <div class="tools">
          <button class="copy" @click=${this.#copy}>${say(words.copy)}</button>
          <button class="quiet" aria-expanded=${this.asText} @click=${() => { this.asText = !this.asText; }}>${say(words.text)}</button>
          <span role="status">${this.said === "copied" ? say(words.copied) : this.said === "select" ? say(words.select) : ""}</span>
        </div>
        ${this.asText ? html`<pre tabindex="0" role="region" aria-label=${say(words.text)} translate="no">${this.asKerasText()}</pre>` : nothing}
      </div>`;
  }
}

define(kind.tag as "at-summary", AtSummary);
declare global { interface HTMLElementTagNameMap { "at-summary": AtSummary } }
