"""What the champions' held-out predictions show beyond their scores."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare.comparison.calibration import calibrate
from dlcompare.comparison.out_of_fold import OutOfFold, average, champions
from dlcompare.comparison.slices import Table, find_slices
from dlcompare.comparison.threshold import cost_curve, outcomes
from dlcompare.records import Comparison, Dataset, Plan, Profile
from dlcompare.records.understanding import Understanding


def understand(
    comparison: Comparison,
    plan: Plan,
    predictions: Mapping[str, Mapping[str, NDArray[Any]]],
    classes: Sequence[str],
    columns: Sequence[Table] = (),
) -> Understanding | None:
    """Calibration, counts for thresholds, and slices, of the first repeat.

    Parameters
    ----------
    comparison : Comparison
    plan : Plan
    predictions : mapping of FoldTask.key to mapping of name to array
        As `diagnose` takes them. Folds that are absent are left out.
    classes : sequence of str
        Label of each class code; empty for regression.
    columns : sequence of Table
        To look for slices in; those that say most of the target alone first.

    Returns
    -------
    Understanding or None
        None while no champion has predictions of at least two rows.
    """
    found, names = champions(comparison, plan, predictions), tuple(classes)
    if not found or len(found[0].rows) < 2:
        return None
    all_of = (*found, average(*found)) if len(found) == 2 else found
    counted = [one for of in found if (one := outcomes(of, names)) is not None]
    repaired, spoiled = _mended(all_of) if names else (None, None)
    return Understanding(
        calibrations=tuple(calibrate(one, names) for one in all_of),
        outcomes=tuple(counted),
        costs=tuple(cost_curve(one) for one in counted),
        slices=(
            find_slices(*found, columns, metric=plan.metric, classes=names)
            if len(found) == 2
            else None
        ),
        repaired=repaired,
        spoiled=spoiled,
    )


def tables(dataset: Dataset, profile: Profile) -> tuple[Table, ...]:
    """The columns to look for slices in, those that say most of the target first.

    Texts have no slices, images no columns: () for images.
    """
    said = {column.name: column.association or 0.0 for column in profile.columns}
    found = []
    for column in dataset.columns:
        if column.kind in ("number", "date"):
            values = dataset.X[column.name].to_numpy()
            found.append(Table(column.name, column.kind, values))
        elif column.kind in ("category", "boolean"):
            cells = dataset.X[column.name].cat
            codes = cells.codes.to_numpy()
            levels = tuple(map(str, cells.categories))
            found.append(Table(column.name, column.kind, codes, levels))
    return tuple(sorted(found, key=lambda table: -said.get(table.name, 0.0)))


def _mended(all_of: Sequence[OutOfFold]) -> tuple[float | None, float | None]:
    """Shares of rows that the average puts right, and puts wrong, for one of both."""
    if len(all_of) < 3:
        return None, None
    one, other, both = (of.prediction == of.truth for of in all_of)
    is_split = one != other
    return float(np.mean(is_split & both)), float(np.mean(is_split & ~both))
