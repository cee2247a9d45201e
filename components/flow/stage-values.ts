import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../src/base/text.js";
import { textOf } from "../../src/base/text.js";
import type { Stage } from "../../src/model/stage.js";
import type { Activation, Inspection } from "../../src/training/run.js";
import type { LocaleController } from "../base/locale.js";
import "./attended-words.js";
import "./heat-strip.js";
import { probabilityBars } from "./probabilities.js";

const words = {
  unknown: { en: "not in the vocabulary", "pt-BR": "fora do vocabulário" },
  dimension: { en: "dimension", "pt-BR": "dimensão" },
  filter: { en: "filter", "pt-BR": "filtro" },
  unit: { en: "unit", "pt-BR": "unidade" },
  feature: { en: "feature", "pt-BR": "característica" },
  embedding: { en: "The vector of each word, one row a word", "pt-BR": "O vetor de cada palavra, uma linha por palavra" },
  convolution: { en: "The answer of each filter at each position", "pt-BR": "A resposta de cada filtro em cada posição" },
  winners: { en: "Where each filter found its maximum: one mark a filter", "pt-BR": "Onde cada filtro encontrou seu máximo: uma marca por filtro" },
  pooled: { en: "The vector after pooling", "pt-BR": "O vetor depois do pooling" },
  dense: { en: "The answer of each unit", "pt-BR": "A resposta de cada unidade" },
  filters: { en: "filters", "pt-BR": "filtros" },
} satisfies Record<string, Text>;

/** What the text being watched does in one stage of the network; nothing where the network has said nothing of it. */
export function stageValues(stage: Stage, live: Inspection, classes: readonly Text[], text: LocaleController): TemplateResult | typeof nothing {
  const { say } = text;
  const activation = live.activations[stage.name];
  const strip = (of: Activation, label: Text, column: Text, rows: readonly string[] = live.tokens): TemplateResult =>
    html`<at-heat-strip .activation=${of} .rows=${rows} stage=${stage.kind} label=${say(label)} column=${say(column)}></at-heat-strip>`;
  switch (stage.kind) {
    case "text": return html`<p class="tokens">${live.tokens.map((token, i) => html`
      <span class=${live.tokenIds[i] === 1 ? "token unknown" : "token"} title=${live.tokenIds[i] === 1 ? say(words.unknown) : nothing}>${token}<small>${live.tokenIds[i]}</small></span>`)}</p>
      ${live.tokenIds.includes(1) ? html`<p class="note">1: ${say(words.unknown)}</p>` : nothing}`;
    case "embedding": return activation ? strip(activation, words.embedding, words.dimension) : nothing;
    case "convolution": return activation ? html`${strip(activation, words.convolution, words.filter)}<p class="note">${say(strongest(activation, live))}</p>` : nothing;
    case "attention": return html`<at-attended-words .snapshot=${live}></at-attended-words>`;
    case "pooling": return activation ? pooling(activation, live, strip, say) : nothing;
    case "dense": return activation ? unitBars(activation, words.unit, words.dense, text) : nothing;
    case "output": return html`${probabilityBars(classes, live.probabilities, text)}<p class="note">${say(answerText(live))}</p>`;
    case "training": return nothing;
  }
}

/** The filter that answers most, and the words it answers to. */
function strongest({ shape, data }: Activation, live: Inspection): Text {
  const columns = shape[1] ?? 1;
  let best = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! > data[best]!) best = i;
  const position = Math.floor(best / columns);
  const [first, last] = live.receptiveFields[position] ?? [position, position];
  const seen = live.tokens.slice(first, last + 1).join(" ");
  const value = data[best] ?? 0;
  return textOf((locale) => {
    const said = value.toLocaleString(locale, { maximumSignificantDigits: 3 });
    return locale === "en" ? `Filter ${(best % columns) + 1} answers most (${said}), to “${seen}”.` : `O filtro ${(best % columns) + 1} é o que mais responde (${said}), a “${seen}”.`;
  });
}

function pooling(activation: Activation, live: Inspection, strip: (of: Activation, label: Text, column: Text, rows?: readonly string[]) => TemplateResult, say: (text: Text) => string): TemplateResult {
  const winners = live.poolWinners;
  if (winners.length === 0) return strip(activation, words.pooled, words.feature, []);
  const filters = winners.length;
  const data = new Float32Array(live.tokens.length * filters);
  const won = live.tokens.map(() => 0);
  winners.forEach((position, filter) => {
    if (position < 0 || position >= won.length) return;
    // A filter that is silent everywhere has no winner worth showing.
    if ((activation.data[filter] ?? 0) <= 0) return;
    data[position * filters + filter] = activation.data[filter]!;
    won[position]!++;
  });
  const most = won.indexOf(Math.max(...won));
  const silent = winners.filter((_, filter) => (activation.data[filter] ?? 0) <= 0).length;
  const summary = textOf((locale) => locale === "en"
    ? `The position at “${live.tokens[most]}” wins ${won[most]} of ${filters} filters${silent > 0 ? `; ${silent} are silent everywhere` : ""}.`
    : `A posição em “${live.tokens[most]}” vence em ${won[most]} de ${filters} filtros${silent > 0 ? `; ${silent} ficam em silêncio no texto todo` : ""}.`);
  return html`${strip({ shape: [live.tokens.length, filters], data }, words.winners, words.filter, live.tokens.map((token, i) => `${token} ${won[i]! > 0 ? `×${won[i]}` : ""}`))}<p class="note">${say(summary)}</p>`;
}

function unitBars({ data }: Activation, unit: Text, label: Text, text: LocaleController): TemplateResult {
  const shown = Array.from(data.subarray(0, 32));
  const most = Math.max(...shown.map(Math.abs), 1e-9);
  return html`
    <ul class="units" aria-label=${text.say(label)}>
      ${shown.map((value, i) => html`
        <li><span>${text.say(unit)} ${i + 1}</span><span class="track" aria-hidden="true"><span class="fill" style="width: ${((Math.abs(value) / most) * 100).toFixed(1)}%"></span></span><span class="share">${text.number(value, { significant: 3 })}</span></li>`)}
    </ul>
    ${data.length > 32 ? html`<p class="note">… ${text.number(data.length)}</p>` : nothing}`;
}

const answerText = ({ logits, probabilities }: Inspection): Text => textOf((locale) => {
  const say = (value: number | undefined): string => (value ?? NaN).toLocaleString(locale, { maximumSignificantDigits: 3 });
  return logits.length === 1 ? `σ(${say(logits[0])}) = ${say(probabilities[1])}` : `logits: ${logits.map(say).join(locale === "en" ? ", " : "; ")}`;
});
