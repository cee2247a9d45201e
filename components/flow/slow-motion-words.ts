import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { Numbers, OneStep, StageStep } from "../../src/training/analyses/step.js";

/** A part of a step: where it is, and at which stage. */
export interface StepMoment { readonly phase: Phase; readonly stage: string }
export const phases = ["forward", "loss", "backward", "update"] as const;
export type Phase = (typeof phases)[number];

export const phaseTitles: Readonly<Record<Phase, Text>> = {
  forward: { en: "Forward", "pt-BR": "Ida" },
  loss: { en: "Loss", "pt-BR": "Perda" },
  backward: { en: "Backward", "pt-BR": "Volta" },
  update: { en: "Update", "pt-BR": "Atualização" },
};

/** Every part of a step in the order in which it happens: through all stages, the loss, back through those that have a slope, and all that learn. */
export function momentsOf({ stages }: Pick<OneStep, "stages">): readonly StepMoment[] {
  const last = stages.at(-1)?.name ?? "";
  return [
    ...stages.map(({ name }): StepMoment => ({ phase: "forward", stage: name })),
    { phase: "loss", stage: last },
    ...stages.filter(({ gradient }) => gradient).map(({ name }): StepMoment => ({ phase: "backward", stage: name })).toReversed(),
    ...stages.filter(({ parameters }) => parameters.length > 0).map(({ name }): StepMoment => ({ phase: "update", stage: name })),
  ];
}

/** Length of all changes of a stage together, and of all its parameters. */
export const lengthOf = (stage: StageStep, of: "change" | "value" | "gradient"): number => Math.hypot(...stage.parameters.map((parameter) => parameter[of].norm));

const optimizerNames: Readonly<Record<string, string>> = { adam: "Adam", sgd: "SGD", rmsprop: "RMSProp", adagrad: "Adagrad" };
const sizeOf = ({ shape }: Numbers): number => shape.reduce((size, axis) => size * axis, 1);

/** What happens in one part of a step, in a sentence of its own numbers. */
export function momentText(step: OneStep, { phase, stage: name }: StepMoment, titleOf: (stage: string) => Text, classes: readonly Text[], isLast: boolean): Text {
  const stage = step.stages.find((one) => one.name === name);
  const first = step.examples[0];
  return textOf((l) => {
    const en = l === "en";
    const say = (value: number): string => formatNumber(value, l, { significant: 3 });
    const whole = (value: number): string => formatNumber(value, l, { decimals: 0 });
    const title = titleOf(name)[l];
    switch (phase) {
      case "forward": {
        if (!stage?.output) return en ? `${whole(step.examples.length)} texts go in together, as one batch. The first: “${first?.text ?? ""}”` : `${whole(step.examples.length)} textos entram juntos, em um lote. O primeiro: “${first?.text ?? ""}”`;
        const { shape, min, max } = stage.output;
        const size = shape.map(whole).join(" × ");
        return en ? `${title}: the batch is now ${size} numbers, from ${say(min)} to ${say(max)}.` : `${title}: agora o lote são ${size} números, de ${say(min)} a ${say(max)}.`;
      }
      case "loss": {
        const right = classes[first?.label ?? 0]?.[l] ?? String(first?.label);
        const share = formatNumber(first?.probabilities[first.label] ?? NaN, l, { percent: true, decimals: 1 });
        return en
          ? `The answers are compared with the right ones: the mean loss is ${say(step.loss)}. The first text is “${right}”, and the network gave that ${share}.`
          : `As respostas são comparadas com as certas: a perda média é ${say(step.loss)}. O primeiro texto é “${right}”, e a rede deu a isso ${share}.`;
      }
      case "backward": {
        const { norm, min, max } = stage!.gradient!;
        return en
          ? `${title}: how the loss would change with each of its ${whole(sizeOf(stage!.gradient!))} numbers. As one vector the gradient has length ${say(norm)}, from ${say(min)} to ${say(max)}.`
          : `${title}: como a perda mudaria com cada um de seus ${whole(sizeOf(stage!.gradient!))} números. Como um só vetor, o gradiente tem comprimento ${say(norm)}, de ${say(min)} a ${say(max)}.`;
      }
      case "update": {
        const count = stage!.parameters.reduce((sum, { value }) => sum + sizeOf(value), 0);
        const most = Math.max(...stage!.parameters.flatMap(({ change: { min, max } }) => [Math.abs(min), Math.abs(max)]));
        const end = !isLast ? "" : en ? ` On the same batch the loss is now ${say(step.lossAfter)}; it was ${say(step.loss)}.` : ` No mesmo lote, a perda agora é ${say(step.lossAfter)}; era ${say(step.loss)}.`;
        return (en
          ? `${title}: ${optimizerNames[step.optimizer] ?? step.optimizer} moves its ${whole(count)} parameters against their gradient, none by more than ${say(most)}.`
          : `${title}: o ${optimizerNames[step.optimizer] ?? step.optimizer} move seus ${whole(count)} parâmetros contra o gradiente, nenhum mais que ${say(most)}.`) + end;
      }
    }
  });
}
