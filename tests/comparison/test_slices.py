"""Slices are found where they were put, and hardly ever where there are none."""

import numpy as np
import pytest

from dlcompare.comparison.out_of_fold import OutOfFold
from dlcompare.comparison.slices import LEAST_ROWS, Table, find_slices, losses


def numbers(model, family, truth, prediction, groups=None):
    return OutOfFold(
        model, model, family, np.arange(len(truth)), truth, prediction, groups=groups
    )


def both(n_rows, off=None, *, seed=0, groups=None):
    """Two models that err alike; the network by `off` more."""
    rng = np.random.default_rng(seed)
    truth = rng.normal(size=n_rows)
    more = np.zeros(n_rows) if off is None else off
    classical = truth + rng.normal(size=n_rows)
    deep = truth + rng.normal(size=n_rows) * (1 + more)
    return (
        numbers("boosting", "classical", truth, classical, groups),
        numbers("tabm", "deep", truth, deep, groups),
    )


def columns(n_rows, seed=0):
    rng = np.random.default_rng(seed)
    sizes = rng.gamma(2.0, size=n_rows)
    sizes[: n_rows // 10] = np.nan
    return (
        Table("size", "number", sizes),
        Table("town", "category", rng.integers(-1, 4, n_rows), ("A", "B", "C", "D")),
    )


def test_a_slice_on_which_the_network_errs_more_is_found():
    table = columns(2_000)
    off = np.where(table[1].values == 2, 1.0, 0.0)

    found = find_slices(*both(2_000, off), table, metric="rmse")

    first = found.slices[0]
    assert ("town", "C") == (first.column, first.value)
    assert first.is_found
    assert first.difference.high < 0  # more is better for the network
    assert first.difference.mean == pytest.approx(first.classical - first.deep)
    assert (10, 2, 2_000) == (found.n_slices, found.n_columns, found.n_rows)
    assert "squared error" == found.measure


def test_missing_cells_are_a_slice_of_their_own():
    table = columns(2_000)
    off = np.where(np.isnan(table[0].values), 2.0, 0.0)

    first = find_slices(*both(2_000, off), table, metric="mae").slices[0]

    assert ("size", "missing", 200) == (first.column, first.value, first.n_rows)


def test_without_a_difference_hardly_any_slice_is_called_different():
    n_false = sum(
        any(
            s.is_found
            for s in find_slices(
                *both(400, seed=seed), columns(400, seed), metric="rmse"
            ).slices
        )
        for seed in range(40)
    )

    assert n_false <= 6  # 5% of 40 are 2; more than 6 come once in 300 times


def test_an_overall_difference_is_no_slice():
    off = np.full(1_000, 1.0)

    found = find_slices(*both(1_000, off), columns(1_000), metric="rmse")

    assert found.overall < -1
    assert not any(s.is_found for s in found.slices)


def test_groups_weigh_as_one():
    # one group in which the network errs: 40 rows, but one case
    groups = np.repeat(np.arange(50), 40)
    off = np.where(groups == 7, 6.0, 0.0)
    table = (Table("town", "category", (groups < 25) * 1, ("A", "B")),)

    alone = find_slices(*both(2_000, off), table, metric="rmse").slices[0]
    together = find_slices(*both(2_000, off, groups=groups), table, metric="rmse")

    assert alone.p < 0.01 < together.slices[0].p


def test_small_slices_are_not_looked_at():
    values = np.zeros(100, dtype=np.int64)
    values[: LEAST_ROWS - 1] = 1
    table = (Table("town", "category", values, ("A", "B")),)

    assert find_slices(*both(100), table, metric="rmse") is None


def test_of_several_classes_the_true_one_is_a_slice():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 600)
    right = truth.copy()
    wrong = np.where((truth == 1) & (rng.random(600) < 0.5), 2, truth)
    shares = (np.eye(3)[right], np.eye(3)[wrong])
    models = [
        OutOfFold(n, n, f, np.arange(600), truth, s.argmax(axis=1), s)
        for n, f, s in zip(("a", "b"), ("classical", "deep"), shares, strict=True)
    ]

    found = find_slices(*models, (), metric="accuracy", classes=("x", "y", "z"))

    assert ("", "y") == (found.slices[0].column, found.slices[0].value)
    assert "share wrong" == found.measure


def test_the_loss_of_a_probability_is_halved_over_the_classes():
    shares = np.array([[0.8, 0.2], [0.8, 0.2]])
    of = OutOfFold(
        "m", "M", "deep", np.arange(2), np.array([0, 1]), np.array([0, 0]), shares
    )

    np.testing.assert_allclose(losses(of, "roc_auc", 2)[0], [0.04, 0.64])
    np.testing.assert_allclose(losses(of, "accuracy", 2)[0], [0, 1])
