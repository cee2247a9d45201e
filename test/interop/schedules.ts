/** The learning rate of every step by our own schedule, and the Keras line that is exported for it: run in Node by schedules.test.mjs. */
import { courseClass, kerasCompile } from "../../src/exporters/python/keras-source.js";
import { rateFactor } from "../../src/training/schedule.js";

const steps = 40;
export const cases = ["constant", "linear", "cosine"].flatMap((schedule) => [0, 1, 7, 60].map((warmupSteps) => ({ schedule, warmupSteps, learningRate: 0.01 })));

/** A program that prints the rates of each case as Keras computes them. */
export const program = `import json
import math

import keras
from keras import ops

${courseClass}


steps = ${steps}
for compile_it in [${cases.map((values) => `lambda model: ${kerasCompile(values, 2, "steps")}`).join(",\n    ")}]:
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    compile_it(model)
    optimizer = model.optimizer
    rates = []
    for step in range(steps):
        optimizer.iterations.assign(step)
        rates.append(float(optimizer.learning_rate))
    print(json.dumps(rates))
`;
export const expected = cases.map(({ schedule, warmupSteps, learningRate }) => Array.from({ length: steps }, (_, i) => learningRate * rateFactor(i + 1, { schedule, warmupSteps, steps })));
