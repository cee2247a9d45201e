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
    while (left := given.trials - len(study.get_trials(deepcopy=False, states=ended))) > 0:
        try:
            study.optimize(objective, n_trials=left, callbacks=[MaxTrialsCallback(given.trials, states=ended)], catch=(Exception,))
            break
        except (ValueError, RuntimeError) as error:
            # SQLite can hand a point that waits to two programs at once; who ends it second goes on with the next.
            if not str(error).startswith("Cannot tell a") and "already finished" not in str(error):
                raise
    lines = [json.loads(one.user_attrs["line"]) for one in study.get_trials(deepcopy=False) if "line" in one.user_attrs]
    if lines:
        write_results(lines, f"Optuna {optuna.__version__}", given.results)
`;
