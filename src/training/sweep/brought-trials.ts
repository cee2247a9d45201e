import { problem, ProblemError, type Problem } from "../../base/problem.js";
import { textOf, type Text } from "../../base/text.js";
import type { DataSettings } from "../../data/dataset.js";
import type { FieldValue } from "../../hyperparameters/field.js";
import { isActive, type Dimension, type Point, type Space } from "../../search/space.js";
import type { EpochPoint } from "../comparison/outcome.js";
import { comparableKey, type SweepPlan } from "./plan.js";
import type { Trial, TrialRun } from "./trial.js";

/** Of the file that the Python project writes: a line that says what it is, then one for each trial. */
export const resultsFormat = "atnet-trials";
const version = 1;

/**
 * Trials that were trained elsewhere with the project of this search. `multiplyAdds` is not among what comes.
 * @param text JSON lines @throws ProblemError where it is another file, another version's or another search's, or a line of it is damaged
 */
export function readBroughtTrials(text: string, plan: SweepPlan, data: DataSettings): readonly Trial[] {
  const lines = text.replace(/^\uFEFF/, "").split("\n").map((line) => line.trim());
  if (lines.every((line) => line === "")) throw refused("results-empty", { en: "a file of results (results.jsonl), but the file is empty", "pt-BR": "um arquivo de resultados (results.jsonl), mas o arquivo está vazio" });
  const head = parsed(lines[0]!);
  if (head?.["format"] !== resultsFormat) throw refused("results-kind", { en: "results.jsonl, as the Python project of this search writes it", "pt-BR": "o results.jsonl que o projeto em Python desta busca escreve" }, chooseOurs);
  if (head["version"] !== version) throw refused("results-of-another-version", textOf((l) => (l === "en" ? `results of version ${version}, which this page reads` : `resultados da versão ${version}, que esta página lê`)), download, head["version"]);
  if (head["search"] !== comparableKey(plan, data)) throw refused("results-of-another-search", { en: "results of this search, but they are of another network, space, data or number of epochs", "pt-BR": "resultados desta busca, mas eles são de outra rede, outro espaço, outros dados ou outro número de épocas" }, download);
  const program = typeof head["program"] === "string" ? head["program"].slice(0, 60) : "Python";
  const trials = lines.slice(1).flatMap((line, i): readonly Trial[] => {
    if (line === "") return [];
    const trial = trialOf(parsed(line), plan, program);
    if (!trial) throw refused("results-damaged", textOf((l) => (l === "en" ? `a trial on line ${i + 2}, but the line is damaged` : `uma tentativa na linha ${i + 2}, mas a linha está danificada`)), download);
    return [trial];
  });
  if (trials.length === 0) throw refused("results-without-trials", { en: "at least one trial, but none has ended yet", "pt-BR": "pelo menos uma tentativa, mas nenhuma terminou ainda" });
  return trials.map((trial, index) => ({ ...trial, index }));
}

type Fields = Readonly<Record<string, unknown>>;
function parsed(line: string): Fields | undefined {
  try {
    const value = JSON.parse(line) as unknown;
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const states = ["done", "cut", "lost", "crashed", "impossible"] as const;

function trialOf(line: Fields | undefined, { space, values }: SweepPlan, from: string): Trial | undefined {
  const state = states.find((one) => one === line?.["state"]);
  const point = pointOf(line?.["point"], space);
  const given = line?.["runs"];
  if (!line || !state || !point || !Array.isArray(given)) return undefined;
  const runs = given.map((run) => runOf(run, values.epochs));
  if (runs.some((run) => run === undefined) || (state === "done" && runs.length === 0)) return undefined;
  const [parameters, why] = [line["parameters"], line["why"]];
  const reason = typeof why === "string" ? why.slice(0, 300) : "";
  return {
    index: 0, point, state, from, runs: runs as TrialRun[], parameters: typeof parameters === "number" && parameters > 0 ? parameters : NaN, multiplyAdds: NaN,
    ...(reason === "" ? {} : { why: { en: `${from}: ${reason}`, "pt-BR": `${from}: ${reason}` } }),
  };
}

/** A value for each setting that has a part in it, and for no other. */
function pointOf(given: unknown, space: Space): Point | undefined {
  if (!isFields(given)) return undefined;
  const point: Record<string, FieldValue> = {};
  for (const dimension of space.dimensions) {
    if (!isActive(dimension, point)) continue;
    const value = given[dimension.name];
    if (!lies(dimension, value)) return undefined;
    point[dimension.name] = value;
  }
  return Object.keys(given).length === Object.keys(point).length ? point : undefined;
}
function lies(dimension: Dimension, value: unknown): value is FieldValue {
  if (dimension.kind === "choice") return (dimension.options as readonly unknown[]).includes(value);
  return typeof value === "number" && value >= dimension.low && value <= dimension.high && (!dimension.isWhole || Number.isInteger(value));
}

function runOf(given: unknown, most: number): TrialRun | undefined {
  if (!isFields(given) || !Array.isArray(given["epochs"]) || given["epochs"].length > most) return undefined;
  const { seed, steps, seconds, epochs } = given as { readonly [name: string]: unknown; readonly epochs: readonly unknown[] };
  const measured = epochs.map((one, i): EpochPoint | undefined => {
    const [validationLoss, validationAccuracy, trainingLoss, time] = ["validationLoss", "validationAccuracy", "trainingLoss", "seconds"].map((name) => (isFields(one) ? one[name] : undefined));
    return isCount(validationLoss) && isCount(validationAccuracy) && validationAccuracy <= 1 && isCount(trainingLoss) ? { epoch: i + 1, seconds: isCount(time) ? time : 0, trainingLoss, validationLoss, validationAccuracy } : undefined;
  });
  return isCount(seed) && measured.every((one) => one !== undefined) ? { seed, epochs: measured as readonly EpochPoint[], steps: isCount(steps) ? steps : 0, seconds: isCount(seconds) ? seconds : 0 } : undefined;
}
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0;

const chooseOurs: Text = { en: "Nothing was changed. Choose the results.jsonl of a project that was downloaded from this cell.", "pt-BR": "Nada foi alterado. Escolha o results.jsonl de um projeto baixado desta célula." };
const download: Text = { en: "Nothing was changed. Download the project from this cell as it is now and run it again.", "pt-BR": "Nada foi alterado. Baixe o projeto desta célula como ela está agora e rode-o de novo." };
function refused(code: string, expected: Text, wayOut: Text = chooseOurs, received?: unknown): ProblemError {
  const own: Problem = problem(code, "", { expected, wayOut, ...(received === undefined ? {} : { received }) });
  return new ProblemError([own]);
}
