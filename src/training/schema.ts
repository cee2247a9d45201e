import { defineSchema } from "../hyperparameters/schema.js";

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
