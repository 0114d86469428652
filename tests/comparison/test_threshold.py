"""Costs of alarms, against what they are by hand and by theory."""

import numpy as np
import pytest

from dlcompare.comparison.out_of_fold import OutOfFold
from dlcompare.comparison.threshold import THRESHOLDS, USUAL, cost_curve, outcomes
from dlcompare.errors import InvalidPlan


def counted(p_second, truth, groups=None):
    p = np.asarray(p_second, dtype=float)
    shares = np.column_stack([1 - p, p])
    of = OutOfFold(
        "linear", "Linear model", "classical", np.arange(len(p)), np.asarray(truth),
        shares.argmax(axis=1), shares, groups,
    )  # fmt: skip
    return outcomes(of, ("no", "yes"))


def true_probabilities(n=20_000, seed=0):
    rng = np.random.default_rng(seed)
    p = rng.random(n)
    return p, (rng.random(n) < p).astype(np.int64)


def cost_at(curve, threshold):
    return curve.costs[curve.thresholds.index(threshold)]


def test_costs_of_four_rows_worked_by_hand():
    curve = cost_curve(counted([0.1, 0.3, 0.6, 0.9], [0, 1, 0, 1]), miss=4)

    # at 0.5: row 1 is missed (4), row 2 a false alarm (1)
    assert 1000 * 5 / 4 == cost_at(curve, 0.5) == curve.usual
    # at 0.2: only the false alarm is left
    assert 1000 * 1 / 4 == cost_at(curve, 0.2) == curve.cost
    # always an alarm: two false ones
    assert 1000 * 2 / 4 == curve.neither
    # a probability equal to the threshold is an alarm
    assert cost_at(curve, 0.3) == cost_at(curve, 0.2)


@pytest.mark.parametrize("miss", [1.0, 4.0, 9.0])
def test_of_true_probabilities_the_best_threshold_is_the_share_of_the_costs(miss):
    curve = cost_curve(counted(*true_probabilities()), miss=miss)

    theory = 1 / (1 + miss)
    assert curve.best.low <= theory <= curve.best.high
    assert theory == pytest.approx(curve.best.mean, abs=0.06)


def test_what_a_better_threshold_saves_is_what_theory_says():
    curve = cost_curve(counted(*true_probabilities()), miss=4)

    # p uniform: cost at t is t^2 / 2 * miss + (1 - t)^2 / 2; 0.625 at 0.5, 0.4 at 0.2
    assert curve.saving.low < 225 < curve.saving.high
    assert 225 == pytest.approx(curve.saving.mean, abs=12)


def test_most_of_what_choosing_on_the_same_rows_adds_is_taken_off():
    rng = np.random.default_rng(2)
    curves = []
    for _ in range(30):
        p = np.full(100, 0.5) + rng.normal(0, 0.05, 100)
        curves.append(cost_curve(counted(p, rng.integers(0, 2, 100))))

    apparent = np.mean([c.usual - c.cost for c in curves])
    assert apparent > 40  # of coin flips, where no threshold saves anything
    assert abs(np.mean([c.saving.mean for c in curves])) < apparent / 2
    assert np.mean([c.saving.low <= 0 <= c.saving.high for c in curves]) > 0.8


def test_groups_widen_the_interval():
    p, truth = true_probabilities(1_000)

    alone = cost_curve(counted(p, truth), miss=4).saving
    together = cost_curve(counted(p, truth, np.arange(1_000) // 20), miss=4).saving

    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_equal_costs_of_separated_classes_leave_the_threshold_alone():
    curve = cost_curve(counted([0.01] * 20 + [0.99] * 20, [0] * 20 + [1] * 20))

    assert (USUAL, 0.0, 0.0) == (curve.best.mean, curve.cost, curve.saving.mean)


@pytest.mark.parametrize("costs", [(-1, 1), (0, 0), (float("nan"), 1)])
def test_costs_that_cannot_be_weighed_are_refused(costs):
    with pytest.raises(InvalidPlan, match="cannot be weighed"):
        cost_curve(counted([0.2, 0.8], [0, 1]), false_alarm=costs[0], miss=costs[1])


def test_more_classes_have_no_threshold():
    of = OutOfFold(
        "m",
        "M",
        "deep",
        np.arange(2),
        np.array([0, 2]),
        np.array([0, 2]),
        np.eye(3)[:2],
    )

    assert outcomes(of, ("a", "b", "c")) is None


def test_thresholds_rise():
    assert sorted(set(THRESHOLDS)) == list(THRESHOLDS)
