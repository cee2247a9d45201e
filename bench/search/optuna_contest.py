"""The same contest with Optuna's samplers: prints rows as JSON. Called by run.mjs with the number of repetitions; needs optuna==5.0.0."""
import json
import pathlib
import statistics
import sys

import optuna

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "test" / "search"))
from standard_functions import branin, hartmann6  # noqa: E402

optuna.logging.set_verbosity(optuna.logging.ERROR)
CONTESTS = [
    ("Branin", lambda t: branin(t.suggest_float("x", -5, 10), t.suggest_float("y", 0, 15)), [30, 60]),
    ("Hartmann6", lambda t: hartmann6(*(t.suggest_float(f"x{i + 1}", 0, 1) for i in range(6))), [50, 100]),
]
SAMPLERS = {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}
rows = []
for name, objective, after in CONTESTS:
    for method, sampler in SAMPLERS.items():
        bests = {trials: [] for trials in after}
        for seed in range(1, int(sys.argv[1]) + 1):
            study = optuna.create_study(sampler=sampler(seed=seed))
            study.optimize(objective, n_trials=max(after))
            values = [t.value for t in study.trials]
            for trials in after:
                bests[trials].append(min(values[:trials]))
        rows += [{"of": name, "method": f"optuna {method}", "trials": t, "median": statistics.median(b), "least": min(b), "greatest": max(b)} for t, b in bests.items()]
print(json.dumps(rows))
