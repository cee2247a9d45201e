import { expect } from "@open-wc/testing";
import { readBroughtRuns } from "../../components/controllers/brought-runs.js";
import { problem, ProblemError } from "../../src/base/problem.js";
import { embeddedAssets } from "../../src/data/assets.js";
import type { ExportedNotebook } from "../../src/exporters/exporter.js";
import { standalone } from "../../src/exporters/standalone/standalone.js";
import type { TrainedModel } from "../../src/exporters/trained-model.js";
import { readNotebook, writeNotebook } from "../../src/notebook/format.js";
import { notebookInside, runsInside } from "../../src/notebook/inside.js";
import { recordOf } from "../../src/training/run-file.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import { newRun } from "../../src/training/run-state.js";
import type { Run } from "../../src/training/run.js";
import { refusalOf } from "../bad-inputs/bad-input.js";
import { environment, epochRecord, result, settings, steps } from "../components/fake-engine.js";

/** The fields of the injection matrix of notebook exports: each text is put where a person's words go. */
const hostile = [`"><script>alert(1)</script>`, "</title><script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--<script>", "' onmouseover=alert(1) '", "javascript:alert(1)", "a\u2028b\u2029c", "</notebook><img src=x onerror=alert(1)>", "$& $1 %AT-CODE%"];

const template = `<!doctype html><html lang="%AT-LANGUAGE%"><head><meta name="generator" content="AtNet Notebook, single file 1"><title>%AT-TITLE%</title></head><body><main></main>
%AT-NOTEBOOK%
<script type="application/json" id="atnet-results">%AT-RESULTS%</script>
<script type="application/json" id="atnet-weights">%AT-WEIGHTS%</script>
<script type="application/json" id="atnet-assets">%AT-ASSETS%</script>
<script>the page</script></body></html>`;

const model = (words: string): TrainedModel => ({
  name: words, architecture: "embedding-average", hyperparameters: { embeddingSize: 2, denseUnits: 0, sequenceLength: 4 }, layers: [], parameters: [{ name: "a", shape: [1], data: Float32Array.of(0.5) }],
  classes: [{ en: words, "pt-BR": words }, { en: "b", "pt-BR": "b" }], vocabulary: [words], sequenceLength: 4, level: "words", attentionLayer: undefined, card: { seed: 1 },
});
function notebook(words: string): ExportedNotebook {
  const run: Run = {
    ...newRun({ id: "a", number: 1, settings: { architecture: "embedding-average", hyperparameters: {}, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: words }, data: settings, shape: { vocabularySize: 3, classes: 2 }, classes: model(words).classes, majorityBaseline: 0.5, earlier: [] }),
    state: "done", stepsPerEpoch: 5, steps: steps(1, 10), epochs: [epochRecord(1), epochRecord(2)], environment, result,
  };
  const document = { title: words, theme: "", readonly: false, cells: [{ id: 1, type: "text/markdown", source: words, pinned: false, hidden: false, attributes: {} }] };
  return {
    document, text: writeNotebook(document), locale: "en", cells: [], runs: [{ cell: 9, run, record: recordOf(run), model: async () => model(words) }], layersOf: () => undefined,
    published: async (name) => new TextEncoder().encode(name === "standalone.html" ? template : "[]"), ownFile: async () => undefined,
  };
}

