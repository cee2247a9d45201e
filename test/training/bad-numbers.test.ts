import { expect } from "@open-wc/testing";
import type { Problem } from "../../src/base/problem.js";
import { checkDataSettings } from "../../src/data/settings.js";
import { architectures } from "../../src/model/architectures/index.js";
import { estimateMemory, memoryLimit, memoryProblem } from "../../src/training/memory-estimate.js";
import type { TrainingSettings } from "../../src/training/run.js";
import { readModelChoice } from "../../src/training/schema.js";
import { checkSettings } from "../../src/training/settings.js";

type Messages = readonly (readonly [en: string, pt: string])[];
const messagesOf = (problems: readonly Problem[]): Messages => problems.map(({ message }) => [message.en, message["pt-BR"]]);
const settings = (more: object = {}): TrainingSettings => ({ architecture: "atnet", hyperparameters: {}, epochs: 3, seed: 1, patience: 0, keepBest: true, probeText: "", ...more });
/** What the worker answers to settings that hold one bad number. */
const ofNetwork = (name: string, architecture = "atnet") => (value: unknown): Messages => messagesOf(checkSettings(settings({ architecture, hyperparameters: { [name]: value } })).problems);
const ofTraining = (name: string) => (value: unknown): Messages => messagesOf(checkSettings(settings({ [name]: value })).problems);
const ofData = (name: string) => (value: unknown): Messages => messagesOf(checkDataSettings({ source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {}, [name]: value }).problems);

/** [a bad number, as it is quoted, the way out in English, in Portuguese] */
type Row = readonly [value: unknown, quoted: string, en: string, pt: string];
const low = (value: unknown, least: string, pt = least): Row => [value, String(value), `Set it to ${least} or more.`, `Use ${pt} ou mais.`];
const high = (value: unknown, most: string, pt = most): Row => [value, String(value), `Set it to ${most} or less.`, `Use ${pt} ou menos.`];
const odd = (value: unknown, standard: string, pt = standard): Row => [value, typeof value === "string" ? `"${value}"` : String(value), `Set it to ${standard}, its default.`, `Use ${pt}, o valor padrão.`];
const broken = (value: number, nearest: string): Row => [value, String(value), `Set it to ${nearest}.`, `Use ${nearest}.`];

interface Family {
  readonly name: string;
  readonly ask: (value: unknown) => Messages;
  readonly expected: readonly [en: string, pt: string];
  readonly rows: readonly Row[];
}
const families: Readonly<Record<string, readonly Family[]>> = {
  "B099: a learning rate": [{
    name: "learningRate", ask: ofNetwork("learningRate"), expected: ["a number from 0.00001 to 1", "um número de 0,00001 a 1"],
    rows: [
      odd(NaN, "0.001", "0,001"), high(Infinity, "1"), low(-1, "0.00001", "0,00001"), low(0, "0.00001", "0,00001"), high(1e30, "1"),
      ...["", "0,01", "1e-3", " 0.01 ", null, true].map((text) => odd(text, "0.001", "0,001")),
    ],
  }],
  "B100: a batch size": [{
    name: "batchSize", ask: ofNetwork("batchSize"), expected: ["a whole number from 1 to 1,024", "um número inteiro de 1 a 1.024"],
    rows: [low(0, "1"), low(-1, "1"), broken(1.5, "2"), odd(NaN, "32"), high(1e9, "1,024", "1.024")],
  }],
  "B101: a number of epochs": [{
    name: "epochs", ask: ofTraining("epochs"), expected: ["a whole number from 1 to 1,000", "um número inteiro de 1 a 1.000"],
    rows: [low(0, "1"), low(-1, "1"), odd(NaN, "10"), broken(1.5, "2"), high(Infinity, "1,000", "1.000"), high(1e9, "1,000", "1.000")],
  }],
  "B102: a share of the rows": [{
    name: "validationSplit", ask: ofData("validationSplit"), expected: ["a number from 0 to 0.5", "um número de 0 a 0,5"],
    rows: [high(0.999, "0.5", "0,5"), high(1, "0.5", "0,5"), low(-0.5, "0"), odd(NaN, "0.1", "0,1")],
  }],
  "B103: a size of the network": [
    { name: "kernelSize", ask: ofNetwork("kernelSize"), expected: ["a whole number from 1 to 15", "um número inteiro de 1 a 15"], rows: [low(0, "1"), high(600, "15")] },
    { name: "filters", ask: ofNetwork("filters"), expected: ["a whole number from 1 to 512", "um número inteiro de 1 a 512"], rows: [low(0, "1"), high(1e6, "512")] },
    { name: "dropoutRate", ask: ofNetwork("dropoutRate"), expected: ["a number from 0 to 0.9", "um número de 0 a 0,9"], rows: [high(1, "0.9", "0,9"), high(1.5, "0.9", "0,9"), odd(NaN, "0")] },
    { name: "heads", ask: ofNetwork("heads", "transformer"), expected: ["a whole number from 1 to 16", "um número inteiro de 1 a 16"], rows: [low(0, "1")] },
  ],
  "B104: a seed": [{
    name: "seed", ask: ofTraining("seed"), expected: ["a whole number from 0 to 4,294,967,295", "um número inteiro de 0 a 4.294.967.295"],
    rows: [low(-1, "0"), broken(1.5, "2"), high(2 ** 53, "4,294,967,295", "4.294.967.295"), odd("", "1"), odd("abc", "1"), odd(NaN, "1")],
  }],
};

