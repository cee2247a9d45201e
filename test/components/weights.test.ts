import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/weights.js";
import type { AtWeights } from "../../components/cells/weights.js";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { Health, ParameterHealth } from "../../src/training/analyses/health.js";
import { fakeRun } from "../figures/fake-run.js";
import { environment, FakeEngine } from "./fake-engine.js";

const parameter = (stage: string, part: string, gradientNorm: number): ParameterHealth =>
  ({ name: `${stage}/${part}`, stage, shape: [5, 32, 24], norm: 2, gradientNorm, mean: 0, deviation: 0.1, histogram: { from: -1, to: 1, counts: [1, 4, 2] } });
const answer: Health = {
  parameters: [parameter("embedding", "embeddings", 0.1), parameter("convolution", "kernel", 0.4), parameter("convolution", "bias", 0.02)],
  units: [{ stage: "convolution", active: [0.5, 0, 1, 0] }], attention: undefined, reading: { unknown: 0, cut: 0 },
};
async function make(health: Health | undefined = answer): Promise<AtWeights> {
  const engine = new FakeEngine();
  useEngine(engine);
  const cell = await fixture<AtWeights>(html`<at-weights .inputs=${health ? { run: fakeRun(1, { environment }) } : {}}></at-weights>`);
  if (health) await engine.last("analyse").resolve(health);
  await cell.updateComplete;
  return cell;
}
const text = (element: Element | null | undefined): string => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";

describe("<at-weights>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible empty, and with a parameter open in both languages", async () => {
    const engine = new FakeEngine();
    useEngine(engine);
    await expect(await fixture<AtWeights>(html`<at-weights></at-weights>`)).to.be.accessible();
    const cell = await make();
    cell.shadowRoot!.querySelector<HTMLElement>(".entry")!.click();
    while (!cell.shadowRoot!.querySelector("at-figure")) await new Promise((resolve) => requestAnimationFrame(resolve));
    await expect(cell).to.be.accessible();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
  });
  it("opens one parameter at a time with the keyboard, as a figure", async () => {
    const cell = await make();
    cell.shadowRoot!.querySelectorAll<HTMLElement>(".entry")[1]!.focus();
    await sendKeys({ press: "Enter" });
    while (!cell.shadowRoot!.querySelector("at-figure")?.content) await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(cell.shadowRoot!.querySelector("at-figure")!.content!.caption).to.equal("7 numbers from -1 to 1, mean 0 ± 0.1; length 2, and of the gradient 0.4.");
    await sendKeys({ press: "Enter" });
    await cell.updateComplete;
    expect(cell.shadowRoot!.querySelectorAll("at-figure").length).to.equal(0);
  });
  it("groups parameters by stage, with dead units counted, and says what stands out", async () => {
    const cell = await make();
    expect([...cell.shadowRoot!.querySelectorAll("h3")].map(text)).to.deep.equal(["Embedding", "Convolution 2 of 4 units dead"]);
    expect(text(cell.shadowRoot!.querySelector(".caption"))).to.equal("The loss pulls hardest on convolution/kernel (convolution); 2 of 4 units are dead.");
    expect(text(cell.shadowRoot!.querySelector(".entry"))).to.equal("embeddings 5 × 32 × 24 length 2 gradient 0.1");
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    expect(text(cell.shadowRoot!.querySelector(".caption"))).to.equal("A perda puxa com mais força convolution/kernel (convolução); 2 de 4 unidades estão mortas.");
    expect((await cell.snapshot()).alt).to.contain("2 de 4 unidades estão mortas");
  });
  it("says that every unit lives where it does", async () => {
    const cell = await make({ ...answer, units: [{ stage: "convolution", active: [1, 0.1] }] });
    expect(text(cell.shadowRoot!.querySelectorAll("h3")[1])).to.equal("Convolution every unit answers to some text");
  });
  it("fits a phone", async () => {
    const cell = await make();
    cell.style.width = "320px";
    await cell.updateComplete;
    expect(cell.scrollWidth).to.be.at.most(320);
  });
});
