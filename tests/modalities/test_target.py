import numpy as np
import pandas as pd
import pytest

from dlcompare.errors import UnsuitableTarget
from dlcompare.modalities.target import (
    check_target,
    class_labels,
    guess_task,
    suggest_target,
)
from dlcompare.records import Column


def columns(text: str) -> list[Column]:
    """Columns from "name:kind:n_unique" items."""
    items = [item.split(":") for item in text.split()]
    return [Column(name, kind, 0, int(n)) for name, kind, n in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:number:90 target:number:2 b:number:90", "target"),
        ("Survived:number:2 class:category:3", "Survived"),
        ("carat:number:99 price:number:99 x:number:9 y:number:9 z:number:9", "price"),
        ("x:number:99 y:number:2 z:number:99", "z"),
        ("age:number:90 y:category:2", "y"),
        ("rooms:number:90 house_value:number:99 near:category:5", "house_value"),
        ("a:number:90 b:number:90 V9:number:2", "V9"),
        ("letter:category:26 a:number:16 b:number:16", "letter"),
        ("name:category:900 sex:category:2 births:number:90 year:number:99", "sex"),
        ("a:number:90 sex:number:2 b:number:99", "b"),
        ("a:number:90 b:number:1", "a"),
        ("a:number:1 b:number:1", ""),
        ("a:number:5 seen:date:90", "a"),
    ],
)
def test_likely_target_is_suggested(text, expected):
    name, reason = suggest_target(columns(text))

    assert expected == name
    assert bool(name) == bool(reason)


def series(values) -> pd.Series:
    values = list(values)
    kind = "str" if isinstance(values[0], str) else np.float64
    return pd.Series(values, dtype=kind, name="t")


@pytest.mark.parametrize(
    ("values", "expected", "possible"),
    [
        (["no", "yes"] * 20, "binary", ("binary",)),
        ([0, 1] * 20, "binary", ("binary", "regression")),
        (["a", "b", "c"] * 20, "multiclass", ("multiclass",)),
        ([3, 4, 5, np.nan] * 20, "multiclass", ("multiclass", "regression")),
        (range(40), "regression", ("regression",)),
        (list(range(26)) * 9, "regression", ("regression", "multiclass")),
        ([1, 1.5, 2] * 20, "regression", ("regression", "multiclass")),
        (np.linspace(0, 1, 50), "regression", ("regression",)),
        ([3, 3, 4, 4, 5, 5, 6], "regression", ("regression",)),
        ([np.nan] * 20, "binary", ("binary",)),
        ([7] * 20, "binary", ("binary",)),
    ],
)
def test_task_follows_the_values(values, expected, possible):
    guess = guess_task(series(values))

    assert expected == guess.task
    assert possible == guess.possible
    assert guess.reason


@pytest.mark.parametrize(
    ("values", "task", "message"),
    [
        ([np.nan] * 20, "binary", "no values at all"),
        ([4] * 20, "binary", "the same value, 4"),
        (["a"] * 20, "multiclass", "the same value, a"),
        ([1, 2, 3], "regression", "only 3 rows"),
        (["a", "b"] * 20, "regression", "holds words such as a"),
        ([str(i) for i in range(40)], "multiclass", "too many to be classes"),
        (list(range(1001)) * 3, "multiclass", "too many to be classes"),
        (["a", "b", "c"] * 9, "binary", "not two"),
        (["a"] * 20 + ["b"], "binary", "class b has a single row"),
        (["a", "b"] * 20, "clustering", "is not a task"),
    ],
)
def test_unsuitable_targets_are_refused(values, task, message):
    with pytest.raises(UnsuitableTarget, match=message) as caught:
        check_target(series(values), task)

    assert caught.value.fix


def test_a_date_is_no_target():
    dates = pd.Series(pd.date_range("2020-01-01", periods=40), name="day")

    with pytest.raises(UnsuitableTarget, match="is a date"):
        check_target(dates, "regression")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["Yes", "No"], ("No", "Yes")),
        (["ja", "nein"], ("nein", "ja")),
        (["True", "False"], ("False", "True")),
        (["good", "bad"], ("bad", "good")),
        ([10, 9, 1], ("1", "9", "10")),
        ([0.5, 1], ("0.5", "1")),
    ],
)
def test_class_labels_are_in_order_with_the_affirmative_last(values, expected):
    assert expected == class_labels(series(values))
