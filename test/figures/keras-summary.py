"""Prints with Keras what test/plots/keras-summary.test.ts compares with: COLUMNS=200 python test/figures/keras-summary.py (Keras 3.15.1)."""
import keras
from keras import layers

inputs = layers.Input((500, 128))
hidden = layers.Conv1D(64, 5, activation="relu")(inputs)
scores = layers.Dense(1, activation="tanh")(hidden)
weights = layers.Softmax(axis=1)(scores)
pooled = layers.GlobalMaxPooling1D()(layers.Multiply()([hidden, weights]))
dense = layers.Dense(10, activation="relu")(pooled)
keras.Model(inputs, layers.Dense(1, activation="sigmoid")(dense)).summary(line_length=108, print_fn=print)
layers_of_line = [layers.Input((500,)), layers.Embedding(10, 4), layers.GlobalMaxPooling1D(), layers.Dense(1)]
keras.Sequential(layers_of_line).summary(line_length=88, print_fn=print)
