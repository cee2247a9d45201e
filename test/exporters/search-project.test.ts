import { expect } from "@open-wc/testing";
import { expressionOf } from "../../src/exporters/sweep/expression.js";
import { parametricNetwork } from "../../src/exporters/sweep/parametric-network.js";
import { spaceSource } from "../../src/exporters/sweep/space-source.js";
import type { KerasLayer } from "../../src/model/stage.js";
import { architectures } from "../../src/model/architectures/index.js";
import { dataShapeOf } from "../../src/model/model-choice.js";
import { readSpace } from "../../src/search/read-space.js";
import type { Space } from "../../src/search/space.js";
import { readModelChoice, schemaOfArchitecture } from "../../src/training/schema.js";
import type { Values } from "../../src/hyperparameters/schema.js";

const spaceOf = (architecture: string, written: unknown): Space => readSpace(schemaOfArchitecture(architecture), written).space;
const rowsOf = (name: string) => (values: Values): readonly KerasLayer[] | undefined => {
  const architecture = architectures.get(name)!;
  const shape = dataShapeOf(values, { vocabulary: { tokens: Array.from({ length: 1500 }, (_, i) => String(i)), counts: [] }, classes: [{ en: "a", "pt-BR": "a" }, { en: "b", "pt-BR": "b" }] });
  return architecture.problems(values, shape).length > 0 ? undefined : architecture.stages(values, shape).flatMap(({ layers }) => layers);
};
const networkOf = (architecture: string, written: unknown, base: Readonly<Record<string, unknown>> = {}): string =>
  parametricNetwork(spaceOf(architecture, written), readModelChoice({ architecture, sequenceLength: 40, ...base }).values, rowsOf(architecture));

describe("a formula for a number of a network", () => {
  const probes = [{ length: 40, size: 3 }, { length: 50, size: 7 }, { length: 61, size: 5 }, { length: 33, size: 2 }];
  const found = (of: (probe: { readonly length: number; readonly size: number }) => number): string => String(expressionOf(probes, probes.map(of)));
  it("is a number that never changes, a setting, a sum of them, one of these under 1 or under a root, a whole division, or the less of two", () => {
    expect(found(() => 12)).to.equal("12");
    expect(found(({ size }) => size)).to.equal('p["size"]');
    expect(found(({ length, size }) => length - 2 * size + 2)).to.equal('p["length"] + 2 - 2 * p["size"]');
    expect(found(({ length, size }) => 1 / (length - size + 1))).to.equal('1 / (p["length"] + 1 - p["size"])');
    expect(found(({ size }) => Math.sqrt(size))).to.equal('math.sqrt(p["size"])');
    expect(found(({ length, size }) => Math.floor(length / size))).to.equal('p["length"] // p["size"]');
    expect(found(({ length }) => Math.min(length, 45))).to.equal('min(p["length"], 45)');
  });
  it("is not made up where there is none", () => {
    expect(expressionOf(probes, probes.map(({ length, size }) => Math.sin(length * size)))).to.equal(undefined);
  });
});

describe("the network of a Python project", () => {
  it("is one function where only sizes vary, with the settings in the place of their numbers", () => {
    const code = networkOf("atnet", { filters: { from: 4, to: 64 }, kernelSize: { from: 2, to: 7 }, learningRate: { from: 0.001, to: 0.1 } });
    expect(code).to.contain('layers.Conv1D(filters=p["filters"], kernel_size=p["kernelSize"], activation="relu", padding="valid"');
    expect(code.match(/def network_/g)).to.have.length(1);
    expect(code).to.contain("if True:\n        return network_1(p)");
  });
  it("is a function for each kind of network, chosen by what decides it", () => {
    const code = networkOf("atnet", { dropoutRate: { from: 0, to: 0.5 }, pooling: ["max", "average"] });
    expect(code.match(/def network_/g)).to.have.length(4);
    expect(code).to.contain('if p["dropoutRate"] != 0 and p["pooling"] == "average":');
    expect(code.match(/layers\.Dropout\(rate=p\["dropoutRate"\]\)/g)).to.have.length(2);
  });
  it("can be written for every architecture that has layers, with every size, kind and switch that it has", () => {
    for (const { name, learnsAtOnce, hyperparameters } of architectures) {
      if (learnsAtOnce) continue;
      // One kind or switch after the other, all sizes at once: together they would be thousands of networks.
      const sizes = Object.fromEntries(Object.entries(hyperparameters).filter(([, { kind }]) => kind === "integer" || kind === "real").map(([setting]) => [setting, { }]));
      for (const size of Object.keys(sizes)) expect(networkOf(name, { [size]: {} }), `${name} ${size}`).to.contain("def network_1(p):");
      for (const [setting, { kind }] of Object.entries(hyperparameters)) {
        if (kind === "choice" || kind === "boolean") expect(networkOf(name, { [setting]: {}, ...(hyperparameters["filters"] ? { filters: { from: 4, to: 64 } } : {}), embeddingSize: { from: 16, to: 64 }, sequenceLength: { from: 30, to: 60 } }), `${name} ${setting}`).to.contain("def network_1(p):");
      }
    }
  });
});

describe("the space of a Python project", () => {
  it("has the notebook's ranges, scales and conditions", () => {
    const code = spaceSource(spaceOf("atnet", { learningRate: { from: 0.0003, to: 0.03 }, filters: { from: 4, to: 64, scale: "linear" }, attention: ["tanh", "additive"], attentionUnits: { from: 4, to: 32, when: { attention: "additive" } } }));
    expect(code.split("\n").slice(6, 12).map((line) => line.trim())).to.deep.equal([
      'p["learningRate"] = trial.suggest_float("learningRate", 0.0003, 0.03, log=True)', 'p["filters"] = trial.suggest_int("filters", 4, 64)',
      'p["attention"] = trial.suggest_categorical("attention", ["tanh", "additive"])', 'if p.get("attention") in ["additive"]:',
      'p["attentionUnits"] = trial.suggest_int("attentionUnits", 4, 32, log=True)', "return p",
    ]);
  });
});
