"""Which rows the quick model learns from and is tested on."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.records import EARLIEST_SHARE, Dataset

N_FOLDS = 5
MAX_ROWS = 10_000  # a fit of 14 columns takes 0.2 s; more rows change no answer
MIN_ROWS = 1_000  # looked at, however many columns there are
MAX_CELLS = 4_000_000  # of the encoded matrix

Rows = NDArray[np.int64]
Split = tuple[Rows, Rows]


def n_used(dataset: Dataset) -> int:
    """How many rows are looked at: fewer of wide tables."""
    n_columns = max(len(dataset.columns), 1)
    wanted = min(MAX_ROWS, max(MIN_ROWS, MAX_CELLS // n_columns))
    return min(wanted, len(dataset.y))


def some_rows(dataset: Dataset) -> Rows:
    """Rows drawn at random, ascending; all of them in small data."""
    return thinned(len(dataset.y), n_used(dataset))


def thinned(n_rows: int, n_wanted: int) -> Rows:
    """At most `n_wanted` of `n_rows` row numbers, drawn at random, ascending."""
    drawn = np.random.default_rng(0).permutation(n_rows)[:n_wanted]
    return np.sort(drawn)


def whole_groups(dataset: Dataset, groups: NDArray[Any]) -> Rows:
    """Rows of groups drawn at random, so that no group is looked at in part."""
    _, place, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    order = np.random.default_rng(0).permutation(len(sizes))
    wanted = order[np.cumsum(sizes[order]) <= n_used(dataset)]
    is_wanted = np.zeros(len(sizes), dtype=bool)
    is_wanted[wanted] = True
    return np.flatnonzero(is_wanted[place])


def at_random(y: NDArray[Any], n_classes: int) -> list[Split]:
    """Five folds at random; classes are dealt out evenly."""
    order = np.random.default_rng(0).permutation(len(y))
    if n_classes:
        order = order[np.argsort(y[order], kind="stable")]
    number = np.empty(len(y), dtype=np.int64)
    number[order] = np.arange(len(y)) % N_FOLDS
    return _splits(number)


def by_group(groups: NDArray[Any]) -> list[Split]:
    """Five folds at random; rows with the same number are in one of them."""
    _, place, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    order = np.random.default_rng(0).permutation(len(sizes))
    before = np.cumsum(sizes[order]) - sizes[order]
    fold_of_group = np.empty(len(sizes), dtype=np.int64)
    fold_of_group[order] = np.minimum(N_FOLDS * before // len(place), N_FOLDS - 1)
    return _splits(fold_of_group[place])


def by_order(order: NDArray[Any]) -> list[Split]:
    """Five times: all earlier rows against the next tenth; ties are not parted.

    As folds in time are: the earlier half of the rows is only learned from.
    """
    place, n = np.argsort(order, kind="stable"), len(order)
    shares = EARLIEST_SHARE + (1 - EARLIEST_SHARE) * np.arange(N_FOLDS) / N_FOLDS
    edges = np.unique(order[place[(shares * n).astype(np.int64)]])
    block = np.searchsorted(edges, order, side="right")
    splits = [
        (np.flatnonzero(block < i), np.flatnonzero(block == i))
        for i in range(1, len(edges) + 1)
    ]
    return [(train, test) for train, test in splits if len(train) and len(test)]


def shuffled(splits: Sequence[Split], n_rows: int) -> list[Split]:
    """Splits of the same sizes with the rows in random order."""
    new = np.random.default_rng(0).permutation(n_rows)
    return [(new[train], new[test]) for train, test in splits]


def _splits(number: Rows) -> list[Split]:
    pairs = [(number != fold, number == fold) for fold in range(N_FOLDS)]
    return [(np.flatnonzero(train), np.flatnonzero(test)) for train, test in pairs]
