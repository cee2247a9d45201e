import { html, nothing, type TemplateResult } from "lit";
import { settingsSchema } from "../../src/data/settings.js";
import { describeValue, type Field } from "../../src/hyperparameters/field.js";
import { nonDefaults, type Values } from "../../src/hyperparameters/schema.js";
import { show } from "../../src/base/problem.js";
import type { HistoryRecord } from "../../src/training/history/history-record.js";
import { basisOf } from "../../src/training/run-state.js";
import { schemaOfArchitecture } from "../../src/training/schema.js";
import type { LocaleController } from "../base/locale.js";
import { shareText } from "../base/share-text.js";
import { changedText, secondsText, stateText, subjectText, whenText } from "./sentences.js";
import { fieldOf, labelOf } from "../train/changes.js";
import { words } from "./words.js";

/** What can be done with a run that is looked at. */
export interface DetailActions {
  /** Undefined where there is no notebook to put a cell into. */
  readonly open: (() => void) | undefined;
  /** Undefined where no hyperparameters cell is read. */
  readonly use: (() => void) | undefined;
  readonly isLive: boolean;
  remark(note: string): void;
  remove(): void;
  close(): void;
}

/** The literal of a hyperparameters cell that has a run's settings. */
export const cellSettingsOf = ({ settings: { architecture, hyperparameters } }: HistoryRecord): Readonly<Record<string, unknown>> =>
  ({ architecture, ...nonDefaults(schemaOfArchitecture(architecture), hyperparameters) });

/** Everything that is known of one run, a place for a note, and what to do with it. */
export function detailView(record: HistoryRecord, actions: DetailActions, text: LocaleController): TemplateResult {
  const { say, number, locale } = text;
  const { test, best, last } = record;
  const share = (value: number): string => number(value, { percent: true, decimals: 1 });
  const point = (label: string, of: HistoryRecord["best"]): TemplateResult | typeof nothing => (of ? html`<div><dt>${label}</dt><dd>${number(of.epoch)}: ${share(of.validationAccuracy)}, ${say(words.loss)} ${number(of.validationLoss, { decimals: 3, fixed: true })} (${say(words.validation)})</dd></div>` : nothing);
  return html`<section class="detail" aria-labelledby="detail">
    <div class="top"><h3 id="detail" tabindex="-1">${say(words.run)} ${number(record.number)}: ${say(subjectText(record))}</h3><button class="quiet close" @click=${() => actions.close()}>${say(words.close)}</button></div>
    <p class="note">${whenText(record.startedAt, locale)} · ${say(stateText(record, actions.isLive))}</p>
    <p class="what"><b>${say(words.changes)}:</b> ${say(changedText(record, 100))}.</p>
    <dl class="facts">
      ${point(say(words.best), best)}${point(say(words.last), last)}
      ${test ? html`<div><dt>${say(words.testTexts)}</dt><dd>${shareText({ mean: test.accuracy, deviation: NaN }, locale)} ${locale === "en" ? "of" : "de"} ${number(test.count)}; ${locale === "en" ? "the larger class" : "a classe maior"}: ${share(record.majorityBaseline)}</dd></div>` : nothing}
      <div><dt>${say(words.cost)}</dt><dd>${number(record.parameters)} ${say(words.parameters)}, ${number(record.multiplyAdds)} ${say(words.multiplyAdds)}, ${number(record.steps)} ${locale === "en" ? "steps" : "passos"}, ${secondsText(record.seconds, locale)}</dd></div>
    </dl>
    <label class="remark">${say(words.note)}<textarea rows="2" maxlength="500" .value=${record.note} @input=${stop} @change=${(event: Event) => { stop(event); actions.remark((event.target as HTMLTextAreaElement).value.trim()); }} @keydown=${stop}></textarea></label>
    <div class="actions">
      ${actions.open ? html`<button class="open-cell" @click=${actions.open}>${say(words.open)}</button>` : nothing}
      ${actions.use ? html`<button class="use" @click=${actions.use}>${say(words.use)}</button>` : nothing}
      <button class="delete" aria-disabled=${actions.isLive} aria-describedby=${actions.isLive ? "live" : nothing} @click=${() => { if (!actions.isLive) actions.remove(); }}>${say(words.delete)}</button>
      ${actions.isLive ? html`<span id="live" class="note">${say(words.live)}</span>` : nothing}
    </div>
    <details><summary>${say(words.settings)}</summary>${settingsTable(record, text)}</details>
  </section>`;
}
const stop = (event: Event): void => event.stopPropagation();

function settingsTable(record: HistoryRecord, { say, locale }: LocaleController): TemplateResult {
  const basis: Values = basisOf(record.settings, record.data);
  const said = (field: Field | undefined, value: unknown): string => (field ? describeValue(field, value, locale) : show(value));
  const isUsual = (field: Field | undefined, value: unknown): boolean => field?.default === value;
  return html`<table><caption class="spoken">${say(words.settings)}</caption><tbody>${Object.entries(basis).map(([name, value]) => {
    const field = name === "data.source" ? settingsSchema(record.data?.source)["source"] : fieldOf(name, record);
    return html`<tr class=${isUsual(field, value) ? "usual" : ""}><th scope="row">${labelOf(name, field, locale)}</th><td>${said(field, value)}</td></tr>`;
  })}</tbody></table>`;
}
