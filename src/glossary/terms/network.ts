import type { Term } from "../term.js";

/** The parts of a network and what they compute. */
export const networkTerms: readonly Term[] = [
  {
    name: "neural-network", term: { en: "neural network", "pt-BR": "rede neural" }, marks: { en: ["neural network", "neural networks"], "pt-BR": ["rede neural", "redes neurais"] },
    meaning: { en: "A function made of simple stages whose numbers, the parameters, are found from examples.", "pt-BR": "Uma função feita de etapas simples, cujos números, os parâmetros, são encontrados a partir de exemplos." },
    explanation: {
      en: "Each stage multiplies what comes in by its parameters, adds up, and bends the result with a function such as relu. What is learned are the parameters; what is chosen by a person are the hyperparameters.",
      "pt-BR": "Cada etapa multiplica o que entra pelos seus parâmetros, soma e dobra o resultado com uma função como a relu. O que se aprende são os parâmetros; o que a pessoa escolhe são os hiperparâmetros.",
    },
    seeAlso: ["parameter", "hyperparameter", "stage"],
  },
  {
    name: "cnn", term: { en: "CNN (convolutional neural network)", "pt-BR": "CNN (rede neural convolucional)" }, marks: { en: ["CNN", "CNNs", "attention-CNN"], "pt-BR": ["CNN", "CNNs"] },
    meaning: { en: "A network that slides small filters over its input, so that a pattern is found wherever it stands.", "pt-BR": "Uma rede que desliza pequenos filtros sobre a entrada, de modo que um padrão é encontrado onde quer que esteja." },
    explanation: {
      en: "On a text the filters slide along the words: Kim (2014) read sentences with windows of 3, 4 and 5 tokens. What lies further apart than a window can only meet after pooling, where order is lost.",
      "pt-BR": "Num texto, os filtros deslizam pelas palavras: Kim (2014) leu frases com janelas de 3, 4 e 5 tokens. O que está mais distante que uma janela só se encontra depois do pooling, onde a ordem já se perdeu.",
    },
    seeAlso: ["convolution", "filter", "max-pooling", "atnet"],
  },
  {
    name: "atnet", term: { en: "AtNet", "pt-BR": "AtNet" }, marks: { en: ["AtNet"], "pt-BR": ["AtNet"] },
    meaning: { en: "The attention-CNN of this notebook: embedding, convolution, attention, pooling, dense layer, output.", "pt-BR": "A CNN com atenção deste notebook: embedding, convolução, atenção, pooling, camada densa, saída." },
    explanation: {
      en: "Filters look for patterns of a few words; attention says how much each position counts; pooling makes one vector of it all. The reference model has 41,750 parameters without the embedding.",
      "pt-BR": "Os filtros procuram padrões de poucas palavras; a atenção diz quanto cada posição conta; o pooling faz de tudo um só vetor. O modelo de referência tem 41.750 parâmetros sem o embedding.",
    },
    seeAlso: ["cnn", "attention", "transformer"],
  },
  {
    name: "architecture", term: { en: "architecture", "pt-BR": "arquitetura" }, marks: { en: ["architecture", "architectures"], "pt-BR": ["arquitetura", "arquiteturas"] },
    meaning: { en: "The recipe of a network: which stages it has, and in which order.", "pt-BR": "A receita de uma rede: quais etapas ela tem e em que ordem." },
    explanation: {
      en: "The same architecture with other hyperparameters is another network; the same network trained again has other parameters.",
      "pt-BR": "A mesma arquitetura com outros hiperparâmetros é outra rede; a mesma rede treinada de novo tem outros parâmetros.",
    },
    seeAlso: ["stage", "hyperparameter", "atnet", "transformer"],
  },
  {
    name: "stage", term: { en: "stage, layer", "pt-BR": "etapa, camada" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "One block of the pipeline as it is drawn: embedding, convolution, attention, pooling, dense layer, output.", "pt-BR": "Um bloco do percurso como está desenhado: embedding, convolução, atenção, pooling, camada densa, saída." },
    explanation: {
      en: "Keras builds a stage from one or more layers: our attention stage is a dense layer, a softmax and a product there. The table “summary” lists layers, the diagram shows stages.",
      "pt-BR": "O Keras monta uma etapa com uma ou mais camadas: nossa etapa de atenção é ali uma camada densa, um softmax e um produto. A tabela “resumo” lista camadas; o diagrama mostra etapas.",
    },
    seeAlso: ["architecture", "activation"],
  },
  {
    name: "parameter", term: { en: "parameter", "pt-BR": "parâmetro" }, marks: { en: ["parameter", "parameters"], "pt-BR": ["parâmetro", "parâmetros"] },
    meaning: { en: "A number of the network that training finds; often called a weight.", "pt-BR": "Um número da rede que o treino encontra; muitas vezes chamado de peso." },
    explanation: {
      en: "A convolution with 64 filters over 5 tokens of 128 numbers has 5 × 128 × 64 + 64 = 41,024 of them. They start at random and move a little with every step. Not to be mixed up with attention weights, which are computed anew for each text.",
      "pt-BR": "Uma convolução com 64 filtros sobre 5 tokens de 128 números tem 5 × 128 × 64 + 64 = 41.024 deles. Começam ao acaso e se movem um pouco a cada passo. Não confunda com os pesos de atenção, que são recalculados para cada texto.",
    },
    symbol: String.raw`\theta`, seeAlso: ["hyperparameter", "bias", "gradient", "attention-weight"],
  },
  {
    name: "bias", term: { en: "bias (of a layer)", "pt-BR": "viés (de uma camada)" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "A parameter that is added whatever comes in; it moves the point at which a unit begins to answer.", "pt-BR": "Um parâmetro que é somado seja qual for a entrada; desloca o ponto em que a unidade começa a responder." },
    explanation: {
      en: "A filter with bias −1 stays silent until its pattern is worth more than 1. It has nothing to do with prejudice in data, which is called bias too.",
      "pt-BR": "Um filtro com viés −1 fica calado até que seu padrão valha mais de 1. Nada tem a ver com o preconceito nos dados, que também se chama viés.",
    },
    symbol: "b", seeAlso: ["parameter", "relu"],
  },
  {
    name: "hyperparameter", term: { en: "hyperparameter", "pt-BR": "hiperparâmetro" }, marks: { en: ["hyperparameter", "hyperparameters"], "pt-BR": ["hiperparâmetro", "hiperparâmetros"] },
    meaning: { en: "A choice made before training, such as the number of filters or the learning rate.", "pt-BR": "Uma escolha feita antes do treino, como o número de filtros ou a taxa de aprendizado." },
    explanation: {
      en: "Training never changes it. Good values are found by trying, on the validation examples; every setting in the form is one.",
      "pt-BR": "O treino nunca o altera. Bons valores se encontram experimentando, nos exemplos de validação; cada campo do formulário é um deles.",
    },
    seeAlso: ["parameter", "learning-rate", "validation-split"],
  },
  {
    name: "embedding", term: { en: "embedding", "pt-BR": "embedding" }, marks: { en: ["embedding", "embeddings"], "pt-BR": ["embedding", "embeddings"] },
    meaning: { en: "The vector that stands for a token: a row of numbers that training moves about.", "pt-BR": "O vetor que representa um token: uma fila de números que o treino vai deslocando." },
    explanation: {
      en: "It is a table with one row for each token of the vocabulary. Tokens that call for the same answer drift together: after training on reviews, “great” and “excellent” lie near each other.",
      "pt-BR": "É uma tabela com uma linha para cada token do vocabulário. Tokens que pedem a mesma resposta se aproximam: depois de treinar com resenhas, “ótimo” e “excelente” ficam perto um do outro.",
    },
    symbol: String.raw`\mathbf{x}_t`, shape: "[batch, tokens, embedding size]", seeAlso: ["embedding-size", "vocabulary", "cosine-similarity"],
  },
  {
    name: "embedding-size", term: { en: "embedding size, model size", "pt-BR": "dimensão do embedding, dimensão do modelo" }, marks: { en: ["embedding size", "model size"], "pt-BR": ["dimensão do embedding", "dimensão do modelo"] },
    meaning: { en: "How many numbers the vector of a token has.", "pt-BR": "Quantos números tem o vetor de um token." },
    explanation: {
      en: "More numbers can tell apart more shades of meaning and need more examples. In a Transformer every layer keeps this size, and the heads share it between them.",
      "pt-BR": "Mais números distinguem mais nuances e pedem mais exemplos. Num Transformer, todas as camadas mantêm essa dimensão, e as cabeças a dividem entre si.",
    },
    symbol: "d", seeAlso: ["embedding", "head"],
  },
  {
    name: "convolution", term: { en: "convolution", "pt-BR": "convolução" }, marks: { en: ["convolution", "convolutions"], "pt-BR": ["convolução", "convoluções"] },
    meaning: { en: "Sliding the same filters over every window of neighbouring tokens.", "pt-BR": "Deslizar os mesmos filtros por todas as janelas de tokens vizinhos." },
    explanation: {
      en: "At each position a filter multiplies the vectors in its window by its own numbers and adds up: one number, large where its pattern stands. The same numbers serve everywhere, so that a pattern learned at the start is known at the end too.",
      "pt-BR": "Em cada posição, um filtro multiplica os vetores da janela pelos seus próprios números e soma tudo: um número, grande onde o padrão aparece. Os mesmos números valem em toda parte; por isso o padrão aprendido no começo também é reconhecido no fim.",
    },
    symbol: String.raw`\mathbf{h}_t`, shape: "[batch, positions, filters]", seeAlso: ["filter", "kernel-size", "receptive-field", "relu"],
  },
  {
    name: "convolution-layers", term: { en: "convolution layers", "pt-BR": "camadas de convolução" }, marks: { en: ["convolution layers"], "pt-BR": ["camadas de convolução"] },
    meaning: { en: "Convolutions one after the other; each reads the windows of the one before.", "pt-BR": "Convoluções em sequência; cada uma lê as janelas da anterior." },
    explanation: {
      en: "Two layers with kernel size 3 see 5 tokens, three see 7: each adds kernel size − 1 to the receptive field.",
      "pt-BR": "Duas camadas com kernel 3 veem 5 tokens; três veem 7: cada uma acrescenta tamanho do kernel − 1 ao campo receptivo.",
    },
    seeAlso: ["convolution", "receptive-field"],
  },
  {
    name: "filter", term: { en: "filter", "pt-BR": "filtro" }, marks: { en: ["filter", "filters"], "pt-BR": ["filtro", "filtros"] },
    meaning: { en: "One pattern that a convolution looks for at every position; it answers with one number.", "pt-BR": "Um padrão que a convolução procura em cada posição; responde com um número." },
    explanation: {
      en: "Filters are the output channels of the convolution: 64 filters give 64 numbers at each position. Some answer to several unlike patterns, some to none (see dead unit).",
      "pt-BR": "Os filtros são os canais de saída da convolução: 64 filtros dão 64 números em cada posição. Alguns respondem a vários padrões diferentes; outros, a nenhum (veja unidade morta).",
    },
    symbol: "F", seeAlso: ["convolution", "n-gram", "filter-threshold", "dead-unit"],
  },
  {
    name: "kernel-size", term: { en: "kernel size", "pt-BR": "tamanho do kernel" }, marks: { en: ["kernel size", "kernel"], "pt-BR": ["tamanho do kernel", "kernel"] },
    meaning: { en: "How many neighbouring tokens a filter sees at once.", "pt-BR": "Quantos tokens vizinhos um filtro vê de uma vez." },
    explanation: {
      en: "With 1 a filter sees single words; with 3 it can tell “not very good” from “good”. The kernel is the filter's own table of numbers, kernel size × embedding size.",
      "pt-BR": "Com 1, o filtro vê palavras soltas; com 3, distingue “não é bom” de “bom”. O kernel é a tabela de números do próprio filtro: tamanho do kernel × dimensão do embedding.",
    },
    symbol: "k", seeAlso: ["filter", "receptive-field", "n-gram"],
  },
  {
    name: "parallel-kernels", term: { en: "kernel sizes side by side", "pt-BR": "tamanhos de kernel lado a lado" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "Several convolutions that read the same text at once, each with its own kernel size.", "pt-BR": "Várias convoluções que leem o mesmo texto ao mesmo tempo, cada uma com seu tamanho de kernel." },
    explanation: {
      en: "Kim (2014) put windows of 3, 4 and 5 tokens side by side: short and long patterns are found at once, at the cost of as many convolutions.",
      "pt-BR": "Kim (2014) pôs lado a lado janelas de 3, 4 e 5 tokens: padrões curtos e longos são achados de uma vez, ao custo de outras tantas convoluções.",
    },
    seeAlso: ["kernel-size", "cnn"],
  },
  {
    name: "convolution-padding", term: { en: "border of the convolution", "pt-BR": "borda da convolução" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "What happens at the two ends: “valid” keeps whole windows only, “same” adds zeros so that no position is lost.", "pt-BR": "O que acontece nas duas pontas: “valid” só aceita janelas inteiras; “same” completa com zeros, e nenhuma posição se perde." },
    explanation: {
      en: "With “valid” and kernel size 5, a text of 500 tokens has 496 positions and each one sees the tokens that follow it. With “same” every position is centred on its own token.",
      "pt-BR": "Com “valid” e kernel 5, um texto de 500 tokens tem 496 posições, e cada uma vê os tokens que vêm depois dela. Com “same”, cada posição fica centrada no seu token.",
    },
    seeAlso: ["convolution", "position", "padding"],
  },
  {
    name: "position", term: { en: "position", "pt-BR": "posição" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "A place along the text after the convolution: one window, one position.", "pt-BR": "Um lugar ao longo do texto depois da convolução: uma janela, uma posição." },
    explanation: {
      en: "A position is not a word: it stands for the whole window that it sees. That is why a peak of attention can sit beside the word that matters.",
      "pt-BR": "Uma posição não é uma palavra: ela representa toda a janela que vê. Por isso um pico de atenção pode cair ao lado da palavra que importa.",
    },
    symbol: "t", seeAlso: ["receptive-field", "attention-weight"],
  },
  {
    name: "receptive-field", term: { en: "receptive field", "pt-BR": "campo receptivo" }, marks: { en: ["receptive field", "receptive fields"], "pt-BR": ["campo receptivo", "campos receptivos"] },
    meaning: { en: "The tokens that one position sees.", "pt-BR": "Os tokens que uma posição enxerga." },
    explanation: {
      en: "With one convolution it is as wide as the kernel. Nothing outside it can change the number at that position; what lies further apart meets only in pooling.",
      "pt-BR": "Com uma só convolução, é tão largo quanto o kernel. Nada fora dele muda o número daquela posição; o que está mais distante só se encontra no pooling.",
    },
    seeAlso: ["kernel-size", "position"],
  },
  {
    name: "pooling", term: { en: "pooling", "pt-BR": "pooling" }, marks: { en: ["pooling"], "pt-BR": ["pooling"] },
    meaning: { en: "Making one vector of all positions: by maximum, sum or average.", "pt-BR": "Fazer de todas as posições um só vetor: por máximo, soma ou média." },
    explanation: {
      en: "However long the text, what comes out has one number for each filter. The order of what was found is lost here.",
      "pt-BR": "Por mais longo que seja o texto, o que sai tem um número por filtro. A ordem do que foi encontrado se perde aqui.",
    },
    symbol: String.raw`\mathbf{p}`, shape: "[batch, filters]", seeAlso: ["max-pooling", "context", "position"],
  },
  {
    name: "max-pooling", term: { en: "max-pooling", "pt-BR": "max-pooling" }, marks: { en: ["max-pooling", "max pooling", "maximum pooling"], "pt-BR": ["max-pooling", "max pooling", "pooling máximo"] },
    meaning: { en: "Keeps the largest value of each filter and forgets the rest: was the pattern there at all?", "pt-BR": "Guarda o maior valor de cada filtro e esquece o resto: o padrão apareceu em algum lugar?" },
    explanation: {
      en: "The position that gave the maximum is said to have won. Counting is impossible: five “good” weigh as much as one.",
      "pt-BR": "Diz-se que venceu a posição que deu o máximo. Contar é impossível: cinco “bom” valem o mesmo que um.",
    },
    symbol: String.raw`p_f = \max_t h_{t,f}`, seeAlso: ["pooling", "pool-winner"],
  },
  {
    name: "dense-layer", term: { en: "dense layer", "pt-BR": "camada densa" }, marks: { en: ["dense layer", "dense layers", "dense head"], "pt-BR": ["camada densa", "camadas densas"] },
    meaning: { en: "A layer in which every unit reads every number that comes in.", "pt-BR": "Uma camada em que cada unidade lê todos os números que entram." },
    explanation: {
      en: "With relu it can combine cues: this filter and that one together. Without it (0 units) the output is linear in the pooled features, and the evidence of two cues can only be added up.",
      "pt-BR": "Com relu, ela combina pistas: este filtro e aquele, juntos. Sem ela (0 unidades), a saída é linear nas características do pooling, e as evidências de duas pistas só podem ser somadas.",
    },
    shape: "[batch, units]", seeAlso: ["relu", "logits", "dropout"],
  },
  {
    name: "dropout", term: { en: "dropout", "pt-BR": "dropout" }, marks: { en: ["dropout", "dropout rate"], "pt-BR": ["dropout", "taxa de dropout"] },
    meaning: { en: "Hides a random share of the features in each training step, so that the network cannot lean on a few.", "pt-BR": "Esconde, a cada passo do treino, uma parte sorteada das características, para que a rede não se apoie em poucas." },
    explanation: {
      en: "What is kept is made larger by 1 / (1 − rate), so that sums stay the same. It acts in training only; predictions use everything.",
      "pt-BR": "O que fica é aumentado por 1 / (1 − taxa), para que as somas se mantenham. Só age no treino; as previsões usam tudo.",
    },
    seeAlso: ["overfitting", "dense-layer"],
  },
];
