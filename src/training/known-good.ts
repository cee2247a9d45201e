import type { Text } from "../base/text.js";
import type { DataSettings } from "../data/dataset.js";
import type { Values } from "../hyperparameters/schema.js";
import { tasksOf, type MeasuredTask } from "./known-good-tasks.js";

/** Settings that are known to work on a dataset: what they reached, and in one sentence why they do. */
export interface KnownGood {
  /** Under which bench/results/tasks.json has what was measured; test/repository/known-good.test.mjs holds the two together. */
  readonly measured: { readonly task: MeasuredTask; readonly network: string };
  /** The literal of a hyperparameters cell. */
  readonly settings: Values;
  readonly epochs: number;
  /** On test texts, one for each seed; in [0, 1]. */
  readonly accuracies: readonly number[];
  /** Of always answering the largest class. */
  readonly majority: number;
  readonly why: Text;
}

const short = { sequenceLength: 32, embeddingSize: 32, dropoutRate: 0, batchSize: 64, learningRate: 0.003 };
const windows = { ...short, filters: 32, kernelSize: 3, denseUnits: 0 };
const attended = { convolutionPadding: "same", attention: "additive", maskPadding: true, pooling: "sum" };
const words = { embeddingSize: 64, filters: 64, kernelSize: 3, denseUnits: 0, dropoutRate: 0.3, batchSize: 32, learningRate: 0.002 };

