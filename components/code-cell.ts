import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { problem, sentence, type Problem } from "../src/base/problem.js";
import type { Text } from "../src/base/text.js";
import type { CellElement, CellSnapshot } from "../src/notebook/cell-kind.js";
import { notACell } from "../src/notebook/call.js";
import { runProblem, type CodeReading } from "../src/notebook/code.js";
import type { Unfinished } from "../src/notebook/trust/unfinished.js";
import type { CodeJob, RunEnd } from "../src/sandbox/sandbox.js";
import { limits } from "../src/sandbox/protocol.js";
import { AtElement, define } from "./base/at-element.js";
import { pageSandbox } from "./base/sandbox.js";
import { sanitiseOutput } from "./base/sanitise.js";
import { shared } from "./base/tokens.js";

/** What decides whether code may run. */
export interface CodePermission {
  allows(source: string): boolean;
  readonly unfinished: Pick<Unfinished, "wasLeft" | "begin" | "linger" | "end">;
}

/** Between two runs that nobody asked for, in milliseconds: values of a training change many times a second. */
const rest = 500;

const words = {
  untrusted: {
    en: "Code. It runs after you trust this notebook, in a closed frame without network, storage or page.",
    "pt-BR": "Código. Ele roda depois que você confiar neste notebook, em uma moldura fechada, sem rede, sem armazenamento e sem acesso à página.",
  },
  left: {
    en: "This code did not come to its end the last time, so it is not run again by itself.",
    "pt-BR": "Da última vez este código não chegou ao fim, por isso ele não roda de novo sozinho.",
  },
  stopped: { en: "Stopped.", "pt-BR": "Parado." },
  running: { en: "Running…", "pt-BR": "Rodando…" },
  long: { en: "Still running.", "pt-BR": "Ainda rodando." },
  stop: { en: "Stop", "pt-BR": "Parar" },
  run: { en: "Run", "pt-BR": "Rodar" },
  cut: {
    en: "Part of what it gives is no plain data (a function, an element, a circle) or is more than a million values: that part stays here.",
    "pt-BR": "Parte do que ele devolve não são dados simples (uma função, um elemento, um ciclo) ou passa de um milhão de valores: essa parte fica aqui.",
  },
} satisfies Record<string, Text>;

type State =
  | { readonly is: "still" | "running" | "long" | "stopped" }
  | { readonly is: "failed"; readonly problem: Problem };

/**
 * A cell of code: what it shows, and its values for other cells. It runs by itself when it may and what it reads is there; the code itself is in the sandbox.
 * @fires input - its values are new
 */
export class CodeCell extends AtElement implements CellElement {
  static override properties = { params: { attribute: false }, inputs: { attribute: false }, permission: { attribute: false }, state: { state: true }, shown: { state: true }, isCut: { state: true } };
  declare params: Readonly<Record<string, unknown>>;
  declare inputs: Readonly<Record<string, unknown>>;
  declare permission: CodePermission | undefined;
  declare protected state: State;
  /** HTML from the sandbox. */
  declare protected shown: string;
  declare protected isCut: boolean;
  #value: Readonly<Record<string, unknown>> = {};
  #job: CodeJob | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastEnd = -Infinity;
  #isDirty = false;

  constructor() {
    super();
    this.params = {};
    this.inputs = {};
    this.permission = undefined;
    this.state = { is: "still" };
    this.shown = "";
    this.isCut = false;
  }

