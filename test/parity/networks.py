"""The other architectures in Keras, written from architecture values as src/model/architectures/ does it."""
import keras
import numpy as np
from keras import layers, ops

OUTER = dict(sequenceLength=40, vocabularySize=10_000, embeddingSize=64, maskPadding=True, denseUnits=10, dropoutRate=0.3)
EMBEDDING_AVERAGE = OUTER
TRANSFORMER = dict(**{**OUTER, "denseUnits": 0, "dropoutRate": 0.1}, positions="learned", layers=1, heads=4, feedForwardSize=64, normalisation="pre", pooling="average")
CNN = dict(**OUTER, filters=64, kernelSize=3, parallelKernels=1, pooling="max")


class Named:
    """Parameters by our names, in our order."""

    def __init__(self):
        self.layers = []

    def __call__(self, stage, layer, *parts):
        self.layers.append((stage, layer, parts))
        return layer

    def collect(self):
        return [(f"{stage}/{part}", variable) for stage, layer, parts in self.layers for part, variable in zip(parts, layer.trainable_variables)]


def opening(v, vocabulary_size, named):
    if not vocabulary_size:
        inputs = keras.Input((v["sequenceLength"], v["embeddingSize"]))
        return inputs, inputs
    inputs = keras.Input((v["sequenceLength"],), dtype="int32")
    return inputs, named("embedding", layers.Embedding(vocabulary_size, v["embeddingSize"]), "embeddings")(inputs)


def closing(v, classes, named, inputs, h):
    if v["dropoutRate"] > 0:
        h = layers.Dropout(v["dropoutRate"])(h)
    if v["denseUnits"] > 0:
        h = named("dense", layers.Dense(v["denseUnits"], activation="relu"), "kernel", "bias")(h)
    output = layers.Dense(1, activation="sigmoid") if classes == 2 else layers.Dense(classes, activation="softmax")
    outputs = named("output", output, "kernel", "bias")(h)
    return keras.Model(inputs, outputs), named.collect()


def token_mask(inputs):
    return ops.expand_dims(ops.cast(ops.not_equal(inputs, 0), "float32"), -1)


def average(h, mask):
    if mask is None:
        return layers.GlobalAveragePooling1D()(h)
    return ops.divide(ops.sum(layers.Multiply()([h, mask]), axis=1), ops.sum(mask, axis=1))


def embedding_average(vocabulary_size=0, classes=2, **given):
    v = {**EMBEDDING_AVERAGE, **given}
    named = Named()
    inputs, h = opening(v, vocabulary_size, named)
    mask = token_mask(inputs) if v["maskPadding"] and vocabulary_size else None
    return closing(v, classes, named, inputs, average(h, mask))


def cnn(vocabulary_size=0, classes=2, **given):
    v = {**CNN, **given}
    named = Named()
    inputs, h = opening(v, vocabulary_size, named)
    sizes = [v["kernelSize"] + i for i in range(v["parallelKernels"])]
    parts = lambda i: ("kernel", "bias") if i == 0 else (f"kernel-{i + 1}", f"bias-{i + 1}")
    found = [named("convolution", layers.Conv1D(v["filters"], size, activation="relu", padding="same"), *parts(i))(h) for i, size in enumerate(sizes)]
    h = found[0] if len(found) == 1 else layers.Concatenate()(found)
    mask = None
    if v["maskPadding"] and vocabulary_size:
        mask = layers.MaxPooling1D(sizes[-1], strides=1, padding="same")(token_mask(inputs))
    if v["pooling"] == "average":
        h = average(h, mask)
    else:
        h = layers.GlobalMaxPooling1D()(h if mask is None else layers.Multiply()([h, mask]))
    return closing(v, classes, named, inputs, h)


class PositionEmbedding(layers.Layer):
    """A learned vector for each position, as keras_hub's layer of that name."""

    def build(self, shape):
        self.table = self.add_weight(shape=shape[1:], name="embeddings")

    def call(self, x):
        return ops.broadcast_to(self.table, ops.shape(x))


class SinePositionEncoding(layers.Layer):
    """Section 3.5 of arXiv:1706.03762, as keras_hub's layer of that name."""

    def call(self, x):
        length, size = x.shape[1:]
        i = np.arange(size)
        angles = np.arange(length)[:, None] / 10_000 ** (2 * (i // 2) / size)
        return ops.broadcast_to(np.where(i % 2 == 0, np.sin(angles), np.cos(angles)).astype("float32"), ops.shape(x))


def transformer(vocabulary_size=0, classes=2, **given):
    v = {**TRANSFORMER, **given}
    named = Named()
    inputs, h = opening(v, vocabulary_size, named)
    size, pre, masked = v["embeddingSize"], v["normalisation"] == "pre", v["maskPadding"] and vocabulary_size > 0

    def normalised(stage, x):
        return named(stage, layers.LayerNormalization(epsilon=1e-6), "gain", "bias")(x)

    def dropped(x):
        return layers.Dropout(v["dropoutRate"])(x) if v["dropoutRate"] > 0 else x

    def residual(stage, x, part):
        # Parameters are named in the order of ours: those of normalisation first, wherever it stands.
        norm = named(stage, layers.LayerNormalization(epsilon=1e-6), "gain", "bias")
        return x + dropped(part(norm(x))) if pre else norm(x + dropped(part(x)))

    if v["positions"] == "sinusoidal":
        h = layers.Rescaling(float(np.sqrt(size)))(h)
        h = dropped(h + SinePositionEncoding()(h))
    elif v["positions"] == "learned":
        h = dropped(h + named("positions", PositionEmbedding(), "embeddings")(h))
    mask = ops.expand_dims(ops.not_equal(inputs, 0), 1) if masked else None
    for layer in range(v["layers"]):
        suffix = "" if layer == 0 else f"-{layer + 1}"

        def attend(x):
            # Keras's order is query, key, value, output.
            attention = named("attention" + suffix, layers.MultiHeadAttention(v["heads"], size // v["heads"], use_bias=False), "query", "key", "value", "output")
            return attention(x, x, attention_mask=mask)

        def work(x):
            hidden = named("feed-forward" + suffix, layers.Dense(v["feedForwardSize"], activation="relu"), "hidden-kernel", "hidden-bias")
            output = named("feed-forward" + suffix, layers.Dense(size), "output-kernel", "output-bias")
            return output(hidden(x))

        h = residual("attention" + suffix, h, attend)
        h = residual("feed-forward" + suffix, h, work)
    if pre:
        h = normalised("normalisation", h)
    if v["pooling"] == "first":
        h = h[:, 0]
    elif v["pooling"] == "average":
        h = average(h, token_mask(inputs) if masked else None)
    else:
        scores = named("pooling", layers.Dense(1, use_bias=False), "query")(h)
        softmax = layers.Softmax(axis=1)
        weights = softmax(scores, mask=ops.expand_dims(ops.not_equal(inputs, 0), -1)) if masked else softmax(scores)
        h = ops.sum(ops.multiply(h, weights), axis=1)
    return closing(v, classes, named, inputs, h)
