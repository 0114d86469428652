"""Rows as 64-bit numbers: equal rows have equal ones, in any table."""

import numpy as np
import pandas as pd

from dlcompare.records import Dataset

SEED = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
SHIFTS = tuple(map(np.uint64, (30, 27, 31)))


class RowHashes:
    """Numbers of rows, grown column by column.

    Each column's cells are mixed into what stands there, as SplitMix64 mixes its
    state; the chance that two of a million different rows agree is 1 in 40 million.
    """

    def __init__(self, n_rows: int) -> None:
        self.values = np.full(n_rows, SEED, dtype=np.uint64)

    def add(self, column: pd.Series | np.ndarray) -> None:
        """Take in a column: numbers, categories or text; missing cells are equal."""
        mixed = self.values
        mixed ^= _cells(column)
        mixed += SEED
        mixed ^= mixed >> SHIFTS[0]
        mixed *= FIRST
        mixed ^= mixed >> SHIFTS[1]
        mixed *= SECOND
        mixed ^= mixed >> SHIFTS[2]

    def n_repeated(self) -> int:
        """How many rows repeat an earlier one."""
        ordered = np.sort(self.values)
        return int((ordered[1:] == ordered[:-1]).sum())


def row_hashes(dataset: Dataset, *, with_target: bool) -> pd.Series:
    """One 64-bit number per row; equal rows have equal ones."""
    hashes = RowHashes(len(dataset.y))
    for column in dataset.columns:
        hashes.add(dataset.X[column.name])
    if with_target:
        hashes.add(dataset.y)
    return pd.Series(hashes.values)


def duplicated_rows(dataset: Dataset) -> np.ndarray:
    """Which rows repeat an earlier one in all columns and the target.

    Returns
    -------
    bool array of shape (n_rows,)
    """
    return np.asarray(row_hashes(dataset, with_target=True).duplicated())


def _cells(column: pd.Series | np.ndarray) -> np.ndarray:
    """64 bits per cell that tell its value, whatever the column's type."""
    if isinstance(column, np.ndarray) or pd.api.types.is_numeric_dtype(column.dtype):
        numbers = np.array(column, dtype=np.float64)
        numbers += 0.0  # minus zero is zero
        numbers[np.isnan(numbers)] = np.nan
        return numbers.view(np.uint64)
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, levels = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, levels = pd.factorize(column)
    known = np.empty(len(levels) + 1, dtype=np.uint64)
    known[:-1] = pd.util.hash_array(levels.to_numpy(dtype=object))
    known[-1] = SEED  # code -1, missing
    return np.asarray(known[codes])
