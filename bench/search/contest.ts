// Bundled and run by run.mjs: how good the best value is after some trials, over repetitions.
import { samplers } from "../../src/search/samplers/index.js";
import { branin, hartmann6 } from "./functions.js";
import { bestSoFar, median } from "./search.js";

export interface ContestRow { readonly of: string; readonly method: string; readonly trials: number; readonly median: number; readonly least: number; readonly greatest: number }

export const repetitions = 10;
const contests = [{ of: branin, after: [30, 60] }, { of: hartmann6, after: [50, 100] }];

export function contest(): readonly ContestRow[] {
  return contests.flatMap(({ of, after }) => ["random", "sobol", "tpe"].flatMap((method) => {
    const courses = Array.from({ length: repetitions }, (_, i) => bestSoFar(of, samplers.get(method)!, Math.max(...after), i + 1));
    return after.map((trials): ContestRow => {
      const bests = courses.map((course) => course[trials - 1]!);
      return { of: of.name, method, trials, median: median(bests), least: Math.min(...bests), greatest: Math.max(...bests) };
    });
  }));
}
