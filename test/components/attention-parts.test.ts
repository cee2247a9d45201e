import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/attention/heads.js";
import type { AtAttentionHeads } from "../../components/attention/heads.js";
import "../../components/attention/survey.js";
import type { AtAttentionSurvey } from "../../components/attention/survey.js";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { SurveyedText } from "../../src/training/analyses/attention-survey.js";
import { fakeRun } from "../figures/fake-run.js";
import { dataValue, FakeEngine, frame } from "./fake-engine.js";

let engine: FakeEngine;
const settle = async (part: AtAttentionHeads | AtAttentionSurvey): Promise<void> => { await frame(); await part.updateComplete; await frame(); };

describe("the heads of a Transformer", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  afterEach(() => pageLocale.set("en"));
  const make = async (): Promise<AtAttentionHeads> => {
    const part = await fixture<AtAttentionHeads>(html`<at-attention-heads .run=${fakeRun(1)} .sentence=${"not good"}></at-attention-heads>`);
    // Two layers of two heads over two words.
    await engine.last("analyse").resolve({ tokens: ["not", "good"], heads: 2, layers: [Float32Array.of(1, 0, 0.5, 0.5, 0.2, 0.8, 0.1, 0.9), Float32Array.of(0.5, 0.5, 0.5, 0.5, 0, 1, 1, 0)] });
    await settle(part);
    return part;
  };
  const squares = (part: AtAttentionHeads): readonly HTMLElement[] => [...part.renderRoot.querySelectorAll<HTMLElement>(".grid button")];

  it("are accessible, one enlarged too", async () => {
    const part = await make();
    squares(part)[0]!.click();
    await settle(part);
    await expect(part).to.be.accessible();
  });

  it("are walked with the arrow keys, one stop of the Tab key, and enlarged with Enter", async () => {
    const part = await make();
    expect(squares(part).map((square) => square.getAttribute("aria-label"))).to.deep.equal(["Layer 1, head 1", "Layer 1, head 2", "Layer 2, head 1", "Layer 2, head 2"]);
    expect(squares(part).filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    squares(part)[0]!.focus();
    await sendKeys({ press: "ArrowDown" });
    await sendKeys({ press: "ArrowRight" });
    await sendKeys({ press: "Enter" });
    await settle(part);
    const { title, caption, table } = part.renderRoot.querySelector("at-figure")!.content!;
    expect(title).to.equal("Layer 2, head 2");
    expect(caption).to.equal("“not” looks most at “good” (100%); on average a word gives 0% of its attention to itself.");
    expect(table.rows).to.deep.equal([["not", 0, 1], ["good", 1, 0]]);
    await sendKeys({ press: "Escape" });
    await settle(part);
    expect(part.renderRoot.querySelector("at-figure")).to.equal(null);
  });

  it("paint a pixel a pair of words", async () => {
    const [first] = [...(await make()).renderRoot.querySelectorAll("canvas")];
    expect([first!.width, first!.height]).to.deep.equal([2, 2]);
    const { data } = first!.getContext("2d")!.getImageData(0, 0, 2, 2);
    expect([...data.subarray(8, 12)], "equal weights, equal colours").to.deep.equal([...data.subarray(12, 16)]);
    expect([...data.subarray(0, 4)]).to.not.deep.equal([...data.subarray(4, 8)]);
  });
});

describe("all held-out sentences", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  afterEach(() => pageLocale.set("en"));
  const one = (example: number, label: number, answer: number, probability: number, spread: number, peak: number): SurveyedText => ({ example, label, answer, probability, spread, peak, word: `w${example}` });
  const texts = [one(0, 0, 0, 0.9, 3, 0.5), one(1, 1, 0, 0.6, 1.5, 0.8), one(2, 0, 1, 0.7, 2, 0.6)];
  const byPosition = [[0.2, 0.6, 0.2], [0.8, 0.1, 0.1]];
  const make = async (): Promise<AtAttentionSurvey> => {
    const part = await fixture<AtAttentionSurvey>(html`<at-attention-survey .run=${fakeRun(1)} .data=${dataValue()}></at-attention-survey>`);
    expect(engine.all("analyse"), "nothing is asked before it is opened").to.have.length(0);
    part.renderRoot.querySelector<HTMLElement>(".open")!.click();
    await part.updateComplete;
    await engine.last("analyse").resolve({ epoch: 2, texts, byPosition });
    await settle(part);
    return part;
  };
  const spreads = (part: AtAttentionSurvey): readonly string[] => [...part.renderRoot.querySelectorAll("tbody td:nth-child(2)")].map((cell) => cell.textContent!.trim());

  it("are accessible once open", async () => expect(await make()).to.be.accessible());

  it("are sorted by any column with the keyboard, up and down", async () => {
    const part = await make();
    expect(spreads(part)).to.deep.equal(["1.5", "2.0", "3.0"]);
    const heads = [...part.renderRoot.querySelectorAll<HTMLElement>("th button")];
    heads[1]!.focus();
    await sendKeys({ press: "Enter" });
    await part.updateComplete;
    expect(spreads(part), "by peak").to.deep.equal(["3.0", "2.0", "1.5"]);
    await sendKeys({ press: "Enter" });
    await part.updateComplete;
    expect(spreads(part), "by peak, downwards").to.deep.equal(["1.5", "2.0", "3.0"]);
    expect([...part.renderRoot.querySelectorAll("th[aria-sort]")].map((head) => head.getAttribute("aria-sort"))).to.deep.equal(["none", "descending", "none", "none"]);
    heads[3]!.click();
    await part.updateComplete;
    expect(spreads(part), "the surest mistake first").to.deep.equal(["2.0", "1.5", "3.0"]);
  });

  it("say how far attention is spread in each class, and where it lies", async () => {
    const part = await make();
    // 2.5 ± √0.5, and one sentence alone, of which there is no spread.
    expect([...part.renderRoot.querySelectorAll("li")].map((item) => item.textContent)).to.deep.equal(["negative: 2 sentences, spread over 2.5 ± 0.7 positions", "positive: 1 sentences, spread over 1.5 ± — positions"]);
    expect(part.renderRoot.querySelector("at-figure")!.content!.caption).to.equal("After epoch 2, the position with most attention on average is, by class, negative: 2; positive: 1.");
  });

  it("keep the survey of each epoch that ended while they were open, and give the sentence that is chosen", async () => {
    const part = await make();
    const run = fakeRun(1);
    part.run = { ...run, epochs: run.epochs.slice(0, 3) };
    await part.updateComplete;
    await engine.last("analyse").resolve({ epoch: 3, texts: texts.slice(1), byPosition });
    await settle(part);
    expect(spreads(part)).to.deep.equal(["1.5", "2.0"]);
    part.renderRoot.querySelector<HTMLElement>("input[type=range]")!.focus();
    await sendKeys({ press: "Home" });
    await part.updateComplete;
    expect(spreads(part)).to.deep.equal(["1.5", "2.0", "3.0"]);
    let chosen = "";
    part.addEventListener("at-sentence", ({ detail }) => { chosen = detail; });
    part.renderRoot.querySelector<HTMLElement>("td .sentence")!.click();
    expect(chosen).to.equal(dataValue().prepared!.examples[1]!.text);
  });
});
