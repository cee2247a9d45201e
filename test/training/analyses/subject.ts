import type { PreparedData } from "../../../src/data/dataset.js";
import type { Values } from "../../../src/hyperparameters/schema.js";
import type { Tf } from "../../../src/model/architecture.js";
import type { AnalysisJob, Subject } from "../../../src/training/analyses/analysis.js";
import { openNetwork } from "../../../src/training/network.js";
import { settingsFor, smallData } from "../small-run.js";

/** A job that nobody watches. @param told what it reports */
export const quietJob = (told: number[] = [], signal = new AbortController().signal): AnalysisJob =>
  ({ signal, progress: (done) => told.push(done), turn: async () => signal.throwIfAborted() });

/** An untrained network as an analysis meets it, freed afterwards. */
export async function withSubject(tf: Tf, values: Values, check: (subject: Subject) => Promise<void>, { architecture = "atnet", prepared = smallData() }: { readonly architecture?: string; readonly prepared?: PreparedData } = {}): Promise<void> {
  const settings = settingsFor(values, {}, architecture);
  const network = openNetwork(tf, architecture, settings.hyperparameters, prepared, settings.seed);
  try {
    await check({ tf, network, prepared, settings, moment: { step: 0, epoch: 1 } });
  } finally {
    network.model.dispose();
  }
}
