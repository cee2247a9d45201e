import { stepsPerEpoch } from "../data/batches.js";
import type { OpenBackend } from "./backends.js";
import { RunControl } from "./control.js";
import { environmentOf } from "./environment.js";
import { evaluate } from "./evaluate.js";
import type { ToTrain } from "./measure-steps.js";
import { encodeFor, openNetwork } from "./network.js";
import { train } from "./trainer.js";

/** What an epoch of a training takes on this machine, in milliseconds. */
export interface MeasuredEpoch {
  /** One step, with what is told of it. */
  readonly step: number;
  /** All steps of an epoch and the look at the validation texts after it. */
  readonly epoch: number;
}

/** The first steps make what later ones find ready. */
const warmUp = 5;
/** Steps after which a measurement may end. */
const enough = 16;
/** Validation texts that are looked at to know how long all of them take. */
const sampled = 256;

/** Trains a fresh network of these settings for a moment, by the very loop that would train it, and keeps nothing. @param budget milliseconds of steps after the first ones @throws ProblemError when the settings do not fit */
export async function measureEpoch(backend: OpenBackend, { settings: wanted, prepared }: ToTrain, budget: number): Promise<MeasuredEpoch> {
  const { tf } = backend;
  const settings = { ...wanted, epochs: 100_000, patience: 0, keepBest: false };
  const network = openNetwork(tf, settings.architecture, settings.hyperparameters, prepared, settings.seed);
  const control = new RunControl();
  const ends: number[] = [];
  try {
    await train({
      tf, network, settings, control, environment: environmentOf(backend, network, prepared, settings), signal: new AbortController().signal, report: () => undefined,
      // Steps alone: what is held out is looked at afterwards.
      prepared: { ...prepared, split: { ...prepared.split, validation: [], test: [] } },
      onStep: () => {
        ends.push(performance.now());
        const [from, to] = [ends[Math.min(warmUp, ends.length - 1)]!, ends.at(-1)!];
        if ((to - from > budget && ends.length >= enough) || (to - from > 3 * budget && ends.length > warmUp + 2)) control.act("stop");
      },
    });
    // The browser still makes its code faster in the first half. What else the machine does will slow the training too: it counts.
    const step = meanOf(ends.map((end, i) => end - (ends[i - 1] ?? end)).slice(Math.max(warmUp, ends.length >> 1)));
    const { validation, train: rows } = prepared.split;
    const looked = validation.slice(0, sampled);
    const data = { ids: encodeFor(network, prepared.tokens), labels: Int32Array.from(prepared.examples, ({ label }) => label) };
    await evaluate(tf, network, data, looked.slice(0, 64));
    const looks: number[] = [];
    for (let i = 0; i < 3 && looked.length > 0; i++) {
      const began = performance.now();
      await evaluate(tf, network, data, looked);
      looks.push(performance.now() - began);
    }
    const look = looked.length === 0 ? 0 : (meanOf(looks) * validation.length) / looked.length;
    return { step, epoch: step * stepsPerEpoch(rows.length, Number(settings.hyperparameters["batchSize"])) + look };
  } finally {
    network.model.dispose();
  }
}

const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