describe("numbers that tfjs would take as they are", () => {
  for (const [what, own] of Object.entries(families)) {
    it(`${what} that cannot be is refused with its range and a way out, in both languages`, () => {
      for (const { name, ask, expected, rows } of own) {
        for (const [value, quoted, en, pt] of rows) {
          expect(ask(value), `${name} ${quoted}`).to.deep.equal([[`${name}: expected ${expected[0]}, received ${quoted}. ${en}`, `${name}: esperado: ${expected[1]}; recebido: ${quoted}. ${pt}`]]);
        }
      }
    });
  }

  it("B103: sizes that do not fit each other name the ones that do", () => {
    expect(messagesOf(checkSettings(settings({ architecture: "transformer", hyperparameters: { heads: 3, embeddingSize: 32 } })).problems)).to.deep.equal([[
      "heads: expected a number that divides the model size, 32, received 3. Use 2 or 4 heads, or a model size of 30 or 33.",
      "heads: esperado: um número que divida a dimensão do modelo, 32; recebido: 3. Use 2 ou 4 cabeças, ou uma dimensão do modelo de 30 ou 33.",
    ]]);
  });

  it("B104: 0 is a seed like any other", () => {
    expect(checkSettings(settings({ seed: 0 }))).to.deep.include({ problems: [] });
    expect(checkSettings(settings({ seed: 0 })).settings.seed).to.equal(0);
  });

  it("B105: a run that does not fit into memory is refused with the largest batch that does", () => {
    const { values } = readModelChoice({ architecture: "atnet", sequenceLength: 2000, embeddingSize: 256, filters: 256, batchSize: 1024 });
    const estimate = estimateMemory(architectures.get("atnet")!.stages(values, { vocabularySize: 10_000, classes: 2 }), values, 1000);
    const limit = memoryLimit(4);
    const largest = Math.floor((limit - estimate.fixed) / estimate.perExample);
    const needed = ((estimate.fixed + 1024 * estimate.perExample) / 2 ** 30).toPrecision(2);
    expect(messagesOf([memoryProblem(estimate, 1024, limit)!])).to.deep.equal([[
      `batchSize: expected a training that fits in 2 GB; this one takes about ${needed} GB, received 1024. Set the batch size to ${largest} or less.`,
      `batchSize: esperado: um treino que caiba em 2 GB; este ocupa cerca de ${needed} GB; recebido: 1024. Use um lote de no máximo ${largest}.`,
    ]]);
    expect([memoryProblem(estimate, largest, limit), memoryProblem(estimate, largest + 1, limit)?.code]).to.deep.equal([undefined, "out-of-memory"]);
  });

  it("are never repaired in silence: what was given stays as it was", () => {
    const given = Object.freeze(settings({ epochs: Infinity, hyperparameters: Object.freeze({ learningRate: NaN, batchSize: 0 }) }));
    const before = structuredClone(given);
    expect(checkSettings(given).problems).to.have.lengthOf(3);
    expect(given).to.deep.equal(before);
  });
});
