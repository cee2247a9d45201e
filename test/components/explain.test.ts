import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import "../../components/cells/explain.js";
import type { AtExplain } from "../../components/cells/explain.js";
import type { AtAgreement } from "../../components/explain/agreement.js";
import type { AtAttentionTest } from "../../components/explain/attention-test.js";
import type { Explanation } from "../../src/training/analyses/explain.js";
import { wordScores } from "../../src/plots/word-scores.js";
import { exampleSnapshot } from "../../src/plots/example-run.js";
import { fakeRun } from "../figures/fake-run.js";
import { dataValue, FakeEngine, frame } from "./fake-engine.js";

const explanation = (of: Partial<Explanation> = {}): Explanation => ({
  snapshot: exampleSnapshot(8), target: 1, logOdds: 2.31, methods: wordScores.example.methods,
  taus: [{ a: "attention", b: "gradient", tau: 0.52 }, { a: "attention", b: "integrated", tau: 0.4 }],
  integrated: { steps: 64, change: 2, sum: 1.99 }, takesAttentionWeights: true, isFollowedBack: false, ...of,
});
let engine: FakeEngine;
const asked = (name: string): FakeEngine["calls"] => engine.all("analyse").filter(({ input }) => (input as { readonly analysis: string }).analysis === name) as unknown as FakeEngine["calls"];
const inputOf = (call: FakeEngine["calls"][number] | undefined): unknown => (call?.input as { readonly input: unknown } | undefined)?.input;
const settle = async (cell: AtExplain): Promise<void> => { await frame(); await cell.updateComplete; await frame(); await cell.updateComplete; };
const make = async (of: Partial<Explanation> = {}, params: Readonly<Record<string, unknown>> = { text: "slow start, but a wonderful ending" }): Promise<AtExplain> => {
  const cell = await fixture<AtExplain>(html`<at-explain .params=${params} .inputs=${{ run: fakeRun(1), data: dataValue() }}></at-explain>`);
  await asked("explain").at(-1)!.resolve(explanation(of));
  await settle(cell);
  return cell;
};
const test = (cell: AtExplain): AtAttentionTest => cell.renderRoot.querySelector("at-attention-test")!;
const agreement = (cell: AtExplain): AtAgreement => cell.renderRoot.querySelector("at-agreement")!;
const text = (of: Element & { readonly renderRoot: HTMLElement | DocumentFragment }, selector: string): readonly string[] => [...of.renderRoot.querySelectorAll(selector)].map((one) => one.textContent!.replace(/\s+/g, " ").trim());

