import { expect, fixture, html, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import "../../components/cells/confusion.js";
import "../../components/cells/errors.js";
import "../../components/cells/predict.js";
import "../../components/cells/threshold.js";
import type { EvaluationCell } from "../../components/evaluation/evaluation-cell.js";
import type { Run } from "../../src/training/run.js";
import { fakeRun } from "../figures/fake-run.js";
import { dataValue, environment, FakeEngine, frame, prepared, settings } from "./fake-engine.js";

let engine: FakeEngine;
const data = dataValue();
const { split: { test }, examples } = data.prepared!;
const run = fakeRun(1, { classes: data.prepared!.classes, environment: { ...environment, dataHash: data.prepared!.hash } }) as Run;
const settled = async (cell: EvaluationCell): Promise<void> => { for (let i = 0; i < 3; i++) { await frame(); await cell.updateComplete; } };
/** Probability of "positive" of each test text, in their order: the first two wrong, the second by more. */
const positives = test.map((index, i) => [0.4, 0.1, 0.7, 0.8, 0.9, 0.95][i] ?? 0.9).map((sure, i) => (examples[test[i]!]!.label === 1 ? sure : 1 - sure));
async function make(tag: string, params: Readonly<Record<string, unknown>> = {}, inputs: Readonly<Record<string, unknown>> = { run, data }): Promise<EvaluationCell> {
  const cell = document.createElement(tag) as EvaluationCell;
  Object.assign(cell, { params, inputs });
  (await fixture<HTMLElement>(html`<div></div>`)).append(cell);
  await settled(cell);
  return cell;
}
async function answered(tag: string, params: Readonly<Record<string, unknown>> = {}): Promise<EvaluationCell> {
  const cell = await make(tag, params);
  await engine.last("analyse").resolve({ split: "test", examples: test, probabilities: Float32Array.from(positives.flatMap((p) => [1 - p, p])), classes: 2 });
  await settled(cell);
  return cell;
}
const words = (cell: Element, selector?: string): string => ((selector ? cell.shadowRoot!.querySelector(selector) : cell.shadowRoot!)?.textContent ?? "").replace(/\s+/g, " ").trim();
const textsOf = (cell: EvaluationCell): readonly string[] => [...cell.shadowRoot!.querySelectorAll(".sentence")].map(({ textContent }) => textContent!);
const buttonsOf = (cell: EvaluationCell, selector: string): readonly HTMLButtonElement[] => [...cell.shadowRoot!.querySelectorAll<HTMLButtonElement>(selector)];
const events = (cell: EvaluationCell): (() => number) => { let count = 0; cell.addEventListener("input", () => { count++; }); return () => count; };

describe("cells that judge a network", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  for (const tag of ["at-confusion", "at-errors", "at-threshold"]) {
    describe(`<${tag}>`, () => {
      it("is accessible with answers", async () => {
        const cell = await answered(tag);
        if (tag === "at-confusion") buttonsOf(cell, "td button")[0]!.click();
        await settled(cell);
        await expect(cell).to.be.accessible();
      });
      it("asks for the texts that are chosen, and commits the choice with one event", async () => {
        const cell = await answered(tag);
        const count = events(cell);
        const select = cell.shadowRoot!.querySelector("select")!;
        select.value = "validation";
        select.dispatchEvent(new Event("change", { bubbles: true }));
        await settled(cell);
        expect([cell.params["split"], count()]).to.deep.equal(["validation", 1]);
        expect(engine.all("analyse").map(({ input }) => input.input)).to.deep.equal([{ split: "test" }, { split: "validation" }]);
      });
      it("says what is missing, in both languages", async () => {
        const cell = await make(tag, {}, {});
        expect(words(cell, ".empty")).to.equal("There is no network to judge yet: press Train, and this fills while it learns.");
        cell.inputs = { run };
        pageLocale.set("pt-BR");
        await settled(cell);
        expect(words(cell, ".empty")).to.equal("Esta célula precisa dos dados com que a rede aprendeu: passe os dois, como em {run, data}.");
      });
      it("keeps what it shows when the data changes, and says so", async () => {
        const cell = await answered(tag);
        const lead = words(cell, ".lead");
        const other = { ...settings, seed: 8 };
        cell.inputs = { run, data: dataValue({ settings: other, prepared: prepared(other) }) };
        await settled(cell);
        expect(words(cell, ".lead")).to.equal(lead);
        expect(words(cell, ".other")).to.contain("The data has changed since this run.");
      });
      it("keeps its last answers when the worker fails, and says what to do", async () => {
        const cell = await answered(tag);
        cell.inputs = { run: { ...run, epochs: run.epochs.slice(0, 5) }, data };
        await settled(cell);
        await engine.last("analyse").reject(new Error("lost"));
        await settled(cell);
        expect(words(cell, ".problem")).to.contain("the last answer stays");
        expect(words(cell, ".lead")).to.not.equal("");
      });
      it("asks nothing any more once it has left the page, and again when it is back", async () => {
        const cell = await answered(tag);
        const place = cell.parentElement!;
        cell.remove();
        cell.requestUpdate();
        await settled(cell);
        expect(engine.all("analyse").length).to.equal(1);
        place.append(cell);
        await settled(cell);
        expect(engine.all("analyse").length).to.equal(2);
      });
      it("fits a phone", async () => {
        const cell = await answered(tag);
        cell.style.width = "320px";
        await settled(cell);
        expect(cell.scrollWidth).to.be.at.most(320);
      });
    });
  }

  describe("the confusion matrix", () => {
    it("has counts and shares of every answer, and names the commonest mistake", async () => {
      const cell = await answered("at-confusion");
      const wrong = [test[0]!, test[1]!].map((index) => examples[index]!.label);
      const total = [0, 1].map((label) => test.filter((index) => examples[index]!.label === label).length);
      const off = [0, 1].map((label) => wrong.filter((one) => one === label).length);
      const numbers = [[total[0]! - off[0]!, off[0]!], [off[1]!, total[1]! - off[1]!]];
      expect(buttonsOf(cell, "td button b").map(({ textContent }) => Number(textContent))).to.deep.equal(numbers.flat());
      expect(words(cell, ".lead")).to.match(new RegExp(`^${((1 - 2 / test.length) * 100).toFixed(1)}% of ${test.length} texts are right; the commonest mistake, made`));
    });
    it("opens the texts behind a number by keyboard, and gives the one that is looked at to other cells", async () => {
      const cell = await answered("at-confusion");
      const count = events(cell);
      const right = buttonsOf(cell, "td button")[0]!;
      right.focus();
      await sendKeys({ press: "Enter" });
      await settled(cell);
      expect(right.getAttribute("aria-pressed")).to.equal("true");
      const counted = test.filter((index, i) => examples[index]!.label === 0 && i > 1).map((index) => examples[index]!.text);
      expect([...textsOf(cell)].sort()).to.deep.equal(counted.sort());
      buttonsOf(cell, ".tools button")[0]!.click();
      await settled(cell);
      expect(count()).to.equal(1);
      expect(cell.value).to.deep.include({ text: textsOf(cell)[0], label: 0, answer: 0 });
    });
  });

  describe("the worst mistakes", () => {
    it("come first, each with what it is, what was answered and how sure", async () => {
      const cell = await answered("at-errors");
      expect(textsOf(cell)).to.deep.equal([examples[test[1]!]!.text, examples[test[0]!]!.text]);
      const names = data.prepared!.classes.map(({ en }) => en);
      const own = examples[test[1]!]!.label;
      expect(words(cell, ".verdict")).to.contain(`is ${names[own]} (10%) · answered ${names[1 - own]} (90%)`);
      expect(words(cell, ".lead")).to.equal(`2 of ${test.length} texts are answered wrongly; in the worst of them the network is 90% sure.`);
    });
    it("can be those of one class", async () => {
      const cell = await answered("at-errors");
      const select = cell.shadowRoot!.querySelectorAll("select")[1]!;
      for (const label of [0, 1]) {
        select.value = String(label);
        select.dispatchEvent(new Event("change", { bubbles: true }));
        await settled(cell);
        expect(textsOf(cell)).to.deep.equal([test[1]!, test[0]!].filter((index) => examples[index]!.label === label).map((index) => examples[index]!.text));
      }
    });
    it("are given to a prediction that reads them, which leaves its own text as it is written", async () => {
      const cell = await answered("at-errors");
      buttonsOf(cell, ".tools button")[0]!.focus();
      await sendKeys({ press: "Enter" });
      await settled(cell);
      const predict = await make("at-predict", { text: "my own" }, { run, text: cell.value });
      await waitUntil(() => engine.all("inspect").length > 0);
      expect(engine.last("inspect").input.text).to.equal(examples[test[1]!]!.text);
      expect(predict.params).to.deep.equal({ text: "my own" });
    });
  });

  describe("the threshold", () => {
    const cells = (cell: EvaluationCell): readonly number[] => [...cell.shadowRoot!.querySelectorAll("tbody td")].map(({ textContent }) => Number(textContent));
    it("counts what its decision does, and moves with the keyboard, one event each", async () => {
      const cell = await answered("at-threshold", { threshold: 0.94 });
      const count = events(cell);
      const at = (threshold: number): readonly number[] => {
        const yes = positives.map((score) => Math.fround(score) >= threshold);
        const is = test.map((index) => examples[index]!.label === 1);
        const both = (a: boolean, b: boolean): number => is.filter((one, i) => one === a && yes[i] === b).length;
        return [both(true, true), both(true, false), both(false, true), both(false, false)];
      };
      expect(cells(cell)).to.deep.equal(at(0.94));
      cell.shadowRoot!.querySelector<HTMLInputElement>("input[type=range]")!.focus();
      await sendKeys({ press: "Home" });
      await settled(cell);
      expect(cells(cell)).to.deep.equal(at(0));
      expect([cell.params, count()]).to.deep.equal([{ threshold: 0 }, 1]);
      expect(words(cell, ".lead")).to.contain("it finds 100% of those texts");
    });
    it("draws ROC, precision and recall, and calibration, and asks about another class", async () => {
      const cell = await answered("at-threshold");
      const titles = (): readonly (string | undefined)[] => [...cell.shadowRoot!.querySelectorAll("at-figure")].map((figure) => figure.content?.title);
      await waitUntil(() => titles().length === 3);
      expect(titles()).to.deep.equal(["ROC curve of “positive”", "Precision and recall of “positive”", "Calibration of “positive”"]);
      cell.params = { label: 0 };
      await waitUntil(() => titles()[0] === "ROC curve of “negative”");
    });
    it("stays inside what the classes and numbers allow", async () => {
      const cell = await answered("at-threshold", { label: 7, threshold: 3 });
      expect(words(cell, ".problem")).to.contain("threshold: expected a number from 0 to 1, received 3");
      expect(words(cell, ".lead")).to.contain("From 50% on it says “positive”");
    });
  });
});
