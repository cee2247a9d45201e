import type { Term } from "../term.js";

/** How good a network is, and how one can tell. */
export const judgingTerms: readonly Term[] = [
  {
    name: "accuracy", term: { en: "accuracy", "pt-BR": "acurácia" }, marks: { en: ["accuracy"], "pt-BR": ["acurácia"] },
    meaning: { en: "The fraction of examples that are answered right.", "pt-BR": "A fração de exemplos respondidos corretamente." },
    explanation: {
      en: "Read it beside the baseline: 90% is nothing where nine of ten examples have one class. With 100 test examples an accuracy of 80% is known to about ± 8 points.",
      "pt-BR": "Leia ao lado da linha de base: 90% não é nada onde nove em cada dez exemplos são de uma só classe. Com 100 exemplos de teste, uma acurácia de 80% é conhecida com cerca de ± 8 pontos.",
    },
    seeAlso: ["baseline", "loss", "confusion-matrix"],
  },
  {
    name: "baseline", term: { en: "baseline", "pt-BR": "linha de base" }, marks: { en: ["baseline", "baselines"], "pt-BR": ["linha de base", "linhas de base"] },
    meaning: { en: "What the simplest method reaches: always the largest class, or a bag of words.", "pt-BR": "O que o método mais simples alcança: sempre a maior classe, ou um saco de palavras." },
    explanation: {
      en: "A network that does not beat it has learned nothing worth its cost. It stands in every chart of accuracy.",
      "pt-BR": "Uma rede que não a supera não aprendeu nada que valha o custo. Ela aparece em todo gráfico de acurácia.",
    },
    seeAlso: ["accuracy", "bag-of-words"],
  },
  {
    name: "confusion-matrix", term: { en: "confusion matrix", "pt-BR": "matriz de confusão" }, marks: { en: ["confusion matrix"], "pt-BR": ["matriz de confusão"] },
    meaning: { en: "A table that counts, for each true class, what was answered.", "pt-BR": "Uma tabela que conta, para cada classe verdadeira, o que foi respondido." },
    explanation: {
      en: "The diagonal holds what was right. What is off it tells which classes are taken for each other.",
      "pt-BR": "A diagonal tem os acertos. O que está fora dela diz quais classes são confundidas entre si.",
    },
    seeAlso: ["accuracy", "precision-recall"],
  },
  {
    name: "precision-recall", term: { en: "precision, recall, F1", "pt-BR": "precisão, revocação, F1" }, marks: { en: ["precision", "recall", "F1"], "pt-BR": ["revocação", "F1"] },
    meaning: { en: "Precision: how many of the answers “this class” are right. Recall: how many of this class are found. F1 joins both.", "pt-BR": "Precisão: quantas das respostas “esta classe” estão certas. Revocação: quantos desta classe são achados. A F1 junta as duas." },
    explanation: {
      en: "They pull against each other: answering “complaint” more often finds more of them and is wrong more often. F1 is their harmonic mean, near the smaller of the two.",
      "pt-BR": "Uma puxa contra a outra: responder “reclamação” mais vezes acha mais delas e erra mais. A F1 é a média harmônica, perto da menor das duas.",
    },
    symbol: String.raw`F_1 = \frac{2PR}{P+R}`, seeAlso: ["confusion-matrix", "decision-threshold"],
  },
  {
    name: "decision-threshold", term: { en: "decision threshold", "pt-BR": "limiar de decisão" }, marks: { en: ["decision threshold"], "pt-BR": ["limiar de decisão"] },
    meaning: { en: "The probability from which on a class is answered; 0.5 unless one moves it.", "pt-BR": "A probabilidade a partir da qual uma classe é respondida; 0,5 se ninguém mexer." },
    explanation: {
      en: "Where a missed complaint costs more than a false alarm it belongs lower. The ROC curve shows every choice at once.",
      "pt-BR": "Onde deixar passar uma reclamação custa mais que um alarme falso, ele deve ser menor. A curva ROC mostra todas as escolhas de uma vez.",
    },
    seeAlso: ["precision-recall", "probabilities"],
  },
  {
    name: "calibration", term: { en: "calibration", "pt-BR": "calibração" }, marks: { en: ["calibration"], "pt-BR": ["calibração"] },
    meaning: { en: "Whether the network is right as often as it says: of the answers at 80%, four in five.", "pt-BR": "Se a rede acerta tanto quanto diz: das respostas com 80%, quatro em cada cinco." },
    explanation: {
      en: "A network can be accurate and badly calibrated; trained too long it becomes too sure. The calibration error is the mean gap between what is said and what comes true.",
      "pt-BR": "Uma rede pode ser acurada e mal calibrada; treinada demais, fica segura demais. O erro de calibração é a distância média entre o que ela diz e o que se confirma.",
    },
    seeAlso: ["probabilities", "overfitting", "label-smoothing"],
  },
  {
    name: "dead-unit", term: { en: "dead unit", "pt-BR": "unidade morta" }, marks: { en: ["dead unit", "dead units", "dead filter", "dead filters"], "pt-BR": ["unidade morta", "unidades mortas", "filtro morto", "filtros mortos"] },
    meaning: { en: "A unit with relu that gives 0 for every text, and so gets no gradient and learns no more.", "pt-BR": "Uma unidade com relu que dá 0 para todo texto; por isso não recebe gradiente nem aprende mais." },
    explanation: {
      en: "A learning rate that is too large is the usual cause: one big step drives its bias far below 0.",
      "pt-BR": "A causa mais comum é uma taxa de aprendizado grande demais: um passo enorme joga o viés dela muito abaixo de 0.",
    },
    seeAlso: ["relu", "learning-rate", "filter"],
  },
];
