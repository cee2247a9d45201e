import { html, type TemplateResult } from "lit";
import { formatNumber, plural, textOf, type Text } from "../../src/base/text.js";
import type { DataSettings } from "../../src/data/dataset.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { architectures } from "../../src/model/architectures/index.js";
import { measured } from "../../src/training/comparison/outcome.js";
import { knownGoodFor, type KnownGood } from "../../src/training/known-good.js";
import type { LocaleController } from "../base/locale.js";
import { shareText } from "../base/share-text.js";

const words = {
  use: { en: "Use these settings", "pt-BR": "Usar estas configurações" },
  used: { en: "These are the settings in use.", "pt-BR": "São as configurações em uso." },
} satisfies Record<string, Text>;

/** "Right in 80.1% ± 0.6 of the test texts (3 seeds, 8 epochs); the largest class: 56.6%." */
const measuredText = ({ accuracies, epochs, majority }: KnownGood): Text => textOf((l) => {
  const share = shareText(measured(accuracies), l);
  const largest = formatNumber(majority, l, { percent: true, decimals: 1 });
  return l === "en"
    ? `Right in ${share} of the test texts (${plural(accuracies.length, l, "seed", "seeds")}, at most ${plural(epochs, l, "epoch", "epochs")}); always answering the largest class: ${largest}.`
    : `Acerta ${share} dos textos de teste (${plural(accuracies.length, l, "semente", "sementes")}, no máximo ${plural(epochs, l, "época", "épocas")}); responder sempre a maior classe: ${largest}.`;
});

/** Settings that are known to work on some data, each with what it reached and why. @param params what the cell says now @param use told of the literal that was chosen */
export const knownGoodList = (data: DataSettings, params: Readonly<Record<string, unknown>>, { say }: LocaleController, use: (settings: Values) => void): TemplateResult =>
  html`<ul>${knownGoodFor(data).map((one) => html`<li>
    <p><b>${say(architectures.get(String(one.settings["architecture"]))!.title)}</b></p>
    <p>${say(one.why)}</p><p class="note">${say(measuredText(one))}</p>
    ${sameValues(one.settings, params) ? html`<p class="note used" tabindex="-1">${say(words.used)}</p>` : html`<button @click=${() => use(one.settings)}>${say(words.use)}</button>`}</li>`)}</ul>`;

const sameValues = (a: Values, b: Readonly<Record<string, unknown>>): boolean => Object.keys(b).length === Object.keys(a).length && Object.entries(a).every(([name, value]) => b[name] === value);
