"""How much one column says about the target alone, in [0, 1], with an interval.

Numbers count by rank, so that no outlier and no scale matters.
"""

import math
from dataclasses import dataclass

import numpy as np

from dlcompare.modalities.ranks import average_ranks, correlation, dot
from dlcompare.records import Task

MIN_ROWS = 10  # filled in; below that no statistic is given
LEVEL_Z = 1.959964  # standard normal, 95% two-sided
RANK_CORRELATION = "rank correlation"
CORRELATION_RATIO = "correlation ratio"
BY_RANK = "correlation ratio by rank"
CRAMERS_V = "Cramér's V"


@dataclass(frozen=True)
class Association:
    """`value` in [0, 1], bounded by `low` and `high` (95%); `kind` names it."""

    value: float
    low: float
    high: float
    kind: str


def number_association(
    values: np.ndarray, y: np.ndarray, task: Task
) -> Association | None:
    """How far a number tells the target, on the rows where it is not missing.

    Two classes: |2 AUC - 1|. More classes: the correlation ratio of the ranks. A
    number to predict: |Spearman's correlation|.

    Parameters
    ----------
    values : float array of shape (n_rows,), NaN where missing
    y : array of shape (n_rows,)
        Class codes, or numbers.

    References
    ----------
    Hanley & McNeil (1982), The meaning and use of the area under a receiver
    operating characteristic (ROC) curve, Radiology 143.
    Bonett & Wright (2000), Sample size requirements for estimating Pearson,
    Kendall and Spearman correlations, Psychometrika 65.
    """
    filled = np.isfinite(values)
    if filled.sum() < MIN_ROWS:
        return None
    ranks = average_ranks(values[filled])
    target = y[filled]
    if task == "binary":
        return _separation(ranks, target)
    if task == "multiclass":
        share = correlation_ratio(ranks, target.astype(np.int64))
        return _bounded(share, len(ranks), BY_RANK) if np.ptp(ranks) else _none(BY_RANK)
    rho = abs(correlation(ranks, average_ranks(target)))
    if not np.ptp(ranks) or not np.ptp(target):
        return _none(RANK_CORRELATION)
    return _bounded(rho, len(ranks), RANK_CORRELATION, spread=1 + rho**2 / 2)


def category_association(
    codes: np.ndarray, y: np.ndarray, task: Task
) -> Association | None:
    """How far a category tells the target, on the rows where it is not missing.

    Classes: Cramér's V, corrected for bias. A number to predict: the correlation
    ratio, corrected likewise.

    Parameters
    ----------
    codes : int array of shape (n_rows,), negative where missing
    y : array of shape (n_rows,)

    References
    ----------
    Bergsma (2013), A bias-correction for Cramér's V and Tschuprow's T, Journal of
    the Korean Statistical Society 42.
    """
    filled = codes >= 0
    n_filled = int(filled.sum())
    if n_filled < MIN_ROWS:
        return None
    codes, y = codes[filled], y[filled]
    kind = CORRELATION_RATIO if task == "regression" else CRAMERS_V
    if not np.ptp(codes) or not np.ptp(y):
        return _none(kind)
    found = correlation_ratio(y, codes) if task == "regression" else cramers_v(codes, y)
    return _bounded(found, n_filled, kind)


def _separation(ranks: np.ndarray, y: np.ndarray) -> Association | None:
    """|2 AUC - 1| of two classes from the ranks of a number."""
    n_positive = int((y == 1).sum())
    n_negative = len(y) - n_positive
    if not n_positive or not n_negative:
        return None
    total = ranks[y == 1].sum() - n_positive * (n_positive + 1) / 2
    auc = total / (n_positive * n_negative)
    auc = max(auc, 1 - auc)
    both_positive, both_negative = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    variance = (
        auc * (1 - auc)
        + (n_positive - 1) * (both_positive - auc**2)
        + (n_negative - 1) * (both_negative - auc**2)
    ) / (n_positive * n_negative)
    value, half = 2 * auc - 1, 2 * LEVEL_Z * math.sqrt(max(variance, 0.0))
    low, high = max(value - half, 0.0), min(value + half, 1.0)
    return Association(float(value), float(low), float(high), "|2 AUC − 1|")


def correlation_ratio(values: np.ndarray, groups: np.ndarray) -> float:
    """Root of the share of variance between groups, corrected for their number.

    Parameters
    ----------
    values : float array of shape (n_rows,)
    groups : int array of shape (n_rows,)

    References
    ----------
    Kelley (1935), An unbiased correlation ratio measure, Proceedings of the
    National Academy of Sciences 21.
    """
    _, groups = np.unique(groups, return_inverse=True)
    counts = np.bincount(groups)
    n, k = len(values), len(counts)
    centred = values - values.mean()
    total = dot(centred, centred)
    if total == 0 or k < 2 or n <= k:
        return 0.0
    between = float((np.bincount(groups, weights=centred) ** 2 / counts).sum())
    share = 1 - (1 - between / total) * (n - 1) / (n - k)
    return math.sqrt(min(max(share, 0.0), 1.0))


def cramers_v(a: np.ndarray, b: np.ndarray) -> float:
    """Cramér's V of two categories, corrected for bias.

    Only cells that occur are counted, so that a name of 88,000 levels is no matter.

    Parameters
    ----------
    a, b : int array of shape (n_rows,)
    """
    _, rows, of_rows = np.unique(a, return_inverse=True, return_counts=True)
    _, columns, of_columns = np.unique(b, return_inverse=True, return_counts=True)
    n, r, k = len(a), len(of_rows), len(of_columns)
    if min(r, k) < 2:
        return 0.0
    cells, counts = np.unique(rows * k + columns, return_counts=True)
    expected = of_rows[cells // k] * of_columns[cells % k].astype(np.float64)
    phi_squared = float((counts.astype(np.float64) ** 2 / expected).sum()) - 1
    phi_squared = max(0.0, phi_squared - (k - 1) * (r - 1) / (n - 1))
    r_corrected = r - (r - 1) ** 2 / (n - 1)
    k_corrected = k - (k - 1) ** 2 / (n - 1)
    smaller = min(r_corrected, k_corrected) - 1
    return math.sqrt(min(phi_squared / smaller, 1.0)) if smaller > 0 else 0.0


def _none(kind: str) -> Association:
    """What a constant says."""
    return Association(0.0, 0.0, 0.0, kind)


def _bounded(value: float, n: int, kind: str, *, spread: float = 1.0) -> Association:
    """A correlation with its interval by Fisher's z; `spread` scales its variance."""
    if value >= 1.0:
        return Association(1.0, 1.0, 1.0, kind)
    half = LEVEL_Z * math.sqrt(spread / max(n - 3, 1))
    z = math.atanh(value)
    return Association(value, max(math.tanh(z - half), 0.0), math.tanh(z + half), kind)
