"""What stands for "no value": words that surely do, and values that may."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare import words

# Read as missing in every column; upper and lower case as listed, since "Nan" is
# a name. In columns of numbers and dates the second list is missing too.
MISSING = ("", "?", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "<NA>")
MISSING_NUMBER = (
    *("-", "--", "---", ".", "..", "None", "none", "na", "missing", "Missing"),
    *("unknown", "Unknown", "UNKNOWN", "n.a.", "N.A.", "nil", "#VALUE!", "#DIV/0!"),
    *("not available", "NaT", "k.A.", "s/d", "\u2013", "\u2014"),
)
# In columns of words these may be answers of their own: suggested, never applied.
SUSPECT_WORDS = (
    *("unknown", "unk", "missing", "n.a.", "na", "not available", "undefined"),
    *("unspecified", "not specified", "no data", "-", "--", ".", "k.a.", "nil"),
)

MAX_LABELS = 1_000  # among more, such as names, any word is one of them

# Numbers that stand for missing in many files: runs of nines, and minus one
NINES = tuple(float("9" * n) for n in range(2, 10))
NEGATIVES = (-1.0, -9.0, -99.0, -999.0, -9_999.0, -99_999.0, -999_999.0)
MIN_CELLS = 2  # with the value; a single one is an outlier
SPIKE = 10  # times as many cells as the others have on average, for nines in range
MIN_OTHERS = 5  # other values, to tell what the column is about
ZERO_GAP = 0.125  # of the others' range, from zero to the least of them
ZERO_OTHERS = 20  # other values; where there are few, zero is one of the answers
ZERO_SHARE = 0.01  # of the cells; rarer zeros are outliers


@dataclass(frozen=True)
class Suspect:
    """A value that may stand for missing: as written, in how many cells, and why."""

    value: str
    n_cells: int
    reason: str


def may_be_suspect(low: float, high: float) -> bool:
    """Whether the ends of a column of numbers are worth `suspect_number`."""
    return high in NINES or low in NEGATIVES or low == 0


def suspect_number(
    values: npt.NDArray[np.float64], counts: npt.NDArray[np.int64]
) -> Suspect | None:
    """The number that may stand for missing among distinct ones, or None.

    Parameters
    ----------
    values : array of distinct finite numbers, rising
    counts : array of int
        How often each occurs.
    """
    if len(values) < MIN_OTHERS + 1:
        return None
    for place in (-1, 0):
        value, n = float(values[place]), int(counts[place])
        others = np.delete(values, place)
        low, high = float(others[0]), float(others[-1])
        if n < MIN_CELLS or not _stands_out(value, n, low, high, counts, place):
            continue
        reason = (
            f"it stands in {words.count(n, 'cell')}, away from the others, "
            f"{low:g} to {high:g}"
        )
        return Suspect(f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}", n, reason)
    return None


def _stands_out(
    value: float,
    n: int,
    low: float,
    high: float,
    counts: npt.NDArray[np.int64],
    place: int,
) -> bool:
    """Whether a value at the end of a column looks like a stand-in."""
    span = high - low
    if place == -1:
        is_spike = n >= SPIKE * float(np.delete(counts, place).mean())
        return value in NINES and (value - high > span or is_spike)
    if value in NEGATIVES:
        return low >= 0 or low - value > span
    is_frequent = n >= ZERO_SHARE * float(counts.sum())
    is_amount = len(counts) > ZERO_OTHERS and low >= ZERO_GAP * span
    return value == 0 and is_frequent and is_amount


def suspect_words(labels: Any, counts: npt.NDArray[np.int64]) -> tuple[Suspect, ...]:
    """Words that may stand for missing among the distinct labels of a column."""
    if len(labels) > MAX_LABELS + len(SUSPECT_WORDS):
        return ()
    lower = pc.utf8_lower(labels)
    places = np.flatnonzero(np.asarray(pc.is_in(lower, pa.array(SUSPECT_WORDS))))
    if not 2 <= len(labels) - len(places) <= MAX_LABELS:
        return ()
    return tuple(
        Suspect(
            str(labels[int(i)].as_py()),
            int(counts[i]),
            f"it stands in {words.count(int(counts[i]), 'cell')} among other words",
        )
        for i in places
    )
