import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import { readChoice } from "../../components/hyperparameters/reading.js";
import type { AtTrain } from "../../components/cells/train.js";
import "../../components/cells/train.js";
import type { Forecast } from "../../components/train/forecast.js";
import "../../components/train/forecast.js";
import { rememberedCalibrations } from "../../src/training/calibration-memory.js";
import { paceKey } from "../../src/training/run-pace.js";
import { shapeClass } from "../../src/training/shape-class.js";
import type { TrainingSettings } from "../../src/training/run.js";
import { dataValue, FakeEngine } from "./fake-engine.js";

let engine: FakeEngine;
const data = dataValue();
const settingsOf = (params: Record<string, unknown> = {}, architecture = "atnet"): TrainingSettings =>
  ({ architecture, hyperparameters: readChoice({ architecture, sequenceLength: 20, batchSize: 8, ...params }, undefined).choice.values, epochs: 6, seed: 1, patience: 0, keepBest: true, probeText: "" });
/** A backend of its own for each test, so that no pace of another is found. */
const make = async (settings = settingsOf(), backend = "cpu"): Promise<Forecast> => {
  const element = await fixture<Forecast>(html`<at-forecast .settings=${settings} .data=${data} .engine=${{ backend, precision: "equal" }}></at-forecast>`);
  await soon(() => true);
  return element;
};
const words = (element: Forecast, selector: string): string => element.shadowRoot!.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
async function soon(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && (i < 3 || !isSo()); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(isSo()).to.equal(true);
}

describe("at-forecast", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  for (const locale of ["en", "pt-BR"] as const) it(`is accessible with a course, ${locale}`, async () => {
    pageLocale.set(locale);
    const element = await make(settingsOf({ schedule: "cosine", warmupSteps: 5 }));
    await soon(() => element.shadowRoot!.querySelector("at-figure") !== null);
    await expect(element).to.be.accessible();
  });

  it("says what memory it takes, and measures the time when it is asked to, by the keyboard too", async () => {
    const element = await make();
    expect(words(element, ".line")).to.match(/^How long will it take\?[\d,]+ parameters[\d,]+ multiply-adds per textAt most [\d.]+ MB of memory$/);
    element.shadowRoot!.querySelector<HTMLElement>(".measure")!.focus();
    await sendKeys({ press: "Enter" });
    const call = engine.last("forecast");
    expect(call.input).to.deep.equal({ data: data.settings, settings: settingsOf(), backend: "cpu", precision: "equal", compares: false });
    await call.resolve({ stepMilliseconds: 90, epochMilliseconds: 500, backend: "cpu", calibration: undefined });
    await soon(() => words(element, ".line").startsWith("About"));
    // 40 of 50 examples train, 8 in a step: 5 steps of 0.1 s.
    expect(words(element, ".line")).to.match(/^About 0\.5 s an epoch, 3 s for 6 epochs \(tried for a moment\)/);
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(words(element, ".line")).to.match(/^Cerca de 0,5 s por época, 3 s para 6 épocas/);
  });

  it("knows it from the last training of this size, in proportion to the work", async () => {
    const subject = { settings: settingsOf(), prepared: data.prepared! };
    await rememberedCalibrations.keepPace(paceKey(subject, "webgl"), { stepMilliseconds: 10, multiplyAdds: shapeClass(subject).multiplyAdds / 4 });
    const element = await make(settingsOf(), "webgl");
    await soon(() => words(element, ".line").startsWith("About"));
    expect(words(element, ".line")).to.match(/^About 0\.2 s an epoch, 1\.2 s for 6 epochs \(like the last training of this size\)/);
    expect(engine.calls).to.deep.equal([]);
  });

  it("says before the training that it cannot fit, and what would", async () => {
    const element = await make(settingsOf({ batchSize: 1024, sequenceLength: 2000, filters: 256, embeddingSize: 256, vocabularySize: 50_000, convolutionLayers: 3, convolutionPadding: "same" }));
    // 2.6 million numbers an example, five times over, for 40 examples: 2 GB, and 1.3 GB for evaluation.
    expect(words(element, ".problem")).to.match(/expected a training that fits in .* Set the batch size to \d+ or less\.$/);
    expect(element.shadowRoot!.querySelector(".line")).to.equal(null);
  });

  it("keeps Train from beginning what cannot fit, with the reason, and lets it go when it fits again", async () => {
    const hp = (params: Record<string, unknown>) => readChoice({ architecture: "atnet", sequenceLength: 20, batchSize: 8, ...params }, undefined).choice;
    const cell = await fixture<AtTrain>(html`<at-train .params=${{ epochs: 2 }} .inputs=${{ hp: hp({ batchSize: 1024, sequenceLength: 2000, filters: 256, embeddingSize: 256, vocabularySize: 50_000, convolutionLayers: 3, convolutionPadding: "same" }), data }}></at-train>`);
    const main = (): HTMLElement => cell.shadowRoot!.querySelector<HTMLElement>(".main")!;
    await soon(() => main().getAttribute("aria-disabled") === "true");
    expect(cell.shadowRoot!.querySelector(`#${main().getAttribute("aria-describedby")}`)!.textContent).to.equal("This training does not fit into memory: below is what would.");
    expect(words(cell.shadowRoot!.querySelector("at-forecast")!, ".problem")).to.match(/Set the batch size to \d+ or less\.$/);
    main().click();
    expect(engine.all("train")).to.deep.equal([]);
    await expect(cell).to.be.accessible();
    cell.inputs = { hp: hp({}), data };
    await soon(() => main().getAttribute("aria-disabled") === "false");
    cell.dispose();
  });

  it("says nothing of a network that learns from all texts at once", async () => {
    const element = await make(settingsOf({}, "bag-of-words"));
    expect(element.shadowRoot!.textContent!.trim()).to.equal("");
  });

  it("draws the learning rate only where it is not constant", async () => {
    const element = await make();
    expect(element.shadowRoot!.querySelector("at-figure")).to.equal(null);
    element.settings = settingsOf({ schedule: "linear", learningRate: 0.01 });
    await soon(() => element.shadowRoot!.querySelector("at-figure")?.shadowRoot?.querySelector("figcaption") !== null && element.shadowRoot!.querySelector("at-figure") !== null);
    // 30 steps; at step 30 there is 1/30 of the rate left.
    expect(element.shadowRoot!.querySelector("at-figure")!.shadowRoot!.querySelector("figcaption")!.textContent).to.equal("It begins at 0.01 and falls to 0.00033 by step 30, the last.");
    element.settings = settingsOf();
    await soon(() => element.shadowRoot!.querySelector("at-figure") === null);
  });
});
