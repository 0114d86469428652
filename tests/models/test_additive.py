"""Explainable boosting: what is held out, gaps, threads; and the shallow tree."""

import numpy as np
import pandas as pd
import pytest

from dlcompare import models
from dlcompare.models.apart import Apart
from dlcompare.models.spec import Context

N_ROWS = 300
NUMERIC, CATEGORICAL = ("size", "weight", "same"), ("colour",)
FEW = {"max_rounds": 60, "n_pairs": 1, "bags": 2}


def table():
    """A product of two numbers decides, which no sum of curves can follow."""
    rng = np.random.default_rng(0)
    size, weight = rng.normal(size=(2, N_ROWS))
    X = pd.DataFrame(
        {
            "size": size,
            "weight": np.where(np.arange(N_ROWS) % 11, weight, np.nan),
            "same": 1.0,
            "colour": pd.Categorical(rng.choice(["amber", "blue"], N_ROWS)),
        }
    )
    return X, (size * weight > 0).astype(np.int64)


def built(task="binary", params=FEW, **more):
    context = Context(
        task, 2, numeric=NUMERIC, categorical=CATEGORICAL, metric="", **more
    )
    return models.model("ebm").build(context, params)


def test_pairs_follow_what_two_columns_decide_together():
    X, y = table()

    alone = built(params={**FEW, "n_pairs": 0}).fit(X, y).predict_proba(X)
    paired = built().fit(X, y).predict_proba(X)

    missed = [-np.log(p[np.arange(N_ROWS), y]).mean() for p in (alone, paired)]
    assert missed[1] < 0.8 * missed[0]


def test_more_threads_give_the_same_model():
    X, y = table()

    one, two = (built(n_threads=n).fit(X, y).predict_proba(X) for n in (1, 2))

    np.testing.assert_array_equal(one, two)


def test_groups_are_held_out_whole():
    _, y = table()
    groups = np.arange(N_ROWS) // 10
    model = built(apart=Apart(groups))

    bags = model._bags(y, by_class=True)

    assert (N_ROWS, 2) == bags.shape
    for bag in bags.T:
        assert {1, -1} == set(bag)
        assert not set(groups[bag == 1]) & set(groups[bag == -1])
    assert (bags[:, 0] != bags[:, 1]).any()


def test_too_few_rows_to_stop_on_are_all_learned_from():
    X, y = table()

    model = built().fit(X[:60], y[:60])

    assert 1 == model.model_.outer_bags
    assert model.model_.max_rounds < FEW["max_rounds"]


@pytest.mark.parametrize("task", ["binary", "multiclass"])
def test_pairs_are_left_to_two_classes(task):
    X, y = table()

    terms = built(task, {**FEW, "max_rounds": 5}).fit(X, y).model_.term_features_

    assert (task == "binary") == any(len(term) == 2 for term in terms)


def test_a_pure_leaf_of_few_rows_calls_nothing_impossible():
    X, _ = table()
    context = Context("binary", 2, numeric=NUMERIC, categorical=CATEGORICAL)
    tree = models.model("shallow_tree").build(context, {}).fit(X, X["size"] > 0)

    shares = tree.predict_proba(X)

    assert tree[-1].get_depth() <= 5
    assert 0 < shares.min() < 0.05
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_array_equal(tree.predict(X), X["size"] > 0)
