import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { sparkPath } from "../../src/plots/sparkline.js";
import { pointsOf } from "../../src/training/history/history-curve.js";
import { overRuns, pointOf, type HistoryRow, type WhichEpoch } from "../../src/training/history/history-rows.js";
import type { LocaleController } from "../base/locale.js";
import { shareText } from "../base/share-text.js";
import { backendOf, changedText, lossText, secondsText, shortNumber, stateText, subjectText, whenText } from "./sentences.js";
import type { RowAction } from "./list.js";
import { words } from "./words.js";

export interface RowState {
  readonly which: WhichEpoch;
  /** In which it is drawn; undefined while it is not. */
  readonly colour: string | undefined;
  readonly isOpened: boolean;
  readonly isLive: boolean;
  /** Whether the keyboard comes to it. */
  readonly isActive: boolean;
  /** Of its notebook, where runs of several stand together. */
  readonly title: string;
  act(what: RowAction["do"]): void;
  focused(): void;
}

const [width, height] = [96, 40];

/** Training loss solid and validation loss dashed, as in every figure; the numbers stand beside it. */
function sparkline({ runs }: HistoryRow, colour: string | undefined): SVGTemplateResult | typeof nothing {
  const points = pointsOf(runs[0]!.curve);
  const [training, validation] = [points.map(({ trainingLoss }) => trainingLoss), points.map(({ validationLoss }) => validationLoss)];
  const finite = [...training, ...validation].filter(Number.isFinite);
  if (finite.length === 0) return nothing;
  const box = { width, height, range: [Math.min(...finite), Math.max(...finite)] as const };
  return svg`<svg aria-hidden="true" width=${width} height=${height} viewBox="0 0 ${width} ${height}" fill="none" stroke=${colour ?? "var(--at-ink-soft)"} stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
    <path d=${sparkPath(training, box)} opacity="0.8"/><path d=${sparkPath(validation, box)} stroke-dasharray="4 3"/></svg>`;
}

/** The cells of one line. Of several runs with different seeds: the newest, with means and spreads. */
export function rowCells(row: HistoryRow, state: RowState, { say, number, locale }: LocaleController): TemplateResult {
  const { runs } = row;
  const run = runs[0]!;
  const name = `${say(words.run)} ${number(run.number)}`;
  const tab = state.isActive ? 0 : -1;
  const accuracy = overRuns(row, (one) => pointOf(one, state.which)?.validationAccuracy);
  const loss = overRuns(row, (one) => pointOf(one, state.which)?.validationLoss);
  const test = overRuns(row, (one) => one.test?.accuracy);
  const seeds = [...new Set(runs.map(({ settings }) => settings.seed))];
  const epoch = runs.length === 1 ? pointOf(run, state.which)?.epoch : undefined;
  const isStarred = runs.some((one) => one.isStarred);
  // Of several, the first was made by a change; the others by another seed.
  const changed = say(changedText(runs.at(-1)!));
  const note = runs.map((one) => one.note).find((text) => text !== "");
  return html`
    <span role="gridcell" class="draw"><input type="checkbox" data-control="draw" tabindex=${tab} aria-label="${say(words.choose)} ${name}" .checked=${state.colour !== undefined} style="accent-color: ${state.colour ?? "var(--at-accent)"}" @change=${() => state.act("draw")} @focus=${state.focused} /></span>
    <span role="gridcell" class="star"><button class="quiet" data-control="star" tabindex=${tab} aria-pressed=${isStarred} aria-label="${say(words.star)} ${name}" @click=${() => state.act("star")} @focus=${state.focused}>${isStarred ? "★" : "☆"}</button></span>
    <span role="gridcell" class="run">
      <span class="first"><button class="name quiet" data-control="open" tabindex=${tab} aria-expanded=${state.isOpened} @click=${() => state.act("open")} @focus=${state.focused}>${name}</button>
        <span class="when">${whenText(run.startedAt, locale)}${run.state === "done" && !state.isLive ? nothing : html` · ${say(stateText(run, state.isLive))}`}</span>
        <span class="subject">${say(subjectText(run))}${state.title ? html` · ${state.title}` : nothing}</span></span>
      <span class="changes" title=${changed}>${note === undefined ? nothing : html`<b class="note-text">${note}</b> `}${changed}</span></span>
    <span role="gridcell" class="seed" data-label=${say(words.seed)}>${runs.length === 1 ? number(seeds[0]!) : html`${number(runs.length)} ${locale === "en" ? "runs" : "execuções"}<small>${seeds.slice(0, 4).map((seed) => number(seed)).join(", ")}${seeds.length > 4 ? "…" : ""}</small>`}</span>
    <span role="gridcell" class="curve"><span class="spoken">${lossText(loss, locale)}</span>${sparkline(row, state.colour)}</span>
    <span role="gridcell" class="best"><b>${shareText(accuracy, locale)}</b><small>${say(words.loss)} ${lossText(loss, locale)}${epoch === undefined ? nothing : html` · ${locale === "en" ? "epoch" : "época"} ${number(epoch)}`}</small>${Number.isNaN(test.mean) ? nothing : html`<small>${say(words.test)} ${shareText(test, locale)}</small>`}</span>
    <span role="gridcell" class="cost">${secondsText(overRuns(row, ({ seconds }) => seconds).mean, locale)}<small title="${number(run.parameters)} ${say(words.parameters)}">${shortNumber(run.parameters, locale)} ${say(words.parameters)}</small><small title="${number(run.multiplyAdds)} ${say(words.multiplyAdds)}">${shortNumber(run.multiplyAdds, locale)} mult-add</small></span>
    <span role="gridcell" class="on">${say(backendOf(run))}</span>`;
}
