import type { Pace } from "./calibration-memory.js";
import type { ToTrain } from "./measure-steps.js";
import type { BackendName, EpochRecord } from "./run.js";
import { shapeClass } from "./shape-class.js";

/** Under which the pace of trainings like this one is kept. */
export const paceKey = (subject: ToTrain, backend: BackendName | "auto"): string => `${shapeClass(subject).key} on ${backend}`;

/** How fast the last epoch of a run went, its evaluation included; undefined before there is one. */
export function paceOf(epochs: readonly EpochRecord[], subject: ToTrain): Pace | undefined {
  const [before, last] = [epochs.at(-2) ?? { seconds: 0, step: 0 }, epochs.at(-1)];
  if (!last || last.step <= before.step || last.seconds <= before.seconds) return undefined;
  return { stepMilliseconds: ((last.seconds - before.seconds) * 1000) / (last.step - before.step), multiplyAdds: shapeClass(subject).multiplyAdds };
}

/** Milliseconds of a step of this training, from the pace of one like it: they grow with the work. */
export const stepMillisecondsAt = ({ stepMilliseconds, multiplyAdds }: Pace, subject: ToTrain): number => (stepMilliseconds * shapeClass(subject).multiplyAdds) / multiplyAdds;
