import { registry } from "../../src/base/registry.js";
import type { Architecture, Tf } from "../../src/model/architecture.js";
import { cnn } from "../../src/model/architectures/cnn.js";
import { embeddingAverage as average } from "../../src/model/architectures/embedding-average.js";
import { transformer } from "../../src/model/architectures/transformer.js";
import { openBackend } from "../../src/training/backends.js";
import cnnAverage from "../fixtures/parity/cnn-average.bin";
import cnnMax from "../fixtures/parity/cnn-max.bin";
import embeddingAverage from "../fixtures/parity/embedding-average.bin";
import about from "../fixtures/parity/networks.json";
import transformerFirst from "../fixtures/parity/transformer-first.bin";
import transformerPost from "../fixtures/parity/transformer-post.bin";
import transformerPre from "../fixtures/parity/transformer-pre.bin";
import { expectAgreement, expectSameRows, type Case, type Summary } from "./agreement.js";

const architectures = registry<Architecture>("architectures beside AtNet", [average, cnn, transformer]);
interface Named { readonly architecture: string }
const cases = about.cases as unknown as Readonly<Record<string, Case & Named>>;
const files: Readonly<Record<string, Uint8Array>> = {
  "embedding-average": embeddingAverage, "cnn-max": cnnMax, "cnn-average": cnnAverage,
  "transformer-post": transformerPost, "transformer-pre": transformerPre, "transformer-first": transformerFirst,
};

for (const backend of ["wasm", "cpu"] as const) {
  describe(`other architectures on ${backend} against Keras ${about.about.keras}`, function () {
    this.timeout(120_000);
    let tf: Tf;
    before(async () => { ({ tf } = await openBackend(backend)); });
    for (const [name, one] of Object.entries(cases)) {
      it(`${name}: logits, loss, every gradient and ${one.steps} Adam steps agree`, () => expectAgreement(tf, architectures.get(one.architecture)!, one, files[name]!));
    }
  });
}

describe(`the rows that Keras ${about.about.keras} prints for other architectures`, () => {
  for (const [name, summary] of Object.entries(about.summaries as unknown as Readonly<Record<string, Summary & Named>>)) {
    it(`are those of the stages: ${name}`, () => expectSameRows(architectures.get(summary.architecture)!, summary, true));
  }
});
