import { expect } from "@open-wc/testing";
import { exampleRun } from "../../src/plots/example-run.js";
import { makeCurves, type CurveRun, type CurvesData, type Metric } from "../../src/plots/curves.js";
import type { EpochRecord } from "../../src/training/run.js";

const epoch = (at: number, trainingLoss: number, validationLoss: number): EpochRecord =>
  ({ epoch: at, step: at * 10, trainingLoss, validationLoss, trainingAccuracy: 1 - trainingLoss, validationAccuracy: 1 - validationLoss, seconds: at, snapshot: undefined });
const run = (epochs: readonly EpochRecord[], rest: Partial<CurveRun> = {}): CurveRun =>
  ({ number: 1, steps: [{ step: 1, epoch: 1, loss: 0.7, accuracy: 0.5 }], epochs, stepsPerEpoch: 10, span: epochs.length, majorityBaseline: 0.55, ...rest });
const data = (...runs: readonly CurveRun[]): CurvesData => ({ runs, smoothing: 0, logScale: false });
const captions = (metric: Metric, of: CurvesData): readonly string[] => [makeCurves(metric, of, "en").caption, makeCurves(metric, of, "pt-BR").caption];

describe("the caption of the curves", () => {
  it("says that nothing was trained", () => {
    expect(captions("loss", data())).to.deep.equal(["Nothing has been trained yet.", "Nada foi treinado ainda."]);
  });
  it("speaks of the last batch while the first epoch runs", () => {
    expect(captions("loss", data(run([])))).to.deep.equal([
      "After 1 step, the training loss of the last batch is 0.7.", "Depois de 1 passo, a perda no último lote de treino é 0,7.",
    ]);
  });
  it("sees memorising where validation loss rises while training loss falls", () => {
    expect(captions("loss", data(run([epoch(1, 0.6, 0.5), epoch(2, 0.3, 0.412), epoch(3, 0.1, 0.6)])))).to.deep.equal([
      "Validation loss is lowest at epoch 2 (0.412) and rises after: the network begins to memorise.",
      "A perda na validação é menor na época 2 (0,412) e depois sobe: a rede começa a decorar os textos de treino.",
    ]);
  });
  it("does not call a change of chance a rise", () => {
    expect(captions("loss", data(run([epoch(1, 0.6, 0.5), epoch(2, 0.3, 0.4), epoch(3, 0.29, 0.401)])))[0]).to.equal("Validation loss is lowest at epoch 2 (0.4) and hardly changes after.");
  });
  it("advises more epochs when the last is the best", () => {
    expect(captions("loss", data(run([epoch(1, 0.6, 0.5), epoch(2, 0.3, 0.4)])))).to.deep.equal([
      "Validation loss is lowest at epoch 2 (0.4), the last one so far: more epochs may still help.",
      "A perda na validação é menor na época 2 (0,4), a última até aqui: mais épocas ainda podem ajudar.",
    ]);
  });
  it("compares accuracy with always answering the largest class", () => {
    expect(captions("accuracy", data(run([epoch(1, 0.6, 0.25)])))).to.deep.equal([
      "Validation accuracy is highest at epoch 1 (75%); always answering the largest class gives 55%.",
      "A acurácia na validação é maior na época 1 (75%); responder sempre a maior classe dá 55%.",
    ]);
  });
  it("compares accuracy with counting words where somebody counted", () => {
    const counted = { ...data(run([epoch(1, 0.6, 0.25)])), wordCount: 0.86 };
    expect(captions("accuracy", counted)).to.deep.equal([
      "Validation accuracy is highest at epoch 1 (75%); always answering the largest class gives 55%, counting words 86%.",
      "A acurácia na validação é maior na época 1 (75%); responder sempre a maior classe dá 55%; contar palavras, 86%.",
    ]);
    const labels = (metric: Metric): string => makeCurves(metric, counted, "en").draw({ width: 640 }).textContent ?? "";
    expect(labels("accuracy")).to.include("word count").and.include("largest class");
    expect(labels("loss")).to.not.include("word count");
  });
  it("works without validation rows", () => {
    expect(captions("loss", data(run([epoch(1, 0.6, NaN), epoch(2, 0.3, NaN)])))).to.deep.equal([
      "Training loss goes from 0.6 to 0.3 in 2 epochs; no rows were held out for validation.",
      "A perda no treino vai de 0,6 a 0,3 em 2 épocas; nenhum texto foi separado para validação.",
    ]);
  });
  it("judges a finished run against the one before, and holds back while it learns", () => {
    const [first, second] = [run([epoch(1, 0.6, 0.5)]), run([epoch(1, 0.6, 0.4)], { number: 2 })];
    expect(captions("loss", data(first, second))[0]).to.equal("After the first epoch, validation loss is 0.4 (run 1: 0.5, so this run is better).");
    expect(captions("loss", data(first, { ...second, span: 10 }))[1]).to.equal("Depois da primeira época, a perda na validação é 0,4 (execução 1: 0,5).");
  });
});

