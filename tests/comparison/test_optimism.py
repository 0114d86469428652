"""The optimism of a study's champions, from predictions kept fold by fold."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare import codec
from dlcompare.comparison import compare, measure_optimism, rivals_needed
from dlcompare.comparison import optimism as module
from dlcompare.records import (
    Budget,
    Candidate,
    Comparison,
    FoldResult,
    FoldScheme,
    FoldTask,
    Plan,
)

N_ROWS, K, REPEATS = 120, 5, 2
DEEP = ("mlp", "tabm", "realmlp")
CLASSICAL = ("linear", "boosting")


def plan(metric="accuracy"):
    return Plan(
        task="regression" if metric == "rmse" else "binary",
        metric=metric,
        candidates=(
            Candidate("dummy", "Dummy", "dummy"),
            *(Candidate(m, m.title(), "classical") for m in CLASSICAL),
            *(Candidate(m, m.title(), "deep") for m in DEEP),
        ),
        scheme=FoldScheme(k=K, repeats=REPEATS),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )


def studied(metric="accuracy", *, groups=None, seed=0):
    """Folds and kept predictions of equally good models."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 2, N_ROWS)
    folds, predictions = [], {}
    for repeat in range(REPEATS):
        number = rng.permutation(N_ROWS) % K
        for candidate in plan(metric).candidates:
            right = rng.random(N_ROWS) < (0.5 if candidate.family == "dummy" else 0.85)
            given = np.where(right, truth, 1 - truth)
            for fold in range(K):
                rows = np.flatnonzero(number == fold)
                shares = np.eye(2)[given[rows]] * 0.8 + 0.1
                arrays = {
                    "rows": rows,
                    "truth": truth[rows],
                    "prediction": given[rows],
                    "probabilities": shares,
                }
                if metric == "rmse":
                    del arrays["probabilities"]
                if groups is not None:
                    arrays["groups"] = groups[rows]
                error = float(np.mean(given[rows] != truth[rows]))
                score = error**0.5 if metric == "rmse" else 1 - error
                task = FoldTask(candidate.model, repeat, fold)
                predictions[task.key] = arrays
                folds.append(
                    FoldResult(
                        candidate.model,
                        candidate.family,
                        repeat,
                        fold,
                        {metric: score},
                        fit_seconds=1.0,
                        n_test=len(rows),
                    )
                )
    return folds, predictions


def compared(folds, metric="accuracy", **more):
    return compare(folds, plan(metric), n_rows=N_ROWS, **more)


@pytest.mark.parametrize("metric", ["accuracy", "rmse"])
def test_it_is_taken_off_the_difference_and_nothing_else(metric):
    folds, predictions = studied(metric)
    before = compared(folds, metric)

    found = measure_optimism(before, plan(metric), predictions)
    after = compared(folds, metric, optimism=found)

    gap = found.deep - found.classical
    assert gap != 0
    assert before.pair.mean - gap == pytest.approx(after.pair.mean)
    assert before.pair.low - gap == pytest.approx(after.pair.low)
    assert before.pair.high - gap == pytest.approx(after.pair.high)
    assert gap == pytest.approx(after.pair.optimism)
    assert before.pair.scale == after.pair.scale
    assert before.pair.differences == after.pair.differences
    assert before.standings == after.standings
    assert (before.optimism, found) == (None, after.optimism)


def test_the_best_of_several_is_lucky_and_the_best_of_more_is_luckier():
    found = []
    for seed in range(8):
        folds, predictions = studied(seed=seed)
        found.append(measure_optimism(compared(folds), plan(), predictions))

    assert all(one.deep >= 0 and one.classical >= 0 for one in found)
    assert sum(o.deep for o in found) > sum(o.classical for o in found) > 0
    assert sum(o.better for o in found) > sum(o.classical for o in found)


def test_a_limit_of_the_user_needs_no_predictions():
    folds, predictions = studied()
    found = measure_optimism(compared(folds), plan(), predictions)

    shown = compared(folds, optimism=found, rope=0.03)

    assert found == shown.optimism
    assert 0.03 == shown.pair.rope


def test_optimism_of_other_champions_is_not_taken_off():
    folds, predictions = studied()
    found = measure_optimism(compared(folds), plan(), predictions)

    other = compared(folds, optimism=replace(found, deep_model="another"))

    assert other.optimism is None
    assert 0 == other.pair.optimism


def test_missing_predictions_leave_the_difference_as_it_is():
    folds, predictions = studied()
    kept = {k: v for k, v in predictions.items() if not k.startswith("tabm")}

    assert measure_optimism(compared(folds), plan(), kept) is None


def test_one_candidate_of_each_family_was_not_chosen():
    folds, _ = studied()
    few = [f for f in folds if f.model in ("dummy", "linear", "mlp")]

    comparison = compared(few)
    found = measure_optimism(comparison, plan(), {})

    assert () == rivals_needed(comparison, plan())
    assert (0, 0, 0, 0) == (found.deep, found.classical, found.better, found.n_draws)


def test_groups_are_drawn_as_wholes():
    folds, predictions = studied(groups=np.arange(N_ROWS) // 4)

    found = measure_optimism(compared(folds), plan(), predictions)

    assert found.is_grouped
    assert N_ROWS // 4 == found.n_units


def test_every_rival_and_no_other_is_asked_for():
    folds, _ = studied()

    needed = rivals_needed(compared(folds), plan())

    assert {*DEEP, *CLASSICAL} == {task.model for task in needed}
    assert 5 * K * REPEATS == len(set(needed))


def test_many_rows_are_not_drawn_again(monkeypatch):
    folds, predictions = studied()
    monkeypatch.setattr(module, "MOST_ROWS", N_ROWS - 1)

    assert () == rivals_needed(compared(folds), plan())
    assert 0 == measure_optimism(compared(folds), plan(), predictions).n_draws


def test_the_signal_is_that_of_the_better_champion_without_its_luck():
    folds, predictions = studied()
    before = compared(folds)
    found = measure_optimism(before, plan(), predictions)

    lucky = replace(found, better=0.34)

    assert before.p_signal > 0.9 > compared(folds, optimism=lucky).p_signal


def test_optimism_survives_the_codec():
    folds, predictions = studied()
    found = measure_optimism(compared(folds), plan(), predictions)
    shown = compared(folds, optimism=found)

    assert shown == codec.decode(Comparison, codec.encode(shown))
