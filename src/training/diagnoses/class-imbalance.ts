import { formatNumber, textOf } from "../../base/text.js";
import { classScores } from "../evaluation/class-scores.js";
import { heldOut, type Rule } from "./rule.js";

/** From this ratio on a class is rare. */
const rare = 3;

/** A rare class that is forgotten: far fewer of its texts are right than of all. */
export const classImbalance: Rule = {
  name: "class-imbalance",
  when({ run, statistics }) {
    const evaluation = heldOut(run);
    const counts = statistics?.classCounts.train;
    if (!evaluation || !counts) return undefined;
    const most = Math.max(...counts);
    const scores = classScores(evaluation.confusion);
    const forgotten = counts.map((count, label) => ({ count, label, recall: scores[label]?.recall ?? NaN })).filter(({ count, recall }) => count > 0 && most >= rare * count && recall < evaluation.accuracy * 0.75).sort((a, b) => a.recall - b.recall)[0];
    if (!forgotten || run.settings.hyperparameters["classWeights"] === "balanced") return undefined;
    return {
      message: textOf((l) => {
        const name = run.classes[forgotten.label]?.[l] ?? String(forgotten.label);
        const [times, own, all] = [formatNumber(most / forgotten.count, l, { decimals: 0 }), formatNumber(forgotten.recall, l, { percent: true, decimals: 0 }), formatNumber(evaluation.accuracy, l, { percent: true, decimals: 0 })];
        return l === "en"
          ? `The largest class has ${times} times as many training texts as “${name}”, and only ${own} of the texts of “${name}” are right, of all ${all}. Forgetting the rare class costs little; letting every class count the same makes it cost.`
          : `A maior classe tem ${times} vezes mais textos de treino que “${name}”, e só ${own} dos textos de “${name}” estão certos; de todos, ${all}. Esquecer a classe rara sai barato; fazer toda classe contar igual encarece esse esquecimento.`;
      }),
      tries: [{ name: "classWeights", value: "balanced" }],
    };
  },
};
