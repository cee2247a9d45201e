import { atnet } from "../../src/model/architectures/atnet.js";
import type { Architecture, Tf } from "../../src/model/architecture.js";
import { openBackend } from "../../src/training/backends.js";
import about from "../fixtures/parity/keras.json";
import reference from "../fixtures/parity/reference.bin";
import text from "../fixtures/parity/text.bin";
import variant from "../fixtures/parity/variant.bin";
import { expectAgreement, expectSameRows, type Case, type Summary } from "./agreement.js";

const cases = about.cases as unknown as Readonly<Record<string, Case>>;
const files: Readonly<Record<string, Uint8Array>> = { reference, text, variant };

for (const backend of ["wasm", "cpu"] as const) {
  describe(`AtNet on ${backend} against Keras ${about.about.keras}`, function () {
    this.timeout(300_000);
    let tf: Tf;
    before(async () => { ({ tf } = await openBackend(backend)); });

    for (const [name, one] of Object.entries(cases)) {
      // A step of the reference takes a minute on the plain backend, which is there as the last resort.
      if (backend === "cpu" && name === "reference") continue;

      it(`${name}: logits, loss, every gradient and ${one.steps} Adam steps agree`, async () => {
        await expectAgreement(tf, atnet as unknown as Architecture, one, files[name]!);
      });
    }
  });
}

describe(`the rows that Keras ${about.about.keras} prints`, () => {
  for (const [name, summary] of Object.entries(about.summaries as unknown as Readonly<Record<string, Summary>>)) {
    it(`are those of the stages: ${name}`, () => expectSameRows(atnet as unknown as Architecture, summary, summary.values["maskPadding"] === true));
  }
});
