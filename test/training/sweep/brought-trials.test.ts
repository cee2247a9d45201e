import { expect } from "@open-wc/testing";
import { ProblemError } from "../../../src/base/problem.js";
import { locales } from "../../../src/base/text.js";
import { readModelChoice } from "../../../src/training/schema.js";
import { readBroughtTrials } from "../../../src/training/sweep/brought-trials.js";
import { comparableKey, planSweep, type SweepPlan } from "../../../src/training/sweep/plan.js";
import { readSweep } from "../../../src/training/sweep/settings.js";

const data = { source: "amazon-sentences", seed: 7, validationSplit: 0.1, testSplit: 0.1, options: {} };
const space = { learningRate: { from: 0.0003, to: 0.03 }, attention: ["tanh", "additive"], attentionUnits: { from: 4, to: 32, when: { attention: "additive" } } };
const planOf = (params: Readonly<Record<string, unknown>> = {}): SweepPlan => planSweep(readSweep({ space, epochs: 2, ...params }, "atnet"), readModelChoice({ architecture: "atnet" }));
const plan = planOf();
const epoch = (number: number, validationAccuracy: number) => ({ epoch: number, seconds: number, trainingLoss: 0.6, validationLoss: 0.5, validationAccuracy });
const head = { format: "atnet-trials", version: 1, search: comparableKey(plan, data), program: "Ray 2.58.0" };
const trial = { point: { learningRate: 0.001, attention: "tanh" }, state: "done", parameters: 4000, runs: [{ seed: 1, steps: 20, seconds: 2, epochs: [epoch(1, 0.6), epoch(2, 0.7)] }] };
const file = (...lines: readonly unknown[]): string => lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

/** What a person reads of a file that is not taken, in both languages. */
function refusal(text: string): readonly string[] {
  try {
    readBroughtTrials(text, plan, data);
  } catch (error) {
    if (error instanceof ProblemError) return locales.map((locale) => error.problems[0]!.message[locale]);
    throw error;
  }
  return ["taken"];
}

describe("results of a search that ran elsewhere", () => {
  it("become trials like those of the page, with the program that trained them", () => {
    const additive = { ...trial, point: { learningRate: 0.002, attention: "additive", attentionUnits: 8 }, state: "cut", runs: [{ seed: 1, steps: 10, seconds: 1, epochs: [epoch(1, 0.5)] }] };
    const trials = readBroughtTrials(file(head, trial, "", additive, { ...trial, state: "crashed", runs: [], why: "out of memory" }), plan, data);
    expect(trials.map(({ index, state, from, point }) => [index, state, from, point["attention"]])).to.deep.equal([[0, "done", "Ray 2.58.0", "tanh"], [1, "cut", "Ray 2.58.0", "additive"], [2, "crashed", "Ray 2.58.0", "tanh"]]);
    expect(trials[0]!.runs[0]!.epochs.map(({ validationAccuracy }) => validationAccuracy)).to.deep.equal([0.6, 0.7]);
    expect(trials[2]!.why?.en).to.equal("Ray 2.58.0: out of memory");
  });
  it("fit however the points were chosen, and not where other networks, texts or epochs were trained", () => {
    expect(comparableKey(planOf({ method: "random", seed: 9, trials: 99 }), data)).to.equal(head.search);
    const others = [comparableKey(planOf({ epochs: 3 }), data), comparableKey(planOf({ objective: "loss" }), data), comparableKey(planOf({ space: { filters: [4, 8] } }), data), comparableKey(plan, { ...data, seed: 8 })];
    expect(new Set([head.search, ...others]).size).to.equal(5);
  });
  it("are refused in one sentence when the file is empty, something else, another version's, another search's, or without a trial", () => {
    expect(refusal(" \n\n")).to.deep.equal([
      "expected a file of results (results.jsonl), but the file is empty. Nothing was changed. Choose the results.jsonl of a project that was downloaded from this cell.",
      "esperado: um arquivo de resultados (results.jsonl), mas o arquivo está vazio. Nada foi alterado. Escolha o results.jsonl de um projeto baixado desta célula.",
    ]);
    for (const other of ["a,b\n1,2", "{\"format\": \"optuna\"}", "[1]", "{"]) {
      expect(refusal(other)).to.deep.equal([
        "expected results.jsonl, as the Python project of this search writes it. Nothing was changed. Choose the results.jsonl of a project that was downloaded from this cell.",
        "esperado: o results.jsonl que o projeto em Python desta busca escreve. Nada foi alterado. Escolha o results.jsonl de um projeto baixado desta célula.",
      ]);
    }
    expect(refusal(file({ ...head, version: 2 }, trial))).to.deep.equal([
      "expected results of version 1, which this page reads, received 2. Nothing was changed. Download the project from this cell as it is now and run it again.",
      "esperado: resultados da versão 1, que esta página lê; recebido: 2. Nada foi alterado. Baixe o projeto desta célula como ela está agora e rode-o de novo.",
    ]);
    expect(refusal(file({ ...head, search: "other" }, trial))).to.deep.equal([
      "expected results of this search, but they are of another network, space, data or number of epochs. Nothing was changed. Download the project from this cell as it is now and run it again.",
      "esperado: resultados desta busca, mas eles são de outra rede, outro espaço, outros dados ou outro número de épocas. Nada foi alterado. Baixe o projeto desta célula como ela está agora e rode-o de novo.",
    ]);
    expect(refusal(file(head))).to.deep.equal([
      "expected at least one trial, but none has ended yet. Nothing was changed. Choose the results.jsonl of a project that was downloaded from this cell.",
      "esperado: pelo menos uma tentativa, mas nenhuma terminou ainda. Nada foi alterado. Escolha o results.jsonl de um projeto baixado desta célula.",
    ]);
  });
  it("are refused with the line that is damaged: cut off, outside of the space, without what its condition asks for, or with numbers that cannot be", () => {
    const damaged = [
      JSON.stringify(trial).slice(0, 40), { ...trial, point: { learningRate: 1, attention: "tanh" } }, { ...trial, point: { learningRate: 0.001, attention: "additive" } },
      { ...trial, point: { ...trial.point, __proto__x: 1 } }, { ...trial, state: "fine" }, { ...trial, runs: [] },
      { ...trial, runs: [{ ...trial.runs[0], epochs: [epoch(1, 1.5)] }] }, { ...trial, runs: [{ ...trial.runs[0], epochs: [epoch(1, 0.5), epoch(2, 0.5), epoch(3, 0.5)] }] },
    ];
    for (const line of damaged) {
      expect(refusal(file(head, trial, line))).to.deep.equal([
        "expected a trial on line 3, but the line is damaged. Nothing was changed. Download the project from this cell as it is now and run it again.",
        "esperado: uma tentativa na linha 3, mas a linha está danificada. Nada foi alterado. Baixe o projeto desta célula como ela está agora e rode-o de novo.",
      ]);
    }
  });
});
