import type * as TF from "@tensorflow/tfjs-core";
import { problem, type Problem } from "../base/problem.js";
import { formatNumber, textOf, type Text } from "../base/text.js";
import type { Parameter, Tf } from "../model/architecture.js";

/** Lengths of a gradient, as one vector and stage by stage. */
export interface GradientNorms {
  readonly all: number;
  /** The stage with the largest part. */
  readonly stage: string;
  readonly ofStage: number;
}

/** @param gradients by the variable's own name */
export async function gradientNorms(tf: Tf, parameters: readonly Parameter[], gradients: Readonly<Record<string, TF.Tensor>>): Promise<GradientNorms> {
  const squares = new Map<string, number>();
  for (const { stage, variable } of parameters) {
    const gradient = gradients[variable.name];
    if (!gradient) continue;
    // Summed in float64: the square of a large gradient leaves the range of float32.
    const sum = (await gradient.data<"float32">()).reduce((total, x) => total + x * x, 0);
    squares.set(stage, (squares.get(stage) ?? 0) + sum);
  }
  const [stage, largest] = [...squares].reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0]);
  return { all: Math.sqrt([...squares.values()].reduce((a, b) => a + b, 0)), stage, ofStage: Math.sqrt(largest) };
}

export interface Divergence {
  /** The step whose loss, or after which the network, was no longer a number. */
  readonly step: number;
  /** The last step whose parameters are good; they are back. */
  readonly goodStep: number;
  readonly learningRate: number;
  /** With which training goes on unless the person says otherwise. */
  readonly lowerRate: number;
  /** On the batch after the good step. */
  readonly norms: GradientNorms;
  readonly stageTitle: Text;
}

/** What happened, where, and how to go on. */
export const divergence = ({ step, goodStep, learningRate, lowerRate, norms, stageTitle }: Divergence): Problem => problem("loss-not-a-number", "learningRate", {
  expected: textOf((l) => (l === "en" ? `a loss that is a number; at step ${whole(step, l)} it no longer was one` : `uma perda que seja um número; no passo ${whole(step, l)} ela deixou de ser`)),
  wayOut: textOf((l) => {
    const [rate, lower, all, own] = [learningRate, lowerRate, norms.all, norms.ofStage].map((number) => short(number, l));
    return l === "en"
      ? `With a learning rate of ${rate} the steps were too large for this network: at step ${whole(goodStep + 1, l)} the gradient was ${all} long, most of it in “${stageTitle.en}” (${own}). The parameters from after step ${whole(goodStep, l)} are back. Continue, and training goes on from there with a learning rate of ${lower}; or stop and choose another.`
      : `Com taxa de aprendizado de ${rate}, os passos foram grandes demais para esta rede: no passo ${whole(goodStep + 1, l)} o gradiente tinha comprimento ${all}, a maior parte em “${stageTitle["pt-BR"]}” (${own}). Os parâmetros de depois do passo ${whole(goodStep, l)} foram recuperados. Continue, e o treino segue dali com taxa de aprendizado de ${lower}; ou pare e escolha outra.`;
  }),
});

/** Said when training goes on with another rate than the settings say. */
export const rateNotice = (step: number, learningRate: number): Text => textOf((l) => (l === "en"
  ? `From step ${whole(step, l)} on, the learning rate is ${short(learningRate, l)}.`
  : `A partir do passo ${whole(step, l)}, a taxa de aprendizado é ${short(learningRate, l)}.`));

const whole = (value: number, locale: "en" | "pt-BR"): string => formatNumber(value, locale, { decimals: 0 });
/** Two digits; powers of ten where the number would be long. */
function short(value: number, locale: "en" | "pt-BR"): string {
  if (!Number.isFinite(value) || value === 0 || (Math.abs(value) >= 1e-6 && Math.abs(value) < 1e6)) return formatNumber(value, locale, { significant: 2 });
  const [mantissa, exponent] = value.toExponential(1).split("e") as [string, string];
  return `${formatNumber(Number(mantissa), locale, { decimals: 1 })} × 10^${Number(exponent)}`;
}
