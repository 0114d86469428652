"""What shuffling one column costs a fitted model on rows it has not seen.

scikit-learn's `permutation_importance` knows neither groups nor a deadline, and its
spread is that of the shuffles alone; hence these lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dlcompare import metrics
from dlcompare.metrics import Metric, UndefinedScore
from dlcompare.records import Importance
from dlcompare.training.scoring import predict

Array = NDArray[Any]

N_SHUFFLES = 5  # scikit-learn's; what rows add to the spread is larger from here on
N_DRAWS = 50  # of the rows with replacement; their spread is then known to a tenth
UNDEFINED = "The deciding metric has no value on these rows, so nothing is important."
Z_95 = 1.96  # standard normal, 95% two-sided


@dataclass(frozen=True)
class Rows:
    """Held-out rows, what is true of them, and how they are shuffled and drawn.

    shuffles : places that each row takes a value from, one array per shuffle
    draws : places of rows drawn with replacement, one array per drawing
    leaders : the place of the first row of each row's group; None: no groups
    by_group : as `shuffles`, the rows of a group all taking the value of another
    """

    X: Any
    truth: Array
    n_classes: int
    shuffles: tuple[Array, ...]
    draws: tuple[Array, ...]
    leaders: Array | None = None
    by_group: tuple[Array, ...] = ()


@dataclass(frozen=True)
class Base:
    """What the model scores on the rows as they are; `drawn` in each drawing."""

    score: float
    drawn: Array


def prepared(
    X: Any, truth: Array, groups: Array | None, *, n_classes: int, seed: int
) -> Rows:
    """Rows with their shuffles and drawings; the same seed gives the same.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_features), or array of images
    truth : array of shape (n_rows,)
    groups : int array of shape (n_rows,), or None
        Rows of a group are drawn together.
    n_classes : int
        0 for regression.
    seed : int
    """
    rng = np.random.default_rng(seed)
    n = len(truth)
    shuffles = tuple(rng.permutation(n) for _ in range(N_SHUFFLES))
    if groups is None:
        draws = tuple(rng.integers(n, size=n) for _ in range(N_DRAWS))
        return Rows(X, truth, n_classes, shuffles, draws)
    _, first, codes = np.unique(groups, return_index=True, return_inverse=True)
    ends = np.cumsum(np.bincount(codes))[:-1]
    members = np.split(np.argsort(codes, kind="stable"), ends)
    n = len(first)
    by_group = tuple(first[rng.permutation(n)[codes]] for _ in range(N_SHUFFLES))
    draws = tuple(
        np.concatenate([members[one] for one in rng.integers(n, size=n)])
        for _ in range(N_DRAWS)
    )
    return Rows(X, truth, n_classes, shuffles, draws, first[codes], by_group)


def base(estimator: Any, rows: Rows, metric: Metric) -> Base | None:
    """The score on the rows as they are; None where the metric has none."""
    given = predict(estimator, rows.X, rows.n_classes)
    every = np.arange(len(rows.truth))
    whole = _score(rows, given, every, metric)
    if not np.isfinite(whole):
        return None
    drawn = [_score(rows, given, draw, metric) for draw in rows.draws]
    return Base(whole, np.array(drawn))


def importance(
    estimator: Any, rows: Rows, column: str, metric: Metric, known: Base
) -> Importance:
    """The mean loss over the shuffles of one column.

    Its interval is that of the mean over shuffles and over the rows, drawn again:
    what other shuffles of other such rows would have shown of this fitted model.
    A column that is the same within every group is shuffled by whole groups.

    References
    ----------
    Fisher, Rudin & Dominici (2019), All models are wrong, but many are useful,
    Journal of Machine Learning Research 20.
    """
    taken, n_rows = sources(rows, column), len(rows.truth)
    tall = rows.X.iloc[np.tile(np.arange(n_rows), len(taken))].reset_index(drop=True)
    moved = rows.X[column].iloc[np.concatenate(taken)]
    tall[column] = moved.reset_index(drop=True)
    values, shares = predict(estimator, tall, rows.n_classes)
    places = [slice(at, at + n_rows) for at in range(0, len(tall), n_rows)]
    given = [(values[p], None if shares is None else shares[p]) for p in places]
    return lost(column, given, rows, metric, known)


def lost(
    name: str,
    predictions: Sequence[tuple[Array, Array | None]],
    rows: Rows,
    metric: Metric,
    known: Base,
) -> Importance:
    """The mean loss, by what the model predicts after each shuffle."""
    sign, every = metrics.sign(metric), np.arange(len(rows.truth))
    losses, drawn = [], []
    for given in predictions:
        losses.append(sign * (known.score - _score(rows, given, every, metric)))
        scores = [_score(rows, given, draw, metric) for draw in rows.draws]
        drawn.append(sign * (known.drawn - np.array(scores)))
    loss = float(np.mean(losses))
    of_rows = np.mean(drawn, axis=0)
    variance = np.var(losses, ddof=1) / len(losses)
    if np.isfinite(of_rows).any():
        variance += np.nanvar(of_rows)
    reach = Z_95 * float(np.sqrt(variance))
    return Importance(name, loss, loss - reach, loss + reach)


def sources(rows: Rows, column: str) -> tuple[Array, ...]:
    """From where each row takes its value, shuffle by shuffle."""
    if rows.leaders is not None:
        codes, _ = pd.factorize(rows.X[column])
        if np.array_equal(codes, codes[rows.leaders]):
            return rows.by_group
    return rows.shuffles


def _score(
    rows: Rows, given: tuple[Array, Array | None], places: Array, metric: Metric
) -> float:
    """The metric on some of the rows; NaN where it has no value."""
    values, shares = given
    part = None if shares is None else shares[places]
    try:
        return metric.score(rows.truth[places], values[places], part, rows.n_classes)
    except UndefinedScore:
        return float("nan")
