import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { DataValue, Example } from "../../src/data/dataset.js";
import { predictionsOf, type Predictions } from "../../src/training/evaluation/predictions.js";
import type { Run } from "../../src/training/run.js";
import { CellBase } from "../base/cell-base.js";
import { Question } from "../controllers/question.js";
import { splitField } from "./split-field.js";

/** What a network answered, with all that is needed to speak of it: it stays when the cells that it came from change. */
export interface Judged {
  readonly run: Run;
  readonly predictions: Predictions;
  readonly examples: readonly Example[];
}

const words = {
  untrained: { en: "There is no network to judge yet: press Train, and this fills while it learns.", "pt-BR": "Ainda não há uma rede para avaliar: clique em Treinar, e isto se preenche enquanto ela aprende." },
  needsData: { en: "This cell needs the data that the network learned from: give it both, as in {run, data}.", "pt-BR": "Esta célula precisa dos dados com que a rede aprendeu: passe os dois, como em {run, data}." },
  otherData: { en: "The data has changed since this run. What stands here is of the data that it was trained on; train again to judge it on the new one.", "pt-BR": "Os dados mudaram desde esta execução. O que está aqui é dos dados com que ela treinou; treine de novo para avaliá-la com os novos." },
  none: { en: "No texts were held out here. Raise the split in the data cell, or choose the other texts.", "pt-BR": "Nenhum texto foi separado aqui. Aumente a fração na célula de dados ou escolha os outros textos." },
  asking: { en: "The network is answering.", "pt-BR": "A rede está respondendo." },
} satisfies Record<string, Text>;

/** A cell that judges a run's network on held-out texts: asks again after every epoch, and keeps the last answers until there are others. */
export abstract class EvaluationCell extends CellBase {
  readonly #question = new Question(this, "answers");
  #judged: Judged | undefined;
  #read: unknown;

  protected override get drawsInTurn(): boolean { return true; }
  protected get split(): "test" | "validation" { return this.reading().values["split"] === "validation" ? "validation" : "test"; }
  protected get data(): DataValue | undefined { return this.inputs["data"] as DataValue | undefined; }
  /** The newest run whose network has begun to exist. */
  protected get run(): Run | undefined {
    const run = this.inputs["run"] as Run | undefined;
    return run ? [...run.earlier, run].findLast(({ environment, epochs }) => environment !== undefined && epochs.length > 0) : undefined;
  }
  protected get judged(): Judged | undefined { return this.#judged; }
  protected nameOf(label: number): string {
    const name = this.#judged?.run.classes[label];
    return name ? this.text.say(name) : String(label);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { run } = this;
    this.#question.ask(run, run && { split: this.split });
    const { answer, answeredFor } = this.#question;
    const prepared = this.data?.prepared;
    if (!answer || !answeredFor || answer === this.#read || !prepared || prepared.hash !== answeredFor.run.environment?.dataHash) return;
    this.#read = answer;
    this.#judged = { run: answeredFor.run, predictions: predictionsOf(answer, prepared), examples: prepared.examples };
  }

  /** What stands in the way, said; undefined when there is something to show. */
  protected get obstacle(): string | undefined {
    const { say } = this.text;
    if (!this.run) return say(words.untrained);
    if (!this.#judged) return this.data ? (this.#question.problems[0] ? say(this.#question.problems[0]) : say(words.asking)) : say(words.needsData);
    return this.#judged.predictions.labels.length === 0 ? say(words.none) : undefined;
  }

  /** Problems, what is out of date, and the choice of texts. */
  protected renderHead(): TemplateResult {
    const { say } = this.text;
    const isOther = this.#judged && this.data?.prepared && this.data.prepared.hash !== this.run?.environment?.dataHash;
    return html`
      ${this.problems.map(({ message }) => html`<p class="problem">${say(message)}</p>`)}
      ${this.#question.problems.map((message) => html`<p class="problem">${say(message)}</p>`)}
      ${isOther ? html`<p class="note other">${say(words.otherData)}</p>` : nothing}
      <div class="row"><label>${say(splitField.label)}
        <select title=${say(splitField.doc)} @input=${stop} @change=${(event: Event) => { stop(event); this.commit({ split: (event.target as HTMLSelectElement).value }); }}>
          ${Object.entries(splitField.choices).map(([name, title]) => html`<option value=${name} ?selected=${name === this.split}>${say(title)}</option>`)}
        </select></label>${this.renderChoices()}</div>
      ${this.obstacle === undefined ? nothing : html`<p class="note empty">${this.obstacle}</p>`}`;
  }
  /** Further choices beside the texts. */
  protected renderChoices(): TemplateResult | typeof nothing { return nothing; }
}
export const stop = (event: Event): void => event.stopPropagation();
