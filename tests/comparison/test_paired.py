"""The corrected interval: hand-worked, lawful, and right about null data."""

import numpy as np
import pytest
from scipy import stats

from dlcompare.comparison.paired import corrected_interval, corrected_scale, estimate
from dlcompare.records import FoldScheme
from dlcompare.training.splits import fold_numbers, time_blocks


def test_scale_of_five_folds_is_hand_worked():
    scale = corrected_scale([1.0, 2.0, 3.0, 4.0, 5.0], test_share=0.2)

    # variance 2.5; factor 1/5 + 0.2/0.8 = 0.45
    assert (2.5 * 0.45) ** 0.5 == pytest.approx(scale)


def test_interval_is_the_student_interval_of_scipy():
    values = [0.81, 0.84, 0.79, 0.88, 0.80, 0.83]
    scale = np.std(values, ddof=1) * np.sqrt(1 / 6 + 0.5)

    low, high = corrected_interval(values, test_share=1 / 3, level=0.9)

    expected = stats.t.interval(0.9, 5, loc=np.mean(values), scale=scale)
    assert expected == pytest.approx((low, high))


def test_equal_values_give_a_point():
    low, high = corrected_interval([0.3, 0.3, 0.3], test_share=0.2)

    assert (0.3, 0.3) == pytest.approx((low, high))


@pytest.mark.parametrize("factor", [1e-6, 43_438.0])
def test_interval_scales_with_the_unit(factor):
    values = np.array([0.1, 0.4, 0.2, 0.6])
    plain = np.array(corrected_interval(values, test_share=0.2))

    scaled = corrected_interval(factor * values, test_share=0.2)

    assert factor * plain == pytest.approx(scaled)


def test_half_interval_lies_inside_the_wide_one():
    values = [0.1, 0.4, 0.2, 0.6]

    wide = estimate(values, test_share=0.2)
    half = estimate(values, test_share=0.2, level=0.5)

    assert wide.low < half.low < half.mean < half.high < wide.high


def test_two_values_have_no_interval():
    assert estimate([0.1, 0.2], test_share=0.2).low is None


N_DATASETS, N_ROWS, N_UNITS = 600, 240, 60
ALLOWED = 0.05 + 3 * (0.05 * 0.95 / N_DATASETS) ** 0.5  # three standard errors


def nearer_mean(x, y, train, test):
    """Accuracy of saying the class whose mean in the training rows is nearer."""
    low, high = (x[train & (y == label)].mean() for label in (0, 1))
    said = np.abs(x[test] - high) < np.abs(x[test] - low)
    return np.mean(said == y[test])


@pytest.mark.parametrize("kind", ["ordered", "grouped"])
def test_equal_models_differ_no_more_often_than_the_level_says(kind):
    """Two columns tell the classes equally well, so neither model is better.

    In groups, all rows of one share what their columns get wrong.
    """
    scheme = FoldScheme(k=5, kind="ordered" if kind == "ordered" else "stratified")
    n_found = 0
    for seed in range(N_DATASETS):
        rng = np.random.default_rng(seed)
        unit = np.arange(N_ROWS) % (N_UNITS if kind == "grouped" else N_ROWS)
        y = rng.integers(0, 2, N_ROWS)[unit]
        columns = y + 2 * rng.normal(size=(2, N_ROWS))[:, unit]
        if kind == "ordered":
            number = time_blocks(np.arange(N_ROWS, dtype=float), scheme.k)
        else:
            number = fold_numbers(y, scheme, groups=unit)
        differences = []
        for fold in range(scheme.k):
            train = number < fold if kind == "ordered" else number != fold
            scores = [nearer_mean(x, y, train, number == fold) for x in columns]
            differences.append(scores[0] - scores[1])
        low, high = corrected_interval(differences, test_share=scheme.test_share)
        n_found += not low <= 0 <= high

    assert n_found / N_DATASETS <= ALLOWED
