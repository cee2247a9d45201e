import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ProblemError } from "../../src/data/dataset.js";
import type { Text } from "../../src/base/text.js";
import type { AnalysisInput, AnalysisName, AnalysisOutput } from "../../src/training/analyses/index.js";
import type { Run } from "../../src/training/run.js";
import { analyse } from "../base/analyse.js";

const failed: Text = {
  en: "This could not be worked out, and the fault is ours; the last answer stays, and nothing of the run is lost. Train again, or reload the page.",
  "pt-BR": "Não foi possível calcular isto, e a falha é nossa; a última resposta continua aqui e nada da execução se perdeu. Treine de novo ou recarregue a página.",
};

/**
 * One analysis of a run, asked again when the run, its epoch or the question changes, and never twice for the same.
 * The last answer stays on the screen until the next one is there.
 */
export class Question<N extends AnalysisName> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #analysis: N;
  #asked = "";
  /** The run and the question alone, without how far the run is. */
  #question = "";
  /** What has left the page may still be updated once more, and has nobody to answer. */
  #isConnected = false;
  #abort: AbortController | undefined;
  /** The last answer, and the run and question that it is for. */
  answer: AnalysisOutput<N> | undefined;
  answeredFor: { readonly run: Run; readonly input: AnalysisInput<N> } | undefined;
  /** Share done of the question under way, in [0, 1]; undefined while none is. */
  progress: number | undefined;
  problems: readonly Text[] = [];

  constructor(host: ReactiveControllerHost, analysis: N) {
    this.#host = host;
    this.#analysis = analysis;
    host.addController(this);
  }

  /**
   * Call on every update. Without a run or a question, what stood here is forgotten.
   * @param waits whether a newer epoch waits for the answer under way: where answers take longer than epochs, none would ever come
   */
  ask(run: Run | undefined, input: AnalysisInput<N> | undefined, { waits = false } = {}): void {
    if (!this.#isConnected) return;
    const question = run && input !== undefined ? JSON.stringify([run.id, input]) : "";
    const key = question && JSON.stringify([question, run!.epochs.length, run!.state]);
    if (key === this.#asked || (waits && key && this.progress !== undefined && question === this.#question)) return;
    this.#question = question;
    this.#asked = key;
    this.#abort?.abort();
    if (!run || input === undefined) {
      [this.answer, this.answeredFor, this.progress, this.problems] = [undefined, undefined, undefined, []];
      return this.#host.requestUpdate();
    }
    void this.#work(run, input, (this.#abort = new AbortController()).signal);
  }

  async #work(run: Run, input: AnalysisInput<N>, signal: AbortSignal): Promise<void> {
    this.progress = 0;
    this.#host.requestUpdate();
    try {
      const answer = await analyse(this.#analysis, run.id, input, { signal, onProgress: (done) => { if (!signal.aborted) { this.progress = done; this.#host.requestUpdate(); } } });
      if (signal.aborted) return;
      [this.answer, this.answeredFor, this.problems] = [answer, { run, input }, []];
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ProblemError)) console.error(error);
      this.problems = error instanceof ProblemError ? error.problems.map(({ message }) => message) : [failed];
    }
    this.progress = undefined;
    this.#host.requestUpdate();
  }

  hostConnected(): void { this.#isConnected = true; }
  hostDisconnected(): void {
    this.#isConnected = false;
    this.#abort?.abort();
    this.#asked = "";
    this.progress = undefined;
  }
}
