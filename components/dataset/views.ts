import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { seededRandom } from "../../src/base/random.js";
import { formatNumber } from "../../src/base/text.js";
import { splitNames, type Dataset, type Example, type PreparedData } from "../../src/data/dataset.js";
import { tokenize, type TokenLevel } from "../../src/data/tokenizer.js";
import type { LocaleController } from "../base/locale.js";
import { words } from "./words.js";

const classColour = (index: number): string => `var(--at-class-${index % 4})`;

/** Counts of every class in every part, with a bar for the balance. */
export function countsView({ classes, statistics: { classCounts } }: PreparedData, text: LocaleController): TemplateResult {
  const { say, number } = text;
  const totals = classes.map((_, label) => splitNames.reduce((sum, name) => sum + (classCounts[name][label] ?? 0), 0));
  const largest = Math.max(1, ...totals);
  return html`<table>
    <caption class="spoken">${say(words.counts)}</caption>
    <thead><tr><th scope="col">${say(words.className)}</th><td class="barcell"></td>${splitNames.map((name) => html`<th scope="col" class="number">${say(words[name])}</th>`)}<th scope="col" class="number">${say(words.all)}</th></tr></thead>
    <tbody>${classes.map((name, label) => html`<tr style=${styleMap({ "--at-class": classColour(label) })}>
      <th scope="row" class="name"><span class="swatch"></span>${say(name)}</th>
      <td class="barcell"><span class="bar" style=${styleMap({ width: `${((totals[label]! / largest) * 100).toFixed(1)}%` })}></span></td>
      ${splitNames.map((split) => html`<td class="number">${number(classCounts[split][label] ?? 0)}</td>`)}<td class="number">${number(totals[label]!)}</td>
    </tr>`)}</tbody></table>`;
}

/** Row numbers to show: as many of each class as fit, drawn anew for every page. */
export function samplesOf({ classes, examples, split, settings }: PreparedData, page: number, count = 4): readonly number[] {
  const random = seededRandom(settings.seed + page * 7919);
  const byClass = classes.map((_, label) => random.shuffled(split.train.filter((index) => examples[index]!.label === label)));
  return Array.from({ length: count }, (_, i) => byClass[i % classes.length]?.[Math.floor(i / classes.length)]).filter((index) => index !== undefined);
}

export function samplesView(prepared: PreparedData, source: Dataset | undefined, page: number, text: LocaleController): TemplateResult {
  const { say } = text;
  const { classes, examples, settings } = prepared;
  const language = settings.options["language"] ?? (source?.languages.length === 1 ? source.languages[0] : undefined);
  const rows = samplesOf(prepared, page).map((index) => examples[index]!);
  return html`<ul class="rows">${rows.map((example) => html`<li style=${styleMap({ "--at-class": classColour(example.label) })}>
      <span class="label">${classes[example.label] ? say(classes[example.label]!) : example.label}${example.kind === undefined ? nothing : html` <span class="kind">${kindTitle(example.kind, source, text)}</span>`}</span>
      <span class="text" lang=${typeof language === "string" ? language : nothing}>${markedText(example, settings.level)}</span>
    </li>`)}</ul>
    ${rows.some(({ why }) => why !== undefined && why.length > 0) ? html`<p class="note">${say(words.marked)}</p>` : nothing}`;
}

/** A source names its kinds, by themselves or where it offers them as a choice. */
function kindTitle(kind: string, source: Dataset | undefined, { say }: LocaleController): string {
  if (source?.kinds?.[kind]) return say(source.kinds[kind]);
  for (const field of Object.values(source?.options ?? {})) {
    if (field.kind === "choice" && Object.hasOwn(field.choices, kind)) return say(field.choices[kind]!).split(": ")[0]!;
  }
  return kind;
}

/** The text as it was written, with the tokens that decide it marked. */
function markedText({ text, why = [] }: Example, level?: TokenLevel): readonly (string | TemplateResult)[] {
  if (why.length === 0) return [text];
  const tokens = tokenize(text, level);
  const parts: (string | TemplateResult)[] = [];
  let at = 0;
  for (const index of [...why].sort((a, b) => a - b)) {
    const token = tokens[index];
    if (!token || token.start < at) continue;
    parts.push(text.slice(at, token.start), html`<mark>${text.slice(token.start, token.end)}</mark>`);
    at = token.end;
  }
  return [...parts, text.slice(at)];
}

export function leftOutView({ dropped }: PreparedData, text: LocaleController): TemplateResult | typeof nothing {
  const rows = dropped.filter(({ count }) => count > 0);
  if (rows.length === 0) return nothing;
  return html`<p class="note">${text.say(words.leftOut)}: ${rows.map(({ reason, count }) => `${formatNumber(count, text.locale)} (${text.say(reason)})`).join(", ")}.</p>`;
}
