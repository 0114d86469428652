"""Values counted into bars, by class or with the mean of the target."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dlcompare.records import Bin

N_BINS = 20
MAX_BARS = 15  # of categories; the rest becomes one bar
FEW_NUMBERS = 12  # distinct; then one bar per value
MOST_STRETCH = 2.0  # times the width of what is inside, that all values may take
CALENDAR_DAYS = 2_900_000  # from 1970, nearly 8,000 years: beyond it no date is written
MAX_SPLIT_CLASSES = 20  # more classes cannot be told apart in a bar


def number_bins(
    values: np.ndarray,
    y: np.ndarray | None,
    classes: Sequence[str],
    *,
    distinct: np.ndarray | None = None,
    fences: tuple[float, float] | None = None,
) -> tuple[Bin, ...]:
    """A histogram; one bar per value where there are few.

    Where a few values far outside would squeeze all others into a bar or two, the
    ranges end at the fences, and what lies beyond has a bar of its own.

    Parameters
    ----------
    values : float array of shape (n_rows,), NaN where missing
    y : array of shape (n_rows,) or None
        Class codes or numbers that the bars are split by; None: not split.
    classes : sequence of str
        Empty for numbers.
    distinct : float array or None
        The values that occur, sorted, where they are known already.
    fences : (low, high) or None
        Limits of what is not far outside, if there are such.
    """
    filled = np.isfinite(values)
    if not filled.any():
        return ()
    if not filled.all():
        values, y = values[filled], None if y is None else y[filled]
    unique = np.unique(values) if distinct is None else distinct
    if len(unique) <= FEW_NUMBERS:
        places = np.searchsorted(unique, values)
        edges = [(f"{value:.6g}", float(value), float(value)) for value in unique]
    else:
        low, high = float(unique[0]), float(unique[-1])
        inner = _inner(unique, fences)
        limits, places = _ranges(values, *inner)
        limits, places = _beyond(limits, places, values, low, high)
        pairs = itertools.pairwise(limits)
        edges = [("", float(low), float(high)) for low, high in pairs]
        bars = _bars(places, edges, y, classes)
        return tuple(replace(b, is_beyond=not _within(b, inner)) for b in bars)
    return _bars(places, edges, y, classes)


def category_bins(
    codes: np.ndarray,
    labels: Sequence[str],
    y: np.ndarray | None,
    classes: Sequence[str],
) -> tuple[Bin, ...]:
    """One bar per category, the commonest first; the rare ones share the last."""
    filled = codes >= 0
    codes, y = codes[filled], None if y is None else y[filled]
    counts = np.bincount(codes, minlength=len(labels))
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] > 0]
    shown = order if len(order) <= MAX_BARS + 1 else order[:MAX_BARS]
    place = np.full(len(labels), len(shown))
    place[shown] = np.arange(len(shown))
    edges: list[tuple[str, float | None, float | None]]
    edges = [(str(labels[i]), None, None) for i in shown]
    if len(shown) < len(order):
        edges.append((f"{len(order) - len(shown):,} others", None, None))
    return _bars(place[codes], edges, y, classes)


def _inner(
    unique: np.ndarray, fences: tuple[float, float] | None
) -> tuple[float, float]:
    """Between which values ranges are drawn: all, or those within the fences."""
    low, high = float(unique[0]), float(unique[-1])
    if fences is None:
        return low, high
    inside = unique[(unique >= fences[0]) & (unique <= fences[1])]
    if len(inside) <= FEW_NUMBERS:
        return low, high
    first, last = float(inside[0]), float(inside[-1])
    return (low, high) if high - low <= MOST_STRETCH * (last - first) else (first, last)


def _beyond(
    limits: np.ndarray, places: np.ndarray, values: np.ndarray, low: float, high: float
) -> tuple[np.ndarray, np.ndarray]:
    """Ends and places with one more range at each end that does not reach the last."""
    below, above = values < limits[0], values > limits[-1]
    places = np.where(above, N_BINS, places)
    if above.any():
        limits = np.append(limits, high)
    if below.any():
        limits = np.append(low, limits)
        places = np.where(below, 0, places + 1)
    return limits, places


def _within(bar: Bin, inner: tuple[float, float]) -> bool:
    ends = (bar.low, bar.high)
    return all(end is None or inner[0] <= end <= inner[1] for end in ends)


def dated(one: Bin) -> Bin:
    """A bar of days since 1970, named by its dates."""
    ends = [
        str(np.datetime64(int(np.floor(days)), "D"))
        for days in (one.low, one.high)
        if days is not None and abs(days) < CALENDAR_DAYS
    ]
    return replace(one, label=" to ".join(dict.fromkeys(ends)))


def _ranges(
    values: np.ndarray, low: float, high: float
) -> tuple[np.ndarray, np.ndarray]:
    """Ends of ranges of one width, and the range of each value.

    Halves are computed with, so that the width of any range is a number.
    """
    parts = np.linspace(0, 1, N_BINS + 1)
    limits = low * (1 - parts) + high * parts
    limits[0], limits[-1] = low, high
    halves = values.astype(np.float64) / 2 - low / 2
    with np.errstate(over="ignore"):  # far beyond the range is just beyond it
        scaled = halves * (N_BINS / (high / 2 - low / 2))
    places = np.clip(scaled, 0, N_BINS - 1).astype(np.int64)
    places -= values < limits[places]  # rounding put them one too far
    places += (values >= limits[places + 1]) & (places < N_BINS - 1)
    return limits, places


def _bars(
    places: np.ndarray,
    edges: Sequence[tuple[str, float | None, float | None]],
    y: np.ndarray | None,
    classes: Sequence[str],
) -> tuple[Bin, ...]:
    """The bars of rows put into `places`, split by class where there are classes."""
    n, k = len(edges), len(classes)
    counts = np.bincount(places, minlength=n)
    by_class: list[dict[str, int]] = [{} for _ in edges]
    means: list[float | None] = [None] * n
    if y is not None and 0 < k <= MAX_SPLIT_CLASSES:
        table = np.bincount(places * k + y, minlength=n * k).reshape(n, k)
        by_class = [dict(zip(classes, row.tolist(), strict=True)) for row in table]
    elif y is not None and not k:
        sums = np.bincount(places, weights=y, minlength=n)
        means = [float(s / c) if c else None for s, c in zip(sums, counts, strict=True)]
    return tuple(
        Bin(int(count), label, low, high, split, mean)
        for count, (label, low, high), split, mean in zip(
            counts, edges, by_class, means, strict=True
        )
    )
