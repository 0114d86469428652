"""Mutual information: what one column says about another, in whatever form.

Numbers are cut into ranges of equally many rows. Counted information is too large
where cells are few, so what the same columns share after shuffling is taken off.
"""

import math
from functools import lru_cache

import numpy as np

from dlcompare.modalities.ranks import average_ranks

MAX_RANGES = 10  # of a number
ROWS_PER_CELL = 5  # expected in a table of two numbers; the usual rule of chi-square
N_SHUFFLES = 4  # their mean is what chance gives
DENSE_CELLS = 10  # cells per row up to which a table is counted cell by cell


def range_codes(ranks: np.ndarray) -> np.ndarray:
    """Ranks (from 1) cut into ranges of about equally many rows; equal stay together.

    Returns
    -------
    int64 array of shape (n_rows,)
        Codes from 0.
    """
    n = len(ranks)
    n_ranges = min(max(int(math.sqrt(n / ROWS_PER_CELL)), 2), MAX_RANGES)
    codes = ((ranks - 0.5) * (n_ranges / max(n, 1))).astype(np.int64)
    return np.asarray(np.minimum(codes, n_ranges - 1))


def entropy(codes: np.ndarray) -> float:
    """Uncertainty of codes, in nats."""
    if codes.min() >= 0 and codes.max() < DENSE_CELLS * len(codes):
        counts = np.bincount(codes)
    else:
        _, counts = np.unique(codes, return_counts=True)
    return _entropy_of(counts, len(codes))


def information_share(
    a: np.ndarray, b: np.ndarray, *, of_second: bool = False
) -> float:
    """Mutual information of two codes above chance, as a part of what it could be.

    Parameters
    ----------
    a, b : int array of shape (n_rows,)
        Codes from 0.
    of_second : bool
        A part of the uncertainty of `b`; else of the smaller of the two.

    Returns
    -------
    float in [0, 1]
        0 where chance alone would give as much.

    References
    ----------
    Vinh, Epps & Bailey (2010), Information theoretic measures for clusterings
    comparison: variants, properties, normalization and correction for chance,
    Journal of Machine Learning Research 11. The expected information is estimated
    by shuffling instead of summed.
    """
    of_a, of_b = entropy(a), entropy(b)
    whole = of_b if of_second else min(of_a, of_b)
    if whole <= 0:
        return 0.0
    found = of_a + of_b - _joint_entropy(a, b)
    joint = [_joint_entropy(a[order], b) for order in _shuffles(len(a))]
    chance = of_a + of_b - sum(joint) / N_SHUFFLES
    room = whole - chance
    if room <= 1e-9 * whole:  # chance alone tells everything: as many codes as rows
        return 0.0
    return min(max((found - chance) / room, 0.0), 1.0)


def number_codes(values: np.ndarray) -> np.ndarray:
    """Numbers without NaN as codes of ranges."""
    return range_codes(average_ranks(values))


def _joint_entropy(a: np.ndarray, b: np.ndarray) -> float:
    return entropy(a * (int(b.max()) + 1) + b)


@lru_cache(maxsize=64)
def _shuffles(n: int) -> tuple[np.ndarray, ...]:
    """Orders of `n` rows by seed; most columns of a table have equally many filled."""
    rng = np.random.default_rng(0)
    return tuple(rng.permutation(n) for _ in range(N_SHUFFLES))


def _entropy_of(counts: np.ndarray, n: int) -> float:
    counts = counts[counts > 0].astype(np.float64)
    return float(math.log(n) - (counts @ np.log(counts)) / n)
