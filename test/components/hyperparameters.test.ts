import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import { kind, type AtHyperparameters } from "../../components/cells/hyperparameters.js";
import type { AtField } from "../../components/field.js";
import type { AtForm } from "../../components/form.js";
import { readChoice, totalsOf } from "../../components/hyperparameters/reading.js";
import { dataValue } from "./fake-engine.js";
import { architectures } from "../../src/model/architectures/index.js";

const make = async (params: Record<string, unknown> = {}): Promise<{ cell: AtHyperparameters; count: () => number }> => {
  let inputs = 0;
  const cell = await fixture<AtHyperparameters>(html`<at-hyperparameters .params=${params} @input=${() => inputs++}></at-hyperparameters>`);
  return { cell, count: () => inputs };
};
const formOf = (cell: AtHyperparameters): AtForm => cell.shadowRoot!.querySelector("at-form")!;
async function field(cell: AtHyperparameters, name: string): Promise<AtField> {
  const form = formOf(cell);
  await form.updateComplete;
  const found = form.shadowRoot!.querySelector<AtField>(`at-field[name=${name}]`)!;
  await found.updateComplete;
  return found;
}
const foot = (cell: AtHyperparameters): string => cell.shadowRoot!.querySelector(".foot")!.textContent!.replace(/\s+/g, " ").trim();

describe("at-hyperparameters", () => {
  beforeEach(() => pageLocale.set("en"));
  after(() => pageLocale.set("en"));

  it("is accessible, in both languages", async () => {
    const { cell } = await make({ architecture: "atnet", kernelSize: 3 });
    await expect(cell).to.be.accessible();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
  });
  it("changes the kernel size with the keyboard alone, with one input event, and writes only what changed", async () => {
    const { cell, count } = await make({ architecture: "atnet" });
    const kernelSize = await field(cell, "kernelSize");
    kernelSize.focus();
    await sendKeys({ press: "ArrowUp" });
    expect(cell.params).to.deep.equal({ architecture: "atnet", kernelSize: 6 });
    expect(cell.value.values["kernelSize"]).to.equal(6);
    expect(count()).to.equal(1);
  });
  it("yields the reference's values before anything is set, and counts its 41,750 parameters", async () => {
    const { cell } = await make();
    expect(cell.value.architecture).to.equal("atnet");
    expect(cell.value.problems).to.deep.equal([]);
    // 10,000 × 128 for the embedding; 5·128·64 + 64, 64 + 1, 64·10 + 10, 10 + 1 after it.
    // 496·5·128·64 for the filters, 496·64 for the scores, 496·64 for the products, 64·10 and 10 for the answer.
    expect(foot(cell)).to.equal("1,321,750 parameters (41,750 without the embedding) · 20,380,298 multiply-adds per exampleNothing changed from “Reference model”");
  });
  it("says how many settings were changed and takes them all back at once", async () => {
    const { cell, count } = await make({ architecture: "atnet", kernelSize: 3, filters: 32, denseUnits: 10, mystery: 1 });
    expect(foot(cell)).to.contain("2 changed from “Reference model”");
    cell.shadowRoot!.querySelector<HTMLButtonElement>(".changes button")!.click();
    await cell.updateComplete;
    expect(cell.params).to.deep.equal({ mystery: 1, architecture: "atnet" });
    expect(count()).to.equal(1);
  });
  it("shows the parameters of a moving slider before anything is committed", async () => {
    const { cell, count } = await make();
    const kernelSize = await field(cell, "kernelSize");
    const slider = kernelSize.shadowRoot!.querySelector<HTMLInputElement>("input[type=range]")!;
    slider.value = "0";
    slider.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    await cell.updateComplete;
    // 1·128·64 + 64 + 65 + 650 + 11
    expect(foot(cell)).to.contain("(8,982 without the embedding)");
    expect(cell.params).to.deep.equal({});
    expect(count()).to.equal(0);
  });
  it("marks a problem between fields where it is, and yields it", async () => {
    const { cell } = await make({ architecture: "atnet", sequenceLength: 4, kernelSize: 9 });
    expect(cell.value.problems.map(({ code, path }) => [code, path])).to.deep.equal([["kernel-longer-than-sequence", "kernelSize"]]);
    const kernelSize = await field(cell, "kernelSize");
    expect(kernelSize.shadowRoot!.querySelector(".problem")!.textContent).to.contain("Make the kernel shorter");
    expect(foot(cell)).to.contain("This network cannot be built yet");
  });
  it("keeps an unknown setting as written and says so, without stopping the training", async () => {
    const { cell } = await make({ architecture: "atnet", kernelsize: 4 });
    expect(cell.shadowRoot!.querySelector(".problem")!.textContent).to.equal('kernelsize: expected the name of a setting, received "kernelsize". Did you mean "kernelSize"? It is kept as written and has no effect.');
    expect(cell.value.problems).to.deep.equal([]);
    (await field(cell, "kernelSize")).shadowRoot!.querySelector<HTMLInputElement>("#control")!.dispatchEvent(new Event("change", { bubbles: true }));
    expect(cell.params).to.deep.equal({ architecture: "atnet", kernelsize: 4 });
  });
  it("shows a value that is out of range as written and names it in its value's problems", async () => {
    const { cell } = await make({ kernelSize: 99 });
    expect(cell.value.problems.map(({ code, path }) => [code, path])).to.deep.equal([["out-of-range", "kernelSize"]]);
    expect((await field(cell, "kernelSize")).shadowRoot!.querySelector<HTMLInputElement>("#control")!.value).to.equal("99");
  });
  it("starts from every preset of every architecture without a problem", () => {
    for (const architecture of architectures) {
      for (const preset of architecture.presets) {
        const { choice, stages } = readChoice({ architecture: architecture.name, preset: preset.name }, undefined);
        expect(choice.problems, preset.name).to.deep.equal([]);
        for (const [name, value] of Object.entries(preset.values)) expect(choice.values[name], `${preset.name}.${name}`).to.equal(value);
        expect(totalsOf(stages).parameters).to.be.above(0);
      }
    }
  });
  it("tells those who read it when the data makes its network impossible, and only then", async () => {
    const { cell, count } = await make({ architecture: "atnet", embeddingSize: 512, vocabularySize: 50_000 });
    expect(cell.value.problems.map(({ code }) => code)).to.deep.equal(["network-too-large"]);
    cell.inputs = { data: dataValue() };
    await cell.updateComplete;
    // A small vocabulary needs no more rows than it has words.
    expect([cell.value.problems, count()]).to.deep.equal([[], 1]);
    cell.inputs = { data: dataValue() };
    await cell.updateComplete;
    expect(count()).to.equal(1);
  });
  it("gives the same value object until something changes", async () => {
    const { cell } = await make({ architecture: "atnet" });
    expect(cell.value).to.equal(cell.value);
    const before = cell.value;
    cell.params = { architecture: "atnet", filters: 8 };
    expect(cell.value).to.not.equal(before);
  });
  it("reads junk without throwing", () => {
    for (const architecture of [null, 7, {}, [], "__proto__", "constructor", Symbol.iterator, undefined]) expect(() => kind.schema({ architecture, preset: architecture })).to.not.throw();
  });
});
