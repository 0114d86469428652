"""Dates written as text, year first, day first or month first."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

DATE_SHARE = 0.95  # of the filled cells that must be dates
SAMPLE_VALUES = 1_000  # distinct ones, to find the order of day, month and year
LOOKS = r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}.*)?$"
ORDERS = (  # of two that fit equally, the first is taken
    ("%Y-%m-%d", "year first"),
    ("%d-%m-%Y", "day first"),
    ("%m-%d-%Y", "month first"),
    ("%d-%m-%y", "day first"),
    ("%m-%d-%y", "month first"),
)
TIMES = ("", " %H:%M", " %H:%M:%S")


def parse_dates(texts: Any, counts: np.ndarray) -> tuple[np.ndarray, str] | None:
    """Distinct texts as dates, or None when they are not dates.

    Parameters
    ----------
    texts : Arrow array of string, null where missing
    counts : array of int
        How often each occurs.

    Returns
    -------
    stamps : array of datetime64[us]
        NaT where missing or no date.
    order : str
        "year first", "day first" or "month first".
    """
    filled = np.asarray(pc.is_valid(texts))
    n_filled = int(counts[filled].sum())
    sample = texts.drop_null()[:SAMPLE_VALUES]
    if not n_filled or not _looks(sample):
        return None
    iso = _stamps(texts, "ISO8601")
    if _share(iso, counts, n_filled) >= DATE_SHARE:
        return iso, "year first"
    separators = pa.array(["/", "."])
    for separator in separators.to_pylist():
        texts = pc.replace_substring(texts, separator, "-")
        sample = pc.replace_substring(sample, separator, "-")
    formats = [(date + time, order) for (date, order), time in product(ORDERS, TIMES)]
    fits = [int((~np.isnat(_stamps(sample, form))).sum()) for form, _ in formats]
    form, order = formats[int(np.argmax(fits))]
    stamps = _stamps(texts, form)
    if _share(stamps, counts, n_filled) < DATE_SHARE:
        return None
    return stamps, order


def days_since_1970(stamps: np.ndarray) -> np.ndarray:
    """Dates as days, NaN where missing."""
    days = stamps.astype("datetime64[us]").astype(np.float64) / 86_400_000_000
    return np.where(np.isnat(stamps), np.nan, days)


def _looks(sample: Any) -> bool:
    share = pc.mean(pc.match_substring_regex(sample, LOOKS).cast(pa.float64())).as_py()
    return share is not None and bool(share >= DATE_SHARE)


def _stamps(texts: Any, form: str) -> np.ndarray:
    series = pd.Series(texts.to_pandas(), dtype="str")
    parsed = pd.to_datetime(series, format=form, errors="coerce", utc=True)
    return np.asarray(parsed.dt.tz_localize(None), dtype="datetime64[us]")


def _share(stamps: np.ndarray, counts: np.ndarray, n_filled: int) -> float:
    return float(counts[~np.isnat(stamps)].sum()) / n_filled
