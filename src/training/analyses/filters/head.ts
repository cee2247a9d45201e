import type { Network } from "../../network.js";

interface Layer { readonly kernel: Float32Array; readonly bias: Float32Array; readonly units: number }

/** What turns pooled features into logits: perhaps a dense layer with relu, then the output. */
export interface Head {
  readonly dense: Layer | undefined;
  readonly output: Layer;
  /** 1 for two classes. */
  readonly outputs: number;
}

export async function readHead({ model }: Network): Promise<Head> {
  const layer = async (stage: string): Promise<Layer | undefined> => {
    const [kernel, bias] = ["kernel", "bias"].map((part) => model.parameters.find(({ name }) => name === `${stage}/${part}`)?.variable);
    return kernel && bias ? { kernel: await kernel.data<"float32">(), bias: await bias.data<"float32">(), units: bias.size } : undefined;
  };
  const output = await layer("output");
  if (!output) throw new Error("readHead: the network has no output layer");
  return { dense: await layer("dense"), output, outputs: output.units };
}

/** Pooled values of many texts. */
interface Pooled { readonly texts: number; pooledOf(text: number): Float32Array }

/** What each unit of the dense layer has before its relu, text after text; empty without that layer. */
export function beforeRelu({ dense }: Head, pooled: Pooled): Float64Array {
  if (!dense) return new Float64Array();
  const { units } = dense;
  const before = new Float64Array(pooled.texts * units);
  for (let text = 0; text < pooled.texts; text++) {
    const features = pooled.pooledOf(text);
    for (let unit = 0; unit < units; unit++) {
      let sum = dense.bias[unit]!;
      for (let f = 0; f < features.length; f++) sum += features[f]! * dense.kernel[f * units + unit]!;
      before[text * units + unit] = sum;
    }
  }
  return before;
}

/**
 * How far a filter moves the logit of each class, against the mean of the classes.
 * Without a dense layer: its weights in the output. With one: what the logits lose when it is set to 0, as a mean over the texts in which it is not.
 */
export function pullsOf({ dense, output }: Head, filter: number, pooled: Pooled, before: Float64Array): readonly number[] {
  if (!dense) return ofClasses(Array.from({ length: output.units }, (_, k) => output.kernel[filter * output.units + k]!));
  const sum = new Float64Array(output.units);
  let texts = 0;
  for (let text = 0; text < pooled.texts; text++) {
    const value = pooled.pooledOf(text)[filter]!;
    if (!(value > 0)) continue;
    texts++;
    for (let unit = 0; unit < dense.units; unit++) {
      const all = before[text * dense.units + unit]!;
      const lost = Math.max(0, all) - Math.max(0, all - value * dense.kernel[filter * dense.units + unit]!);
      for (let k = 0; k < output.units; k++) sum[k]! += lost * output.kernel[unit * output.units + k]!;
    }
  }
  return ofClasses(Array.from(sum, (total) => (texts === 0 ? 0 : total / texts)));
}

/** One logit speaks for the second class and against the first by half each, so that the classes' pulls differ by it. */
function ofClasses(logits: readonly number[]): readonly number[] {
  if (logits.length === 1) return [-logits[0]! / 2, logits[0]! / 2];
  const mean = logits.reduce((sum, logit) => sum + logit, 0) / logits.length;
  return logits.map((logit) => logit - mean);
}
