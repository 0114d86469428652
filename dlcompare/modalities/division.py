"""Which rows stay together, which came earlier, and whose folds they are.

What the user answered about the rows (`Setup.group_by`, `order_by`, `fold_by`,
`duplicates_together`) becomes `Dataset.groups`, `order` and `folds`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from dlcompare import words
from dlcompare.errors import InvalidPlan, UnsuitableTarget
from dlcompare.modalities.grouping import check_groups, codes_of, group_codes
from dlcompare.modalities.labels import find_column
from dlcompare.modalities.target import label
from dlcompare.records import Dataset, Setup, Trait

MIN_TIMES = 3  # distinct times: one to learn from, and one for each of two folds
MOST_FOLDS = 20  # of the user's own; each is a fit of every model
MOST_LOST = 0.05  # of the rows without a time; more should not vanish unasked
PARTS_NAMES = {"train", "training", "test", "testing"}  # one division, not folds

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Division:
    """What is said of all rows of a file; `placed` are those that have a place.

    groups : int64, or None
    order : float64, NaN where not placed, or None
    folds : int64, or None
    """

    placed: npt.NDArray[np.bool_]
    groups: Array | None = None
    order: Array | None = None
    folds: Array | None = None
    notes: tuple[str, ...] = ()


def dividing_column(setup: Setup) -> str:
    """The column that groups, orders or gives the folds of the rows; "" if none.

    Raises
    ------
    InvalidPlan
        If there are two.
    """
    chosen = [name for name in (setup.group_by, setup.order_by, setup.fold_by) if name]
    if len(chosen) > 1:
        raise InvalidPlan(
            f"Rows are to be divided by {words.listed([f'{n!r}' for n in chosen])}"
            " at once.",
            "Choose one: groups, time, or folds of your own.",
        )
    return chosen[0] if chosen else ""


def divide(
    setup: Setup,
    names: Sequence[str],
    column: Callable[[str], pd.Series],
    *,
    target: str,
    n_rows: int,
) -> Division:
    """How the rows of a file hang together, as the setup says.

    Parameters
    ----------
    setup : Setup
    names : sequence of str
        The columns there are.
    column : callable
        Gives the values of one: float64, category, str or datetime.
    target : str
    n_rows : int
        Of the file.

    Raises
    ------
    InvalidPlan
        If the column is missing, is the target, or cannot divide the rows.
    """
    everywhere = np.ones(n_rows, dtype=bool)
    wanted = dividing_column(setup)
    if not wanted:
        return Division(everywhere)
    try:
        name = find_column(wanted, names)
    except UnsuitableTarget as error:
        raise InvalidPlan(error.what, error.fix) from error
    if name == target:
        raise InvalidPlan(
            f"'{name}' is the target, so it cannot divide the rows: it is not known "
            "when a prediction is made.",
            "Choose another column, or divide by chance.",
        )
    values = column(name)
    if setup.group_by:
        groups, notes = group_codes(values)
        return Division(everywhere, groups=groups, notes=notes)
    if setup.fold_by:
        return Division(everywhere, folds=_folds(values))
    order, notes = _order(values)
    return Division(np.isfinite(order), order=order, notes=notes)


def with_division(dataset: Dataset, division: Division, keep: Array) -> Dataset:
    """The dataset of the rows `keep` of a file, divided as its rows are.

    Raises
    ------
    InvalidPlan
        If the rows that are kept cannot be divided so.
    """

    def kept(values: Array | None, *, as_codes: bool = True) -> Array | None:
        if values is None:
            return None
        return codes_of(values[keep]) if as_codes else values[keep]

    groups, folds = kept(division.groups), kept(division.folds)
    order = kept(division.order, as_codes=False)
    notes = division.notes
    if groups is not None:
        notes += check_groups(groups, dataset)
    if folds is not None and folds.max() == 0:
        raise InvalidPlan(
            "All rows that can be used are in one fold.",
            "Choose a column with at least two folds, or divide by chance.",
        )
    if order is not None and len(np.unique(order)) < MIN_TIMES:
        raise InvalidPlan(
            f"The rows have only {len(np.unique(order))} different times, and at least "
            f"{MIN_TIMES} are needed to test on later ones.",
            "Choose another column, or divide by chance.",
        )
    return replace(
        dataset,
        groups=groups,
        folds=folds,
        order=order,
        notes=(*dataset.notes, *notes),
    )


def division_traits(dataset: Dataset) -> tuple[Trait, ...]:
    """Traits that tell a plan how the rows may be divided."""
    traits = []
    if dataset.groups is not None:
        sizes = np.bincount(dataset.groups)
        largest = float(sizes.max() / sizes.sum())
        traits += [
            Trait("n_groups", float(len(sizes)), "groups", "Groups of rows"),
            Trait("largest_group_share", largest, "share", "Largest group"),
        ]
    if dataset.order is not None:
        n_times = float(len(np.unique(dataset.order)))
        traits.append(Trait("n_times", n_times, "times", "Different times"))
    if dataset.folds is not None:
        shares = np.bincount(dataset.folds) / len(dataset.folds)
        ratio = float(np.mean(shares / (1 - shares)))  # tested over trained on
        share = ratio / (1 + ratio)
        traits += [
            Trait("n_given_folds", float(len(shares)), "folds", "Folds of your own"),
            Trait("given_test_share", share, "share", "Tested per fold, in the mean"),
        ]
    return tuple(traits)


def _order(values: pd.Series) -> tuple[Array, tuple[str, ...]]:
    name = values.name
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        moments = values.to_numpy().astype("datetime64[us]")
        order = np.where(np.isnat(moments), np.nan, moments.astype(np.float64))
    elif pd.api.types.is_numeric_dtype(values.dtype):
        order = values.to_numpy(np.float64, copy=True)
    else:
        shown = next(iter(values.dropna().astype("str")), "nothing")
        raise InvalidPlan(
            f"Column '{name}' holds words such as '{shown}', which have no order in "
            "time.",
            "Choose a column of dates or numbers.",
        )
    n_missing = int((~np.isfinite(order)).sum())
    if n_missing > MOST_LOST * len(order):
        raise InvalidPlan(
            f"Column '{name}' says no time in {n_missing:,} of {len(order):,} rows.",
            "Choose a column that is filled, or fill it.",
        )
    if not n_missing:
        return order, ()
    lost = words.count(n_missing, "row")
    return order, (f"{lost} without '{name}' left out: they have no place in time.",)


def _folds(values: pd.Series) -> Array:
    name, n_missing = values.name, int(values.isna().sum())
    if n_missing:
        raise InvalidPlan(
            f"Column '{name}' names no fold in {n_missing:,} of {len(values):,} rows.",
            "Fill it, or divide the rows in another way.",
        )
    codes, distinct = pd.factorize(values, sort=True)
    texts = [label(value) for value in distinct]
    if len(texts) < 2 or len(texts) > MOST_FOLDS:
        raise InvalidPlan(
            f"Column '{name}' names {words.count(len(texts), 'fold')}; between 2 and "
            f"{MOST_FOLDS} can be used.",
            "Choose another column. One with many values may group the rows instead.",
        )
    if {text.strip().lower() for text in texts} & PARTS_NAMES:
        raise InvalidPlan(
            f"Column '{name}' divides the rows once, into {words.listed(texts)}. One "
            "division gives a score without its spread.",
            "Give the test rows as a test file of their own, or name a fold for "
            "every row.",
        )
    return np.asarray(codes, dtype=np.int64)
