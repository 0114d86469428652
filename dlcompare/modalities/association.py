"""How much one column says about the target alone, in [0, 1], with an interval.

Numbers count by rank, so that no outlier and no scale matters.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dlcompare.records import Task

MIN_ROWS = 10  # filled in; below that no statistic is given
LEVEL_Z = 1.959964  # standard normal, 95% two-sided


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
    ranks = pd.Series(values[filled]).rank().to_numpy()
    target = y[filled]
    if task == "binary":
        return _separation(ranks, target)
    if task == "multiclass":
        return _correlation_ratio(ranks, target.astype(np.int64), "by rank")
    target_ranks = pd.Series(target).rank().to_numpy()
    if np.ptp(ranks) == 0 or np.ptp(target_ranks) == 0:
        return Association(0.0, 0.0, 0.0, "rank correlation")
    rho = abs(float(np.corrcoef(ranks, target_ranks)[0, 1]))
    return _bounded(rho, len(ranks), "rank correlation", spread=1 + rho**2 / 2)


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
    if filled.sum() < MIN_ROWS:
        return None
    if task == "regression":
        return _correlation_ratio(y[filled], codes[filled], "")
    return _cramers_v(codes[filled], y[filled])


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


def _correlation_ratio(
    values: np.ndarray, groups: np.ndarray, suffix: str
) -> Association:
    """Root of the share of variance between groups, corrected for their number."""
    kind = f"correlation ratio {suffix}".strip()
    _, groups = np.unique(groups, return_inverse=True)
    counts = np.bincount(groups)
    n, k = len(values), len(counts)
    centred = values - values.mean()
    total = float(centred @ centred)
    if total == 0 or k < 2 or n <= k:
        return Association(0.0, 0.0, 0.0, kind)
    between = float((np.bincount(groups, weights=centred) ** 2 / counts).sum())
    share = 1 - (1 - between / total) * (n - 1) / (n - k)
    return _bounded(math.sqrt(min(max(share, 0.0), 1.0)), n, kind)


def _cramers_v(codes: np.ndarray, y: np.ndarray) -> Association:
    """Cramér's V of two categories, corrected for bias."""
    _, rows = np.unique(codes, return_inverse=True)
    _, columns = np.unique(y, return_inverse=True)
    n, r, k = len(y), int(rows.max()) + 1, int(columns.max()) + 1
    if min(r, k) < 2:
        return Association(0.0, 0.0, 0.0, "Cramér's V")
    table = np.bincount(rows * k + columns, minlength=r * k).reshape(r, k)
    expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / n
    phi_squared = float(((table - expected) ** 2 / expected).sum()) / n
    phi_squared = max(0.0, phi_squared - (k - 1) * (r - 1) / (n - 1))
    r_corrected = r - (r - 1) ** 2 / (n - 1)
    k_corrected = k - (k - 1) ** 2 / (n - 1)
    smaller = min(r_corrected, k_corrected) - 1
    value = math.sqrt(min(phi_squared / smaller, 1.0)) if smaller > 0 else 0.0
    return _bounded(value, n, "Cramér's V")


def _bounded(value: float, n: int, kind: str, *, spread: float = 1.0) -> Association:
    """A correlation with its interval by Fisher's z; `spread` scales its variance."""
    if value >= 1.0:
        return Association(1.0, 1.0, 1.0, kind)
    half = LEVEL_Z * math.sqrt(spread / max(n - 3, 1))
    z = math.atanh(value)
    return Association(value, max(math.tanh(z - half), 0.0), math.tanh(z + half), kind)
