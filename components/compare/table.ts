import { html, nothing, type TemplateResult } from "lit";
import type { NumberStyle, Text } from "../../src/base/text.js";
import type { Expectation } from "../../src/data/expectation.js";
import type { Measured, Standing } from "../../src/training/comparison/outcome.js";
import type { Cost } from "../../src/model/budget.js";
import type { LocaleController } from "../base/locale.js";
import { words } from "./words.js";

/** A network in the table: planned here, or a run that was given. */
export interface TableColumn {
  readonly key: string;
  readonly title: Text;
  readonly cost: Cost;
  readonly standing: Standing;
  readonly guess: number | undefined;
  readonly expected: Expectation | undefined;
}
export interface TableData {
  readonly columns: readonly TableColumn[];
  readonly classes: readonly Text[];
  readonly kinds: Readonly<Record<string, Text>>;
  readonly majority: number;
  readonly on: "test" | "validation" | undefined;
}

interface Row {
  readonly label: string;
  readonly read: (column: TableColumn) => Measured | number | undefined;
  readonly style: NumberStyle;
  /** Which is best; undefined where none is. */
  readonly best?: "most" | "least";
  /** What always answering the largest class would have. */
  readonly majority?: number;
}

const share: NumberStyle = { percent: true, decimals: 1, fixed: true };
const meanOf = (value: Measured | number | undefined): number => (typeof value === "number" ? value : value?.mean ?? NaN);

/** Networks as columns, measures as rows: means over the seeds, with their standard deviation. */
export function tableView({ columns, classes, kinds, majority, on }: TableData, text: LocaleController): TemplateResult | typeof nothing {
  const { say, number, locale } = text;
  if (columns.every(({ standing }) => standing.seeds === 0)) return nothing;
  const firstWith = columns.find(({ standing }) => standing.seeds > 0)!.standing;
  const kindNames = [...new Set(columns.flatMap(({ standing }) => standing.perKind.map(({ kind }) => kind)))];
  const rows: readonly Row[] = [
    { label: say(words.parameters), read: ({ cost }) => cost.parameters, style: {} },
    { label: say(words.multiplyAdds), read: ({ cost }) => cost.multiplyAdds, style: {} },
    { label: say(words.stepsPerSecond), read: ({ standing }) => standing.stepsPerSecond, style: { significant: 3 } },
    { label: say(words.seedCount), read: ({ standing }) => standing.seeds, style: {} },
    { label: say(words.accuracy), read: ({ standing }) => standing.accuracy, style: share, best: "most", majority },
    ...(columns.some(({ guess }) => guess !== undefined) ? [{ label: say(words.yourGuess), read: ({ guess }: TableColumn) => guess, style: { percent: true, decimals: 0 } }] : []),
    { label: say(words.loss), read: ({ standing }) => standing.loss, style: { decimals: 3, fixed: true }, best: "least" },
    { label: say(words.macroF1), read: ({ standing }) => standing.macroF1, style: { decimals: 3, fixed: true }, best: "most" },
    { label: say(words.calibrationError), read: ({ standing }) => standing.calibrationError, style: { decimals: 3, fixed: true }, best: "least" },
    ...classes.map((name, i): Row => ({ label: `${say(words.ofClass)} “${say(name)}”`, read: ({ standing }) => standing.perClass[i], style: share })),
    ...kindNames.map((kind): Row => ({ label: `${say(words.ofKind)} “${kinds[kind] ? say(kinds[kind]) : kind}”`, read: ({ standing }) => standing.perKind.find((one) => one.kind === kind)?.accuracy, style: share })),
  ];
  const count = number(firstWith.count);
  const caption = locale === "en"
    ? `Measured on ${count} ${on === "validation" ? "validation" : "test"} texts; ± is one standard deviation over the seeds.`
    : `Medido em ${count} textos de ${on === "validation" ? "validação" : "teste"}; ± é um desvio padrão entre as sementes.`;
  return html`<p class="note caption" id="measured">${caption}</p><div class="scroll" tabindex="0" role="region" aria-labelledby="measured"><table aria-labelledby="measured">
    <thead><tr><th scope="col">${say(words.measure)}</th>${columns.map(({ title }) => html`<th scope="col">${say(title)}</th>`)}${Number.isFinite(majority) ? html`<th scope="col">${say(words.majority)}</th>` : nothing}</tr></thead>
    <tbody>${rows.map((row) => rowView(row, columns, Number.isFinite(majority), text))}</tbody>
  </table></div>`;
}

function rowView({ label, read, style, best, majority }: Row, columns: readonly TableColumn[], hasMajority: boolean, { number }: LocaleController): TemplateResult {
  const means = columns.map((column) => meanOf(read(column)));
  const finite = means.filter(Number.isFinite);
  const top = best && finite.length > 1 ? (best === "most" ? Math.max(...finite) : Math.min(...finite)) : NaN;
  return html`<tr><th scope="row">${label}</th>${columns.map((column, i) => {
    const value = read(column);
    const deviation = typeof value === "object" ? value.deviation : NaN;
    return html`<td class=${means[i] === top ? "best" : ""}>${number(means[i]!, style)}${Number.isFinite(deviation) ? html` <span class="spread">± ${number(deviation * (style.percent ? 100 : 1), style.significant ? { significant: 2 } : { decimals: style.percent ? 1 : 3, fixed: true })}</span>` : nothing}</td>`;
  })}${hasMajority ? html`<td>${majority === undefined ? "" : number(majority, style)}</td>` : nothing}</tr>`;
}
