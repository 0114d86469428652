"""Means over folds with intervals that know that folds share training rows."""

import math
from collections.abc import Sequence

import numpy as np

from dlcompare.records import INTERVAL_LEVEL, Estimate

MIN_FOLDS_INTERVAL = 3  # folds; with two, one degree of freedom, limits 12 SE away


def corrected_scale(values: Sequence[float], *, test_share: float) -> float:
    """Standard error of the mean over folds, corrected for shared training rows.

    The usual factor `1 / n_folds` of the variance becomes
    `1 / n_folds + test_share / (1 - test_share)`.

    Parameters
    ----------
    values : sequence of shape (n_folds,)
        Scores, or differences of scores, in units of the metric; two or more.
    test_share : float in (0, 1)
        Rows tested per fold over all rows; 0.2 for five folds.

    Returns
    -------
    float
        0 when all values are equal.

    References
    ----------
    Nadeau & Bengio (2003), Inference for the generalization error, Machine
    Learning 52. For repeats: Bouckaert & Frank (2004).

    Examples
    --------
    >>> round(corrected_scale([1.0, 2.0, 3.0, 4.0, 5.0], test_share=0.2), 4)
    1.0607
    """
    array = np.asarray(values, dtype=np.float64)
    if np.ptp(array) == 0:
        return 0.0
    factor = 1 / len(array) + test_share / (1 - test_share)
    return float(array.std(ddof=1) * math.sqrt(factor))


def corrected_interval(
    values: Sequence[float], *, test_share: float, level: float = INTERVAL_LEVEL
) -> tuple[float, float]:
    """Interval for the mean over folds: Student t with n_folds - 1 degrees.

    Parameters
    ----------
    values : sequence of shape (n_folds,)
        In units of the metric; two or more.
    test_share : float in (0, 1)
        Rows tested per fold over all rows.
    level : float in (0, 1)

    Returns
    -------
    low, high : float
        Both equal the mean when all values are equal.
    """
    from scipy.special import stdtrit

    mean = float(np.mean(values))
    scale = corrected_scale(values, test_share=test_share)
    reach = float(stdtrit(len(values) - 1, 0.5 + level / 2)) * scale
    return mean - reach, mean + reach


def estimate(
    values: Sequence[float],
    *,
    test_share: float,
    level: float = INTERVAL_LEVEL,
    bounds: tuple[float, float] = (-math.inf, math.inf),
) -> Estimate:
    """Mean and interval of one metric, cut to the values the metric can take.

    Parameters
    ----------
    values : sequence of shape (n_folds,)
        One or more.
    test_share : float in (0, 1)
        Rows tested per fold over all rows.
    level : float in (0, 1)
    bounds : tuple of float
        Smallest and largest value the metric can take.

    Returns
    -------
    Estimate
        Without limits under `MIN_FOLDS_INTERVAL` folds.
    """
    mean = float(np.mean(values))
    if len(values) < MIN_FOLDS_INTERVAL:
        return Estimate(mean)
    low, high = corrected_interval(values, test_share=test_share, level=level)
    return Estimate(mean, max(low, bounds[0]), min(high, bounds[1]))
