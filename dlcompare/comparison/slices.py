"""Where the champions part: rows alike in one column on which one fares otherwise.

A slice stands out if the champions' difference on it is unlike that of all rows.
With many slices some always do; so each is compared with the largest of all that
chance gives (Westfall & Young, 1993, Resampling-based multiple testing): the
differences are shuffled over the rows, which leaves the slices and what ties them
together as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlcompare import metrics, words
from dlcompare.comparison.out_of_fold import OutOfFold, units
from dlcompare.records import ColumnKind, Estimate
from dlcompare.records.understanding import MOST_CHANCE, Slice, Slices

Array = NDArray[Any]

LEAST_ROWS = 30  # of a slice; the mean of fewer is hardly known, and hardly normal
LEAST_UNITS = 10  # groups in a slice, where rows belong together
N_BINS = 4  # of a number: quarters of the rows
MOST_ROWS = 20_000  # looked at, drawn by seed; finer differences do not matter
MOST_COLUMNS = 60  # those that say most alone; each further one blunts the others
MOST_SHOWN = 8  # slices that are kept
TURNS = 500  # of chance; p is then known to 1 point where it is 5%
AT_ONCE = 50  # of them; of 20,000 rows they take 8 MB
SEED = 0  # the same predictions always give the same slices
MISSING = "missing"


@dataclass(frozen=True)
class Table:
    """Columns to slice by: values row by row of the dataset, as models take them.

    A number or date: floats with NaN where missing. A category: codes, negative where
    missing, and `levels`.
    """

    name: str
    kind: ColumnKind
    values: Array
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Cut:
    column: str
    value: str
    rows: Array


def find_slices(
    classical: OutOfFold,
    deep: OutOfFold,
    columns: Sequence[Table],
    *,
    metric: str,
    classes: tuple[str, ...] = (),
) -> Slices | None:
    """The slices on which the champions' difference is least like that of all rows.

    Parameters
    ----------
    classical, deep : OutOfFold
        Of the same rows.
    columns : sequence of Table
        The most telling first; those beyond `MOST_COLUMNS` are not looked at.
    metric : str
        The deciding one; the loss of a row is of its kind (`losses`).
    classes : tuple of str
        () for regression.

    Returns
    -------
    Slices or None
        None if there is no slice of `LEAST_ROWS` that is not nearly all rows, or the
        champions never differ.
    """
    rows, of_unit = _sampled(classical)
    one, measure = losses(classical, metric, len(classes))
    other, _ = losses(deep, metric, len(classes))
    gains = (one - other)[rows]
    looked = columns[:MOST_COLUMNS]
    cuts = [
        cut
        for column in looked
        for cut in _cuts(column, classical.rows[rows])
        if _is_large(cut.rows, len(rows), of_unit)
    ]
    if len(classes) > 2:
        cuts += _of_class(classical.truth[rows], classes, of_unit)
    if not cuts or not np.ptp(gains):
        return None
    is_grouped = classical.groups is not None
    stands_out, largest = _standing_out(cuts, gains, of_unit, is_grouped)
    reach = float(np.quantile(largest, 1 - MOST_CHANCE))
    first = np.argsort(-np.abs(stands_out), kind="stable")[:MOST_SHOWN]
    found = tuple(
        Slice(
            cuts[i].column,
            cuts[i].value,
            len(cuts[i].rows),
            float(one[rows][cuts[i].rows].mean()),
            float(other[rows][cuts[i].rows].mean()),
            _difference(gains[cuts[i].rows], of_unit[cuts[i].rows], reach),
            float((1 + (largest >= abs(stands_out[i])).sum()) / (1 + TURNS)),
        )
        for i in first
    )
    return Slices(
        measure=measure,
        overall=float(gains.mean()),
        slices=found,
        n_slices=len(cuts),
        n_columns=len(looked),
        n_rows=len(rows),
        least_rows=LEAST_ROWS,
        n_columns_left=len(columns) - len(looked),
    )


def losses(of: OutOfFold, metric: str, n_classes: int) -> tuple[Array, str]:
    """What each row costs, and its name; of the kind that the metric looks at.

    Probabilities: their squared error, halved over the classes, in [0, 1]. Labels:
    1 where wrong. Numbers: the absolute error for MAE, else the squared one.
    """
    needs = metrics.find(metric).needs
    if not n_classes:
        off = np.abs(of.truth - of.prediction)
        return (off, "absolute error") if metric == "mae" else (off**2, "squared error")
    if needs == "labels" or of.probabilities is None:
        return (of.prediction != of.truth) * 1.0, "share wrong"
    of_truth = of.probabilities[np.arange(len(of.truth)), of.truth]
    squares = (of.probabilities**2).sum(axis=1) - of_truth**2 + (1 - of_truth) ** 2
    return squares / 2, "squared error of the probability"


def _sampled(of: OutOfFold) -> tuple[Array, Array]:
    """Places of the rows looked at, and the unit of each."""
    rows = np.arange(len(of.rows))
    if len(rows) > MOST_ROWS:
        rng = np.random.default_rng(SEED)
        rows = np.sort(rng.choice(len(rows), size=MOST_ROWS, replace=False))
    return rows, np.unique(units(of)[rows], return_inverse=True)[1]


def _is_large(rows: Array, n_rows: int, of_unit: Array) -> bool:
    """Whether a slice, and what is left beside it, are large enough."""
    if not LEAST_ROWS <= len(rows) <= n_rows - LEAST_ROWS:
        return False
    return len(np.unique(of_unit[rows])) >= LEAST_UNITS


def _cuts(column: Table, rows: Array) -> Iterator[_Cut]:
    values = column.values[rows]
    if column.kind in ("number", "date"):
        yield from _quarters(column, values)
        missing = ~np.isfinite(values)
    else:
        for code, level in enumerate(column.levels):
            yield _Cut(column.name, level, np.flatnonzero(values == code))
        missing = values < 0
    yield _Cut(column.name, MISSING, np.flatnonzero(missing))


def _quarters(column: Table, values: Array) -> Iterator[_Cut]:
    filled = values[np.isfinite(values)]
    if not len(filled):
        return
    steps = np.arange(1, N_BINS) / N_BINS
    edges = np.unique(np.quantile(filled, steps, method="inverted_cdf"))
    place = np.searchsorted(edges, values, side="left")  # an edge belongs below
    place[~np.isfinite(values)] = -1
    for number in range(len(edges) + 1):
        inside = np.flatnonzero(place == number)
        if len(inside):
            low, high = values[inside].min(), values[inside].max()
            yield _Cut(column.name, _range(float(low), float(high), column), inside)


def _range(low: float, high: float, column: Table) -> str:
    a, b = (_named(value, column.kind) for value in (low, high))
    return a if a == b else f"{a} to {b}"


def _named(value: float, kind: str) -> str:
    if kind == "date":
        return str(np.datetime64("1970-01-01") + np.timedelta64(round(value), "D"))
    return words.count(int(value)) if value.is_integer() else words.score(value)


def _of_class(truth: Array, classes: tuple[str, ...], of_unit: Array) -> list[_Cut]:
    """One slice per true class; with two it would only tell who alarms more often."""
    cuts = [
        _Cut("", label, np.flatnonzero(truth == code))
        for code, label in enumerate(classes)
    ]
    return [cut for cut in cuts if _is_large(cut.rows, len(truth), of_unit)]


def _standing_out(
    cuts: Sequence[_Cut], gains: Array, of_unit: Array, is_grouped: bool
) -> tuple[Array, Array]:
    """How far each slice stands out, in deviations; the furthest of all, by chance."""
    rng = np.random.default_rng(SEED)
    if is_grouped:
        return _turned(cuts, gains, of_unit, rng)
    return _shuffled(cuts, gains, rng)


def _shuffled(
    cuts: Sequence[_Cut], gains: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Gains shuffled over the rows: exact, however the gains are spread.

    Each slice is held against the rows outside (Welch's t); the variance of a small
    slice leans on that of all rows, as if `LEAST_ROWS` more of them were in it.
    """
    inside = _membership(cuts, np.arange(len(gains)))
    n, n_all = inside.sum(axis=1)[:, None], len(gains)
    variance = gains.var()

    def distances(columns: Array) -> Array:
        total, squares = columns.sum(axis=0), (columns**2).sum(axis=0)
        own, own_squares = inside @ columns, inside @ columns**2

        def side(sums: Array, of_squares: Array, sizes: Array) -> tuple[Array, Array]:
            mean = sums / sizes
            spread = of_squares - sizes * mean**2 + LEAST_ROWS * variance
            return mean, spread / (sizes + LEAST_ROWS) / sizes

        mean, error = side(own, own_squares, n)
        rest, rest_error = side(total - own, squares - own_squares, n_all - n)
        found: Array = (mean - rest) / np.sqrt(error + rest_error)
        return found

    largest = []
    for _ in range(0, TURNS, AT_ONCE):
        shuffled = rng.permuted(np.tile(gains, (AT_ONCE, 1)), axis=1).T
        largest.append(np.abs(distances(shuffled)).max(axis=0))
    return distances(gains[:, None])[:, 0], np.concatenate(largest)


