"""Which rows are tested in which fold."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.errors import InvalidPlan
from dlcompare.models.apart import NOTHING, Apart
from dlcompare.records import EARLIEST_SHARE, Dataset, FoldScheme
from dlcompare.training.seeds import derive

NEVER = -1  # the fold number of rows that are only learned from
MOST_BALANCED = 10_000  # groups balanced one by one; that takes 0.02 ms each

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
        Ascending row numbers; together every row once. Ordered folds leave out
        later rows. Ordered and given folds cannot hold groups together: there, rows
        of a group that is tested are not trained on.

    Raises
    ------
    InvalidPlan
        If the dataset lacks what the scheme divides by, or cannot be divided so.
    """
    if scheme.kind not in ("ordered", "given"):
        number = fold_numbers(dataset.y, scheme, repeat=repeat, groups=dataset.groups)
        is_test = number == fold
        return np.flatnonzero(~is_test), np.flatnonzero(is_test)
    if scheme.kind == "ordered":
        number = time_blocks(_needed(dataset.order), scheme.k)
        is_test, is_train = number == fold, number < fold
    else:
        number = _needed(dataset.folds)
        is_test, is_train = number == fold, number != fold
    if dataset.groups is not None:
        is_train &= ~np.isin(dataset.groups, dataset.groups[is_test])
    return np.flatnonzero(is_train), np.flatnonzero(is_test)


def apart(dataset: Dataset, scheme: FoldScheme) -> Apart:
    """What an inner split of training rows must heed, as the folds outside do.

    Given folds are held out whole, whatever made them.
    """
    if scheme.kind == "ordered":
        return Apart(order=dataset.order)
    if scheme.kind == "given":
        return Apart(groups=dataset.folds)
    return NOTHING if dataset.groups is None else Apart(groups=dataset.groups)


def fold_numbers(
    y: NDArray[Any],
    scheme: FoldScheme,
    *,
    repeat: int = 0,
    groups: NDArray[Any] | None = None,
) -> Rows:
    """In which fold of one repeat each row is tested, divided by chance.

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
    return _dealt(y, scheme, seed)


def time_blocks(order: NDArray[Any], k: int) -> Rows:
    """In which fold each row is tested, the earliest rows in none.

    The rows after `EARLIEST_SHARE` of all are cut into k blocks of about equal
    size. Rows of one time stay together, so sizes differ where times are few.

    Parameters
    ----------
    order : array of shape (n_rows,)
        When each row was seen; no missing values.
    k : int

    Returns
    -------
    int64 array of shape (n_rows,)
        `NEVER`, or the fold in [0, k); later rows never have a smaller number.

    Raises
    ------
    InvalidPlan
        If there are not more different times than folds.
    """
    times, place, counts = np.unique(order, return_inverse=True, return_counts=True)
    if len(times) <= k:
        raise InvalidPlan(
            f"{len(times)} different times cannot be divided into {k} folds that are "
            "each later than what they learn from.",
            "Choose another column that orders the rows, or divide them by chance.",
        )
    ends = np.cumsum(counts)  # rows up to each time
    last = -1  # the time that closes the block before
    number = np.full(len(times), NEVER, dtype=np.int64)
    for block in range(k):
        wanted = len(order) * (EARLIEST_SHARE + (1 - EARLIEST_SHARE) * block / k)
        nearest = int(np.argmin(np.abs(ends - wanted)))
        last = min(max(nearest, last + 1), len(times) - 1 - (k - block))
        number[last + 1 :] = block
    return number[place.reshape(-1)]


def _needed(values: NDArray[Any] | None) -> NDArray[Any]:
    if values is None:
        raise InvalidPlan(
            "The plan divides the rows by a column that the data was opened without.",
            "Make the plan again.",
        )
    return values


def _dealt(y: NDArray[Any], scheme: FoldScheme, seed: int) -> Rows:
    """Rows shuffled, sorted by class where stratified, dealt out like cards."""
    order = np.random.default_rng(seed).permutation(len(y))
    if scheme.kind == "stratified":
        order = order[np.argsort(y[order], kind="stable")]
    number = np.empty(len(y), dtype=np.int64)
    number[order] = np.arange(len(y)) % scheme.k
    return number


def _grouped(
    y: NDArray[Any], scheme: FoldScheme, groups: NDArray[Any], seed: int
) -> Rows:
    """Balanced one by one; of many groups, the largest so and the others dealt out."""
    _, first, codes, sizes = np.unique(
        groups, return_index=True, return_inverse=True, return_counts=True
    )
    codes = codes.reshape(-1)
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(len(sizes))
    # By about how many rows they have: chance decides among groups of one power of 2,
    # so that repeats differ even where no two groups are of the same size.
    falling = shuffled[np.argsort(-np.log2(sizes[shuffled]).astype(int), kind="stable")]
    large, small = falling[:MOST_BALANCED], falling[MOST_BALANCED:]
    strata = y if scheme.kind == "stratified" else np.zeros(len(y), dtype=np.int64)
    number = np.empty(len(sizes), dtype=np.int64)
    number[large] = _balanced(_counts(strata, codes, large), scheme.k)
    dealt = small[np.lexsort((-sizes[small], strata[first[small]]))]
    number[dealt] = np.arange(len(dealt)) % scheme.k
    return number[codes]


def _counts(strata: NDArray[Any], codes: Rows, groups: Rows) -> NDArray[np.float64]:
    """Share of each class that each of the groups holds, a row per group."""
    place = np.full(int(codes.max()) + 1, NEVER)
    place[groups] = np.arange(len(groups))
    rows = np.flatnonzero(place[codes] != NEVER)
    counts = np.zeros((len(groups), int(strata.max()) + 1))
    np.add.at(counts, (place[codes[rows]], strata[rows]), 1)
    return np.asarray(counts / np.maximum(counts.sum(axis=0), 1))


def _balanced(counts: NDArray[np.float64], k: int) -> Rows:
    """Each group in turn to the fold that has least of its classes, then of all."""
    loads = np.zeros((k, counts.shape[1]))
    number = np.empty(len(counts), dtype=np.int64)
    for group, own in enumerate(counts):
        fold = np.lexsort((loads.sum(axis=1), loads @ own))[0]
        loads[fold] += own
        number[group] = fold
    return number
