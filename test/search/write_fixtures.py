"""Writes test/fixtures/search/: what SciPy and Optuna answer for the same questions.

    pip install optuna==5.0.0 scipy==1.17.1 scikit-learn==1.9.1 && python test/search/write_fixtures.py
"""
import json
import math
import pathlib

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from scipy import stats
from scipy.stats import qmc

from standard_functions import branin, hartmann6

optuna.logging.set_verbosity(optuna.logging.ERROR)
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "search"

# What a sweep looks like: a rate on a logarithmic scale, sizes, a choice, a switch.
MIXED = {
    "rate": FloatDistribution(1e-4, 0.1, log=True),
    "size": IntDistribution(4, 64),
    "share": FloatDistribution(0, 0.6),
    "kind": CategoricalDistribution(["tanh", "dot", "none"]),
    "mask": CategoricalDistribution([False, True]),
}


def mixed(rate, size, share, kind, mask):
    return (math.log10(rate) + 2.5) ** 2 + 0.4 * abs(share - 0.2) + {"tanh": 0.0, "dot": 0.3, "none": 0.9}[kind] + 2 / size + (0.05 if mask else 0)


HARTMANN = {f"x{i + 1}": FloatDistribution(0, 1) for i in range(6)}
BRANIN = {"x": FloatDistribution(-5, 10), "y": FloatDistribution(0, 15)}


def importances(space, function, trials, seed):
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=seed))
    for _ in range(trials):
        trial = study.ask(space)
        study.tell(trial, function(**trial.params))
    # The evaluator's own forest is random too: the mean over five seeds is what there is to agree with.
    found = [optuna.importance.FanovaImportanceEvaluator(seed=s).evaluate(study) for s in range(5)]
    return {
        "points": [t.params for t in study.trials], "values": [t.value for t in study.trials],
        "importances": {name: sum(one[name] for one in found) / len(found) for name in space},
    }


def write(name, content):
    (FOLDER / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


FOLDER.mkdir(parents=True, exist_ok=True)
sobol = qmc.Sobol(d=32, scramble=False).random(64)
write("sobol", {"scipy": "qmc.Sobol(d=32, scramble=False).random(64)", "points": sobol.tolist()})
write("fanova", {
    "mixed": importances(MIXED, mixed, 120, 1),
    "hartmann6": importances(HARTMANN, lambda **x: hartmann6(*x.values()), 200, 2),
    "branin": importances(BRANIN, branin, 60, 3),
})
a, b = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8]
write("spearman", {"a": a, "b": b, "rho": float(stats.spearmanr(a, b).statistic)})
write("functions", {"branin": [[p, branin(*p)] for p in [[-math.pi, 12.275], [0, 0], [9.42478, 2.475]]], "hartmann6": [[p, hartmann6(*p)] for p in [[0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573], [0.5] * 6]]})
