import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { formatDuration } from "../../src/base/text.js";
import { diagnose } from "../../src/training/diagnosis.js";
import type { Evaluation, Run } from "../../src/training/run.js";
import { changesBetweenRuns } from "../../src/training/run-changes.js";
import type { LocaleController } from "../base/locale.js";
import { changeList } from "./changes.js";
import { backendText, endSentence, measured, resultSentence } from "./sentences.js";
import { words } from "./words.js";

/** What happened on the way and stopped nothing. */
export const noticesView = ({ notices = [] }: Run, { say }: LocaleController): TemplateResult =>
  html`<div role="log">${notices.map((notice) => html`<p class="note notice">${say(notice)}</p>`)}</div>`;

/** Colour of a run, the same in every figure. */
const runColour = ({ number }: Run): string => `var(--at-run-${((Math.max(1, number) - 1) % 6) + 1})`;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param showEngine tells where the time goes */
export function progressView(run: Run, text: LocaleController, showEngine: () => void): TemplateResult {
  const { say, number, locale } = text;
  const total = run.stepsPerEpoch * run.settings.epochs;
  const step = run.steps.at(-1)?.step ?? 0;
  const done = total > 0 ? Math.min(1, step / total) : 0;
  const epoch = run.steps.at(-1)?.epoch ?? 0;
  const en = locale === "en";
  const parts = total === 0 ? [] : [
    html`<b>${en ? "Epoch" : "Época"} ${number(epoch)}</b> ${en ? "of" : "de"} ${number(run.settings.epochs)}`,
    html`${en ? "step" : "passo"} ${number(step)} ${en ? "of" : "de"} ${number(total)}`,
    ...(run.state === "running" && run.secondsLeft > 0 ? [html`${formatDuration(run.secondsLeft, locale)} ${say(words.left)}`] : []),
    ...(run.examplesPerSecond > 0 ? [html`${number(run.examplesPerSecond, { significant: 3 })} ${say(words.perSecond)}`] : []),
    ...(run.environment ? [html`<button class="engine quiet" aria-haspopup="dialog" title=${say(words.engine)} @click=${showEngine}>${say(backendText(run.environment.backend, run.environment.threads))}</button>`] : []),
  ];
  return html`
    <div class="progress ${run.state}" role="progressbar" aria-label=${say(words.progress)} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(done * 100)}>
      <span style=${styleMap({ width: `${(done * 100).toFixed(1)}%` })}></span>
    </div>
    <p class="where">${parts.map((part) => html`<span>${part}</span>`)}</p>`;
}

export function numbersView(run: Run, text: LocaleController): TemplateResult | typeof nothing {
  const { say, number } = text;
  if (run.steps.length === 0) return nothing;
  const last = run.epochs.at(-1);
  // One batch is noise: the mean of the last twenty reads as a trend.
  const recent = run.steps.slice(-20);
  const [loss, accuracy] = [mean(recent.map((step) => step.loss)), mean(recent.map((step) => step.accuracy))];
  const percent = (value: number): string => number(value, { percent: true, decimals: 0 });
  const bar = (label: string, value: number, kind: string): TemplateResult => html`<div class="row"><span>${label}</span>
    <span class="bar" aria-hidden="true"><span class="fill ${kind}" style=${styleMap({ width: `${Number.isFinite(value) ? (value * 100).toFixed(1) : 0}%` })}></span>
      ${Number.isFinite(run.majorityBaseline) ? html`<span class="line" style=${styleMap({ "inset-inline-start": `${(run.majorityBaseline * 100).toFixed(1)}%` })}></span>` : nothing}</span>
    <span class="value">${percent(value)}</span></div>`;
  return html`<div class="numbers" style=${styleMap({ "--at-run": runColour(run) })}>
    <div class="measure loss"><h3>${say(words.loss)}</h3>
      <div class="row"><span>${say(words.training)}</span><span class="value">${number(loss, { decimals: 3, fixed: true })}</span></div>
      <div class="row"><span>${say(words.validation)}</span><span class="value">${last ? number(last.validationLoss, { decimals: 3, fixed: true }) : "—"}</span></div>
    </div>
    <div class="measure"><h3>${say(words.accuracy)}</h3>
      ${bar(say(words.training), accuracy, "")}${bar(say(words.validation), last?.validationAccuracy ?? NaN, "dashed")}
      ${Number.isFinite(run.majorityBaseline) ? html`<p class="majority">┆ ${say(words.majority)}: ${percent(run.majorityBaseline)}</p>` : nothing}
    </div>
  </div>`;
}

