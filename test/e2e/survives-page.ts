// A page with nothing but the worker's engine, for survives.test.mjs.
import { IndexedCheckpointStore } from "../../src/training/checkpoint-store.js";
import { WorkerEngine } from "../../src/training/client.js";
import { readModelChoice } from "../../src/training/schema.js";
import type { Requests, TrainingProgress } from "../../src/training/protocol.js";

const engine = new WorkerEngine();
const { values } = readModelChoice({ architecture: "atnet", sequenceLength: 24, embeddingSize: 16, filters: 16, kernelSize: 3, maskPadding: true, dropoutRate: 0.2, learningRate: 0.003, batchSize: 16 });
const settings = { architecture: "atnet", hyperparameters: values, epochs: 30, seed: 7, patience: 0, keepBest: true, probeText: "a good phone" };
const data = { source: "amazon-sentences", seed: 1, validationSplit: 0.1, testSplit: 0.1, options: {} };

/** What the test asks and reads. */
const page = {
  step: 0, state: "", environment: undefined as unknown, losses: [] as number[], notices: [] as string[], longTasks: [] as number[],
  /** @returns the bits of the kept parameters and every loss */
  async train(runId: string, more: Partial<Requests["train"]["input"]> = {}) {
    const onProgress = (news: TrainingProgress): void => {
      if (news.kind === "ready") page.environment = news.environment;
      if (news.kind === "state") page.state = news.state;
      if (news.kind === "notice") page.notices.push(news.text.en);
      if (news.kind === "steps") {
        page.losses.length = news.steps[0]!.step - 1;
        page.losses.push(...news.steps.map(({ loss }) => loss));
        page.step = page.losses.length;
      }
    };
    const result = await engine.request("train", { runId, data, settings, backend: "wasm", ...more }, { onProgress });
    const store = new IndexedCheckpointStore();
    for (;;) {
      const found = await store.load(runId);
      if (found?.checkpoint.state !== "finished") continue;
      const bits = found.checkpoint.parameters.flatMap(({ data: numbers }) => Array.from(new Uint32Array(numbers.buffer)));
      return { bits, losses: [...page.losses], result };
    }
  },
  control: (runId: string, action: "pause" | "resume" | "stop") => engine.request("control", { runId, action }),
  checkpoints: () => engine.request("checkpoints", {}),
};
new PerformanceObserver((list) => page.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
Object.assign(globalThis, { page });
