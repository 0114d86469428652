"""What the best of several owes to being chosen: by hand, and on rows made equal."""

import numpy as np
import pytest

from dlcompare.comparison.selection import (
    FEWEST_DRAWS,
    MOST_DRAWS,
    HeldOut,
    drawings,
    luck,
    n_draws,
)
from dlcompare.comparison.weighted import Predicted, scorer


def held_out(right, k=5, units=None):
    """Folds of one repeat from `right` (n_rows, n_models): who got which row right."""
    n_rows = len(right)
    units = np.arange(n_rows) if units is None else units
    return [
        HeldOut(
            units[rows],
            scorer("accuracy", Predicted(np.ones(len(rows)), list(right[rows].T))),
        )
        for rows in np.array_split(np.arange(n_rows), k)
    ]


def measured(right, choices, **more):
    settings = {"n_units": len(right), "sign": 1, "draws": 200, "seed": 0, **more}
    folds = held_out(right, units=settings.pop("units", None))
    return luck(folds, choices=choices, **settings)


def test_one_candidate_has_no_luck():
    right = np.random.default_rng(0).random((100, 2)) < 0.8

    assert (0.0, 0.0) == measured(right, [(0,), (1,)])


def test_a_champion_ahead_on_every_row_has_no_luck():
    right = np.zeros((100, 3))
    right[:, 0] = 1

    assert (0.0,) == measured(right, [(0, 1, 2)])


def test_luck_of_two_by_hand():
    """Four rows, two models, each drawing worked out one after the other."""
    right = np.array([[1, 0], [1, 1], [0, 1], [1, 0.0]])
    folds = held_out(right, k=1)
    counts = drawings(4, 200, np.random.default_rng(0))
    expected = []
    for draw in counts.T:
        left = draw == 0
        if left.any():
            chosen = 0 if draw @ right[:, 0] >= draw @ right[:, 1] else 1
            expected.append(right[left, 0].mean() - right[left, chosen].mean())

    found = luck(folds, n_units=4, choices=[(0, 1)], sign=1, draws=200, seed=0)

    assert np.mean(expected) == pytest.approx(found[0])


def test_less_error_is_better_with_the_sign():
    right = np.random.default_rng(0).random((80, 4)) < 0.7
    order = tuple(np.argsort(-right.mean(axis=0), kind="stable"))

    up = measured(right, [order])
    down = measured(~right, [order], sign=-1)

    assert up == pytest.approx(down)


def test_the_same_rows_give_the_same_luck():
    right = np.random.default_rng(0).random((80, 4)) < 0.7

    assert measured(right, [(0, 1, 2, 3)]) == measured(right, [(0, 1, 2, 3)])


def test_equal_models_get_back_what_the_choice_added():
    """The best of six equal models looks better than it is by this much."""
    rng = np.random.default_rng(0)
    added, found = [], []
    for _ in range(60):
        right = rng.random((300, 6)) < 0.85
        means = right.mean(axis=0)
        added.append(means.max() - 0.85)
        order = tuple(np.argsort(-means, kind="stable"))
        found.append(measured(right, [order], draws=100)[0])

    assert np.mean(added) == pytest.approx(np.mean(found), rel=0.25)


def test_rows_of_a_group_are_drawn_together():
    """Ten rows of each group are alike, so the luck is that of the groups alone."""
    rng = np.random.default_rng(0)
    of_groups = rng.random((40, 5)) < 0.8
    order = tuple(np.argsort(-of_groups.mean(axis=0), kind="stable"))
    units = np.repeat(np.arange(40), 10)

    grouped = measured(
        np.repeat(of_groups, 10, axis=0), [order], units=units, n_units=40
    )

    assert measured(of_groups, [order]) == pytest.approx(grouped)


def test_drawings_are_with_replacement():
    counts = drawings(50, 30, np.random.default_rng(0))

    assert (50, 30) == counts.shape
    assert {50.0} == set(counts.sum(axis=0))
    assert 0.63 == pytest.approx((counts > 0).mean(), abs=0.02)


def test_parts_are_one_whole(monkeypatch):
    right = np.random.default_rng(0).random((60, 3)) < 0.7
    whole = measured(right, [(0, 1, 2)])

    monkeypatch.setattr("dlcompare.comparison.selection.AT_ONCE", 60 * 7)

    assert whole == pytest.approx(measured(right, [(0, 1, 2)]))


@pytest.mark.parametrize(
    ("n_rows", "expected"), [(1_000, MOST_DRAWS), (10**9, FEWEST_DRAWS)]
)
def test_draws_stay_within_bounds(n_rows, expected):
    assert expected == n_draws(n_rows=n_rows, n_models=8, passes=1)
