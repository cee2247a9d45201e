import { problem } from "../../base/problem.js";
import { seededRandom } from "../../base/random.js";
import { ProblemError } from "../../data/dataset.js";
import { addUp, KernelWatch, type WatchedKernel } from "../kernel-watch.js";
import { readParameters, writeParameters } from "../network.js";
import { practiceBatches } from "../practice-batches.js";
import { applyGradients, gradientsOf } from "../step.js";
import { optimizerFor, stepOptionsFor } from "../step-setup.js";
import type { Analysis, Subject } from "./analysis.js";

/** Where one training step's time goes: the mean of the faster half of some steps, because whatever else the computer does only slows them down. */
export interface Profile {
  /** That were measured, the slower half included. */
  readonly steps: number;
  readonly batchSize: number;
  /** From the batch of texts to the loss that was read. */
  readonly stepMilliseconds: number;
  /** Empty where kernels only begin when they are called and nobody can wait for them one by one (WebGPU). */
  readonly kernels: readonly WatchedKernel[];
}

/** Milliseconds that the measured steps may take in all; more where that many were too few, on a computer that is busy with other things. */
const [budget, longest] = [800, 4000];
const [fewest, enough, most] = [3, 20, 400];

/** Some steps of the run's training, on a copy of its network: the run's own parameters and bits stay as they are. */
export const profile: Analysis<Readonly<Record<string, never>>, Profile> = {
  wrong: () => undefined,
  async run(subject, _input, job) {
    const { tf, network, settings, prepared } = subject;
    const { architecture, values, shape } = network;
    if (network.model.learner) throw new ProblemError([learnsAtOnce]);
    const copy = architecture.build(tf, values, shape, seededRandom(1));
    const optimizer = optimizerFor(tf, settings.hyperparameters, copy.parameters);
    const options = stepOptionsFor(settings.hyperparameters);
    const finish = waitForKernels(subject);
    const watch = new KernelWatch(tf, architecture.stages(values, shape).map(({ name }) => name), finish ? { finish } : {});
    const model = watch.watched(copy);
    try {
      writeParameters(tf, copy, await readParameters(network.model));
      const batches = practiceBatches(tf, network, prepared, settings);
      const seen: { readonly milliseconds: number; readonly kernels: readonly WatchedKernel[] }[] = [];
      const spent = (): number => seen.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      // The first step makes what later ones find ready, and is not counted.
      for (let step = 0; seen.length < fewest || (spent() < (seen.length < enough ? longest : budget) && seen.length < most); step++) {
        const began = performance.now();
        const batch = batches(step);
        const logits = watch.during(() => tf.tidy(() => {
          const { logits, gradients } = gradientsOf(tf, model, batch, step + 1, options);
          watch.enter("optimizer");
          applyGradients(tf, copy, { ...optimizer, apply: (ready) => watch.whole("optimizer", optimizer.name, () => optimizer.apply(ready)) }, gradients, options);
          return logits;
        }));
        await logits.data();
        tf.dispose([logits, batch.input, batch.labels]);
        const kernels = watch.take();
        if (step > 0) seen.push({ milliseconds: performance.now() - began, kernels });
        job.progress(Math.min(1, Math.max(seen.length / most, spent() / budget)));
        await job.turn();
      }
      const faster = seen.toSorted((a, b) => a.milliseconds - b.milliseconds).slice(0, Math.ceil(seen.length / 2));
      const mean = (total: number): number => total / faster.length;
      return {
        steps: seen.length,
        batchSize: Math.min(Number(settings.hyperparameters["batchSize"] ?? 32), prepared.split.train.length),
        stepMilliseconds: mean(faster.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
        kernels: finish ? addUp(faster.flatMap(({ kernels }) => kernels)).map((kernel) => ({ ...kernel, calls: mean(kernel.calls), milliseconds: mean(kernel.milliseconds) })) : [],
      };
    } finally {
      optimizer.dispose();
      copy.dispose();
    }
  },
};

const learnsAtOnce = problem("learns-at-once", "", {
  expected: { en: "a network that learns batch by batch, but this one learns from all texts at once, without kernels to time", "pt-BR": "uma rede que aprende lote a lote, mas esta aprende com todos os textos de uma vez, sem kernels para cronometrar" },
});

/** How to wait until the kernel that was just called is done; undefined where that cannot be done within a step. */
function waitForKernels({ tf }: Subject): (() => void) | undefined {
  switch (tf.getBackend()) {
    case "wasm":
    case "cpu": return () => undefined;
    case "webgl": {
      const { gl } = (tf.backend() as unknown as { readonly gpgpu: { readonly gl: WebGL2RenderingContext } }).gpgpu;
      return () => gl.finish();
    }
    default: return undefined;
  }
}
