import type { Term } from "../term.js";

/** What a text is to a network, and how data is kept apart. */
export const textTerms: readonly Term[] = [
  {
    name: "text-stage", term: { en: "text stage", "pt-BR": "etapa do texto" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "The first stage: a text becomes a row of whole numbers, one a token.", "pt-BR": "A primeira etapa: o texto vira uma fila de números inteiros, um por token." },
    explanation: {
      en: "Every token is looked up in the vocabulary. What is too long is cut, what is too short is padded, so that all texts of a batch have one length. Nothing is learned here.",
      "pt-BR": "Cada token é procurado no vocabulário. O que passa do comprimento é cortado, o que falta é preenchido, e assim todos os textos de um lote têm o mesmo tamanho. Nada é aprendido aqui.",
    },
    shape: "[batch, tokens]", seeAlso: ["token", "vocabulary", "sequence-length", "padding"],
  },
  {
    name: "token", term: { en: "token", "pt-BR": "token" }, marks: { en: ["token", "tokens"], "pt-BR": ["token", "tokens"] },
    meaning: { en: "The unit that a text is cut into before a network reads it: here a word or a punctuation mark.", "pt-BR": "A unidade em que o texto é cortado antes de a rede ler: aqui, uma palavra ou um sinal de pontuação." },
    explanation: {
      en: "“Not bad!” is three tokens: not, bad, !. Other networks cut words into smaller pieces or into single characters. A network never sees letters, only the number of each token.",
      "pt-BR": "“Nada mau!” são três tokens: nada, mau, !. Outras redes cortam as palavras em pedaços menores ou em letras. A rede nunca vê as letras, só o número de cada token.",
    },
    seeAlso: ["vocabulary", "unknown-token", "embedding"],
  },
  {
    name: "vocabulary", term: { en: "vocabulary", "pt-BR": "vocabulário" }, marks: { en: ["vocabulary", "vocabulary size"], "pt-BR": ["vocabulário", "tamanho do vocabulário"] },
    meaning: { en: "The tokens that have a number of their own, and so a vector of their own.", "pt-BR": "Os tokens que têm um número próprio e, por isso, um vetor próprio." },
    explanation: {
      en: "It holds the most frequent tokens of the training examples, never those of the held-out ones. Two numbers are reserved: 0 for padding, 1 for every unknown token. Its size times the embedding size is the number of parameters of the embedding.",
      "pt-BR": "Contém os tokens mais frequentes dos exemplos de treino, nunca os dos exemplos reservados. Dois números são especiais: 0 é o preenchimento e 1 é qualquer token desconhecido. Seu tamanho vezes a dimensão do embedding dá o número de parâmetros do embedding.",
    },
    symbol: "V", seeAlso: ["token", "unknown-token", "embedding-size"],
  },
  {
    name: "unknown-token", term: { en: "unknown token", "pt-BR": "token desconhecido" }, marks: { en: ["unknown token", "unknown tokens", "unknown word", "unknown words"], "pt-BR": ["token desconhecido", "tokens desconhecidos", "palavra desconhecida", "palavras desconhecidas"] },
    meaning: { en: "A token that the vocabulary does not hold; all of them share one number and one vector.", "pt-BR": "Um token que não está no vocabulário; todos eles dividem um só número e um só vetor." },
    explanation: {
      en: "To the network, “splendid” and “horrid” are the same word if neither was in the training examples. A text of unknown tokens only is answered from nothing.",
      "pt-BR": "Para a rede, “esplêndido” e “horroroso” são a mesma palavra se nenhuma apareceu nos exemplos de treino. Um texto só de tokens desconhecidos é respondido às cegas.",
    },
    seeAlso: ["vocabulary", "token"],
  },
  {
    name: "padding", term: { en: "padding", "pt-BR": "preenchimento" }, marks: { en: ["padding"], "pt-BR": ["preenchimento"] },
    meaning: { en: "Filler after the end of a text, so that all texts of a batch have the same length.", "pt-BR": "Enchimento depois do fim do texto, para que todos os textos de um lote tenham o mesmo comprimento." },
    explanation: {
      en: "Padding carries no meaning, yet a network without a mask reads it like any other token: it can attend to it, and it can win a maximum. Do not mix it up with the border rule of the convolution.",
      "pt-BR": "O preenchimento não significa nada, mas uma rede sem máscara o lê como qualquer outro token: pode dar atenção a ele, e ele pode vencer um máximo. Não confunda com a regra de borda da convolução.",
    },
    seeAlso: ["mask", "sequence-length", "convolution-padding"],
  },
  {
    name: "mask", term: { en: "mask", "pt-BR": "máscara" }, marks: { en: ["padding mask"], "pt-BR": ["máscara de preenchimento"] },
    meaning: { en: "Marks which positions hold text, so that padding gets no attention and cannot win the pooling.", "pt-BR": "Marca quais posições têm texto, para que o preenchimento não receba atenção nem vença o pooling." },
    explanation: {
      en: "A masked position has a score far below every other, so that softmax gives it weight 0. The reference model has no mask; switch “ignore padding” on to see what changes.",
      "pt-BR": "Uma posição mascarada recebe um escore muito abaixo dos outros, e o softmax lhe dá peso 0. O modelo de referência não tem máscara; ligue “ignorar o preenchimento” para ver o que muda.",
    },
    shape: "[batch, positions]", seeAlso: ["padding", "softmax", "attention-weight"],
  },
  {
    name: "sequence-length", term: { en: "sequence length", "pt-BR": "comprimento da sequência" }, marks: { en: ["sequence length"], "pt-BR": ["comprimento da sequência"] },
    meaning: { en: "The number of tokens that every text is cut or padded to.", "pt-BR": "O número de tokens de cada texto depois de cortado ou preenchido." },
    explanation: {
      en: "Too short and the end of long texts is lost; too long and most of the work goes into padding. A convolution costs in proportion to it, self-attention in proportion to its square.",
      "pt-BR": "Curto demais, perde-se o fim dos textos longos; longo demais, quase todo o trabalho vai para o preenchimento. O custo da convolução cresce com ele; o da autoatenção, com o seu quadrado.",
    },
    symbol: "T", seeAlso: ["padding", "token", "self-attention"],
  },
  {
    name: "n-gram", term: { en: "n-gram", "pt-BR": "n-grama" }, marks: { en: ["n-gram", "n-grams"], "pt-BR": ["n-grama", "n-gramas"] },
    meaning: { en: "A run of n tokens that follow each other, such as “not very good” for n = 3.", "pt-BR": "Uma sequência de n tokens seguidos, como “não é bom” para n = 3." },
    explanation: {
      en: "A filter with kernel size n answers to n-grams: it is a soft n-gram detector, because similar words have similar vectors.",
      "pt-BR": "Um filtro de kernel n responde a n-gramas: é um detector flexível de n-gramas, porque palavras parecidas têm vetores parecidos.",
    },
    seeAlso: ["filter", "kernel-size", "bag-of-words"],
  },
  {
    name: "bag-of-words", term: { en: "bag of words", "pt-BR": "saco de palavras" }, marks: { en: ["bag of words", "bag-of-words"], "pt-BR": ["saco de palavras"] },
    meaning: { en: "A text seen as the set of its words with their counts; their order is thrown away.", "pt-BR": "O texto visto como o conjunto das suas palavras, com a contagem de cada uma; a ordem se perde." },
    explanation: {
      en: "Usually each word is weighed by how rare it is (TF-IDF) and a logistic regression adds the evidence up. It is fast and hard to beat on topics and long reviews, and blind to “dog bites man” against “man bites dog”.",
      "pt-BR": "Em geral, cada palavra pesa conforme sua raridade (TF-IDF), e uma regressão logística soma as pistas. É rápido e difícil de superar em temas e resenhas longas, mas não distingue “o cão mordeu o homem” de “o homem mordeu o cão”.",
    },
    seeAlso: ["tf-idf", "baseline", "n-gram"],
  },
  {
    name: "tf-idf", term: { en: "TF-IDF", "pt-BR": "TF-IDF" }, marks: { en: ["TF-IDF"], "pt-BR": ["TF-IDF"] },
    meaning: { en: "A word's weight in a text: how often it stands there, times how rare it is in all texts.", "pt-BR": "O peso de uma palavra em um texto: quantas vezes aparece ali, vezes o quanto é rara no conjunto dos textos." },
    explanation: {
      en: "“The” is in every text and says nothing; “refund” is in few and says much. Counts are usually damped: a word that stands n times counts 1 + ln n.",
      "pt-BR": "“De” está em todos os textos e não diz nada; “reembolso” está em poucos e diz muito. As contagens costumam ser amortecidas: uma palavra que aparece n vezes conta 1 + ln n.",
    },
    symbol: String.raw`(1 + \ln n)\,\Bigl(1 + \ln \frac{1 + N}{1 + N_w}\Bigr)`, seeAlso: ["bag-of-words", "baseline"],
  },
  {
    name: "example", term: { en: "example", "pt-BR": "exemplo" }, marks: { en: ["training example", "training examples"], "pt-BR": ["exemplo de treino", "exemplos de treino"] },
    meaning: { en: "One text with its label: what the network learns from, or is judged on.", "pt-BR": "Um texto com seu rótulo: com ele a rede aprende, ou por ele é avaliada." },
    explanation: {
      en: "Examples are drawn into three parts: to learn from, to choose the best epoch, and to judge the result. An example never stands in two of them.",
      "pt-BR": "Os exemplos são sorteados em três partes: para aprender, para escolher a melhor época e para julgar o resultado. Nenhum exemplo fica em duas delas.",
    },
    seeAlso: ["class", "validation-split"],
  },
  {
    name: "class", term: { en: "class, label", "pt-BR": "classe, rótulo" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "A class is a possible answer; the label of an example is the class that it really has.", "pt-BR": "Classe é uma resposta possível; o rótulo de um exemplo é a classe que ele realmente tem." },
    explanation: {
      en: "Praise and complaint are classes. Labels come from people or from a generator, and people are not always right: no network can be expected to agree with labels more than their makers agree with each other.",
      "pt-BR": "Elogio e reclamação são classes. Os rótulos vêm de pessoas ou de um gerador, e pessoas também erram: não se pode esperar que uma rede concorde com os rótulos mais do que quem os deu concorda entre si.",
    },
    seeAlso: ["example", "probabilities", "confusion-matrix"],
  },
  {
    name: "validation-split", term: { en: "validation and test split", "pt-BR": "divisão de validação e teste" }, marks: { en: ["validation split", "held out", "held-out"], "pt-BR": ["divisão de validação"] },
    meaning: { en: "Examples that are held out of training: validation to choose the best epoch, test to judge the result.", "pt-BR": "Exemplos que ficam fora do treino: a validação escolhe a melhor época; o teste julga o resultado." },
    explanation: {
      en: "They are drawn for each class with a seed, so that the same seed holds out the same examples. The test part is looked at once, at the end: a choice made by looking at it would flatter the network.",
      "pt-BR": "São sorteados por classe, com uma semente: a mesma semente reserva os mesmos exemplos. A parte de teste só é olhada uma vez, no fim: uma escolha feita olhando para ela favoreceria a rede.",
    },
    seeAlso: ["overfitting", "accuracy", "seed"],
  },
];
