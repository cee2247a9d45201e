import { formatNumber, textOf } from "../../base/text.js";
import { heldOut, oneDigit, setting, type Rule } from "./rule.js";

/** The same answer to nearly every text, though not all are of one class. */
export const majorityOnly: Rule = {
  name: "majority-only",
  when({ run }) {
    const evaluation = heldOut(run);
    if (!evaluation || evaluation.count < 4) return undefined;
    const answered = evaluation.confusion[0]!.map((_, answer) => evaluation.confusion.reduce((sum, row) => sum + row[answer]!, 0));
    const kinds = evaluation.confusion.filter((row) => row.some((count) => count > 0)).length;
    const most = Math.max(...answered);
    if (kinds < 2 || most < evaluation.count * 0.98) return undefined;
    const label = answered.indexOf(most);
    return {
      message: textOf((l) => {
        const name = run.classes[label]?.[l] ?? String(label);
        const [times, all] = [formatNumber(most, l), formatNumber(evaluation.count, l)];
        return l === "en"
          ? `It answers “${name}” to ${times} of ${all} held-out texts: it has learned which class is common and nothing of the texts. More epochs, another learning rate, or letting every class count the same may wake it up.`
          : `Ela responde “${name}” a ${times} de ${all} textos reservados: aprendeu qual classe é comum e nada sobre os textos. Mais épocas, outra taxa de aprendizado ou fazer toda classe contar igual podem despertá-la.`;
      }),
      tries: [{ name: "classWeights", value: "balanced" }, { name: "learningRate", value: oneDigit(Math.min(0.01, setting(run, "learningRate") * 3)) }].filter(({ name, value }) => run.settings.hyperparameters[name] !== value),
    };
  },
};
