import { formatNumber, textOf } from "../../base/text.js";
import { lastEpoch, oneDigit, setting, type Rule } from "./rule.js";

/** Nearly all of the attention on one position of every text, while the answers are still wrong: a softmax that full lets no gradient through. */
export const saturatedAttention: Rule = {
  name: "saturated-attention",
  when({ run, health }) {
    const last = lastEpoch(run);
    const attention = health?.attention;
    // Where the answers are right, looking at one word is what was learned.
    if (!attention || !last || attention.largest < 0.95 || last.trainingAccuracy > 0.9) return undefined;
    return {
      message: textOf((l) => {
        const [largest, right] = [attention.largest, last.trainingAccuracy].map((value) => formatNumber(value, l, { percent: true, decimals: 0 }));
        return l === "en"
          ? `On average ${largest} of a text's attention lies on one position, and only ${right} of the training texts are right: the attention is saturated, and so full a softmax hardly learns to look elsewhere. A smaller learning rate, or scores that tanh holds between −1 and 1, keep it moving.`
          : `Em média, ${largest} da atenção de um texto está numa só posição, e só ${right} dos textos de treino estão certos: a atenção está saturada, e um softmax tão cheio quase não aprende a olhar para outro lugar. Uma taxa de aprendizado menor, ou escores que a tanh mantém entre −1 e 1, a deixam se mover.`;
      }),
      tries: [{ name: "learningRate", value: oneDigit(setting(run, "learningRate") / 10) }, ...(run.settings.architecture === "atnet" ? [{ name: "attention", value: "tanh" }] : [])],
    };
  },
};
