import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/attention-plot.js";
import type { AtAttentionPlot } from "../../components/cells/attention-plot.js";
import type { AtAttendedWords } from "../../components/flow/attended-words.js";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import { problem } from "../../src/base/problem.js";
import { ProblemError } from "../../src/data/dataset.js";
import type { Engine } from "../../src/training/protocol.js";
import type { AttentionSnapshot, Run } from "../../src/training/run.js";
import { fakeInspection, fakeRun, smallValues } from "../figures/fake-run.js";
import { FakeEngine } from "./fake-engine.js";

const make = async (run: Run | undefined, params: Readonly<Record<string, unknown>> = {}): Promise<AtAttentionPlot> =>
  fixture<AtAttentionPlot>(html`<at-attention-plot .params=${params} .inputs=${{ run }}></at-attention-plot>`);
const until = async (holds: () => unknown): Promise<void> => { while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve)); };
const sentence = async (plot: AtAttentionPlot): Promise<AtAttendedWords> => {
  await plot.updateComplete;
  const words = plot.renderRoot.querySelector("at-attended-words")!;
  await words.updateComplete;
  return words;
};
const detail = async (plot: AtAttentionPlot): Promise<string> => (await sentence(plot)).renderRoot.querySelector(".detail")!.textContent!.trim();
const spread = (plot: AtAttentionPlot): string => plot.renderRoot.querySelector(".spread")?.textContent ?? "";
/** An engine that only reads sentences. */
const reader = (answer: (text: string) => AttentionSnapshot, asked: string[] = []): Engine => ({
  request: (async (name: string, input: { readonly texts: readonly string[] }) => {
    if (name !== "attend") throw new Error(`unexpected request ${name}`);
    asked.push(...input.texts);
    return input.texts.map(answer);
  }) as Engine["request"],
});
const snapshot = (tokens: readonly string[], attentionWeights: readonly number[]): AttentionSnapshot =>
  ({ step: 1, epoch: 1, tokens, attentionWeights, attentionKept: 1, receptiveFields: tokens.map((_, i) => [Math.max(0, i - 1), Math.min(tokens.length - 1, i + 1)] as const), probabilities: [0.25, 0.75] });

