import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/filters.js";
import type { AtFilters } from "../../components/cells/filters.js";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { Filters, FilterStory } from "../../src/training/analyses/filters.js";
import type { Run } from "../../src/training/run.js";
import { fakeRun } from "../figures/fake-run.js";
import { environment, FakeEngine } from "./fake-engine.js";

const story = (index: number, of: Partial<FilterStory> = {}): FilterStory => ({
  index, field: { first: 0, last: 2 }, pulls: [0.2, -0.2], identity: 0, active: 0.5, threshold: { activation: 0.8, purity: 0.9, share: 0.25 },
  ngrams: [{ tokens: ["very", "bad", null], activation: 1.25, count: 3, slots: [0.1, 1.2, -0.05] }], ...of,
});
const answer: Filters = { texts: 80, method: "linear", filters: [
  story(0), story(1, { pulls: [-0.9, 0.9], identity: 1, ngrams: [{ tokens: ["great", "sound"], activation: 2, count: 1, slots: [1.5, 0.5] }], threshold: undefined }),
  story(2, { active: 0, ngrams: [], pulls: [0, 0], threshold: undefined }),
] };

async function make(run: Run | undefined = fakeRun(1, { environment }), params: Readonly<Record<string, unknown>> = {}): Promise<{ readonly cell: AtFilters; readonly engine: FakeEngine }> {
  const engine = new FakeEngine();
  useEngine(engine);
  const cell = await fixture<AtFilters>(html`<at-filters .params=${params} .inputs=${{ run }}></at-filters>`);
  if (run) await engine.last("analyse").resolve(answer);
  await cell.updateComplete;
  return { cell, engine };
}
const entries = (cell: AtFilters): readonly HTMLElement[] => [...cell.shadowRoot!.querySelectorAll<HTMLElement>(".entry")];
const textOfEntry = (entry: HTMLElement): string => entry.textContent!.replace(/\s+/g, " ").trim();

describe("<at-filters>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible empty, and with a filter open in both languages", async () => {
    await expect((await make(undefined)).cell).to.be.accessible();
    const { cell } = await make();
    entries(cell)[0]!.click();
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
  });
  it("opens one filter at a time with the keyboard, its n-grams word by word", async () => {
    const { cell } = await make();
    entries(cell)[1]!.focus();
    await sendKeys({ press: "Enter" });
    await cell.updateComplete;
    expect(cell.shadowRoot!.querySelectorAll(".more").length).to.equal(1);
    expect([...cell.shadowRoot!.querySelectorAll(".ngram span")].map((word) => [word.textContent, word.className.trim()])).to.deep.equal([["very", ""], ["bad", ""], ["unknown", "unknown less"]]);
    expect(cell.shadowRoot!.querySelector(".more p")!.textContent).to.equal("Threshold 0.8: 90% of the texts in which it reaches that are answered “negative”; it does so in 25% of all texts.");
    entries(cell)[0]!.click();
    await cell.updateComplete;
    expect(cell.shadowRoot!.querySelectorAll(".more").length).to.equal(1);
    expect(cell.shadowRoot!.querySelector(".more p")!.textContent).to.equal("No activation is enough to believe it: never do 75% of the texts above one get “positive”.");
  });
  it("puts the strongest pull first, dead filters last, and sorts by number on request", async () => {
    const { cell } = await make();
    expect(entries(cell).map(textOfEntry)).to.deep.equal(["Filter 2 great sound positive", "Filter 1 very bad [unknown] negative", "Filter 3 dead: no text moves it"]);
    const select = cell.shadowRoot!.querySelectorAll("select")[0]!;
    select.value = "number";
    select.dispatchEvent(new Event("change"));
    await cell.updateComplete;
    expect(cell.params).to.deep.equal({ order: "number" });
    expect(entries(cell).map((entry) => textOfEntry(entry).slice(0, 8))).to.deep.equal(["Filter 1", "Filter 2", "Filter 3"]);
  });
  it("says in one sentence what is in the list, in both languages", async () => {
    const { cell } = await make();
    const caption = (): string => cell.shadowRoot!.querySelector(".caption")!.textContent!;
    expect(caption()).to.equal("Of 3 filters over 80 texts, 1 can be believed from some activation on and 1 is dead; they pull to: negative 1, positive 1.");
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    expect(caption()).to.equal("De 3 filtros em 80 textos, 1 merece confiança a partir de alguma ativação e 1 está morto; eles puxam para: negativa 1, positiva 1.");
    expect((await cell.snapshot()).alt).to.contain("Filtro 2: “great sound” → positiva.");
  });
  it("finds the filters that answer to a word", async () => {
    const { cell } = await make();
    const search = cell.shadowRoot!.querySelector<HTMLInputElement>("input[type=search]")!;
    search.focus();
    await sendKeys({ type: "soun" });
    await cell.updateComplete;
    expect(entries(cell).map((entry) => textOfEntry(entry).slice(0, 8))).to.deep.equal(["Filter 2"]);
    await sendKeys({ type: "x" });
    await cell.updateComplete;
    expect(cell.shadowRoot!.querySelector(".note")!.textContent).to.equal("No filter has this word among its strongest n-grams.");
  });
  it("asks again when the texts or the purity change, never for the order or a search", async () => {
    const { cell, engine } = await make();
    (cell as unknown as { commit(changes: object): void }).commit({ order: "share" });
    await cell.updateComplete;
    expect(engine.all("analyse").length).to.equal(1);
    (cell as unknown as { commit(changes: object): void }).commit({ texts: "heldOut", purity: 0.9 });
    await cell.updateComplete;
    expect(engine.last("analyse").input.input).to.deep.equal({ texts: "heldOut", purity: 0.9, top: 24 });
  });
  it("fits a phone", async () => {
    const { cell } = await make();
    cell.style.width = "320px";
    entries(cell)[1]!.click();
    await cell.updateComplete;
    expect(cell.scrollWidth).to.be.at.most(320);
  });
});
