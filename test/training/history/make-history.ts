import { curveOf } from "../../../src/training/history/history-curve.js";
import { historyFormat, type HistoryRecord } from "../../../src/training/history/history-record.js";
import { settingsFor } from "../small-run.js";

/** A record of a run of two epochs, whose second is the better one. */
export function historyRecord(id: string, of: Partial<HistoryRecord> = {}): HistoryRecord {
  const epochs = [1, 2].map((epoch) => ({ epoch, step: epoch * 5, trainingLoss: 0.7 - epoch / 10, trainingAccuracy: 0.5, validationLoss: 0.75 - epoch / 10, validationAccuracy: 0.6 + epoch / 10, seconds: epoch, snapshot: undefined }));
  const [first, second] = epochs.map(({ step: _step, seconds: _seconds, snapshot: _snapshot, ...point }) => point);
  const settings = { ...settingsFor({}), probeText: "" };
  return {
    format: historyFormat, id, notebook: "mine", cell: 4, parent: undefined, startedAt: 1000, savedAt: 2000, number: 1, state: "done", settings,
    data: { source: "tiny-reviews", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} }, shape: { vocabularySize: 9, classes: 2 }, changes: [], group: "a",
    environment: { backend: "wasm", threads: 1, precision: "equal" }, majorityBaseline: 0.5, stepsPerEpoch: 5, curve: curveOf(epochs), best: second, last: second ?? first, epochs: 2, steps: 10, seconds: 2,
    test: { accuracy: 0.8, loss: 0.5, count: 99 }, parameters: 1200, multiplyAdds: 5000, note: "", isStarred: false, ...of,
  };
}
