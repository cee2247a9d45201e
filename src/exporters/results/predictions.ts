import type { ResultExporter } from "../exporter.js";
import { tableForm, tableOptions, writeTable } from "./tables.js";

/** What the network answers to every example, beside what it should have answered. */
export const predictionsExporter: ResultExporter = {
  name: "predictions",
  title: { en: "Predictions", "pt-BR": "Previsões" },
  summary: { en: "Every text with its part of the data, its label, the network's answer and the probability of each class.", "pt-BR": "Cada texto com a sua parte dos dados, o rótulo, a resposta da rede e a probabilidade de cada classe." },
  extension: ".predictions.csv",
  mediaType: "text/csv;charset=utf-8",
  options: tableOptions,
  form: (options) => ({ ...tableForm(options), extension: `.predictions${tableForm(options).extension}` }),
  make: async ({ run: { classes }, locale, predictions }, options) => {
    const name = (index: number): string => classes[index]?.[locale] ?? String(index);
    const rows = (await predictions()).map(({ part, text, label, predicted, probabilities }) => [part, text, name(label), name(predicted), label === predicted ? 1 : 0, ...probabilities]);
    return writeTable({ columns: ["part", "text", "label", "predicted", "right", ...classes.map((each) => `p(${each[locale]})`)].map((column) => ({ name: column })), rows }, options);
  },
};
