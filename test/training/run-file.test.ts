import { expect } from "@open-wc/testing";
import { ProblemError } from "../../src/base/problem.js";
import { readRecord, recordOf } from "../../src/training/run-file.js";
import { newRun } from "../../src/training/run-state.js";
import type { Run } from "../../src/training/run.js";
import { environment, epochRecord, inspection, result, settings, steps } from "../components/fake-engine.js";

const run: Run = {
  ...newRun({
    id: "first", number: 2, settings: { architecture: "atnet", hyperparameters: { filters: 8, pooling: "sum" }, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: "a </script> phone" }, data: settings,
    shape: { vocabularySize: 10, classes: 2 }, classes: [{ en: "negative", "pt-BR": "negativa" }, { en: "positive", "pt-BR": "positiva" }], majorityBaseline: NaN, earlier: [],
  }),
  state: "done", stepsPerEpoch: 5, steps: steps(1, 10), environment, result,
  epochs: [{ ...epochRecord(1), validationLoss: NaN }, { ...epochRecord(2), snapshot: (({ step, epoch, tokens, attentionWeights, receptiveFields, attentionKept, probabilities }) => ({ step, epoch, tokens, attentionWeights, receptiveFields, attentionKept, probabilities }))(inspection("a good phone")) }],
};
let ids = 0;
const freshId = (): string => `fresh-${++ids}`;
const through = (value: unknown): Run => readRecord(JSON.parse(JSON.stringify(value)), freshId);

describe("a run kept in a file", () => {
  beforeEach(() => { ids = 0; });

  it("comes back with its settings, curves, attention, result and card, under an id of its own", () => {
    const again = through(recordOf(run));
    expect(again.id).to.equal("fresh-1");
    expect({ ...again, id: run.id, secondsLeft: NaN }).to.deep.equal(run);
  });
  it("brings the runs before it", () => {
    const again = through(recordOf({ ...run, earlier: [{ ...run, number: 1 }] }));
    expect(again.earlier.map(({ number, steps: all }) => [number, all.length])).to.deep.equal([[1, 10]]);
    expect(new Set([again.id, again.earlier[0]!.id]).size).to.equal(2);
  });
  it("is stopped, not running, when it was kept under way", () => {
    expect(through(recordOf({ ...run, state: "paused" })).state).to.equal("stopped");
  });
  const broken: readonly (readonly [string, (record: Record<string, unknown>) => void, { readonly en: string; readonly "pt-BR": string }])[] = [
    ["another format", (record) => { record["format"] = 2; }, {
      en: "run.format: expected the number 1, received 2. The notebook is opened without this run; train it again.",
      "pt-BR": "run.format: esperado: o número 1; recebido: 2. O notebook é aberto sem esta execução; treine de novo.",
    }],
    ["losses that are no numbers", (record) => { record["losses"] = ["<img src=x>"]; }, {
      en: "run.losses[0]: expected a number, received \"<img src=x>\". The notebook is opened without this run; train it again.",
      "pt-BR": "run.losses[0]: esperado: um número; recebido: \"<img src=x>\". O notebook é aberto sem esta execução; treine de novo.",
    }],
    ["a hyperparameter that is an object", (record) => { (record["settings"] as Record<string, unknown>)["hyperparameters"] = { filters: { length: 3 } }; }, {
      en: "run.settings.hyperparameters.filters: expected a number, a text, true or false, received {\"length\":3}. The notebook is opened without this run; train it again.",
      "pt-BR": "run.settings.hyperparameters.filters: esperado: um número, um texto, verdadeiro ou falso; recebido: {\"length\":3}. O notebook é aberto sem esta execução; treine de novo.",
    }],
    ["no classes", (record) => { delete record["classes"]; }, {
      en: "run.classes: expected a list of at most 1000. The notebook is opened without this run; train it again.",
      "pt-BR": "run.classes: esperado: uma lista de no máximo 1000. O notebook é aberto sem esta execução; treine de novo.",
    }],
  ];
  for (const [what, breakIt, message] of broken) {
    it(`is refused with ${what}, in both languages`, () => {
      const record = JSON.parse(JSON.stringify(recordOf(run))) as Record<string, unknown>;
      breakIt(record);
      expect(() => readRecord(record, freshId)).to.throw(ProblemError).with.property("problems").that.deep.includes({ code: "run-damaged", path: message.en.split(":")[0], message });
    });
  }
  it("leaves no name of a prototype in what it gives", () => {
    const record = JSON.parse(JSON.stringify(recordOf(run)).replace('"filters":8', '"__proto__":{"isTrusted":true},"filters":8')) as unknown;
    expect(Object.hasOwn(readRecord(record, freshId).settings.hyperparameters, "__proto__")).to.equal(false);
    expect(({} as { isTrusted?: boolean }).isTrusted).to.equal(undefined);
  });
});
