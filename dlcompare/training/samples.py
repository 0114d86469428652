"""Rows drawn from the training rows of a fold: fewer of them, or an inner split."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.models.holdout import TRIAL_SHARE, Rows, hold_out


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
    y: NDArray[Any], groups: NDArray[Any] | None, *, seed: int, by_class: bool
) -> tuple[Rows, Rows]:
    """Positions to fit on and positions to score on, `TRIAL_SHARE` of all.

    Rows of a group stay together; classes are then not heeded. The second may be
    empty when there are too few rows.
    """
    if groups is None:
        return hold_out(y, share=TRIAL_SHARE, seed=seed, by_class=by_class)
    names = np.unique(groups)
    _, held = hold_out(names, share=TRIAL_SHARE, seed=seed, by_class=False)
    is_held = np.isin(groups, names[held])
    return np.flatnonzero(~is_held), np.flatnonzero(is_held)
