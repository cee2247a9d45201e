import type { AttributionOptions } from "./method.js";

/** Most steps of integrated gradients; more changes nothing that can be seen. */
export const mostSteps = 512;

const choices = { without: ["drop", "unknown", "padding"], place: ["window", "middle"], through: ["rollout", "last"] } as const;

/** What is wrong with choices that came as a message; undefined when they can be used. */
export function wrongOptions(input: Readonly<Record<string, unknown>>): string | undefined {
  const { steps } = input as Partial<AttributionOptions>;
  if (!Number.isInteger(steps) || steps! < 1 || steps! > mostSteps) return `steps: a whole number from 1 to ${mostSteps}`;
  for (const [name, allowed] of Object.entries(choices)) {
    if (!(allowed as readonly unknown[]).includes(input[name])) return `${name}: one of ${allowed.join(", ")}`;
  }
  return undefined;
}
