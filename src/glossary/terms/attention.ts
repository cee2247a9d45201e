import type { Term } from "../term.js";

/** How positions are weighed, in an attention-CNN and in a Transformer. */
export const attentionTerms: readonly Term[] = [
  {
    name: "attention", term: { en: "attention", "pt-BR": "atenção" }, marks: { en: ["attention"], "pt-BR": ["atenção"] },
    meaning: { en: "A way to weigh positions: each gets a share of 1, and what follows reads them in that proportion.", "pt-BR": "Um jeito de pesar posições: cada uma recebe uma parte de 1, e o que vem depois as lê nessa proporção." },
    explanation: {
      en: "The weights are computed from the text itself, by parameters that are learned. Attention shows what was let through; whether it is also why the network decided as it did has to be tested.",
      "pt-BR": "Os pesos são calculados a partir do próprio texto, por parâmetros aprendidos. A atenção mostra o que deixou passar; se é também o motivo da decisão, isso precisa ser testado.",
    },
    seeAlso: ["attention-score", "attention-weight", "self-attention", "faithfulness"],
  },
  {
    name: "attention-score", term: { en: "attention score", "pt-BR": "escore de atenção" }, marks: { en: ["attention score", "attention scores"], "pt-BR": ["escore de atenção", "escores de atenção"] },
    meaning: { en: "How much a position counts before softmax: any real number.", "pt-BR": "Quanto uma posição conta antes do softmax: qualquer número real." },
    explanation: {
      en: "Only differences between scores matter. AtNet's reference bounds them with tanh, so that its attention stays soft; additive and dot scores are free to grow.",
      "pt-BR": "Só importam as diferenças entre os escores. A referência da AtNet os limita com tanh, e sua atenção fica suave; os escores aditivos e de produto escalar podem crescer.",
    },
    symbol: "s_t", shape: "[batch, positions]", seeAlso: ["attention-weight", "softmax", "tanh", "additive-attention"],
  },
  {
    name: "attention-weight", term: { en: "attention weight", "pt-BR": "peso de atenção" }, marks: { en: ["attention weight", "attention weights"], "pt-BR": ["peso de atenção", "pesos de atenção"] },
    meaning: { en: "The share of attention that a position gets after softmax: at least 0, all together 1.", "pt-BR": "A parte da atenção que uma posição recebe depois do softmax: no mínimo 0, todas juntas 1." },
    explanation: {
      en: "It is computed anew for every text and is not a parameter. Spread evenly over 496 positions each would be 0.002.",
      "pt-BR": "É recalculado para cada texto e não é um parâmetro. Repartido por igual entre 496 posições, cada um seria 0,002.",
    },
    symbol: String.raw`a_t = \frac{e^{s_t}}{\sum_j e^{s_j}}`, shape: "[batch, positions]", seeAlso: ["attention-score", "attention-spread", "parameter"],
  },
  {
    name: "attention-units", term: { en: "attention units", "pt-BR": "unidades da atenção" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "Hidden units of the small network that scores a position in additive attention.", "pt-BR": "Unidades ocultas da pequena rede que dá o escore de uma posição na atenção aditiva." },
    explanation: {
      en: "More of them can tell more kinds of important position apart. Other kinds of attention have none.",
      "pt-BR": "Mais unidades distinguem mais tipos de posição importante. Outros tipos de atenção não as têm.",
    },
    seeAlso: ["additive-attention", "attention-score"],
  },
  {
    name: "additive-attention", term: { en: "additive attention", "pt-BR": "atenção aditiva" }, marks: { en: ["additive attention"], "pt-BR": ["atenção aditiva"] },
    meaning: { en: "Scores a position with a small network of its own: a tanh layer, then one number.", "pt-BR": "Dá o escore de uma posição com uma pequena rede própria: uma camada tanh e depois um número." },
    explanation: {
      en: "It comes from translation (Bahdanau, Cho and Bengio, 2015) and was used for classifying documents by Yang and others (2016). Its scores can grow, so one word can take nearly all the weight.",
      "pt-BR": "Vem da tradução (Bahdanau, Cho e Bengio, 2015) e foi usada para classificar documentos por Yang e outros (2016). Seus escores podem crescer, e uma palavra pode ficar com quase todo o peso.",
    },
    symbol: String.raw`s_t = \mathbf{v}^\top \tanh(W^\top \mathbf{h}_t + \mathbf{b})`, seeAlso: ["attention-score", "dot-product-attention"],
  },
  {
    name: "dot-product-attention", term: { en: "dot-product attention", "pt-BR": "atenção de produto escalar" }, marks: { en: ["dot-product attention", "dot product"], "pt-BR": ["atenção de produto escalar", "produto escalar"] },
    meaning: { en: "Scores a position by how much its vector resembles a query: product by product, added up.", "pt-BR": "O escore de uma posição é o quanto seu vetor se parece com uma consulta: produto a produto, tudo somado." },
    explanation: {
      en: "In a Transformer the score is divided by the square root of the vectors' size: without that, long vectors give large scores, and softmax puts all its weight on one position before anything was learned.",
      "pt-BR": "No Transformer, o escore é dividido pela raiz quadrada do tamanho dos vetores: sem isso, vetores longos dão escores grandes, e o softmax põe todo o peso em uma posição antes de a rede ter aprendido qualquer coisa.",
    },
    symbol: String.raw`s_{ij} = \frac{\mathbf{q}_i \cdot \mathbf{k}_j}{\sqrt{d_k}}`, seeAlso: ["query-key-value", "softmax", "attention-score"],
  },
  {
    name: "attention-scaling", term: { en: "attention scaling", "pt-BR": "escala da atenção" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "Multiplies each weight by the number of positions, so that even attention changes nothing.", "pt-BR": "Multiplica cada peso pelo número de posições, para que uma atenção igual não mude nada." },
    explanation: {
      en: "Weights that sum to 1 over hundreds of positions make the features hundreds of times smaller, and the network begins to learn late. Scaling takes that away and keeps the proportions.",
      "pt-BR": "Pesos que somam 1 sobre centenas de posições deixam as características centenas de vezes menores, e a rede demora a começar a aprender. A escala desfaz isso e mantém as proporções.",
    },
    seeAlso: ["attention-weight", "pooling"],
  },
  {
    name: "context", term: { en: "context vector", "pt-BR": "vetor de contexto" }, marks: { en: ["context vector"], "pt-BR": ["vetor de contexto"] },
    meaning: { en: "The sum of all positions, each weighed by its attention.", "pt-BR": "A soma de todas as posições, cada uma pesada pela sua atenção." },
    explanation: {
      en: "It is what AtNet computes when pooling is set to “sum”: a weighted average of the positions.",
      "pt-BR": "É o que a AtNet calcula quando o pooling é “soma”: uma média ponderada das posições.",
    },
    symbol: String.raw`\mathbf{c} = \sum_t a_t\,\mathbf{h}_t`, shape: "[batch, filters]", seeAlso: ["attention-weight", "pooling"],
  },
  {
    name: "transformer", term: { en: "Transformer", "pt-BR": "Transformer" }, marks: { en: ["Transformer", "Transformers"], "pt-BR": ["Transformer", "Transformers"] },
    meaning: { en: "A network in which every position looks at every other by self-attention, layer after layer.", "pt-BR": "Uma rede em que cada posição olha para todas as outras por autoatenção, camada após camada." },
    explanation: {
      en: "It was published in 2017 as “Attention is all you need” (Vaswani and others), for translation: no convolution and no recurrence, so all positions are computed at once. Ours is its encoder, made to answer with a class.",
      "pt-BR": "Foi publicado em 2017 como “Attention is all you need” (Vaswani e outros), para tradução: sem convolução e sem recorrência, de modo que todas as posições são calculadas ao mesmo tempo. O nosso é o codificador dele, feito para responder com uma classe.",
    },
    seeAlso: ["self-attention", "head", "encoder", "positional-encoding", "feed-forward"],
  },
  {
    name: "encoder", term: { en: "encoder", "pt-BR": "codificador" }, marks: { en: ["encoder"], "pt-BR": ["codificador"] },
    meaning: { en: "The part of a Transformer that reads: every position may look in both directions.", "pt-BR": "A parte do Transformer que lê: cada posição pode olhar nas duas direções." },
    explanation: {
      en: "BERT is an encoder. Models that write, such as GPT, are decoders: there a position may look only at what comes before it.",
      "pt-BR": "O BERT é um codificador. Modelos que escrevem, como o GPT, são decodificadores: ali uma posição só pode olhar para o que veio antes.",
    },
    seeAlso: ["transformer", "self-attention"],
  },
  {
    name: "encoder-layers", term: { en: "layers of the encoder", "pt-BR": "camadas do codificador" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "How many times self-attention and feed-forward follow each other.", "pt-BR": "Quantas vezes a autoatenção e a feed-forward se sucedem." },
    explanation: {
      en: "Each layer can build on what the one before brought together; each costs as much again. The Transformer of 2017 had six.",
      "pt-BR": "Cada camada pode trabalhar sobre o que a anterior juntou; cada uma custa outro tanto. O Transformer de 2017 tinha seis.",
    },
    seeAlso: ["encoder", "feed-forward", "residual-connection"],
  },
  {
    name: "self-attention", term: { en: "self-attention", "pt-BR": "autoatenção" }, marks: { en: ["self-attention"], "pt-BR": ["autoatenção"] },
    meaning: { en: "Attention of a text to itself: every token asks all tokens and becomes a mix of their values.", "pt-BR": "Atenção de um texto a si mesmo: cada token consulta todos os tokens e vira uma mistura dos valores deles." },
    explanation: {
      en: "A text of T tokens has T × T weights for each head. So two words meet in one step, however far apart they stand; the price grows with the square of the length.",
      "pt-BR": "Um texto de T tokens tem T × T pesos por cabeça. Assim, duas palavras se encontram em um só passo, por mais distantes que estejam; o preço cresce com o quadrado do comprimento.",
    },
    symbol: String.raw`\operatorname{softmax}\!\Bigl(\frac{QK^\top}{\sqrt{d_k}}\Bigr)V`, shape: "[batch, heads, tokens, tokens]", seeAlso: ["query-key-value", "head", "dot-product-attention"],
  },
  {
    name: "query-key-value", term: { en: "query, key, value", "pt-BR": "consulta, chave, valor" }, marks: { en: ["query, key and value", "queries", "keys and values"], "pt-BR": ["consulta, chave e valor", "consultas", "chaves e valores"] },
    meaning: { en: "Three vectors made of each token: what it looks for, what it offers, and what it hands over.", "pt-BR": "Três vetores feitos de cada token: o que ele procura, o que ele oferece e o que ele entrega." },
    explanation: {
      en: "The query of one token is compared with the keys of all: that gives scores, and softmax makes weights of them. The result is the sum of the values, each weighed by its weight. Three learned matrices make them.",
      "pt-BR": "A consulta de um token é comparada com as chaves de todos: isso dá escores, e o softmax os transforma em pesos. O resultado é a soma dos valores, cada um com seu peso. Três matrizes aprendidas os produzem.",
    },
    symbol: String.raw`Q = XW^Q,\; K = XW^K,\; V = XW^V`, seeAlso: ["self-attention", "dot-product-attention", "head"],
  },
  {
    name: "head", term: { en: "attention head", "pt-BR": "cabeça de atenção" }, marks: { en: ["attention head", "attention heads", "heads"], "pt-BR": ["cabeça de atenção", "cabeças de atenção", "cabeças"] },
    meaning: { en: "One self-attention among several that work side by side, each on its own share of the vector.", "pt-BR": "Uma autoatenção entre várias que trabalham lado a lado, cada uma com a sua parte do vetor." },
    explanation: {
      en: "One head may look for the word before, another for a negation. The heads' outputs are put side by side and mixed by a matrix. The model size must be a multiple of their number.",
      "pt-BR": "Uma cabeça pode procurar a palavra anterior; outra, uma negação. As saídas das cabeças são postas lado a lado e misturadas por uma matriz. A dimensão do modelo precisa ser múltipla do número delas.",
    },
    symbol: "h", seeAlso: ["self-attention", "embedding-size"],
  },
  {
    name: "positional-encoding", term: { en: "position encoding", "pt-BR": "codificação de posição" }, marks: { en: ["position encoding", "positional encoding", "position encodings"], "pt-BR": ["codificação de posição", "codificação posicional"] },
    meaning: { en: "A vector for each position that is added to the token there, so that order is not lost.", "pt-BR": "Um vetor para cada posição, somado ao token que está ali, para que a ordem não se perca." },
    explanation: {
      en: "Self-attention by itself treats a text as a set: shuffled words give the same answer. Position vectors are learned, or made of sines and cosines of many wavelengths.",
      "pt-BR": "Sozinha, a autoatenção trata o texto como um conjunto: palavras embaralhadas dão a mesma resposta. Os vetores de posição são aprendidos ou feitos de senos e cossenos de muitos comprimentos de onda.",
    },
    shape: "[tokens, model size]", seeAlso: ["self-attention", "transformer"],
  },
  {
    name: "feed-forward", term: { en: "feed-forward layer", "pt-BR": "camada feed-forward" }, marks: { en: ["feed-forward"], "pt-BR": ["feed-forward"] },
    meaning: { en: "Two dense layers with a relu between them that work on each position by itself.", "pt-BR": "Duas camadas densas com uma relu no meio, que trabalham em cada posição separadamente." },
    explanation: {
      en: "Self-attention gathers; feed-forward works on what was gathered. In large Transformers most of the parameters are here.",
      "pt-BR": "A autoatenção reúne; a feed-forward trabalha o que foi reunido. Nos Transformers grandes, a maior parte dos parâmetros está aqui.",
    },
    symbol: String.raw`\operatorname{relu}(\mathbf{x}W_1 + \mathbf{b}_1)W_2 + \mathbf{b}_2`, seeAlso: ["self-attention", "dense-layer"],
  },
  {
    name: "residual-connection", term: { en: "residual connection", "pt-BR": "conexão residual" }, marks: { en: ["residual connection", "residual connections"], "pt-BR": ["conexão residual", "conexões residuais"] },
    meaning: { en: "What goes into a layer is added to what comes out, so the layer only has to learn the change.", "pt-BR": "O que entra em uma camada é somado ao que sai; assim ela só precisa aprender a mudança." },
    explanation: {
      en: "It gives the gradient a short way back to the first layers, which makes deep networks trainable (He and others, 2016).",
      "pt-BR": "Dá ao gradiente um caminho curto até as primeiras camadas, o que torna redes profundas treináveis (He e outros, 2016).",
    },
    symbol: String.raw`\mathbf{x} + f(\mathbf{x})`, seeAlso: ["layer-normalisation", "gradient"],
  },
  {
    name: "layer-normalisation", term: { en: "layer normalisation", "pt-BR": "normalização de camada" }, marks: { en: ["layer normalisation", "layer normalization"], "pt-BR": ["normalização de camada"] },
    meaning: { en: "Brings the numbers of one position to mean 0 and spread 1, then scales them by learned numbers.", "pt-BR": "Leva os números de uma posição a média 0 e desvio 1 e depois os ajusta com números aprendidos." },
    explanation: {
      en: "“Post” puts it after each sum, as in 2017; “pre” puts it before each part, which trains more steadily and needs no warm-up.",
      "pt-BR": "“Post” a coloca depois de cada soma, como em 2017; “pre” a coloca antes de cada parte, o que treina com mais estabilidade e dispensa o aquecimento.",
    },
    seeAlso: ["residual-connection", "warm-up"],
  },
  {
    name: "attention-spread", term: { en: "spread of attention", "pt-BR": "dispersão da atenção" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "As over how many positions the attention is spread: e to the power of its entropy.", "pt-BR": "Por quantas posições a atenção como que se divide: e elevado à sua entropia." },
    explanation: {
      en: "All on one position gives 1; evenly over ten gives 10; weights ½, ¼, ¼ give 2.8.",
      "pt-BR": "Toda em uma posição dá 1; por igual entre dez dá 10; pesos ½, ¼, ¼ dão 2,8.",
    },
    symbol: String.raw`e^{-\sum_t a_t \ln a_t}`, seeAlso: ["attention-weight"],
  },
];
