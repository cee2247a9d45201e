import { problem, ProblemError } from "../../src/base/problem.js";
import type { Locale } from "../../src/base/text.js";
import { splitNames, type DataValue } from "../../src/data/dataset.js";
import type { ExportedCell, ExportedNotebook, ExportedResults, ExportedRun, Prediction } from "../../src/exporters/exporter.js";
import { attentionLayerOf, type TrainedModel } from "../../src/exporters/trained-model.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf, type ModelChoice } from "../../src/model/model-choice.js";
import type { KerasLayer } from "../../src/model/stage.js";
import { readCell } from "../../src/notebook/declarative.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import { writeNotebook } from "../../src/notebook/format.js";
import type { Run } from "../../src/training/run.js";
import { recordOf } from "../../src/training/run-file.js";
import { isBusy } from "../../src/training/run-state.js";
import { analyse } from "../base/analyse.js";
import { pageEngine } from "../base/engine.js";
import { fileNameOf } from "./files.js";
import { isRun } from "./latest-run.js";
import type { LiveCells } from "./live-cells.js";

/** The notebook with what its cells hold and show now. */
export async function notebookSubject(notebook: NotebookDocument, live: LiveCells, components: readonly string[], locale: Locale): Promise<ExportedNotebook> {
  const cells: ExportedCell[] = [];
  const runs: ExportedRun[] = [];
  for (const cell of notebook.cells) {
    const reading = readCell(cell, components);
    const element = live.element(cell.id);
    // Only what came near the screen has been drawn; the rest is exported as its source and its Keras code.
    const snapshot = element?.matches(":defined") ? await element.snapshot().catch(() => undefined) : undefined;
    const run = element?.value;
    if (isRun(run) && run.environment && !isBusy(run)) runs.push({ cell: cell.id, run, record: recordOf(run), model: () => modelSubject(run, notebook.title) });
    cells.push({
      cell, value: element?.value,
      ...(reading.kind === "call" ? { call: reading.call } : {}),
      ...(reading.kind === "prose" ? { parts: reading.prose.parts } : {}),
      ...(snapshot ? { snapshot } : {}),
    });
  }
  return { document: notebook, text: writeNotebook(notebook), locale, cells, runs, layersOf: (name) => layersOf(cells, name), published, ownFile };
}

async function published(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(new URL(`assets/${name}`, document.baseURI));
  if (!response.ok) throw new Error(`assets/${name}: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function ownFile(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const kept = await pageEngine().request("kept", { hash });
  return kept ? new Uint8Array(await kept.file.arrayBuffer()) : undefined;
}

function layersOf(cells: readonly ExportedCell[], name: string): readonly KerasLayer[] | undefined {
  const choice = cells.find(({ call }) => call?.name === name)?.value as ModelChoice | undefined;
  const training = cells.find(({ call }) => call?.component === "train" && call.inputs["hp"] === name)?.call;
  const data = cells.find(({ call }) => call?.name !== undefined && call.name === training?.inputs["data"])?.value as DataValue | undefined;
  const architecture = choice && architectures.get(choice.architecture);
  // What learns at once is no program of layers that a loop of gradients could train.
  if (!architecture || architecture.learnsAtOnce || choice.problems.length > 0) return undefined;
  const shape = dataShapeOf(choice.values, data?.prepared);
  return architecture.problems(choice.values, shape).length > 0 ? undefined : architecture.stages(choice.values, shape).flatMap(({ layers }) => layers);
}

/** A run's network with its numbers, asked of the worker. @throws ProblemError when it is no longer there */
export async function modelSubject(run: Run, title: string): Promise<TrainedModel> {
  const { parameters, vocabulary, step, epoch } = await analyse("parameters", run.id, {});
  const { settings, data, shape, classes, environment } = run;
  const layers = architectures.get(settings.architecture)!.stages(settings.hyperparameters, shape).flatMap(({ layers: rows }) => rows);
  return {
    name: `${fileNameOf(title).replace(/\.html$/, "")}-run-${run.number}`,
    architecture: settings.architecture, hyperparameters: settings.hyperparameters, layers, parameters, classes, vocabulary,
    sequenceLength: Number(settings.hyperparameters["sequenceLength"]), level: data?.level ?? "words", attentionLayer: attentionLayerOf(layers),
    training: { epochs: settings.epochs, seed: settings.seed, patience: settings.patience, keepBest: settings.keepBest, probeText: settings.probeText },
    ...(data ? { data } : {}),
    card: { seed: settings.seed, step, epoch, ...(environment ? { backend: environment.backend, threads: environment.threads, tfjs: environment.tfjs, dataHash: environment.dataHash } : {}) },
  };
}

/** A run with what its network answers to the data, which is asked for only when it is wanted. */
export const resultsSubject = (run: Run, title: string, locale: Locale): ExportedResults => ({ title, locale, run, predictions: () => predictionsOf(run) });

async function predictionsOf(run: Run): Promise<readonly Prediction[]> {
  const prepared = run.data && await pageEngine().request("prepare", run.data);
  if (!prepared || prepared.hash !== run.environment?.dataHash) throw new ProblemError([otherData]);
  const predictions: Prediction[] = [];
  for (const split of splitNames) {
    const { examples, probabilities, classes } = await analyse("answers", run.id, { split });
    examples.forEach((index, row) => {
      const own = Array.from(probabilities.subarray(row * classes, (row + 1) * classes));
      const { text, label } = prepared.examples[index]!;
      predictions.push({ part: split, text, label, predicted: own.indexOf(Math.max(...own)), probabilities: own });
    });
  }
  return predictions;
}

const otherData = problem("data-not-here", "", {
  expected: { en: "the data that this run was trained on, but it is not here or has changed", "pt-BR": "os dados com que esta execução foi treinada, mas eles não estão aqui ou mudaram" },
  wayOut: { en: "Choose the same data again, or train once more.", "pt-BR": "Escolha de novo os mesmos dados ou treine mais uma vez." },
});
