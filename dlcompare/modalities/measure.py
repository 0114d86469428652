"""One column, measured on all rows: fields of its profile, by name.

A column of numbers is sorted once; quantiles, distinct values, the commonest ones
and what lies far outside all follow from that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlcompare.modalities.bins import category_bins, number_bins
from dlcompare.modalities.traits import moments
from dlcompare.records import Bin

QUANTILES = (0.0, 0.25, 0.5, 0.75, 1.0)
TAILS = (0.05, 0.95)
FAR_OUT = 3.0  # quartile distances beyond a quartile; Tukey (1977), "far out"
N_TOP = 5  # commonest values named
MIN_TOP = 2  # rows of a value that is worth naming
WHOLE = 1e15  # below it a whole number is named with all its digits
TOP_CHARACTERS = 60  # of a value that is named; a cut shows an ellipsis


@dataclass(frozen=True)
class Split:
    """By what bars are split: the target and its classes (none for numbers)."""

    y: np.ndarray | None
    classes: Sequence[str]


def measure_number(values: np.ndarray, split: Split | None) -> dict[str, Any]:
    """Numbers or dates as days.

    Parameters
    ----------
    values : float array of shape (n_rows,), NaN where missing
    split : Split or None
        None: the bars are not wanted.
    """
    ordered = np.sort(values[np.isfinite(values)])
    n = len(ordered)
    if not n:
        return {"bins": ()}
    starts = np.concatenate([[0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1])
    counts = np.diff(starts, append=n)
    distinct = ordered[starts].astype(np.float64)
    quantiles = sorted_quantiles(ordered, QUANTILES)
    fences = _fences(quantiles[1], quantiles[3])
    mean, deviation, skew = moments(ordered)
    bins: tuple[Bin, ...] = ()
    if split is not None:
        bins = number_bins(
            values, split.y, split.classes, distinct=distinct, fences=fences
        )
    zero = np.searchsorted(ordered, 0.0, side="right") - np.searchsorted(ordered, 0.0)
    names = [_name(value) for value in ordered[starts[_commonest(counts)]]]
    return {
        "bins": bins,
        "quantiles": quantiles,
        "tails": sorted_quantiles(ordered, TAILS),
        "mean": mean,
        "deviation": deviation,
        "skew": skew,
        "outlier_share": _outlier_share(ordered, fences),
        "zero_share": float(zero / n),
        "top": dict(zip(names, counts[_commonest(counts)].tolist(), strict=True)),
        "n_single": int((counts == 1).sum()),
    }


def measure_category(
    codes: np.ndarray, labels: Sequence[str], split: Split | None
) -> dict[str, Any]:
    """Categories, as codes (negative where missing) of labels."""
    counts = np.bincount(codes[codes >= 0], minlength=len(labels))
    bins: tuple[Bin, ...] = ()
    if split is not None:
        bins = category_bins(codes, labels, split.y, split.classes)
    return {
        "bins": bins,
        "top": named(labels, counts),
        "n_single": int((counts == 1).sum()),
    }


def sorted_quantiles(ordered: np.ndarray, at: Sequence[float]) -> tuple[float, ...]:
    """Quantiles of sorted numbers, linear between neighbours as `numpy.quantile`."""
    places = np.array(at) * (len(ordered) - 1)
    below = np.floor(places).astype(np.int64)
    above = np.minimum(below + 1, len(ordered) - 1)
    low, high = ordered[below].astype(np.float64), ordered[above].astype(np.float64)
    parts = places - below
    found = low * (1 - parts) + high * parts
    return tuple(float(v) for v in np.where(low == high, low, found))


def _fences(low: float, high: float) -> tuple[float, float] | None:
    """Beyond which values lie far outside; None where the quartiles are equal."""
    distance = FAR_OUT * (high - low)
    return (low - distance, high + distance) if 0 < distance < np.inf else None


def _outlier_share(
    ordered: np.ndarray, fences: tuple[float, float] | None
) -> float | None:
    if fences is None:
        return None
    first, last = np.searchsorted(ordered, fences[0]), len(ordered)
    return float(1 - (np.searchsorted(ordered, fences[1], side="right") - first) / last)


def _name(value: np.floating) -> str:
    """A number in as few digits as its type tells it by: 11.2, not 11.19999981."""
    if abs(value) < WHOLE and value == np.round(value):
        return f"{value:.0f}"
    return str(value) if value.dtype == np.float32 else f"{value:.10g}"


def named(labels: Sequence[str], counts: np.ndarray) -> dict[str, int]:
    """The commonest values, cut short, and their rows."""
    named: dict[str, int] = {}
    for place in _commonest(counts).tolist():
        text = " ".join(str(labels[place])[: 2 * TOP_CHARACTERS].split())
        if len(text) > TOP_CHARACTERS:
            text = text[: TOP_CHARACTERS - 1].rstrip() + "…"
        named.setdefault(text, int(counts[place]))
    return named


def _commonest(counts: np.ndarray) -> np.ndarray:
    """Places of the largest counts, the largest first, ties in order."""
    places = np.flatnonzero(counts >= MIN_TOP)
    if len(places) > 4 * N_TOP:
        limit = np.sort(counts[places])[-N_TOP]
        places = places[counts[places] >= limit]
    order = np.argsort(-counts[places], kind="stable")[:N_TOP]
    return np.asarray(places[order])
