// What is trained on what, for how long, and what it should reach. A network is the literal of a hyperparameters cell, data that of a dataset cell or the name of a staged set.
export const seeds = [1, 2, 3];

/** Small networks for texts of up to thirty words. */
const small = { sequenceLength: 32, embeddingSize: 32, dropoutRate: 0, batchSize: 64, learningRate: 0.003 };
const convolution = { ...small, filters: 32, kernelSize: 3, denseUnits: 0 };
const atnet = { architecture: "atnet", ...convolution, convolutionPadding: "same", attention: "additive", maskPadding: true, pooling: "sum" };
const cnn = { architecture: "cnn", ...convolution };
const transformer = { architecture: "transformer", ...small, learningRate: 0.001 };
const bag = { architecture: "bag-of-words" };
/** What learns at once stops by itself. */
const counted = (goal) => ({ name: "bag-of-words", network: { ...bag, sequenceLength: 32 }, epochs: 30, ...(goal ? { goal } : {}) });
const average = { architecture: "embedding-average", ...small, denseUnits: 10 };
const solved = { atLeast: 0.98 };
const guessed = { atLeast: 0.45, atMost: 0.55 };

/** Generated texts, a fifth of them to be asked: with three seeds, a share near one half is known to ± 0.8 points. */
const generated = (source, more = {}) => ({ source, size: 6000, validationSplit: 0.1, testSplit: 0.2, ...more });

