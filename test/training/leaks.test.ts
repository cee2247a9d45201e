import { expect } from "@open-wc/testing";
import { heapOf } from "../../src/kernels/heap.js";
import type { Tf } from "../../src/model/architecture.js";
import { openBackend } from "../../src/training/backends.js";
import { settingsFor, smallData, trainSmall } from "./small-run.js";

const data = smallData();
// Nothing is held out, so that no best epoch is kept: 60 examples in batches of 4 make 15 steps an epoch.
const everything = { ...data, split: { train: data.examples.map((_, i) => i), validation: [], test: [] } };
const warmUp = 30;

for (const backend of ["wasm", "cpu"] as const) {
  describe(`hundreds of steps (${backend})`, function () {
    this.timeout(300_000);
    let tf: Tf;
    before(async () => { ({ tf } = await openBackend(backend)); });

    it("P20: take no more tensors, bytes or heap at the end than after the warm-up", async () => {
      const held = new Set<string>();
      let steps = 0;
      await trainSmall(tf, settingsFor({ dropoutRate: 0.2, batchSize: 4 }, { epochs: 20 }), everything, (step) => {
        steps = step;
        const { numTensors, numDataBuffers, numBytes } = tf.memory();
        if (step > warmUp) held.add(JSON.stringify({ numTensors, numDataBuffers, numBytes, heap: backend === "wasm" ? heapOf(tf.backend()).memory.buffer.byteLength : 0 }));
      });
      expect(steps).to.equal(300);
      expect([...held]).to.have.lengthOf(1);
    });

    it("P20: leave nothing behind, in ten runs one after the other", async () => {
      const held: number[] = [];
      for (let run = 0; run < 10; run++) {
        await trainSmall(tf, settingsFor({ dropoutRate: 0.2, optimizer: ["adam", "sgd", "rmsprop"][run % 3]! }, { epochs: 1, seed: run }));
        held.push(tf.memory().numTensors);
      }
      expect(new Set(held).size).to.equal(1);
    });
  });
}
