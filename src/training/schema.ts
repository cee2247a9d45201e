import { problem, type Problem } from "../base/problem.js";
import { nearestName } from "../base/registry.js";
import { sameText } from "../base/text.js";
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
  optimizer: {
    kind: "choice", stage: "training", invalidates: "model", advanced: true, default: "adam",
    choices: {
      adam: sameText("Adam"), adamw: sameText("AdamW"), sgd: { en: "SGD (plain steps)", "pt-BR": "SGD (passos simples)" }, rmsprop: sameText("RMSProp"), adagrad: sameText("Adagrad"),
    },
    label: { en: "Optimizer", "pt-BR": "Otimizador" },
    doc: { en: "The rule that turns gradients into steps. AdamW is Adam with the weight decay below.", "pt-BR": "A regra que transforma gradientes em passos. AdamW é o Adam com o decaimento de pesos abaixo." },
    source: { en: "Adam: Kingma & Ba 2015 (arXiv:1412.6980)", "pt-BR": "Adam: Kingma e Ba 2015 (arXiv:1412.6980)" },
  },
  momentum: {
    kind: "real", stage: "training", invalidates: "model", advanced: true, default: 0, min: 0, max: 0.999,
    label: { en: "Momentum", "pt-BR": "Momento" },
    doc: { en: "Share of the last step that the next one keeps, so that steps gather speed; only with SGD.", "pt-BR": "Parte do último passo que o próximo mantém, para ganhar velocidade; só com SGD." },
  },
  weightDecay: {
    kind: "real", stage: "training", invalidates: "model", advanced: true, default: 0, min: 0, max: 1,
    label: { en: "Weight decay", "pt-BR": "Decaimento de pesos" },
    doc: { en: "Before each step every parameter shrinks by this share of the learning rate: more keeps the network simpler.", "pt-BR": "Antes de cada passo, todo parâmetro encolhe por esta fração da taxa de aprendizado: mais deixa a rede mais simples." },
    source: { en: "Loshchilov & Hutter 2019 (arXiv:1711.05101)", "pt-BR": "Loshchilov e Hutter 2019 (arXiv:1711.05101)" },
  },
  clipNorm: {
    kind: "real", stage: "training", invalidates: "model", advanced: true, default: 0, min: 0, max: 100,
    label: { en: "Longest gradient", "pt-BR": "Maior gradiente" },
    doc: { en: "A gradient longer than this is shortened to it, so that one odd batch cannot throw the network off; 0 leaves all as they are.", "pt-BR": "Um gradiente mais longo que isto é encurtado até aqui, para que um lote estranho não desvie a rede; 0 não encurta nenhum." },
    source: { en: "Pascanu, Mikolov & Bengio 2013 (arXiv:1211.5063)", "pt-BR": "Pascanu, Mikolov e Bengio 2013 (arXiv:1211.5063)" },
  },
  schedule: {
    kind: "choice", stage: "training", invalidates: "model", advanced: true, default: "constant",
    choices: { constant: { en: "constant", "pt-BR": "constante" }, linear: { en: "straight down to 0", "pt-BR": "em linha reta até 0" }, cosine: { en: "cosine down to 0", "pt-BR": "cosseno até 0" } },
    label: { en: "Course of the learning rate", "pt-BR": "Curso da taxa de aprendizado" },
    doc: { en: "How the learning rate goes from the first step to the last: smaller steps at the end settle better.", "pt-BR": "Como a taxa de aprendizado vai do primeiro ao último passo: passos menores no fim assentam melhor." },
    source: { en: "cosine: Loshchilov & Hutter 2017 (arXiv:1608.03983)", "pt-BR": "cosseno: Loshchilov e Hutter 2017 (arXiv:1608.03983)" },
  },
  warmupSteps: {
    kind: "integer", stage: "training", invalidates: "model", advanced: true, default: 0, min: 0, max: 10_000,
    label: { en: "Warm-up", "pt-BR": "Aquecimento" },
    doc: { en: "Steps over which the learning rate climbs from 0 to its full size.", "pt-BR": "Passos em que a taxa de aprendizado sobe de 0 até o valor inteiro." },
    unit: { en: "steps", "pt-BR": "passos" },
  },
  labelSmoothing: {
    kind: "real", stage: "training", invalidates: "model", advanced: true, default: 0, min: 0, max: 0.5,
    label: { en: "Label smoothing", "pt-BR": "Suavização de rótulos" },
    doc: { en: "Share of every right answer that is spread over all classes while training: more makes the network less sure of itself. The curves show the loss without it.", "pt-BR": "Parte de cada resposta certa que é repartida entre todas as classes no treino: mais deixa a rede menos segura de si. As curvas mostram a perda sem isto." },
    source: { en: "Szegedy et al. 2016 (arXiv:1512.00567)", "pt-BR": "Szegedy et al. 2016 (arXiv:1512.00567)" },
  },
  classWeights: {
    kind: "choice", stage: "training", invalidates: "model", advanced: true, default: "equal",
    choices: { equal: { en: "every example the same", "pt-BR": "todo exemplo igual" }, balanced: { en: "every class the same", "pt-BR": "toda classe igual" } },
    label: { en: "What counts the same", "pt-BR": "O que conta igual" },
    doc: { en: "With few examples of a class, letting every class count the same keeps the network from forgetting it. The curves show the loss without weights.", "pt-BR": "Com poucos exemplos de uma classe, fazer toda classe contar igual evita que a rede se esqueça dela. As curvas mostram a perda sem pesos." },
    source: { en: "scikit-learn's “balanced”", "pt-BR": "“balanced” do scikit-learn" },
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

/** What a training is computed with, edited in the train cell beside its settings: a matter of time and of last digits, not of what is learned. */
export const engineSchema = defineSchema({
  backend: {
    kind: "choice", stage: "training", invalidates: "nothing", advanced: true, default: "auto",
    choices: { auto: { en: "the fastest here", "pt-BR": "o mais rápido aqui" }, webgpu: sameText("WebGPU"), webgl: sameText("WebGL"), wasm: sameText("WebAssembly"), cpu: { en: "plain JavaScript", "pt-BR": "JavaScript puro" } },
    label: { en: "Computes with", "pt-BR": "Calcula com" },
    doc: { en: "What does the arithmetic: a graphics card (WebGPU, WebGL) or the processor. Another choice can change the last digits.", "pt-BR": "Quem faz as contas: a placa de vídeo (WebGPU, WebGL) ou o processador. Outra escolha pode mudar os últimos dígitos." },
  },
  precision: {
    kind: "choice", stage: "training", invalidates: "nothing", advanced: true, default: "equal",
    choices: { equal: { en: "equal on every machine", "pt-BR": "igual em qualquer máquina" }, fast: { en: "faster, last digits vary", "pt-BR": "mais rápido, últimos dígitos variam" } },
    label: { en: "Rounding", "pt-BR": "Arredondamento" },
    doc: { en: "Faster means multiplying and adding with one rounding instead of two (relaxed SIMD); the price is that another processor can end with other last digits.", "pt-BR": "O mais rápido multiplica e soma com um arredondamento em vez de dois (SIMD relaxado); o preço é que outro processador pode chegar a outros últimos dígitos." },
  },
  threads: {
    kind: "integer", stage: "training", invalidates: "nothing", advanced: true, default: 0, min: 0, max: 4,
    label: sameText("Threads"),
    doc: { en: "How many processor cores share a step; 0 takes as many as suit this computer. It changes the time alone, no digit of what comes out.", "pt-BR": "Quantos núcleos do processador dividem um passo; 0 usa quantos convêm a este computador. Só muda o tempo, nenhum dígito do resultado." },
  },
});

/** Everything that a hyperparameters cell edits: the architecture's own settings, then the optimizer's unless it learns without one. An unknown architecture has only the latter. */
export const schemaOfArchitecture = (name: string): Schema => {
  const architecture = architectures.get(name);
  return { ...architecture?.hyperparameters, ...(architecture?.learnsAtOnce ? {} : optimizerSchema) };
};

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
