import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/self-attention.js";
import type { AtSelfAttention } from "../../components/cells/self-attention.js";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { SelfAttentionSteps } from "../../src/training/analyses/self-attention.js";
import { fakeRun } from "../figures/fake-run.js";
import { environment, FakeEngine } from "./fake-engine.js";

/** Two words, two numbers each; “good” looks three quarters at “not”. */
const steps: SelfAttentionSteps = {
  tokens: ["not", "good"], layers: 1, heads: 2, layer: 1, head: 1, size: 2,
  queries: Float32Array.of(0, 1, 1, 1), keys: Float32Array.of(2, 1, 1, 0), values: Float32Array.of(-2, 0, 2, 0),
  scores: Float32Array.of(0.5, 0.25, 1.5, 0.4), weights: Float32Array.of(0.56, 0.44, 0.75, 0.25), mixed: Float32Array.of(-0.24, 0, -1, 0),
};
async function make(): Promise<{ readonly cell: AtSelfAttention; readonly engine: FakeEngine }> {
  const engine = new FakeEngine();
  useEngine(engine);
  const cell = await fixture<AtSelfAttention>(html`<at-self-attention .inputs=${{ run: fakeRun(1, { environment }) }}></at-self-attention>`);
  await engine.last("analyse").resolve(steps);
  await cell.updateComplete;
  return { cell, engine };
}
const caption = (cell: AtSelfAttention): string => cell.shadowRoot!.querySelector(".caption")!.textContent!;
const radios = (cell: AtSelfAttention): readonly HTMLElement[] => [...cell.shadowRoot!.querySelectorAll<HTMLElement>("[role=radio]")];

describe("<at-self-attention>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible with its steps and its matrix, in both languages", async () => {
    const { cell } = await make();
    cell.shadowRoot!.querySelector("details")!.open = true;
    await expect(cell).to.be.accessible();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
  });
  it("lets another word ask with the arrow keys, one stop of Tab", async () => {
    const { cell } = await make();
    expect(radios(cell).filter(({ tabIndex }) => tabIndex === 0).length).to.equal(1);
    radios(cell)[1]!.focus();
    await sendKeys({ press: "ArrowLeft" });
    await cell.updateComplete;
    expect(radios(cell).map((radio) => radio.getAttribute("aria-checked"))).to.deep.equal(["true", "false"]);
    expect(caption(cell)).to.equal("“not” takes 56% of what it brings together from “not”; spread evenly, each of 2 words would give 50%.");
  });
  it("begins with the word whose attention is sharpest, and gives its scores and weights", async () => {
    const { cell } = await make();
    expect(caption(cell)).to.equal("“good” takes 75% of what it brings together from “not”; spread evenly, each of 2 words would give 50%.");
    expect([...cell.shadowRoot!.querySelectorAll(".steps tbody tr")].map((row) => [...row.querySelectorAll("th, .numeric")].map(({ textContent }) => textContent))).to.deep.equal([["not", "1.50", "75.0%"], ["good", "0.40", "25.0%"]]);
    expect([...cell.shadowRoot!.querySelectorAll("at-heat-strip")].map(({ activation }) => Array.from(activation!.data))).to.deep.equal([[1, 1], [2, 1, 1, 0], [-2, 0, 2, 0], [-1, 0]]);
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    expect((await cell.snapshot()).alt).to.equal("“good” tira 75% do que reúne de “not”; por igual, cada uma das 2 palavras daria 50%.");
  });
  it("asks for another head, and for the reader's own sentence", async () => {
    const { cell, engine } = await make();
    const select = cell.shadowRoot!.querySelector("select")!;
    select.value = "2";
    select.dispatchEvent(new Event("change"));
    await cell.updateComplete;
    expect(engine.last("analyse").input.input).to.deep.include({ head: 2, layer: 1 });
    cell.shadowRoot!.querySelector<HTMLInputElement>("input")!.focus();
    await sendKeys({ type: "so good" });
    await sendKeys({ press: "Enter" });
    await cell.updateComplete;
    expect(engine.last("analyse").input.input).to.deep.equal({ text: "so good", layer: 1, head: 2 });
    expect(cell.params).to.deep.equal({ head: 2, text: "so good" });
  });
  it("fits a phone", async () => {
    const { cell } = await make();
    cell.style.width = "320px";
    await cell.updateComplete;
    expect(cell.scrollWidth).to.be.at.most(320);
  });
});
