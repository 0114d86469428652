"""Folds: every row tested once per repeat, classes and groups respected."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcompare.errors import InvalidPlan
from dlcompare.records import EARLIEST_SHARE, FoldScheme
from dlcompare.training import splits
from dlcompare.training.splits import NEVER, apart, fold_numbers, split, time_blocks

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


def test_groups_are_balanced_by_rows_and_by_class():
    rng = np.random.default_rng(0)
    groups, y = rng.integers(0, 300, 3_000), rng.integers(0, 10, 3_000) // 9

    number = fold_numbers(y, FoldScheme(), groups=groups)

    assert np.ptp(np.bincount(number)) <= 30
    assert np.ptp(np.bincount(number[y == 1])) <= 6


def test_repeats_differ_where_groups_are_of_all_sizes():
    groups = np.repeat(np.arange(40), np.arange(40) + 1)

    folds = {
        tuple(fold_numbers(groups * 0, FoldScheme(), repeat=r, groups=groups))
        for r in range(5)
    }

    assert 5 == len(folds)


def test_many_groups_are_dealt_out_and_stay_together(monkeypatch):
    monkeypatch.setattr(splits, "MOST_BALANCED", 20)
    rng = np.random.default_rng(0)
    groups, y = rng.integers(0, 200, 1_000), rng.integers(0, 2, 1_000)

    number = fold_numbers(y, FoldScheme(), groups=groups)

    assert all(1 == len(set(number[groups == group])) for group in set(groups))
    assert np.ptp(np.bincount(number)) <= 40
    assert np.ptp(np.bincount(number[y == 1])) <= 40


times_N = st.lists(st.integers(0, 30), min_size=8, max_size=80).map(np.array)


@given(times_N, st.integers(2, 6))
def test_no_tested_row_is_earlier_than_a_row_that_is_learned_from(order, k):
    if len(set(order)) <= k:
        with pytest.raises(InvalidPlan, match="different times cannot be divided"):
            time_blocks(order, k)
        return

    number = time_blocks(order, k)

    assert set(number) == {NEVER, *range(k)}
    for fold in range(k):
        assert order[number < fold].max() < order[number == fold].min()


def test_blocks_of_time_are_equal_after_the_earliest_rows():
    sizes = np.unique(time_blocks(np.arange(100.0)[::-1], 5), return_counts=True)[1]

    assert [100 * EARLIEST_SHARE, *[10] * 5] == sizes.tolist()


def divided(small_table, **given):
    return replace(small_table(n_rows=60), **given)


def test_ordered_folds_learn_from_all_that_is_earlier(small_table):
    order = np.random.default_rng(0).permutation(60).astype(float)
    dataset = divided(small_table, order=order)

    for fold in range(3):
        train, test = split(dataset, FoldScheme(k=3, kind="ordered"), 0, fold)

        assert sorted(order[train]) == list(range(30 + 10 * fold))
        assert sorted(order[test]) == list(range(30 + 10 * fold, 40 + 10 * fold))


def test_given_folds_are_tested_as_given(small_table):
    folds = np.arange(60) % 3
    dataset = divided(small_table, folds=folds)

    train, test = split(dataset, FoldScheme(k=3, kind="given"), 0, 1)

    assert np.flatnonzero(folds == 1).tolist() == test.tolist()
    assert np.flatnonzero(folds != 1).tolist() == train.tolist()


@pytest.mark.parametrize("kind", ["ordered", "given"])
def test_what_equals_a_tested_row_is_not_learned_from(small_table, kind):
    groups = np.arange(60) // 2 % 25  # the last ten rows equal the first ten
    dataset = divided(
        small_table, groups=groups, order=np.arange(60.0), folds=np.arange(60) // 20
    )

    for fold in range(3):
        train, test = split(dataset, FoldScheme(k=3, kind=kind), 0, fold)

        assert len(train)
        assert not set(groups[train]) & set(groups[test])


@pytest.mark.parametrize("kind", ["ordered", "given"])
def test_a_plan_for_data_opened_otherwise_is_refused(small_table, kind):
    with pytest.raises(InvalidPlan, match="opened without"):
        split(small_table(), FoldScheme(k=3, kind=kind), 0, 0)


def test_inner_splits_heed_what_the_folds_heed(small_table):
    order, groups, folds = np.arange(60.0), np.arange(60) // 4, np.arange(60) % 3
    dataset = divided(small_table, order=order, groups=groups, folds=folds)

    by_time = apart(dataset, FoldScheme(kind="ordered"))
    as_given = apart(dataset, FoldScheme(kind="given"))
    in_groups = apart(dataset, FoldScheme())

    assert (None, order.tolist()) == (by_time.groups, by_time.order.tolist())
    assert (folds.tolist(), None) == (as_given.groups.tolist(), as_given.order)
    assert (groups.tolist(), None) == (in_groups.groups.tolist(), in_groups.order)
