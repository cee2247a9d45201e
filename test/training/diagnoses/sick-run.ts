import { sameText } from "../../../src/base/text.js";
import { seededRandom } from "../../../src/base/random.js";
import type { PreparedData } from "../../../src/data/dataset.js";
import { prepareContent } from "../../../src/data/prepare.js";
import type { Values } from "../../../src/hyperparameters/schema.js";
import type { Tf } from "../../../src/model/architecture.js";
import { health } from "../../../src/training/analyses/health.js";
import { RunControl } from "../../../src/training/control.js";
import { diagnoses } from "../../../src/training/diagnoses/index.js";
import type { Evidence } from "../../../src/training/diagnoses/rule.js";
import { openNetwork } from "../../../src/training/network.js";
import type { TrainingSettings } from "../../../src/training/run.js";
import { newRun, reduceRun } from "../../../src/training/run-state.js";
import { train } from "../../../src/training/trainer.js";
import { quietJob } from "../analyses/subject.js";
import { settingsFor, smallData } from "../small-run.js";

/** The small data with labels that nothing in the texts tells: it can only be learned by heart. @param rarest share of the second class */
export function unlearnableData(count = 60, rarest = 0.5): PreparedData {
  const random = seededRandom(11);
  const { classes, examples, settings } = smallData(count);
  return prepareContent({ classes, examples: examples.map(({ text }) => ({ text, label: random.next() < rarest ? 1 : 0 })), dropped: [] }, { ...settings, validationSplit: 0.2, testSplit: 0 });
}

/** Trains through the real loop and gathers what a diagnosis reads. A run that loses its loss stops there. */
export async function evidenceOf(tf: Tf, hyperparameters: Values, more: Partial<TrainingSettings> = {}, prepared = smallData(120)): Promise<Evidence> {
  const settings = settingsFor(hyperparameters, more);
  const network = openNetwork(tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  const control = new RunControl();
  let run = reduceRun(newRun({ id: "a", number: 1, settings, shape: network.shape, classes: prepared.classes.length > 0 ? prepared.classes : [sameText("")], majorityBaseline: prepared.statistics.majorityBaseline, earlier: [] }), { kind: "asked", state: "preparing" });
  try {
    const result = await train({
      tf, network, prepared, settings, control, signal: new AbortController().signal,
      environment: { seed: settings.seed, backend: "wasm", threads: 1, simd: true, precision: "equal", algorithms: [], tfjs: tf.version_core, app: "test", dataHash: prepared.hash, parameterCount: 0 },
      report: (progress) => {
        run = reduceRun(run, { kind: "progress", progress });
        if (progress.kind === "diverged") control.act("stop");
      },
    });
    run = reduceRun(run, { kind: "finished", result });
    return { run, health: await health.run({ tf, network, prepared, settings, moment: { step: 0, epoch: result.keptEpoch } }, {}, quietJob()), statistics: prepared.statistics };
  } finally {
    network.model.dispose();
  }
}

/** Names of the rules that speak. */
export const found = (evidence: Evidence): readonly string[] => [...diagnoses].filter((rule) => rule.when(evidence) !== undefined).map(({ name }) => name);
