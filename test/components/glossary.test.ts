import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/glossary.js";
import type { AtGlossary } from "../../components/cells/glossary.js";
import { pageLocale } from "../../components/base/locale.js";
import { glossary } from "../../src/glossary/index.js";

const make = async (params: Readonly<Record<string, unknown>> = {}): Promise<AtGlossary> => fixture<AtGlossary>(html`<at-glossary .params=${params}></at-glossary>`);
const entries = (cell: AtGlossary): readonly HTMLElement[] => [...cell.shadowRoot!.querySelectorAll<HTMLElement>(".entry")];
const named = (cell: AtGlossary, name: string): HTMLElement => cell.shadowRoot!.querySelector<HTMLElement>(`[data-term="${name}"]`)!;

describe("<at-glossary>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible with a term open, in both languages", async () => {
    const cell = await make();
    named(cell, "softmax").click();
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
  });
  it("opens a term with the keyboard and follows to another, the keyboard with it", async () => {
    const cell = await make();
    named(cell, "kernel-size").focus();
    await sendKeys({ press: "Enter" });
    await cell.updateComplete;
    expect(named(cell, "kernel-size").getAttribute("aria-expanded")).to.equal("true");
    await sendKeys({ press: "Tab" });
    expect(cell.shadowRoot!.activeElement?.textContent).to.equal("filter");
    await sendKeys({ press: "Enter" });
    await cell.updateComplete;
    expect(cell.shadowRoot!.activeElement === named(cell, "filter")).to.equal(true);
    expect(cell.shadowRoot!.querySelectorAll(".more").length, "one at a time").to.equal(1);
  });
  it("lists every term once, and all of them again after a search", async () => {
    const cell = await make();
    expect(entries(cell).length).to.equal(glossary.names.length);
    const search = cell.shadowRoot!.querySelector<HTMLInputElement>("input")!;
    search.focus();
    await sendKeys({ type: "softmax" });
    await cell.updateComplete;
    expect(entries(cell).map((entry) => entry.dataset["term"])).to.include("softmax");
    expect(entries(cell).length).to.be.below(10);
    search.value = "zzzz";
    search.dispatchEvent(new Event("input"));
    await cell.updateComplete;
    expect(cell.shadowRoot!.querySelector(".empty")!.textContent).to.equal("No term answers to that. Try a shorter word.");
    expect(cell.shadowRoot!.querySelector(".count")!.textContent).to.equal("0 terms");
  });
  it("lists a topic alone, in the reader's alphabet, and leaves it for a term outside", async () => {
    const cell = await make({ topic: "judging" });
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    const names = entries(cell).map((entry) => entry.querySelector("b")!.textContent!);
    expect(names).to.deep.equal(["acurácia", "calibração", "limiar de decisão", "linha de base", "matriz de confusão", "precisão, revocação, F1", "unidade morta"]);
    named(cell, "dead-unit").click();
    await cell.updateComplete;
    [...cell.shadowRoot!.querySelectorAll<HTMLElement>(".also button")].find(({ textContent }) => textContent === "relu")!.click();
    await cell.updateComplete;
    expect(cell.params).to.deep.equal({ topic: "all" });
    expect(named(cell, "relu").getAttribute("aria-expanded")).to.equal("true");
  });
  it("fits a phone", async () => {
    const cell = await make();
    cell.style.width = "320px";
    named(cell, "self-attention").click();
    await cell.updateComplete;
    expect(cell.scrollWidth).to.be.at.most(320);
  });
});
