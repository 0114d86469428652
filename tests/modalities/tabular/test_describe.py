from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dlcompare import codec
from dlcompare.modalities import TABULAR
from dlcompare.records import Column, Dataset, Profile

TASKS = ["binary", "multiclass", "regression"]


@pytest.fixture
def describe(tmp_path):
    return lambda dataset: TABULAR.describe(dataset, tmp_path)


@pytest.mark.parametrize("task", TASKS)
def test_every_trait_promised_is_there(describe, small_table, task):
    names = {trait.name for trait in describe(small_table(task)).traits}

    common = "n_rows n_features missing_share categorical_share text_share n_numeric"
    common += " duplicate_share n_categorical rows_per_feature median_skew"
    common += " n_dates complete_share association_rows information_rows paired_columns"
    target = "target_skew" if task == "regression" else "minority_share majority_share"
    assert set() == {*common.split(), *target.split()} - names


@pytest.mark.parametrize("task", TASKS)
def test_a_profile_is_json(describe, small_table, task):
    profile = describe(small_table(task))

    assert profile == codec.decode(Profile, codec.encode(profile))


def test_traits_by_hand(describe):
    X = pd.DataFrame(
        {
            "a": [1.0, 2, 3, np.nan, 1],
            "b": pd.Categorical(["u", "v", None, "u", "u"]),
        }
    )
    columns = (Column("a", "number", 1, 3), Column("b", "category", 1, 2))
    y = np.array([0, 0, 1, 1, 0])
    dataset = Dataset("t", "tabular", "binary", "y", X, y, columns, ("n", "p"))

    profile = describe(dataset)

    assert 0.2 == profile.trait("missing_share")
    assert 0.2 == profile.trait("duplicate_share")  # rows 0 and 4
    assert 0.4 == profile.trait("minority_share")
    assert 2.5 == profile.trait("rows_per_feature")
    assert [3, 2] == [b.count for b in profile.target_bins]
    assert (1.0, 1.0, 1.5, 2.25, 3.0) == profile.columns[0].quantiles


def test_minority_share_ignores_order_of_rows(describe, small_table):
    dataset = small_table("binary", 61)
    order = np.random.default_rng(1).permutation(61)

    shuffled = replace(dataset, X=dataset.X.iloc[order], y=dataset.y[order])

    for name in ("minority_share", "duplicate_share", "missing_share"):
        assert describe(dataset).trait(name) == describe(shuffled).trait(name)


def test_telling_columns_have_the_stronger_association(describe, small_table):
    columns = {c.name: c for c in describe(small_table("binary", 400)).columns}

    assert columns["height"].association > columns["weight"].association
    assert columns["height"].association_low > columns["weight"].association_low


def test_only_the_most_telling_columns_of_many_have_bars(describe, rng):
    y = rng.integers(0, 2, 40)
    X = pd.DataFrame(rng.normal(size=(40, 250)), columns=[f"g{i}" for i in range(250)])
    X["g249"] = y + rng.normal(size=40) / 10
    columns = tuple(Column(name, "number", 0, 40) for name in X)

    profile = describe(
        Dataset("t", "tabular", "binary", "y", X, y, columns, ("a", "b"))
    )

    assert 200 == sum(bool(c.bins) for c in profile.columns)
    assert profile.columns[249].bins[0].counts_by_class


def test_columns_all_missing_and_constant_do_not_break_it(describe, small_table):
    dataset = small_table("regression")
    X = dataset.X.assign(none=np.nan, same=5.0, word=pd.Categorical(["w"] * 60))
    more = (
        Column("none", "number", 60, 0),
        Column("same", "number", 0, 1),
        Column("word", "category", 0, 1),
    )

    profile = describe(replace(dataset, X=X, columns=dataset.columns + more))

    assert [None, 0.0, 0.0] == [c.association for c in profile.columns[-3:]]


def test_pairs_of_all_columns_are_measured(describe, small_table):
    profile = describe(small_table("binary", 300))

    assert {"height", "weight", "colour", "member"} == set(profile.paired)
    assert 6 == len(profile.pairs)
    sizes = [abs(pair.value) for pair in profile.pairs]
    assert sizes == sorted(sizes, reverse=True)


def test_of_many_columns_the_most_telling_are_paired_and_copies_found(describe, rng):
    y = rng.integers(0, 2, 80)
    X = pd.DataFrame(rng.normal(size=(80, 60)), columns=[f"g{i}" for i in range(60)])
    X["g7"] = y + rng.normal(size=80) / 10
    X["g50"] = X["g3"] * 2
    columns = tuple(Column(name, "number", 0, 80) for name in X)

    profile = describe(
        Dataset("t", "tabular", "binary", "y", X, y, columns, ("a", "b"))
    )

    assert "g7" == profile.paired[0]
    assert 24 == profile.trait("paired_columns") == len(profile.paired)
    assert ("g3", "g50") == (profile.pairs[0].first, profile.pairs[0].second)
    assert 24 * 23 / 2 <= len(profile.pairs) <= 24 * 23 / 2 + 1


def test_missing_cells_are_mapped(describe, small_table):
    profile = describe(small_table("regression"))

    assert ("weight",) == profile.missing.columns
    assert profile.trait("complete_share") == 1 - profile.trait("missing_share") * 4


def test_a_sample_of_rows_is_said(describe, rng):
    n = 200_500
    y = rng.integers(0, 2, n)
    X = pd.DataFrame({"a": (y + rng.normal(size=n)).astype(np.float32)})
    X["b"] = X["a"].round(0)
    columns = (Column("a", "number", 0, n), Column("b", "number", 0, 12))

    profile = describe(
        Dataset("t", "tabular", "binary", "y", X, y, columns, ("a", "b"))
    )

    assert 200_000 == profile.trait("association_rows")
    assert 20_000 == profile.trait("information_rows")
    assert n == sum(b.count for b in profile.columns[0].bins)
    assert abs(profile.columns[0].association - 0.5205) < 0.01  # 2 Φ(1/√2) − 1
