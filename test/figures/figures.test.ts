import { expect, fixture, html } from "@open-wc/testing";
import { locales } from "../../src/base/text.js";
import { figures } from "../../src/plots/index.js";
import accuracyCurves from "./snapshots/accuracy-curves.svg.txt";
import agreementHistogram from "./snapshots/agreement-histogram.svg.txt";
import attentionByClass from "./snapshots/attention-by-class.svg.txt";
import attentionCompared from "./snapshots/attention-compared.svg.txt";
import attentionDistribution from "./snapshots/attention-distribution.svg.txt";
import attentionMatrix from "./snapshots/attention-matrix.svg.txt";
import attentionOverWords from "./snapshots/attention-over-words.svg.txt";
import classBalance from "./snapshots/class-balance.svg.txt";
import comparisonAccuracy from "./snapshots/comparison-accuracy.svg.txt";
import comparisonLoss from "./snapshots/comparison-loss.svg.txt";
import comparisonOutcome from "./snapshots/comparison-outcome.svg.txt";
import embeddingMap from "./snapshots/embedding-map.svg.txt";
import learningRate from "./snapshots/learning-rate.svg.txt";
import lengthHistogram from "./snapshots/length-histogram.svg.txt";
import lossCurves from "./snapshots/loss-curves.svg.txt";
import precisionRecall from "./snapshots/precision-recall.svg.txt";
import reliability from "./snapshots/reliability.svg.txt";
import rocCurve from "./snapshots/roc-curve.svg.txt";
import parameterHistogram from "./snapshots/parameter-histogram.svg.txt";
import shuffledAnswers from "./snapshots/shuffled-answers.svg.txt";
import spreadByEpoch from "./snapshots/spread-by-epoch.svg.txt";
import wordScores from "./snapshots/word-scores.svg.txt";
import parallelCoordinates from "./snapshots/parallel-coordinates.svg.txt";
import sweepContour from "./snapshots/sweep-contour.svg.txt";
import sweepFront from "./snapshots/sweep-front.svg.txt";
import sweepHistory from "./snapshots/sweep-history.svg.txt";
import sweepImportance from "./snapshots/sweep-importance.svg.txt";
import sweepSlices from "./snapshots/sweep-slices.svg.txt";
import { structureOf } from "./structure.js";

const snapshots: Readonly<Record<string, string>> = {
  "loss-curves": lossCurves, "accuracy-curves": accuracyCurves, "attention-over-words": attentionOverWords,
  "attention-distribution": attentionDistribution, "length-histogram": lengthHistogram, "class-balance": classBalance,
  "comparison-accuracy": comparisonAccuracy, "comparison-loss": comparisonLoss, "comparison-outcome": comparisonOutcome,
  "roc-curve": rocCurve, "precision-recall": precisionRecall, reliability,
  "embedding-map": embeddingMap, "parameter-histogram": parameterHistogram,
  "word-scores": wordScores, "agreement-histogram": agreementHistogram, "shuffled-answers": shuffledAnswers, "attention-compared": attentionCompared,
  "attention-matrix": attentionMatrix, "attention-by-class": attentionByClass, "spread-by-epoch": spreadByEpoch, "learning-rate": learningRate,
  "parallel-coordinates": parallelCoordinates, "sweep-contour": sweepContour, "sweep-front": sweepFront, "sweep-history": sweepHistory, "sweep-importance": sweepImportance, "sweep-slices": sweepSlices,
};

for (const { name, sample } of figures) {
  describe(`the figure ${name}`, () => {
    it("is accessible in both languages", async () => {
      for (const locale of locales) {
        const content = sample(locale);
        const holder = await fixture<HTMLElement>(html`<div lang=${locale}>${content.draw({ width: 640 })}</div>`);
        await expect(holder).to.be.accessible();
        const svg = holder.querySelector("svg")!;
        expect(svg.getAttribute("role")).to.equal("img");
        expect(svg.getAttribute("aria-label")).to.equal(`${content.title}. ${content.caption}`);
        expect(svg.querySelectorAll("[aria-label]").length, "names inside an image").to.equal(0);
      }
    });
    it("draws its example as the snapshot has it (node test/figures/write-snapshots.mjs writes a new one)", () => {
      expect(structureOf(sample("en").draw({ width: 640 }))).to.equal(snapshots[name]);
    });
    it("fits the width it is given, from a phone to a wide page", () => {
      for (const width of [240, 320, 1000]) expect(sample("pt-BR").draw({ width }).width.baseVal.value).to.equal(width);
    });
    it("has a table whose rows have a value for each column", () => {
      const { table } = sample("en");
      expect(table.rows.length).to.be.above(0);
      for (const row of table.rows) expect(row.length).to.equal(table.columns.length);
    });
    it("says title, caption and columns in each language", () => {
      const [english, portuguese] = [sample("en"), sample("pt-BR")];
      expect(portuguese.title).to.not.equal(english.title);
      expect(portuguese.caption).to.not.equal(english.caption);
      expect(portuguese.table.columns.map(({ name }) => name), "column names of a file").to.deep.equal(english.table.columns.map(({ name }) => name));
    });
    it("takes its colours from the page", () => {
      expect(structureOf(sample("en").draw({ width: 640 }))).to.not.match(/(fill|stroke)="#[0-9a-f]{3,8}"/);
    });
  });
}
