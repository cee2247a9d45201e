import { expect } from "@open-wc/testing";
import { locales } from "../../../src/base/text.js";
import { problemWith } from "../../../src/hyperparameters/field.js";
import type { Schema } from "../../../src/hyperparameters/schema.js";
import type { Tf } from "../../../src/model/architecture.js";
import { openBackend } from "../../../src/training/backends.js";
import { diagnoses } from "../../../src/training/diagnoses/index.js";
import type { Evidence } from "../../../src/training/diagnoses/rule.js";
import { schemaOfArchitecture, trainSchema } from "../../../src/training/schema.js";
import { smallData } from "../small-run.js";
import { evidenceOf, found, unlearnableData } from "./sick-run.js";

/** Every rule is shown a real run that was made to have its fault. */
describe("a diagnosis", () => {
  let tf: Tf;
  const seen = new Map<string, Evidence>();
  before(async () => { ({ tf } = await openBackend("wasm")); });

  /** Checks what the rule says of the run: it speaks, in both languages, and its advice can be followed. */
  function speaks(name: string, evidence: Evidence): void {
    const finding = diagnoses.get(name)!.when(evidence);
    expect(finding, `${name}; found ${found(evidence).join(", ")}; ${JSON.stringify(evidence.run.epochs.map(({ trainingLoss, validationLoss, trainingAccuracy }) => [trainingLoss, validationLoss, trainingAccuracy]))}; ${JSON.stringify({ units: evidence.health?.units, attention: evidence.health?.attention, reading: evidence.health?.reading })}`).to.not.equal(undefined);
    seen.set(name, evidence);
    for (const locale of locales) expect(finding!.message[locale]).to.match(/^[^{}]{40,}\.$/).and.not.contain("NaN").and.not.contain("undefined");
    const schema: Schema = { ...trainSchema, ...schemaOfArchitecture(evidence.run.settings.architecture) };
    for (const { name: setting, value } of finding!.tries) expect(problemWith(setting, schema[setting]!, value), setting).to.equal(undefined);
  }

  for (const [attention, learningRate, seed] of [["tanh", 0.01, 1], ["additive", 0.03, 2], ["dot", 0.03, 1]] as const) {
    it(`is silent on a run that went well, with ${attention} attention`, async () => {
      const evidence = await evidenceOf(tf, { maskPadding: true, pooling: "sum", attention, learningRate }, { epochs: 12, seed });
      expect(evidence.run.result!.test!.accuracy).to.be.above(0.9);
      expect(found(evidence)).to.deep.equal([]);
    });
  }
  it("sees a rate that is too high", async () => {
    speaks("rate-too-high", await evidenceOf(tf, { learningRate: 1 }, { epochs: 2, keepBest: false }));
  });
  it("sees a rate that is too low, and not too few epochs", async () => {
    const evidence = await evidenceOf(tf, { learningRate: 1e-5 }, { epochs: 3 });
    speaks("rate-too-low", evidence);
    expect(found(evidence)).to.not.include("rate-too-high");
  });
  it("sees texts learned by heart", async () => {
    speaks("overfitting", await evidenceOf(tf, { learningRate: 0.01, maskPadding: true, pooling: "sum" }, { epochs: 16 }, unlearnableData()));
  });
  it("sees that learning was cut short", async () => {
    speaks("too-few-steps", await evidenceOf(tf, { learningRate: 0.002, maskPadding: true, pooling: "sum" }, { epochs: 5 }));
  });
  it("sees units that no text moves", async () => {
    speaks("dead-units", await evidenceOf(tf, { learningRate: 1 }, { epochs: 2, keepBest: false }));
  });
  it("sees attention that is stuck on one place", async () => {
    speaks("saturated-attention", await evidenceOf(tf, { learningRate: 1, attention: "dot", maskPadding: true, pooling: "sum" }, { epochs: 6, keepBest: false }));
  });
  it("sees a rare class that is forgotten, and the same answer to everything", async () => {
    const evidence = await evidenceOf(tf, { learningRate: 0.001 }, { epochs: 2 }, unlearnableData(200, 0.15));
    speaks("class-imbalance", evidence);
    speaks("majority-only", evidence);
  });
  it("sees words that a small vocabulary leaves unknown, and texts that a short sequence cuts", async () => {
    const evidence = await evidenceOf(tf, { vocabularySize: 6, sequenceLength: 5 }, { epochs: 1 });
    speaks("unknown-words", evidence);
    speaks("cut-texts", evidence);
    expect(diagnoses.get("unknown-words")!.when(evidence)!.tries).to.deep.equal([{ name: "vocabularySize", value: 24 }]);
  });
  it("has shown every rule a run", () => {
    expect([...seen.keys()].toSorted()).to.deep.equal([...diagnoses.names].toSorted());
  });
  it("says nothing that needs the network before the worker has answered", async () => {
    const evidence = await evidenceOf(tf, { vocabularySize: 6 }, { epochs: 1 }, smallData(40));
    expect(found({ ...evidence, health: undefined, statistics: undefined })).to.not.include.members(["unknown-words"]);
  });
});
