import { textOf, type Text } from "../base/text.js";
import type { Run } from "./run.js";

/** What a curve shows that a person can act on. */
export interface Diagnosis {
  readonly code: "by-heart" | "hardly-moves" | "still-improving";
  readonly message: Text;
}

/** The first rule that fits a run that has ended; undefined when there is nothing to say. Needs three epochs. */
export function diagnose({ epochs, majorityBaseline, result }: Pick<Run, "epochs" | "majorityBaseline" | "result">): Diagnosis | undefined {
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (!result || epochs.length < 3 || !first || !last) return undefined;

  // A loss within 2 % of where it began, and no better than guessing, has not begun to fall.
  const base = Number.isFinite(majorityBaseline) ? majorityBaseline : 0.5;
  if (last.trainingLoss > first.trainingLoss * 0.98 && last.trainingAccuracy < base + 0.1) {
    return {
      code: "hardly-moves",
      message: {
        en: "The loss hardly moved. A larger learning rate, more epochs or another attention may get it going.",
        "pt-BR": "A perda quase não se mexeu. Uma taxa de aprendizado maior, mais épocas ou outra atenção podem destravá-la.",
      },
    };
  }
  const validated = epochs.filter(({ validationLoss }) => Number.isFinite(validationLoss));
  if (validated.length < 3) return undefined;
  const best = validated.reduce((least, epoch) => (epoch.validationLoss < least.validationLoss ? epoch : least));

  // One epoch up is noise; two, and a tenth above the best while training still falls, is a turn.
  if (last.epoch - best.epoch >= 2 && last.validationLoss > best.validationLoss * 1.1 && last.trainingLoss < best.trainingLoss) {
    return {
      code: "by-heart",
      message: textOf((l) => (l === "en"
        ? `After epoch ${best.epoch} the validation loss rose while the training loss kept falling: the network was learning its texts by heart (overfitting). Fewer filters, some dropout or early stopping hold it back.`
        : `Depois da época ${best.epoch}, a perda na validação subiu enquanto a do treino continuou caindo: a rede estava decorando os textos (sobreajuste). Menos filtros, um pouco de dropout ou uma parada antecipada ajudam a conter isso.`)),
    };
  }
  const before = validated.at(-2)!;
  if (result.reason === "done" && best === last && last.validationLoss < before.validationLoss * 0.98) {
    return {
      code: "still-improving",
      message: {
        en: "The validation loss was still falling at the end: more epochs may do better.",
        "pt-BR": "A perda na validação ainda estava caindo no fim: com mais épocas, o resultado pode melhorar.",
      },
    };
  }
  return undefined;
}
