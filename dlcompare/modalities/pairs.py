"""How far columns tell each other, by the statistic that fits both kinds.

Two numbers: rank correlation, signed, with Pearson's beside it. A number and a
category: correlation ratio of the ranks. Two categories: Cramér's V. All of them on
the rows where both are filled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dlcompare.modalities.association import (
    BY_RANK,
    CRAMERS_V,
    MIN_ROWS,
    RANK_CORRELATION,
    correlation_ratio,
    cramers_v,
)
from dlcompare.modalities.information import information_share, range_codes
from dlcompare.modalities.ranks import average_ranks, dot, unit
from dlcompare.records import ColumnPair

ALIKE = 0.95  # rank correlation from which two numbers say nearly the same
MAX_ALIKE = 200  # such pairs that are kept beyond those of the columns paired
SCAN_PRODUCTS = 20e9  # multiplications spent on looking for them; about a second
MIN_SCAN_ROWS = 50  # fewer would call chance a likeness
SCAN_COLUMNS = 512  # columns held against all others at a time


@dataclass(frozen=True)
class Cells:
    """A column as pairs need it.

    values : float array of shape (n_rows,), NaN where missing; category codes with
        NaN for missing count as well
    """

    name: str
    values: np.ndarray
    is_category: bool

    @cached_property
    def filled(self) -> np.ndarray:
        """Where there is a value."""
        return np.asarray(np.isfinite(self.values))

    @cached_property
    def all_filled(self) -> bool:
        """Whether no cell is missing."""
        return bool(self.filled.all())

    @cached_property
    def ranks(self) -> np.ndarray:
        """Ranks of the filled cells."""
        return np.asarray(average_ranks(self.values[self.filled]))

    @cached_property
    def codes(self) -> np.ndarray:
        """Codes of the filled cells: of categories, or of ranges of equal size."""
        if self.is_category:
            return np.asarray(self.values[self.filled].astype(np.int64))
        return range_codes(self.ranks)

    @cached_property
    def unit_ranks(self) -> np.ndarray:
        """Ranks around zero, their length one; zero where they do not vary."""
        return unit(self.ranks)

    @cached_property
    def unit_values(self) -> np.ndarray:
        """The filled cells likewise."""
        return unit(self.values[self.filled])

    def among(self, rows: np.ndarray) -> "Cells":
        """The column in some of its rows."""
        return Cells(self.name, self.values[rows], self.is_category)


def pair_up(columns: Sequence[Cells]) -> list[ColumnPair]:
    """Every pair of columns that has enough rows in common."""
    found = []
    for i, first in enumerate(columns):
        for second in columns[i + 1 :]:
            if (pair := measure_pair(first, second)) is not None:
                found.append(pair)
    return found


def measure_pair(first: Cells, second: Cells) -> ColumnPair | None:
    """Two columns held against each other; None with too few rows in common."""
    if not (first.all_filled and second.all_filled):
        both = first.filled & second.filled
        if both.sum() < MIN_ROWS:
            return None
        if not np.array_equal(first.filled, second.filled):
            first, second = first.among(both), second.among(both)
    elif len(first.values) < MIN_ROWS:
        return None
    value, kind, pearson = _statistic(first, second)
    return ColumnPair(
        first.name,
        second.name,
        value,
        kind,
        information_share(first.codes, second.codes),
        pearson,
    )


def _statistic(first: Cells, second: Cells) -> tuple[float, str, float | None]:
    if first.is_category and second.is_category:
        return cramers_v(first.codes, second.codes), CRAMERS_V, None
    if first.is_category:
        return correlation_ratio(second.ranks, first.codes), BY_RANK, None
    if second.is_category:
        return correlation_ratio(first.ranks, second.codes), BY_RANK, None
    by_rank = dot(first.unit_ranks, second.unit_ranks)
    return by_rank, RANK_CORRELATION, dot(first.unit_values, second.unit_values)


def find_alike(numbers: Sequence[Cells], known: set[str]) -> list[tuple[int, int]]:
    """Places of pairs of numbers that say nearly the same, the most alike first.

    Looks at every pair but those with both names in `known`. Missing cells count as
    the middle rank here; on some of the rows if the columns are many.
    """
    if len(numbers) < 2:
        return []
    n_rows = len(numbers[0].values)
    allowed = int(SCAN_PRODUCTS / len(numbers) ** 2)
    rows = slice(None)
    if n_rows > max(allowed, MIN_SCAN_ROWS):
        rows = slice(0, max(allowed, MIN_SCAN_ROWS))
    scaled = np.stack([_unit_ranks(cells.values[rows]) for cells in numbers])
    is_known = np.array([cells.name in known for cells in numbers])
    hits: list[tuple[float, int, int]] = []
    for start in range(0, len(numbers), SCAN_COLUMNS):
        block = scaled[start : start + SCAN_COLUMNS]
        likeness = np.abs(block @ scaled[start:].T)
        for i, j in zip(*np.nonzero(likeness >= ALIKE), strict=True):
            if j > i and not (is_known[start + i] and is_known[start + j]):
                hits.append((float(likeness[i, j]), start + int(i), start + int(j)))
        hits = sorted(hits, key=lambda hit: -hit[0])[:MAX_ALIKE]
    return [(i, j) for _, i, j in hits]


def _unit_ranks(values: np.ndarray) -> np.ndarray:
    """Ranks around zero and of length one, missing cells at zero; float32."""
    filled = np.isfinite(values)
    ranks = np.zeros(len(values), dtype=np.float32)
    if filled.any():
        ranks[filled] = unit(average_ranks(values[filled]))
    return ranks
