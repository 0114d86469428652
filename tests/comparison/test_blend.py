"""The average of both champions, worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare.comparison import compare, predictions_needed, together
from dlcompare.records import (
    Budget,
    Candidate,
    FoldResult,
    FoldScheme,
    FoldTask,
    Plan,
)

TRUTH = np.array([0, 0, 1, 1])


def plan(task="binary", metric="accuracy", k=5, repeats=1):
    return Plan(
        task=task,
        metric=metric,
        candidates=(
            Candidate("linear", "Linear model", "classical"),
            Candidate("tabm", "Tabular network", "deep"),
        ),
        scheme=FoldScheme(k=k, repeats=repeats),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
    )


def compared(made, scores):
    """A comparison whose folds have these scores (classical, deep)."""
    k = made.scheme.k
    folds = [
        FoldResult(
            c.model, c.family, i // k, i % k, {made.metric: pair[side]}, n_test=4
        )
        for side, c in enumerate(made.candidates)
        for i, pair in enumerate(scores)
    ]
    return compare(folds, made, n_rows=20)


def classes(p_positive):
    p = np.asarray(p_positive, dtype=float)
    shares = np.column_stack([1 - p, p])
    return {
        "rows": np.arange(4),
        "truth": TRUTH,
        "prediction": shares.argmax(axis=1),
        "probabilities": shares,
    }


def values(predicted):
    return {
        "rows": np.arange(4),
        "truth": np.array([0.0, 0.0, 1.0, 1.0]),
        "prediction": np.asarray(predicted, dtype=float),
    }


def kept(made, classical, deep):
    """The same predictions on every fold."""
    return {
        FoldTask(model, repeat, fold).key: arrays
        for model, arrays in (("linear", classical), ("tabm", deep))
        for repeat in range(made.scheme.repeats)
        for fold in range(made.scheme.k)
    }


def test_probabilities_are_averaged():
    made = plan()
    # the classical one errs on row 1, the network on row 2; their average on none
    predictions = kept(
        made, classes([0.1, 0.6, 0.9, 0.9]), classes([0.1, 0.1, 0.3, 0.9])
    )

    found = together(compared(made, [(0.75, 0.75)] * 5), made, predictions)

    assert ("linear", "tabm") == (found.classical, found.deep)
    assert (1.0,) * 5 == found.fold_scores
    assert (1.0, 1.0, 1.0) == (found.score.mean, found.score.low, found.score.high)
    assert 0.25 == pytest.approx(found.over_classical.mean)
    assert 0.25 == pytest.approx(found.over_deep.mean)


def test_values_are_averaged_and_less_error_is_a_gain():
    made = plan("regression", "rmse")
    # errors of +1 and of -0.5 everywhere: their average is off by 0.25
    predictions = kept(made, values([1, 1, 2, 2]), values([-0.5, -0.5, 0.5, 0.5]))

    found = together(compared(made, [(1.0, 0.5)] * 5), made, predictions)

    assert 0.25 == pytest.approx(found.score.mean)
    assert 0.75 == pytest.approx(found.over_classical.mean)
    assert 0.25 == pytest.approx(found.over_deep.mean)


def test_interval_of_the_gain_is_corrected_for_shared_rows():
    made = plan("regression", "rmse")
    predictions = kept(made, values([0, 0, 1, 1]), values([0, 0, 1, 1]))

    found = together(compared(made, [(v, 1.0) for v in range(1, 6)]), made, predictions)

    # gains 1..5: standard error sqrt(2.5 * (1/5 + 1/4)); t with 4 degrees 2.7764
    assert 3.0 == pytest.approx(found.over_classical.mean)
    assert 3 - 2.7764 * np.sqrt(1.125) == pytest.approx(
        found.over_classical.low, abs=1e-4
    )


def test_equal_champions_add_nothing():
    made = plan()
    one = classes([0.1, 0.6, 0.9, 0.9])

    found = together(compared(made, [(0.75, 0.75)] * 5), made, kept(made, one, one))

    assert (0.0, 0.0) == (found.over_classical.mean, found.over_deep.mean)


def test_fold_without_kept_predictions_is_left_out():
    made = plan()
    one = classes([0.1, 0.6, 0.9, 0.9])
    predictions = kept(made, one, one)
    del predictions[FoldTask("tabm", 0, 3).key]

    found = together(compared(made, [(0.75, 0.75)] * 5), made, predictions)

    assert 4 == len(found.fold_scores)


def test_fold_where_the_metric_has_no_value_is_left_out():
    made = plan(metric="roc_auc")
    one = classes([0.1, 0.2, 0.8, 0.9])
    predictions = kept(made, one, one)
    same = {**one, "truth": np.ones(4, dtype=int)}
    for model in ("linear", "tabm"):
        predictions[FoldTask(model, 0, 0).key] = same

    found = together(compared(made, [(1.0, 1.0)] * 5), made, predictions)

    assert 4 == len(found.fold_scores)


@pytest.mark.parametrize("case", ["one family", "nothing kept"])
def test_nothing_to_average(case):
    made = plan()
    comparison = compared(made, [(0.75, 0.75)] * 5)
    if case == "one family":
        comparison = replace(comparison, pair=None)

    assert together(comparison, made, {}) is None


def test_predictions_of_all_repeats_are_asked_for():
    made = plan(repeats=2)
    comparison = compared(made, [(0.75, 0.75)] * 10)

    needed = predictions_needed(comparison, made)

    assert 20 == len(needed)
    assert {0, 1} == {task.repeat for task in needed}
