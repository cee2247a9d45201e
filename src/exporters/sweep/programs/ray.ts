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
