"""The champions on the test file: by hand, against plain code, and in coverage."""

from dataclasses import replace

import numpy as np
import pytest

from dlcompare import codec
from dlcompare.comparison import (
    compare,
    holdout_needed,
    measure_holdout,
    not_opened,
    to_open,
)
from dlcompare.records import (
    Budget,
    Candidate,
    Comparison,
    FoldResult,
    FoldScheme,
    FoldTask,
    Plan,
)

KEYS = ("linear-0--1", "mlp-0--1")


def plan(metric="accuracy", task="binary"):
    return Plan(
        task=task,
        metric=metric,
        candidates=(
            Candidate("linear", "Linear", "classical"),
            Candidate("mlp", "Net", "deep"),
        ),
        scheme=FoldScheme(),
        budget=Budget("quick", 20.0),
        expected_seconds=1.0,
        seconds_by_family={},
        has_test_file=True,
    )


def compared(made, classical=0.80, deep=0.82):
    folds = [
        FoldResult(c.model, c.family, 0, i, {made.metric: score + 0.001 * i})
        for c, score in zip(made.candidates, (classical, deep), strict=True)
        for i in range(5)
    ]
    return compare(folds, made, n_rows=100)


def kept(truth, *given, **more):
    """Class predictions of both champions as they are stored."""
    return {
        key: {
            "rows": np.arange(len(truth)),
            "truth": np.asarray(truth),
            "prediction": np.asarray(one),
            "probabilities": np.eye(2)[np.asarray(one)] * 0.8 + 0.1,
            **more,
        }
        for key, one in zip(KEYS, given, strict=True)
    }


def test_scores_gaps_and_difference_by_hand():
    truth = np.tile([0, 1], 10)
    classical, deep = truth.copy(), truth.copy()
    classical[:4] = 1 - classical[:4]
    deep[:1] = 1 - deep[:1]
    made = plan()

    found = measure_holdout(compared(made), made, kept(truth, classical, deep))

    assert (20, 20, False) == (found.n_rows, found.n_units, found.is_grouped)
    assert (0.80, 0.95) == (found.classical.mean, found.deep.mean)
    assert 0.15 == pytest.approx(found.difference.mean)
    # the folds: 0.802 and 0.822
    assert 0.02 - 0.15 == pytest.approx(found.gap)
    assert 0.002 == pytest.approx(found.classical_gap)
    assert 0.822 - 0.95 == pytest.approx(found.deep_gap)


