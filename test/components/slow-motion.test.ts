import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import "../../components/flow/slow-motion.js";
import type { AtSlowMotion } from "../../components/flow/slow-motion.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { Numbers, OneStep } from "../../src/training/analyses/step.js";
import { fakeRun, smallValues } from "../figures/fake-run.js";
import { FakeEngine, frame } from "./fake-engine.js";

const stages = architectures.get("atnet")!.stages(smallValues, { vocabularySize: 2000, classes: 2 });
const numbers = (norm: number, shape: readonly number[] = [32, 24]): Numbers => ({ shape, norm, mean: 0.5, min: -1, max: 2, few: [0.25, -1] });
const oneStep: OneStep = {
  step: 41, epoch: 4, learningRate: 0.001, loss: 0.71, lossAfter: 0.65, optimizer: "adam", isFresh: false,
  examples: [{ text: "a good phone", label: 1, probabilities: [0.6, 0.4] }, { text: "bad", label: 0, probabilities: [0.5, 0.5] }],
  stages: [
    { name: "text", parameters: [] },
    { name: "convolution", output: numbers(12), gradient: numbers(0.03), parameters: [{ name: "convolution/kernel", value: numbers(3, [5, 8]), gradient: numbers(0.2, [5, 8]), change: numbers(0.04, [5, 8]) }, { name: "convolution/bias", value: numbers(0, [8]), gradient: numbers(0.1, [8]), change: numbers(0.03, [8]) }] },
    { name: "pooling", output: numbers(4), gradient: numbers(0.01), parameters: [] },
  ],
};
let engine: FakeEngine;
const make = async (): Promise<AtSlowMotion> => {
  const part = await fixture<AtSlowMotion>(html`<at-slow-motion .stages=${stages} .run=${fakeRun(1)}></at-slow-motion>`);
  part.renderRoot.querySelector<HTMLElement>(".open")!.click();
  await part.updateComplete;
  await engine.last("analyse").resolve(oneStep);
  await frame();
  await part.updateComplete;
  return part;
};
const now = (part: AtSlowMotion): string => part.renderRoot.querySelector(".now")!.textContent!.trim();
const cells = (part: AtSlowMotion): readonly (readonly string[])[] => [...part.renderRoot.querySelectorAll("table")[0]!.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent!.trim()));
const press = async (part: AtSlowMotion, key: string): Promise<void> => { await sendKeys({ press: key }); await part.updateComplete; };

describe("a step in slow motion", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  afterEach(() => pageLocale.set("en"));

  it("is accessible closed and open", async () => {
    const closed = await fixture<AtSlowMotion>(html`<at-slow-motion .stages=${stages} .run=${fakeRun(1)}></at-slow-motion>`);
    await expect(closed).to.be.accessible();
    const part = await make();
    pageLocale.set("pt-BR");
    part.renderRoot.querySelectorAll<HTMLElement>(".phases button")[3]!.click();
    await part.updateComplete;
    await expect(part).to.be.accessible();
  });

  it("goes through the whole step with the arrow keys: values down, loss, gradients up, update", async () => {
    const part = await make();
    part.renderRoot.querySelector<HTMLElement>("input[type=range]")!.focus();
    const said = [now(part)];
    for (let i = 0; i < 6; i++) { await press(part, "ArrowRight"); said.push(now(part)); }
    expect(said).to.deep.equal([
      "2 texts go in together, as one batch. The first: “a good phone”",
      "Convolution: the batch is now 32 × 24 numbers, from -1 to 2.",
      "Max pooling: the batch is now 32 × 24 numbers, from -1 to 2.",
      "The answers are compared with the right ones: the mean loss is 0.71. The first text is “positive”, and the network gave that 40%.",
      "Max pooling: how the loss would change with each of its 768 numbers. As one vector the gradient has length 0.01, from -1 to 2.",
      "Convolution: how the loss would change with each of its 768 numbers. As one vector the gradient has length 0.03, from -1 to 2.",
      "Convolution: Adam moves its 48 parameters against their gradient, none by more than 2. On the same batch the loss is now 0.65; it was 0.71.",
    ]);
    // The lengths of kernel and bias together: √(0.04² + 0.03²) = 0.05.
    expect(cells(part)).to.deep.equal([["Text", "", "", ""], ["Convolution", "12", "0.03", "0.05"], ["Max pooling", "4", "0.01", ""]]);
    await press(part, "Home");
    expect(cells(part)).to.deep.equal([["Text", "", "", ""], ["Convolution", "·", "·", "·"], ["Max pooling", "·", "·", ""]]);
  });

  it("steps and jumps by buttons, and tells where it is", async () => {
    const part = await make();
    const told: string[] = [];
    part.addEventListener("at-moment", ({ detail }) => told.push(detail));
    for (const selector of [".after", ".after", ".before", ".phases button:nth-child(3)"]) {
      part.renderRoot.querySelector<HTMLElement>(selector)!.click();
      await part.updateComplete;
    }
    expect(told).to.deep.equal(["convolution", "pooling", "convolution", "pooling"]);
    part.renderRoot.querySelector<HTMLElement>(".open")!.click();
    await part.updateComplete;
    expect(told.at(-1)).to.equal("");
  });

  it("does not change under the reader while the run goes on, until the next step is asked for", async () => {
    const part = await make();
    part.run = { ...fakeRun(1), epochs: [...fakeRun(1).epochs, fakeRun(1).epochs[0]!] };
    await part.updateComplete;
    expect(engine.all("analyse")).to.have.length(1);
    part.renderRoot.querySelector<HTMLElement>(".again")!.click();
    await part.updateComplete;
    expect(engine.all("analyse")).to.have.length(2);
  });

  it("says in Portuguese what happens, and fits a phone", async () => {
    pageLocale.set("pt-BR");
    const part = await make();
    part.style.width = "320px";
    part.renderRoot.querySelectorAll<HTMLElement>(".phases button")[3]!.click();
    await part.updateComplete;
    expect(now(part)).to.equal("Convolução: o Adam move seus 48 parâmetros contra o gradiente, nenhum mais que 2. No mesmo lote, a perda agora é 0,65; era 0,71.");
    expect(part.scrollWidth).to.be.at.most(320);
  });
});
