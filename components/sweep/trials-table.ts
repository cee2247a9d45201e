import { html, nothing, type TemplateResult } from "lit";
import type { SweepPlan } from "../../src/training/sweep/plan.js";
import { ranked, scoreOf, secondsOf, type Trial } from "../../src/training/sweep/trial.js";
import type { LocaleController } from "../base/locale.js";
import { shortValue } from "./value.js";
import { stateWords, words } from "./words.js";

/** More rows than this are in the CSV of the figures, not here. */
const mostRows = 200;

/** Every trial, best first; those without a result at the end, with the reason. */
export function trialsTable(plan: SweepPlan, trials: readonly Trial[], which: "best" | "last", { say, number, locale }: LocaleController): TemplateResult {
  const { objective } = plan.values;
  const good = ranked(trials, objective);
  const rest = trials.filter((trial) => !good.includes(trial));
  const { dimensions } = plan.space;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say(words.trials)}><table>
    <thead><tr><th scope="col">${say(words.trial)}</th><th scope="col">${say(words.accuracy)}</th><th scope="col">${say(words.loss)}</th>
      ${dimensions.map(({ field }) => html`<th scope="col">${say(field.label)}</th>`)}
      <th scope="col">${say(words.epochs)}</th><th scope="col">${say(words.parameters)}</th><th scope="col">${say(words.seconds)}</th><th scope="col" class="word">${say(words.state)}</th></tr></thead>
    <tbody>${[...good, ...rest].slice(0, mostRows).map((trial, i) => {
      const { accuracy, loss } = scoreOf(trial, objective, which);
      return html`<tr class=${i === 0 && good.length > 0 ? "first" : ""}><th scope="row">${number(trial.index + 1)}</th>
        <td>${number(accuracy, { percent: true, decimals: 1, fixed: true })}</td><td>${number(loss, { decimals: 3, fixed: true })}</td>
        ${dimensions.map((dimension) => html`<td>${Object.hasOwn(trial.point, dimension.name) ? shortValue(dimension, trial.point[dimension.name], locale) : "–"}</td>`)}
        <td>${number(trial.runs[0]?.epochs.length ?? 0)}</td><td>${number(trial.parameters)}</td><td>${number(secondsOf([trial]), { decimals: 1 })}</td>
        <td class="word">${say(stateWords[trial.state])}${trial.from === undefined ? nothing : ` · ${trial.from}`}${trial.why ? html`<span class="spoken">: </span>` : nothing}</td></tr>
        ${trial.why ? html`<tr><td></td><td class="why word" colspan=${dimensions.length + 6}>${say(trial.why)}</td></tr>` : nothing}`;
    })}</tbody></table></div>`;
}
