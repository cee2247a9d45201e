import { textOf, type Locale, type Text } from "../../src/base/text.js";
import type { Cell, NotebookDocument } from "../../src/notebook/document.js";
import { newCell } from "../../src/notebook/edits/insert.js";
import { literalText } from "../../src/notebook/rewrite.js";
import type { BroughtNetwork } from "../../src/training/adoption.js";
import { newRun } from "../../src/training/run-state.js";
import type { BroughtRuns } from "./brought-runs.js";
import { nextId } from "./run.js";

/** The cell that holds the network in a notebook that is written around it. */
const trainingCell = 5;

/** A notebook around a trained network from a file: the data and settings that it was trained with, its run, and a place to write a text to it. */
export function modelNotebook(network: BroughtNetwork, fileName: string, locale: Locale): { readonly document: NotebookDocument; readonly brought: BroughtRuns } {
  const { settings, data, classes, vocabulary, dataHash } = network;
  const run = {
    ...newRun({
      id: nextId(), number: 1, settings, ...(data ? { data } : {}), shape: { vocabularySize: vocabulary.length + 2, classes: classes.length }, classes, majorityBaseline: NaN, earlier: [],
    }),
    state: "done" as const,
    environment: { seed: settings.seed, backend: "wasm" as const, threads: 1, simd: true, precision: "equal" as const, algorithms: [], tfjs: "", app: "", dataHash: dataHash ?? "", parameterCount: network.parameters.reduce((sum, { data: numbers }) => sum + numbers.length, 0) },
  };
  return { document: documentOf(network, fileName, locale), brought: { runs: new Map([[trainingCell, { run, network }]]), problems: [] } };
}

function documentOf({ settings, data, classes, level }: BroughtNetwork, fileName: string, locale: Locale): NotebookDocument {
  const { architecture, hyperparameters, epochs, seed, patience, keepBest, probeText } = settings;
  const { options, ...shared } = data ?? { source: "amazon-sentences", level, options: {} };
  const about: Text = textOf((l) => (l === "en"
    ? `# A trained network\n\nRead from *${plain(fileName)}*. It tells ${classes.map((one) => `*${plain(one[l])}*`).join(" from ")}. Write a text to it below; train again to start anew with its settings.`
    : `# Uma rede treinada\n\nLida de *${plain(fileName)}*. Ela distingue ${classes.map((one) => `*${plain(one[l])}*`).join(" de ")}. Escreva um texto para ela abaixo; treine de novo para recomeçar com as mesmas configurações.`));
  const sources: readonly (readonly [Cell["type"], string])[] = [
    ["text/markdown", about[locale]],
    ["module", `import {dataset, hyperparameters, predict, train} from "../components/index.js";`],
    ["module", `const data = view(dataset(${literalText({ level: "words", ...shared, ...options })}));`],
    ["module", `const hp = view(hyperparameters(${literalText({ architecture, ...hyperparameters })}, {data}));`],
    ["module", `const run = view(train(${literalText({ epochs, seed, patience, keepBest, ...(probeText ? { probeText } : {}) })}, {hp, data}));`],
    ["module", `predict({}, {run})`],
  ];
  return { title: fileName.replace(/\.(?:keras|onnx|safetensors|tfjs\.zip|zip)$/i, ""), theme: "", readonly: false, cells: sources.map(([type, source], i) => newCell(i + 1, type, source)) };
}

/** A name in prose: no mark of Markdown or of a template in it. */
const plain = (name: string): string => name.replace(/[\\`*_[\]<>#$&{}]/g, " ").trim();
