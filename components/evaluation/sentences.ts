import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Text } from "../../src/base/text.js";
import type { LocaleController } from "../base/locale.js";

/** A text with what the network said of it. */
export interface ShownSentence {
  /** Index into the data's examples. */
  readonly example: number;
  readonly text: string;
  /** Names in the reader's language. */
  readonly label: string;
  readonly answer: string;
  /** Index of the class answered, for its colour. */
  readonly answerIndex: number;
  readonly isRight: boolean;
  /** Of the answer, in [0, 1]. */
  readonly confidence: number;
  readonly rightProbability: number;
}

/** What a cell that lists texts gives to others: the text that was chosen, empty before one was. */
export interface ChosenText {
  readonly text: string;
  readonly example: number | undefined;
  readonly label: number | undefined;
  readonly answer: number | undefined;
}
export const nothingChosen: ChosenText = { text: "", example: undefined, label: undefined, answer: undefined };

const words = {
  choose: { en: "Look closer", "pt-BR": "Olhar de perto" },
  chosen: { en: "Given to the cells that read this one", "pt-BR": "Entregue às células que leem esta" },
  copy: { en: "Copy", "pt-BR": "Copiar" },
  is: { en: "is", "pt-BR": "é" },
  answered: { en: "answered", "pt-BR": "respondeu" },
  wrong: { en: "wrong", "pt-BR": "errou" },
  right: { en: "right", "pt-BR": "acertou" },
  more: { en: "Show more", "pt-BR": "Mostrar mais" },
} satisfies Record<string, Text>;

export interface SentencesHost {
  readonly text: LocaleController;
  /** How many are listed. */
  readonly most: number;
  readonly chosen: number | undefined;
  choose(example: number): void;
  more(): void;
}

/** Texts in the order given, each with its right answer, the network's, and how sure it was. */
export function sentencesView(sentences: readonly ShownSentence[], host: SentencesHost): TemplateResult {
  const { text: { say, number }, most, chosen } = host;
  const share = (value: number): string => number(value, { percent: true, decimals: value > 0.985 && value < 1 ? 1 : 0 });
  return html`<ol class="sentences">${repeat(sentences.slice(0, most), ({ example }) => example, (one) => html`
    <li class=${one.example === chosen ? "chosen" : ""}>
      <p class="sentence">${one.text}</p>
      <p class="verdict"><span class="mark">${one.isRight ? "✓" : "✗"}<span class="spoken"> ${say(one.isRight ? words.right : words.wrong)}</span></span>
        ${say(words.is)} <b>${one.label}</b>${one.isRight ? nothing : html` (${share(one.rightProbability)})`} · ${say(words.answered)} <b style="color: var(--at-class-${one.answerIndex % 4})">${one.answer}</b> (${share(one.confidence)})
        <span class="bar" aria-hidden="true"><span style="inline-size: ${(one.confidence * 100).toFixed(1)}%; background: var(--at-class-${one.answerIndex % 4})"></span></span></p>
      <p class="tools"><button class="quiet" aria-pressed=${one.example === chosen ? "true" : "false"} @click=${() => host.choose(one.example)}>${say(words.choose)}<span class="spoken">: ${one.text}</span></button>
        <button class="quiet" @click=${() => void navigator.clipboard?.writeText(one.text).catch(() => undefined)}>${say(words.copy)}<span class="spoken">: ${one.text}</span></button>
        ${one.example === chosen ? html`<span class="note">${say(words.chosen)}</span>` : nothing}</p>
    </li>`)}</ol>
    ${sentences.length > most ? html`<p><button class="more" @click=${() => host.more()}>${say(words.more)} (${number(sentences.length - most)})</button></p>` : nothing}`;
}

export const evaluationStyles = css`
  .row { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; align-items: center; margin-block-end: 0.6rem; }
  .row label { display: flex; gap: 0.5rem; align-items: center; min-inline-size: 0; }
  select { font: inherit; color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line-strong); border-radius: 6px; min-height: 2.125rem; padding: 0.15rem 0.5rem; min-inline-size: 0; max-inline-size: 100%; }
  h3 { font-size: 1rem; font-weight: 650; margin: 1rem 0 0.3rem; }
  .lead { font-family: var(--at-font-prose); font-size: 1.1rem; line-height: 1.45; margin: 0.4rem 0 0.8rem; text-wrap: pretty; }
  .other { background: var(--at-warn-ground); border-inline-start: 3px solid var(--at-warn); padding: 0.4rem 0.7rem; color: var(--at-ink); }
  .sentences { list-style: none; margin: 0.4rem 0 0; padding: 0; }
  .sentences li { padding: 0.5rem 0.6rem; border-block-start: 1px solid var(--at-line); }
  .sentences li.chosen { background: var(--at-sunken); box-shadow: inset 3px 0 0 var(--at-accent); }
  .sentence { font-family: var(--at-font-prose); font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
  .verdict { margin: 0.1rem 0 0; font-size: 0.9rem; color: var(--at-ink-soft); font-variant-numeric: tabular-nums; display: flex; flex-wrap: wrap; gap: 0 0.3rem; align-items: center; }
  .verdict b { color: var(--at-ink); }
  .bar { inline-size: 5rem; block-size: 0.5rem; background: var(--at-sunken); box-shadow: inset 0 0 0 1px var(--at-line); border-radius: 2px; overflow: clip; }
  .bar span { display: block; block-size: 100%; }
  .tools { display: flex; flex-wrap: wrap; gap: 0.25rem; align-items: center; margin: 0.1rem 0 0 -0.5rem; }
  .tools button { font-size: 0.85rem; min-height: 1.75rem; padding: 0.1rem 0.5rem; color: var(--at-ink-soft); }
  .tools button[aria-pressed="true"] { color: var(--at-ink); font-weight: 600; }
  .scroll { overflow-x: auto; }
  @media (pointer: coarse) { select, .tools button { min-height: var(--at-target); } }
`;
