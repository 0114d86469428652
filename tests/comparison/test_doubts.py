"""What the verdict hangs on: other metrics, what was cut, a column left out."""

from dataclasses import replace

import pytest

from dlcompare.comparison import compare, without_columns
from dlcompare.records import (
    Budget,
    Candidate,
    Epoch,
    FoldResult,
    FoldScheme,
    Health,
    Inspected,
    InspectionTask,
    Plan,
    Trial,
)

FALLING = Health(True, True, still_falling=True)
PLAN = Plan(
    task="binary",
    metric="accuracy",
    candidates=(
        Candidate("linear", "Linear", "classical"),
        Candidate("mlp", "Net", "deep"),
    ),
    scheme=FoldScheme(),
    budget=Budget("quick", 20.0),
    expected_seconds=1.0,
    seconds_by_family={},
)


def compared(classical, deep, plan=PLAN, **more):
    """Five folds each of the given scores; `more` is of the network's fits."""
    folds = [
        FoldResult(
            *(
                "linear",
                "classical",
                0,
                i,
                {k: v + i / 1e3 for k, v in classical.items()},
            ),
            n_test=20,
        )
        for i in range(5)
    ]
    folds += [
        FoldResult(
            *("mlp", "deep", 0, i, {k: v + i / 2e3 for k, v in deep.items()}),
            n_test=20,
            **more,
        )
        for i in range(5)
    ]
    return compare(folds, plan, n_rows=100)


def test_the_same_pair_by_every_other_metric_is_turned_so_that_more_is_better():
    found = compared(
        {"accuracy": 0.9, "log_loss": 0.5}, {"accuracy": 0.8, "log_loss": 0.4}
    )

    (pair,) = found.by_metric.values()
    assert ["log_loss"] == list(found.by_metric)
    assert 0.101 == pytest.approx(pair.mean)  # 0.1, and half a thousandth per fold
    assert 0.02 * 0.502 == pytest.approx(pair.rope)
    assert 1.0 == pytest.approx(pair.p_a)


def test_metrics_without_scores_are_left_out():
    found = compared({"accuracy": 0.9}, {"accuracy": 0.8, "log_loss": 0.4})

    assert {} == found.by_metric


def test_losses_that_still_fell_are_counted_and_measured():
    losses = (9.0, 6.0, 5.0, 4.0)
    epochs = tuple(Epoch(n, 1.0, loss) for n, loss in enumerate(losses, 1))

    found = compared(
        {"accuracy": 0.9}, {"accuracy": 0.9}, health=FALLING, epochs=epochs
    ).shortened

    assert (5, 5) == (found.n_falling, found.n_fits)
    assert 0.2 == pytest.approx(found.loss_fall)
    assert (None, None, {}) == (
        found.train_rows,
        found.fold_rows,
        dict(found.search_gains),
    )


def test_a_fit_that_was_done_is_not_counted():
    done = replace(FALLING, still_falling=False)

    found = compared({"accuracy": 0.9}, {"accuracy": 0.9}, health=done).shortened

    assert (0, 5, None) == (found.n_falling, found.n_fits, found.loss_fall)


def test_thinned_rows_and_gains_of_the_search():
    trials = (Trial({}, 0.80, 1.0), Trial({"a": 1}, 0.83, 1.0), Trial({}, None, 1.0))

    found = compared(
        {"accuracy": 0.9},
        {"accuracy": 0.9},
        replace(PLAN, train_rows=50),
        trials=trials,
    ).shortened

    assert (50, 80) == (found.train_rows, found.fold_rows)
    assert {"mlp": pytest.approx(0.03)} == dict(found.search_gains)


def left_out(model, fold, score, column="leak", failure=""):
    task = InspectionTask("without", model, 0, fold, column=column)
    family = "deep" if model == "mlp" else "classical"
    return Inspected(task, family, {"accuracy": score}, failure=failure)


def test_the_pair_without_a_column_by_hand():
    inspected = [
        *(left_out("linear", i, score) for i, score in enumerate((0.70, 0.72, 0.74))),
        *(left_out("mlp", i, score) for i, score in enumerate((0.75, 0.76, 0.77))),
        left_out("mlp", 3, 0.9),  # without its partner
    ]

    (found,) = without_columns(
        compared({"accuracy": 0.9}, {"accuracy": 0.8}), PLAN, inspected
    )

    assert ("leak", 3, 2) == (found.column, found.n_folds, found.degrees)
    assert 0.04 == pytest.approx(found.mean)
    assert -0.1005 == pytest.approx(found.mean_with)
    # SD 0.01; 1/3 + 0.2/0.8 under the root (Nadeau and Bengio)
    assert 0.01 * (1 / 3 + 0.25) ** 0.5 == pytest.approx(found.scale)


def test_one_fold_or_a_failure_is_too_little():
    comparison = compared({"accuracy": 0.9}, {"accuracy": 0.8})
    inspected = [
        left_out("linear", 0, 0.7),
        left_out("mlp", 0, 0.7),
        left_out("linear", 1, 0.7),
        left_out("mlp", 1, 0.7, failure="Out of memory."),
    ]

    assert () == without_columns(comparison, PLAN, inspected)
