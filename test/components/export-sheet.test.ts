import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { ExportSheet, ExportSource } from "../../components/export-sheet.js";
import "../../components/export-sheet.js";
import { pageLocale } from "../../components/base/locale.js";
import { problem } from "../../src/base/problem.js";
import { ProblemError } from "../../src/data/dataset.js";
import type { ExportedNotebook, Prediction } from "../../src/exporters/exporter.js";
import type { TrainedModel } from "../../src/exporters/trained-model.js";
import { newRun } from "../../src/training/run-state.js";
import { dataValue, settings } from "./fake-engine.js";

const run = newRun({
  id: "a", number: 3, settings: { architecture: "atnet", hyperparameters: {}, epochs: 1, seed: 1, patience: 0, keepBest: true, probeText: "" }, data: settings,
  shape: { vocabularySize: 10, classes: 2 }, classes: dataValue().prepared!.classes, majorityBaseline: 0.5, earlier: [],
});
const model: TrainedModel = {
  name: "a-notebook-run-3", architecture: "atnet", hyperparameters: {}, layers: [], parameters: [{ name: "output/bias", shape: [1], data: Float32Array.of(0.5) }],
  classes: run.classes, vocabulary: ["good"], sequenceLength: 4, level: "words", attentionLayer: undefined, card: { seed: 1 },
};
const predictions = async (): Promise<readonly Prediction[]> => [
  { part: "test", text: "=a good phone", label: 1, predicted: 1, probabilities: [0.25, 0.75] }, { part: "train", text: "poor; broke", label: 0, predicted: 1, probabilities: [0.4, 0.6] },
];
const source = (of: Partial<ExportSource> = {}): ExportSource =>
  ({ title: "A notebook", runs: [run], notebook: () => Promise.reject(new Error("not asked for")), results: () => ({ title: "A notebook", locale: "en", run, predictions }), model: async () => model, ...of });

describe("the export sheet", () => {
  let downloads: { name: string; content: Blob }[];
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  beforeEach(() => {
    downloads = [];
    let last: Blob | undefined;
    URL.createObjectURL = (content) => { last = content as Blob; return createObjectURL.call(URL, content); };
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) { downloads.push({ name: this.download, content: last! }); };
  });
  afterEach(() => {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
    pageLocale.set("en");
  });
  const opened = async (from = source()): Promise<ExportSheet> => {
    const sheet = await fixture<ExportSheet>(html`<at-export-sheet></at-export-sheet>`);
    await sheet.open(from);
    return sheet;
  };
  const text = (sheet: ExportSheet): string => sheet.shadowRoot!.textContent!.replace(/\s+/g, " ");
  const press = async (sheet: ExportSheet, label: string): Promise<void> => {
    sheet.shadowRoot!.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)!.click();
    for (let i = 0; i < 20; i++) await Promise.resolve();
    await new Promise((resolve) => { setTimeout(resolve); });
    await sheet.updateComplete;
  };

  for (const scheme of ["light", "dark"]) {
    it(`is accessible in ${scheme}, in both languages`, async () => {
      document.documentElement.style.colorScheme = scheme;
      const sheet = await opened();
      await expect(sheet).to.be.accessible();
      pageLocale.set("pt-BR");
      await sheet.updateComplete;
      await expect(sheet).to.be.accessible();
      document.documentElement.style.colorScheme = "";
    });
  }
  it("is reached, used and left by the keyboard alone", async () => {
    const sheet = await opened();
    for (let i = 0; i < 24 && sheet.shadowRoot!.activeElement?.getAttribute("aria-label") !== "Download: Parameters (safetensors)"; i++) await sendKeys({ press: "Tab" });
    await sendKeys({ press: "Enter" });
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(downloads.map(({ name }) => name)).to.deep.equal(["a-notebook-run-3.safetensors"]);
    await sendKeys({ press: "Escape" });
    expect(sheet.shadowRoot!.querySelector("dialog")!.open).to.equal(false);
  });
  it("hands out what the exporter wrote, and says so", async () => {
    const sheet = await opened();
    await press(sheet, "Download: Parameters (safetensors)");
    expect(text(sheet)).to.contain("a-notebook-run-3.safetensors is in your downloads.");
    const bytes = new Uint8Array(await downloads[0]!.content.arrayBuffer());
    // The length of the header in eight bytes, the header, and one float: 0.5.
    expect(new DataView(bytes.buffer).getFloat32(bytes.length - 4, true)).to.equal(0.5);
    expect(bytes.length).to.equal(8 + Number(new DataView(bytes.buffer).getBigUint64(0, true)) + 4);
  });
  it("hands out a run's predictions in the form that was chosen", async () => {
    const sheet = await opened();
    await press(sheet, "Download: Predictions");
    const choice = sheet.shadowRoot!.querySelector<HTMLSelectElement>("select[name=predictions-form]")!;
    choice.value = "semicolon";
    choice.dispatchEvent(new Event("change"));
    await sheet.updateComplete;
    await press(sheet, "Download: Predictions");
    expect(downloads.map(({ name }) => name)).to.deep.equal(["a-notebook-run-3.predictions.csv", "a-notebook-run-3.predictions.csv"]);
    expect(await downloads[0]!.content.text()).to.equal("part,text,label,predicted,right,p(negative),p(positive)\r\ntest,'=a good phone,positive,positive,1,0.25,0.75\r\ntrain,\"poor; broke\",negative,positive,0,0.4,0.6\r\n");
    expect(await downloads[1]!.content.text()).to.contain("test;'=a good phone;positive;positive;1;0,25;0,75\r\n");
  });
  it("begins in Portuguese with the form that a Brazilian spreadsheet reads", async () => {
    pageLocale.set("pt-BR");
    const sheet = await opened();
    expect([...sheet.shadowRoot!.querySelectorAll("select")].map(({ name, value }) => `${name} ${value}`)).to.deep.equal(["metrics-form semicolon", "predictions-form semicolon", "card-form markdown"]);
  });
  it("says what a person can do when the network is gone, and what is our fault", async () => {
    const gone = problem("run-not-here", "", { expected: { en: "a trained network", "pt-BR": "uma rede treinada" }, wayOut: { en: "Train it again.", "pt-BR": "Treine de novo." } });
    const sheet = await opened(source({ model: () => Promise.reject(new ProblemError([gone])) }));
    await press(sheet, "Download: ONNX model");
    expect(sheet.shadowRoot!.querySelector("[role=alert]")!.textContent).to.equal(gone.message.en);
    await press(sheet, "Download: Jupyter notebook");
    expect(sheet.shadowRoot!.querySelector("[role=alert]")!.textContent).to.equal("The file could not be made, and the fault is ours; your notebook and its runs are as they were.");
    expect(downloads).to.deep.equal([]);
  });
  it("says what to do while nothing is trained", async () => {
    const sheet = await opened(source({ runs: [], notebook: async () => ({}) as ExportedNotebook }));
    expect(text(sheet)).to.contain("Nothing is trained yet. Press Train in the notebook, then come back.");
  });
});
