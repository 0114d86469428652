"""Rows drawn from the training rows of a fold: fewer of them, or an inner split."""

from typing import Any

from numpy.typing import NDArray

from dlcompare.models.apart import NOTHING, Apart
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
    y: NDArray[Any], *, seed: int, by_class: bool, apart: Apart = NOTHING
) -> tuple[Rows, Rows]:
    """Positions to fit on and positions to score on, `TRIAL_SHARE` of all.

    Rows of a group stay together, and later rows are scored on, as in the folds
    outside. The second may be empty when there are too few rows.
    """
    return hold_out(y, share=TRIAL_SHARE, seed=seed, by_class=by_class, apart=apart)
