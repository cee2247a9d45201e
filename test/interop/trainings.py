"""Runs the exported trainings of a folder: one line of JSON for each, with the losses of its epochs and what the last layer began and ended with."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np

folder = sys.argv[1]
for name in sorted(entry[:-3] for entry in os.listdir(folder) if entry.endswith(".py")):
    path = os.path.join(folder, name)
    with open(path + ".json") as file:
        last = json.load(file)["lastLayer"]
    with open(path + ".py") as file:
        program = file.read()
    # What the last layer begins with is looked at right after it is set.
    start = "def look(model): seen.append(np.asarray(model.get_layer(LAST).get_weights()[0]).ravel().tolist())\n"
    begun = []
    space = {"seen": begun, "LAST": last}
    lines = program.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("start_like_the_notebook(model"))
    exec("\n".join([*lines[: at + 1], start, "look(model)", *lines[at + 1 :]]), space)
    model, history = space["run"]["model"], space["run"]["history"]
    print(json.dumps({"loss": history["loss"], "validation": history["val_loss"], "began": begun[0], "ended": model.get_layer(last).get_weights()[0].ravel().tolist()}), flush=True)
