"""What columns say about the target and about each other, from a sample of rows."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from dlcompare.modalities.association import (
    Association,
    category_association,
    number_association,
)
from dlcompare.modalities.information import (
    information_share,
    number_codes,
)
from dlcompare.modalities.pairs import Cells, find_alike, measure_pair, pair_up
from dlcompare.modalities.ranks import correlation
from dlcompare.records import (
    Column,
    ColumnPair,
    ColumnProfile,
    Dataset,
    Trait,
)

MAX_ASSOCIATION_ROWS = 200_000  # more do not move the third decimal
MAX_PAIR_ROWS = 20_000  # a correlation is then known to 0.014
MAX_PAIRED = 24  # columns held against each other, the most telling first
NUMBERS, CATEGORIES = ("number", "date"), ("category", "boolean")


class Sample:
    """Rows of a dataset drawn by seed: some for associations, fewer for pairs.

    `arrays` are the columns by name, whole: numbers (NaN where missing) or codes of
    categories (negative where missing); text is not among them.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.arrays = {
            column.name: _array(values, column)
            for column, (_, values) in zip(
                dataset.columns, dataset.X.items(), strict=True
            )
            if column.kind != "text"
        }
        self.n_rows = len(dataset.y)
        self.rows = _drawn(self.n_rows, MAX_ASSOCIATION_ROWS)
        n_sampled = self.n_rows if self.rows is None else len(self.rows)
        within = _drawn(n_sampled, MAX_PAIR_ROWS)
        self.few = within
        if self.rows is not None and within is not None:
            self.few = self.rows[within]
        self.within = within

    @cached_property
    def y(self) -> np.ndarray:
        """The target in the rows of the sample."""
        y = self.dataset.y
        return np.asarray(y if self.rows is None else y[self.rows])

    @cached_property
    def target_codes(self) -> np.ndarray:
        """The target as codes, in the rows for pairs."""
        y = self.y if self.within is None else self.y[self.within]
        return number_codes(y) if self.dataset.task == "regression" else y

    def values(self, column: Column) -> np.ndarray:
        """Numbers (NaN where missing) or codes (negative where missing)."""
        values = self.arrays[column.name]
        return values if self.rows is None else values[self.rows]

    def cells(self, column: Column) -> Cells:
        """The column in the rows for pairs."""
        whole = self.arrays[column.name]
        values = (whole if self.few is None else whole[self.few]).astype(np.float64)
        is_category = column.kind in CATEGORIES
        if is_category:
            values[values < 0] = np.nan
        return Cells(column.name, values, is_category)

    def traits(self, n_paired: int) -> tuple[Trait, ...]:
        """How many rows and columns the figures rest on."""
        n_few = self.n_rows if self.few is None else len(self.few)
        values = (
            (
                "association_rows",
                float(len(self.y)),
                "rows",
                "Rows behind associations",
            ),
            (
                "information_rows",
                float(n_few),
                "rows",
                "Rows behind information and pairs",
            ),
            (
                "paired_columns",
                float(n_paired),
                "columns",
                "Columns held against each other",
            ),
        )
        return tuple(
            Trait(name, float(v), unit, text) for name, v, unit, text in values
        )


def associate(sample: Sample, column: Column) -> Association | None:
    """How much a column says about the target; None for text or too few rows."""
    if column.kind == "text":
        return None
    is_number = column.kind in NUMBERS
    measure = number_association if is_number else category_association
    return measure(sample.values(column), sample.y, sample.dataset.task)


def inform(sample: Sample, column: Column) -> dict[str, float | None]:
    """What else is said of a column that has an association, by field."""
    values, is_number = sample.values(column), column.kind in NUMBERS
    filled = np.isfinite(values) if is_number else values >= 0
    pearson = None
    if is_number and sample.dataset.task != "multiclass":
        pearson = correlation(values[filled], sample.y[filled])
    few = slice(None) if sample.within is None else sample.within
    known = filled[few]
    share = None
    if known.any():
        some = values[few][known]
        codes = number_codes(some) if is_number else some.astype(np.int64)
        target = sample.target_codes[known]
        share = information_share(codes, target, of_second=True)
    return {"information_share": share, "pearson": pearson}


def pair_columns(
    sample: Sample, columns: Sequence[ColumnProfile]
) -> tuple[tuple[ColumnPair, ...], tuple[str, ...]]:
    """Pairs, the strongest first, and the columns of which all pairs are among them.

    These are the most telling columns. Beside them stand the pairs of any two
    numbers that say nearly the same.
    """
    known = {column.name: column for column in sample.dataset.columns}
    rated = [c for c in columns if c.association is not None]
    rated.sort(key=lambda c: -(c.association or 0.0))
    chosen = [c.name for c in rated[:MAX_PAIRED]]
    pairs = pair_up([sample.cells(known[name]) for name in chosen])
    numbers = [known[c.name] for c in rated if c.kind in NUMBERS]
    if len(rated) > len(chosen):
        cells = [sample.cells(column) for column in numbers]
        for i, j in find_alike(cells, set(chosen)):
            if (pair := measure_pair(cells[i], cells[j])) is not None:
                pairs.append(pair)
    pairs.sort(key=lambda pair: -abs(pair.value))
    return tuple(pairs), tuple(chosen)


def _drawn(n: int, most: int) -> np.ndarray | None:
    """Which of `n` rows to look at, sorted; None: all."""
    if n <= most:
        return None
    rng = np.random.default_rng(0)
    return np.sort(rng.choice(n, most, replace=False))


def _array(values: pd.Series, column: Column) -> np.ndarray:
    return np.asarray((values.cat.codes if column.kind in CATEGORIES else values).array)
