import { expect, fixture, html, nextFrame } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import type { AtHyperparameters } from "../../components/cells/hyperparameters.js";
import "../../components/cells/hyperparameters.js";
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
      const { cell, list, inside } = await onVotes();
      inside("summary")!.click();
      await until(() => inside("ul"));
      await expect(cell).to.be.accessible();
      expect(list.shadowRoot!.textContent).to.contain(locale === "en"
        ? "Right in 100% ± 0.0 of the test texts (3 seeds, at most 8 epochs); always answering the largest class: 50%."
        : "Acerta 100% ± 0,0 dos textos de teste (3 sementes, no máximo 8 épocas); responder sempre a maior classe: 50%.");
      let inputs = 0;
      cell.addEventListener("input", () => { inputs++; });
      inside("button")!.click();
      await cell.updateComplete;
      await list.updateComplete;
      expect([cell.params, inputs]).to.deep.equal([knownGood.find(({ measured: { task } }) => task === "votes")!.settings, 1]);
      expect(inside("button")).to.equal(null);
      expect(list.shadowRoot!.activeElement, "the focus stays where it was").to.equal(inside(".used"));
    });
  }

  it("are fetched by the keyboard alone, when somebody reaches for their list, and the focus stays on it", async () => {
    const { list, inside } = await onVotes();
    let fetched = 0;
    const { bring } = list;
    list.bring = () => { fetched++; return bring(); };
    expect([fetched, inside("ul")]).to.deep.equal([0, null]);
    inside("summary")!.focus();
    expect(fetched).to.equal(1);
    await sendKeys({ press: "Enter" });
    await until(() => inside("ul"));
    expect([inside<HTMLDetailsElement>("details")!.open, fetched, list.shadowRoot!.activeElement]).to.deep.equal([true, 1, inside("summary")]);
    await sendKeys({ press: "Tab" });
    expect(list.shadowRoot!.activeElement).to.equal(inside("button"));
  });
  for (const locale of ["en", "pt-BR"] as const) {
    it(`that cannot be fetched say so, accessible, and are asked for again when the list is opened again, ${locale}`, async () => {
      pageLocale.set(locale);
      const { cell, list, inside } = await onVotes();
      const { bring } = list;
      list.bring = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
      inside("summary")!.focus();
      await sendKeys({ press: "Enter" });
      await until(() => inside("[role=alert]"));
      expect(inside("[role=alert]")!.textContent).to.equal(locale === "en" ? "The list could not be fetched. Check the connection and reload the page; what you wrote is kept." : "Não foi possível buscar a lista. Confira a conexão e recarregue a página; o que você escreveu está guardado.");
      await expect(cell).to.be.accessible();
      list.bring = bring;
      await sendKeys({ press: "Enter" });
      await until(() => inside("ul"));
      expect([inside("[role=alert]"), list.shadowRoot!.activeElement]).to.deep.equal([null, inside("summary")]);
    });
  }
  it("are not spoken of where none are known", async () => {
    const { list, inside } = await onVotes("own-texts");
    await list.updateComplete;
    expect(inside("summary")).to.equal(null);
  });
});

async function onVotes(source = "votes") {
  const data = { state: "loading", settings: { ...settings, source }, problems: [] };
  const cell = await fixture<AtHyperparameters>(html`<at-hyperparameters .params=${{ architecture: "cnn", filters: 3 }} .inputs=${{ data }}></at-hyperparameters>`);
  const list = cell.shadowRoot!.querySelector("at-known-good")!;
  await list.updateComplete;
  return { cell, list, inside: <E extends HTMLElement = HTMLElement>(selector: string): E | null => list.shadowRoot!.querySelector<E>(selector) };
}
async function until(condition: () => unknown): Promise<void> { while (!condition()) await nextFrame(); }
