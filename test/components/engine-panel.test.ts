import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { EnginePanel } from "../../components/engine/panel.js";
import "../../components/engine/panel.js";
import { partsOf, profileSentence } from "../../components/engine/profile-rows.js";
import { reasonOf } from "../../components/engine/reasons.js";
import { readChoice } from "../../components/hyperparameters/reading.js";
import type { Profile } from "../../src/training/analyses/profile.js";
import { newRun, reduceRun } from "../../src/training/run-state.js";
import type { Calibration, EngineChoice, Run } from "../../src/training/run.js";
import { environment, FakeEngine, result, settings } from "./fake-engine.js";

const calibration: Calibration = { chosen: "wasm", reason: "only", trials: [{ backend: "webgpu", outcome: "absent" }, { backend: "webgl", outcome: "emulated" }, { backend: "wasm", outcome: "untried" }, { backend: "cpu", outcome: "untried" }] };
const run = (of: Partial<Calibration> = {}): Run => [
  { kind: "asked", state: "preparing" } as const,
  { kind: "progress", progress: { kind: "ready", environment, stepsPerEpoch: 5, calibration: { ...calibration, ...of } } } as const,
  { kind: "finished", result } as const,
].reduce(reduceRun, newRun({
  id: "run-1", number: 1, data: settings, shape: { vocabularySize: 100, classes: 2 }, classes: [], majorityBaseline: 0.5, earlier: [],
  settings: { architecture: "atnet", hyperparameters: readChoice({ architecture: "atnet" }, undefined).choice.values, epochs: 2, seed: 7, patience: 0, keepBest: true, probeText: "" },
}));
/** Ten milliseconds: four and one in a fused stage, two in the dense one, one and one outside the stages, one around. */
const profile: Profile = {
  steps: 100, batchSize: 32, stepMilliseconds: 10,
  kernels: [
    { place: "optimizer", name: "adam", calls: 1, milliseconds: 1 },
    { place: ["dense"], name: "BatchMatMul", calls: 3, milliseconds: 2, multiplyAdds: 1_000_000 },
    { place: ["embedding", "convolution"], name: "AtNetTokenConvolution", calls: 1, milliseconds: 4, multiplyAdds: 40_000_000, choice: { algorithm: "unique-tokens", tokens: 1280, distinct: 172 } },
    { place: ["embedding", "convolution"], name: "Cast", calls: 2, milliseconds: 0.05 },
    { place: ["embedding", "convolution"], name: "Equal", calls: 1, milliseconds: 0.95 },
    { place: "loss", name: "Exp", calls: 1, milliseconds: 1 },
  ],
};
let engine: FakeEngine;
const settle = async (panel: EnginePanel): Promise<void> => { for (let i = 0; i < 6; i++) await Promise.resolve(); await panel.updateComplete; };
async function opened(of: Partial<{ run: Run; choice: EngineChoice; profile: Profile }> = {}): Promise<EnginePanel> {
  const panel = await fixture<EnginePanel>(html`<at-engine-panel .run=${of.run ?? run()} .choice=${of.choice}></at-engine-panel>`);
  void panel.open();
  await settle(panel);
  await engine.last("analyse").resolve(of.profile ?? profile);
  await settle(panel);
  return panel;
}
const words = (panel: EnginePanel, selector: string): string[] => [...panel.shadowRoot!.querySelectorAll(selector)].map(({ textContent }) => textContent!.replace(/\s+/g, " ").trim());

