import { expect, fixture, html } from "@open-wc/testing";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtDiagnosis } from "../../components/cells/diagnosis.js";
import "../../components/cells/diagnosis.js";
import type { Health } from "../../src/training/analyses/health.js";
import type { Run } from "../../src/training/run.js";
import { fakeRun } from "../figures/fake-run.js";
import { dataValue, environment, FakeEngine, frame, result } from "./fake-engine.js";

let engine: FakeEngine;
const data = dataValue();
const own = { ...environment, dataHash: data.prepared!.hash };
const healthy: Health = { parameters: [], units: [{ stage: "dense", active: [1, 0.5, 0, 1] }], attention: { texts: 40, largest: 0.4, evenness: 0.5, onPadding: 0 }, reading: { unknown: 0.05, cut: 0 } };
/** A run whose curves go down together and end flat. */
const good = (changes: Partial<Run> = {}): Run => fakeRun(1, {
  environment: own, result, classes: data.prepared!.classes,
  epochs: fakeRun(1).epochs.map((epoch) => ({ ...epoch, validationLoss: 0.4 + 0.2 / epoch.epoch ** 3, trainingLoss: 0.3 + 0.3 / epoch.epoch, trainingAccuracy: 0.85 })), ...changes,
}) as Run;
const settled = async (cell: AtDiagnosis): Promise<void> => { for (let i = 0; i < 3; i++) { await frame(); await cell.updateComplete; } };
const words = (cell: AtDiagnosis, selector: string): string => (cell.shadowRoot!.querySelector(selector)?.textContent ?? "").replace(/\s+/g, " ").trim();
const rules = (cell: AtDiagnosis): readonly (string | undefined)[] => [...cell.shadowRoot!.querySelectorAll<HTMLElement>(".findings li")].map(({ dataset }) => dataset["rule"]);
async function make(inputs: Readonly<Record<string, unknown>>, health?: Health): Promise<AtDiagnosis> {
  const cell = await fixture<AtDiagnosis>(html`<at-diagnosis .inputs=${inputs}></at-diagnosis>`);
  await settled(cell);
  if (health) await engine.last("analyse").resolve(health);
  await settled(cell);
  return cell;
}

describe("<at-diagnosis>", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine((engine = new FakeEngine())); });
  after(() => pageLocale.set("en"));

  it("is accessible with findings and without", async () => {
    await expect(await make({ run: good(), data }, healthy)).to.be.accessible();
    await expect(await make({ run: good(), data }, { ...healthy, reading: { unknown: 0.4, cut: 0.5 } })).to.be.accessible();
  });
  it("says that nothing stands out where nothing does, in both languages", async () => {
    const cell = await make({ run: good(), data }, healthy);
    expect(rules(cell)).to.deep.equal([]);
    expect(words(cell, ".healthy")).to.equal("Nothing stands out: none of the 10 things that are looked for was found, and 82% of the held-out texts are right.");
    expect(words(cell, "[role=status]")).to.equal(words(cell, ".healthy"));
    pageLocale.set("pt-BR");
    await settled(cell);
    expect(words(cell, ".healthy")).to.equal("Nada chama a atenção: nenhuma das 10 coisas que se procuram apareceu, e 82% dos textos reservados estão certos.");
  });
  it("says what happened and which setting to try, from where to where", async () => {
    const cell = await make({ run: good(), data }, { ...healthy, units: [{ stage: "dense", active: [0, 0, 0, 1] }], reading: { unknown: 0.4, cut: 0 } });
    expect(rules(cell)).to.deep.equal(["dead-units", "unknown-words"]);
    expect(words(cell, ".message")).to.contain("3 of 4 units in the stage “dense” are dead");
    expect([...cell.shadowRoot!.querySelectorAll(".tries")].map(({ textContent }) => textContent!.replace(/\s+/g, " ").trim())).to.deep.equal(["To try: Learning rate 0.001 → 0.0001", "To try: Vocabulary size 2,000 → 8,000"]);
  });
  it("reads the curves before the worker has answered, and asks once a run", async () => {
    const by = fakeRun(1, { environment: own, result, epochs: fakeRun(1).epochs.map((epoch) => ({ ...epoch, validationLoss: epoch.validationLoss + epoch.epoch * 0.05 })) }) as Run;
    const cell = await make({ run: by, data });
    expect(rules(cell)).to.deep.equal(["overfitting"]);
    expect(words(cell, ".looking")).to.equal("The network is being looked at.");
    cell.inputs = { run: { ...by }, data };
    await settled(cell);
    expect(engine.all("analyse").map(({ input }) => input.analysis)).to.deep.equal(["health"]);
  });
  it("waits for a run to end, and speaks of one that lost its loss at once", async () => {
    const cell = await make({ run: good({ result: undefined, state: "running" }), data });
    expect(words(cell, ".empty")).to.equal("The run is under way. What stands out is said when it ends.");
    const lost = good({ result: undefined, state: "paused", problems: [{ code: "loss-not-a-number", path: "learningRate", message: { en: "", "pt-BR": "" } }] });
    cell.inputs = { run: lost, data };
    await settled(cell);
    expect(rules(cell)).to.deep.equal(["rate-too-high"]);
    expect(engine.calls).to.deep.equal([]);
  });
  it("says what is missing", async () => {
    expect(words(await make({}), ".empty")).to.equal("There is no run to read yet: press Train, and what stands out is said here.");
    const cell = await make({ run: good() }, healthy);
    expect([...cell.shadowRoot!.querySelectorAll(".note")].map(({ textContent }) => textContent)).to.include("Rare classes are judged only where this cell is given the data, as in diagnosis({}, {run, data}).");
  });
  it("keeps the curves' findings when the worker fails, and says what to do", async () => {
    const cell = await make({ run: good(), data });
    await engine.last("analyse").reject(new Error("lost"));
    await settled(cell);
    expect(words(cell, ".problem")).to.contain("nothing of the run is lost");
  });
  it("fits a phone", async () => {
    const cell = await make({ run: good(), data }, { ...healthy, reading: { unknown: 0.4, cut: 0.5 } });
    cell.style.width = "320px";
    await settled(cell);
    expect(cell.scrollWidth).to.be.at.most(320);
  });
});
