import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { AtLossPlot } from "../../components/cells/loss-plot.js";
import { kind } from "../../components/cells/loss-plot.js";
import { pageLocale } from "../../components/base/locale.js";
import { formatNumber } from "../../src/base/text.js";
import type { Run } from "../../src/training/run.js";
import { fakeRun, smallValues } from "../figures/fake-run.js";

const make = async (runs: unknown, params: Readonly<Record<string, unknown>> = {}): Promise<AtLossPlot> =>
  fixture<AtLossPlot>(html`<at-loss-plot .params=${params} .inputs=${{ runs }}></at-loss-plot>`);
const until = async (holds: () => unknown): Promise<void> => { while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve)); };
const figures = (plot: AtLossPlot): readonly SVGSVGElement[] =>
  [...plot.renderRoot.querySelectorAll("at-figure")].flatMap((figure) => figure.renderRoot.querySelector<SVGSVGElement>(".picture > svg") ?? []);
const captions = (plot: AtLossPlot): readonly (string | undefined)[] => [...plot.renderRoot.querySelectorAll("at-figure")].map((figure) => figure.content?.caption);
const two = (): Run => fakeRun(2, { learningRate: 0.003, values: { ...smallValues, filters: 64 }, earlier: [fakeRun(1)] });

describe("<at-loss-plot>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible before and after training", async () => {
    await expect(await make([undefined])).to.be.accessible();
    const plot = await make([two()]);
    await until(() => figures(plot).length === 2);
    await expect(plot).to.be.accessible();
  });

  it("sets smoothing and scale with the keyboard, one input event each", async () => {
    const plot = await make([fakeRun(1)]);
    await until(() => figures(plot).length === 2);
    let events = 0;
    plot.addEventListener("input", () => { events++; });
    plot.renderRoot.querySelector<HTMLElement>("input[type=range]")!.focus();
    await sendKeys({ press: "ArrowRight" });
    expect(plot.params).to.deep.equal({ smoothing: 0.31 });
    plot.renderRoot.querySelector<HTMLElement>("input[type=checkbox]")!.focus();
    await sendKeys({ press: "Space" });
    expect(plot.params).to.deep.equal({ smoothing: 0.31, logScale: true });
    expect(events).to.equal(2);
  });

  it("draws a word count on the same data as a line beside the networks, and as a curve where it is alone", async () => {
    const count = { ...fakeRun(3), settings: { ...fakeRun(3).settings, architecture: "bag-of-words" }, epochs: fakeRun(3).epochs.slice(0, 1) } as Run;
    const accuracy = formatNumber(count.epochs[0]!.validationAccuracy, "en", { percent: true, decimals: 1 });
    const plot = await make([fakeRun(1), count]);
    await until(() => figures(plot).length === 2);
    expect(captions(plot)[1]).to.match(new RegExp(`counting words ${accuracy.replace(".", "\\.")}\\.$`));
    expect(figures(plot)[1]!.textContent).to.contain("word count").and.not.contain("run 3");
    const alone = await make([count]);
    await until(() => figures(alone).length === 2);
    expect(captions(alone)[1]).to.not.contain("counting words");
  });

  it("says what to do before anything is trained, in both languages", async () => {
    const plot = await make([]);
    expect(plot.renderRoot.textContent?.trim()).to.equal("Press Train: the curves appear here while the network learns.");
    pageLocale.set("pt-BR");
    await plot.updateComplete;
    expect(plot.renderRoot.textContent?.trim()).to.equal("Clique em Treinar: as curvas aparecem aqui enquanto a rede aprende.");
  });

  it("draws what it is asked for: both, the loss, the accuracy", async () => {
    for (const [metric, titles] of [["both", ["Loss", "Accuracy"]], ["loss", ["Loss"]], ["accuracy", ["Accuracy"]]] as const) {
      const plot = await make([fakeRun(1)], { metric });
      await until(() => figures(plot).length === titles.length);
      expect([...plot.renderRoot.querySelectorAll("at-figure")].map((figure) => figure.content?.title)).to.deep.equal(titles);
    }
  });

  it("lists what changed between a run and the one before", async () => {
    const plot = await make([two()]);
    await until(() => figures(plot).length === 2);
    const rows = (): readonly string[] => [...plot.renderRoot.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("th, li, td:not(:has(li))")].map((cell) => cell.textContent?.trim()).join(" | "));
    expect(rows()).to.deep.equal(["1 | first run | 0.412", "2 | Filters 24 → 64 | Learning rate 0.001 → 0.003 | 0.442"]);
    pageLocale.set("pt-BR");
    await plot.updateComplete;
    expect(rows()[1]).to.equal("2 | Filtros 24 → 64 | Taxa de aprendizado 0,001 → 0,003 | 0,442");
  });

  it("follows a live run, and draws the newest news when they come faster than it draws", async () => {
    const whole = fakeRun(1);
    const plot = await make([{ ...whole, state: "running", steps: whole.steps.slice(0, 5), epochs: [] }]);
    for (let step = 6; step <= 40; step++) plot.inputs = { runs: [{ ...whole, state: "running", steps: whole.steps.slice(0, step), epochs: [] }] };
    await until(() => captions(plot).length === 2 && captions(plot).every((caption) => caption?.startsWith("After 40 steps")));
    const { loss, accuracy } = whole.steps[39]!;
    expect(captions(plot)).to.deep.equal([
      `After 40 steps, the training loss of the last batch is ${loss}.`, `After 40 steps, the training accuracy of the last batch is ${formatNumber(accuracy, "en", { percent: true, decimals: 1 })}.`,
    ]);
  });

  it("keeps its curves when a setting does not fit, and says so", async () => {
    const plot = await make([fakeRun(1)], { smoothing: 2 });
    await until(() => figures(plot).length === 2);
    expect(plot.renderRoot.querySelector(".problem")?.textContent).to.equal("smoothing: expected a number from 0 to 0.99, received 2. Set it to 0.99 or less.");
  });

  it("survives being moved, and rewrites its captions in the new language", async () => {
    const plot = await make([fakeRun(1)]);
    await until(() => figures(plot).length === 2);
    (await fixture<HTMLElement>(html`<section></section>`)).append(plot);
    pageLocale.set("pt-BR");
    await until(() => captions(plot)[1]?.startsWith("A acurácia"));
    expect(captions(plot)[0]).to.equal("A perda na validação é menor na época 6 (0,412) e depois sobe: a rede começa a decorar os textos de treino.");
  });

  it("gives a picture with alternative text", async () => {
    const plot = await make([fakeRun(1)]);
    await until(() => figures(plot).length === 2);
    const { alt, mime } = await plot.snapshot();
    expect(alt).to.match(/^Loss\. Validation loss is lowest at epoch 6 \(0\.412\)/);
    expect(mime["image/svg+xml"]).to.match(/^<\?xml/);
  });

  it("reads any literal without throwing", () => {
    for (const params of [{}, { smoothing: "x" }, { metric: null }]) expect(Object.keys(kind.schema(params))).to.deep.equal(["smoothing", "metric", "logScale"]);
  });

  it("fits a phone", async () => {
    const plot = await make([two()]);
    plot.style.width = "320px";
    await until(() => figures(plot).length === 2 && figures(plot).every((svg) => svg.width.baseVal.value <= 320));
    expect(plot.scrollWidth).to.be.at.most(320);
  });
});