export const knownGood: readonly KnownGood[] = [
  {
    measured: { task: "amazon-sentences", network: "atnet" }, settings: { architecture: "atnet", preset: "first-notebook" }, epochs: 12, accuracies: [0.8586, 0.8586, 0.8081], majority: 0.5051,
    why: { en: "Windows of three words hold “not good” together, and dropout keeps eight hundred sentences from being learned by heart.", "pt-BR": "Janelas de três palavras mantêm “not good” junto, e o dropout evita que oitocentas frases sejam decoradas." },
  },
  {
    measured: { task: "amazon-sentences", network: "embedding-average" }, settings: { architecture: "embedding-average", preset: "first-notebook" }, epochs: 12, accuracies: [0.8485, 0.8687, 0.7879], majority: 0.5051,
    why: { en: "Most of these sentences say what they mean with a word or two, so a mean of learned words is nearly as good and trains in a second or two.", "pt-BR": "A maioria destas frases diz o que quer com uma ou duas palavras; a média de palavras aprendidas é quase tão boa e treina em um ou dois segundos." },
  },
  {
    measured: { task: "planted-keyword", network: "atnet" }, settings: { architecture: "atnet", preset: "planted-keyword" }, epochs: 6, accuracies: [1, 1, 1], majority: 0.25,
    why: { en: "Without a dense layer attention alone must find the word, so it does, and can be seen doing it.", "pt-BR": "Sem camada densa, só a atenção pode achar a palavra; ela acha, e dá para ver." },
  },
  {
    measured: { task: "negation-scope", network: "atnet" }, settings: { architecture: "atnet", ...windows, ...attended }, epochs: 8, accuracies: [1, 1, 1], majority: 0.5,
    why: { en: "Windows of three tokens hold a word together with a negator up to two places before it; with windows of one the answer is chance.", "pt-BR": "Janelas de três tokens pegam a palavra junto com a negação até duas posições antes; com janelas de um, a resposta é sorte." },
  },
  {
    measured: { task: "order-at-distance", network: "transformer" }, settings: { architecture: "transformer", ...short, learningRate: 0.001 }, epochs: 8, accuracies: [0.999, 1, 1], majority: 0.5,
    why: { en: "The two words stand eight or more apart, beyond any window here; self-attention with positions compares them directly.", "pt-BR": "As duas palavras ficam a oito ou mais posições, fora de qualquer janela daqui; a autoatenção com posições as compara diretamente." },
  },
  {
    measured: { task: "votes", network: "atnet" }, settings: { architecture: "atnet", ...windows, ...attended }, epochs: 8, accuracies: [1, 1, 1], majority: 0.5,
    why: { en: "Which votes are more is a sum, and pooling by sum adds them up; a maximum only sees that there are some.", "pt-BR": "Saber de que lado há mais votos é uma soma, e o pooling por soma os soma; o máximo só vê que há algum." },
  },
  {
    measured: { task: "match-two-cues", network: "atnet" }, settings: { architecture: "atnet", ...windows, ...attended, denseUnits: 64, batchSize: 32, learningRate: 0.004 }, epochs: 16, accuracies: [1, 1, 1], majority: 0.5,
    why: { en: "Whether two cues are a pair is no sum of what each says: the 64 dense units combine them, and without them it stays near 60%.", "pt-BR": "Se duas pistas formam um par não é a soma do que cada uma diz: as 64 unidades densas as combinam; sem elas, fica perto de 60%." },
  },
  {
    measured: { task: "tiny-reviews en", network: "cnn" }, settings: { architecture: "cnn", ...windows, kernelSize: 5, denseUnits: 10 }, epochs: 8, accuracies: [1, 1, 1], majority: 0.5,
    why: { en: "Windows of five tokens see “not very good” as one thing, and the dense layer weighs what comes after a “but”.", "pt-BR": "Janelas de cinco tokens veem “not very good” como uma coisa só, e a camada densa pesa o que vem depois de um “but”." },
  },
  {
    measured: { task: "tiny-reviews pt-BR", network: "cnn" }, settings: { architecture: "cnn", ...windows, kernelSize: 5, denseUnits: 10 }, epochs: 8, accuracies: [1, 1, 1], majority: 0.5,
    why: { en: "Windows of five tokens see “não é muito bom” as one thing, and the dense layer weighs what comes after a “mas”.", "pt-BR": "Janelas de cinco tokens veem “não é muito bom” como uma coisa só, e a camada densa pesa o que vem depois de um “mas”." },
  },
  {
    measured: { task: "names", network: "cnn" }, settings: { architecture: "cnn", sequenceLength: 16, ...words }, epochs: 8, accuracies: [0.8477, 0.8514, 0.8414], majority: 0.5655,
    why: { en: "Read letter by letter, windows of three letters know endings such as “-ina”, and one that fits is enough; counting single letters reaches 71%.", "pt-BR": "Lendo letra por letra, janelas de três letras conhecem terminações como “-ina”, e basta uma que sirva; contar letras soltas chega a 71%." },
  },
  {
    measured: { task: "which-language", network: "cnn" }, settings: { architecture: "cnn", sequenceLength: 10, ...words }, epochs: 20, accuracies: [0.9427, 0.8854, 0.8662], majority: 0.1146,
    why: { en: "A few common words give a language away, and the strongest decides; counting all of them is almost three points behind.", "pt-BR": "Algumas palavras comuns entregam o idioma, e a mais forte decide; contar todas fica quase três pontos atrás." },
  },
  {
    measured: { task: "which-language characters", network: "cnn" }, settings: { architecture: "cnn", sequenceLength: 64, ...words }, epochs: 20, accuracies: [0.9172, 0.8662, 0.8599], majority: 0.1146,
    why: { en: "Three letters in a row are typical of a language where single letters are shared: windows beat a count of letters by almost nineteen points.", "pt-BR": "Três letras seguidas são típicas de um idioma, e letras soltas são de todos: as janelas superam a contagem de letras em quase dezenove pontos." },
  },
  {
    measured: { task: "emoji-topics en", network: "cnn" }, settings: { architecture: "cnn", sequenceLength: 24, ...words }, epochs: 20, accuracies: [0.8906, 0.8646, 0.9115], majority: 0.2031,
    why: { en: "The names are two or three words, which a window of three reads together; counting them one by one is over two points behind.", "pt-BR": "Os nomes têm duas ou três palavras, que uma janela de três lê juntas; contá-las uma a uma fica mais de dois pontos atrás." },
  },
  {
    measured: { task: "emoji-topics pt-BR", network: "cnn" }, settings: { architecture: "cnn", sequenceLength: 24, ...words }, epochs: 20, accuracies: [0.8906, 0.8698, 0.8802], majority: 0.2031,
    why: { en: "The names are two or three words, which a window of three reads together; counting them does as well.", "pt-BR": "Os nomes têm duas ou três palavras, que uma janela de três lê juntas; contá-las dá na mesma." },
  },
  {
    measured: { task: "when-was-it-said", network: "bag-of-words" }, settings: { architecture: "bag-of-words", sequenceLength: 96 }, epochs: 30, accuracies: [0.7532, 0.7235, 0.7048], majority: 0.2385,
    why: { en: "An era shows in which words are used, not in their order, and few speeches are too few for a network: the count leads by ten points.", "pt-BR": "Uma época aparece nas palavras usadas, não na ordem, e há poucos discursos para uma rede: a contagem leva dez pontos de vantagem." },
  },
];

/** What is known to work on this data. */
export const knownGoodFor = (data: DataSettings): readonly KnownGood[] => knownGood.filter(({ measured: { task } }) => tasksOf(data).includes(task));
