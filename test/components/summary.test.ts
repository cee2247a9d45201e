import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/summary.js";
import type { AtSummary } from "../../components/cells/summary.js";
import { pageLocale } from "../../components/base/locale.js";
import { problem } from "../../src/base/problem.js";
import { choice, loadingData } from "../figures/fake-run.js";

const make = async (hp: unknown = choice()): Promise<AtSummary> => fixture<AtSummary>(html`<at-summary .inputs=${{ hp, data: loadingData }}></at-summary>`);
const text = (summary: AtSummary, selector: string): readonly string[] => [...summary.renderRoot.querySelectorAll(selector)].map((cell) => cell.textContent?.replace(/\s+/g, " ").trim() ?? "");

describe("<at-summary>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible as a table and as text", async () => {
    const summary = await make();
    await expect(summary).to.be.accessible();
    summary.renderRoot.querySelector<HTMLButtonElement>("button.quiet")!.click();
    await summary.updateComplete;
    await expect(summary).to.be.accessible();
  });

  it("opens Keras's own text with the keyboard", async () => {
    const summary = await make();
    summary.renderRoot.querySelector<HTMLElement>("button.quiet")!.focus();
    await sendKeys({ press: "Enter" });
    await summary.updateComplete;
    expect(summary.renderRoot.querySelector("pre")?.textContent).to.equal(summary.asKerasText());
    expect(summary.asKerasText().split("\n")[2]).to.match(/^┃ Layer \(type\) +┃ Output Shape +┃ +Param # ┃ Connected to +┃$/);
  });

  // 2000·32 = 64,000; 5·32·24 + 24 = 3,864; 24·10 + 10 = 250; 10 + 1 = 11; one score from 24 filters and a bias: 25.
  it("lists layers with the numbers of the hyperparameters", async () => {
    const summary = await make(choice({ attention: "tanh", maskPadding: false }));
    expect(text(summary, "tbody .number").filter((count) => count !== "0")).to.deep.equal(["64,000", "3,864", "25", "250", "11"]);
    expect(text(summary, "dd")[0]).to.equal("68,150 (266.21 KB)");
    pageLocale.set("pt-BR");
    await summary.updateComplete;
    expect(text(summary, "dd")[0]).to.equal("68.150 (266,21 KB)");
    expect(text(summary, "thead th")).to.deep.equal(["Camada (tipo)", "Forma da saída", "Nº de parâmetros", "Ligada a"]);
  });

  it("leaves out the connections of a line of layers", async () => {
    expect(text(await make(choice({ attention: "none", maskPadding: false })), "thead th")).to.deep.equal(["Layer (type)", "Output shape", "Param #"]);
  });

  it("keeps the last network that could be built, and says so", async () => {
    const summary = await make();
    const before = text(summary, "tbody td");
    summary.inputs = { hp: { ...choice({ filters: 1 }), problems: [problem("x", "filters", { expected: { en: "less", "pt-BR": "menos" } })] }, data: loadingData };
    await summary.updateComplete;
    expect(text(summary, "tbody td")).to.deep.equal(before);
    expect(text(summary, ".problem")).to.deep.equal(["This network cannot be built; the table shows the last one that could."]);
  });

  it("copies the text, or shows it where the browser forbids copying", async () => {
    const summary = await make();
    const original = navigator.clipboard.writeText.bind(navigator.clipboard);
    const copied: string[] = [];
    const press = async (write: (text: string) => Promise<void>): Promise<string> => {
      navigator.clipboard.writeText = write;
      summary.renderRoot.querySelector<HTMLElement>(".copy")!.focus();
      await sendKeys({ press: "Enter" });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await summary.updateComplete;
      return summary.renderRoot.querySelector("[role=status]")!.textContent!;
    };
    try {
      expect(await press(async (words) => { copied.push(words); })).to.equal("Copied.");
      expect(copied).to.deep.equal([summary.asKerasText()]);
      expect(await press(() => Promise.reject(new Error("no")))).to.equal("The browser did not allow copying; select the text below.");
      expect(summary.renderRoot.querySelector("pre")).to.not.equal(null);
    } finally {
      navigator.clipboard.writeText = original;
    }
  });

  it("says what it needs, and fits a phone", async () => {
    expect((await make(null)).renderRoot.textContent?.trim()).to.equal("Give this cell the hyperparameters and it lists the layers they make.");
    const summary = await make();
    summary.style.width = "300px";
    await summary.updateComplete;
    expect(summary.scrollWidth).to.be.at.most(300);
  });
});
