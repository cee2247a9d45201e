import { problem, type Problem } from "../base/problem.js";
import { nearestName } from "../base/registry.js";
import { defineSchema, readValues, type Schema } from "../hyperparameters/schema.js";
import { architectures } from "../model/architectures/index.js";
import { dataShapeOf, type ModelChoice } from "../model/model-choice.js";

/** How the parameters are updated; the same for every architecture, edited beside its hyperparameters. */
export const optimizerSchema = defineSchema({
  learningRate: {
    kind: "real", stage: "training", invalidates: "model", default: 0.001, min: 0.00001, max: 1, scale: "log",
    label: { en: "Learning rate", "pt-BR": "Taxa de aprendizado" },
    doc: { en: "Size of one optimizer step: too large and the loss jumps, too small and it crawls.", "pt-BR": "Tamanho de um passo do otimizador: grande demais e a perda salta, pequena demais e ela se arrasta." },
    source: { en: "Adam's default, Kingma & Ba 2015 (arXiv:1412.6980)", "pt-BR": "padrão do Adam, Kingma e Ba 2015 (arXiv:1412.6980)" },
  },
  batchSize: {
    kind: "integer", stage: "training", invalidates: "model", default: 32, min: 1, max: 1024, scale: "log",
    label: { en: "Batch size", "pt-BR": "Tamanho do lote" },
    doc: { en: "Examples averaged in one step: more is smoother and slower to learn per example.", "pt-BR": "Exemplos cuja média faz um passo: mais deixa a curva suave e aprende menos por exemplo." },
    unit: { en: "examples", "pt-BR": "exemplos" },
    source: { en: "Keras's default", "pt-BR": "padrão do Keras" },
  },
});

/** Settings of one training, edited in the train cell. */
export const trainSchema = defineSchema({
  epochs: {
    kind: "integer", stage: "training", invalidates: "training", default: 10, min: 1, max: 1000, scale: "log",
    label: { en: "Epochs", "pt-BR": "Épocas" },
    doc: { en: "Passes over the training examples.", "pt-BR": "Passagens pelos exemplos de treino." },
    unit: { en: "epochs", "pt-BR": "épocas" },
  },
  seed: {
    kind: "integer", stage: "training", invalidates: "training", default: 1, min: 0, max: 4294967295,
    label: { en: "Seed", "pt-BR": "Semente" },
    doc: { en: "Fixes the initial parameters, the order of the examples and dropout: same seed, same curve.", "pt-BR": "Fixa os parâmetros iniciais, a ordem dos exemplos e o dropout: mesma semente, mesma curva." },
  },
  patience: {
    kind: "integer", stage: "training", invalidates: "training", default: 0, min: 0, max: 100,
    label: { en: "Patience", "pt-BR": "Paciência" },
    doc: { en: "Epochs without a lower validation loss before training stops early; 0 trains to the end.", "pt-BR": "Épocas sem perda de validação menor antes de parar mais cedo; 0 treina até o fim." },
    unit: { en: "epochs", "pt-BR": "épocas" },
    source: { en: "Prechelt 1998, Early Stopping – But When?", "pt-BR": "Prechelt 1998, Early Stopping – But When?" },
  },
  keepBest: {
    kind: "boolean", stage: "training", invalidates: "training", default: true,
    label: { en: "Keep the best epoch", "pt-BR": "Guardar a melhor época" },
    doc: { en: "Predict with the parameters of the epoch with the lowest validation loss instead of the last.", "pt-BR": "Prevê com os parâmetros da época de menor perda de validação, em vez da última." },
  },
  probeText: {
    kind: "text", stage: "training", invalidates: "nothing", default: "", maxLength: 2000,
    label: { en: "Probe text", "pt-BR": "Texto de sondagem" },
    doc: { en: "A sentence watched while the network learns; left empty, the first validation example.", "pt-BR": "Uma frase observada enquanto a rede aprende; vazio, o primeiro exemplo de validação." },
  },
});

/** Everything that a hyperparameters cell edits: the architecture's own settings, then the optimizer's. An unknown architecture has only the latter. */
export const schemaOfArchitecture = (name: string): Schema => ({ ...architectures.get(name)?.hyperparameters, ...optimizerSchema });

/**
 * Reads the flat literal of a hyperparameters cell: `{architecture: "atnet", preset: "first-notebook", filters: 64}`.
 * A preset stands in for the defaults; what is written beside it wins. Names that nothing knows have no effect and stop nothing.
 */
export function readModelChoice(params: unknown): ModelChoice {
  const isRecord = typeof params === "object" && params !== null && !Array.isArray(params);
  const { architecture: named = architectures.names[0]!, preset: presetName, ...given } = (isRecord ? params : {}) as Readonly<Record<string, unknown>>;
  const architecture = typeof named === "string" ? architectures.get(named) : undefined;
  const name = architecture?.name ?? (typeof named === "string" ? named : "");
  const schema = schemaOfArchitecture(name);
  const preset = architecture?.presets.find((one) => one.name === presetName);
  const base = preset?.values ?? {};
  const reading = readValues(schema, isRecord || params === undefined ? given : params);
  // Where a value is missing or does not fit, the preset's stands before the default.
  const ownFits = (key: string): boolean => Object.hasOwn(given, key) && !reading.problems.some(({ path }) => path === key);
  const values = Object.fromEntries(Object.entries(reading.values).map(([key, value]) => [key, ownFits(key) || !Object.hasOwn(base, key) ? value : base[key]!]));
  const problems = reading.problems.filter(({ code }) => code !== "unknown-setting");
  if (!architecture) problems.push(notListed("unknown-architecture", "architecture", named, architectures.names));
  else if (presetName !== undefined && !preset) problems.push(notListed("unknown-preset", "preset", presetName, architecture.presets.map((one) => one.name)));
  if (architecture && problems.length === 0) problems.push(...architecture.problems(values, dataShapeOf(values, undefined)));
  return { architecture: name, values, problems };
}

function notListed(code: string, path: string, received: unknown, names: readonly string[]): Problem {
  const near = typeof received === "string" ? nearestName(received, names) : undefined;
  return problem(code, path, {
    expected: { en: `one of ${names.join(", ")}`, "pt-BR": `um destes: ${names.join(", ")}` },
    received,
    ...(near ? { wayOut: { en: `Did you mean "${near}"?`, "pt-BR": `Você quis dizer "${near}"?` } } : {}),
  });
}
