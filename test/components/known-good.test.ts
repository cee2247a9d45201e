import { expect, fixture, html } from "@open-wc/testing";
import { pageLocale } from "../../components/base/locale.js";
import type { AtHyperparameters } from "../../components/cells/hyperparameters.js";
import "../../components/cells/hyperparameters.js";
import "../../components/hyperparameters/known-good.js";
import { readModelChoice } from "../../src/training/schema.js";
import { knownGood, knownGoodFor } from "../../src/training/known-good.js";
import { settings } from "./fake-engine.js";

describe("settings known to work", () => {
  beforeEach(() => pageLocale.set("en"));
  after(() => pageLocale.set("en"));

  it("can all be built", () => {
    for (const { measured: { task }, settings: literal } of knownGood) expect(readModelChoice(literal).problems, task).to.deep.equal([]);
  });
  it("are those of the data in use, its level and options", () => {
    const tasks = (of: Partial<typeof settings>): readonly string[] => knownGoodFor({ ...settings, ...of }).map(({ measured }) => measured.task);
    expect(tasks({ source: "names" })).to.deep.equal(["names"]);
    expect(tasks({ source: "which-language", level: "characters" })).to.deep.equal(["which-language characters"]);
    expect(tasks({ source: "tiny-reviews", options: { language: "pt-BR" } })).to.deep.equal(["tiny-reviews pt-BR"]);
    expect(tasks({ source: "own-texts" })).to.deep.equal([]);
  });
  for (const locale of ["en", "pt-BR"] as const) {
    it(`stand in the hyperparameters cell with what they reached and why, accessible, and replace its settings as one change, ${locale}`, async () => {
      pageLocale.set(locale);
      const data = { state: "loading", settings: { ...settings, source: "votes" }, problems: [] };
      const cell = await fixture<AtHyperparameters>(html`<at-hyperparameters .params=${{ architecture: "cnn", filters: 3 }} .inputs=${{ data }}></at-hyperparameters>`);
      const list = cell.shadowRoot!.querySelector("at-known-good")!;
      await list.updateComplete;
      list.shadowRoot!.querySelector("details")!.open = true;
      await expect(cell).to.be.accessible();
      expect(list.shadowRoot!.textContent).to.contain(locale === "en"
        ? "Right in 100% ± 0.0 of the test texts (3 seeds, at most 8 epochs); always answering the largest class: 50%."
        : "Acerta 100% ± 0,0 dos textos de teste (3 sementes, no máximo 8 épocas); responder sempre a maior classe: 50%.");
      let inputs = 0;
      cell.addEventListener("input", () => { inputs++; });
      list.shadowRoot!.querySelector("button")!.click();
      await cell.updateComplete;
      await list.updateComplete;
      expect([cell.params, inputs]).to.deep.equal([knownGood.find(({ data: { source } }) => source === "votes")!.settings, 1]);
      expect(list.shadowRoot!.querySelector("button")).to.equal(null);
    });
  }
});
