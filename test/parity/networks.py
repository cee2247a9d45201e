"""The other architectures in Keras, written from architecture values as src/model/architectures/ does it."""
import keras
from keras import layers, ops

OUTER = dict(sequenceLength=40, vocabularySize=10_000, embeddingSize=64, maskPadding=True, denseUnits=10, dropoutRate=0.3)
EMBEDDING_AVERAGE = OUTER
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
