"""Groups of rows that stay together: their codes, and whether they allow folds."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dlcompare import words
from dlcompare.errors import InvalidPlan
from dlcompare.records import Dataset

NEARLY_ALL = 0.9  # of the rows in one group; a fold would train on the other tenth
LARGE_GROUP = 0.5  # of the rows; the fold that tests it trains on fewer than it tests

Array = npt.NDArray[Any]


def group_codes(values: pd.Series) -> tuple[Array, tuple[str, ...]]:
    """Codes of equal values; a row without one is a group of its own."""
    codes = pd.factorize(values)[0].astype(np.int64)
    missing = codes < 0
    n_missing = int(missing.sum())
    codes[missing] = codes.max(initial=-1) + 1 + np.arange(n_missing)
    if not n_missing:
        return codes, ()
    verb = "is a group" if n_missing == 1 else "are groups"
    return codes, (
        f"{words.count(n_missing, 'row')} without '{values.name}' {verb} of one row.",
    )


def with_equal_together(dataset: Dataset, hashes: Array) -> Dataset:
    """The dataset with equal rows in one group, joined with the groups it has.

    Groups that share an equal row become one.

    Parameters
    ----------
    dataset : Dataset
    hashes : array of shape (n_rows,)
        Equal rows have equal ones.
    """
    equal = codes_of(hashes)
    groups = equal if dataset.groups is None else _joined(dataset.groups, equal)
    notes = check_groups(groups, dataset, are_equal=dataset.groups is None)
    return replace(dataset, groups=groups, notes=(*dataset.notes, *notes))


def check_groups(
    groups: Array, dataset: Dataset, *, are_equal: bool = False
) -> tuple[str, ...]:
    """What is to be said of the groups; refuses those that allow no folds."""
    sizes = np.bincount(groups)
    n_rows, largest = len(groups), int(sizes.max())
    alike = "equal" if are_equal else "of one group"
    if largest > NEARLY_ALL * n_rows:
        raise InvalidPlan(
            f"{largest:,} of {n_rows:,} rows are {alike}, so hardly any row would be "
            "left to learn from when they are tested.",
            "Group by another column, or divide by chance.",
        )
    if largest == 1:
        if are_equal:
            return ("No two rows are equal, so none have to stay together.",)
        return ("Every group has one row, so grouping changes nothing.",)
    notes = _note_on_classes(groups, dataset)
    if largest > LARGE_GROUP * n_rows:
        notes += (
            f"{words.share(largest / n_rows)} of the rows are {alike}: the fold that "
            "tests them learns from fewer rows than it tests.",
        )
    return notes


def _note_on_classes(groups: Array, dataset: Dataset) -> tuple[str, ...]:
    """A class within one group is either learned or tested, never both."""
    if not dataset.classes:
        return ()
    pairs = np.unique(np.column_stack([dataset.y, groups]), axis=0)
    n_groups = np.bincount(pairs[:, 0], minlength=len(dataset.classes))
    alone = [c for c, n in zip(dataset.classes, n_groups, strict=True) if n == 1]
    if len(alone) == len(dataset.classes):
        raise InvalidPlan(
            "Every class lies within one group, so no model could learn a class that "
            "it is tested on.",
            "Group by another column, or divide by chance.",
        )
    if not alone:
        return ()
    shown = words.listed([f"'{name}'" for name in alone])
    return (f"Within one group alone, so never learned where tested: {shown}.",)


def _joined(first: Array, second: Array) -> Array:
    """The finest groups that hold together what either holds together."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    n_first = int(first.max()) + 1
    n_all = n_first + int(second.max()) + 1
    edges = coo_array(
        (np.ones(len(first), dtype=bool), (first, n_first + second)),
        shape=(n_all, n_all),
    )
    _, found = connected_components(edges, directed=False)
    return codes_of(found[first])


def codes_of(values: Array) -> Array:
    """Numbers from 0 without a gap, in the order of the values."""
    return np.unique(values, return_inverse=True)[1].astype(np.int64).reshape(-1)
