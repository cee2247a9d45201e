import { csvOf, type CsvForm } from "../../plots/csv.js";
import type { HistoryPoint, HistoryRecord } from "../../training/history/history-record.js";

/** Records written in one go, so that a page can draw between two. */
const chunk = 200;
type Cell = string | number | null;

/** Columns that every run has; the settings that any of them has follow. */
const columns: Readonly<Record<string, (record: HistoryRecord) => Cell | undefined>> = {
  run: ({ number }) => number,
  id: ({ id }) => id,
  parent: ({ parent }) => parent,
  notebook: ({ notebook }) => notebook,
  cell: ({ cell }) => cell,
  started: ({ startedAt }) => new Date(startedAt).toISOString(),
  state: ({ state }) => state,
  starred: ({ isStarred }) => (isStarred ? "yes" : "no"),
  note: ({ note }) => note,
  changed: ({ changes }) => changes.map(({ name }) => name).join(" "),
  epochs_done: ({ epochs }) => epochs,
  steps: ({ steps }) => steps,
  best_epoch: ({ best }) => best?.epoch,
  best_validation_accuracy: ({ best }) => best?.validationAccuracy,
  best_validation_loss: ({ best }) => best?.validationLoss,
  last_validation_accuracy: ({ last }) => last?.validationAccuracy,
  last_validation_loss: ({ last }) => last?.validationLoss,
  last_training_loss: ({ last }) => last?.trainingLoss,
  test_accuracy: ({ test }) => test?.accuracy,
  test_loss: ({ test }) => test?.loss,
  majority_accuracy: ({ majorityBaseline }) => majorityBaseline,
  parameters: ({ parameters }) => parameters,
  multiply_adds: ({ multiplyAdds }) => multiplyAdds,
  seconds: ({ seconds }) => seconds,
  backend: ({ environment }) => environment?.backend,
  threads: ({ environment }) => environment?.threads,
  precision: ({ environment }) => environment?.precision,
};

/** A run's settings by name: those of the data have "data." before them. */
function settingsOf({ settings: { hyperparameters, ...settings }, data }: HistoryRecord): Readonly<Record<string, unknown>> {
  const { options = {}, ...shared } = data ?? {};
  return { ...settings, ...hyperparameters, ...Object.fromEntries(Object.entries({ ...shared, ...options }).map(([name, value]) => [`data.${name}`, value])) };
}
const cellOf = (value: unknown): Cell => (typeof value === "number" || typeof value === "string" ? value : typeof value === "boolean" ? String(value) : null);

/** The history as a file, in parts: CSV with a column for every setting, or JSON with the curves. @param pointsOf reads a record's curve */
export function* historyFile(records: readonly HistoryRecord[], form: CsvForm | "json", pointsOf: (curve: Float32Array) => readonly HistoryPoint[]): Generator<string> {
  if (form === "json") return yield* jsonParts(records, pointsOf);
  const names = [...new Set(records.flatMap((record) => Object.keys(settingsOf(record))))];
  const header = [...Object.keys(columns), ...names].map((name) => ({ name }));
  // Without records the header is all there is.
  for (let from = 0; from === 0 || from < records.length; from += chunk) {
    const rows = records.slice(from, from + chunk).map((record) => {
      const settings = settingsOf(record);
      return [...Object.values(columns).map((read) => cellOf(read(record))), ...names.map((name) => cellOf(settings[name]))];
    });
    const text = csvOf({ columns: header, rows }, form);
    yield from === 0 ? `\uFEFF${text}` : text.slice(text.indexOf("\r\n") + 2);
  }
}

function* jsonParts(records: readonly HistoryRecord[], pointsOf: (curve: Float32Array) => readonly HistoryPoint[]): Generator<string> {
  yield "[";
  for (let from = 0; from < records.length; from += chunk) {
    yield `${from === 0 ? "\n" : ",\n"}${records.slice(from, from + chunk).map(({ curve, ...record }) => JSON.stringify({ ...record, curve: pointsOf(curve) })).join(",\n")}`;
  }
  yield "\n]\n";
}
