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
    values: np.ndarray, y: np.ndarray | None, classes: Sequence[str]
) -> tuple[Bin, ...]:
    """A histogram; one bar per value where there are few.

    Parameters
    ----------
    values : float array of shape (n_rows,), NaN where missing
    y : array of shape (n_rows,) or None
        Class codes or numbers that the bars are split by; None: not split.
    classes : sequence of str
        Empty for numbers.
    """
    filled = np.isfinite(values)
    if not filled.any():
        return ()
    values, y = values[filled], None if y is None else y[filled]
    unique = np.unique(values)
    if len(unique) <= FEW_NUMBERS:
        places = np.searchsorted(unique, values)
        edges = [(f"{value:.6g}", float(value), float(value)) for value in unique]
    else:
        limits = np.linspace(values.min(), values.max(), N_BINS + 1)
        places = np.searchsorted(limits, values, side="right") - 1
        places = np.clip(places, 0, N_BINS - 1)
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