  get value(): Readonly<Record<string, unknown>> { return this.#value; }
  get #code(): CodeReading | undefined { return this.params["code"] as CodeReading | undefined; }
  get #isAllowed(): boolean { return this.#code !== undefined && this.permission?.allows(this.#code.source) === true; }
  get #wasLeft(): boolean { return this.#code !== undefined && this.permission?.unfinished.wasLeft(this.#code.source) === true; }
  /** Names that have no value yet. */
  get #missing(): readonly string[] { return (this.#code?.references ?? []).filter((name) => this.inputs[name] === undefined); }

  /** Trust may have changed. */
  reconsider(): void {
    this.requestUpdate();
    this.#soon();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("params") && (changed.get("params") as typeof this.params | undefined)?.["code"] !== this.#code) {
      const before = (changed.get("params") as typeof this.params | undefined)?.["code"] as CodeReading | undefined;
      if (before?.source !== this.#code?.source) this.#forget(before);
    }
    if (changed.has("params") || changed.has("inputs") || changed.has("permission")) this.#soon();
  }

  /** Another code: nothing of the old one goes on. */
  #forget(before: CodeReading | undefined): void {
    if (before && this.#job?.isRunning) this.permission?.unfinished.end(before.source);
    this.#job?.end();
    this.#job = undefined;
    this.#lastEnd = -Infinity;
    this.state = { is: "still" };
  }

  #soon(): void {
    if (!this.#isAllowed || this.#wasLeft || this.#missing.length > 0 || this.state.is === "stopped") return;
    this.#isDirty = true;
    if (this.state.is === "running" || this.state.is === "long") return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#isDirty) this.run();
    }, Math.max(0, this.#lastEnd + rest - performance.now()));
  }

  /** Runs it now; without trust, nothing happens. */
  run(): void {
    const code = this.#code;
    const { permission } = this;
    if (!code || !permission || !this.#isAllowed || this.#missing.length > 0 || this.#job?.isRunning) return;
    this.#isDirty = false;
    this.#job ??= pageSandbox().job(code);
    this.state = { is: "running" };
    permission.unfinished.begin(code.source);
    const over = (state: State): void => {
      permission.unfinished.end(code.source);
      this.#lastEnd = performance.now();
      this.state = state;
      if (this.#isDirty) this.#soon();
    };
    const width = this.getBoundingClientRect().width || 640;
    const values = Object.fromEntries(Object.entries(this.inputs).filter(([, value]) => value !== notACell));
    void this.#job.run(values, Math.round(width), {
      shown: (text) => { this.shown = text; },
      long: () => { this.state = { is: "long" }; permission.unfinished.linger(code.source); },
      done: ({ html: text, values: given, cut }) => {
        this.shown = text;
        this.isCut = cut;
        this.#become(given);
        over({ is: "still" });
      },
      failed: ({ html: text, error }) => {
        this.shown = text;
        const place = error.line !== undefined && error.column !== undefined ? { line: error.line, column: error.column } : undefined;
        this.#become({});
        over({ is: "failed", problem: runProblem(error.name, error.message, place, code.source) });
      },
      ended: (why) => over(why === "stopped" ? { is: "stopped" } : { is: "failed", problem: endProblem(why) }),
    });
  }

  #become(values: Readonly<Record<string, unknown>>): void {
    if (Object.keys(values).length === 0 && Object.keys(this.#value).length === 0) return;
    this.#value = values;
    this.dispatchEvent(new Event("input"));
  }

  #runAgain(): void {
    this.state = { is: "still" };
    this.run();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    if (this.#code && this.#job?.isRunning) this.permission?.unfinished.end(this.#code.source);
    this.#job?.end();
    this.#job = undefined;
  }

  async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.renderRoot.querySelector(".output")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return { mime: { "text/plain": alt }, alt };
  }

  protected override updated(changed: PropertyValues): void {
    const paper = this.renderRoot.querySelector(".output");
    if (!paper || (!changed.has("shown") && paper.hasChildNodes())) return;
    try {
      paper.replaceChildren(sanitiseOutput(this.shown, this.text.say({ en: "Drawing made by this cell", "pt-BR": "Desenho feito por esta célula" })));
    } catch {
      // Too deep to be laid out: as text.
      paper.textContent = this.shown.slice(0, 10_000);
    }
    for (const scroller of paper.querySelectorAll<HTMLElement>("pre, table")) scroller.tabIndex = 0;
  }

  #status(): TemplateResult | typeof nothing {
    const { say, locale } = this.text;
    const runButton = html`<button @click=${this.#runAgain}>${say(words.run)}</button>`;
    if (this.#wasLeft) return html`<p class="note" role="status">${say(words.left)} ${runButton}</p>`;
    const missing = this.#missing;
    if (missing.length > 0) {
      const names = new Intl.ListFormat(locale).format(missing);
      return html`<p class="note">${say({ en: `It runs when these have a value: ${names}.`, "pt-BR": `Ele roda quando tiverem valor: ${names}.` })}</p>`;
    }
    switch (this.state.is) {
      case "still": return nothing;
      case "running": return html`<p class="note quiet-start">${say(words.running)}</p>`;
      case "long": return html`<p class="note" role="status">${say(words.long)} <button @click=${() => this.#job?.stop()}>${say(words.stop)}</button></p>`;
      case "stopped": return html`<p class="note" role="status">${say(words.stopped)} ${runButton}</p>`;
      case "failed": return html`<p class="problem" role="alert">${sentence(this.state.problem, locale)}</p><p class="note">${runButton}</p>`;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this.text;
    if (!this.#isAllowed) return html`
      <pre tabindex="0" class="source" translate="no"><code>${this.#code?.source ?? ""}</code></pre>
      <p class="note">${say(words.untrusted)}</p>`;
    return html`<div class="output"></div>${this.isCut ? html`<p class="note">${say(words.cut)}</p>` : nothing}${this.#status()}`;
  }

  static override styles = [shared, css`
    .source, .output pre { margin: 0 0 0.5rem; padding: 0.7rem 0.9rem; overflow-x: auto; background: var(--at-sunken); border: 1px solid var(--at-line); border-radius: var(--at-radius); font: 0.85rem/1.55 var(--at-font-code); }
    .output { min-width: 0; overflow-x: auto; font-family: var(--at-font-prose); }
    .output pre { white-space: pre-wrap; overflow-wrap: anywhere; }
    .output p { margin: 0.3rem 0; }
    .output svg { display: block; max-width: 100%; height: auto; overflow: visible; font-family: var(--at-font); color: var(--at-ink); }
    .output figure { margin: 0; }
    .output figure > div span { display: inline-flex; align-items: center; gap: 0.3rem; margin-inline-end: 0.8rem; font-size: 0.8rem; }
    .output table { display: block; overflow-x: auto; max-height: 24rem; border-collapse: collapse; font: 0.875rem/1.4 var(--at-font); }
    .output th, .output td { padding: 0.25rem 0.7rem; text-align: start; border-block-end: 1px solid var(--at-line); }
    .note button { margin-inline-start: 0.4rem; }
    /* A run of an instant says nothing. */
    .quiet-start { animation: appear 0s 400ms both; }
    @keyframes appear { from { visibility: hidden; } }
  `];
}
define("at-code", CodeCell);
declare global { interface HTMLElementTagNameMap { "at-code": CodeCell } }

function endProblem(why: Exclude<RunEnd, "stopped">): Problem {
  const wayOut = { en: "It was stopped; the rest of the notebook goes on.", "pt-BR": "Ele foi parado; o resto do notebook continua." };
  switch (why) {
    case "time": return problem("code-time", "", { expected: { en: `code that ends within ${limits.time / 1000} seconds`, "pt-BR": `um código que termine em ${limits.time / 1000} segundos` }, wayOut });
    case "flood": return problem("code-flood", "", { expected: { en: `at most ${limits.messages} messages from one run`, "pt-BR": `no máximo ${limits.messages} mensagens de uma execução` }, wayOut });
    case "broken": return problem("code-broken", "", { expected: { en: "an answer of at most 5 MB that can be read", "pt-BR": "uma resposta legível de no máximo 5 MB" }, wayOut });
  }
}
