import { defineSchema, type ValuesOf } from "../../hyperparameters/schema.js";
import { trainSchema } from "../schema.js";

/** How a sweep searches, and for how long. What it varies stands in `space`, which no single field can hold. */
export const sweepSchema = defineSchema({
  method: {
    kind: "choice", stage: "training", invalidates: "training", default: "tpe",
    choices: {
      tpe: { en: "TPE: learns from the trials so far", "pt-BR": "TPE: aprende com as tentativas anteriores" },
      random: { en: "random: every trial on its own", "pt-BR": "aleatória: cada tentativa por si" },
      sobol: { en: "Sobol: evenly spread", "pt-BR": "Sobol: espalhada por igual" },
      grid: { en: "grid: every combination", "pt-BR": "grade: todas as combinações" },
    },
    label: { en: "Search", "pt-BR": "Busca" },
    doc: { en: "How the next trial is chosen. TPE looks where good ones were; a grid tries everything, which few settings allow.", "pt-BR": "Como a próxima tentativa é escolhida. O TPE procura onde houve boas; a grade tenta tudo, o que só poucos campos permitem." },
    source: { en: "TPE: Bergstra et al. 2011", "pt-BR": "TPE: Bergstra et al. 2011" },
  },
  pruning: {
    kind: "choice", stage: "training", invalidates: "training", default: "none",
    choices: { none: { en: "none: each trains to the end", "pt-BR": "nenhum: cada uma treina até o fim" }, halving: { en: "halving: the best third goes on after 1, 3, 9 … epochs", "pt-BR": "divisões: o melhor terço segue após 1, 3, 9 … épocas" }, hyperband: { en: "Hyperband: some are judged early, some late", "pt-BR": "Hyperband: umas são julgadas cedo, outras tarde" } },
    label: { en: "Cutting short", "pt-BR": "Corte" },
    doc: { en: "Whether trials that fall behind end early, so that the same steps try more settings.", "pt-BR": "Se tentativas que ficam para trás terminam antes, para que os mesmos passos testem mais configurações." },
    source: { en: "Li et al. 2018 (arXiv:1603.06560)", "pt-BR": "Li et al. 2018 (arXiv:1603.06560)" },
  },
  objective: {
    kind: "choice", stage: "training", invalidates: "training", default: "accuracy",
    choices: { accuracy: { en: "validation accuracy", "pt-BR": "acurácia na validação" }, loss: { en: "validation loss", "pt-BR": "perda na validação" } },
    label: { en: "Best is by", "pt-BR": "A melhor é por" },
    doc: { en: "What decides which trial is better: of its best epoch, on texts that it did not learn from.", "pt-BR": "O que decide qual tentativa é melhor: da sua melhor época, em textos dos quais ela não aprendeu." },
  },
  trials: {
    kind: "integer", stage: "training", invalidates: "training", default: 20, min: 0, max: 10_000,
    label: { en: "Trials", "pt-BR": "Tentativas" }, unit: { en: "trials", "pt-BR": "tentativas" },
    doc: { en: "How many settings are tried; 0 sets no limit.", "pt-BR": "Quantas configurações são testadas; 0 não limita." },
  },
  steps: {
    kind: "integer", stage: "training", invalidates: "training", default: 0, min: 0, max: 100_000_000, advanced: true,
    label: { en: "Steps in all", "pt-BR": "Passos no total" }, unit: { en: "steps", "pt-BR": "passos" },
    doc: { en: "The search ends with the trial that reaches so many optimizer steps over all trials; 0 sets no limit.", "pt-BR": "A busca termina com a tentativa que alcança tantos passos do otimizador, somadas todas; 0 não limita." },
  },
  minutes: {
    kind: "real", stage: "training", invalidates: "training", default: 0, min: 0, max: 10_000, advanced: true,
    label: { en: "Minutes in all", "pt-BR": "Minutos no total" }, unit: { en: "minutes", "pt-BR": "minutos" },
    doc: { en: "The search ends with the trial that reaches so many minutes of training; 0 sets no limit. Another machine tries another number.", "pt-BR": "A busca termina com a tentativa que alcança tantos minutos de treino; 0 não limita. Outra máquina testa outro tanto." },
  },
  epochs: { ...trainSchema.epochs, default: 6, doc: { en: "Passes over the training examples that each trial makes.", "pt-BR": "Passagens pelos exemplos de treino que cada tentativa faz." } },
  seedsPerPoint: {
    kind: "integer", stage: "training", invalidates: "training", default: 1, min: 1, max: 10, advanced: true,
    label: { en: "Seeds for each trial", "pt-BR": "Sementes por tentativa" },
    doc: { en: "Trains each setting from so many starts and takes the mean: a lucky start counts for less.", "pt-BR": "Treina cada configuração a partir de tantos começos e tira a média: um começo de sorte pesa menos." },
  },
  folds: {
    kind: "integer", stage: "training", invalidates: "training", default: 1, min: 1, max: 10, advanced: true,
    label: { en: "Parts for cross-validation", "pt-BR": "Partes da validação cruzada" },
    doc: { en: "Trains each setting so many times, each time held against another part of the texts, and takes the mean; 1 uses the one split of the data cell. Test texts stay out.", "pt-BR": "Treina cada configuração tantas vezes, cada vez medida em outra parte dos textos, e tira a média; 1 usa a divisão única da célula de dados. Os textos de teste ficam de fora." },
    source: { en: "Kohavi 1995 recommends ten", "pt-BR": "Kohavi 1995 recomenda dez" },
  },
  seed: { ...trainSchema.seed, advanced: true, doc: { en: "Fixes which settings are tried and how each starts: same seed, same search.", "pt-BR": "Fixa quais configurações são testadas e como cada uma começa: mesma semente, mesma busca." } },
});
export type SweepValues = ValuesOf<typeof sweepSchema>;
