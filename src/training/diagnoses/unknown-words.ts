import { formatNumber, textOf } from "../../base/text.js";
import { setting, type Rule } from "./rule.js";

/** From this share on a text has holes where its meaning may be. */
const many = 0.2;

export const unknownWords: Rule = {
  name: "unknown-words",
  when({ run, health }) {
    const unknown = health?.reading.unknown ?? 0;
    if (unknown < many) return undefined;
    const size = setting(run, "vocabularySize");
    // The vocabulary never has more rows than the training texts have words.
    const isFull = run.shape.vocabularySize >= size;
    return {
      message: textOf((l) => {
        const share = formatNumber(unknown, l, { percent: true, decimals: 0 });
        const rows = formatNumber(size, l);
        if (l === "en") return `${share} of the words in the held-out texts are unknown to the network, which reads them all as one. ${isFull ? `Its vocabulary holds only ${rows} tokens: try a larger one.` : "The training texts never had them: only more texts, or smaller units than words, help."}`;
        return `${share} das palavras dos textos reservados são desconhecidas para a rede, que lê todas como uma só. ${isFull ? `O vocabulário só tem ${rows} tokens: experimente um maior.` : "Elas nunca apareceram no treino: só mais textos, ou unidades menores que palavras, ajudam."}`;
      }),
      tries: isFull ? [{ name: "vocabularySize", value: Math.min(50_000, size * 4) }] : [],
    };
  },
};