export function staleView(run: Run, text: LocaleController): TemplateResult | typeof nothing {
  if (run.stale.length === 0) return nothing;
  const en = text.locale === "en";
  const changes = changeList(run.stale, run, text.locale);
  return html`<p class="stale"><b>${en ? "Changed since this run:" : "Mudou desde esta execução:"}</b> <span>${changes}.</span> <span>${en ? "Train again to see the difference." : "Treine de novo para ver a diferença."}</span></p>`;
}

export function resultView(run: Run, text: LocaleController): TemplateResult | typeof nothing {
  const { say } = text;
  if (!run.result) return nothing;
  const found = measured(run);
  const diagnosis = diagnose(run);
  return html`<p class="result">${say(resultSentence(run))}</p><p class="note ended">${say(endSentence(run))}</p>
    ${diagnosis ? html`<p class="diagnosis">${say(diagnosis.message)}</p>` : nothing}
    ${found ? confusionView(found.evaluation, run, say(found.on === "test" ? words.confusion : words.confusionValidation), text) : nothing}`;
}

function confusionView({ confusion }: Evaluation, run: Run, caption: string, text: LocaleController): TemplateResult {
  const { say, number } = text;
  const name = (index: number): string => (run.classes[index] ? say(run.classes[index]) : String(index));
  return html`<div class="scroll"><table class="confusion">
    <caption>${caption}</caption>
    <thead><tr><td class="corner"></td>${confusion.map((_, predicted) => html`<th scope="col">${say(words.answered)} ${name(predicted)}</th>`)}</tr></thead>
    <tbody>${confusion.map((row, label) => {
      const total = row.reduce((sum, count) => sum + count, 0);
      return html`<tr><th scope="row">${say(words.truly)} ${name(label)}</th>${row.map((count, predicted) => html`<td class=${predicted === label ? "right" : "wrong"}
        style=${styleMap({ background: `color-mix(in oklab, var(${predicted === label ? "--at-good" : "--at-danger"}) ${total > 0 ? Math.round((count / total) * 22) : 0}%, var(--at-ground))` })}>${number(count)}</td>`)}</tr>`;
    })}</tbody></table></div>`;
}

/** Every run of the cell, newest first, with what was changed and what came of it. */
export function runsView(run: Run, text: LocaleController): TemplateResult | typeof nothing {
  const { say, number } = text;
  const all = [...run.earlier, ...(run.steps.length > 0 || run.problems.length > 0 ? [run] : [])];
  if (all.length < 2) return nothing;
  const right = (one: Run): string => {
    const accuracy = measured(one)?.evaluation.accuracy ?? one.epochs.at(-1)?.validationAccuracy ?? NaN;
    const on = measured(one)?.on ?? "validation";
    return Number.isFinite(accuracy) ? `${number(accuracy, { percent: true, decimals: 0 })} (${say(words[on])})` : "—";
  };
  return html`<div class="scroll"><table class="runs">
    <caption>${say(words.runs)}</caption>
    <thead><tr><th scope="col">${say(words.run)}</th><th scope="col">${say(words.changed)}</th><th scope="col" class="number">${say(words.epochs)}</th><th scope="col" class="number">${say(words.result)}</th></tr></thead>
    <tbody>${all.map((one, index) => {
      const before = all[index - 1];
      const changes = before ? changesBetweenRuns(before, one) : [];
      return html`<tr><th scope="row"><span class="swatch" style=${styleMap({ background: runColour(one) })}></span>${number(one.number)}</th>
        <td>${before ? (changes.length > 0 ? changeList(changes, one, text.locale) : say(words.same)) : say(words.first)}</td>
        <td class="number">${number(one.epochs.length)}</td><td class="number">${right(one)}</td></tr>`;
    }).reverse()}</tbody></table></div>`;
}
