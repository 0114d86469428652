"""Rows a model sets aside from its own training rows, to choose or to stop."""

from typing import Any

import numpy as np
import numpy.typing as npt

TRIAL_SHARE = 0.2  # of a fold's training rows; settings are tried on them
Rows = npt.NDArray[np.int64]


def hold_out(
    y: npt.NDArray[Any], *, share: float, seed: int, by_class: bool
) -> tuple[Rows, Rows]:
    """Rows to fit on and rows to look at, both sorted.

    Parameters
    ----------
    y : array of shape (n_rows,)
    share : float in (0, 1)
        Rows held out; rounded down within each class, so that a class of few
        members stays in the rows to fit on.
    seed : int
    by_class : bool
        Whether every class gives its share; else rows are drawn from all.

    Returns
    -------
    fit_rows, held_rows : arrays of int64
        `held_rows` may be empty when there are too few rows.
    """
    rng = np.random.default_rng(seed)
    labels = np.unique(y) if by_class else [None]
    held: list[Rows] = []
    for label in labels:
        members = np.arange(len(y)) if label is None else np.flatnonzero(y == label)
        n_held = int(share * len(members) + rng.random())
        held.append(rng.permutation(members)[: min(n_held, len(members) - 1)])
    is_held = np.zeros(len(y), dtype=bool)
    is_held[np.concatenate(held)] = True
    return np.flatnonzero(~is_held), np.flatnonzero(is_held)
