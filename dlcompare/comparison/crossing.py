"""A change of the lead that was really seen between two sizes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dlcompare.comparison.curve_samples import Anchor
from dlcompare.records import CURVE_LEVEL, Crossover

Array = NDArray[np.float64]

SURE = 1.0  # standard errors that a gap must be from 0 on both sides of a crossing
# Share of the drawings that may lack the crossing. Of crossings that more of them lack,
# or that the folds do not bear out, far more were gone at twice the rows
# (`benchmarks/crossover.py`).
MOST_WITHOUT = 0.10


def gaps(errors: Array) -> Array:
    """Classical minus deep error over the last axis: more is better for deep."""
    return np.asarray(errors[..., 0] - errors[..., 1])


def standard_errors(covariance: Array) -> Array:
    """Of the gap at every size: (n_anchors,)."""
    variance = covariance[:, 0, 0] + covariance[:, 1, 1] - covariance[:, 0, 1] * 2
    return np.sqrt(np.maximum(variance, 0))


def crossover(
    anchors: Sequence[Anchor],
    covariance: Array,
    draws: Array,
    *,
    today: float,
    most_without: float = MOST_WITHOUT,
) -> Crossover | None:
    """The last change of the lead between two sizes where it was sure.

    The curves rest on one test part, so whoever took the lead must also be ahead over
    all folds: of crossings where this is so, fewer were gone with more rows.

    Parameters
    ----------
    anchors : sequence of Anchor
        Rising.
    covariance : array of shape (n_anchors, 2, 2)
        Of the mean errors.
    draws : array of shape (n_draws, n_anchors, 2)
        Mean errors as they might have been.
    today : float
        The gap over all folds, more is better for deep.
    most_without : float in [0, 1]

    Returns
    -------
    Crossover or None
        None: no two sizes have sure gaps of different sign, too many drawings have no
        such change, or the folds say otherwise.
    """
    seen = np.array([gaps(anchor.means) for anchor in anchors])
    sure = np.abs(seen) > SURE * standard_errors(covariance)
    known = np.flatnonzero(sure & (seen != 0))
    signs = np.sign(seen[known])
    changes = np.flatnonzero(signs[1:] != signs[:-1])
    if not len(changes):
        return None
    before, after = known[changes[-1]], known[changes[-1] + 1]
    n_rows = np.array([anchor.n_rows for anchor in anchors], dtype=np.float64)
    crossed = crossing_rows(gaps(draws), n_rows, ahead=float(np.sign(seen[after])))
    found = crossed[np.isfinite(crossed)]
    none_share = 1 - len(found) / len(crossed)
    if none_share > most_without or today * seen[after] <= 0:
        return None
    tail = (1 - CURVE_LEVEL) / 2
    low, high = np.quantile(found, [tail, 1 - tail])
    return Crossover(
        ahead="deep" if seen[after] > 0 else "classical",
        between=(anchors[before].n_rows, anchors[after].n_rows),
        low=round(low),
        high=round(high),
        none_share=none_share,
    )


def crossing_rows(drawn: Array, n_rows: Array, *, ahead: float) -> Array:
    """Where each drawing's gap last changes to the sign `ahead`, NaN if nowhere.

    Between two sizes the gap is a straight line over the logarithm of the rows.

    Parameters
    ----------
    drawn : array of shape (n_draws, n_sizes)
    n_rows : array of shape (n_sizes,)
    ahead : float
        Plus one or minus one.

    Returns
    -------
    array of shape (n_draws,)
    """
    signed = ahead * drawn
    changes = (signed[:, :-1] < 0) & (signed[:, 1:] > 0)
    last = changes.shape[1] - 1 - changes[:, ::-1].argmax(axis=1)
    every = np.arange(len(signed))
    has_one = changes.any(axis=1)
    low, high = signed[every, last], signed[every, last + 1]
    part = np.where(has_one, -low, 0) / np.where(has_one, high - low, 1)
    where = np.log(n_rows)
    rows = np.exp(where[last] + part * (where[last + 1] - where[last]))
    return np.where(has_one, rows, np.nan)
