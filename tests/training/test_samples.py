"""Fewer rows, and inner splits: by class, by group, and the same for a seed."""

import numpy as np
import pytest

from dlcompare.models.apart import Apart
from dlcompare.training.samples import inner_split, thinned


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
