"""When a change of the lead counts as seen, and where it is."""

import numpy as np
import pytest

from dlcompare.comparison.crossing import (
    crossing_rows,
    crossover,
    gaps,
    standard_errors,
)
from dlcompare.comparison.curve_samples import Anchor, covariances, drawings


def anchors(*found, noise=0.001):
    """Sizes doubling from 100; `found` are gaps, deep at an error of 0.2."""
    offs = noise * np.array([-1.0, 0.0, 1.0])
    return tuple(
        Anchor(100 * 2**i, np.column_stack([0.2 + gap + offs, np.full(3, 0.2)]))
        for i, gap in enumerate(found)
    )


def seen(found, *, today=1.0):
    covariance = covariances(found)
    draws = drawings(found, covariance, n_draws=500, seed=0)
    return crossover(found, covariance, draws, today=today)


def test_standard_error_of_a_gap_is_that_of_paired_differences():
    found = anchors(-0.1, 0.1, noise=0.03)

    errors = standard_errors(covariances(found))

    paired = gaps(found[0].errors)
    assert errors[0] == pytest.approx(paired.std(ddof=1) / np.sqrt(3))
    # At full size the row part of the size before is added: 0.03**2 / 3 + 0.03**2.
    assert errors[1] == pytest.approx(0.03 * np.sqrt(1 / 3 + 1))


def test_a_sure_change_of_the_lead_is_seen_between_its_sizes():
    found = seen(anchors(-0.04, -0.02, 0.02, 0.04))

    assert found.ahead == "deep"
    assert (200, 400) == found.between
    middle = 200 * np.sqrt(2)  # equal gaps on both sides, over the logarithm
    assert found.low < middle < found.high
    assert found.none_share == 0


def test_the_other_direction_is_seen_alike():
    found = seen(anchors(0.04, 0.02, -0.02, -0.04), today=-1.0)

    assert found.ahead == "classical"
    assert (200, 400) == found.between


@pytest.mark.parametrize(
    ("found", "today"),
    [
        pytest.param(anchors(0.01, 0.02, 0.03), 1.0, id="one-leads-throughout"),
        pytest.param(anchors(-0.02, 0.02, noise=0.05), 1.0, id="within-chance"),
        pytest.param(anchors(-0.02, -0.01, 0.0), 1.0, id="level-at-the-end"),
        pytest.param(anchors(-0.02, 0.02, 0.03), -1.0, id="the-folds-say-otherwise"),
    ],
)
def test_no_crossing_is_claimed(found, today):
    assert seen(found, today=today) is None


def test_a_size_in_doubt_widens_the_bracket():
    found = seen(anchors(-0.04, 0.0, 0.04))

    assert (100, 400) == found.between


def test_crossing_is_where_the_line_over_the_logarithm_is_zero():
    drawn = np.array([[-1.0, 1.0], [-1.0, 3.0], [1.0, 2.0]])

    rows = crossing_rows(drawn, np.array([100.0, 400.0]), ahead=1.0)

    assert rows[:2] == pytest.approx([200.0, 100 * 4**0.25])
    assert np.isnan(rows[2])


def test_known_crossings_lie_in_their_interval_as_often_as_stated():
    rng = np.random.default_rng(0)
    sizes = np.array([100.0, 200.0, 400.0, 800.0])
    true = np.log2(sizes / 300)  # deep overtakes at 300 rows
    n_found = n_inside = 0
    for _ in range(200):
        noise = rng.normal(size=(4, 5, 2))
        found = tuple(
            Anchor(int(n), 0.2 + 0.01 * np.column_stack([gap + e[:, 0], e[:, 1]]))
            for n, gap, e in zip(sizes, true, noise, strict=True)
        )
        covariance = covariances(found)
        draws = drawings(found, covariance, n_draws=200, seed=0)
        crossing = crossover(found, covariance, draws, today=1.0)
        if crossing is not None:
            n_found += 1
            n_inside += crossing.low <= 300 <= crossing.high
    assert n_found > 100
    assert n_inside / n_found >= 0.85
