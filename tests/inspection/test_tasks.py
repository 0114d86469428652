"""The fits of the closer look: which, for whom, and in which order."""

from collections import Counter

import pytest

from dlcompare.inspection import closer_tasks, expected_seconds, suspect_columns
from dlcompare.records import (
    Budget,
    Candidate,
    CheckResult,
    FoldResult,
    FoldScheme,
    InspectionTask,
    Plan,
)

PLAN = Plan(
    task="binary",
    metric="roc_auc",
    candidates=(
        Candidate("dummy", "Dummy", "dummy"),
        Candidate("forest", "Forest", "classical"),
        Candidate("realmlp", "RealMLP", "deep"),
    ),
    scheme=FoldScheme(k=3),
    budget=Budget("quick", 30.0),
    expected_seconds=1.0,
    seconds_by_family={},
)
BOTH = ("forest", "realmlp")


def fold(model, number, seconds=1.0, **more):
    family = next(c.family for c in PLAN.candidates if c.model == model)
    n_train = more.pop("n_train", 30)
    return FoldResult(
        model,
        family,
        0,
        number,
        scores={"roc_auc": 0.8},
        fit_seconds=seconds,
        n_train=n_train,
        **more,
    )


FOLDS = [fold(model, number) for model in BOTH for number in range(3)]


def of_kind(tasks, kind):
    return [task for task in tasks if task.kind == kind]


def test_each_champion_is_fitted_with_four_other_seeds_on_one_fold():
    seeds = of_kind(closer_tasks(PLAN, FOLDS, champions=BOTH), "seed")

    assert {"forest": 4, "realmlp": 4} == Counter(t.model for t in seeds)
    assert {(0, 0)} == {(t.repeat, t.fold) for t in seeds}
    assert {1, 2, 3, 4} == {t.number for t in seeds}


def test_what_each_champion_goes_by_comes_first():
    first, second, *_ = closer_tasks(PLAN, FOLDS, champions=BOTH, suspects=["a"])

    assert [("explain", "forest"), ("explain", "realmlp")] == [
        (task.kind, task.model) for task in (first, second)
    ]


def test_each_suspect_is_left_out_once_before_any_is_a_second_time():
    tasks = closer_tasks(PLAN, FOLDS, champions=BOTH, suspects=["a", "b", "c", "d"])
    without = of_kind(tasks, "without")

    assert {"a": 6, "b": 6, "c": 6} == Counter(t.column for t in without)
    assert {("a", 0), ("b", 0), ("c", 0)} == {(t.column, t.fold) for t in without[:6]}


def test_every_task_has_a_key_of_its_own():
    folds = [fold(m, n, n_train=4000) for m in BOTH for n in range(3)]

    tasks = closer_tasks(PLAN, folds, champions=BOTH, suspects=["a", "b"])

    assert of_kind(tasks, "rows")
    assert len(tasks) == len({task.key for task in tasks})


def test_a_failed_fold_is_not_looked_at():
    folds = [f for f in FOLDS if (f.model, f.fold) != ("realmlp", 0)]
    folds.append(fold("realmlp", 0, failure="No memory."))

    tasks = closer_tasks(PLAN, folds, champions=BOTH)

    assert {1} == {task.fold for task in tasks}


@pytest.mark.parametrize("champions", [(), ("", "")])
def test_without_champions_there_is_nothing_to_look_at(champions):
    assert () == closer_tasks(PLAN, FOLDS, champions=champions)


def test_one_family_is_looked_at_alone():
    tasks = closer_tasks(PLAN, FOLDS[:3], champions=("forest", ""))

    assert {"forest"} == {task.model for task in tasks}


def check(code, severity, *columns):
    return CheckResult(code, "", severity, "", exclude=columns)


def test_columns_that_may_give_the_answer_away_come_first():
    checks = [
        check("DC016", "check", "often missing"),
        check("DC002", "decide", "left out"),
        check("DC009", "check", "outcome"),
        check("DC003", "note", "id"),
        check("DC002", "check", "total", "outcome"),
    ]
    columns = ["often missing", "outcome", "id", "total", "age"]

    assert ("outcome", "total", "often missing") == suspect_columns(checks, columns)


def test_the_only_column_is_not_left_out():
    assert () == suspect_columns([check("DC002", "decide", "total")], ["total"])


def test_a_fit_on_fewer_rows_is_expected_to_take_less():
    folds = [
        fold("forest", n, seconds, n_train=200) for n, seconds in enumerate((1, 3))
    ]

    def expected(kind, n_rows=None):
        return expected_seconds(InspectionTask(kind, "forest", n_rows=n_rows), folds)

    assert [2.0, 1.0] == [expected("seed"), expected("rows", 100)]
    assert 0.0 == expected_seconds(InspectionTask("seed", "realmlp"), folds)
