import { seededRandom } from "../../src/base/random.js";
import { sameText } from "../../src/base/text.js";
import type { PreparedData } from "../../src/data/dataset.js";
import { prepareContent } from "../../src/data/prepare.js";
import type { Values } from "../../src/hyperparameters/schema.js";
import type { Tf } from "../../src/model/architecture.js";
import { RunControl } from "../../src/training/control.js";
import { openNetwork, readParameters, type Network } from "../../src/training/network.js";
import type { TrainingProgress } from "../../src/training/protocol.js";
import type { RunResult, TrainingSettings } from "../../src/training/run.js";
import { readModelChoice } from "../../src/training/schema.js";
import { train } from "../../src/training/trainer.js";

const fillers = ["the", "phone", "is", "here", "and", "box", "was", "in", "it", "case"];
const cues = [["bad", "broken"], ["good", "great"], ["so-so", "plain"]];

/** Short texts whose class is told by one word, prepared as a dataset cell would. */
export function smallData(count = 60, classes = 2, seed = 5): PreparedData {
  const random = seededRandom(seed);
  const examples = Array.from({ length: count }, (_, i) => {
    const label = i % classes;
    const words = Array.from({ length: 3 + random.integer(5) }, () => random.pick(fillers));
    words.splice(random.integer(words.length + 1), 0, random.pick(cues[label]!), `n${i}`);
    return { text: words.join(" "), label };
  });
  return prepareContent(
    { classes: cues.slice(0, classes).map(([cue]) => sameText(cue!)), examples, dropped: [] },
    { source: "amazon-sentences", seed: 3, validationSplit: 0.1, testSplit: 0.1, options: {} },
  );
}

/** A network small enough for every backend. */
export const smallValues: Values = { sequenceLength: 12, embeddingSize: 8, filters: 8, kernelSize: 3, learningRate: 0.01, batchSize: 8 };

export function settingsFor(hyperparameters: Values, more: Partial<TrainingSettings> = {}, architecture = "atnet"): TrainingSettings {
  const choice = readModelChoice({ architecture, ...smallValues, ...hyperparameters });
  if (choice.problems.length) throw new Error(choice.problems.map(({ message }) => message.en).join(" "));
  return { architecture, hyperparameters: choice.values, epochs: 3, seed: 1, patience: 0, keepBest: true, probeText: "the phone is good", ...more };
}

export interface Trained {
  readonly network: Network;
  readonly result: RunResult;
  readonly progress: readonly TrainingProgress[];
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

export interface Disturbance {
  readonly control?: RunControl;
  readonly signal?: AbortSignal;
  /** Milliseconds. */
  readonly now?: () => number;
  /** Told whenever the run has come to rest. */
  readonly onPaused?: (control: RunControl) => void;
}

/** Trains through the real loop. @param onStep told after every update, with the run's control */
export async function trainSmall(tf: Tf, settings: TrainingSettings, prepared = smallData(), onStep: (step: number, control: RunControl) => void = () => {}, { control = new RunControl(), signal = new AbortController().signal, onPaused = () => {}, now }: Disturbance = {}): Promise<Trained> {
  const network = openNetwork(tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  const progress: TrainingProgress[] = [];
  try {
    const result = await train({
      tf, network, prepared, settings, control, signal,
      environment: { seed: 1, backend: "cpu", threads: 1, simd: false, precision: "equal", algorithms: [], tfjs: tf.version_core, app: "0.1.0", dataHash: prepared.hash, parameterCount: 0 },
      report: (news) => {
        progress.push(news);
        if (news.kind === "state" && news.state === "paused") onPaused(control);
      },
      onStep: (step) => onStep(step, control),
      ...(now ? { now } : {}),
    });
    return { network, result, progress, parameters: await readParameters(network.model) };
  } finally {
    network.model.dispose();
  }
}
