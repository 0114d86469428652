"""Values counted into bars, by class or with the mean of the target."""

import itertools
from collections.abc import Sequence

import numpy as np

from dlcompare.records import Bin

N_BINS = 20
MAX_BARS = 15  # of categories; the rest becomes one bar
FEW_NUMBERS = 12  # distinct; then one bar per value
MAX_SPLIT_CLASSES = 20  # more classes cannot be told apart in a bar


def number_bins(
    values: np.ndarray,
    y: np.ndarray | None,
    classes: Sequence[str],
    *,
    distinct: np.ndarray | None = None,
) -> tuple[Bin, ...]:
    """A histogram; one bar per value where there are few.

    Parameters
    ----------
    values : float array of shape (n_rows,), NaN where missing
    y : array of shape (n_rows,) or None
        Class codes or numbers that the bars are split by; None: not split.
    classes : sequence of str
        Empty for numbers.
    distinct : float array or None
        The values that occur, sorted, where they are known already.
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
        limits, places = _ranges(values, float(unique[0]), float(unique[-1]))
        pairs = itertools.pairwise(limits)
        edges = [("", float(low), float(high)) for low, high in pairs]
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


def _ranges(
    values: np.ndarray, low: float, high: float
) -> tuple[np.ndarray, np.ndarray]:
    """Ends of ranges of one width, and the range of each value.

    Halves are computed with, so that the width of any range is a number.
    """
    limits = 2 * np.linspace(low / 2, high / 2, N_BINS + 1)
    limits[0], limits[-1] = low, high
    halves = values.astype(np.float64) / 2 - low / 2
    places = (halves * (N_BINS / (high / 2 - low / 2))).astype(np.int64)
    places = np.clip(places, 0, N_BINS - 1)
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
