import type { Term } from "../term.js";

/** Ways to ask why a network answered as it did. */
export const explainingTerms: readonly Term[] = [
  {
    name: "faithfulness", term: { en: "faithfulness", "pt-BR": "fidelidade" }, marks: { en: ["faithful explanation", "faithfulness"], "pt-BR": ["explicação fiel"] },
    meaning: { en: "An explanation is faithful when it names what really made the network decide.", "pt-BR": "Uma explicação é fiel quando aponta o que de fato fez a rede decidir." },
    explanation: {
      en: "That it looks sensible to a person is something else: plausibility. The test is to change what it names and see whether the answer moves.",
      "pt-BR": "Parecer sensata a uma pessoa é outra coisa: plausibilidade. O teste é mudar o que ela aponta e ver se a resposta se move.",
    },
    seeAlso: ["leave-one-out", "attention", "kendall-tau"],
  },
  {
    name: "leave-one-out", term: { en: "leave-one-out", "pt-BR": "retirar uma palavra (leave-one-out)" }, marks: { en: ["leave-one-out"], "pt-BR": ["leave-one-out"] },
    meaning: { en: "Takes one word away and measures how much the answer changes.", "pt-BR": "Tira uma palavra e mede o quanto a resposta muda." },
    explanation: {
      en: "It asks the network itself and needs no gradient. Two words that say the same can hide each other: without either one the answer stays.",
      "pt-BR": "Pergunta à própria rede e não precisa de gradiente. Duas palavras que dizem o mesmo podem se esconder uma à outra: sem qualquer uma delas, a resposta fica.",
    },
    seeAlso: ["gradient-times-input", "faithfulness"],
  },
  {
    name: "gradient-times-input", term: { en: "gradient × input", "pt-BR": "gradiente × entrada" }, marks: { en: ["gradient × input"], "pt-BR": ["gradiente × entrada"] },
    meaning: { en: "Each word's vector times the slope of the answer there: what the word adds, as far as the slope can tell.", "pt-BR": "O vetor de cada palavra vezes a inclinação da resposta ali: o que a palavra acrescenta, até onde a inclinação permite dizer." },
    explanation: {
      en: "Exact where the network is linear. Where it bends, integrated gradients add the slopes up on the way from an empty text to this one.",
      "pt-BR": "É exato onde a rede é linear. Onde ela se curva, os gradientes integrados somam as inclinações no caminho de um texto vazio até este.",
    },
    symbol: String.raw`\mathbf{x}_t \cdot \frac{\partial z}{\partial \mathbf{x}_t}`, seeAlso: ["integrated-gradients", "gradient", "leave-one-out"],
  },
  {
    name: "integrated-gradients", term: { en: "integrated gradients", "pt-BR": "gradientes integrados" }, marks: { en: ["integrated gradients"], "pt-BR": ["gradientes integrados"] },
    meaning: { en: "Adds up gradient × input on a straight way from nothing to the text; the parts sum to the whole change.", "pt-BR": "Soma gradiente × entrada em um caminho reto do nada até o texto; as partes somam a mudança inteira." },
    explanation: {
      en: "Published by Sundararajan, Taly and Yan (2017). What counts as “nothing” is a choice: here the padding vector or zeros.",
      "pt-BR": "Publicado por Sundararajan, Taly e Yan (2017). O que conta como “nada” é uma escolha: aqui, o vetor de preenchimento ou zeros.",
    },
    seeAlso: ["gradient-times-input", "faithfulness"],
  },
  {
    name: "kendall-tau", term: { en: "Kendall's τ", "pt-BR": "τ de Kendall" }, marks: { en: ["Kendall's τ", "Kendall’s τ"], "pt-BR": ["τ de Kendall"] },
    meaning: { en: "How far two orders of the same words agree: 1 the same order, 0 no relation, −1 reversed.", "pt-BR": "O quanto duas ordenações das mesmas palavras concordam: 1 é a mesma ordem, 0 é sem relação, −1 é invertida." },
    explanation: {
      en: "It counts pairs: those that both put in the same order less those that they do not, over all. Jain and Wallace (2019) found about 0.2 between attention and gradients for a CNN with tanh attention on film reviews.",
      "pt-BR": "Conta pares: os que as duas põem na mesma ordem menos os que não põem, sobre o total. Jain e Wallace (2019) acharam cerca de 0,2 entre atenção e gradientes numa CNN com atenção tanh em resenhas de filmes.",
    },
    symbol: String.raw`\tau`, seeAlso: ["faithfulness", "gradient-times-input"],
  },
  {
    name: "adversarial-attention", term: { en: "adversarial attention", "pt-BR": "atenção adversária" }, marks: { en: ["adversarial attention"], "pt-BR": ["atenção adversária"] },
    meaning: { en: "Attention weights as different as possible that give the same answer.", "pt-BR": "Pesos de atenção tão diferentes quanto possível que dão a mesma resposta." },
    explanation: {
      en: "If they exist, the weights that the network had were one story among several. Wiegreffe and Pinter (2019) answer that this alone does not make attention useless.",
      "pt-BR": "Se existem, os pesos que a rede tinha eram uma história entre várias. Wiegreffe e Pinter (2019) respondem que só isso não torna a atenção inútil.",
    },
    seeAlso: ["attention-weight", "faithfulness"],
  },
  {
    name: "pool-winner", term: { en: "winner of the maximum", "pt-BR": "vencedor do máximo" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "The position whose value max-pooling kept for a filter.", "pt-BR": "A posição cujo valor o max-pooling guardou para um filtro." },
    explanation: {
      en: "Everything the network knows of a text after max-pooling comes from its winners: words in no winning window cannot have changed the answer through their filters.",
      "pt-BR": "Tudo o que a rede sabe de um texto depois do max-pooling vem dos vencedores: palavras fora de toda janela vencedora não mudaram a resposta por meio dos filtros.",
    },
    seeAlso: ["max-pooling", "filter", "filter-threshold"],
  },
  {
    name: "filter-threshold", term: { en: "threshold of a filter", "pt-BR": "limiar de um filtro" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "The activation from which on a filter can be trusted: above it, three in four texts get the class that the filter pulls to.", "pt-BR": "A ativação a partir da qual se pode confiar em um filtro: acima dela, três em cada quatro textos recebem a classe para a qual o filtro puxa." },
    explanation: {
      en: "Max-pooling always lets something win. Jacovi, Shalom and Goldberg (2018) tell deliberate n-grams from accidental ones by the lowest threshold that reaches a purity of 0.75.",
      "pt-BR": "No max-pooling, alguma coisa sempre vence. Jacovi, Shalom e Goldberg (2018) separam n-gramas deliberados de acidentais pelo menor limiar que atinge pureza de 0,75.",
    },
    seeAlso: ["filter", "pool-winner", "n-gram"],
  },
  {
    name: "cosine-similarity", term: { en: "cosine similarity", "pt-BR": "similaridade de cosseno" }, marks: { en: ["cosine similarity", "cosine"], "pt-BR": ["similaridade de cosseno", "cosseno"] },
    meaning: { en: "How far two vectors point the same way: 1 the same, 0 at right angles, −1 opposite.", "pt-BR": "O quanto dois vetores apontam para o mesmo lado: 1 é igual, 0 é em ângulo reto, −1 é oposto." },
    explanation: {
      en: "Lengths do not count. The nearest neighbours of a word are those with the largest cosine.",
      "pt-BR": "Os comprimentos não contam. Os vizinhos mais próximos de uma palavra são os de maior cosseno.",
    },
    symbol: String.raw`\frac{\mathbf{a}\cdot\mathbf{b}}{\|\mathbf{a}\|\,\|\mathbf{b}\|}`, seeAlso: ["embedding", "pca"],
  },
  {
    name: "pca", term: { en: "PCA (principal components)", "pt-BR": "PCA (componentes principais)" }, marks: { en: ["PCA"], "pt-BR": ["PCA"] },
    meaning: { en: "The flat picture of many-dimensional points that keeps as much of their spread as a plane can.", "pt-BR": "O retrato plano de pontos de muitas dimensões que guarda o máximo possível da dispersão deles." },
    explanation: {
      en: "The share that it keeps is told beside the picture: with 30% two words may look near and lie far apart. Directions and signs mean nothing by themselves.",
      "pt-BR": "A parte que ele guarda é dita ao lado: com 30%, duas palavras podem parecer próximas e estar longe. Direções e sinais, sozinhos, não significam nada.",
    },
    seeAlso: ["umap", "cosine-similarity", "embedding"],
  },
  {
    name: "umap", term: { en: "UMAP", "pt-BR": "UMAP" }, marks: { en: ["UMAP"], "pt-BR": ["UMAP"] },
    meaning: { en: "A flat picture that keeps neighbours together and gives up true distances.", "pt-BR": "Um retrato plano que mantém os vizinhos juntos e abre mão das distâncias verdadeiras." },
    explanation: {
      en: "Groups are worth believing; the gaps between them and their sizes are not (McInnes, Healy and Melville, 2018).",
      "pt-BR": "Os grupos merecem confiança; os espaços entre eles e seus tamanhos, não (McInnes, Healy e Melville, 2018).",
    },
    seeAlso: ["pca", "embedding"],
  },
];
