import type { ResultExporter } from "../exporter.js";
import { tableForm, tableOptions, writeTable, type ResultTable } from "./tables.js";
import { cardOf } from "./card.js";

/** Loss and accuracy of every epoch, and with JSON of every step and the whole card. */
export const metricsExporter: ResultExporter = {
  name: "metrics",
  title: { en: "Metrics", "pt-BR": "Métricas" },
  summary: { en: "Loss and accuracy of every epoch; JSON also holds every step and the card of the run.", "pt-BR": "Perda e acurácia de cada época; o JSON traz também cada passo e a ficha da execução." },
  extension: ".metrics.csv",
  mediaType: "text/csv;charset=utf-8",
  options: tableOptions,
  form: (options) => ({ ...tableForm(options), extension: `.metrics${tableForm(options).extension}` }),
  make: async (results, options) => {
    const { run } = results;
    const columns = ["epoch", "step", "trainingLoss", "trainingAccuracy", "validationLoss", "validationAccuracy", "seconds"] as const;
    const table: ResultTable = { columns: columns.map((name) => ({ name })), rows: run.epochs.map((epoch) => columns.map((name) => (Number.isFinite(epoch[name]) ? epoch[name] : null))) };
    const epochs = table.rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
    return writeTable(table, options, { card: cardOf(results), epochs, steps: run.steps, result: run.result ?? null });
  },
};
