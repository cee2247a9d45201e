"""Prints what Keras's optimizers make of the same gradients: the numbers in optimizers.test.ts. python3 test/training/optimizers.py"""
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import json

import keras
import numpy as np

start = [1.0, -2.0, 0.5]
gradients = [[0.5, -1.0, 0.25], [0.1, 2.0, -0.75], [-0.3, 0.4, 0.0], [1.5, -0.2, 0.05], [0.2, 0.3, -2.0]]
optimizers = {
    "sgd": keras.optimizers.SGD(0.1),
    "sgd momentum 0.9": keras.optimizers.SGD(0.1, momentum=0.9),
    "rmsprop": keras.optimizers.RMSprop(0.1, rho=0.9, epsilon=1e-7),
    "adagrad": keras.optimizers.Adagrad(0.1, initial_accumulator_value=0.1, epsilon=1e-7),
    "adam": keras.optimizers.Adam(0.1, epsilon=1e-7),
    "adamw 0.05": keras.optimizers.AdamW(0.1, weight_decay=0.05, epsilon=1e-7),
    "sgd clip 1": keras.optimizers.SGD(0.1, global_clipnorm=1.0),
}
for name, optimizer in optimizers.items():
    # Two variables, so that the norm is one over all of them.
    first, second = keras.Variable(np.array(start[:2], "float32")), keras.Variable(np.array(start[2:], "float32"))
    for gradient in gradients:
        optimizer.apply([keras.ops.array(gradient[:2], "float32"), keras.ops.array(gradient[2:], "float32")], [first, second])
    print(json.dumps(name), [float(x) for x in [*np.array(first), *np.array(second)]])
cosine = keras.optimizers.schedules.CosineDecay(1.0, 8)
linear = keras.optimizers.schedules.PolynomialDecay(1.0, 8, end_learning_rate=0.0)
print("cosine", [float(cosine(i)) for i in range(8)])
print("linear", [float(linear(i)) for i in range(8)])
logits, labels = np.array([[1.2, -0.3, 0.4], [-2.0, 0.7, 0.1]], "float32"), np.array([[1, 0, 0], [0, 0, 1]], "float32")
loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
print("categorical 0.1", float(loss(labels, logits)), "weights 2, 0.5:", float(loss(labels, logits, sample_weight=np.array([2.0, 0.5]))))
loss = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1)
print("binary 0.1", float(loss(np.array([[1.0], [0.0]]), np.array([[1.2], [-0.3]]))), "weights 2, 0.5:", float(loss(np.array([[1.0], [0.0]]), np.array([[1.2], [-0.3]]), sample_weight=np.array([2.0, 0.5]))))
