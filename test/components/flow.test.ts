import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/flow.js";
import type { AtFlow } from "../../components/cells/flow.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtStagePanel } from "../../components/flow/stage-panel.js";
import { problem } from "../../src/base/problem.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { choice, fakeInspection, fakeRun, loadingData, smallValues } from "../figures/fake-run.js";

const make = async (inputs: Readonly<Record<string, unknown>>, width = 1100): Promise<AtFlow> => {
  const flow = await fixture<AtFlow>(html`<at-flow style="width: ${width}px" .inputs=${{ data: loadingData, ...inputs }}></at-flow>`);
  // The width arrives by a ResizeObserver.
  await frames(4);
  await flow.updateComplete;
  return flow;
};
const frames = async (count: number): Promise<void> => { for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve)); };
const said = (flow: AtFlow, selector: string): readonly string[] => [...flow.renderRoot.querySelectorAll(selector)].map((part) => part.textContent?.replace(/\s+/g, " ").trim() ?? "");
const buttons = (flow: AtFlow): readonly HTMLElement[] => [...flow.renderRoot.querySelectorAll<HTMLElement>(".stage")];
const panel = async (flow: AtFlow): Promise<AtStagePanel> => {
  await flow.updateComplete;
  const found = flow.renderRoot.querySelector("at-stage-panel")!;
  await found.updateComplete;
  return found;
};
const live = (values: Values = smallValues): ReturnType<typeof fakeRun> => fakeRun(1, { state: "running", values });

