import type { Term } from "../term.js";

/** The functions that bend numbers, and what they make of the last ones. */
export const functionTerms: readonly Term[] = [
  {
    name: "activation", term: { en: "activation", "pt-BR": "ativação" }, marks: { en: ["activation", "activations"], "pt-BR": ["ativação", "ativações"] },
    meaning: { en: "The number that a unit gives for one text, after its bending function.", "pt-BR": "O número que uma unidade dá para um texto, depois da função que o dobra." },
    explanation: {
      en: "Parameters belong to the network, activations to a text: change a word and the activations change, the parameters do not.",
      "pt-BR": "Os parâmetros são da rede; as ativações, do texto: troque uma palavra e as ativações mudam, os parâmetros não.",
    },
    seeAlso: ["relu", "tanh", "sigmoid", "parameter"],
  },
  {
    name: "relu", term: { en: "relu", "pt-BR": "relu" }, marks: { en: ["relu", "ReLU"], "pt-BR": ["relu", "ReLU"] },
    meaning: { en: "A function that keeps what is positive and makes the rest 0.", "pt-BR": "Uma função que mantém o que é positivo e zera o resto." },
    explanation: {
      en: "After it a filter says how strongly its pattern is there, never how much it is absent. Where the input is negative no gradient passes: a unit that is always there learns no more.",
      "pt-BR": "Depois dela, um filtro diz com que força o padrão está presente, nunca o quanto falta. Onde a entrada é negativa nenhum gradiente passa: uma unidade que está sempre ali não aprende mais.",
    },
    symbol: String.raw`\max(0, x)`, seeAlso: ["activation", "dead-unit"],
  },
  {
    name: "tanh", term: { en: "tanh", "pt-BR": "tanh" }, marks: { en: ["tanh"], "pt-BR": ["tanh"] },
    meaning: { en: "A function that bends every number into the range from −1 to 1.", "pt-BR": "Uma função que leva qualquer número para a faixa de −1 a 1." },
    explanation: {
      en: "Used as the last step of a score it bounds it: softmax of scores between −1 and 1 cannot give one position more than e² ≈ 7.4 times the weight of another.",
      "pt-BR": "Como último passo de um escore, ela o limita: o softmax de escores entre −1 e 1 não pode dar a uma posição mais de e² ≈ 7,4 vezes o peso de outra.",
    },
    symbol: String.raw`\frac{e^x - e^{-x}}{e^x + e^{-x}}`, seeAlso: ["attention-score", "softmax"],
  },
  {
    name: "output-stage", term: { en: "output stage", "pt-BR": "etapa de saída" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "The last stage: the features become logits, and these become probabilities of the classes.", "pt-BR": "A última etapa: as características viram logits, e estes viram probabilidades das classes." },
    explanation: {
      en: "Two classes need one number and a sigmoid; more classes need one number each and a softmax.",
      "pt-BR": "Duas classes precisam de um número e uma sigmoide; mais classes precisam de um número cada e de um softmax.",
    },
    symbol: String.raw`\hat{y}`, shape: "[batch, classes]", seeAlso: ["logits", "probabilities", "sigmoid", "softmax"],
  },
  {
    name: "logits", term: { en: "logits", "pt-BR": "logits" }, marks: { en: ["logit", "logits"], "pt-BR": ["logit", "logits"] },
    meaning: { en: "The network's answer before sigmoid or softmax: any real number, one a class.", "pt-BR": "A resposta da rede antes da sigmoide ou do softmax: qualquer número real, um por classe." },
    explanation: {
      en: "With two classes a logit of 0 means fifty-fifty, 2.2 means 90%, −2.2 means 10%. Evidence adds up in logits, not in probabilities.",
      "pt-BR": "Com duas classes, logit 0 é meio a meio; 2,2 é 90%; −2,2 é 10%. As evidências se somam nos logits, não nas probabilidades.",
    },
    symbol: "z", shape: "[batch, classes]", seeAlso: ["probabilities", "sigmoid", "softmax"],
  },
  {
    name: "probabilities", term: { en: "probabilities", "pt-BR": "probabilidades" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "How likely the network holds each class to be; they sum to 1.", "pt-BR": "Quanto a rede acredita em cada classe; somam 1." },
    explanation: {
      en: "They are not always to be trusted: a network that has learned its examples by heart says 99% and is wrong one time in ten. Calibration measures that.",
      "pt-BR": "Nem sempre são confiáveis: uma rede que decorou os exemplos diz 99% e erra uma em cada dez. A calibração mede isso.",
    },
    symbol: String.raw`\hat{y}`, seeAlso: ["logits", "softmax", "calibration"],
  },
  {
    name: "softmax", term: { en: "softmax", "pt-BR": "softmax" }, marks: { en: ["softmax"], "pt-BR": ["softmax"] },
    meaning: { en: "Turns any numbers into positive ones that sum to 1, the larger the more.", "pt-BR": "Transforma números quaisquer em positivos que somam 1; quanto maior, mais." },
    explanation: {
      en: "Each number is raised to e^x and divided by the sum of all. Only differences count: 1, 2 and 101, 102 give the same shares, 27% and 73%. It makes weights of scores and probabilities of logits.",
      "pt-BR": "Cada número vira e^x e é dividido pela soma de todos. Só as diferenças contam: 1 e 2 dão as mesmas partes que 101 e 102: 27% e 73%. Faz pesos dos escores e probabilidades dos logits.",
    },
    symbol: String.raw`\frac{e^{s_i}}{\sum_j e^{s_j}}`, seeAlso: ["attention-weight", "logits", "sigmoid"],
  },
  {
    name: "sigmoid", term: { en: "sigmoid", "pt-BR": "sigmoide" }, marks: { en: ["sigmoid"], "pt-BR": ["sigmoide"] },
    meaning: { en: "Turns one number into a probability between 0 and 1.", "pt-BR": "Transforma um número em uma probabilidade entre 0 e 1." },
    explanation: {
      en: "It is the softmax of two classes whose other logit is 0: sigmoid(0) is 0.5, sigmoid(4) is 0.98.",
      "pt-BR": "É o softmax de duas classes em que o outro logit é 0: sigmoide(0) é 0,5; sigmoide(4) é 0,98.",
    },
    symbol: String.raw`\frac{1}{1 + e^{-z}}`, seeAlso: ["logits", "softmax"],
  },
  {
    name: "multiply-adds", term: { en: "multiply-adds", "pt-BR": "multiplicações e somas" }, marks: { en: ["multiply-adds"], "pt-BR": ["multiplicações e somas"] },
    meaning: { en: "How many products are made and added for one example: the work of a network, whatever machine does it.", "pt-BR": "Quantos produtos são feitos e somados para um exemplo: o trabalho de uma rede, seja qual for a máquina." },
    explanation: {
      en: "Training costs about three times that: once forward, twice for the gradients.",
      "pt-BR": "O treino custa cerca de três vezes isso: uma para a ida, duas para os gradientes.",
    },
    seeAlso: ["parameter", "sequence-length"],
  },
];
