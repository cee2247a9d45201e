"""AtNet in Keras, written from architecture values as src/model/architectures/atnet/ does it."""
import keras
from keras import layers, ops

DEFAULTS = dict(
    sequenceLength=500, vocabularySize=10_000, embeddingSize=128, filters=64, kernelSize=5, convolutionPadding="valid", convolutionLayers=1,
    attention="tanh", attentionUnits=16, maskPadding=False, attentionScaling="none", pooling="max", denseUnits=10, dropoutRate=0.0,
)


def atnet(vocabulary_size=0, classes=2, **given):
    """@returns the functional model and its parameters by our names, in our order"""
    v = {**DEFAULTS, **given}
    named = []
    masked = v["maskPadding"] and vocabulary_size > 0

    def with_parameters(name, layer, *parts):
        named.append((name, layer, parts))
        return layer

    if vocabulary_size:
        inputs = keras.Input((v["sequenceLength"],), dtype="int32")
        h = with_parameters("embedding", layers.Embedding(vocabulary_size, v["embeddingSize"]), "embeddings")(inputs)
    else:
        inputs = keras.Input((v["sequenceLength"], v["embeddingSize"]))
        h = inputs
    for layer in range(v["convolutionLayers"]):
        name = "convolution" if layer == 0 else f"convolution-{layer + 1}"
        h = with_parameters(name, layers.Conv1D(v["filters"], v["kernelSize"], activation="relu", padding=v["convolutionPadding"]), "kernel", "bias")(h)

    def position_mask():
        mask = ops.expand_dims(ops.cast(ops.not_equal(inputs, 0), "float32"), -1)
        for _ in range(v["convolutionLayers"]):
            mask = layers.MaxPooling1D(v["kernelSize"], strides=1, padding=v["convolutionPadding"])(mask)
        return mask

    positions = h.shape[1]
    scaled = v["attentionScaling"] == "positions"
    mask = None
    if v["attention"] != "none":
        mask = position_mask() if masked else None
        count = ops.sum(mask, axis=1, keepdims=True) if masked and scaled != (v["attention"] == "uniform") else None
        if v["attention"] == "uniform":
            if masked:
                h = layers.Multiply()([h, mask if scaled else ops.divide(mask, count)])
            else:
                h = layers.Rescaling(1.0 if scaled else 1.0 / positions)(h)
        else:
            if v["attention"] == "additive":
                hidden = with_parameters("attention", layers.Dense(v["attentionUnits"], activation="tanh"), "kernel", "bias")(h)
                scores = with_parameters("attention", layers.Dense(1, use_bias=False), "query")(hidden)
            elif v["attention"] == "dot":
                scores = with_parameters("attention", layers.Dense(1, use_bias=False), "query")(h)
            else:
                scores = with_parameters("attention", layers.Dense(1, activation="tanh"), "kernel", "bias")(h)
            if masked:
                weights = layers.Softmax(axis=1)(scores, mask=ops.cast(mask, "bool"))
            else:
                weights = layers.Softmax(axis=1)(scores)
            if scaled:
                weights = ops.multiply(weights, count) if masked else layers.Rescaling(float(positions))(weights)
            h = layers.Multiply()([h, weights])
    elif masked:
        mask = position_mask()
        h = layers.Multiply()([h, mask])
    if v["pooling"] == "max":
        h = layers.GlobalMaxPooling1D()(h)
    elif v["pooling"] == "sum":
        h = ops.sum(h, axis=1)
    elif masked:
        h = ops.divide(ops.sum(h, axis=1), ops.sum(mask, axis=1))
    else:
        h = layers.GlobalAveragePooling1D()(h)
    if v["dropoutRate"] > 0:
        h = layers.Dropout(v["dropoutRate"])(h)
    if v["denseUnits"] > 0:
        h = with_parameters("dense", layers.Dense(v["denseUnits"], activation="relu"), "kernel", "bias")(h)
    output = layers.Dense(1, activation="sigmoid") if classes == 2 else layers.Dense(classes, activation="softmax")
    outputs = with_parameters("output", output, "kernel", "bias")(h)
    variables = [(f"{name}/{part}", variable) for name, layer, parts in named for part, variable in zip(parts, layer.trainable_variables)]
    return keras.Model(inputs, outputs), variables


def rows(model):
    """What `model.summary()` prints, layer by layer."""
    def sources(layer):
        return [node.operation.name for call in layer._inbound_nodes for node in call.parent_nodes]

    def row(operation):
        count = operation.count_params() if isinstance(operation, keras.layers.Layer) else 0
        shape = ["batch", *operation.output.shape[1:]]
        return dict(className=type(operation).__name__, name=operation.name, outputShape=shape, parameterCount=count, connectedTo=sources(operation))

    return [row(operation) for operation in model.operations]
