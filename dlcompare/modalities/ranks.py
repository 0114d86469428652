"""Ranks of numbers, and what correlates by them."""

import numpy as np


def average_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, equal values sharing the mean of theirs.

    Parameters
    ----------
    values : array of shape (n_rows,)
        Without NaN.

    Returns
    -------
    float64 array of shape (n_rows,)
    """
    n = len(values)
    order = np.argsort(values)
    ordered = values[order]
    ranks = np.empty(n)
    if n < 2:
        ranks[:] = 1.0
        return ranks
    is_new = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    if len(is_new) == n - 1:
        ranks[order] = np.arange(1.0, n + 1)
        return ranks
    starts = np.concatenate([[0], is_new, [n]])
    middles = (starts[:-1] + starts[1:] + 1) / 2
    ranks[order] = np.repeat(middles, np.diff(starts))
    return ranks


def dot(a: np.ndarray, b: np.ndarray) -> float:
    """The product of two arrays, in this thread alone.

    `a @ b` starts threads for so short a sum, and waits for them many times as long
    where others are busy.
    """
    return float(np.einsum("i,i->", a, b))


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Pearson's correlation in [-1, 1]; 0 where either does not vary."""
    return min(max(dot(unit(a), unit(b)), -1.0), 1.0)


def unit(values: np.ndarray) -> np.ndarray:
    """Values around zero, their length one; all zero where they do not vary.

    They are brought within one first, so that no square leaves the range of numbers.
    """
    values = values.astype(np.float64)
    largest = float(np.abs(values).max(initial=0.0))
    if largest == 0:
        return values
    values /= largest
    if np.ptp(values) == 0:
        return np.zeros(len(values))
    values -= values.mean()
    return np.asarray(values / np.sqrt(dot(values, values)))
