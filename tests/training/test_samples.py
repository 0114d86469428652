"""Fewer rows, and inner splits: by class, by group, and the same for a seed."""

import itertools

import numpy as np
import pytest

from dlcompare.models.apart import Apart
from dlcompare.training.samples import inner_split, nested, thinned


def test_few_rows_all_stay():
    assert thinned(np.zeros(10), None, seed=0, by_class=False) is None
    assert thinned(np.zeros(10), 10, seed=0, by_class=False) is None


def test_every_class_keeps_its_share_of_the_rows():
    y = np.repeat([0, 1, 2], [900, 90, 10])

    kept = thinned(y, 500, seed=0, by_class=True)

    assert [450, 45, 5] == pytest.approx(np.bincount(y[kept]).tolist(), abs=1)
    assert kept.tolist() == sorted(set(kept.tolist()))
    assert kept.tolist() == thinned(y, 500, seed=0, by_class=True).tolist()
    assert kept.tolist() != thinned(y, 500, seed=1, by_class=True).tolist()


def test_a_class_of_one_row_keeps_it():
    y = np.repeat([0, 1], [99, 1])

    assert 1 == np.sum(y[thinned(y, 10, seed=3, by_class=True)])


def test_an_inner_split_holds_out_a_fifth_of_every_class():
    y = np.repeat([0, 1], [80, 20])

    fit_rows, held_rows = inner_split(y, seed=0, by_class=True)

    assert [16, 4] == np.bincount(y[held_rows]).tolist()
    assert list(range(100)) == sorted([*fit_rows, *held_rows])


def test_groups_stay_together_in_an_inner_split():
    groups = np.arange(60) // 3

    fit_rows, held_rows = inner_split(
        np.zeros(60), seed=0, by_class=True, apart=Apart(groups=groups)
    )

    assert not set(groups[fit_rows]) & set(groups[held_rows])
    assert 12 == len(held_rows)


@pytest.mark.parametrize("kind", ["rows", "groups", "times"])
def test_a_smaller_sample_is_part_of_a_larger_one(kind, rng):
    y = rng.integers(0, 3, 300)
    groups = rng.integers(0, 60, 300) if kind == "groups" else None
    order = rng.integers(0, 90, 300) if kind == "times" else None

    drawn = [
        set(nested(y, n, seed=4, by_class=True, groups=groups, order=order).tolist())
        for n in (25, 50, 100, 200, 300)
    ]

    assert all(a < b for a, b in itertools.pairwise(drawn))
    assert drawn[-1] == set(range(300))


def test_a_nested_sample_has_its_share_of_every_class():
    y = np.repeat([0, 1, 2], [900, 90, 10])

    kept = nested(y, 500, seed=0, by_class=True)

    assert 500 == len(kept)
    assert [450, 45, 5] == pytest.approx(np.bincount(y[kept]).tolist(), abs=2)
    assert {0, 1, 2} == set(y[nested(y, 3, seed=0, by_class=True)])


def test_other_seeds_draw_other_samples():
    y = np.zeros(100)
    one, other = (nested(y, 50, seed=seed, by_class=False) for seed in (0, 1))

    assert one.tolist() != other.tolist()
    assert one.tolist() == nested(y, 50, seed=0, by_class=False).tolist()


def test_a_nested_sample_takes_groups_whole():
    y, groups = np.zeros(90), np.repeat(np.arange(9), 10)

    kept = nested(y, 47, seed=0, by_class=False, groups=groups)

    assert {0, 10} == set(np.bincount(groups[kept], minlength=9).tolist())
    assert 50 == len(kept)


def test_of_times_the_latest_are_drawn():
    order = np.array([5.0, 1.0, 4.0, 2.0, 3.0])

    assert [0, 2] == nested(
        np.zeros(5), 2, seed=0, by_class=False, order=order
    ).tolist()
