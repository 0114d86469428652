"""Rows a model sets aside from its own training rows, to choose or to stop."""

from typing import Any

import numpy as np
import numpy.typing as npt

from dlcompare.models.apart import NOTHING, Apart

TRIAL_SHARE = 0.2  # of a fold's training rows; settings are tried on them
Rows = npt.NDArray[np.int64]


def hold_out(
    y: npt.NDArray[Any],
    *,
    share: float,
    seed: int,
    by_class: bool,
    apart: Apart = NOTHING,
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
        Whether y are classes, of which every one gives its share; else rows are
        drawn from all. Rows kept apart are drawn from all classes, but of no class
        all rows are held out.
    apart : Apart
        Groups that are held out whole, or times of which the last are; where all
        rows are of one group or one time, rows are drawn as if it were not.

    Returns
    -------
    fit_rows, held_rows : arrays of int64
        `held_rows` may be empty when there are too few rows.
    """
    is_held = None
    if apart.order is not None:
        is_held = _last(apart.order, share)
    elif apart.groups is not None:
        is_held = _whole(apart.groups, share, seed)
    if is_held is None:
        is_held = _drawn(y, share, seed, by_class=by_class)
    elif by_class:
        units = np.arange(len(y)) if apart.groups is None else apart.groups
        lost = np.setdiff1d(y[is_held], y[~is_held])
        is_held &= ~np.isin(units, units[np.isin(y, lost)])
    return np.flatnonzero(~is_held), np.flatnonzero(is_held)


def _drawn(
    y: npt.NDArray[Any], share: float, seed: int, *, by_class: bool
) -> npt.NDArray[np.bool_]:
    rng = np.random.default_rng(seed)
    labels = np.unique(y) if by_class else [None]
    held: list[Rows] = []
    for label in labels:
        members = np.arange(len(y)) if label is None else np.flatnonzero(y == label)
        n_held = int(share * len(members) + rng.random())
        held.append(rng.permutation(members)[: min(n_held, len(members) - 1)])
    is_held = np.zeros(len(y), dtype=bool)
    is_held[np.concatenate(held)] = True
    return is_held


def _last(order: npt.NDArray[Any], share: float) -> npt.NDArray[np.bool_] | None:
    """The rows of the last times, about `share` of all; None if there is one time."""
    times, counts = np.unique(order, return_counts=True)
    if len(times) < 2:
        return None
    n_later = len(order) - np.cumsum(counts)[:-1]  # than each time but the last
    cut = int(np.argmin(np.abs(n_later - share * len(order))))
    later: npt.NDArray[np.bool_] = order > times[cut]
    return later


def _whole(
    groups: npt.NDArray[Any], share: float, seed: int
) -> npt.NDArray[np.bool_] | None:
    """The rows of groups at random, `share` of all at most but one group at least."""
    names, codes, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    if len(names) < 2:
        return None
    most = share * len(groups)
    small = np.flatnonzero(sizes <= most)
    if not len(small):
        small = np.array([int(np.argmin(sizes))])
    small = np.random.default_rng(seed).permutation(small)
    n = max(int(np.searchsorted(np.cumsum(sizes[small]), most, side="right")), 1)
    return np.isin(codes.reshape(-1), small[:n])
