import { problem, type Problem } from "../base/problem.js";
import { textOf, type Text } from "../base/text.js";
import type { DataSettings, PreparedData } from "../data/dataset.js";
import { statisticsOf } from "../data/statistics.js";
import type { TokenLevel } from "../data/tokenizer.js";
import { architectures } from "../model/architectures/index.js";
import { dataShapeOf } from "../model/model-choice.js";
import { sizeOf, type StageParameter } from "../model/stage.js";
import type { Checkpoint, NamedArray } from "./checkpoint.js";
import { Tally } from "./metrics.js";
import type { RunEnvironment, TrainingSettings } from "./run.js";
import { checkSettings } from "./settings.js";

/** A network that was trained elsewhere, as a file brings it. */
export interface BroughtNetwork {
  readonly settings: TrainingSettings;
  /** What it was trained on, and the hash that this data had; absent where the file does not say. */
  readonly data?: DataSettings | undefined;
  readonly dataHash?: string | undefined;
  readonly classes: readonly Text[];
  /** Token of every id from 2 on. */
  readonly vocabulary: readonly string[];
  readonly level: TokenLevel;
  readonly parameters: readonly NamedArray[];
  readonly step: number;
  readonly epoch: number;
}

/** Data without an example: without what it was trained on there is nothing to judge a network by, and its words and classes are enough to read a text. */
export function withoutExamples({ classes, vocabulary: tokens, level }: Pick<BroughtNetwork, "classes" | "vocabulary" | "level">): PreparedData {
  const empty = { classes, examples: [], tokens: [], split: { train: [], validation: [], test: [] }, vocabulary: { tokens, counts: tokens.map(() => 0) } };
  return { ...empty, settings: { source: "", seed: 0, validationSplit: 0, testSplit: 0, options: {}, level }, hash: "", statistics: statisticsOf(empty), dropped: [] };
}

/** A brought network as it is kept for later visits: a run that is over, without a history. @param computed what it was taken in with */
export function keptNetwork(runId: string, { settings, data, dataHash = "", classes, vocabulary, level, parameters, step, epoch }: BroughtNetwork, computed: Omit<RunEnvironment, "seed" | "algorithms" | "dataHash" | "parameterCount">): Checkpoint {
  return {
    runId, savedAt: Date.now(), state: "finished", settings, data: data ?? withoutExamples({ classes, vocabulary, level }).settings,
    environment: { ...computed, seed: settings.seed, algorithms: [], dataHash, parameterCount: parameters.reduce((sum, { data: { length } }) => sum + length, 0) },
    epoch: 1, batch: 0, step: 0, stepsPerEpoch: 0, seconds: 0, tally: new Tally(classes.length > 2 ? classes.length : 1).state,
    losses: new Float64Array(0), accuracies: new Float64Array(0), epochs: [], rateChanges: [], parameters,
    optimizer: { name: "", config: {}, steps: 0, slots: {} }, best: undefined, result: undefined,
    brought: { classes, vocabulary, level, step, epoch },
  };
}

/** Why a network cannot be taken in; empty when it can. Looks at names, sizes and every number before anything is built. */
export function networkProblems(brought: BroughtNetwork): readonly Problem[] {
  const { settings, problems } = checkSettings(brought.settings);
  const architecture = architectures.get(settings.architecture);
  if (problems.length > 0 || !architecture) return problems;
  const seen = new Set<string>();
  const repeated = brought.vocabulary.find((token) => seen.size === seen.add(token).size);
  if (repeated !== undefined) return [problem("model-vocabulary", "vocabulary", { expected: { en: "every token once", "pt-BR": "cada token uma só vez" }, received: repeated, wayOut: exportAgain })];
  const shape = dataShapeOf(settings.hyperparameters, withoutExamples(brought));
  // Sizes that no page can hold are among these, before anything is built.
  const misfits = architecture.problems(settings.hyperparameters, shape);
  if (misfits.length > 0) return misfits;
  return parameterProblems(architecture.stages(settings.hyperparameters, shape).flatMap(({ parameters }) => parameters), brought.parameters);
}

function parameterProblems(wanted: readonly StageParameter[], given: readonly NamedArray[]): readonly Problem[] {
  const byName = new Map(given.map((array) => [array.name, array]));
  const missing = wanted.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  const extra = given.filter(({ name }, i) => !wanted.some((one) => one.name === name) || given.findIndex((one) => one.name === name) !== i).map(({ name }) => name);
  return [
    ...(missing.length > 0 ? [problem("model-parameter-missing", missing.join(", "), { expected: { en: "numbers for these parts of the network, but the file has none", "pt-BR": "números para estas partes da rede, mas o arquivo não os tem" }, wayOut: exportAgain })] : []),
    ...(extra.length > 0 ? [problem("model-parameter-extra", extra.join(", "), { expected: { en: "only the parts that this network has, each once", "pt-BR": "só as partes que esta rede tem, cada uma uma vez" }, wayOut: exportAgain })] : []),
    ...wanted.flatMap(({ name, shape }): Problem[] => {
      const array = byName.get(name);
      if (!array) return [];
      if (String(array.shape) !== String(shape)) return [problem("model-parameter-shape", name, { expected: same(`[${shape.join(", ")}]`), received: array.shape, wayOut: exportAgain })];
      if (array.data.length !== sizeOf(shape)) return [problem("model-parameter-size", name, { expected: textOf((l) => (l === "en" ? `${sizeOf(shape)} numbers` : `${sizeOf(shape)} números`)), received: array.data.length, wayOut: exportAgain })];
      const broken = array.data.find((one) => !Number.isFinite(one));
      return broken === undefined ? [] : [problem("model-not-finite", name, { expected: { en: "finite numbers", "pt-BR": "números finitos" }, received: broken, wayOut: exportAgain })];
    }),
  ];
}

const same = (value: string): Text => ({ en: value, "pt-BR": value });
const exportAgain: Text = { en: "Nothing was changed. Export the network again where it was trained, or choose another file.", "pt-BR": "Nada foi alterado. Exporte a rede de novo onde ela foi treinada ou escolha outro arquivo." };
