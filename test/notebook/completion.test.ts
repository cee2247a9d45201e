import { expect } from "@open-wc/testing";
import * as fc from "fast-check";
import { kinds } from "../../components/cells/index.js";
import { complete, type Vocabulary } from "../../src/notebook/completion.js";
import { flawsOf } from "../../src/notebook/lint.js";

const vocabulary: Vocabulary = { kinds, cells: new Map([["data", "dataset"], ["hp", "hyperparameters"], ["run", "train"], ["run2", "train"]]) };
/** What is offered where the | stands. */
function offered(marked: string): readonly string[] {
  const at = marked.indexOf("|");
  return complete(marked.replace("|", ""), at, vocabulary)?.suggestions.map(({ label }) => label) ?? [];
}

describe("completion", () => {
  it("offers components where a call can begin, and from where the word begins", () => {
    for (const place of ["|", "lo|", "const x = |", "const x = view(|", "const x = view(tr|"]) expect(offered(place), place).to.deep.equal(kinds.names);
    expect(complete("const x = view(tr", 17, vocabulary)!.from).to.equal(15);
    expect(offered("train|({})"), "a call that is there already").to.deep.equal(kinds.names);
  });
  it("offers the settings of the component that are not written yet, with what they mean", () => {
    const all = Object.keys(kinds.get("train")!.schema({}));
    expect(offered("train({|})")).to.deep.equal(all);
    expect(offered("train({epochs: 3, |})")).to.deep.equal(all.filter((name) => name !== "epochs"));
    const { suggestions } = complete("train({", 7, vocabulary)!;
    expect(suggestions.find(({ label }) => label === "epochs")).to.deep.include({ insert: "epochs: ", what: "setting" });
    expect(suggestions.find(({ label }) => label === "epochs")!.about.en).to.match(/^Epochs, a whole number from 1 to [\d,]+; default \d+$/);
  });
  it("offers settings of the architecture that is written", () => {
    expect(offered('hyperparameters({architecture: "transformer", |})')).to.include("heads").and.not.include("kernelSize");
    expect(offered('hyperparameters({architecture: "cnn", |})')).to.include("kernelSize").and.not.include("heads");
  });
  it("offers the values that a setting takes, also inside quotes", () => {
    const names = Object.keys((kinds.get("hyperparameters")!.schema({})["architecture"] as { readonly choices: object }).choices).map((name) => `"${name}"`);
    expect(offered("hyperparameters({architecture: |})")).to.deep.equal(names);
    expect(offered('hyperparameters({architecture: "at|')).to.deep.equal(names);
    expect(complete('hyperparameters({architecture: "at', 34, vocabulary)!.from).to.equal(31);
  });
  it("offers inputs, and for each the cells whose value fits", () => {
    expect(offered("train({}, {|})")).to.deep.equal(Object.keys(kinds.get("train")!.inputs));
    expect(offered("train({}, {data: |})")).to.deep.equal(["data"]);
    expect(offered("lossPlot({}, {runs: [|]})")).to.deep.equal(["run", "run2"]);
    expect(offered("lossPlot({}, {runs: [run, |]})")).to.deep.equal(["run", "run2"]);
  });
  it("offers nothing where nothing of ours can stand", () => {
    for (const place of ["train({epochs: 3 |})", "train(|)", "unheard({|})", "1 + |", "train({epochs: `${|}`})", 'train({probeText: "a|"})']) expect(offered(place), place).to.deep.equal([]);
  });
  it("never throws, whatever is written", () => {
    const parts = fc.constantFrom("train", "(", ")", "{", "}", "[", "]", ",", ":", '"', "'", "a", " ", "\n", "=", "view", "1.5", "…", "/*");
    fc.assert(fc.property(fc.array(parts, { maxLength: 25 }), fc.nat(), (list, at) => {
      const source = list.join("");
      complete(source, at % (source.length + 1), vocabulary);
      for (const { start, end } of flawsOf(source, vocabulary)) expect(start >= 0 && start <= end && end <= source.length).to.equal(true);
    }), { numRuns: 500, seed: 3 });
  });
});

describe("problems in a source, as it is typed", () => {
  const at = (source: string): readonly (readonly [string, string])[] => flawsOf(source, vocabulary).map(({ start, end, problem }) => [source.slice(start, end), problem.code]);
  it("mark the setting, the name or the place that is meant", () => {
    expect(at("train({epochs: 0, epohcs: 3}, {data: dta, hp})")).to.deep.equal([["epochs: 0", "out-of-range"], ["epohcs: 3", "unknown-setting"], ["dta", "not-defined"]]);
    expect(at("trian({})")).to.deep.equal([["trian", "unknown-component"]]);
    expect(at("train({epochs: })")).to.deep.equal([["}", "unexpected"]]);
  });
  it("are none in what is right, or in other code", () => {
    expect(at("const run3 = view(train({epochs: 2}, {data, hp}));")).to.deep.equal([]);
    expect(at("1 + a")).to.deep.equal([]);
  });
});
