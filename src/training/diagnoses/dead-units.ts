import { formatNumber, textOf } from "../../base/text.js";
import { lastEpoch, oneDigit, setting, type Rule } from "./rule.js";

/** A few dead units are common; from this share on the stage is smaller than it looks. */
const harmful = 0.4;
const leastUnits = 3;

/** Units behind a ReLU that no text moves, while the training texts are not all learned: where they are, nothing is missing. */
export const deadUnits: Rule = {
  name: "dead-units",
  when({ run, health }) {
    const worst = (health?.units ?? []).map(({ stage, active }) => ({ stage, count: active.length, dead: active.filter((share) => share === 0).length })).sort((a, b) => b.dead / b.count - a.dead / a.count)[0];
    if (!worst || worst.dead < leastUnits || worst.dead / worst.count < harmful || (lastEpoch(run)?.trainingAccuracy ?? 1) > 0.95) return undefined;
    const rate = setting(run, "learningRate");
    return {
      message: textOf((l) => {
        const [dead, count] = [formatNumber(worst.dead, l), formatNumber(worst.count, l)];
        return l === "en"
          ? `${dead} of ${count} units in the stage “${worst.stage}” are dead: no text lifts them above 0, so no gradient reaches them and they never learn again. A step that was too large does that; try a smaller learning rate.`
          : `${dead} de ${count} unidades da etapa “${worst.stage}” estão mortas: nenhum texto as leva acima de 0; por isso nenhum gradiente chega a elas, e elas não aprendem mais. Um passo grande demais causa isso; experimente uma taxa de aprendizado menor.`;
      }),
      tries: [{ name: "learningRate", value: oneDigit(rate / 10) }],
    };
  },
};
