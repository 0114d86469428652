"""ROC and precision-recall curves in NumPy, thin enough to draw."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

MAX_POINTS = 400  # per curve; finer than a screen shows


def thinned(n: int, limit: int) -> Array:
    """Evenly spaced positions in range(n), first and last kept, at most `limit`.

    Examples
    --------
    >>> thinned(5, 3).tolist(), thinned(2, 3).tolist()
    ([0, 2, 4], [0, 1])
    """
    if n <= limit:
        return np.arange(n)
    return np.unique(np.linspace(0, n - 1, limit).round().astype(np.int64))


def roc_curve(
    is_positive: Array, scores: Array, *, limit: int = MAX_POINTS
) -> tuple[Array, Array]:
    """False positive rate and true positive rate, from (0, 0) to (1, 1).

    Parameters
    ----------
    is_positive : bool array of shape (n_rows,)
    scores : array of shape (n_rows,)
        Higher means more probably positive; equal scores share one point.
    limit : int
        Points at most.

    Returns
    -------
    x, y : array
        Empty if there is only one class.
    """
    hits, alarms = _cumulated(is_positive, scores)
    if not len(hits) or not hits[-1] or not alarms[-1]:
        return np.empty(0), np.empty(0)
    x = np.concatenate([[0.0], alarms / alarms[-1]])
    y = np.concatenate([[0.0], hits / hits[-1]])
    kept = thinned(len(x), limit)
    return x[kept], y[kept]


def precision_recall_curve(
    is_positive: Array, scores: Array, *, limit: int = MAX_POINTS
) -> tuple[Array, Array]:
    """Recall and precision, from recall 0 (precision 1 by convention) upwards.

    Parameters
    ----------
    is_positive : bool array of shape (n_rows,)
    scores : array of shape (n_rows,)
        Higher means more probably positive.
    limit : int
        Points at most.

    Returns
    -------
    x, y : array
        Empty if no row is positive.
    """
    hits, alarms = _cumulated(is_positive, scores)
    if not len(hits) or not hits[-1]:
        return np.empty(0), np.empty(0)
    x = np.concatenate([[0.0], hits / hits[-1]])
    y = np.concatenate([[1.0], hits / (hits + alarms)])
    kept = thinned(len(x), limit)
    return x[kept], y[kept]


def _cumulated(is_positive: Array, scores: Array) -> tuple[Array, Array]:
    """True and false positives at each distinct score, the highest score first."""
    order = np.argsort(-scores, kind="stable")
    ends = np.flatnonzero(np.diff(scores[order])) if len(order) else order
    last = np.append(ends, len(order) - 1) if len(order) else ends
    hits = np.cumsum(is_positive[order])[last]
    return hits, last + 1 - hits
