import { formatNumber, textOf } from "../../base/text.js";
import { lastEpoch, oneDigit, setting, type Rule } from "./rule.js";

/** Adam and its kin move a parameter by at most about the learning rate a step: all steps together must reach the size of a weight, about a tenth. */
const leastReach = 0.1;

export const rateTooLow: Rule = {
  name: "rate-too-low",
  when({ run }) {
    const [first, last] = [run.epochs[0], lastEpoch(run)];
    const [rate, optimizer] = [setting(run, "learningRate"), String(run.settings.hyperparameters["optimizer"])];
    if (!first || !last || run.epochs.length < 2 || optimizer === "sgd" || optimizer === "adagrad") return undefined;
    const reach = rate * last.step;
    if (reach >= leastReach || last.trainingLoss < first.trainingLoss * 0.9) return undefined;
    return {
      message: textOf((l) => {
        const [from, to, now, steps, far] = [first.trainingLoss, last.trainingLoss, rate, last.step, reach].map((value, i) => formatNumber(value, l, i === 3 ? { decimals: 0 } : { significant: 2 }));
        return l === "en"
          ? `The training loss hardly moved, from ${from} to ${to}. At a learning rate of ${now}, ${steps} steps move a weight by ${far} at most, and weights are about a tenth in size. Try ten times the rate.`
          : `A perda no treino quase não se mexeu, de ${from} para ${to}. Com taxa de aprendizado ${now}, ${steps} passos movem um peso em no máximo ${far}, e os pesos têm tamanho de cerca de um décimo. Experimente uma taxa dez vezes maior.`;
      }),
      tries: [{ name: "learningRate", value: oneDigit(Math.min(0.01, rate * 10)) }],
    };
  },
};