describe("<at-flow>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => { pageLocale.set("en"); document.documentElement.style.cssText = ""; });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`is accessible in ${colorScheme}, closed, and with each stage open, trained and not`, async () => {
      document.documentElement.style.cssText = `color-scheme: ${colorScheme}; background: var(--at-ground)`;
      for (const inputs of [{ hp: choice() }, { hp: choice(), run: live() }]) {
        const flow = await make(inputs);
        await expect(flow).to.be.accessible();
        for (const index of buttons(flow).keys()) {
          buttons(flow)[index]!.click();
          const opened = await panel(flow);
          while (!opened.renderRoot.querySelector("math")) await frames(1);
          await expect(flow).to.be.accessible();
        }
      }
    });
  }

  it("is walked with the arrow keys, opened with Enter and closed with Escape", async () => {
    const flow = await make({ hp: choice() });
    buttons(flow)[0]!.focus();
    await sendKeys({ press: "ArrowRight" });
    await sendKeys({ press: "ArrowRight" });
    await sendKeys({ press: "Enter" });
    expect((await panel(flow)).stage?.name).to.equal("convolution");
    expect(buttons(flow).map((button) => button.getAttribute("aria-expanded"))).to.deep.equal(["false", "false", "true", "false", "false", "false", "false"]);
    await sendKeys({ press: "Escape" });
    await flow.updateComplete;
    expect(flow.renderRoot.querySelector("at-stage-panel")).to.equal(null);
  });

  // 2000·32; 5·32·24 + 24; additive 24·16 + 16 + 16; 24·10 + 10; 10 + 1.
  it("shows stages, shapes and parameters of the hyperparameters, in both languages", async () => {
    const flow = await make({ hp: choice() });
    expect(said(flow, ".title")).to.deep.equal(["Text", "Embedding", "Convolution", "Attention", "Max pooling", "Dense layer", "Output"]);
    expect(said(flow, ".shape")).to.deep.equal(["24", "24 × 32", "24 × 24", "24 × 24", "24", "10", "1"]);
    expect(said(flow, ".count")).to.deep.equal(["no parameters", "64,000 parameters", "3,864 parameters", "416 parameters", "no parameters", "250 parameters", "11 parameters"]);
    pageLocale.set("pt-BR");
    await flow.updateComplete;
    expect(said(flow, ".title")).to.deep.equal(["Texto", "Embedding", "Convolução", "Atenção", "Pooling de máximo", "Camada densa", "Saída"]);
    expect(said(flow, ".count")[1]).to.equal("64.000 parâmetros");
    expect(flow.renderRoot.querySelectorAll(".changed").length, "a language is no change").to.equal(0);
  });

  it("follows a hyperparameter at once and marks only the numbers that changed", async () => {
    const flow = await make({ hp: choice() });
    flow.inputs = { hp: choice({ filters: 48 }), data: loadingData };
    await flow.updateComplete;
    expect(said(flow, ".shape.changed")).to.deep.equal(["24 × 48", "24 × 48", "48"]);
    expect(said(flow, ".count.changed")).to.deep.equal(["7,728 parameters", "800 parameters", "490 parameters"]);
  });

  it("shows the share of the work of each stage, summing to all of it", async () => {
    const flow = await make({ hp: choice() });
    const widths = [...flow.renderRoot.querySelectorAll<HTMLElement>(".share > span")].map((bar) => Number.parseFloat(bar.style.width));
    expect(widths.reduce((sum, width) => sum + width, 0)).to.be.closeTo(100, 0.05);
    expect(widths[1], "looking up is no work").to.equal(0);
  });

  it("runs downwards where there is no room beside, with nothing cut", async () => {
    const first = Object.assign(document.createElement("at-flow") as AtFlow, { inputs: { data: loadingData, hp: choice() } });
    first.style.width = "320px";
    document.body.append(first);
    await first.updateComplete;
    expect([".down", ".across"].map((way) => first.renderRoot.querySelector(way) !== null), "as soon as it is drawn").to.deep.equal([true, false]);
    first.remove();
    const flow = await make({ hp: choice(), run: live() }, 320);
    expect(flow.renderRoot.querySelector(".down")).to.not.equal(null);
    const tops = buttons(flow).map((button) => button.getBoundingClientRect().top);
    expect(tops).to.deep.equal(tops.toSorted((a, b) => a - b));
    for (const index of buttons(flow).keys()) {
      buttons(flow)[index]!.click();
      await panel(flow);
      expect(flow.scrollWidth, said(flow, ".title")[index]).to.be.at.most(320);
    }
  });

  it("paints the activations of the run and repaints when they change", async () => {
    const flow = await make({ hp: choice(), run: live() });
    const pixels = (stage: string): string => flow.renderRoot.querySelector<HTMLCanvasElement>(`canvas[data-stage="${stage}"]`)!.toDataURL();
    const canvas = flow.renderRoot.querySelector<HTMLCanvasElement>('canvas[data-stage="convolution"]')!;
    expect([canvas.width, canvas.height], "a pixel a number: filters × tokens").to.deep.equal([24, 7]);
    const before = pixels("convolution");
    flow.inputs = { ...flow.inputs, run: { ...live(), live: fakeInspection(smallValues, 3) } };
    await flow.updateComplete;
    expect(pixels("convolution")).to.not.equal(before);
    expect(said(flow, ".answer b")).to.deep.equal(["positive"]);
  });

  it("explains an open stage with its formula and the values of the watched text", async () => {
    const flow = await make({ hp: choice(), run: live() });
    const texts: Record<string, string> = {};
    for (const index of buttons(flow).keys()) {
      buttons(flow)[index]!.click();
      const opened = await panel(flow);
      while (!opened.renderRoot.querySelector(".formula math")) await frames(1);
      texts[opened.stage!.name] = opened.renderRoot.textContent!.replace(/\s+/g, " ");
    }
    expect(texts["embedding"]).to.include("Run 1, epoch 8, step 96.").and.include("embedding/embeddings 2,000 × 32 = 64,000");
    expect(texts["convolution"]).to.match(/Filter \d+ answers most \([\d.]+\), to “.+”\./).and.include("92,160 (89.8%)");
    expect(texts["pooling"]).to.match(/The position at “wonderful” wins \d+ of 24 filters; \d+ are silent everywhere\./);
    expect(texts["dense"]).to.include("unit 10");
    expect(texts["output"]).to.include("positive 91.0%").and.include("σ(2.31) = 0.91");
  });

  it("asks to train where nothing was trained, and owns up to values of other settings", async () => {
    const flow = await make({ hp: choice() });
    buttons(flow)[2]!.click();
    expect((await panel(flow)).renderRoot.textContent).to.include("Press Train to see what your own text does here.");
    flow.inputs = { ...flow.inputs, run: { ...live(), stale: [{ name: "filters", from: 24, to: 48 }] } };
    await flow.updateComplete;
    expect(said(flow, ".note").join(" ")).to.equal("Colours and words are those of a run with other settings; train again to see this network.");
  });

  it("keeps the last network that could be built, and says so", async () => {
    const flow = await make({ hp: choice() });
    flow.inputs = { hp: { ...choice({ kernelSize: 99 }), problems: [problem("x", "kernelSize", { expected: { en: "less", "pt-BR": "menos" } })] }, data: loadingData };
    await flow.updateComplete;
    expect(said(flow, ".shape").length).to.equal(7);
    expect(said(flow, ".problem")).to.deep.equal(["This network cannot be built; the diagram shows the last one that could."]);
  });

  it("draws every shape of network: deep, without attention, without a dense layer, other poolings", async () => {
    for (const values of [{ convolutionLayers: 4 }, { attention: "none" }, { denseUnits: 0 }, { pooling: "sum" }, { attention: "dot", pooling: "average", convolutionPadding: "valid" }]) {
      const all = { ...smallValues, ...values };
      const flow = await make({ hp: choice(values), run: fakeRun(1, { values: all, live: fakeInspection(all) }) });
      for (const index of buttons(flow).keys()) {
        buttons(flow)[index]!.click();
        expect((await panel(flow)).stage?.name).to.equal(flow.stages[index]!.name);
      }
    }
  });

  it("says what it needs, and describes itself in a sentence", async () => {
    const flow = await make({});
    expect(flow.renderRoot.textContent?.trim()).to.equal("Give this cell the hyperparameters and it draws the network they make.");
    flow.inputs = { hp: choice() };
    expect((await flow.snapshot()).alt).to.equal("Text (24) → Embedding (24 × 32) → Convolution (24 × 24) → Attention (24 × 24) → Max pooling (24) → Dense layer (10) → Output (1)");
  });
});
