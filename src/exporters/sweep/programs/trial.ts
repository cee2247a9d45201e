/** `trial.py`: the data, one training, one trial, and the line that tells of it. */
export const trialProgram = `"""One trial: the network of a point is trained with every seed, and told as the notebook tells it."""
import gzip
import json
import math
import os
import socket
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np  # noqa: E402

HERE = Path(__file__).parent
SEARCH = json.loads((HERE / "search.json").read_text(encoding="utf-8"))
METRIC = {"accuracy": "validationAccuracy", "loss": "validationLoss"}[SEARCH["objective"]]
MODE = {"accuracy": "max", "loss": "min"}[SEARCH["objective"]]
# Every text with its tokens as the notebook cut them, its label and its part: 0 train, 1 validation, 2 test.
ROWS = json.loads(gzip.decompress((HERE / "data.json.gz").read_bytes()))
TOKENS = [row[1].split("\\n") for row in ROWS]
LABELS = np.array([row[2] for row in ROWS])
# One split, or several that hold back each text once.
PARTS = [np.array([row[3] for row in ROWS])] if SEARCH["parts"] is None else [np.array([int(digit) for digit in digits]) for digits in SEARCH["parts"]]


def encode(p, part):
    """Token ids [texts, sequenceLength]: 0 is padding, 1 an unknown token."""
    counts = Counter(token for tokens, own in zip(TOKENS, part) if own == 0 for token in tokens)
    # Most frequent first, ties by code point: the same words get the same ids as in the notebook.
    vocabulary = [token for token, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    ids = {token: i + 2 for i, token in enumerate(vocabulary[: p["vocabularySize"] - 2])}
    x = np.zeros((len(TOKENS), p["sequenceLength"]), dtype="int32")
    for row, tokens in zip(x, TOKENS):
        found = [ids.get(token, 1) for token in tokens[: len(row)]]
        row[: len(found)] = found
    return x


class Impossible(Exception):
    """These settings make no network."""


def train(p, seed, part, goes_on):
    """One training on one split. goes_on(epoch, numbers) says after each epoch whether there is another."""
    # Only who trains waits for Keras.
    import keras
    from network import build_model, compile_model

    keras.backend.clear_session()
    keras.utils.set_random_seed(seed % 2**32)
    x, y, classes = encode(p, part), LABELS.astype("float32")[:, None], len(SEARCH["classes"])
    if classes > 2 and p.get("labelSmoothing", 0) > 0:
        y = np.eye(classes, dtype="float32")[LABELS]
    learn, held_out = part == 0, part == 1
    steps = math.ceil(learn.sum() / p["batchSize"])
    try:
        model = build_model(p)
    except ValueError as error:
        raise Impossible(str(error).split("\\n")[0][:300]) from error
    compile_model(model, p, classes, SEARCH["epochs"] * steps)
    run = {"seed": seed, "epochs": [], "steps": 0, "seconds": 0, "state": "done"}
    start = time.perf_counter()

    def on_epoch_end(epoch, logs):
        values = {"trainingLoss": logs["plain"], "validationLoss": logs["val_plain"], "validationAccuracy": logs["val_accuracy"]}
        run["steps"], run["seconds"] = (epoch + 1) * steps, time.perf_counter() - start
        if not all(math.isfinite(value) for value in values.values()):
            run["state"], model.stop_training = "lost", True
            return
        run["epochs"].append({"epoch": epoch + 1, "seconds": run["seconds"], **values})
        if not goes_on(epoch + 1, run["epochs"][-1]):
            run["state"], model.stop_training = "cut", True

    balanced = {label: learn.sum() / (classes * (LABELS[learn] == label).sum()) for label in range(classes)}
    model.fit(
        x[learn], y[learn], epochs=SEARCH["epochs"], batch_size=p["batchSize"], validation_data=(x[held_out], y[held_out]), verbose=0,
        class_weight=balanced if p.get("classWeights") == "balanced" else None, callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=on_epoch_end)],
    )
    return run, model.count_params()


def run_trial(point, goes_on=lambda line, epoch, value: True):
    """A trial: one training for each seed and split; the first may be cut short. Calls goes_on after each epoch of the first. Returns the line that the notebook reads."""
    p = {**SEARCH["fixed"], **point}
    line = {"point": point, "state": "done", "runs": [], "parameters": 0, "where": f"{socket.gethostname()}, process {os.getpid()}"}
    for i, (seed, part) in enumerate((seed, part) for seed in SEARCH["seeds"] for part in PARTS):
        begun = {"seed": seed, "epochs": [], "steps": 0, "seconds": 0}

        def so_far(epoch, numbers):
            if i > 0:
                return True
            begun["epochs"].append(numbers)
            return goes_on({**line, "state": "cut", "runs": [{**begun, "seconds": numbers["seconds"]}]}, epoch, numbers[METRIC])

        try:
            run, line["parameters"] = train(p, seed, part, so_far)
        except Impossible as error:
            return {**line, "state": "impossible", "why": str(error)}
        line["state"] = run.pop("state")
        line["runs"].append(run)
        if line["state"] != "done":
            break
    return line


def value_of(line):
    """What the trial is judged by: the mean over its seeds of each one's best epoch."""
    best = max if MODE == "max" else min
    values = [best(epoch[METRIC] for epoch in run["epochs"]) for run in line["runs"] if run["epochs"]]
    return sum(values) / len(values) if values and line["state"] in ("done", "cut") else math.nan


def write_results(lines, program, file="results.jsonl"):
    """The file that the notebook opens: a line that says what it is, then one for each trial."""
    head = {"format": "atnet-trials", "version": 1, "search": SEARCH["search"], "program": program}
    text = "".join(json.dumps(line, ensure_ascii=False) + "\\n" for line in [head, *lines])
    temporary = Path(file).with_suffix(f".{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(file)
    print(f"{len(lines)} trials in {file}")
`;
