import type { Values } from "../../hyperparameters/schema.js";
import { kerasNodes, type KerasNode } from "../keras/nodes.js";
import type { TrainedModel } from "../trained-model.js";
import { keywords, pythonLiteral } from "./literal.js";

type Described = Pick<TrainedModel, "layers" | "parameters">;

/** `def build_model()` in the functional form of Keras 3, a line for each layer. @param seeded whether Dropout and Embedding are those of `../ipynb/python-seeds.ts` */
export function kerasFunction(model: Described, { name = "build_model", seeded = false }: { readonly name?: string; readonly seeded?: boolean } = {}): string {
  const nodes = kerasNodes(model);
  const line = (node: KerasNode): string => (!seeded ? call(node) : node.className === "Dropout" ? dropoutCall(node) : call(node).replace(/^layers\.(?=Embedding\()/, ""));
  return [
    `def ${name}():`,
    ...nodes.map((node) => `    ${node.name} = ${line(node)}`),
    `    return keras.Model(${nodes[0]!.name}, ${nodes.at(-1)!.name})`,
  ].join("\n");
}

const dropoutCall = ({ config, mask, inputs: [input] }: KerasNode): string =>
  `Dropout(${[pythonLiteral(config["rate"]), ...(mask === undefined ? [] : [pythonLiteral(mask)])].join(", ")})(${(input as KerasNode).name})`;

function call(node: KerasNode): string {
  const { kind, className, config, inputs, keyword, outputShape, dtype, weights, isTrainable, name } = node;
  const read = inputs.map((input) => (typeof input === "number" ? String(input) : input.name));
  if (className === "InputLayer") return `keras.Input((${outputShape.slice(1).join(", ")},), dtype=${pythonLiteral(dtype)})`;
  if (className === "GetItem") return `${read[0]!}[:, ${String(config["position"])}]`;
  if (kind === "operation") {
    const operation = { NotEqual: "not_equal", Cast: "cast", ExpandDims: "expand_dims", Sum: "sum", Add: "add", Multiply: "multiply", Divide: "divide", OnesLike: "ones_like", Cumsum: "cumsum", Subtract: "subtract" }[className];
    if (!operation) throw new Error(`there is no way yet to write the operation ${className} as Python`);
    return `ops.${operation}(${[...read, keywords(config)].filter(Boolean).join(", ")})`;
  }
  const passed = className === "Concatenate" ? [`[${read.join(", ")}]`] : keyword ? [...read.slice(0, -1), `${keyword}=${read.at(-1)!}`] : read;
  const fixed = isTrainable ? "" : `weights=[sinusoids(${weights[0]!.shape.join(", ")})], trainable=False`;
  const own = className === "Rescaling" ? { scale: config["scale"] } : config;
  // A name lets the reader find the layer's numbers again in the safetensors file.
  return `layers.${className}(${[keywords(own), fixed, weights.length > 0 ? `name=${pythonLiteral(name)}` : ""].filter(Boolean).join(", ")})(${passed.join(", ")})`;
}

/** The waves of positions that need no training, where the network has them. */
export const needsSinusoids = ({ layers }: Pick<TrainedModel, "layers">): boolean => layers.some(({ className }) => className === "SinePositionEncoding");
export const sinusoidsFunction = `def sinusoids(length, size):
    """Section 3.5 of arXiv:1706.03762."""
    i = np.arange(size)
    angles = np.arange(length)[:, None] / 10_000 ** (2 * (i // 2) / size)
    return np.where(i % 2 == 0, np.sin(angles), np.cos(angles)).astype("float32")`;

/** `model.compile(…)` with the optimizer, schedule and loss of the hyperparameters. @param steps of the whole training, for schedules */
export function kerasCompile(values: Values, classes: number, steps: string): string {
  const { learningRate, optimizer = "adam", momentum = 0, weightDecay = 0, clipNorm = 0, schedule = "constant", warmupSteps = 0, labelSmoothing = 0 } = values;
  const rate = schedule === "constant" && Number(warmupSteps) === 0 ? pythonLiteral(learningRate) : scheduleOf(String(schedule), Number(learningRate), Number(warmupSteps), steps);
  const clip = Number(clipNorm) > 0 ? { global_clipnorm: clipNorm } : {};
  const decay = Number(weightDecay) > 0 ? { weight_decay: weightDecay } : {};
  const made = {
    sgd: `SGD(${[rate, keywords({ ...(Number(momentum) > 0 ? { momentum } : {}), ...decay, ...clip })].filter(Boolean).join(", ")})`,
    rmsprop: `RMSprop(${[rate, keywords({ rho: 0.9, epsilon: 1e-7, ...decay, ...clip })].join(", ")})`,
    adagrad: `Adagrad(${[rate, keywords({ initial_accumulator_value: 0.1, epsilon: 1e-7, ...decay, ...clip })].join(", ")})`,
    adamw: `AdamW(${[rate, keywords({ weight_decay: weightDecay, epsilon: 1e-7, ...clip })].join(", ")})`,
  }[String(optimizer)] ?? `Adam(${[rate, keywords({ epsilon: 1e-7, ...decay, ...clip })].join(", ")})`;
  const smooth = Number(labelSmoothing) > 0;
  const loss = classes === 2 ? (smooth ? `keras.losses.BinaryCrossentropy(label_smoothing=${pythonLiteral(labelSmoothing)})` : '"binary_crossentropy"')
    : smooth ? `keras.losses.CategoricalCrossentropy(label_smoothing=${pythonLiteral(labelSmoothing)})` : '"sparse_categorical_crossentropy"';
  return `model.compile(optimizer=keras.optimizers.${made}, loss=${loss}, metrics=["accuracy"])`;
}

function scheduleOf(schedule: string, rate: number, warmup: number, steps: string): string {
  if (warmup > 0) return `Course(${pythonLiteral(rate)}, ${steps}, ${warmup}, ${pythonLiteral(schedule)})`;
  return schedule === "cosine" ? `keras.optimizers.schedules.CosineDecay(${pythonLiteral(rate)}, ${steps})` : `keras.optimizers.schedules.PolynomialDecay(${pythonLiteral(rate)}, ${steps}, end_learning_rate=0.0)`;
}

/** Keras has no climb before a straight line, and counts the steps of its others from 0: the course of the learning rate as it is here, where there is a climb. */
export const needsCourse = ({ warmupSteps = 0 }: Values): boolean => Number(warmupSteps) > 0;
export const courseClass = `class Course(keras.optimizers.schedules.LearningRateSchedule):
    """Climbs to the learning rate over the first steps; after that it stays ("constant"), or goes down to 0 in a straight line ("linear") or along half a cosine ("cosine")."""

    def __init__(self, rate, steps, warmup, shape):
        self.rate, self.steps, self.warmup, self.shape = rate, int(steps), warmup, shape

    def __call__(self, step):
        step = ops.cast(step, "float32") + 1
        progress = ops.clip((step - 1 - self.warmup) / max(1, self.steps - self.warmup), 0, 1)
        after = {"constant": ops.ones_like(progress), "linear": 1 - progress, "cosine": (1 + ops.cos(math.pi * progress)) / 2}[self.shape]
        return self.rate * ops.where(step <= self.warmup, step / self.warmup, after)

    def get_config(self):
        return {"rate": self.rate, "steps": self.steps, "warmup": self.warmup, "shape": self.shape}`;

/** A program of its own: the network, compiled. */
export const kerasSource = (model: TrainedModel): string => `"""${model.architecture} with the hyperparameters of ${model.name}, in Keras 3. Token ids [batch, ${model.sequenceLength}] in, probabilities out."""
${needsCourse(model.hyperparameters) ? "import math\n\n" : ""}import keras
${needsSinusoids(model) ? "import numpy as np\n" : ""}from keras import layers, ops

${needsSinusoids(model) ? `\n${sinusoidsFunction}\n\n` : ""}
${kerasFunction(model)}
${needsCourse(model.hyperparameters) ? `\n\n${courseClass}\n` : ""}

def compile_model(model, steps):
    """steps: updates of the whole training, for learning-rate schedules"""
    ${kerasCompile(model.hyperparameters, model.classes.length, "steps")}
    return model


if __name__ == "__main__":
    compile_model(build_model(), steps=1000).summary()
`;