describe("a notebook in a single file", () => {
  for (const words of hostile) {
    it(`holds ${JSON.stringify(words)} as words wherever a person writes, and gives it back`, async () => {
      const text = await standalone.make(notebook(words), { weights: true, data: true }) as string;
      const page = new DOMParser().parseFromString(text, "text/html");
      expect([...page.querySelectorAll("script")].map(({ id, type, textContent }) => id || `${type} ${type ? "" : textContent}`)).to.deep.equal(["1", "atnet-results", "atnet-weights", "atnet-assets", " the page"]);
      expect(page.querySelectorAll("img, [onmouseover], [onerror]").length).to.equal(0);
      expect(page.title).to.equal(words);
      const inside = readNotebook(notebookInside(text)!).document!;
      expect(inside.title).to.equal(words);
      const { results, weights } = runsInside(text);
      const { runs, problems } = await readBroughtRuns(results, weights);
      expect(problems).to.deep.equal([]);
      const kept = runs.get(9)!;
      expect(kept.run.settings.probeText).to.equal(words);
      expect(kept.network!.vocabulary).to.deep.equal([words]);
      expect([...kept.network!.parameters[0]!.data]).to.deep.equal([0.5]);
    });
  }
  it("keeps the results and leaves the network and the data at home where that was asked for", async () => {
    const { results, weights } = runsInside(await standalone.make(notebook("a"), { weights: false, data: false }) as string);
    const { runs } = await readBroughtRuns(results, weights);
    expect([runs.get(9)!.run.epochs.length, runs.get(9)!.network]).to.deep.equal([2, undefined]);
  });
  it("takes a person's own file of texts along only when it is asked to, and refuses one that is too large to travel", async () => {
    const cell = { id: 2, type: "module", source: "const data = dataset({})", pinned: false, hidden: false, attributes: {} };
    const own = (bytes: Uint8Array<ArrayBuffer>): ExportedNotebook => ({ ...notebook("a"), cells: [{ cell, value: { settings: { source: "own-texts", options: { hash: "abc" } } } }], ownFile: async (hash) => (hash === "abc" ? bytes : undefined) });
    const assets = async (options: Values): Promise<unknown> => JSON.parse(new DOMParser().parseFromString(await standalone.make(own(new TextEncoder().encode("good;1")), options) as string, "text/html").querySelector("#atnet-assets")!.textContent!);
    expect(await assets({})).to.deep.equal({});
    const embedded = await assets({ ownTexts: true });
    expect(new TextDecoder().decode(await embeddedAssets(embedded)!("own-abc"))).to.equal("good;1");
    expect(await refusalOf(() => standalone.make(own(new Uint8Array(33 * 2 ** 20)), { ownTexts: true }))).to.deep.equal([[
      "expected a file of texts of at most 32 MB, received \"33 MB\". Export without your own files of texts, or choose fewer texts.",
      "esperado: um arquivo de textos de no máximo 32 MB; recebido: \"33 MB\". Exporte sem os seus arquivos de textos ou escolha menos textos.",
    ]]);
  });
  it("is made although a network is no longer on the page: its results are in it", async () => {
    const { runs: [run], ...rest } = notebook("a");
    const gone = new ProblemError([problem("run-not-here", "", { expected: { en: "a network", "pt-BR": "uma rede" } })]);
    const text = await standalone.make({ ...rest, runs: [{ ...run!, model: () => Promise.reject(gone) }] }, {}) as string;
    const { results, weights } = runsInside(text);
    expect([...(await readBroughtRuns(results, weights)).runs.values()].map(({ network }) => network)).to.deep.equal([undefined]);
  });
  it("opens without what is damaged in it, and says so in both languages", async () => {
    const text = await standalone.make(notebook("a"), {}) as string;
    const { results, weights } = runsInside(text);
    const cut = await readBroughtRuns(results.slice(0, -9), weights);
    expect([cut.runs.size, cut.problems.map(({ message }) => message)]).to.deep.equal([0, [{
      en: "expected the runs that this file brings with it, but they are damaged. The notebook itself is whole; train again.",
      "pt-BR": "esperado: as execuções que este arquivo traz, mas elas estão danificadas. O notebook em si está inteiro; treine de novo.",
    }]]);
    const withoutNetwork = await readBroughtRuns(results, `{"9":"AAAA"}`);
    expect([withoutNetwork.runs.get(9)!.network, withoutNetwork.problems.length]).to.deep.equal([undefined, 1]);
  });
  it("takes no runs out of a file that is not its own", () => {
    expect(runsInside(`<notebook></notebook><script type="application/json" id="atnet-results">{"9":1}</script>`)).to.deep.equal({ results: "", weights: "" });
  });
});
