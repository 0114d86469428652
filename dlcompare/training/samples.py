"""Rows drawn from the training rows of a fold: fewer of them, or an inner split."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.holdout import TRIAL_SHARE, Rows, hold_out


@dataclass(frozen=True)
class Sample:
    """`n_rows` of the training rows; `number` tells samples of one size apart."""

    n_rows: int
    number: int = 0


def thinned(
    y: NDArray[Any], most: int | None, *, seed: int, by_class: bool
) -> Rows | None:
    """Positions of about `most` rows; None: all may stay.

    With `by_class` every class keeps its share, and one row at least.
    """
    if most is None or len(y) <= most:
        return None
    kept, _ = hold_out(y, share=1 - most / len(y), seed=seed, by_class=by_class)
    return kept


def inner_split(
    y: NDArray[Any], *, seed: int, by_class: bool, apart: Apart = NOTHING
) -> tuple[Rows, Rows]:
    """Positions to fit on and positions to score on, `TRIAL_SHARE` of all.

    Rows of a group stay together, and later rows are scored on, as in the folds
    outside. The second may be empty when there are too few rows.
    """
    return hold_out(y, share=TRIAL_SHARE, seed=seed, by_class=by_class, apart=apart)


def nested(
    y: NDArray[Any],
    n: int,
    *,
    seed: int,
    by_class: bool,
    groups: NDArray[Any] | None = None,
    order: NDArray[Any] | None = None,
) -> Rows:
    """Positions of about `n` rows; with one seed, fewer are part of more.

    Parameters
    ----------
    y : array of shape (n_rows,)
    n : int
        Rows wanted; all rows if there are no more. Of groups, the number nearest to
        it that whole groups give.
    seed : int
    by_class : bool
        Whether y are classes: each then has about its share of every sample, and one
        row, or one group, at least while `n` allows.
    groups : array of shape (n_rows,), or None
        Rows that stay together.
    order : array of shape (n_rows,), or None
        Times: the latest rows are drawn, whatever the seed, as the nearest to those
        that are tested.

    Returns
    -------
    array of int64
        Ascending, never empty.
    """
    if n >= len(y):
        return np.arange(len(y))
    if order is not None:
        return np.sort(np.argsort(order, kind="stable")[-max(n, 1) :])
    units = np.arange(len(y)) if groups is None else groups
    _, first, codes, sizes = np.unique(
        units, return_index=True, return_inverse=True, return_counts=True
    )
    codes = codes.reshape(-1)
    strata = y[first] if by_class else np.zeros(len(first), dtype=np.int64)
    drawn = _dealt(strata, np.random.default_rng(seed))
    n_units = int(np.argmin(np.abs(np.cumsum(sizes[drawn]) - n))) + 1
    return np.flatnonzero(np.isin(codes, drawn[:n_units]))


def _dealt(strata: NDArray[Any], rng: np.random.Generator) -> Rows:
    """All units in an order of which every beginning has the strata in proportion."""
    place = np.empty(len(strata))
    for stratum in np.unique(strata):
        members = rng.permutation(np.flatnonzero(strata == stratum))
        place[members] = (np.arange(len(members)) + rng.random()) / len(members)
        place[members[0]] -= 1.0  # the first of each before the second of any
    return np.argsort(place, kind="stable")
