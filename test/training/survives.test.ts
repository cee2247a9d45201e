import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import type { Tf } from "../../src/model/architecture.js";
import { openBackend } from "../../src/training/backends.js";
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "../../src/training/checkpoint.js";
import { CheckpointKeeper } from "../../src/training/checkpoint-keeper.js";
import { RunControl } from "../../src/training/control.js";
import { openNetwork, readParameters } from "../../src/training/network.js";
import type { TrainingProgress } from "../../src/training/protocol.js";
import type { EpochRecord, RunResult, StepRecord } from "../../src/training/run.js";
import { train } from "../../src/training/trainer.js";
import { settingsFor, smallData } from "./small-run.js";

interface Ended {
  readonly parameters: Readonly<Record<string, Uint32Array>>;
  readonly steps: readonly StepRecord[];
  /** Without the seconds, which are a clock's. */
  readonly epochs: readonly Omit<EpochRecord, "seconds">[];
  readonly result: RunResult;
}
const bitsOf = (parameters: Readonly<Record<string, Float32Array>>): Record<string, Uint32Array> =>
  Object.fromEntries(Object.entries(parameters).map(([name, data]) => [name, new Uint32Array(data.slice().buffer)]));

const prepared = smallData(90, 3);
// 72 examples to train on in batches of 8: nine steps an epoch, with dropout, early stopping and the best epoch kept.
const settings = settingsFor({ dropoutRate: 0.3, maskPadding: true, learningRate: 0.05 }, { epochs: 5, patience: 2 });
const lastStep = 45;

/** Trains, saving at one step and cut off after another. @returns how it ended, or the bytes that were saved when it was cut off */
async function trainOnce(tf: Tf, { saveAt = Infinity, cutAt = Infinity, resume }: { readonly saveAt?: number; readonly cutAt?: number; readonly resume?: Checkpoint } = {}): Promise<Ended | ArrayBuffer | undefined> {
  const network = openNetwork(tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  const control = new RunControl();
  const abort = new AbortController();
  const progress: TrainingProgress[] = [];
  let saved: ArrayBuffer | undefined;
  const keeper = new CheckpointKeeper({
    save: async (checkpoint) => { if (checkpoint.state === "training") saved = await encodeCheckpoint(checkpoint); }, load: async () => undefined, unfinished: async () => [], delete: async () => undefined,
  }, (notice) => { throw new Error(notice.en); }, { now: () => 0 });
  try {
    const result = await train({
      tf, network, prepared, settings, control, signal: abort.signal,
      environment: { seed: 1, backend: "cpu", threads: 1, simd: false, precision: "equal", algorithms: [], tfjs: tf.version_core, app: "0.1.0", dataHash: prepared.hash, parameterCount: 0 },
      report: (news) => progress.push(news),
      onStep: (step) => {
        if (step === saveAt) control.askToSave();
        if (step === cutAt) abort.abort();
      },
      saving: { runId: "a", data: prepared.settings, keeper },
      ...(resume ? { resume } : {}),
    });
    return {
      result, parameters: bitsOf(await readParameters(network.model)),
      steps: progress.flatMap((news) => (news.kind === "steps" ? news.steps : [])),
      epochs: progress.flatMap((news) => (news.kind === "epoch" ? [news.epoch] : [])).map(({ seconds: _seconds, ...record }) => record),
    };
  } catch (error) {
    if ((error as Error).name !== "AbortError") throw error;
    await keeper.settled();
    return saved;
  } finally {
    network.model.dispose();
  }
}

for (const backend of ["wasm", "cpu"] as const) {
  describe(`a run that is cut off (${backend})`, function () {
    this.timeout(300_000);
    let tf: Tf;
    let undisturbed: Ended;
    before(async () => {
      ({ tf } = await openBackend(backend));
      undisturbed = (await trainOnce(tf)) as Ended;
    });

    it("P16: goes on with the same bits from twenty random points", async () => {
      const random = seededRandom(backend === "wasm" ? 20 : 21);
      const ended = undisturbed.steps.length;
      expect(ended).to.be.within(27, lastStep);
      for (let i = 0; i < 20; i++) {
        // The first and last steps of an epoch are the delicate ones.
        const saveAt = [1, 8, 9, 10, 18][i] ?? 1 + random.integer(ended - 2);
        const cutAt = Math.min(ended - 1, saveAt + 1 + random.integer(9));
        const bytes = (await trainOnce(tf, { saveAt, cutAt })) as ArrayBuffer;
        const checkpoint = await decodeCheckpoint(bytes);
        expect(checkpoint.step, "the step that was saved").to.equal(saveAt);
        const resumed = await trainOnce(tf, { resume: checkpoint });
        expect(resumed, `saved at ${saveAt}, cut at ${cutAt}`).to.deep.equal(undisturbed);
      }
    });

    it("P16: has something to go on from after its first epoch, however short that was", async () => {
      const checkpoint = await decodeCheckpoint((await trainOnce(tf, { cutAt: 12 })) as ArrayBuffer);
      expect(checkpoint).to.include({ epoch: 2, batch: 0, step: 9 });
      expect(checkpoint.epochs).to.have.lengthOf(1);
      expect(await trainOnce(tf, { resume: checkpoint })).to.deep.equal(undisturbed);
    });

    it("P16: goes on with the same bits when it is cut off again and again", async () => {
      let checkpoint: Checkpoint | undefined;
      for (const at of [3, 9, 14, 20]) {
        const bytes = await trainOnce(tf, { saveAt: at, cutAt: at + 2, ...(checkpoint ? { resume: checkpoint } : {}) });
        checkpoint = await decodeCheckpoint(bytes as ArrayBuffer);
      }
      expect(await trainOnce(tf, { resume: checkpoint! })).to.deep.equal(undisturbed);
    });

    it("P20: leaves no tensor behind, cut off or resumed", async () => {
      const before = tf.memory().numTensors;
      const bytes = (await trainOnce(tf, { saveAt: 11, cutAt: 13 })) as ArrayBuffer;
      await trainOnce(tf, { resume: await decodeCheckpoint(bytes) });
      expect(tf.memory().numTensors).to.equal(before);
    });
  });
}
