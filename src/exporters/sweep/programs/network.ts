import { courseClass, sinusoidsFunction } from "../../python/keras-source.js";

/** `network.py`. @param functions what `parametricNetwork` gives */
export const networkProgram = (functions: string): string => `"""The network as the notebook builds it, for every point of the search, in Keras 3."""
import math

import keras
import numpy as np
from keras import layers, ops


${functions.includes("sinusoids(") ? `${sinusoidsFunction}\n\n\n` : ""}${functions}


${courseClass}


def compile_model(model, p, classes, steps):
    """Optimizer, course of the learning rate and loss of the settings p. steps: updates of the whole training."""
    warmup, schedule = p.get("warmupSteps", 0), p.get("schedule", "constant")
    rate = p["learningRate"] if schedule == "constant" and warmup == 0 else Course(p["learningRate"], steps, warmup, schedule)
    kind, more = p.get("optimizer", "adam"), {}
    if p.get("clipNorm", 0) > 0:
        more["global_clipnorm"] = p["clipNorm"]
    if p.get("weightDecay", 0) > 0 or kind == "adamw":
        more["weight_decay"] = p.get("weightDecay", 0)
    optimizer = {
        "adam": lambda: keras.optimizers.Adam(rate, epsilon=1e-7, **more),
        "adamw": lambda: keras.optimizers.AdamW(rate, epsilon=1e-7, **more),
        "sgd": lambda: keras.optimizers.SGD(rate, momentum=p.get("momentum", 0), **more),
        "rmsprop": lambda: keras.optimizers.RMSprop(rate, rho=0.9, epsilon=1e-7, **more),
        "adagrad": lambda: keras.optimizers.Adagrad(rate, initial_accumulator_value=0.1, epsilon=1e-7, **more),
    }[kind]()
    smoothing = p.get("labelSmoothing", 0)
    if classes == 2:
        loss, plain = keras.losses.BinaryCrossentropy(label_smoothing=smoothing), keras.metrics.BinaryCrossentropy(name="plain")
    elif smoothing > 0:
        loss, plain = keras.losses.CategoricalCrossentropy(label_smoothing=smoothing), keras.metrics.CategoricalCrossentropy(name="plain")
    else:
        loss, plain = keras.losses.SparseCategoricalCrossentropy(), keras.metrics.SparseCategoricalCrossentropy(name="plain")
    # As in the notebook, what is reported is the loss without smoothing and class weights.
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy", plain])
`;
