import numpy as np
import pytest

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
