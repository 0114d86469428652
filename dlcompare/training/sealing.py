"""Rows of the file itself that are split off before anything else looks at them."""

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import words
from dlcompare.errors import InvalidPlan
from dlcompare.models.apart import NOTHING, Apart
from dlcompare.models.holdout import hold_out
from dlcompare.records import Column, Dataset, Setup
from dlcompare.training.opened import Opened
from dlcompare.training.scoring import take
from dlcompare.training.seeds import derive

# Rows; an accuracy that is measured on a hundred is known to 6 to 10 points, and two
# models on the same hundred rows cannot be told apart by much less.
LEAST_SEALED = 100
LEAST_GROUPS = 5  # sealed; an interval from fewer groups is a guess

Rows = NDArray[np.int64]


def seal(dataset: Dataset, setup: Setup) -> Opened:
    """Split off the sealed rows: by seed and class, whole groups, or the latest.

    Parameters
    ----------
    dataset : Dataset
        Of the whole file, divided as the setup says.
    setup : Setup
        With a `sealed_share`.

    Returns
    -------
    Opened
        Every row is in one of the two; each class that is sealed is open as well.

    Raises
    ------
    InvalidPlan
        If fewer than `LEAST_SEALED` rows would be sealed, or too few groups; it names
        the number of rows needed.
    """
    share = setup.sealed_share
    open_rows, sealed_rows = hold_out(
        dataset.y,
        share=share,
        seed=derive(setup.seed, "sealed"),
        by_class=dataset.task != "regression",
        apart=_apart(dataset),
    )
    _refuse_too_few(dataset, sealed_rows, share)
    note = (
        f"{words.count(len(sealed_rows), _noun(dataset))} of {len(dataset.y):,} are"
        f" sealed until the end{_which(dataset)}."
    )
    whole = replace(dataset, notes=(*dataset.notes, note))
    named = f"{dataset.sha256} {dataset.target} {sealed_rows.tolist()}"
    return Opened(
        _rows_of(whole, open_rows),
        _rows_of(dataset, sealed_rows),
        hashlib.sha256(named.encode()).hexdigest(),
    )


def _apart(dataset: Dataset) -> Apart:
    """As the folds will be: later rows, folds of one's own, or groups."""
    if dataset.order is not None:
        return Apart(order=dataset.order)
    whole = dataset.groups if dataset.folds is None else dataset.folds
    return NOTHING if whole is None else Apart(groups=whole)


def _refuse_too_few(dataset: Dataset, sealed: Rows, share: float) -> None:
    noun = _noun(dataset)
    if len(sealed) < LEAST_SEALED:
        needed = int(np.ceil(LEAST_SEALED / share))
        raise InvalidPlan(
            f"Sealing {words.share(share)} of {words.count(len(dataset.y), noun)} gives"
            f" {len(sealed):,}; a score from fewer than {LEAST_SEALED} says little.",
            f"At least {words.count(needed, noun)} are needed to seal that share; with"
            " fewer, let all of them be learned from.",
        )
    if dataset.groups is None or dataset.order is not None:
        return
    n_groups = len(np.unique(dataset.groups[sealed]))
    if dataset.folds is None and n_groups < LEAST_GROUPS:
        raise InvalidPlan(
            f"Sealing {words.share(share)} of the rows takes"
            f" {words.count(n_groups, 'group')}, and at least {LEAST_GROUPS} are needed"
            " to tell how far chance goes.",
            f"About {int(np.ceil(LEAST_GROUPS / share))} groups of like size are"
            " needed; with fewer, seal nothing.",
        )


def _noun(dataset: Dataset) -> str:
    return "image" if dataset.modality == "images" else "row"


def _which(dataset: Dataset) -> str:
    if dataset.order is not None:
        return ": the latest"
    if dataset.folds is not None:
        return ": whole folds"
    return "" if dataset.groups is None else ": whole groups"


def _rows_of(dataset: Dataset, rows: Rows) -> Dataset:
    """Some of the rows, with groups and folds numbered anew."""

    def some(values: Any, *, as_codes: bool = True) -> Any:
        if values is None:
            return None
        kept = values[rows]
        return np.unique(kept, return_inverse=True)[1].reshape(-1) if as_codes else kept

    X = take(dataset.X, rows)
    if dataset.modality == "tabular":
        X = X.reset_index(drop=True)
    names = dataset.row_names
    return replace(
        dataset,
        X=X,
        y=dataset.y[rows],
        columns=tuple(_recounted(column, X, len(rows)) for column in dataset.columns),
        groups=some(dataset.groups),
        folds=some(dataset.folds),
        order=some(dataset.order, as_codes=False),
        row_names=tuple(names[row] for row in rows) if names else (),
    )


def _recounted(column: Column, X: Any, n_rows: int) -> Column:
    """Missing cells and distinct values of the rows that are kept."""
    if column.kind == "image":
        return replace(column, n_unique=n_rows)
    values = X[column.name]
    missing, different = int(values.isna().sum()), int(values.nunique())
    return replace(column, n_missing=missing, n_unique=different)
