import { html, nothing, type TemplateResult } from "lit";
import type { Expectation } from "../../src/data/expectation.js";
import type { ComparisonPlan, PlannedNetwork } from "../../src/training/comparison/plan.js";
import type { ComparisonSettings } from "../../src/training/comparison/settings.js";
import type { LocaleController } from "../base/locale.js";
import { words } from "./words.js";

/** What is equal for all, in one line. */
export function equalText({ seeds, values }: ComparisonSettings, target: ComparisonPlan["target"], { say, number, locale }: LocaleController): string {
  const en = locale === "en";
  const runs = en ? `${number(seeds.length)} ${seeds.length === 1 ? "seed" : "seeds"}` : `${number(seeds.length)} ${seeds.length === 1 ? "semente" : "sementes"}`;
  const epochs = en ? `${number(values.epochs)} ${values.epochs === 1 ? "epoch" : "epochs"}` : `${number(values.epochs)} ${values.epochs === 1 ? "época" : "épocas"}`;
  if (values.budget === "time") return en ? `Each network learns for ${number(values.seconds)} s with each of ${runs}.` : `Cada rede aprende por ${number(values.seconds)} s com cada uma de ${runs}.`;
  const size = target ? `${number(target.size)} ${say(target.measure === "parameters" ? words.parameters : words.multiplyAdds).toLowerCase()} (± 5%), ` : "";
  return en ? `Equal for all: ${size}the same data, ${epochs}, ${runs}.` : `Igual para todas: ${size}os mesmos dados, ${epochs}, ${runs}.`;
}

/** What the task should show, closed until it is opened: the reader guesses first. */
export function expectationsView(known: readonly { readonly network: PlannedNetwork; readonly expectation: Expectation }[], { say, number }: LocaleController): TemplateResult | typeof nothing {
  if (known.length === 0) return nothing;
  const percent = (value: number): string => number(value, { percent: true, decimals: 0 });
  return html`<details class="expected"><summary>${say(words.expected)}</summary><dl>${known.map(({ network, expectation: { accuracy: [low, high], why, variant } }) => html`
    <dt>${say(network.title)}${variant ? html` (${say(variant)})` : nothing}: ${percent(low)}–${percent(high)}</dt><dd>${say(why)}</dd>`)}</dl></details>`;
}
