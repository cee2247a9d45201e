import { defineSchema, type ValuesOf } from "../../src/hyperparameters/schema.js";

/** How the history is looked at. */
export const historySchema = defineSchema({
  scope: {
    kind: "choice", stage: "training", invalidates: "nothing", default: "notebook", choices: { notebook: { en: "this notebook", "pt-BR": "este notebook" }, all: { en: "all notebooks", "pt-BR": "todos os notebooks" } },
    label: { en: "Runs of", "pt-BR": "Execuções de" }, doc: { en: "Whose runs are listed: those of this notebook, or all that this browser remembers.", "pt-BR": "De quem são as execuções listadas: deste notebook ou todas as que este navegador lembra." },
  },
  sort: {
    kind: "choice", stage: "training", invalidates: "nothing", default: "newest",
    choices: {
      newest: { en: "newest", "pt-BR": "mais recente" }, accuracy: { en: "validation accuracy", "pt-BR": "acurácia na validação" }, loss: { en: "validation loss", "pt-BR": "perda na validação" }, test: { en: "test accuracy", "pt-BR": "acurácia no teste" },
      seconds: { en: "quickest", "pt-BR": "mais rápida" }, parameters: { en: "fewest parameters", "pt-BR": "menos parâmetros" }, starred: { en: "starred", "pt-BR": "com estrela" },
    },
    label: { en: "First", "pt-BR": "Primeiro" }, doc: { en: "Which runs stand first.", "pt-BR": "Quais execuções vêm primeiro." },
  },
  epoch: {
    kind: "choice", stage: "training", invalidates: "nothing", default: "best", choices: { best: { en: "best epoch", "pt-BR": "melhor época" }, last: { en: "last epoch", "pt-BR": "última época" } },
    label: { en: "Numbers of", "pt-BR": "Números da" }, doc: { en: "The epoch with the lowest validation loss speaks for a run, or its last one.", "pt-BR": "Fala pela execução a época de menor perda na validação, ou a última." },
  },
  groupSeeds: {
    kind: "boolean", stage: "training", invalidates: "nothing", default: false,
    label: { en: "Seeds in one line", "pt-BR": "Sementes em uma linha" }, doc: { en: "Runs that differ in their seed alone stand in one line: the mean, and ± one standard deviation.", "pt-BR": "Execuções que só diferem na semente ficam em uma linha: a média e ± um desvio padrão." },
  },
  filter: {
    kind: "text", stage: "training", invalidates: "nothing", default: "", maxLength: 200,
    label: { en: "Search", "pt-BR": "Buscar" }, doc: { en: "Words that a run must have in its settings' changes, network, data, note or seed.", "pt-BR": "Palavras que a execução precisa ter nas mudanças, na rede, nos dados, na anotação ou na semente." },
  },
});
export type HistorySettings = ValuesOf<typeof historySchema>;
