import type { Term } from "../term.js";

/** How the parameters are found. */
export const trainingTerms: readonly Term[] = [
  {
    name: "training", term: { en: "training", "pt-BR": "treinamento" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "Moving the parameters, step by step, so that the answers to the training examples get better.", "pt-BR": "Mover os parâmetros, passo a passo, para que as respostas aos exemplos de treino melhorem." },
    explanation: {
      en: "Each step has four parts: forward (the answers), loss (how wrong they are), backward (which way each parameter has to go) and update (going there a little).",
      "pt-BR": "Cada passo tem quatro partes: ida (as respostas), perda (o quanto estão erradas), volta (para onde cada parâmetro deve ir) e atualização (ir um pouco para lá).",
    },
    seeAlso: ["step", "epoch", "loss", "gradient"],
  },
  {
    name: "loss", term: { en: "loss", "pt-BR": "perda" }, marks: { en: ["loss"], "pt-BR": ["perda"] },
    meaning: { en: "How wrong the network is, in one number: training makes it smaller.", "pt-BR": "O quanto a rede está errada, em um número: o treino o diminui." },
    explanation: {
      en: "Ours is cross-entropy: the mean over the examples of −ln of the probability given to the right class. Guessing between two classes costs ln 2 ≈ 0.69; being sure and wrong costs without limit.",
      "pt-BR": "A nossa é a entropia cruzada: a média, sobre os exemplos, de −ln da probabilidade dada à classe certa. Chutar entre duas classes custa ln 2 ≈ 0,69; ter certeza e errar custa sem limite.",
    },
    symbol: String.raw`-\frac{1}{N}\sum_i \ln \hat{y}_{i,\text{right}}`, seeAlso: ["accuracy", "gradient", "overfitting"],
  },
  {
    name: "gradient", term: { en: "gradient", "pt-BR": "gradiente" }, marks: { en: ["gradient", "gradients"], "pt-BR": ["gradiente", "gradientes"] },
    meaning: { en: "For every parameter, how fast the loss would grow if it grew: the step goes the other way.", "pt-BR": "Para cada parâmetro, o quanto a perda cresceria se ele crescesse: o passo vai para o outro lado." },
    explanation: {
      en: "It is computed from the output back to the input, stage by stage, by the chain rule: backpropagation. Its length (norm) tells how steep the ground is.",
      "pt-BR": "É calculado da saída de volta à entrada, etapa por etapa, pela regra da cadeia: a retropropagação. Seu comprimento (norma) diz o quanto o terreno é íngreme.",
    },
    symbol: String.raw`\nabla_\theta L`, seeAlso: ["learning-rate", "optimizer", "gradient-clipping"],
  },
  {
    name: "optimizer", term: { en: "optimizer", "pt-BR": "otimizador" }, marks: { en: ["optimizer", "Adam", "SGD"], "pt-BR": ["otimizador", "Adam", "SGD"] },
    meaning: { en: "The rule that turns gradients into steps.", "pt-BR": "A regra que transforma gradientes em passos." },
    explanation: {
      en: "SGD steps straight along the gradient. Adam (Kingma and Ba, 2015) keeps a running mean of the gradient and of its square, so that each parameter gets a step of its own size.",
      "pt-BR": "O SGD anda direto pelo gradiente. O Adam (Kingma e Ba, 2015) mantém médias móveis do gradiente e do seu quadrado; assim, cada parâmetro ganha um passo do seu tamanho.",
    },
    seeAlso: ["gradient", "learning-rate", "momentum", "weight-decay"],
  },
  {
    name: "learning-rate", term: { en: "learning rate", "pt-BR": "taxa de aprendizado" }, marks: { en: ["learning rate", "learning rates"], "pt-BR": ["taxa de aprendizado", "taxas de aprendizado"] },
    meaning: { en: "How far the parameters move in one step.", "pt-BR": "O quanto os parâmetros se movem em um passo." },
    explanation: {
      en: "Too small and the loss crawls; too large and it jumps or stops being a number. It is the first hyperparameter to try, by factors of three or ten.",
      "pt-BR": "Pequena demais, a perda se arrasta; grande demais, ela salta ou deixa de ser um número. É o primeiro hiperparâmetro a experimentar, por fatores de três ou de dez.",
    },
    symbol: String.raw`\eta`, seeAlso: ["gradient", "optimizer", "schedule", "warm-up"],
  },
  {
    name: "schedule", term: { en: "course of the learning rate", "pt-BR": "curso da taxa de aprendizado" }, marks: { en: ["learning-rate schedule"], "pt-BR": [] },
    meaning: { en: "How the learning rate changes from the first step to the last.", "pt-BR": "Como a taxa de aprendizado muda do primeiro ao último passo." },
    explanation: {
      en: "Large steps at first find the valley; small ones at the end settle in it. A constant rate is the simplest.",
      "pt-BR": "Passos grandes no começo encontram o vale; passos pequenos no fim assentam nele. Uma taxa constante é o mais simples.",
    },
    seeAlso: ["learning-rate", "warm-up"],
  },
  {
    name: "warm-up", term: { en: "warm-up", "pt-BR": "aquecimento" }, marks: { en: ["warm-up"], "pt-BR": [] },
    meaning: { en: "Steps at the start in which the learning rate climbs from 0 to its full size.", "pt-BR": "Passos iniciais em que a taxa de aprendizado sobe de 0 até o valor inteiro." },
    explanation: {
      en: "At first the gradients of a Transformer point in odd directions; small steps keep them from doing harm.",
      "pt-BR": "No começo, os gradientes de um Transformer apontam para lugares estranhos; passos pequenos evitam o estrago.",
    },
    seeAlso: ["learning-rate", "schedule", "layer-normalisation"],
  },
  {
    name: "momentum", term: { en: "momentum", "pt-BR": "momento" }, marks: { en: ["momentum"], "pt-BR": [] },
    meaning: { en: "The share of the last step that the next one keeps, so that steps in one direction gather speed.", "pt-BR": "A parte do último passo que o próximo mantém, para que passos na mesma direção ganhem velocidade." },
    explanation: {
      en: "With 0.9 a steady slope is walked ten times as fast, and zigzags cancel out.",
      "pt-BR": "Com 0,9, uma ladeira constante é descida dez vezes mais rápido, e os zigue-zagues se cancelam.",
    },
    seeAlso: ["optimizer", "gradient"],
  },
  {
    name: "weight-decay", term: { en: "weight decay", "pt-BR": "decaimento de pesos" }, marks: { en: ["weight decay"], "pt-BR": ["decaimento de pesos"] },
    meaning: { en: "Shrinks every parameter a little in each step, so that only what the examples insist on stays large.", "pt-BR": "Encolhe um pouco todos os parâmetros a cada passo, para que só fique grande o que os exemplos exigem." },
    explanation: {
      en: "It is a way against overfitting. AdamW applies it apart from the gradient (Loshchilov and Hutter, 2019).",
      "pt-BR": "É um recurso contra o sobreajuste. O AdamW o aplica à parte do gradiente (Loshchilov e Hutter, 2019).",
    },
    seeAlso: ["overfitting", "optimizer"],
  },
  {
    name: "regularisation", term: { en: "regularisation (penalty)", "pt-BR": "regularização (penalidade)" }, marks: { en: ["regularisation", "regularization"], "pt-BR": ["regularização"] },
    meaning: { en: "Whatever holds a network back from fitting its examples too closely, such as a price on large parameters.", "pt-BR": "Tudo o que impede uma rede de se ajustar demais aos exemplos, como um preço sobre parâmetros grandes." },
    explanation: {
      en: "With a penalty, a word that stands in one text alone cannot decide by itself. Dropout, weight decay and stopping early work to the same end.",
      "pt-BR": "Com uma penalidade, uma palavra que só aparece em um texto não decide sozinha. Dropout, decaimento de pesos e parar antes têm o mesmo objetivo.",
    },
    symbol: String.raw`\frac{\lambda}{2} \|\theta\|^2`, seeAlso: ["overfitting", "weight-decay", "dropout"],
  },
  {
    name: "gradient-clipping", term: { en: "longest gradient (clipping)", "pt-BR": "maior gradiente (corte)" }, marks: { en: ["gradient clipping"], "pt-BR": ["corte de gradiente"] },
    meaning: { en: "A gradient longer than a limit is shortened to it; its direction stays.", "pt-BR": "Um gradiente mais longo que o limite é encurtado até ele; a direção se mantém." },
    explanation: {
      en: "So one odd batch cannot throw the network off (Pascanu, Mikolov and Bengio, 2013).",
      "pt-BR": "Assim, um lote estranho não desvia a rede (Pascanu, Mikolov e Bengio, 2013).",
    },
    seeAlso: ["gradient", "learning-rate"],
  },
  {
    name: "batch", term: { en: "batch, batch size", "pt-BR": "lote, tamanho do lote" }, marks: { en: ["batch", "batches", "batch size"], "pt-BR": ["lote", "lotes", "tamanho do lote"] },
    meaning: { en: "The examples whose mean gradient makes one step, and how many they are.", "pt-BR": "Os exemplos cujo gradiente médio faz um passo, e quantos eles são." },
    explanation: {
      en: "A small batch steps often and noisily, a large one seldom and smoothly. With 792 examples and batches of 32 an epoch has 25 steps; the last batch has 24.",
      "pt-BR": "Um lote pequeno dá passos frequentes e ruidosos; um grande, raros e suaves. Com 792 exemplos e lotes de 32, uma época tem 25 passos; o último lote tem 24.",
    },
    seeAlso: ["step", "epoch", "gradient"],
  },
  {
    name: "step", term: { en: "step", "pt-BR": "passo" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "One update of the parameters, from one batch; counted from 1.", "pt-BR": "Uma atualização dos parâmetros, a partir de um lote; contada de 1." },
    explanation: {
      en: "Some call it an iteration. The training curve has one point for each.",
      "pt-BR": "Há quem diga iteração. A curva de treino tem um ponto para cada um.",
    },
    seeAlso: ["batch", "epoch"],
  },
  {
    name: "epoch", term: { en: "epoch", "pt-BR": "época" }, marks: { en: ["epoch", "epochs"], "pt-BR": ["época", "épocas"] },
    meaning: { en: "One pass over all training examples; counted from 1.", "pt-BR": "Uma passagem por todos os exemplos de treino; contada de 1." },
    explanation: {
      en: "At the end of each the network is measured on the validation examples. The order of the examples is drawn anew for every epoch.",
      "pt-BR": "Ao fim de cada uma, a rede é medida nos exemplos de validação. A ordem dos exemplos é sorteada de novo a cada época.",
    },
    seeAlso: ["step", "batch", "patience"],
  },
  {
    name: "patience", term: { en: "patience (early stopping)", "pt-BR": "paciência (parada antecipada)" }, marks: { en: ["early stopping"], "pt-BR": ["parada antecipada"] },
    meaning: { en: "How many epochs without a better validation loss are waited for before training stops.", "pt-BR": "Quantas épocas sem melhora da perda na validação se espera antes de parar o treino." },
    explanation: {
      en: "It saves time and guards against overfitting; 0 trains to the end.",
      "pt-BR": "Economiza tempo e protege contra o sobreajuste; 0 treina até o fim.",
    },
    seeAlso: ["overfitting", "epoch", "best-epoch"],
  },
  {
    name: "best-epoch", term: { en: "best epoch", "pt-BR": "melhor época" }, marks: { en: ["best epoch"], "pt-BR": ["melhor época"] },
    meaning: { en: "The epoch with the lowest validation loss; its parameters can be the ones that are kept.", "pt-BR": "A época de menor perda na validação; seus parâmetros podem ser os que ficam guardados." },
    explanation: {
      en: "The last epoch is often past its best: the network has begun to learn its examples by heart.",
      "pt-BR": "A última época muitas vezes já passou do ponto: a rede começou a decorar os exemplos.",
    },
    seeAlso: ["patience", "overfitting", "validation-split"],
  },
  {
    name: "seed", term: { en: "seed", "pt-BR": "semente" }, marks: { en: ["seed", "seeds"], "pt-BR": ["semente", "sementes"] },
    meaning: { en: "A number that fixes everything that is drawn at random: same seed, same curve.", "pt-BR": "Um número que fixa tudo o que é sorteado: mesma semente, mesma curva." },
    explanation: {
      en: "It decides the first parameters, the order of the examples and dropout. One seed is one throw of the dice: compare networks over several.",
      "pt-BR": "Decide os primeiros parâmetros, a ordem dos exemplos e o dropout. Uma semente é um lance de dados: compare redes com várias.",
    },
    seeAlso: ["run", "dropout"],
  },
  {
    name: "run", term: { en: "run", "pt-BR": "execução" }, marks: { en: [], "pt-BR": [] },
    meaning: { en: "One training with one set of values, kept with its curves and its result.", "pt-BR": "Um treinamento com um conjunto de valores, guardado com suas curvas e seu resultado." },
    explanation: {
      en: "Changing a setting does not erase it: it is marked as stale, and the next run stands beside it.",
      "pt-BR": "Mudar uma configuração não o apaga: ele fica marcado como desatualizado, e a próxima execução aparece ao lado.",
    },
    seeAlso: ["training", "seed"],
  },
  {
    name: "probe-text", term: { en: "probe text", "pt-BR": "texto de sondagem" }, marks: { en: ["probe text"], "pt-BR": ["texto de sondagem"] },
    meaning: { en: "A fixed text that is watched while the network learns.", "pt-BR": "Um texto fixo, observado enquanto a rede aprende." },
    explanation: {
      en: "Its attention, its answer and the numbers of every stage are shown live and kept for each epoch.",
      "pt-BR": "Sua atenção, sua resposta e os números de cada etapa aparecem ao vivo e ficam guardados a cada época.",
    },
    seeAlso: ["epoch", "attention-weight"],
  },
  {
    name: "overfitting", term: { en: "overfitting", "pt-BR": "sobreajuste (overfitting)" }, marks: { en: ["overfitting"], "pt-BR": ["overfitting", "sobreajuste"] },
    meaning: { en: "Learning the training examples by heart instead of what they have in common.", "pt-BR": "Decorar os exemplos de treino em vez de aprender o que eles têm em comum." },
    explanation: {
      en: "It shows where the training loss still falls and the validation loss turns up. More examples, dropout, weight decay, a smaller network or an earlier stop help.",
      "pt-BR": "Aparece quando a perda de treino continua caindo e a de validação passa a subir. Ajudam: mais exemplos, dropout, decaimento de pesos, uma rede menor ou parar antes.",
    },
    seeAlso: ["loss", "dropout", "patience", "validation-split"],
  },
  {
    name: "label-smoothing", term: { en: "label smoothing", "pt-BR": "suavização de rótulos" }, marks: { en: ["label smoothing"], "pt-BR": ["suavização de rótulos"] },
    meaning: { en: "Asks for 95% instead of 100% of the right class in training, so that the network stays less sure.", "pt-BR": "Pede no treino, por exemplo, 95% em vez de 100% da classe certa, para que a rede fique menos segura." },
    explanation: {
      en: "It helps where some labels are wrong, and makes probabilities more honest.",
      "pt-BR": "Ajuda quando alguns rótulos estão errados e deixa as probabilidades mais honestas.",
    },
    seeAlso: ["probabilities", "calibration"],
  },
  {
    name: "class-weights", term: { en: "class weights", "pt-BR": "pesos das classes" }, marks: { en: ["class weights"], "pt-BR": ["pesos das classes"] },
    meaning: { en: "Lets examples of a rare class count for more, so that the network does not forget it.", "pt-BR": "Faz os exemplos de uma classe rara contarem mais, para que a rede não se esqueça dela." },
    explanation: {
      en: "With 900 praises and 100 complaints, always saying praise is right 90% of the time; balanced weights make that worth no more than a coin.",
      "pt-BR": "Com 900 elogios e 100 reclamações, dizer sempre elogio acerta 90%; com pesos equilibrados, isso não vale mais que uma moeda.",
    },
    seeAlso: ["class", "baseline", "loss"],
  },
];