describe("<at-explain>", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  afterEach(() => pageLocale.set("en"));

  it("is accessible before training, and with an explanation and sliders", async () => {
    await expect(await fixture(html`<at-explain></at-explain>`)).to.be.accessible();
    const cell = await make();
    await asked("setAttention").at(-1)!.resolve({ own: [0.09, 0.91], given: [0.2, 0.8] });
    await settle(cell);
    pageLocale.set("pt-BR");
    test(cell).renderRoot.querySelectorAll<HTMLElement>("[aria-pressed]")[2]!.click();
    await settle(cell);
    await expect(cell).to.be.accessible();
  });

  it("goes to the next held-out sentence and moves a weight with the keyboard alone", async () => {
    const cell = await make({}, {});
    // 25 examples of each class, of which a tenth, rounded to 3, validates and as many test.
    expect(text(cell, ".row output")).to.deep.equal(["1 / 12"]);
    cell.renderRoot.querySelectorAll<HTMLElement>(".step")[1]!.focus();
    await sendKeys({ press: "Enter" });
    expect(cell.params).to.deep.equal({ example: 2 });
    await asked("explain").at(-1)!.resolve(explanation());
    await settle(cell);
    const tests = test(cell);
    tests.renderRoot.querySelectorAll<HTMLElement>("[aria-pressed]")[2]!.focus();
    await sendKeys({ press: "Enter" });
    await tests.updateComplete;
    const before = exampleSnapshot(8).attentionWeights;
    const slider = tests.renderRoot.querySelectorAll<HTMLInputElement>("input[type=range]")[5]!;
    slider.focus();
    await sendKeys({ press: "Home" });
    await tests.updateComplete;
    const { weights } = inputOf(asked("setAttention").at(-1)) as { readonly weights: readonly number[] };
    expect(weights[5]).to.equal(0);
    // The others keep their shares of what is left, and the sum stays.
    const sum = (of: readonly number[]): number => of.reduce((all, weight) => all + weight, 0);
    expect(sum(weights)).to.be.closeTo(sum(before), 1e-9);
    expect(weights[0]! / weights[1]!).to.be.closeTo(before[0]! / before[1]!, 1e-9);
  });

  it("asks once for a sentence with the choices of its settings, and shows every method with what it means", async () => {
    const cell = await make();
    expect(asked("explain").map(inputOf)).to.deep.equal([{ text: "slow start, but a wonderful ending", place: "window", through: "rollout", steps: 64, without: "drop" }]);
    const figure = cell.renderRoot.querySelector("at-figure")!;
    expect(figure.content?.caption).to.equal("Every method has “wonderful” count most. Blue (+) speaks for “positive”, orange (−) against it.");
    expect(figure.content?.table.columns.map(({ label }) => label)).to.deep.equal(["Word", "Attention", "Gradient × input", "Integrated gradients", "Leave one out"]);
    expect(text(cell, ".note").join(" ")).to.include("the words sum to 1.99 and should sum to 2; the error is 0.01 (0.5%)").and.include("each sees up to 5 words");
    cell.inputs = { ...cell.inputs };
    await settle(cell);
    expect(asked("explain")).to.have.length(1);
  });

  it("compares the methods over all held-out sentences only when asked, and can be stopped", async () => {
    const cell = await make();
    expect(asked("agreement")).to.have.length(0);
    const part = agreement(cell);
    expect(text(part, "tbody tr > *")).to.deep.equal(["Attention and gradient × input", "0.52", "Attention and integrated gradients", "0.40"]);
    expect(text(part, ".note")[0]).to.include("Jain & Wallace (2019) report 0.22");
    part.renderRoot.querySelector<HTMLElement>(".all")!.click();
    await part.updateComplete;
    part.renderRoot.querySelector<HTMLElement>(".stop")!.click();
    await part.updateComplete;
    expect(asked("agreement")[0]!.signal!.aborted).to.equal(true);
    part.renderRoot.querySelector<HTMLElement>(".all")!.click();
    await part.updateComplete;
    // Mean 0.3 and, of a sample, a deviation of 0.2.
    await asked("agreement")[1]!.resolve({ texts: 3, pairs: [{ a: "attention", b: "gradient", taus: Float64Array.of(0.1, 0.3, 0.5) }] });
    await part.updateComplete;
    expect(text(part, "tbody tr > *").slice(0, 3)).to.deep.equal(["Attention and gradient × input", "0.52", "0.30 ± 0.20"]);
    expect(part.renderRoot.querySelector("at-figure")!.content!.caption).to.equal("Over 3 texts τ is 0.30 ± 0.20; in 0 of them the two orders have nothing in common or are reversed. Dashed: 0.22, of Jain & Wallace (2019) for a CNN with tanh attention on IMDB.");
  });

  it("says in words what another attention does to the answer", async () => {
    const cell = await make();
    const tests = test(cell);
    await asked("setAttention").at(-1)!.resolve({ own: [0.09, 0.91], given: [0.098, 0.902] });
    await tests.updateComplete;
    expect(text(tests, ".moved")).to.deep.equal(["The answer stays “positive”: 91.0% → 90.2%."]);
    pageLocale.set("pt-BR");
    await tests.updateComplete;
    expect(text(tests, ".moved")).to.deep.equal(["A resposta continua “positiva”: 91,0% → 90,2%."]);
    pageLocale.set("en");
    tests.renderRoot.querySelectorAll<HTMLElement>("[aria-pressed]")[3]!.click();
    await tests.updateComplete;
    expect(inputOf(asked("adversarialAttention").at(-1))).to.deep.equal({ text: "slow start, but a wonderful ending", epsilon: 0.01, seed: 1 });
    await asked("adversarialAttention").at(-1)!.resolve({ ownWeights: [0.9, 0.1], weights: [0.1, 0.9], own: [0.09, 0.91], found: [0.6, 0.4], divergence: 0.368, distance: 0.004 });
    await tests.updateComplete;
    expect(tests.renderRoot.querySelector("at-figure")!.content!.caption).to.include("moves the answer by only 0.4 points, with a Jensen–Shannon divergence of 0.37 of at most 0.69");
    expect(text(tests, ".moved")).to.deep.equal(["The answer turns from “positive” (91.0% → 40.0%) to “negative”."]);
  });

  it("owns up to what a network does not have", async () => {
    const cnn = await make({ methods: wordScores.example.methods.slice(1), takesAttentionWeights: false });
    expect(text(cnn, ".note").join(" ")).to.include("This network has no attention to compare with.");
    expect(test(cnn)).to.equal(null);
    const transformer = await make({ takesAttentionWeights: false, isFollowedBack: true });
    expect(text(transformer, ".note").join(" ")).to.include("followed back from the pooled vector through all layers").and.include("Choose pooling by attention");
  });

  it("says what to do before training, describes itself, and fits a phone", async () => {
    const empty = await fixture<AtExplain>(html`<at-explain></at-explain>`);
    expect(empty.renderRoot.textContent?.trim()).to.equal("Press Train, then ask here which words the network's answer rests on.");
    const cell = await make();
    cell.style.width = "320px";
    await settle(cell);
    expect(cell.scrollWidth).to.be.at.most(320);
    expect((await cell.snapshot()).alt).to.match(/^“slow start, but a wonderful ending”\. Every method has “wonderful” count most\./);
  });
});
