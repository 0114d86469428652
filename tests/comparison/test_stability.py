"""Who wins how many folds, and what seeds alone move: by hand."""

from dataclasses import replace
from math import sqrt

import pytest

from dlcompare.comparison import compare, stability
from dlcompare.records import (
    Budget,
    Candidate,
    FoldResult,
    FoldScheme,
    Inspected,
    InspectionTask,
    Plan,
)

PLAN = Plan(
    task="binary",
    metric="accuracy",
    candidates=(
        Candidate("dummy", "Dummy", "dummy"),
        Candidate("linear", "Linear model", "classical"),
        Candidate("forest", "Random forest", "classical"),
        Candidate("realmlp", "RealMLP", "deep"),
    ),
    scheme=FoldScheme(k=4),
    budget=Budget("quick", 30.0),
    expected_seconds=1.0,
    seconds_by_family={},
)
SCORES = {
    "dummy": (0.99, 0.5, 0.5, 0.5),
    "linear": (0.70, 0.80, 0.70, 0.70),
    "forest": (0.80, 0.80, 0.80, 0.90),
    "realmlp": (0.75, 0.70, 0.80, 0.81),
}


def folds(scores=SCORES):
    families = {c.model: c.family for c in PLAN.candidates}
    return [
        FoldResult(model, families[model], 0, n, {"accuracy": s}, fit_seconds=1.0)
        for model, values in scores.items()
        for n, s in enumerate(values)
    ]


def seeded(model, *values, kind="seed", n_rows=None, fold=0):
    family = next(c.family for c in PLAN.candidates if c.model == model)
    return [
        Inspected(
            InspectionTask(kind, model, 0, fold, n_rows, number),
            family,
            {"accuracy": value},
        )
        for number, value in enumerate(values, 1)
    ]


def found(inspected=(), results=None, rope=0.01):
    results = folds() if results is None else results
    compared = compare(results, PLAN, n_rows=400, rope=rope)
    return stability(results, PLAN, compared, inspected)


def test_equals_share_a_fold_and_guessing_wins_none():
    wins = {one.model: one.wins for one in found().wins}

    assert {"forest": 3.0, "linear": 0.5, "realmlp": 0.5} == wins
    assert 4.0 == sum(wins.values())


def test_of_errors_the_least_wins():
    plan = replace(PLAN, metric="log_loss")
    results = [replace(f, scores={"log_loss": f.scores["accuracy"]}) for f in folds()]

    wins = stability(results, plan, compare(results, plan, n_rows=400)).wins

    assert ("linear", 3.0) == (wins[0].model, wins[0].wins)


def test_who_lacks_a_fold_takes_no_part():
    without = [f for f in folds() if (f.model, f.fold) != ("linear", 2)]

    assert {"forest", "realmlp"} == {one.model for one in found(results=without).wins}


def test_seeds_are_the_fits_on_all_rows_with_the_one_of_the_fold():
    looked = [
        *seeded("realmlp", 0.77, 0.79),
        *seeded("realmlp", 0.81, kind="rows"),
        *seeded("realmlp", 0.1, kind="rows", n_rows=50),
        *seeded("realmlp", 0.2, kind="without"),
        *seeded("linear", 0.3, 0.4, 0.5),
    ]

    (spread,) = found(looked).seeds

    assert ("realmlp", (0.75, 0.77, 0.79, 0.81)) == (spread.model, spread.scores)
    assert sqrt(0.002 / 3) == pytest.approx(spread.deviation)


def test_one_other_seed_and_failures_are_not_enough():
    failed = replace(seeded("realmlp", 0.77)[0], failure="No memory.")

    assert () == found([*seeded("realmlp", 0.77), failed]).seeds
    assert "" == found().text


def test_seeds_that_move_more_than_the_champions_differ_are_said():
    looked = [*seeded("realmlp", 0.65, 0.85), *seeded("forest", 0.80, 0.80)]

    assert found(looked).text == (
        "Another seed alone moves random forest not at all and RealMLP by 0.100 in"
        " accuracy (standard deviation of 3 fits on one fold); the champions differ by"
        " 0.060, the limit is 0.010."
        " One fit of each with one seed could show either one ahead."
    )


def test_a_difference_far_beyond_what_seeds_move_is_said():
    looked = [*seeded("realmlp", 0.755, 0.745), *seeded("forest", 0.80, 0.80)]

    assert found(looked).text.endswith(
        "That is more than other seeds alone would explain."
    )


def test_without_a_pair_only_what_seeds_move_is_said():
    classical = [f for f in folds() if f.family != "deep"]

    result = found(seeded("forest", 0.82, 0.84), classical)

    assert () == result.wins
    assert result.text == (
        "Another seed alone moves random forest by 0.020 in accuracy (standard"
        " deviation of 3 fits on one fold)."
    )
