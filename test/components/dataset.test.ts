import { expect, fixture, html, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtDataset } from "../../components/cells/dataset.js";
import "../../components/cells/dataset.js";
import { samplesOf } from "../../components/dataset/views.js";
import { ProblemError } from "../../src/data/dataset.js";
import { prepareContent } from "../../src/data/prepare.js";
import { FakeEngine, prepared, settings } from "./fake-engine.js";

let engine: FakeEngine;
const make = async (params: Record<string, unknown> = { source: "amazon-sentences", seed: 7 }): Promise<{ cell: AtDataset; count: () => number }> => {
  let events = 0;
  const cell = await fixture<AtDataset>(html`<at-dataset .params=${params} @input=${() => events++}></at-dataset>`);
  return { cell, count: () => events };
};
const words = (cell: AtDataset, selector: string): string => cell.shadowRoot!.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
const all = (cell: AtDataset, selector: string): string[] => [...cell.shadowRoot!.querySelectorAll(selector)].map(({ textContent }) => textContent!.replace(/\s+/g, " ").trim());
const change = (cell: AtDataset, name: string, value: unknown): void => { cell.shadowRoot!.querySelector("at-form")!.dispatchEvent(new CustomEvent("at-change", { detail: { name, value } })); };

describe("at-dataset", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  it("is accessible while loading, ready and failed", async () => {
    const { cell } = await make();
    await expect(cell).to.be.accessible();
    await engine.last("prepare").resolve(prepared());
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
    const failed = await make({ source: "nowhere" });
    await expect(failed.cell).to.be.accessible();
  });
  it("opens its settings and shows other examples with the keyboard alone", async () => {
    const { cell } = await make();
    await engine.last("prepare").resolve(prepared());
    await cell.updateComplete;
    const before = all(cell, ".rows .text");
    cell.shadowRoot!.querySelector<HTMLElement>(".others")!.focus();
    await sendKeys({ press: "Enter" });
    await cell.updateComplete;
    expect(all(cell, ".rows .text")).to.not.deep.equal(before);
    cell.shadowRoot!.querySelector<HTMLElement>(".settings summary")!.focus();
    await sendKeys({ press: "Enter" });
    expect(cell.shadowRoot!.querySelector<HTMLDetailsElement>(".settings")!.open).to.equal(true);
  });
  it("says what each network should reach on a task with a known answer, for its options, when that is asked", async () => {
    const { cell } = await make({ source: "negation-scope", labelNoise: 0.2 });
    expect(customElements.get("at-expectations")).to.equal(undefined);
    const details = cell.shadowRoot!.querySelector<HTMLDetailsElement>("details.expectations")!;
    details.open = true;
    await customElements.whenDefined("at-expectations");
    const shown = details.querySelector("at-expectations")!;
    await waitUntil(() => shown.shadowRoot!.querySelector("tbody tr") !== null, "rows", { timeout: 20_000 });
    const rows = [...shown.shadowRoot!.querySelectorAll("tbody tr")].map((row) => row.textContent!.replace(/\s+/g, " ").trim());
    expect(rows.find((row) => row.startsWith("AtNetwindows of one token"))).to.match(/43–57%/);
    expect(rows.find((row) => row.startsWith("AtNetwindows of 3 or more"))).to.match(/73–85%.*one filter/);
    await expect(cell).to.be.accessible();
    const { cell: real } = await make();
    expect(real.shadowRoot!.querySelector("details.expectations")).to.equal(null);
  });
  it("has a value before it is on a page: on its way, with the settings it is of", () => {
    const cell = document.createElement("at-dataset");
    cell.params = { source: "amazon-sentences", seed: 7 };
    expect(cell.value).to.deep.equal({ settings, title: { en: "Amazon sentences", "pt-BR": "Frases da Amazon" }, state: "loading", prepared: undefined, problems: [] });
    expect(engine.calls).to.deep.equal([]);
  });
  it("asks the worker once and yields what comes", async () => {
    const { cell, count } = await make();
    expect(engine.all("prepare").map(({ input }) => input)).to.deep.equal([settings]);
    const data = prepared();
    await engine.last("prepare").resolve(data);
    expect([cell.value.state, cell.value.prepared]).to.deep.equal(["ready", data]);
    expect(count()).to.equal(1);
    cell.params = { ...cell.params };
    await cell.updateComplete;
    expect(engine.all("prepare")).to.have.length(1);
  });
  it("says what the data is, whose it is, how it is split and what to beat, in both languages", async () => {
    const { cell } = await make();
    await engine.last("prepare").resolve(prepared());
    await cell.updateComplete;
    expect(words(cell, ".head")).to.equal("Amazon sentencesreal texts");
    expect(words(cell, ".credit")).to.match(/UCI Machine Learning Repository.* Licence: CC BY 4\.0\.$/);
    expect(all(cell, ".facts > p")).to.deep.equal([
      sizeText(),
      "Always answering “negative” would be right for 50% of the held-out texts: that is the line to beat.",
      `The training texts hold ${prepared().vocabulary.tokens.length} different words; they cover ${Math.round(prepared().statistics.coverage * 100)}% of the words in the held-out texts.`,
    ]);
    // Both classes alike in every part: 25 of each.
    expect(all(cell, "tbody td:last-child")).to.deep.equal(["25", "25"]);
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    expect(all(cell, ".facts > p")[1]).to.equal("Responder sempre “negativa” acertaria 50% dos textos reservados: é a marca a superar.");
  });
  it("drops a request that newer settings have overtaken", async () => {
    const { cell } = await make();
    const first = engine.last("prepare");
    change(cell, "seed", 8);
    await cell.updateComplete;
    const second = engine.last("prepare");
    expect(first.signal!.aborted).to.equal(true);
    expect(second.input.seed).to.equal(8);
    await first.resolve(prepared());
    expect(cell.value.state).to.equal("loading");
    await second.resolve(prepared({ seed: 8 }));
    expect(cell.value.prepared!.settings.seed).to.equal(8);
  });
  it("commits a setting with one event, and its value is on its way at once", async () => {
    const { cell, count } = await make();
    await engine.last("prepare").resolve(prepared());
    const before = count();
    change(cell, "seed", 8);
    expect([cell.params, cell.value.state, count() - before]).to.deep.equal([{ source: "amazon-sentences", seed: 8 }, "loading", 1]);
    await cell.updateComplete;
    expect(count() - before).to.equal(1);
    expect(words(cell, ".old .facts")).to.contain("50 texts");
  });
  it("leaves a source's own options behind when another source is chosen", async () => {
    const { cell } = await make({ source: "tiny-reviews", seed: 7, size: 600, mystery: 1 });
    change(cell, "source", "amazon-sentences");
    expect(cell.params).to.deep.equal({ source: "amazon-sentences", seed: 7, mystery: 1 });
  });
  it("shows what the worker refuses, keeps the settings and tries again when asked", async () => {
    const { cell } = await make();
    await engine.last("prepare").reject(new ProblemError([{ code: "asset-missing", path: "amazon-sentences.tsv.gz", message: { en: "It is not there.", "pt-BR": "Não está lá." } }]));
    await cell.updateComplete;
    expect([cell.value.state, words(cell, ".problem")]).to.deep.equal(["failed", "It is not there."]);
    expect(cell.params).to.deep.equal({ source: "amazon-sentences", seed: 7 });
    cell.shadowRoot!.querySelector<HTMLElement>(".again")!.click();
    expect(cell.value.state).to.equal("loading");
    await engine.last("prepare").resolve(prepared());
    expect(cell.value.state).to.equal("ready");
  });
  it("asks for nothing when the source is unknown, and says what it might be", async () => {
    const { cell } = await make({ source: "amazonsentences", seed: 7 });
    expect(engine.calls).to.deep.equal([]);
    expect([cell.value.state, cell.value.problems.map(({ code, path }) => [code, path])]).to.deep.equal(["failed", [["not-a-choice", "source"]]]);
  });
  it("marks the words that decide, where they are known", async () => {
    const { cell } = await make();
    await engine.last("prepare").resolve(prepareContent({
      classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }], dropped: [{ reason: { en: "empty", "pt-BR": "vazias" }, count: 3 }],
      examples: Array.from({ length: 20 }, (_, i) => ({ text: `Number ${i}, it isn’t <b>${i % 2 ? "bad" : "good"}</b>.`, label: i % 2, why: [3, 5], kind: "negation" })),
    }, settings));
    await cell.updateComplete;
    expect(new Set(all(cell, "mark"))).to.deep.equal(new Set(["isn’t", "bad", "good"]));
    // Markup in a text is text.
    expect(all(cell, ".rows .text")[0]).to.match(/^Number \d+, it isn’t <b>good<\/b>\.$/);
    expect(words(cell, ".facts")).to.contain("Left out: 3 (empty).");
  });
  it("draws the lengths only when they are asked for", async () => {
    const { cell } = await make();
    await engine.last("prepare").resolve(prepared());
    await cell.updateComplete;
    expect(cell.shadowRoot!.querySelector("at-figure")).to.equal(null);
    const drawn = new Promise<void>((resolve) => { new MutationObserver((_, observer) => { if (cell.shadowRoot!.querySelector("at-figure")) { observer.disconnect(); resolve(); } }).observe(cell.shadowRoot!, { childList: true, subtree: true }); });
    cell.shadowRoot!.querySelector<HTMLDetailsElement>(".lengths")!.open = true;
    await drawn;
    expect(cell.shadowRoot!.querySelector("at-figure")!.content!.name).to.equal("length-histogram");
  });
  it("shows training rows only, as many of each class, the same for the same page", () => {
    const data = prepared();
    const rows = samplesOf(data, 0);
    expect(rows).to.deep.equal(samplesOf(data, 0));
    expect(rows.every((index) => data.split.train.includes(index))).to.equal(true);
    expect(rows.map((index) => data.examples[index]!.label)).to.deep.equal([0, 1, 0, 1]);
  });
  it("stops waiting when it is disposed of, and goes on when it is moved", async () => {
    const { cell } = await make();
    (await fixture<HTMLElement>(html`<div></div>`)).append(cell);
    expect(engine.last("prepare").signal!.aborted).to.equal(false);
    cell.dispose();
    expect(engine.last("prepare").signal!.aborted).to.equal(true);
  });
});

/** The split's sizes as the split itself made them. */
function sizeText(): string {
  const { train, validation, test } = prepared().split;
  return `50 texts in 2 classes: ${train.length} to learn from, ${validation.length} to choose the epoch, ${test.length} to judge the result.`;
}
