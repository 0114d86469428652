"""Folds: every row tested once per repeat, classes and groups respected."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcompare.errors import InvalidPlan
from dlcompare.records import FoldScheme
from dlcompare.training.splits import fold_numbers, split

schemes = st.builds(
    FoldScheme,
    k=st.integers(2, 7),
    repeats=st.just(2),
    kind=st.sampled_from(["stratified", "plain"]),
    seed=st.integers(0, 2**40),
)
labels_N = st.lists(st.integers(0, 4), min_size=7, max_size=60).map(np.array)


@given(labels_N, schemes)
def test_folds_are_of_equal_size_up_to_one_row(y, scheme):
    sizes = np.bincount(fold_numbers(y, scheme), minlength=scheme.k)

    assert len(y) == sizes.sum()
    assert np.ptp(sizes) <= 1


@given(labels_N, schemes)
def test_stratified_folds_share_each_class_up_to_one_row(y, scheme):
    number = fold_numbers(y, replace(scheme, kind="stratified"))

    for label in np.unique(y):
        assert np.ptp(np.bincount(number[y == label], minlength=scheme.k)) <= 1


@given(labels_N, schemes)
def test_same_seed_same_folds(y, scheme):
    first, again = (fold_numbers(y, scheme, repeat=1) for _ in range(2))

    assert first.tolist() == again.tolist()


def test_repeats_and_seeds_differ():
    y = np.zeros(40, dtype=np.int64)
    numbers = {
        tuple(fold_numbers(y, FoldScheme(seed=seed), repeat=repeat))
        for seed in (0, 1)
        for repeat in (0, 1, 2)
    }

    assert 6 == len(numbers)


def test_split_partitions_the_rows_over_all_folds(small_table):
    dataset, scheme = small_table(n_rows=33), FoldScheme(k=5)
    parts = [split(dataset, scheme, 0, fold) for fold in range(5)]

    tested = np.concatenate([test_rows for _, test_rows in parts])

    assert list(range(33)) == sorted(tested)
    for train_rows, test_rows in parts:
        assert set(range(33)) == set(train_rows) | set(test_rows)
        assert not set(train_rows) & set(test_rows)


def test_regression_targets_are_divided_plainly():
    y = np.linspace(0, 1, 20)

    number = fold_numbers(y, FoldScheme(k=4, kind="plain"))

    assert [5, 5, 5, 5] == np.bincount(number).tolist()
    assert number.tolist() != (np.arange(20) % 4).tolist()  # not in file order


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["stratified", "plain"]))
def test_rows_of_a_group_are_tested_together(seed, kind):
    rng = np.random.default_rng(seed)
    groups, y = rng.integers(0, 12, 60), rng.integers(0, 2, 60)
    groups[:12] = np.arange(12)
    scheme = FoldScheme(k=4, kind=kind, seed=seed)

    number = fold_numbers(y, scheme, groups=groups)

    assert all(1 == len(set(number[groups == group])) for group in range(12))
    assert {0, 1, 2, 3} >= set(number)


def test_rare_classes_in_groups_raise_no_warning():
    groups = np.repeat(np.arange(6), 3)
    y = np.zeros(18, dtype=np.int64)
    y[0] = 1

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        number = fold_numbers(y, FoldScheme(k=3), groups=groups)

    assert {0, 1, 2} == set(number)


@pytest.mark.parametrize(
    ("n_rows", "groups", "message"),
    [
        (4, None, "4 rows cannot be divided into 5 folds"),
        (20, np.arange(20) % 3, "3 groups of rows cannot be divided"),
    ],
    ids=["rows", "groups"],
)
def test_fewer_units_than_folds_are_refused(n_rows, groups, message):
    with pytest.raises(InvalidPlan, match=message):
        fold_numbers(np.zeros(n_rows, np.int64), FoldScheme(k=5), groups=groups)
