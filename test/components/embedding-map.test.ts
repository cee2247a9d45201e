import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/embedding-map.js";
import type { AtEmbeddingMap } from "../../components/cells/embedding-map.js";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { Embeddings } from "../../src/training/analyses/embeddings.js";
import type { Run } from "../../src/training/run.js";
import { fakeRun } from "../figures/fake-run.js";
import { environment, epochRecord, FakeEngine } from "./fake-engine.js";

const picture = (epoch: number, points: readonly number[]): Embeddings => ({
  epoch, words: ["good", "bad", "phone"], points: Float32Array.from(points), kept: 0.5,
  associations: [{ label: 1, strength: 2 }, { label: 0, strength: 2 }, { label: 0, strength: 0.1 }],
});
const run = (epochs: number): Run => fakeRun(1, { environment, state: "running", epochs: Array.from({ length: epochs }, (_, i) => epochRecord(i + 1)) });
const until = async (holds: () => unknown): Promise<void> => { while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve)); };

async function make(params: Readonly<Record<string, unknown>> = {}): Promise<{ readonly cell: AtEmbeddingMap; readonly engine: FakeEngine; readonly learn: (epoch: number, points: readonly number[]) => Promise<void> }> {
  const engine = new FakeEngine();
  useEngine(engine);
  const cell = await fixture<AtEmbeddingMap>(html`<at-embedding-map .params=${params}></at-embedding-map>`);
  const maps = () => engine.all("analyse").filter(({ input }) => input.analysis === "embeddings");
  let answered = 0;
  return { cell, engine, learn: async (epoch, points) => {
    cell.inputs = { run: run(epoch) };
    await until(() => maps().length > answered);
    await maps()[answered++]!.resolve(picture(epoch, points));
    await cell.updateComplete;
    await until(() => cell.shadowRoot!.querySelector("at-figure"));
    await cell.updateComplete;
  } };
}
const places = (cell: AtEmbeddingMap): readonly (readonly (string | number | null)[])[] => cell.shadowRoot!.querySelector("at-figure")!.content!.table.rows.map(([word, , , x, y]) => [word!, x!, y!]);

describe("<at-embedding-map>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible empty, and with a map and neighbours in both languages", async () => {
    const { cell, engine, learn } = await make({ word: "good" });
    await expect(cell).to.be.accessible();
    await learn(1, [1, 0, -1, 0, 0, 0]);
    await engine.all("analyse").find(({ input }) => input.analysis === "neighbours")!.resolve({ word: "good", known: true, nearest: [{ word: "phone", cosine: 0.5 }] });
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    await expect(cell).to.be.accessible();
  });
  it("goes back over the epochs with the arrow keys", async () => {
    const { cell, learn } = await make();
    await learn(1, [1, 0, -1, 0, 0, 0]);
    await learn(2, [2, 0, -2, 0, 0, 0]);
    await cell.updateComplete;
    const slider = cell.shadowRoot!.querySelector<HTMLInputElement>("input[type=range]")!;
    expect(slider.getAttribute("aria-valuetext")).to.equal("Epoch 2");
    slider.focus();
    await sendKeys({ press: "ArrowLeft" });
    await cell.updateComplete;
    expect(slider.getAttribute("aria-valuetext")).to.equal("Epoch 1");
    expect(places(cell)[0]).to.deep.equal(["good", 1, 0]);
  });
  it("turns each picture to lie on the one before, so that only what was learned moves", async () => {
    const { cell, learn } = await make();
    await learn(1, [1, 0, -1, 0, 0, 0.5]);
    // The same picture, turned by a quarter and mirrored.
    await learn(2, [0, 1, 0, -1, 0.5, 0]);
    [1, 0, -1, 0, 0, 0.5].forEach((place, i) => expect(places(cell)[Math.floor(i / 2)]![1 + (i % 2)]).to.be.closeTo(place, 1e-6));
  });
  it("keeps the newest picture alone when epochs are not to be kept", async () => {
    const { cell, learn } = await make({ record: false });
    await learn(1, [1, 0, -1, 0, 0, 0]);
    await learn(2, [2, 0, -2, 0, 0, 0]);
    expect(cell.shadowRoot!.querySelector("input[type=range]")?.localName).to.equal(undefined);
  });
  it("lists the neighbours of a word, goes on from one of them, and says when a word is unknown", async () => {
    const { cell, engine, learn } = await make();
    await learn(1, [1, 0, -1, 0, 0, 0]);
    cell.shadowRoot!.querySelector<HTMLInputElement>("input[type=text]")!.focus();
    await sendKeys({ type: "Good" });
    await sendKeys({ press: "Enter" });
    await cell.updateComplete;
    const near = () => engine.all("analyse").filter(({ input }) => input.analysis === "neighbours").at(-1)!;
    expect(near().input.input).to.deep.equal({ word: "good", count: 10 });
    await near().resolve({ word: "good", known: true, nearest: [{ word: "phone", cosine: 0.456 }] });
    await cell.updateComplete;
    const button = cell.shadowRoot!.querySelector<HTMLElement>(".near button")!;
    expect(button.textContent!.replace(/\s+/g, " ").trim()).to.equal("phone 0.46");
    button.click();
    await cell.updateComplete;
    expect(cell.params).to.deep.equal({ word: "phone" });
    await near().resolve({ word: "phone", known: false, nearest: [] });
    await cell.updateComplete;
    expect(cell.shadowRoot!.querySelector(".note")!.textContent).to.equal("The vocabulary does not hold this word, so it has no neighbours.");
  });
  it("takes the word of a dot that is pressed, and fits a phone", async () => {
    const { cell, learn } = await make();
    cell.style.width = "320px";
    await learn(1, [1, 0, -1, 0, 0, 0]);
    const dot = (): Element | null | undefined => cell.shadowRoot!.querySelector("at-figure")!.shadowRoot!.querySelector('[data-word="bad"]');
    await until(dot);
    dot()!.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    expect(cell.params).to.deep.equal({ word: "bad" });
    expect(cell.scrollWidth).to.be.at.most(320);
    expect((await cell.snapshot()).alt).to.equal("3 words in the plane that keeps 50% of their spread; clearly speaking for a class: negative 1, positive 1.");
  });
});
