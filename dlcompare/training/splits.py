"""Which rows are tested in which fold."""

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.errors import InvalidPlan
from dlcompare.records import Dataset, FoldScheme
from dlcompare.training.seeds import derive

Rows = NDArray[np.int64]


def split(
    dataset: Dataset, scheme: FoldScheme, repeat: int, fold: int
) -> tuple[Rows, Rows]:
    """The rows to train on and the rows to test on.

    Parameters
    ----------
    dataset : Dataset
    scheme : FoldScheme
    repeat : int in [0, scheme.repeats)
    fold : int in [0, scheme.k)

    Returns
    -------
    train_rows, test_rows : int64 arrays
        Ascending row numbers; together every row once.
    """
    number = fold_numbers(dataset.y, scheme, repeat=repeat, groups=dataset.groups)
    is_test = number == fold
    return np.flatnonzero(~is_test), np.flatnonzero(is_test)


def fold_numbers(
    y: NDArray[Any],
    scheme: FoldScheme,
    *,
    repeat: int = 0,
    groups: NDArray[Any] | None = None,
) -> Rows:
    """In which fold of one repeat each row is tested.

    Without groups, the sizes of two folds differ by one row at most, and for
    stratified folds so do the rows of each class. A class with fewer rows than
    folds is spread over as many folds as it has rows.

    Parameters
    ----------
    y : array of shape (n_rows,)
        Class codes; looked at only for stratified folds.
    scheme : FoldScheme
    repeat : int
        Each repeat shuffles anew.
    groups : array of shape (n_rows,), or None
        Rows with the same number are tested in the same fold.

    Returns
    -------
    int64 array of shape (n_rows,)
        Values in [0, scheme.k).

    Raises
    ------
    InvalidPlan
        If there are fewer rows, or fewer groups, than folds.
    """
    units = "rows" if groups is None else "groups of rows"
    n_units = len(y) if groups is None else len(np.unique(groups))
    if n_units < scheme.k:
        raise InvalidPlan(
            f"{n_units} {units} cannot be divided into {scheme.k} folds.",
            f"At least {scheme.k} {units} are needed: add data.",
        )
    seed = derive(scheme.seed, "folds", repeat)
    if groups is not None:
        return _grouped(y, scheme, groups, seed)
    order = np.random.default_rng(seed).permutation(len(y))
    if scheme.kind == "stratified":
        order = order[np.argsort(y[order], kind="stable")]
    number = np.empty(len(y), dtype=np.int64)
    number[order] = np.arange(len(y)) % scheme.k  # dealt out like cards
    return number


def _grouped(
    y: NDArray[Any], scheme: FoldScheme, groups: NDArray[Any], seed: int
) -> Rows:
    from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

    is_stratified = scheme.kind == "stratified" and np.bincount(y).max() >= scheme.k
    splitter = (StratifiedGroupKFold if is_stratified else GroupKFold)(
        scheme.k, shuffle=True, random_state=seed
    )
    number = np.empty(len(y), dtype=np.int64)
    with warnings.catch_warnings():
        # A class rarer than k is ordinary here; the rare-class check tells the user.
        warnings.simplefilter("ignore", UserWarning)
        for fold, (_, test_rows) in enumerate(splitter.split(y, y, groups)):
            number[test_rows] = fold
    return number
