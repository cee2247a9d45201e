// Bundled and run by run.mjs: how good the best value is after some trials, over repetitions, and how soon those that cut short are as good.
import recorded from "../results/atnet-trials.json";
import { samplers } from "../../src/search/samplers/index.js";
import { branin, hartmann6 } from "./functions.js";
import { bestSoFar, median } from "./search.js";
import { epochsUntil, leastLoss, searchTable, type TrialTable } from "./table.js";

export interface ContestRow { readonly of: string; readonly method: string; readonly trials: number; readonly median: number; readonly least: number; readonly greatest: number }

/** Of the table, which is looked up, and of the functions, which are quick. */
export const repetitions = 10;
export const repetitionsOfFunctions = 100;
/** How soon a lucky trial comes differs much: of ten, the median itself is luck. */
export const repetitionsOfCutting = 60;
const contests = [{ of: branin, after: [30, 60] }, { of: hartmann6, after: [50, 100] }];
const methods = ["random", "sobol", "tpe"];
const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);
const rowOf = (of: string, method: string, trials: number, bests: readonly number[]): ContestRow => ({ of, method, trials, median: median(bests), least: Math.min(...bests), greatest: Math.max(...bests) });

export function contest(): readonly ContestRow[] {
  return contests.flatMap(({ of, after }) => methods.flatMap((method) => {
    const courses = seeds(repetitionsOfFunctions).map((seed) => bestSoFar(of, samplers.get(method)!, Math.max(...after), seed));
    return after.map((trials) => rowOf(of.name, method, trials, courses.map((course) => course[trials - 1]!)));
  }));
}

const table = recorded as TrialTable;
/** The same on recorded trainings of AtNet: the least validation loss. */
export const contestOnTable = (): readonly ContestRow[] => [20, 40].flatMap((trials) => methods.map((method) =>
  rowOf("AtNet", method, trials, seeds(repetitions).map((seed) => leastLoss(searchTable(table, { method, seed }, { trials }))))));

export interface CutRow { readonly method: string; readonly pruning: string; readonly share: number; readonly least: number; readonly greatest: number }
/** Trials of the random search that is to be reached. */
export const trialsToReach = 40;

/** Steps with which a search that cuts short is as good as random search after all of its trials, as a share of the steps that random search made. */
export const contestOfCutting = (): readonly CutRow[] => ["random", "tpe"].flatMap((method) => ["halving", "hyperband"].map((pruning) => {
  const most = trialsToReach * table.about.epochs;
  const shares = seeds(repetitionsOfCutting).map((seed) => {
    const goal = leastLoss(searchTable(table, { method: "random", seed }, { trials: trialsToReach }));
    return epochsUntil(searchTable(table, { method, pruning, seed }, { epochs: 2 * most }), goal) / most;
  });
  return { method, pruning, share: median(shares), least: Math.min(...shares), greatest: Math.max(...shares) };
}));
