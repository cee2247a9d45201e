import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import type { LocaleController } from "../base/locale.js";
import type { Comparison } from "../controllers/comparison.js";
import { words } from "./words.js";

export interface ProgressData {
  readonly comparison: Comparison;
  readonly isBusy: boolean;
  /** Why it cannot begin. */
  readonly obstacle: string | undefined;
  readonly titleOf: (key: string | undefined) => Text | undefined;
  readonly main: () => void;
  readonly stop: () => void;
}

const judgedOf = ({ outcomes }: Comparison): number => outcomes.filter(({ report }) => report).length;

/** The buttons, why they wait, and how far it is. */
export function progressView({ comparison, isBusy, obstacle, titleOf, main, stop }: ProgressData, { say, number, locale }: LocaleController): TemplateResult {
  const { state, outcomes, run, total } = comparison;
  const label = state === "running" ? words.pause : state === "paused" ? words.resume : outcomes.length > 0 ? words.again : words.compare;
  const steps = run && run.stepsPerEpoch > 0 ? (run.steps.at(-1)?.step ?? 0) / (run.stepsPerEpoch * run.settings.epochs) : 0;
  const done = total > 0 ? (judgedOf(comparison) + (run && !run.result ? steps : 0)) / total : 0;
  const title = run ? titleOf(outcomes.at(-1)?.key) : undefined;
  return html`<div class="controls">
      <button class="main primary" aria-disabled=${obstacle === undefined ? "false" : "true"} aria-describedby=${obstacle === undefined ? nothing : "obstacle"} @click=${main}>${say(label)}</button>
      <button class="stop" aria-disabled=${isBusy ? "false" : "true"} @click=${stop}>${say(words.stop)}</button>
    </div>
    ${obstacle === undefined ? (state === "idle" ? html`<p class="note">${say(words.idle)}</p>` : nothing) : html`<p id="obstacle" class="note">${obstacle}</p>`}
    ${!isBusy ? nothing : html`
      <div class="progress" role="progressbar" aria-label=${say(words.progress)} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(done * 100)}><span style="width: ${(done * 100).toFixed(1)}%"></span></div>
      <p class="where">${run && title ? (locale === "en"
        ? `Run ${number(outcomes.length)} of ${number(total)}: ${say(title)}, seed ${number(run.settings.seed)}${run.epochs.length > 0 ? `, epoch ${number(run.epochs.length)} done` : ""}.`
        : `Execução ${number(outcomes.length)} de ${number(total)}: ${say(title)}, semente ${number(run.settings.seed)}${run.epochs.length > 0 ? `, época ${number(run.epochs.length)} pronta` : ""}.`) : ""}</p>`}`;
}

/** Said when a run ends and when all have. @param sentences what the numbers say */
export function spokenText(comparison: Comparison, sentences: readonly Text[], { say, locale }: LocaleController): string {
  const { state, total, problems } = comparison;
  const judged = judgedOf(comparison);
  if (state === "failed") return problems.map(({ message }) => say(message)).join(" ");
  if (state === "done" || state === "stopped") return `${locale === "en" ? "The comparison ended." : "A comparação terminou."} ${sentences.map(say).join(" ")}`;
  if (state === "paused") return locale === "en" ? "Paused." : "Em pausa.";
  if (state === "running") return locale === "en" ? `${judged} of ${total} runs done.` : `${judged} de ${total} execuções prontas.`;
  return "";
}
