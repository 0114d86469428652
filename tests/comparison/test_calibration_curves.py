"""Reliability of known probabilities, worked by hand and by simulation."""

import numpy as np
import pytest

from dlcompare.comparison.calibration import bins, calibrate, wilson
from dlcompare.comparison.out_of_fold import OutOfFold, average, on_shared_rows


def predicted(p_second, truth, groups=None):
    p = np.asarray(p_second, dtype=float)
    shares = np.column_stack([1 - p, p])
    return OutOfFold(
        model="linear",
        label="Linear model",
        family="classical",
        rows=np.arange(len(p)),
        truth=np.asarray(truth),
        prediction=shares.argmax(axis=1),
        probabilities=shares,
        groups=groups,
    )


def drawn(p, seed=0):
    return (np.random.default_rng(seed).random(len(p)) < p).astype(np.int64)


def test_bins_of_two_probabilities_worked_by_hand():
    truth = [1] * 5 + [0] * 15 + [1] * 16 + [0] * 4

    found = calibrate(predicted([0.2] * 20 + [0.8] * 20, truth), ("no", "yes"))

    assert [(0.2, 0.25, 20), (0.8, 0.8, 20)] == [
        (round(b.predicted, 9), round(b.observed, 9), b.count) for b in found.bins
    ]
    # five of 20 off by 0.8, 15 by 0.2; 16 of 20 off by 0.2, 4 by 0.8
    assert (9 * 0.64 + 31 * 0.04) / 40 == pytest.approx(found.brier.mean)
    assert "yes" == found.of


def test_wilson_gives_the_textbook_interval():
    low, high = wilson(np.array([0.0, 5.0]), np.array([10, 10]))

    assert (0.0, 0.2366) == pytest.approx((low[0], low[1]), abs=1e-4)
    assert (0.2775, 0.7634) == pytest.approx((high[0], high[1]), abs=1e-4)


def test_the_gap_of_true_probabilities_is_what_chance_gives():
    rng = np.random.default_rng(1)
    n_beyond = 0
    for seed in range(20):
        p = rng.random(400)
        found = calibrate(predicted(p, drawn(p, seed)), ("no", "yes"))
        n_beyond += found.gap.mean > found.gap_by_chance

    assert n_beyond <= 4  # 5% of 20 are 1; more than 4 come once in 400 times


def test_a_known_gap_is_found():
    p = np.linspace(0.05, 0.75, 4_000)

    found = calibrate(predicted(p + 0.1, drawn(p)), ("no", "yes"))

    assert found.gap_by_chance < found.gap.low < 0.1 < found.gap.high
    assert 0.1 == pytest.approx(found.gap.mean, abs=0.02)


def test_groups_widen_the_interval():
    p, groups = np.full(600, 0.5), np.repeat(np.arange(30), 20)
    truth = np.repeat(drawn(np.full(30, 0.5)), 20)

    alone = calibrate(predicted(p, truth), ("no", "yes")).bins[0]
    together = calibrate(predicted(p, truth, groups), ("no", "yes")).bins[0]

    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_of_three_classes_the_predicted_one_counts():
    shares = np.tile([0.5, 0.3, 0.2], (40, 1))
    of = OutOfFold(
        "m", "M", "deep", np.arange(40), np.repeat([0, 1], [30, 10]),
        np.zeros(40, dtype=np.int64), shares,
    )  # fmt: skip

    (only,) = calibrate(of, ("a", "b", "c")).bins

    assert (0.5, 0.75) == pytest.approx((only.predicted, only.observed))


def test_numbers_are_set_against_true_ones():
    truth = np.arange(100.0)
    of = OutOfFold("m", "M", "deep", np.arange(100), truth, truth + 5)

    found = calibrate(of, ())

    assert (5, None, None) == (len(found.bins), found.brier, found.gap)
    first = found.bins[0]  # of the rows 0 to 19
    assert (14.5, 9.5, 20) == (first.predicted, first.observed, first.count)
    assert (1.9, 17.1) == pytest.approx((first.low, first.high))


def test_equal_probabilities_share_a_bin():
    assert {0} == set(bins(np.full(100, 0.3)))


def test_predictions_meet_on_the_rows_that_both_have():
    a = predicted([0.2, 0.4, 0.9], [0, 1, 1])
    b = OutOfFold(
        "n", "N", "deep", np.array([1, 2, 3]), np.array([1, 1, 0]),
        np.array([1, 1, 0]), np.array([[0.0, 1.0], [0.3, 0.7], [1.0, 0.0]]),
    )  # fmt: skip

    both = average(*on_shared_rows([a, b]))

    assert [1, 2] == both.rows.tolist()
    np.testing.assert_allclose(both.probabilities[:, 1], [0.7, 0.8])
    assert [1, 1] == both.prediction.tolist()