def _turned(
    cuts: Sequence[_Cut], gains: Array, of_unit: Array, rng: np.random.Generator
) -> tuple[Array, Array]:
    """Signs of whole groups turned: rows of a group cannot be shuffled one by one.

    Cameron, Gelbach & Miller (2008), Bootstrap-based improvements for inference with
    clustered errors, Review of Economics and Statistics 90.
    """
    inside = _membership(cuts, of_unit)
    counts = np.asarray(inside.sum(axis=1))
    sums = _membership(cuts, of_unit, gains)
    own = np.asarray(sums.sum(axis=1)) / counts
    # What each group adds to the error of a slice's mean less the mean of all.
    errors = (sums.toarray() - own[:, None] * inside.toarray()) / counts[:, None]
    errors -= np.bincount(of_unit, gains - gains.mean()) / len(gains)
    spread = np.sqrt((errors**2).sum(axis=1))
    scale = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)
    signs = rng.integers(0, 2, size=(errors.shape[1], TURNS)) * 2.0 - 1
    largest = np.abs(scale[:, None] * (errors @ signs)).max(axis=0)
    return (own - gains.mean()) * scale, largest


def _membership(
    cuts: Sequence[_Cut], of_unit: Array, weights: Array | None = None
) -> Any:
    """A sparse matrix (n_slices, n_units): rows, or their weights, of each unit."""
    from scipy.sparse import csr_array

    rows = np.concatenate([cut.rows for cut in cuts])
    slice_of = np.repeat(np.arange(len(cuts)), [len(cut.rows) for cut in cuts])
    values = np.ones(len(rows)) if weights is None else weights[rows]
    shape = (len(cuts), int(of_unit.max()) + 1)
    return csr_array((values, (slice_of, of_unit[rows])), shape=shape)


def _difference(gains: Array, of_unit: Array, reach: float) -> Estimate:
    """The mean gain of a slice; `reach` standard errors each way."""
    mean = float(gains.mean())
    _, places = np.unique(of_unit, return_inverse=True)
    error = float(np.sqrt((np.bincount(places, gains - mean) ** 2).sum()) / len(gains))
    return Estimate(mean, mean - reach * error, mean + reach * error)
