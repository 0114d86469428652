"""Dates: as text in any common order, as yyyymmdd, or counted since 1970."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dlcompare.modalities.tabular.months import has_month_names, months_to_numbers
from dlcompare.modalities.tabular.numbers import DIGIT

Stamps = npt.NDArray[np.datetime64]

DATE_SHARE = 0.95  # of the filled cells that must be dates
SAMPLE_VALUES = 1_000  # distinct ones, to find the order of day, month and year
LOOKS = r"^(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{4}[-/.]\d{1,2})([ T]+\d{1,2}:\d{2}.*)?$"
ORDERS = (
    ("%Y-%m-%d", "year first"),
    ("%d-%m-%Y", "day first"),
    ("%m-%d-%Y", "month first"),
    ("%d-%m-%y", "day first"),
    ("%m-%d-%y", "month first"),
    ("%y-%m-%d", "year first"),
    ("%Y-%m", "year and month"),
)
TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
FEW_DATES = 3  # distinct ones that tell a constant day from a constant month

# Dates as whole numbers
DIGITS_FROM, DIGITS_TO = 19_000_101, 21_001_231  # yyyymmdd
SINCE = 631_152_000  # seconds from 1970 to 1990: before, hardly anybody counted
UNTIL = 2_240_524_800  # to 2041
UNITS = ((1, "seconds"), (1_000, "milliseconds"), (1_000_000, "microseconds"))
MICROSECONDS = 1_000_000  # in a second
TIME_WORDS = {
    *("time", "date", "timestamp", "ts", "epoch", "unix", "created", "updated"),
    *("modified", "datetime", "at", "when", "seen", "start", "end", "dt"),
}


@dataclass(frozen=True)
class Dates:
    """Values as dates (datetime64[us], NaT where none), and how they were read."""

    stamps: Stamps
    order: str
    reason: str


def parse_dates(
    texts: Any,
    counts: np.ndarray,
    *,
    day_first: bool | None = None,
    enough: float = DATE_SHARE,
) -> Dates | None:
    """Distinct texts as dates, or None when they are not dates.

    Parameters
    ----------
    texts : Arrow array of string, null where missing
    counts : array of int
        How often each occurs.
    day_first : bool or None
        Which of two orders that fit equally; None: what the values suggest.
    enough : float
        Share of the filled cells that must be dates.
    """
    filled = np.asarray(pc.is_valid(texts))
    n_filled = int(counts[filled].sum())
    if not n_filled:
        return None
    sample = texts.drop_null()[:SAMPLE_VALUES]
    weights = counts[filled][:SAMPLE_VALUES]
    if _looking(sample, weights, DIGIT) < enough:
        return None
    named = has_month_names(sample)
    if named:
        texts, sample = months_to_numbers(texts), months_to_numbers(sample)
    if _looking(sample, weights, LOOKS) < enough:
        return None
    iso = _stamps(texts, "ISO8601")
    if _share(iso, counts, n_filled) >= DATE_SHARE:
        reason = "the month stands there by name" if named else "the year comes first"
        return Dates(iso, "year first" if not named else "months by name", reason)
    texts, sample = _hyphens(texts), _hyphens(sample)
    form, order, reason = _order(sample, day_first)
    stamps = _stamps(texts, form)
    if _share(stamps, counts, n_filled) < enough:
        return None
    if named:
        order, reason = "months by name", "the month stands there by name"
    return Dates(stamps, order, reason)


def number_dates(
    name: str, numbers: npt.NDArray[np.float64], *, is_certain: bool = False
) -> Dates | None:
    """Distinct whole numbers as dates, or None when they are not dates.

    Numbers count the time since 1970 only where the column's name speaks of time,
    or dates are asked for (`is_certain`): identifiers have as many digits.
    """
    known = numbers[np.isfinite(numbers)]
    if not known.size or not (known == np.floor(known)).all():
        return None
    if known.min() >= DIGITS_FROM and known.max() <= DIGITS_TO:
        texts = pa.array([f"{v:.0f}" for v in known])
        stamps = _stamps(texts, "%Y%m%d")
        if np.isnat(stamps).any():
            return None
        reason = "every number is a day written as year, month and day"
        return Dates(_placed(stamps, numbers), "yyyymmdd", reason)
    if not (is_certain or _speaks_of_time(name)):
        return None
    for per_second, unit in UNITS:
        if SINCE * per_second <= known.min() and known.max() <= UNTIL * per_second:
            micro = known * (MICROSECONDS / per_second)
            stamps = micro.astype(np.int64).astype("datetime64[us]")
            reason = f"its numbers are {unit} since 1970"
            if not is_certain:
                reason = f"its name speaks of time and {reason}"
            return Dates(_placed(stamps, numbers), f"{unit} since 1970", reason)
    return None


def may_be_dates(name: str, low: float, high: float) -> bool:
    """Whether numbers from `low` to `high` are worth `number_dates`."""
    return (low >= DIGITS_FROM and high <= DIGITS_TO) or _speaks_of_time(name)


def _speaks_of_time(name: str) -> bool:
    parted = re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
    return bool(TIME_WORDS.intersection(re.split(r"[^a-z]+", parted)))


def days_since_1970(stamps: np.ndarray) -> np.ndarray:
    """Dates as days, NaN where missing."""
    days = stamps.astype("datetime64[us]").astype(np.float64) / 86_400_000_000
    return np.where(np.isnat(stamps), np.nan, days)


def _placed(stamps: Stamps, numbers: npt.NDArray[np.float64]) -> Stamps:
    """Dates of the finite numbers at their places."""
    placed = np.full(len(numbers), np.datetime64("NaT", "us"))
    placed[np.isfinite(numbers)] = stamps
    return placed


def _looking(sample: Any, weights: np.ndarray, pattern: str) -> float:
    """The share of cells that look like a pattern."""
    looks = np.asarray(pc.match_substring_regex(sample, pattern))
    return float(weights[looks].sum() / weights.sum())


def _hyphens(texts: Any) -> Any:
    """Dates with hyphens between their parts and one space before the time."""
    part = r"^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[ T]*"
    texts = pc.replace_substring_regex(texts, part, r"\1-\2-\3 ")
    texts = pc.replace_substring_regex(texts, r"^(\d{4})[/.](\d{1,2})$", r"\1-\2")
    texts = pc.replace_substring_regex(texts, r"(?i)(\d)([ap])\.?m\.?$", r"\1 \2m")
    return pc.utf8_rtrim_whitespace(texts)


def _order(sample: Any, day_first: bool | None) -> tuple[str, str, str]:
    """Format, order and reason of the way that fits most dates."""
    formats = [(date + time, order) for (date, order), time in product(ORDERS, TIMES)]
    fits = np.array([int((~np.isnat(_stamps(sample, f))).sum()) for f, _ in formats])
    best = [formats[i] for i in np.flatnonzero(fits == fits.max())]
    form, order = best[0]
    other = next(
        (f for f, o in best[1:] if {order, o} == {"day first", "month first"}), ""
    )
    if not other:
        reasons = {
            "day first": "with the month first, some months would be beyond 12",
            "month first": "with the day first, some months would be beyond 12",
        }
        return form, order, reasons.get(order, "the year comes first")
    by_order = {order: form, formats[[f for f, _ in formats].index(other)][1]: other}
    if day_first is not None:
        order = "day first" if day_first else "month first"
        return by_order[order], order, "as you chose"
    days = _stamps(sample, by_order["day first"]).astype("datetime64[D]")
    days = np.unique(days[~np.isnat(days)])
    of_month = (days - days.astype("datetime64[M]")).astype(int)
    of_year = days.astype("datetime64[M]").astype(int) % 12
    if len(days) >= FEW_DATES and not of_year.any() and of_month.any():
        reason = "all dates are then the first of a month"
        return by_order["month first"], "month first", reason
    return (
        by_order["day first"],
        "day first",
        "both orders fit, and more of the world writes the day first",
    )


def _stamps(texts: Any, form: str) -> Stamps:
    series = pd.Series(texts.to_pandas(), dtype="str")
    parsed = pd.to_datetime(series, format=form, errors="coerce", utc=True)
    return np.asarray(parsed.dt.tz_localize(None), dtype="datetime64[us]")


def _share(stamps: Stamps, counts: np.ndarray, n_filled: int) -> float:
    return float(counts[~np.isnat(stamps)].sum()) / n_filled
