"""The mean prediction of a fitted model while one column is set to some values.

Which values these are, and of which class the probability is, hangs on the data
alone, so that two models explained in two processes can be laid over each other.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dlcompare import words
from dlcompare.modalities.association import category_association, number_association
from dlcompare.records import Column, Dataset, Dependence
from dlcompare.training.scoring import predict

Array = NDArray[Any]

GRID = 13  # values of one column; a line through more looks the same
EDGE = 0.02  # of the rows beyond the first and the last value of a number
MOST_LEVELS = 12  # of a category, the commonest; more names cannot be read
LEAST_SHARE = 0.5  # of the rows in those levels; of names of few rows each none tells
RANKED_ROWS = 5_000  # rows on which columns are put in order; it is only an order
NUMBERS = ("number", "date")


@dataclass(frozen=True)
class Grid:
    """Values that a column is set to.

    cells : array of shape (n_values,)
        What stands in the table: numbers, or codes of levels.
    shares : tuple of float
        Share of all rows that are nearest to each value, or have this level.
    """

    cells: Array
    names: tuple[str, ...]
    shares: tuple[float, ...]
    is_number: bool


def by_association(dataset: Dataset) -> tuple[str, ...]:
    """The columns of a table, those that say most of the target alone first.

    A text counts as telling: alone it is not measured. Of many rows `RANKED_ROWS`
    evenly spaced ones decide: the same in every process.
    """
    rows = np.unique(np.linspace(0, len(dataset.y) - 1, RANKED_ROWS).astype(np.int64))
    y = dataset.y[rows]

    def telling(column: Column) -> float:
        values = dataset.X[column.name].iloc[rows]
        if column.kind in NUMBERS:
            found = number_association(values.to_numpy(np.float64), y, dataset.task)
        elif column.kind in ("category", "boolean"):
            codes = values.cat.codes.to_numpy()
            found = category_association(codes, y, dataset.task)
        else:
            return 1.0  # at most
        return found.value if found else 0.0

    strengths = np.array([telling(column) for column in dataset.columns])
    order = np.argsort(-strengths, kind="stable")
    return tuple(dataset.columns[place].name for place in order)


def class_shown(dataset: Dataset) -> int:
    """The code of the class whose probability is followed.

    The second of two, else the commonest; 0 for a number, which has none.
    """
    n_classes = len(dataset.classes)
    if n_classes < 3:
        return max(n_classes - 1, 0)
    return int(np.bincount(dataset.y, minlength=n_classes).argmax())


def grid(dataset: Dataset, column: Column) -> Grid | None:
    """The values a column is set to, or None.

    None for texts, for columns that do not vary, and for categories whose commonest
    levels cover less than `LEAST_SHARE` of the rows.

    Numbers and dates: the distinct ones, of many those at evenly spaced quantiles
    (`EDGE` left off at both ends). Categories: the commonest levels, in the order of
    numbers where all are numbers.
    """
    values = dataset.X[column.name]
    if column.kind in NUMBERS:
        found = _numbers(values.to_numpy(np.float64), is_date=column.kind == "date")
    elif column.kind in ("category", "boolean"):
        found = _levels(values)
        if sum(found.shares) < LEAST_SHARE:
            return None
    else:
        return None
    return found if len(found.cells) > 1 else None


def dependence(
    estimator: Any, X: pd.DataFrame, dataset: Dataset, column: str, on: Grid
) -> Dependence:
    """Partial dependence of a fitted model on one column.

    Parameters
    ----------
    estimator : scikit-learn estimator, fitted
    X : DataFrame of shape (n_rows, n_features)
        Held-out rows; each is predicted once for every value.
    dataset : Dataset
        Names classes.
    column : str
    on : Grid

    Returns
    -------
    Dependence

    References
    ----------
    Friedman (2001), Greedy function approximation: a gradient boosting machine,
    Annals of Statistics 29.
    """
    n_values, n_classes = len(on.cells), len(dataset.classes)
    tall = X.iloc[np.tile(np.arange(len(X)), n_values)].reset_index(drop=True)
    cells = np.repeat(on.cells, len(X))
    old = X[column].dtype
    if on.is_number:
        tall[column] = cells.astype(old)
    else:
        tall[column] = pd.Categorical.from_codes(cells, dtype=old)
    values, shares = predict(estimator, tall, n_classes)
    shown = class_shown(dataset)
    followed = values if shares is None else shares[:, shown]
    return Dependence(
        column=column,
        values=on.names,
        positions=tuple(map(float, on.cells)) if on.is_number else (),
        means=tuple(followed.reshape(n_values, len(X)).mean(axis=1).tolist()),
        of=dataset.classes[shown] if n_classes else "",
        shares=on.shares,
    )


def _numbers(values: Array, *, is_date: bool) -> Grid:
    filled = np.sort(values[np.isfinite(values)])
    distinct = np.unique(filled)
    if len(distinct) > GRID:
        steps = np.linspace(EDGE, 1 - EDGE, GRID)
        # A value that occurs: between whole numbers a model knows nothing.
        distinct = np.unique(np.quantile(filled, steps, method="inverted_cdf"))
    middles = (distinct[1:] + distinct[:-1]) / 2
    ends = np.searchsorted(filled, middles, side="right")
    counts = np.diff(np.concatenate([[0], ends, [len(filled)]]))
    name = _day if is_date else _number
    return Grid(
        distinct,
        tuple(map(name, distinct.tolist())),
        tuple((counts / max(len(values), 1)).tolist()) if len(distinct) else (),
        is_number=True,
    )


def _levels(values: pd.Series) -> Grid:
    names = [str(level) for level in values.cat.categories]
    codes = values.cat.codes.to_numpy()
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    kept = np.argsort(-counts, kind="stable")[:MOST_LEVELS]
    kept = kept[counts[kept] > 0]
    numbers = [_as_number(names[code]) for code in kept]
    if all(number is not None for number in numbers):
        kept = kept[np.argsort(np.array(numbers, dtype=np.float64), kind="stable")]
    return Grid(
        kept,
        tuple(names[code] for code in kept),
        tuple((counts[kept] / max(len(values), 1)).tolist()),
        is_number=False,
    )


def _as_number(name: str) -> float | None:
    try:
        return float(name)
    except ValueError:
        return None


def _number(value: float) -> str:
    return words.count(int(value)) if value.is_integer() else words.score(value)


def _day(days: float) -> str:
    return str(np.datetime64("1970-01-01") + np.timedelta64(round(days), "D"))
