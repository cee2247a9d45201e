import type { Locale } from "../../../base/text.js";

/** Three words for each class: joy, anger, fear, surprise. */
export const keywords: Readonly<Record<Locale, readonly (readonly string[])[]>> = {
  en: [["happy", "glad", "joyful"], ["angry", "furious", "annoyed"], ["afraid", "scared", "frightened"], ["surprised", "amazed", "astonished"]],
  "pt-BR": [["feliz", "alegre", "contente"], ["furioso", "irritado", "zangado"], ["assustado", "apavorado", "medroso"], ["surpreso", "espantado", "admirado"]],
};

/** A hundred everyday words that name no feeling. */
export const fillers: Readonly<Record<Locale, readonly string[]>> = {
  en: ("table chair window door floor wall roof kitchen garden street corner bridge river field mountain island beach road station train bus bicycle car boat plane ticket map bag box "
    + "key lamp clock mirror shelf drawer carpet curtain blanket pillow bottle cup plate spoon knife fork bowl basket paper pencil book page letter stamp envelope newspaper "
    + "radio screen button cable battery engine wheel hammer nail rope ladder fence candle bucket brush soap towel shirt sleeve pocket shoe hat coat belt bread butter cheese apple "
    + "orange onion potato rice salt sugar coffee tea milk water stone sand leaf branch root seed cloud").split(" "),
  "pt-BR": ("mesa cadeira janela porta chão parede telhado cozinha jardim rua esquina ponte rio campo montanha ilha praia estrada estação trem ônibus bicicleta carro barco avião bilhete mapa bolsa caixa "
    + "chave abajur relógio espelho prateleira gaveta tapete cortina cobertor travesseiro garrafa xícara prato colher faca garfo tigela cesta papel lápis livro página carta selo envelope jornal "
    + "rádio tela botão cabo bateria motor roda martelo prego corda escada cerca vela balde escova sabão toalha camisa manga bolso sapato chapéu casaco cinto pão manteiga queijo maçã "
    + "laranja cebola batata arroz sal açúcar café chá leite água pedra areia folha galho raiz semente nuvem").split(" "),
};
