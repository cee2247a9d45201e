"""Writes test/fixtures/parity/: what Keras answers for the same inputs and the same initial parameters.

    python test/parity/write_fixtures.py        (Keras 3.15.1, TensorFlow backend, CPU)

Inputs and initial parameters are drawn by seeded_random.py, which is src/base/random.ts, so that only results are stored.
"""
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf

from atnet import DEFAULTS, atnet, rows
from seeded_random import SeededRandom

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "parity"
STEPS = 10

# `network` seeds the initial parameters, `input` the batch. Parameters come first in the order of the network's own list.
CASES = {
    "reference": dict(values={}, vocabulary=0, classes=2, batch=4, network=11, input=12),
    "text": dict(values=dict(sequenceLength=40, embeddingSize=16, filters=12), vocabulary=60, classes=2, batch=6, network=21, input=22),
    "variant": dict(
        values=dict(sequenceLength=24, embeddingSize=8, filters=8, kernelSize=3, convolutionPadding="same", convolutionLayers=2, attention="additive",
                    attentionUnits=5, maskPadding=True, attentionScaling="positions", pooling="sum", denseUnits=6),
        vocabulary=40, classes=3, batch=6, network=31, input=32),
}
SUMMARIES = {
    "reference": dict(values={}, vocabulary=0, classes=2),
    "text": dict(values={}, vocabulary=10_000, classes=2),
    "masked": dict(values=dict(maskPadding=True, attentionScaling="positions", convolutionLayers=2, dropoutRate=0.5), vocabulary=300, classes=2),
    "additive": dict(values=dict(attention="additive", maskPadding=True, pooling="average"), vocabulary=300, classes=4),
    "dot": dict(values=dict(attention="dot", attentionScaling="positions", pooling="sum", denseUnits=0, dropoutRate=0.2), vocabulary=300, classes=2),
    "uniform": dict(values=dict(attention="uniform", pooling="average"), vocabulary=300, classes=2),
    "uniform-masked": dict(values=dict(attention="uniform", pooling="sum", maskPadding=True), vocabulary=300, classes=2),
    "uniform-scaled": dict(values=dict(attention="uniform", pooling="sum", maskPadding=True, attentionScaling="positions"), vocabulary=300, classes=2),
    "none": dict(values=dict(attention="none", convolutionPadding="same"), vocabulary=300, classes=2),
    "none-masked": dict(values=dict(attention="none", maskPadding=True, pooling="average"), vocabulary=300, classes=2),
}


def initial(random, name, shape):
    """As src/model/layers/parameters.ts starts them."""
    part = name.split("/")[1]
    if "bias" in part:
        return np.zeros(shape, np.float32)
    if part == "gain":
        return np.ones(shape, np.float32)
    # Keras's MultiHeadAttention keeps the heads on an axis of their own; ours lie side by side in one matrix.
    heads = name.startswith("attention") and len(shape) == 3
    flat = shape if not heads else (shape[0] * shape[1], shape[2]) if part == "output" else (shape[0], shape[1] * shape[2])
    limit = 0.05 if part == "embeddings" else float(np.sqrt(6 / (np.prod(flat[:-2]) * (flat[-2] + flat[-1]))))
    return random.uniform(-limit, limit, flat).reshape(shape)


def batch_of(case, v):
    """Vectors in ±1, or ids with padding at the end of all rows but the first; then labels."""
    random = SeededRandom(case["input"])
    size, length = case["batch"], v["sequenceLength"]
    if case["vocabulary"]:
        x = random.integer(case["vocabulary"] - 1, (size, length)) + 1
        for row in range(1, size):
            x[row, max(1, length - row * length // size):] = 0
    else:
        x = random.uniform(-1, 1, (size, length, v["embeddingSize"]))
    return x, random.integer(case["classes"], (size,))


def write(name, case, make=atnet, defaults=DEFAULTS):
    """Trains the network that `make` builds and stores what came out. @returns the case with what is needed to read it back"""
    v = {**defaults, **case["values"]}
    keras.backend.clear_session()
    model, variables = make(case["vocabulary"], case["classes"], **case["values"])
    random = SeededRandom(case["network"])
    for path, variable in variables:
        variable.assign(initial(random, path, tuple(variable.shape)))
    x, y = batch_of(case, v)
    binary = case["classes"] == 2
    loss_of = keras.losses.BinaryCrossentropy() if binary else keras.losses.SparseCategoricalCrossentropy()
    target = y.astype(np.float32)[:, None] if binary else y
    optimizer = keras.optimizers.Adam(learning_rate=0.001, epsilon=1e-7)
    # The same network up to the last layer's sum gives the logits.
    last = model.layers[-1]
    before_last = keras.Model(model.input, last.input)

    def losses_and_gradients():
        with tf.GradientTape() as tape:
            loss = loss_of(target, model(x, training=True))
        gradients = tape.gradient(loss, [variable.value for _, variable in variables])
        # TensorFlow gives an embedding's gradient as slices, one a token, and Keras squares each of them before it adds up those of a
        # repeated token. Made dense first, the gradient is what the JAX and PyTorch backends of Keras hand to Adam.
        return loss, [tf.convert_to_tensor(gradient) for gradient in gradients]

    logits = before_last(x) @ last.kernel + last.bias
    parts, order = [], []

    def store(what, array):
        array = np.asarray(array, np.float32)
        order.append(dict(name=what, length=int(array.size)))
        parts.append(array.ravel())

    loss, gradients = losses_and_gradients()
    store("logits", logits)
    store("loss", loss)
    for (path, _), gradient in zip(variables, gradients):
        store(f"gradient {path}", gradient)
    losses = []
    for _ in range(STEPS):
        loss, gradients = losses_and_gradients()
        losses.append(float(loss))
        optimizer.apply(gradients, [variable for _, variable in variables])
    store("losses", np.array(losses))
    for path, variable in variables:
        store(f"after {path}", variable)
    np.concatenate(parts).astype("<f4").tofile(FOLDER / f"{name}.bin")
    return dict(**case, steps=STEPS, parts=order, parameterCount=int(model.count_params()))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    cases = {name: write(name, case) for name, case in CASES.items()}
    summaries = {}
    for name, case in SUMMARIES.items():
        keras.backend.clear_session()
        model, _ = atnet(case["vocabulary"], case["classes"], **case["values"])
        summaries[name] = dict(**case, layers=rows(model))
    about = dict(keras=keras.__version__, tensorflow=tf.__version__, command="python test/parity/write_fixtures.py")
    (FOLDER / "keras.json").write_text(json.dumps(dict(about=about, cases=cases, summaries=summaries), indent=1) + "\n")


if __name__ == "__main__":
    main()
