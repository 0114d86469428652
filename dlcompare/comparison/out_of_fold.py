"""One champion's predictions for every row, put together from the folds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.records import Comparison, Family, FoldTask, Plan, Standing
from dlcompare.records.understanding import Side

Array = NDArray[Any]
Predictions = Mapping[str, Mapping[str, Array]]

BLEND = "Average of both"


@dataclass(frozen=True)
class OutOfFold:
    """One champion's predictions, sorted by row number.

    Of the average of both, `model` is "". `groups` is None where every row stands for
    itself.
    """

    model: str
    label: str
    family: Family
    rows: Array
    truth: Array
    prediction: Array
    probabilities: Array | None = None
    groups: Array | None = None


def collect(
    standing: Standing, plan: Plan, predictions: Predictions
) -> OutOfFold | None:
    """The kept predictions of the first repeat; None while there are none."""
    keys = [FoldTask(standing.model, 0, f).key for f in range(plan.scheme.k)]
    parts = [predictions[key] for key in keys if key in predictions]
    if not parts:
        return None
    order = np.argsort(np.concatenate([p["rows"] for p in parts]), kind="stable")

    def joined(name: str) -> Array:
        found: Array = np.concatenate([p[name] for p in parts])[order]
        return found

    kept = set.intersection(*({*part} for part in parts))
    return OutOfFold(
        model=standing.model,
        label=standing.label,
        family=standing.family,
        rows=joined("rows"),
        truth=joined("truth"),
        prediction=joined("prediction"),
        probabilities=joined("probabilities") if "probabilities" in kept else None,
        groups=joined("groups") if "groups" in kept else None,
    )


def champions(
    comparison: Comparison, plan: Plan, predictions: Predictions
) -> tuple[OutOfFold, ...]:
    """The classical champion and the deep one, on the rows that both have.

    One, or none, while no other has kept predictions.
    """
    by_name = {s.model: s for s in comparison.standings}
    found = [
        collect(by_name[model], plan, predictions)
        for model in (comparison.best_classical, comparison.best_deep)
        if model
    ]
    return on_shared_rows([one for one in found if one is not None])


def on_shared_rows(all_of: Sequence[OutOfFold]) -> tuple[OutOfFold, ...]:
    """The same predictions, of the rows that all have."""
    if not all_of:
        return ()
    shared = reduce(np.intersect1d, [one.rows for one in all_of])
    return tuple(_on(one, shared) for one in all_of)


def average(a: OutOfFold, b: OutOfFold) -> OutOfFold:
    """Both champions together, on the rows of the first; equal weights."""
    if a.probabilities is None or b.probabilities is None:
        shares, prediction = None, (a.prediction + b.prediction) / 2
    else:
        shares = (a.probabilities + b.probabilities) / 2
        prediction = shares.argmax(axis=1)
    return replace(
        a,
        model="",
        label=BLEND,
        prediction=prediction,
        probabilities=shares,
    )


def side(of: OutOfFold) -> Side:
    """Whose predictions they are; guessing is no champion."""
    if not of.model:
        return "blend"
    return "deep" if of.family == "deep" else "classical"


def units(of: OutOfFold) -> Array:
    """The place of each row's group, or of the row itself: int (n_rows,)."""
    if of.groups is None:
        return np.arange(len(of.rows))
    return np.unique(of.groups, return_inverse=True)[1]


def _on(one: OutOfFold, rows: Array) -> OutOfFold:
    places = np.searchsorted(one.rows, rows)
    arrays = {
        field.name: getattr(one, field.name)[places]
        for field in fields(one)
        if isinstance(getattr(one, field.name), np.ndarray)
    }
    return replace(one, **arrays)
