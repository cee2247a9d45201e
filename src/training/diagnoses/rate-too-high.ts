import { formatNumber, textOf } from "../../base/text.js";
import { classCount, lastEpoch, oneDigit, setting, type Rule } from "./rule.js";

/** Steps that jump over what they look for: the loss is lost, or ends above what guessing has. */
export const rateTooHigh: Rule = {
  name: "rate-too-high",
  when({ run }) {
    const last = lastEpoch(run);
    const isLost = run.problems.some(({ code }) => code === "loss-not-a-number");
    // Guessing evenly costs ln(classes): who has learned anything has less.
    const guessing = Math.log(classCount(run));
    if (!isLost && !(last && last.trainingLoss > guessing * 1.2)) return undefined;
    const rate = setting(run, "learningRate");
    return {
      message: textOf((l) => {
        const [now, guess, loss] = [formatNumber(rate, l, { significant: 2 }), formatNumber(guessing, l, { decimals: 2 }), formatNumber(last?.trainingLoss ?? NaN, l, { decimals: 2 })];
        const seen = isLost
          ? (l === "en" ? "The loss stopped being a number." : "A perda deixou de ser um número.")
          : l === "en" ? `The training loss ends at ${loss}, above the ${guess} of guessing.` : `A perda no treino termina em ${loss}, acima dos ${guess} de quem chuta.`;
        return l === "en" ? `${seen} With a learning rate of ${now} each step jumps over what it looks for. Try a tenth of it.` : `${seen} Com taxa de aprendizado ${now}, cada passo pula por cima do que procura. Experimente um décimo disso.`;
      }),
      tries: [{ name: "learningRate", value: oneDigit(rate / 10) }],
    };
  },
};