describe("at-engine-panel", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  for (const [scheme, locale] of [["light", "en"], ["dark", "pt-BR"]] as const) it(`is accessible, ${scheme}, ${locale}`, async () => {
    pageLocale.set(locale);
    const panel = await opened({ choice: { backend: "auto", precision: "equal", threads: 0 } });
    panel.style.colorScheme = scheme;
    await expect(panel).to.be.accessible();
  });

  it("opens, measures once, and closes with Escape", async () => {
    const panel = await opened();
    expect(engine.last("analyse").input).to.deep.equal({ runId: "run-1", analysis: "profile", input: {} });
    await sendKeys({ press: "Escape" });
    expect(panel.shadowRoot!.querySelector("dialog")!.open).to.equal(false);
    await panel.open();
    expect(engine.all("analyse")).to.have.length(1);
    panel.shadowRoot!.querySelector<HTMLButtonElement>(".again")!.click();
    expect(engine.all("analyse")).to.have.length(2);
  });

  it("lists stages in the pipeline's order with their share, and what lies around them", async () => {
    const panel = await opened();
    expect(words(panel, "tr.part")).to.deep.equal(["Embedding + Convolution 5.00 50%", "Dense layer 2.00 20%", "Loss 1.00 10%", "Optimizer 1.00 10%", "Around the kernels: making batches, bookkeeping, reading the loss 1.00 10%"]);
    // 40 million multiply-adds are 80 million operations, in 4 ms 20 GFLOP/s; 2 million in 2 ms are 1.
    expect(words(panel, "tr.kernel")).to.deep.equal([
      "look up and convolve the words unique tokens. A batch holds 1,280 tokens and 172 different ones: each is multiplied once, however often it stands there. 4.00 40% 20",
      "Equal 0.95 10%", "2 smaller calls 0.05 1%", "matrix product 2.00 20% 1", "Exp 1.00 10%", "Adam's update of every parameter 1.00 10%",
    ]);
    expect(words(panel, ".sentence")).to.deep.equal(["One step of 32 texts takes 10 ms (the faster half of 100 steps); the largest part, 50%, is “Embedding + Convolution”."]);
    pageLocale.set("pt-BR");
    await settle(panel);
    expect(words(panel, ".sentence")[0]).to.match(/^Um passo com 32 textos leva 10 ms/);
  });

  it("says that WebGPU's kernels cannot be told apart", async () => {
    const panel = await opened({ profile: { ...profile, kernels: [] } });
    expect(words(panel, "table")).to.deep.equal([]);
    expect(words(panel, ".sentence")).to.deep.equal(["One step of 32 texts takes 10 ms (the faster half of 100 steps)."]);
    expect(partsOf({ ...profile, kernels: [] }, run())).to.deep.equal([]);
    expect(profileSentence({ ...profile, kernels: [] }, [])["pt-BR"]).to.equal("Um passo com 32 textos leva 10 ms (a metade mais rápida de 100 passos).");
  });

  it("says what could compute and why this does, and compares only where there is a card to compare with", async () => {
    const panel = await opened();
    expect(words(panel, "dl:first-of-type div").slice(0, 4)).to.deep.equal(["WebGPU not in this browser", "WebGL emulated by the processor, so slower than WebAssembly: not tried", "WebAssembly in use", "JavaScript not needed"]);
    expect(panel.shadowRoot!.querySelector(".compare")).to.equal(null);
    const withCard = await opened({ run: run({ reason: "quick", trials: [{ backend: "webgl", outcome: "untried" }, { backend: "wasm", outcome: "measured", stepMilliseconds: 2.04 }] }) });
    withCard.shadowRoot!.querySelector<HTMLButtonElement>(".compare")!.click();
    expect(engine.last("forecast").input).to.deep.include({ backend: "auto", compares: true, data: settings });
    await engine.last("forecast").resolve({ stepMilliseconds: 1, epochMilliseconds: 100, backend: "webgl", calibration: { chosen: "webgl", reason: "fastest", trials: [{ backend: "webgl", outcome: "measured", stepMilliseconds: 1 }, { backend: "wasm", outcome: "measured", stepMilliseconds: 2.04 }] } });
    await settle(withCard);
    expect(words(withCard, "dl:first-of-type div").slice(0, 2)).to.deep.equal(["WebGL 1 ms a step", "WebAssembly 2 ms a step"]);
  });

  it("holds the settings of the next training, which it commits to whoever shows it", async () => {
    const panel = await opened({ choice: { backend: "auto", precision: "equal", threads: 0 } });
    const changes: unknown[] = [];
    panel.addEventListener("at-change", (event) => changes.push((event as CustomEvent).detail));
    panel.shadowRoot!.querySelector("at-form")!.dispatchEvent(new CustomEvent("at-change", { detail: { name: "precision", value: "fast" } }));
    expect(changes).to.deep.equal([{ name: "precision", value: "fast" }]);
  });

  it("tells the run's card", async () => {
    const card = words(await opened(), "dl").at(-1)!;
    for (const part of ["WebAssembly · SIMD · 1 thread", "equal on every machine", "41,750", "Seed7", "TensorFlow.js 4.22.0", "00000000"]) expect(card).to.contain(part);
  });
});

describe("the reason for an algorithm", () => {
  const convolution = { taps: 5, stride: 1, channels: 64, filters: 64, positions: 496, directCycles: 1000, winogradCycles: 480 } as const;
  it("is the first thing that decided it, in both languages", () => {
    expect(reasonOf({ algorithm: "winograd", ...convolution }).why.en).to.equal("10 multiplications stand in for 30: with the transforms to and fro, about 48% of the direct cost.");
    expect(reasonOf({ algorithm: "direct", ...convolution, taps: 3 }).why.en).to.equal("The shortcut (Winograd) is for kernels of 5 at stride 1; this one has 3.");
    expect(reasonOf({ algorithm: "direct", ...convolution, channels: 8 }).why["pt-BR"]).to.equal("Com 8 canais, as transformações do atalho (Winograd) custariam mais do que poupam.");
    expect(reasonOf({ algorithm: "direct", ...convolution, winogradCycles: 1200 }).why.en).to.contain("would cost more than it saves");
    expect(reasonOf({ algorithm: "direct", ...convolution, positions: 9 }).why.en).to.contain("9 positions");
  });
});
