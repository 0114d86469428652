"""Rows held out: by class, in groups, the later ones, and the same for a seed."""

import copy
import pickle

import numpy as np
import pytest

from dlcompare.models.apart import Apart
from dlcompare.models.holdout import hold_out


@pytest.mark.parametrize("by_class", [True, False])
def test_rows_are_parted_without_loss(by_class):
    y = np.repeat([0, 1, 2], [50, 30, 20])

    fit_rows, held_rows = hold_out(y, share=0.2, seed=1, by_class=by_class)

    assert list(range(100)) == sorted([*fit_rows, *held_rows])
    assert 15 <= len(held_rows) <= 25


def test_a_class_of_one_member_stays_in_the_rows_to_fit_on():
    y = np.array([0] * 20 + [1])

    for seed in range(20):
        fit_rows, _ = hold_out(y, share=0.5, seed=seed, by_class=True)
        assert 20 in fit_rows


def test_seed_decides():
    y = np.zeros(50)

    first = hold_out(y, share=0.2, seed=1, by_class=False)[1]
    second = hold_out(y, share=0.2, seed=1, by_class=False)[1]
    other = hold_out(y, share=0.2, seed=2, by_class=False)[1]

    assert list(first) == list(second)
    assert list(first) != list(other)


def test_one_row_is_never_held_out():
    fit_rows, held_rows = hold_out(np.zeros(1), share=0.9, seed=0, by_class=False)

    assert [0] == list(fit_rows)
    assert [] == list(held_rows)


def test_later_rows_are_held_out_and_times_stay_whole():
    order = np.repeat(np.arange(20.0), 5)[::-1]

    fit_rows, held_rows = hold_out(
        np.zeros(100), share=0.2, seed=0, by_class=False, apart=Apart(order=order)
    )

    assert [16.0, 17.0, 18.0, 19.0] == sorted(set(order[held_rows]))
    assert order[fit_rows].max() < order[held_rows].min()


@pytest.mark.parametrize("seed", range(5))
def test_groups_are_held_out_whole(seed):
    groups = np.repeat(np.arange(7), [50, 20, 10, 8, 6, 4, 2])

    fit_rows, held_rows = hold_out(
        np.zeros(100), share=0.2, seed=seed, by_class=False, apart=Apart(groups)
    )

    assert 1 <= len(held_rows) <= 20
    assert not set(groups[fit_rows]) & set(groups[held_rows])


def test_of_two_large_groups_the_smaller_is_held_out():
    groups = np.repeat([0, 1], [60, 40])

    _, held_rows = hold_out(
        np.zeros(100), share=0.2, seed=0, by_class=False, apart=Apart(groups)
    )

    assert list(range(60, 100)) == held_rows.tolist()


@pytest.mark.parametrize(
    "apart", [Apart(np.zeros(50)), Apart(order=np.zeros(50))], ids=["group", "time"]
)
def test_rows_of_one_group_or_time_are_drawn_by_chance(apart):
    _, held_rows = hold_out(
        np.zeros(50), share=0.2, seed=0, by_class=False, apart=apart
    )

    assert 10 == len(held_rows)


@pytest.mark.parametrize(
    "apart",
    [Apart(np.arange(40) // 4), Apart(order=np.arange(40.0))],
    ids=["groups", "order"],
)
def test_no_class_is_held_out_entirely(apart):
    y = np.zeros(40, dtype=np.int64)
    y[36:] = 1

    for seed in range(20):
        fit_rows, _ = hold_out(y, share=0.3, seed=seed, by_class=True, apart=apart)
        assert {0, 1} == set(y[fit_rows])


def test_a_clone_keeps_what_keeps_rows_apart_and_a_stored_model_does_not():
    apart = Apart(np.arange(1_000), np.arange(1_000.0))

    copied, stored = copy.deepcopy(apart), pickle.loads(pickle.dumps(apart))

    assert apart is copied
    assert (None, None) == (stored.groups, stored.order)
