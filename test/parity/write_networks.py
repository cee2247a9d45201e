"""Writes test/fixtures/parity/networks.json and the parts beside it for the architectures beside AtNet, as write_fixtures.py does for AtNet.

    python test/parity/write_networks.py        (Keras 3.15.1, TensorFlow backend, CPU)
"""
import json

from write_fixtures import FOLDER, keras, rows, tf, write
import networks

MAKERS = {
    "embedding-average": (networks.embedding_average, networks.EMBEDDING_AVERAGE),
    "cnn": (networks.cnn, networks.CNN),
    "transformer": (networks.transformer, networks.TRANSFORMER),
}
SMALL = dict(sequenceLength=20, embeddingSize=8, dropoutRate=0.0)
CASES = {
    "embedding-average": dict(architecture="embedding-average", values=dict(**SMALL, denseUnits=6), vocabulary=40, classes=3, batch=6, network=41, input=42),
    "cnn-max": dict(architecture="cnn", values=dict(**SMALL, filters=6, parallelKernels=3, kernelSize=2), vocabulary=40, classes=2, batch=5, network=51, input=52),
    "cnn-average": dict(architecture="cnn", values=dict(**SMALL, filters=7, pooling="average", denseUnits=0), vocabulary=40, classes=3, batch=6, network=53, input=54),
    "transformer-post": dict(architecture="transformer", values=dict(**SMALL, heads=2, feedForwardSize=12, normalisation="post"), vocabulary=40, classes=2, batch=5, network=61, input=62),
    "transformer-pre": dict(
        architecture="transformer", values=dict(**SMALL, heads=4, feedForwardSize=6, layers=2, normalisation="pre", positions="sinusoidal", pooling="attention", denseUnits=5),
        vocabulary=40, classes=3, batch=6, network=63, input=64),
    "transformer-first": dict(
        architecture="transformer", values=dict(**{**SMALL, "embeddingSize": 6}, heads=3, feedForwardSize=7, positions="none", normalisation="post", pooling="first", maskPadding=False),
        vocabulary=40, classes=3, batch=6, network=65, input=66),
}
SUMMARIES = {
    "embedding-average": dict(architecture="embedding-average", values={}, vocabulary=300, classes=2),
    "embedding-average of all positions": dict(architecture="embedding-average", values=dict(maskPadding=False, denseUnits=0), vocabulary=300, classes=4),
    "embedding-average of vectors": dict(architecture="embedding-average", values={}, vocabulary=0, classes=2),
    "cnn": dict(architecture="cnn", values={}, vocabulary=300, classes=2),
    "cnn, three kernel sizes": dict(architecture="cnn", values=dict(parallelKernels=3, pooling="average"), vocabulary=300, classes=3),
    "cnn without mask": dict(architecture="cnn", values=dict(parallelKernels=2, maskPadding=False, denseUnits=0, dropoutRate=0.0), vocabulary=300, classes=2),
    "transformer": dict(architecture="transformer", values={}, vocabulary=300, classes=2),
    "transformer, two layers, normalised before": dict(
        architecture="transformer", values=dict(layers=2, normalisation="pre", positions="sinusoidal", pooling="attention", dropoutRate=0.0), vocabulary=300, classes=3),
    "transformer, first token, no mask": dict(architecture="transformer", values=dict(positions="none", normalisation="post", pooling="first", maskPadding=False), vocabulary=300, classes=2),
    "transformer, attention pooling of vectors": dict(architecture="transformer", values=dict(pooling="attention"), vocabulary=0, classes=2),
}


def main():
    cases, summaries = {}, {}
    for name, case in CASES.items():
        make, defaults = MAKERS[case["architecture"]]
        cases[name] = write(name, case, make, defaults)
    for name, case in SUMMARIES.items():
        keras.backend.clear_session()
        model, _ = MAKERS[case["architecture"]][0](case["vocabulary"], case["classes"], **case["values"])
        summaries[name] = dict(**case, layers=rows(model))
    about = dict(keras=keras.__version__, tensorflow=tf.__version__, command="python test/parity/write_networks.py")
    (FOLDER / "networks.json").write_text(json.dumps(dict(about=about, cases=cases, summaries=summaries), indent=1) + "\n")


if __name__ == "__main__":
    main()
