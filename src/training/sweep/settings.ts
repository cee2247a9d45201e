import { problem, type Problem } from "../../base/problem.js";
import { formatNumber, textOf } from "../../base/text.js";
import { readValues, type Schema } from "../../hyperparameters/schema.js";
import type { ModelChoice } from "../../model/model-choice.js";
import { readSpace } from "../../search/read-space.js";
import { gridSize } from "../../search/samplers/grid.js";
import { mostSobolDimensions } from "../../search/samplers/sobol.js";
import type { Space } from "../../search/space.js";
import { schemaOfArchitecture } from "../schema.js";
import { sweepSchema, type SweepValues } from "./schema.js";

export interface SweepSettings {
  readonly values: SweepValues;
  readonly space: Space;
  readonly problems: readonly Problem[];
}

/** Reads the literal of a sweep cell against the network that it varies. Never throws. */
export function readSweep(params: Readonly<Record<string, unknown>>, architecture: ModelChoice["architecture"] | undefined): SweepSettings {
  const { space: written, ...rest } = params;
  const { values, problems } = readValues(sweepSchema, rest);
  if (architecture === undefined) return { values, space: { dimensions: [] }, problems };
  const schema = schemaOfArchitecture(architecture);
  const { space, problems: ofSpace } = readSpace(schema, written ?? usualSpace(schema));
  return { values, space, problems: [...problems, ...ofSpace, ...budgetProblems(values, space)] };
}

/** What varies where nothing is written: the settings that most often matter, of those that the network has. */
export const usualSpace = (schema: Schema): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(usual).filter(([name]) => Object.hasOwn(schema, name)));
const usual: Readonly<Record<string, unknown>> = { learningRate: { from: 0.0003, to: 0.03 }, filters: { from: 8, to: 64 }, kernelSize: { from: 1, to: 7 }, dropoutRate: { from: 0, to: 0.5 } };

function budgetProblems({ method, trials, steps, minutes }: SweepValues, space: Space): readonly Problem[] {
  if (trials === 0 && steps === 0 && minutes === 0) {
    return [problem("budget-of-zero", "trials", { expected: { en: "a limit: some trials, steps or minutes", "pt-BR": "um limite: algumas tentativas, passos ou minutos" }, received: 0, wayOut: { en: "Set at least one of the three above 0.", "pt-BR": "Ponha pelo menos um dos três acima de 0." } })];
  }
  const [size, most] = [gridSize(space), trials === 0 ? mostGridPoints : Math.min(trials, mostGridPoints)];
  if (method === "grid" && size > most) {
    return [problem("grid-too-large", "space", {
      expected: textOf((l) => (l === "en" ? `a grid of at most ${formatNumber(most, l)} points, as many as the budget has trials` : `uma grade de no máximo ${formatNumber(most, l)} pontos, tantos quantas as tentativas do orçamento`)), received: size,
      wayOut: { en: "Vary fewer settings, list fewer values, allow more trials, or search with Sobol, random or TPE, which need no grid.", "pt-BR": "Varie menos campos, liste menos valores, permita mais tentativas ou busque com Sobol, aleatória ou TPE, que dispensam a grade." },
    })];
  }
  if (method === "sobol" && space.dimensions.length > mostSobolDimensions) return [problem("too-many-dimensions", "space", { expected: textOf((l) => (l === "en" ? `at most ${mostSobolDimensions} settings with Sobol` : `no máximo ${mostSobolDimensions} campos com Sobol`)), received: space.dimensions.length })];
  return [];
}
/** Nobody waits for more. */
const mostGridPoints = 10_000;
