import { rateFactor, type Schedule } from "./schedule.js";

/** Enough points for a curve without corners. */
const mostPoints = 1000;

/** The learning rate at some steps of a run, in order: the first, the last, the end of the climb, and steps as far apart as a drawing needs. */
export function rateCourse(learningRate: number, schedule: Schedule): readonly { readonly step: number; readonly rate: number }[] {
  const { steps, warmupSteps } = schedule;
  const apart = Math.max(1, Math.ceil(steps / mostPoints));
  const shown = Array.from({ length: Math.ceil(steps / apart) }, (_, i) => 1 + i * apart);
  const all = [...new Set([...shown, ...(warmupSteps >= 1 && warmupSteps <= steps ? [warmupSteps] : []), ...(steps >= 1 ? [steps] : [])])].sort((a, b) => a - b);
  return all.map((step) => ({ step, rate: learningRate * rateFactor(step, schedule) }));
}
