import { courseClass, sinusoidsFunction } from "../python/keras-source.js";

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

/** `search_ray.py` */
export const rayProgram = `"""The search with Ray Tune: every trial is a task for a worker of the cluster.

python search_ray.py                    on this machine, as many trials at once as it has processors
python search_ray.py --address auto     on the Ray cluster that this machine belongs to
"""
import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("RAY_AIR_NEW_OUTPUT", "0")

import optuna  # noqa: E402
import ray  # noqa: E402
from ray import tune  # noqa: E402
from ray.tune.schedulers import ASHAScheduler  # noqa: E402
from ray.tune.search import ConcurrencyLimiter  # noqa: E402
from ray.tune.search.optuna import OptunaSearch  # noqa: E402

from space import suggest  # noqa: E402
from trial import HERE, METRIC, MODE, SEARCH, run_trial, value_of, write_results  # noqa: E402


def task(point):
    def goes_on(line, epoch, value):
        # The scheduler ends what falls behind here; the last epoch is told with the whole trial.
        if epoch < SEARCH["epochs"]:
            tune.report({METRIC: value, "epoch": epoch, "line": json.dumps(line)})
        return True

    line = run_trial(point, goes_on)
    tune.report({METRIC: value_of(line), "epoch": SEARCH["epochs"], "line": json.dumps(line)})


def line_of(result):
    if result.metrics and "line" in result.metrics:
        return json.loads(result.metrics["line"])
    return {"point": result.config, "state": "crashed", "why": str(result.error).strip().split("\\n")[-1][:300], "runs": [], "parameters": 0}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", help="of a Ray cluster; without it, one is started on this machine")
    parser.add_argument("--workers", type=int, help="trials at once; as many as there are processors where absent")
    parser.add_argument("--trials", type=int, default=SEARCH["trials"])
    parser.add_argument("--results", default="results.jsonl")
    given = parser.parse_args()
    ray.init(
        address=given.address, num_cpus=None if given.address else given.workers, include_dashboard=False, log_to_driver=False,
        runtime_env={"working_dir": str(HERE), "excludes": ["ray-results", "*.jsonl", "*.db"]},
    )
    search = OptunaSearch(
        space=suggest, metric=METRIC, mode=MODE, points_to_evaluate=SEARCH["points"] and SEARCH["points"][: given.trials],
        sampler=optuna.samplers.TPESampler(seed=SEARCH["seed"]) if SEARCH["points"] is None else optuna.samplers.RandomSampler(seed=SEARCH["seed"]),
    )
    scheduler = None if SEARCH["pruning"] == "none" else ASHAScheduler(
        time_attr="epoch", max_t=SEARCH["epochs"], grace_period=1, reduction_factor=SEARCH["reduction"], brackets=SEARCH["brackets"],
    )
    tuner = tune.Tuner(
        tune.with_resources(task, {"cpu": 1}),
        tune_config=tune.TuneConfig(metric=METRIC, mode=MODE, search_alg=ConcurrencyLimiter(search, given.workers) if given.workers else search, scheduler=scheduler, num_samples=given.trials, reuse_actors=True),
        run_config=tune.RunConfig(name="search", storage_path=str(Path("ray-results").resolve()), verbose=1),
    )
    write_results([line_of(result) for result in tuner.fit()], f"Ray {ray.__version__}", given.results)
`;

/** `search_optuna.py` */
export const optunaProgram = `"""The search with Optuna: several of these programs share one storage and search together.

python search_optuna.py                                    one program, search.db (SQLite) beside it
python search_optuna.py --worker 2                         another one at the same time, on the same storage
python search_optuna.py --storage journal:search.log       a file that several machines can share
python search_optuna.py --trials 0                         makes the storage before several begin at once; later, only writes results.jsonl anew
"""
import argparse
import json

import optuna
from optuna.storages.journal import JournalFileBackend
from optuna.study import MaxTrialsCallback
from optuna.trial import TrialState

from space import suggest
from trial import MODE, SEARCH, run_trial, value_of, write_results


def objective(trial):
    point = suggest(trial)

    def goes_on(line, epoch, value):
        trial.report(value, epoch)
        return epoch == SEARCH["epochs"] or not trial.should_prune()

    line = run_trial(point, goes_on)
    trial.set_user_attr("line", json.dumps(line))
    if line["state"] == "cut":
        raise optuna.TrialPruned
    return value_of(line)


def pruner():
    if SEARCH["pruning"] == "halving":
        return optuna.pruners.SuccessiveHalvingPruner(min_resource=1, reduction_factor=SEARCH["reduction"])
    if SEARCH["pruning"] == "hyperband":
        return optuna.pruners.HyperbandPruner(min_resource=1, max_resource=SEARCH["epochs"], reduction_factor=SEARCH["reduction"])
    return optuna.pruners.NopPruner()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--storage", default="sqlite:///search.db")
    parser.add_argument("--worker", type=int, default=1, help="a number of its own for each program that searches at the same time")
    parser.add_argument("--trials", type=int, default=SEARCH["trials"], help="of all programs together")
    parser.add_argument("--results", default="results.jsonl")
    given = parser.parse_args()
    kind, _, rest = given.storage.partition(":")
    study = optuna.create_study(
        study_name=f"search-{SEARCH['search']}", direction="maximize" if MODE == "max" else "minimize", load_if_exists=True, pruner=pruner(),
        storage=optuna.storages.JournalStorage(JournalFileBackend(rest)) if kind == "journal" else given.storage,
        sampler=optuna.samplers.TPESampler(seed=SEARCH["seed"] + given.worker - 1, constant_liar=True),
    )
    ended = (TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL)
    if not study.get_trials(deepcopy=False):
        for point in SEARCH["points"] or []:
            study.enqueue_trial(point)
    left = given.trials - len(study.get_trials(deepcopy=False, states=ended))
    if left > 0:
        study.optimize(objective, n_trials=left, callbacks=[MaxTrialsCallback(given.trials, states=ended)], catch=(Exception,))
    lines = [json.loads(one.user_attrs["line"]) for one in study.get_trials(deepcopy=False) if "line" in one.user_attrs]
    if lines:
        write_results(lines, f"Optuna {optuna.__version__}", given.results)
`;

/** Versions with which all of this was tried. */
export const requirements = `keras==3.15.1
numpy
optuna==5.0.0
ray[tune]==2.58.0
tensorflow==2.21.0
`;
