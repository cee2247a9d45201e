import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys, sendMouse } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import type { AtSweepFigures } from "../../components/sweep/figures.js";
import "../../components/sweep/figures.js";
import type { AtFigure } from "../../components/figure.js";
import { readModelChoice } from "../../src/training/schema.js";
import { planSweep } from "../../src/training/sweep/plan.js";
import { readSweep } from "../../src/training/sweep/settings.js";
import type { Trial } from "../../src/training/sweep/trial.js";
import { frame } from "./fake-engine.js";

const plan = planSweep(readSweep({ space: { learningRate: { from: 0.001, to: 0.1 }, filters: { from: 4, to: 64 }, pooling: ["max", "sum"] }, trials: 12, epochs: 1 }, "atnet"), readModelChoice({ architecture: "atnet" }));
/** The accuracy of the trial with this index is half of one plus a hundredth of it. */
const trials = (count: number, from?: string): readonly Trial[] => Array.from({ length: count }, (_, index): Trial => ({
  index, point: { learningRate: Number((0.001 * 100 ** (index / 11)).toPrecision(3)), filters: 4 + 5 * index, pooling: index % 2 ? "max" : "sum" }, state: "done", parameters: 100 + index, multiplyAdds: 1000 + index, ...(from ? { from } : {}),
  runs: [{ seed: 1, steps: 10, seconds: 1, epochs: [{ epoch: 1, seconds: 1, trainingLoss: 0.5, validationLoss: 0.5, validationAccuracy: 0.5 + index / 100 }] }],
}));
const settled = async (): Promise<void> => { for (let i = 0; i < 12; i++) await frame(); };
async function make(of: readonly Trial[] = trials(12)): Promise<AtSweepFigures> {
  const figures = await fixture<AtSweepFigures>(html`<at-sweep-figures style="inline-size: 700px" .plan=${plan} .trials=${of}></at-sweep-figures>`);
  for (const details of figures.shadowRoot!.querySelectorAll("details")) details.open = true;
  // What mattered comes last, and moves what is below it.
  for (let i = 0; i < 300 && !figureOf(figures, "sweep-importance"); i++) await frame();
  await settled();
  return figures;
}
const figureOf = (figures: AtSweepFigures, name: string): AtFigure => [...figures.shadowRoot!.querySelectorAll("at-figure")].find(({ content }) => content?.name === name)!;
const axesOf = (figures: AtSweepFigures): readonly string[] => figureOf(figures, "parallel-coordinates").content!.table.columns.map(({ name }) => name);
const captionOf = (figures: AtSweepFigures, name: string): string => figureOf(figures, name).content!.caption;

describe("<at-sweep-figures>", () => {
  beforeEach(() => { pageLocale.set("en"); });
  after(() => pageLocale.set("en"));

  it("is accessible in both languages, with trials from elsewhere among them", async () => {
    const figures = await make([...trials(8), ...trials(4, "Ray 2.58.0").map((trial) => ({ ...trial, index: trial.index + 8 }))]);
    await expect(figures).to.be.accessible();
    expect(captionOf(figures, "sweep-slices")).to.match(/ Squares were trained elsewhere \(4\)\.$/);
    pageLocale.set("pt-BR");
    await settled();
    await expect(figures).to.be.accessible();
    expect(captionOf(figures, "parallel-coordinates")).to.match(/ As linhas tracejadas vêm de outro lugar \(4\)\.$/);
  });
  it("puts the axes in another order by keyboard", async () => {
    const figures = await make();
    expect(axesOf(figures)).to.deep.equal(["trial", "learningRate", "filters", "pooling", "accuracy"]);
    figures.shadowRoot!.querySelector<HTMLButtonElement>('button[aria-label="Move back: Learning rate"]')!.focus();
    await sendKeys({ press: "Enter" });
    await settled();
    expect(axesOf(figures)).to.deep.equal(["trial", "filters", "learningRate", "pooling", "accuracy"]);
    expect(figures.shadowRoot!.querySelector('button[aria-label="Move forward: Filters"]')!.getAttribute("aria-disabled")).to.equal("true");
  });
  it("lets through what a reader types, and all again", async () => {
    const figures = await make();
    const input = figures.shadowRoot!.querySelector<HTMLInputElement>('input[aria-label="Filters, from"]')!;
    input.focus();
    await sendKeys({ type: "40" });
    await sendKeys({ press: "Tab" });
    await settled();
    // 4, 9 … 59: those from 44 on are four.
    expect(captionOf(figures, "parallel-coordinates")).to.contain("4 of them fit the chosen ranges.");
    figures.shadowRoot!.querySelector<HTMLButtonElement>(".brushes + button")!.click();
    await settled();
    expect(captionOf(figures, "parallel-coordinates")).not.to.contain("fit the chosen ranges");
  });
  it("lets through what is dragged along an axis, frees it by a press, and moves an axis by its name", async () => {
    const figures = await make();
    const svg = figureOf(figures, "parallel-coordinates").shadowRoot!.querySelector<SVGSVGElement>(".picture > svg")!;
    svg.scrollIntoView({ block: "center" });
    await settled();
    const { left, top, width, height } = svg.getBoundingClientRect();
    // Four axes between a margin of 52 and one of 18, from 34 to 16 above the end.
    const at = (axis: number, place: number): [number, number] => [Math.round(left + 52 + ((width - 70) * axis) / 3), Math.round(top + 34 + (height - 50) * (1 - place))];
    const drag = async (from: [number, number], to: [number, number]): Promise<void> => {
      await sendMouse({ type: "move", position: from });
      await sendMouse({ type: "down" });
      await sendMouse({ type: "move", position: to });
      await sendMouse({ type: "up" });
      await settled();
    };
    // On the logarithmic axis from 4 to 59, 0.87 is 41.6.
    await drag(at(1, 0.87), at(1, 1));
    expect(captionOf(figures, "parallel-coordinates")).to.contain("4 of them fit the chosen ranges.");
    await drag(at(1, 0.5), at(1, 0.5));
    expect(captionOf(figures, "parallel-coordinates")).not.to.contain("fit the chosen ranges");
    const name = (axis: number): [number, number] => [at(axis, 1)[0], Math.round(top + 16)];
    await drag(name(1), name(2));
    expect(axesOf(figures)).to.deep.equal(["trial", "learningRate", "pooling", "filters", "accuracy"]);
  });
  it("shows two settings at once, and another two when a reader chooses", async () => {
    const figures = await make();
    expect(captionOf(figures, "sweep-contour")).to.contain("The best, 61%, is at Learning rate 0.1 and Filters 59.");
    const [across] = figures.shadowRoot!.querySelectorAll<HTMLSelectElement>(".pair select");
    across!.value = "filters";
    across!.dispatchEvent(new Event("change"));
    await settled();
    expect(figureOf(figures, "sweep-contour").content!.title).to.equal("Two settings at once: Filters and Learning rate");
  });
});