export const tasks = [
  {
    name: "planted-keyword", about: "one of twelve words among a hundred fillers names the class", data: generated("planted-keyword", { size: 4000 }), showsAttention: true,
    networks: [
      { name: "atnet", network: { architecture: "atnet", preset: "planted-keyword" }, epochs: 6, goal: { atLeast: 0.99 }, attentionGoal: { atLeast: 0.95 } },
      { name: "cnn", network: cnn, epochs: 5, goal: solved },
      counted(solved),
      { name: "embedding-average", network: { ...average, learningRate: 0.005 }, epochs: 8, goal: solved },
      { name: "transformer", network: transformer, epochs: 4, goal: solved },
    ],
  },
  {
    name: "negation-scope", about: "a negator at most two words before the word turns it round, elsewhere it does nothing", data: generated("negation-scope"),
    networks: [
      { name: "atnet", network: atnet, epochs: 8, goal: solved },
      { name: "atnet kernelSize=1", network: { ...atnet, kernelSize: 1 }, epochs: 5, goal: { atMost: 0.55 } },
      { name: "cnn", network: cnn, epochs: 8, goal: solved },
      { name: "cnn kernelSize=1", network: { ...cnn, kernelSize: 1 }, epochs: 5, goal: { atMost: 0.55 } },
      counted({ atMost: 0.55 }),
      { name: "embedding-average", network: average, epochs: 4, goal: { atMost: 0.55 } },
      { name: "transformer", network: transformer, epochs: 8 },
      { name: "transformer positions=none", network: { ...transformer, positions: "none" }, epochs: 3, goal: { atMost: 0.55 } },
    ],
  },
  {
    name: "order-at-distance", about: "which of two words, eight or more apart, comes first", data: generated("order-at-distance", { size: 10_000 }),
    networks: [
      { name: "atnet", network: atnet, epochs: 3, goal: guessed },
      { name: "cnn", network: cnn, epochs: 3, goal: guessed },
      { name: "cnn pooling=average", network: { ...cnn, pooling: "average" }, epochs: 3, goal: guessed },
      counted(guessed),
      { name: "embedding-average", network: average, epochs: 3, goal: guessed },
      { name: "transformer", network: transformer, epochs: 8, goal: solved },
      { name: "transformer positions=none", network: { ...transformer, positions: "none" }, epochs: 3, goal: guessed },
    ],
  },
  {
    name: "votes", about: "five or seven votes among blanks: which are more?", data: generated("votes"),
    networks: [
      { name: "atnet", network: atnet, epochs: 8, goal: solved },
      { name: "cnn", network: cnn, epochs: 6, goal: { atMost: 0.55 } },
      { name: "cnn pooling=average", network: { ...cnn, pooling: "average" }, epochs: 8, goal: solved },
      counted(solved),
      { name: "embedding-average", network: average, epochs: 6, goal: solved },
      { name: "transformer", network: transformer, epochs: 6, goal: solved },
    ],
  },
  {
    name: "match-two-cues", about: "a cue in the first half, a cue in the second: are they a pair?", data: generated("match-two-cues"),
    networks: [
      { name: "atnet", network: { ...atnet, denseUnits: 64, batchSize: 32, learningRate: 0.004 }, epochs: 16, goal: solved },
      { name: "atnet denseUnits=0", network: atnet, epochs: 12, goal: { atMost: 0.7 } },
      { name: "cnn", network: cnn, epochs: 10, goal: solved },
      { name: "cnn pooling=average denseUnits=0", network: { ...cnn, pooling: "average" }, epochs: 6 },
      counted(),
      { name: "embedding-average", network: average, epochs: 6 },
      { name: "transformer", network: transformer, epochs: 10, goal: solved },
    ],
  },
  ...["en", "pt-BR"].map((language) => {
    const wide = { ...atnet, kernelSize: 5, denseUnits: 10 };
    return {
      name: `tiny-reviews ${language}`, about: "plain, denied and turned round at a “but”: good or bad?", data: generated("tiny-reviews", { language }),
      networks: [
        { name: "atnet", network: wide, epochs: 8, goal: solved },
        { name: "atnet kernelSize=3", network: { ...wide, kernelSize: 3 }, epochs: 8 },
        { name: "atnet kernelSize=1", network: { ...wide, kernelSize: 1 }, epochs: 5 },
        { name: "cnn", network: { ...cnn, kernelSize: 5, denseUnits: 10 }, epochs: 8 },
        { name: "cnn pooling=average", network: { ...cnn, kernelSize: 5, denseUnits: 10, pooling: "average" }, epochs: 8 },
        counted(),
        { name: "embedding-average", network: average, epochs: 6 },
        { name: "transformer", network: transformer, epochs: 8 },
      ],
    };
  }),
  ...[
    { name: "mr", about: "sentences of film reviews (Pang & Lee 2005)", length: 50, atLeast: 0.76 },
    { name: "b2w-10k-pt", about: "reviews of a Brazilian shop, in Portuguese", length: 100, atLeast: 0.93 },
    { name: "uci-sentences-en", about: "sentences of three kinds of review (Kotzias et al. 2015)", length: 50, atLeast: 0.84 },
    { name: "imdb-5k", about: "whole film reviews", length: 400, atLeast: 0.85 },
  ].map(({ name, about, length, atLeast }) => {
    const words = { sequenceLength: length, embeddingSize: 64, dropoutRate: 0.5, batchSize: 32, learningRate: 0.002, vocabularySize: 20_000 };
    const isLong = length > 200;
    return {
      name, about, data: name, best: { atLeast },
      networks: [
        { name: "bag-of-words", network: { ...bag, sequenceLength: Math.min(2000, length * 5) }, epochs: 30 },
        { name: "bag-of-words penalty=0.25", network: { ...bag, sequenceLength: Math.min(2000, length * 5), penalty: 0.25 }, epochs: 30 },
        { name: "embedding-average", network: { architecture: "embedding-average", ...words, denseUnits: 0 }, epochs: 12, patience: 3 },
        { name: "cnn", network: { architecture: "cnn", ...words, filters: 64, kernelSize: 3, pooling: "average", denseUnits: 0 }, epochs: isLong ? 6 : 8, patience: 2 },
        { name: "atnet", network: { architecture: "atnet", ...words, filters: 64, kernelSize: 3, convolutionPadding: "same", attention: "additive", maskPadding: true, pooling: "sum", denseUnits: 0 }, epochs: isLong ? 6 : 8, patience: 2 },
        { name: "transformer", network: { architecture: "transformer", ...words, sequenceLength: Math.min(length, 100), learningRate: 0.0005 }, epochs: 5, patience: 2 },
      ].filter(({ name: network }) => network !== "transformer" || !isLong),
    };
  }),
  {
    name: "amazon-sentences", about: "a thousand sentences of shop reviews: praise or complaint?", data: { source: "amazon-sentences" },
    networks: [
      { name: "atnet", network: { architecture: "atnet", preset: "first-notebook" }, epochs: 12, patience: 4 },
      { name: "cnn", network: { architecture: "cnn", preset: "first-notebook" }, epochs: 12, patience: 4 },
      { name: "embedding-average", network: { architecture: "embedding-average", preset: "first-notebook" }, epochs: 12, patience: 4 },
      { name: "bag-of-words", network: { architecture: "bag-of-words", preset: "first-notebook" }, epochs: 30 },
    ],
  },
  ...[
    { name: "names", about: "eight thousand first names, letter by letter: girls' or boys'?", data: { source: "names" }, length: 16, epochs: 8 },
    { name: "which-language", about: "a few words in one of ten languages", data: { source: "which-language" }, length: 10, epochs: 20 },
    { name: "which-language characters", about: "the same, letter by letter", data: { source: "which-language", level: "characters" }, length: 64, epochs: 20 },
    { name: "emoji-topics en", about: "what emoji are called, in English: nine groups", data: { source: "emoji-topics" }, length: 24, epochs: 20 },
    { name: "emoji-topics pt-BR", about: "what emoji are called, in Portuguese: nine groups", data: { source: "emoji-topics", language: "pt-BR" }, length: 24, epochs: 20 },
    { name: "when-was-it-said", about: "forty-five words of a State of the Union address: four eras, whole speeches held out", data: { source: "when-was-it-said" }, length: 48, epochs: 12 },
  ].map(({ name, about, data, length, epochs }) => {
    const network = { sequenceLength: length, embeddingSize: 64, filters: 64, kernelSize: 3, denseUnits: 0, dropoutRate: 0.3, batchSize: 32, learningRate: 0.002 };
    return {
      name, about, data,
      networks: [
        { name: "bag-of-words", network: { ...bag, sequenceLength: length * 2 }, epochs: 30 },
        { name: "cnn", network: { architecture: "cnn", ...network }, epochs, patience: 4 },
        { name: "atnet", network: { architecture: "atnet", ...network, convolutionPadding: "same", attention: "additive", maskPadding: true, pooling: "sum" }, epochs, patience: 4 },
      ],
    };
  }),
];