describe("<at-attention-plot>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible before training, after, and with earlier runs", async () => {
    await expect(await make(undefined)).to.be.accessible();
    const plot = await make(fakeRun(2, { earlier: [fakeRun(1)] }));
    await until(() => plot.renderRoot.querySelectorAll("at-figure").length === 3);
    await expect(plot).to.be.accessible();
  });

  it("goes from word to word with the arrow keys, one stop of the Tab key", async () => {
    const plot = await make(fakeRun(1, { epochs: [], live: fakeInspection() }));
    const words = await sentence(plot);
    const stops = (): number => words.renderRoot.querySelectorAll(".words button[tabindex='0']").length;
    expect(stops()).to.equal(1);
    words.renderRoot.querySelector<HTMLElement>(".words button[tabindex='0']")!.focus();
    expect(await detail(plot)).to.match(/^wonderful · attention [\d.]+% · this position sees: “but a wonderful ending”$/);
    await sendKeys({ press: "Home" });
    await words.updateComplete;
    expect(await detail(plot)).to.match(/^slow · attention [\d.]+% · this position sees: “slow start ,”$/);
    await sendKeys({ press: "ArrowRight" });
    await words.updateComplete;
    expect(words.renderRoot.querySelector<HTMLElement>(".centre")?.textContent).to.equal("start");
    expect(stops()).to.equal(1);
  });

  it("brackets what the peak sees and gives every word its weight", async () => {
    const plot = await make(fakeRun(1, { epochs: [], live: { ...fakeInspection(), ...snapshot(["so", "very", "good"], [0.1, 0.2, 0.7]) } }));
    const words = [...(await sentence(plot)).renderRoot.querySelectorAll(".words button")];
    expect(words.map((word) => word.getAttribute("aria-label"))).to.deep.equal(["so: 10.0%", "very: 20.0%", "good: 70.0%"]);
    expect(words.map((word) => word.classList.contains("seen"))).to.deep.equal([false, true, true]);
  });

  it("says of a finished run which epoch is kept", async () => {
    const slider = (await make(fakeRun(1, { live: fakeInspection(), result: { reason: "early", keptEpoch: 2, validation: undefined, test: undefined } }))).renderRoot.querySelector<HTMLInputElement>("input[type=range]")!;
    expect(slider.getAttribute("aria-valuetext")).to.equal("kept: epoch 2");
  });

  it("goes back in time over the epochs and forward to now", async () => {
    const plot = await make(fakeRun(1));
    const slider = plot.renderRoot.querySelector<HTMLInputElement>("input[type=range]")!;
    expect(slider.getAttribute("aria-valuetext")).to.equal("now");
    const now = spread(plot);
    slider.focus();
    await sendKeys({ press: "Home" });
    await plot.updateComplete;
    expect(slider.getAttribute("aria-valuetext")).to.equal("Epoch 1");
    expect(spread(plot)).to.not.equal(now);
    await sendKeys({ press: "End" });
    await plot.updateComplete;
    expect(spread(plot)).to.equal(now);
  });

  // e^(−0.5·ln 0.5 − 2·0.25·ln 0.25) = 2^1.5 ≈ 2.8.
  it("says in plain words how far the attention is spread, in both languages", async () => {
    const plot = await make(fakeRun(1, { epochs: [], live: { ...fakeInspection(), ...snapshot(["so", "very", "good"], [0.5, 0.25, 0.25]) } }));
    expect(spread(plot)).to.equal("The attention is as if spread evenly over 2.8 of 3 positions.");
    pageLocale.set("pt-BR");
    await plot.updateComplete;
    expect(spread(plot)).to.equal("É como se a atenção se dividisse por igual entre 2,8 de 3 posições.");
    expect([...plot.renderRoot.querySelectorAll(".probabilities li")].map((item) => item.textContent?.replace(/\s+/g, " ").trim())).to.deep.equal(["negativa 25,0%", "positiva 75,0%"]);
  });

  it("tells a window that starts at a word from one around it, and owns up to padding", async () => {
    const values = { ...smallValues, convolutionPadding: "valid", maskPadding: false };
    const words = await sentence(await make(fakeRun(1, { epochs: [], values, live: fakeInspection(values) })));
    expect([...words.renderRoot.querySelectorAll(".note")].map((note) => note.textContent)).to.deep.equal([
      "Each word carries the weight of the window that starts at it.", "38.0% of the attention lies on padding, after the text.",
    ]);
  });

  it("says of a Transformer that a word has read the whole text, not that a position sees one word", async () => {
    useEngine(new FakeEngine());
    const tokens = ["so", "very", "good"];
    const plot = await make(fakeRun(1, { epochs: [], live: { ...fakeInspection(), ...snapshot(tokens, [0.1, 0.2, 0.7]), receptiveFields: [[0, 0], [1, 1], [2, 2]], isContextual: true } }));
    expect(await detail(plot)).to.equal("good · attention 70.0% · has read the whole text through self-attention");
    pageLocale.set("pt-BR");
    await plot.updateComplete;
    expect(await detail(plot)).to.equal("good · atenção 70,0% · já leu o texto inteiro pela autoatenção");
  });

  it("shows an earlier run when it is chosen", async () => {
    const plot = await make(fakeRun(2, { earlier: [fakeRun(1, { live: { ...fakeInspection(), ...snapshot(["old"], [1]) } })] }));
    const select = plot.renderRoot.querySelector("select")!;
    select.value = "run-1";
    select.dispatchEvent(new Event("change"));
    expect(await detail(plot)).to.match(/^old · /);
  });

  it("reads another sentence with the network as it is, once for the same, and writes it into its settings", async () => {
    const asked: string[] = [];
    useEngine(reader((text) => snapshot(text.split(" "), [0.2, 0.8]), asked));
    const plot = await make(fakeRun(1));
    let events = 0;
    plot.addEventListener("input", () => { events++; });
    plot.renderRoot.querySelector<HTMLInputElement>("input[type=text]")!.focus();
    await sendKeys({ type: "muito bom" });
    await sendKeys({ press: "Enter" });
    await until(() => plot.renderRoot.querySelector("at-attended-words")?.snapshot?.tokens.length === 2);
    expect(plot.params).to.deep.equal({ text: "muito bom" });
    expect(events).to.equal(1);
    plot.inputs = { run: { ...fakeRun(1), examplesPerSecond: 7 } };
    await plot.updateComplete;
    expect(asked).to.deep.equal(["muito bom"]);
    expect(plot.renderRoot.querySelector("input[type=range]"), "no history of a sentence that was not watched").to.equal(null);
  });

  it("says why a sentence cannot be read, and loses nothing", async () => {
    useEngine({ request: (() => Promise.reject(new ProblemError([problem("no-known-word", "text", { expected: { en: "a known word", "pt-BR": "uma palavra conhecida" }, received: "xyz" })]))) as Engine["request"] });
    const plot = await make(fakeRun(1), { text: "xyz" });
    await until(() => plot.renderRoot.querySelector(".problem"));
    expect(plot.renderRoot.querySelector(".problem")!.textContent).to.equal('text: expected a known word, received "xyz".');
    expect(plot.params).to.deep.equal({ text: "xyz" });
  });

  it("explains that a network without attention has none to show", async () => {
    const values = { ...smallValues, attention: "none" };
    const plot = await make(fakeRun(1, { epochs: [], values, live: fakeInspection(values) }));
    expect(plot.renderRoot.querySelector(".note")?.textContent).to.match(/^This network has no attention/);
    expect(plot.renderRoot.querySelectorAll(".probabilities li").length).to.equal(2);
  });

  it("says what to do before training, describes itself, and fits a phone", async () => {
    const empty = await make(undefined);
    expect(empty.renderRoot.textContent?.trim()).to.equal("Press Train: a sentence lights up here as the network learns where to look.");
    const plot = await make(fakeRun(1));
    plot.style.width = "320px";
    await until(() => plot.renderRoot.querySelectorAll("at-figure").length === 3);
    expect(plot.scrollWidth).to.be.at.most(320);
    expect((await plot.snapshot()).alt).to.match(/^slow start , but a wonderful ending\. The attention is as if spread evenly over [\d.]+ of 7 positions/);
  });
});
