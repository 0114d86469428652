import numpy as np
import pandas as pd
import pytest

from dlcompare import models
from dlcompare.models.estimators.stopping import hurried, rows_to_stop_on
from dlcompare.models.spec import Context, Size

SETTINGS = {"learning_rate": 0.05, "max_iter": 600, "patience": 30, "l2": 1.0}


def test_few_rows_leave_none_to_stop_on():
    assert rows_to_stop_on(np.arange(99) % 2, seed=0, by_class=True) is None


def test_a_tenth_of_the_rows_is_watched():
    fit_rows, held_rows = rows_to_stop_on(np.arange(200) % 2, seed=0, by_class=True)

    assert (180, 20) == (len(fit_rows), len(held_rows))
    assert not set(fit_rows) & set(held_rows)


def test_many_classes_take_larger_and_fewer_steps():
    assert SETTINGS == hurried(SETTINGS, "max_iter", 10)
    assert {
        "learning_rate": pytest.approx(0.15),
        "max_iter": 200,
        "patience": 10,
        "l2": 1.0,
    } == hurried(SETTINGS, "max_iter", 11)


def noisy(n_rows):
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"a": rng.normal(size=n_rows), "b": rng.normal(size=n_rows)})
    return X, X["a"].to_numpy() + rng.normal(size=n_rows)


@pytest.mark.parametrize(
    ("name", "most", "n_trees"),
    [
        ("boosting", {"max_iter": 300}, lambda model: model.n_iter_),
        ("catboost", {"iterations": 300}, lambda model: model.tree_count_),
    ],
)
def test_boosting_stops_and_starts_again_on_all_rows(name, most, n_trees):
    X, y = noisy(400)
    context = Context(task="regression", numeric=("a", "b"), metric="rmse")

    model = models.model(name).build(context, most).fit(X, y)

    assert 1 <= n_trees(model.model_) < 300
    if name == "boosting":
        assert not model.model_.do_early_stopping_  # the second one, on all rows


@pytest.mark.parametrize("name", ["boosting", "catboost"])
def test_what_held_out_rows_are_scored_by_suits_an_absolute_error(name):
    X, y = noisy(200)
    kinds = {"task": "regression", "numeric": ("a", "b")}
    few = {"boosting": {"max_iter": 40}, "catboost": {"iterations": 40}}[name]

    by_metric = [
        models.model(name).build(Context(metric=metric, **kinds), few).fit(X, y)
        for metric in ("rmse", "mae")
    ]

    assert np.isfinite([m.predict(X).mean() for m in by_metric]).all()
    assert "mae" == by_metric[1].metric


@pytest.mark.parametrize("name", ["boosting", "catboost"])
def test_expected_seconds_never_fall_where_starting_again_ends(name):
    seconds = models.model(name).seconds

    around = [seconds(Size(n, 10)) for n in (20_000, 30_000, 30_001, 60_000, 90_000)]

    assert sorted(around) == around


def test_catboost_knows_levels_by_value_not_by_their_place():
    colours = np.array(["amber", "blue", "crimson"] * 60)
    y = (colours == "blue").astype(np.int64)
    X = pd.DataFrame({"colour": pd.Categorical(colours)})
    context = Context(task="binary", n_classes=2, categorical=("colour",))
    model = models.model("catboost").build(context, {"iterations": 30}).fit(X, y)

    few = pd.DataFrame({"colour": pd.Categorical(["blue", "amber", "violet"])})
    shares = model.predict_proba(few)[:, 1]

    assert shares[0] > 0.8 > 0.5 > shares[1]