def test_interval_is_that_of_drawing_pairs_of_rows():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 300)
    classical = np.where(rng.random(300) < 0.8, truth, 1 - truth)
    deep = np.where(rng.random(300) < 0.85, truth, 1 - truth)
    made = plan()

    found = measure_holdout(compared(made), made, kept(truth, classical, deep))

    gains = (deep == truth) * 1.0 - (classical == truth)
    drawn = [gains[rng.integers(300, size=300)].mean() for _ in range(4_000)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert low == pytest.approx(found.difference.low, abs=0.007)
    assert high == pytest.approx(found.difference.high, abs=0.007)


def test_rows_of_a_group_make_the_interval_wider():
    rng = np.random.default_rng(0)
    groups = np.repeat(np.arange(30), 10)
    truth = np.repeat(rng.integers(0, 2, 30), 10)
    wrong = np.repeat(rng.random(30) < 0.3, 10)
    classical, deep = np.where(wrong, 1 - truth, truth), truth
    made = plan()

    single = measure_holdout(compared(made), made, kept(truth, classical, deep))
    grouped = measure_holdout(
        compared(made), made, kept(truth, classical, deep, groups=groups)
    )

    assert (30, True) == (grouped.n_units, grouped.is_grouped)
    width = single.difference.high - single.difference.low
    assert grouped.difference.high - grouped.difference.low > 2 * width


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(0)
    made, n_held = plan(), 0
    for _ in range(100):
        truth = np.zeros(200, dtype=int)
        classical = (rng.random(200) > 0.80).astype(int)
        deep = (rng.random(200) > 0.84).astype(int)
        found = measure_holdout(compared(made), made, kept(truth, classical, deep))
        n_held += found.difference.low <= 0.04 <= found.difference.high

    assert n_held >= 88  # 95 expected; 88 or more in 99.8% of such tests


def test_average_of_values_and_less_error_is_a_gain():
    made = plan("rmse", "regression")
    truth = np.arange(10.0)
    predictions = {
        KEYS[0]: {"truth": truth, "prediction": truth + 2.0},
        KEYS[1]: {"truth": truth, "prediction": truth - 1.0},
    }

    found = measure_holdout(compared(made, 2.0, 1.0), made, predictions)

    assert (2.0, 1.0, 0.5) == (
        found.classical.mean,
        found.deep.mean,
        found.together.mean,
    )
    assert 1.0 == pytest.approx(found.difference.mean)


@pytest.mark.parametrize("metric", ["accuracy", "balanced_accuracy", "f1_macro"])
def test_a_class_that_was_not_learned_counts_as_wrong(metric):
    truth = np.array([0, 1, 0, 1, -1, -1])
    given = np.array([0, 1, 0, 1, 0, 1])
    made = plan(metric)

    found = measure_holdout(compared(made), made, kept(truth, given, given))

    expected = {"accuracy": 4 / 6, "balanced_accuracy": 2 / 3, "f1_macro": 1.6 / 3}
    assert expected[metric] == pytest.approx(found.deep.mean)


def test_a_class_that_was_not_learned_has_no_probability():
    truth, given = np.array([0, 1, 0, 1, -1]), np.array([0, 1, 1, 1, 0])
    made = plan("log_loss")

    found = measure_holdout(compared(made), made, kept(truth, given, given))

    assert 4 == found.n_rows
    assert -np.mean(np.log([0.9, 0.9, 0.1, 0.9])) == pytest.approx(found.deep.mean)


@pytest.mark.parametrize("case", ["one missing", "no pair", "no value"])
def test_nothing_to_say(case):
    truth = np.zeros(6, dtype=int)
    made = plan("roc_auc" if case == "no value" else "accuracy")
    comparison, predictions = compared(made), kept(truth, truth, truth)
    if case == "one missing":
        del predictions[KEYS[0]]
    if case == "no pair":
        comparison = replace(comparison, pair=None)

    assert measure_holdout(comparison, made, predictions) is None


def test_only_the_champions_are_asked_for():
    made = plan()

    assert KEYS == tuple(t.key for t in holdout_needed(compared(made), made))
    without = replace(made, has_test_file=False)
    assert () == holdout_needed(compared(made), without)
    assert FoldTask("mlp", 0, -1) in holdout_needed(compared(made), made)


def test_it_survives_the_codec():
    truth = np.tile([0, 1], 10)
    made = plan()
    found = measure_holdout(compared(made), made, kept(truth, truth, truth))
    shown = replace(compared(made), holdout=found)

    assert shown == codec.decode(Comparison, codec.encode(shown))


def refit(model, family, failure=""):
    return FoldResult(model, family, 0, -1, {"accuracy": 0.8}, failure=failure)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), ["linear", "mlp"]),
        ((refit("linear", "classical"),), ["mlp"]),
        ((refit("linear", "classical", "It failed."),), ["mlp"]),
        ((refit("forest", "classical"),), ["mlp"]),
        ((refit("linear", "classical"), refit("mlp", "deep")), []),
    ],
    ids=["none", "one", "failed", "another before", "both"],
)
def test_the_champions_are_scored_once_and_no_second_of_a_family(done, expected):
    made = plan()

    tasks = to_open(compared(made), made, done)

    assert expected == [task.model for task in tasks]
    assert all((0, -1) == (task.repeat, task.fold) for task in tasks)


def test_without_test_rows_nothing_is_opened():
    made = replace(plan(), has_test_file=False)

    assert () == to_open(compared(made), made, ())


def test_a_champion_that_took_anothers_place_is_named():
    done = (refit("forest", "classical"), refit("mlp", "deep"))

    assert (("forest", "linear"),) == not_opened(compared(plan()), done)
    assert () == not_opened(compared(plan()), ())


def test_sealed_rows_are_told_from_a_test_file():
    made = replace(plan(), sealed_share=0.2)
    truth = np.array([0, 1] * 20)

    found = measure_holdout(compared(made), made, kept(truth, truth, truth))

    assert found.is_sealed