describe("the curves", () => {
  const strokes = (of: CurvesData, metric: Metric = "loss"): readonly (string | null)[] =>
    [...makeCurves(metric, of, "en").draw({ width: 640 }).querySelectorAll("g[stroke-dasharray='6 4'], path[stroke-dasharray='6 4']")].map((group) => group.getAttribute("stroke"));
  it("give a run the colour of its number, whatever else is drawn", () => {
    expect(strokes(data(exampleRun(1)))).to.deep.equal(["var(--at-run-1)"]);
    expect(strokes(data(exampleRun(3), exampleRun(7)))).to.deep.equal(["var(--at-run-3)", "var(--at-run-1)"]);
  });
  it("name the lines at their ends", () => {
    const labels = (of: CurvesData): string => makeCurves("accuracy", of, "pt-BR").draw({ width: 640 }).textContent ?? "";
    expect(labels(data(exampleRun(1)))).to.include("treino").and.include("validação").and.include("maior classe");
    expect(labels(data(exampleRun(1), exampleRun(2)))).to.include("execução 1").and.include("execução 2");
  });
  it("stand without a single step", () => {
    for (const metric of ["loss", "accuracy"] as const) expect(makeCurves(metric, data(), "en").draw({ width: 240 }).getAttribute("role")).to.equal("img");
  });
  it("take a loss of 0 on a logarithmic scale", () => {
    const zero = run([epoch(1, 0, 0)], { steps: [{ step: 1, epoch: 1, loss: 0, accuracy: 1 }] });
    expect(makeCurves("loss", { runs: [zero], smoothing: 0, logScale: true }, "en").draw({ width: 640 }).outerHTML).to.not.include("NaN");
  });
  it("list every epoch of every run, numbers as measured", () => {
    const { table } = makeCurves("loss", data(run([epoch(1, 0.6, NaN)]), run([epoch(1, 0.123456789, 0.4)], { number: 2 })), "en");
    expect(table.columns.map(({ label }) => label)).to.deep.equal(["Run", "Epoch", "Training loss", "Validation loss"]);
    expect(table.rows).to.deep.equal([[1, 1, 0.6, null], [2, 1, 0.123457, 0.4]]);
  });
});

describe("the curves of a hundred thousand steps", () => {
  it("F38: are drawn from as few points as the picture has room for, and hold the highest of all", () => {
    const steps = Array.from({ length: 100_000 }, (_, i) => ({ step: i + 1, epoch: 1 + Math.floor(i / 1000), loss: i === 54_321 ? 9 : 1 + (i % 7) / 10, accuracy: 0.5 }));
    const figure = makeCurves("loss", { runs: [run([], { steps, stepsPerEpoch: 1000, span: 100 })], smoothing: 0.3, logScale: false }, "en");
    const paths = [...figure.draw({ width: 640 }).querySelectorAll("path")].map((path) => (path.getAttribute("d") ?? "").split(/[ML]/).length);
    expect(Math.max(...paths)).to.be.within(100, 501);
  });
});
